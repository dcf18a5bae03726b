"""The page of the conversation.

What its form may bring, what it shows of it, and how it begins again.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from bot.channels.web.carried import Carried, from_data, to_data
from bot.channels.web.forms import SentForm
from bot.channels.web.handlers import WebHandlers
from bot.channels.web.pages import Frame
from bot.channels.web.talk import show
from bot.channels.web.tokens import Tokens
from bot.conversation.session import Answered, Session
from bot.conversation.subscription import Subscription
from tests.bot.channels.web.visiting import (
    KEY,
    SETTINGS,
    STARTS,
    Answering,
    Clock,
    Visitor,
    parts,
    served,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.events import Event
    from bot.conversation.turn import Outcome
    from bot.conversation.world import World

_NASTY = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


def test_the_page_greets_and_answers_a_need(visitor: Visitor) -> None:
    assert "Bonjour, ici Tambour" in visitor.answer
    assert visitor.page.text_of(role="note") == ""
    visitor.say("mobilité jeunes")
    assert "Avoir une offre de mobilité pour les jeunes" in visitor.answer
    assert visitor.page.text_of(**{"class": "asked"}) == "Vous\u202f: mobilité jeunes"


def test_who_begins_a_folder_is_told_once_that_it_fades_with_the_page(visitor: Visitor) -> None:
    visitor.say("garde la fiche 45")
    assert "s’efface quand vous fermez cette page" in visitor.page.text_of(role="note")
    visitor.say("garde la fiche 12")
    assert visitor.page.text_of(role="note") == ""


def test_a_button_says_what_was_pressed(visitor: Visitor) -> None:
    visitor.say("mobilité jeunes")
    visitor.press(visitor.buttons["Ouvrir la 1"])
    assert "Fiche 45" in visitor.answer
    assert visitor.page.text_of(**{"class": "asked"}).endswith("Ouvrir la 1")


def test_a_need_may_stand_in_the_address(visitor: Visitor) -> None:
    visitor.open("/?q=mobilité+jeunes")
    assert "Avoir une offre de mobilité pour les jeunes" in visitor.answer


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é" * 50, "." * 9000])
def test_what_was_tampered_with_begins_afresh_and_gives_the_text_back(
    visitor: Visitor, token: str
) -> None:
    visitor.send(token=token, said=f"mobilité {_NASTY}")
    assert "Je n’ai pas pu reprendre" in visitor.page.text_of(**{"class": "word", "role": "status"})
    assert "Bonjour, ici Tambour" in visitor.answer
    assert visitor.page.text_of(id="said") == f"mobilité {_NASTY}"
    visitor.say("mobilité jeunes")
    assert "fiche 45" in visitor.answer


def test_a_changed_letter_of_the_token_is_seen(visitor: Visitor) -> None:
    visitor.say("garde la fiche 45")
    token = visitor.token
    visitor.send(token=("A" if token[0] != "A" else "B") + token[1:], said="mon dossier")
    assert "Je n’ai pas pu reprendre" in visitor.page.html


def test_a_conversation_of_more_than_a_day_begins_afresh_and_answers(
    visitor: Visitor, web_clock: Clock
) -> None:
    visitor.say("garde la fiche 45")
    web_clock.now += timedelta(days=1, minutes=1)
    visitor.say("mon dossier")
    assert "Votre conversation avait plus d’une journée" in visitor.page.html
    assert "Votre dossier est vide" in visitor.answer


def test_two_tabs_each_hold_their_own_conversation(address: str, visitor: Visitor) -> None:
    other = Visitor(address)
    visitor.say("mobilité jeunes")
    other.say("logement")
    visitor.say("la 1")
    assert "Fiche 45" in visitor.answer
    other.close()


def test_any_process_with_the_key_goes_on_and_an_older_key_is_still_believed(
    world: World, visitor: Visitor
) -> None:
    visitor.say("mobilité jeunes")
    newer = SETTINGS.__class__(url=SETTINGS.url, keys=("n" * 32, KEY))
    with served(newer, parts(world, Clock())) as address:
        other = Visitor(address)
        other.send(token=visitor.token, said="la 1")
        assert "Fiche 45" in other.answer
        visitor.send(token=other.token, said="mon dossier")
        assert "Je n’ai pas pu reprendre" in visitor.page.html, "the newest key signs"
        other.close()


def test_nothing_typed_is_ever_html(visitor: Visitor) -> None:
    for typed in (_NASTY, f"je suis à {_NASTY}", f"/fiche {_NASTY}", f"sigle {_NASTY}"):
        visitor.say(typed)
        assert [each for each in visitor.page.elements if each.tag == "img"] == []
        scripts = [each for each in visitor.page.elements if each.tag == "script"]
        assert all("src" in each.attributes for each in scripts)


def test_a_file_is_made_again_when_it_is_asked_for(visitor: Visitor) -> None:
    visitor.say("garde la fiche 45")
    visitor.say("/dossier")
    visitor.press(visitor.buttons["Imprimer, enregistrer"])
    visitor.press(
        next(value for label, value in visitor.buttons.items() if "imprimer" in label.lower())
    )
    (file,) = visitor.files()
    assert "attachment" in file.headers["Content-Disposition"]
    assert "Mon dossier" in file.text


def test_a_conversation_too_full_says_so_and_goes_on_from_what_it_held(world: World) -> None:
    class Growing(Answering):
        @override
        async def answer(self, session: Session, event: Event, now: datetime) -> Outcome:
            after, replies = await super().answer(session, event, now)
            comments = {str(number): f"{number * 7919 % 99991}" for number in range(4000)}
            return replace(after, assessment=Answered(comments=comments)), replies

    sealing = Tokens((KEY,), lambda: STARTS)
    token = sealing.seal(Carried(Session(folder=("45",))))
    assert token
    told = asyncio.run(
        WebHandlers(Growing(world), sealing).take(SentForm(token, "mon dossier"), STARTS)
    )
    assert (told.word, told.token, told.replies) == ("full", token, ())
    assert "ne peut pas en porter davantage" in show(told, Frame(SETTINGS), world)


def test_all_of_a_session_travels_but_what_is_of_one_turn() -> None:
    session = Session(
        need="mobilité",
        dropped=("x",),
        offered=("45", "30"),
        alarmed=("fire",),
        alarm_age=2,
        doors=(("les themes", "themes"),),
        assessment=Answered({"q": 3}, {"q": "mot"}, "2026-11-23"),
        subscription=Subscription(active=True, themes=("school",)),
        seen=STARTS,
    )
    assert from_data(json.loads(json.dumps(to_data(Carried(session))))) == Carried(session)
    assert to_data(Carried(Session())) == {"kept": {}}
    wrongs: tuple[object, ...] = (None, [], {"talk": 3}, {"talk": {"doors": [1]}}, {"kept": 3})
    for wrong in wrongs:
        with pytest.raises(ValueError, match="no"):
            from_data(wrong)


def test_what_only_another_channel_can_do_is_said(visitor: Visitor) -> None:
    visitor.say("abonne-moi aux aides pour les jeunes")
    note = visitor.page.text_of(role="note")
    assert "ne peut pas vous envoyer de message" in note
    hrefs = [each.attributes["href"] for each in visitor.page.all("a", role="note")]
    assert hrefs == ["https://t.me/tambour_bot?start=abonnement", "/aides.rss", "/aides.ics"]


@pytest.mark.parametrize("said", ["mes données", "vie privée", "efface mes données"])
def test_what_is_said_of_data_is_said_to_be_kept_elsewhere(visitor: Visitor, said: str) -> None:
    visitor.say(said)
    assert "Sur cette page, tout ce qui vous concerne voyage avec vous" in visitor.page.text_of(
        role="note"
    )


def test_an_email_opens_with_a_first_message_and_a_telephone_calls(visitor: Visitor) -> None:
    visitor.say("fiche 45")
    links = [each.attributes["href"] for each in visitor.page.all("a", **{"class": "told"})]
    mail = next(each for each in links if each.startswith("mailto:missionlocale@mlchth.com"))
    assert "subject=Avoir%20une%20offre" in mail
    assert "body=Bonjour%20Laurence%20LOITS" in mail
    visitor.say("quelqu'un menace de me tuer")
    assert "tel:17" in [
        each.attributes["href"] for each in visitor.page.all("a", **{"class": "told"})
    ]


def test_nothing_of_a_visitor_is_set_in_the_browser(visitor: Visitor) -> None:
    assert "set-cookie" not in visitor.say("mobilité jeunes").headers


def test_the_first_answer_is_light_and_asks_no_other_host(visitor: Visitor) -> None:
    page = visitor.say("mobilité jeunes")
    asked = [
        each.attributes["src"] for each in visitor.page.elements if each.tag in ("script", "img")
    ]
    asked += [each.attributes["href"] for each in visitor.page.elements if each.tag == "link"]
    assert all(each.startswith("/static/") for each in asked), asked
    sizes = {"page": len(page.content)} | {
        each: len(visitor.client.get(each).content) for each in asked
    }
    print(sizes, sum(sizes.values()), "bytes,", len(sizes), "requests")
    assert sum(sizes.values()) < 60_000


def test_the_site_shows_who_publishes_it_and_takes_a_style_sheet(world: World) -> None:
    settings = replace(
        SETTINGS,
        title="Entraide <rurale>",
        contact="Mairie de Guise",
        legal="https://a.fr/mentions",
        style="https://a.fr/style.css",
    )
    with served(settings, parts(world, Clock())) as address:
        visitor = Visitor(address)
        assert visitor.page.all("title")[0].text == "Entraide <rurale>"
        assert "Contact\u202f: Mairie de Guise" in visitor.page.all("footer")[0].text
        links = [
            each.attributes["href"] for each in visitor.page.elements if each.tag in ("link", "a")
        ]
        assert {"https://a.fr/mentions", "https://a.fr/style.css"} <= set(links)
        visitor.close()
