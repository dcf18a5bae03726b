"""The real bot in private conversations, against the stand-in."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.channels.telegram import sentences
from tests.telegram_stand_in.oddities import CONTENTS, MALFORMED, NEWER
from tests.telegram_stand_in.world import BOT_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.telegram_stand_in.stand_in import StandIn
    from tests.telegram_stand_in.world import Message

_CHATS = count(2001)


def quiet(description: str) -> bool:
    """Tell whether a refusal harms nobody: a test pressed twice, or a query that never was."""
    return "not modified" in description or "query is too old" in description


@pytest.fixture
def chat(street: StandIn) -> Iterator[int]:
    """A chat of its own; whatever was called in the test, nothing was refused."""
    before = len(street.refused)
    yield next(_CHATS)
    assert [call for call in street.refused[before:] if not quiet(call.description)] == []


def test_a_need_is_answered(street: StandIn, chat: int) -> None:
    street.say(chat, "mobilité jeunes")
    (answer,) = street.wait_for_messages(chat)
    assert "(fiche 45)" in answer.text
    assert "Ouvrir la 1" in answer.labels


def test_a_press_is_acknowledged_and_answered(street: StandIn, chat: int) -> None:
    street.say(chat, "mobilité jeunes")
    query = street.press(street.wait_for_messages(chat)[0], "Ouvrir la 1")
    assert "Fiche 45" in street.wait_for_messages(chat, 2)[1].text
    assert query.answer is not None


def test_a_page_takes_the_place_of_the_one_before(street: StandIn, chat: int) -> None:
    message = street.say(chat, "bonjour")
    street.press_data(message, "keep:45")
    kept = street.wait_for_messages(chat, 2)[1]
    street.press_data(kept, "folder-edit:1")
    street.wait(lambda: kept.edits)
    assert any("Ranger" in label for label in kept.labels)


def test_pressing_twice_is_quiet(street: StandIn, chat: int) -> None:
    street.say(chat, "mobilité jeunes")
    (answer,) = street.wait_for_messages(chat)
    queries = [street.press_data(answer, "folder:1") for _ in range(2)]
    assert street.wait(lambda: all(query.answer is not None for query in queries))
    assert len(street.called("editMessageText", chat)) <= 1


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("card_45", "Fiche 45"),
        ("theme_mobilite", "Mobilité"),
        ("need_mobilite-jeunes", "(fiche 45)"),
    ],
)
def test_a_deep_link_opens_what_it_names(street: StandIn, chat: int, link: str, title: str) -> None:
    street.command(chat, "start", link)
    assert title.lower() in street.wait_for_messages(chat)[0].text.lower()


def _shared(message: Message, label: str) -> str:
    """Return the start that a button of sharing sends to others."""
    address = parse_qs(urlsplit(message.button(label)["url"]).query)["url"][0]
    assert address.startswith(f"https://t.me/{BOT_NAME}?start=")
    return str(address.partition("=")[2])


def test_a_need_and_a_folder_can_be_shared_and_open_the_same_for_others(
    street: StandIn, chat: int
) -> None:
    street.say(chat, "mobilité jeunes")
    (answer,) = street.wait_for_messages(chat)
    street.press(answer, "Autres choix")
    others = street.wait_for_messages(chat, 2)[1]
    street.press_data(answer, "keep:45")
    street.wait_for_messages(chat, 3)
    street.say(chat, "mon dossier")
    folder = street.wait_for_messages(chat, 4)[3]
    for start in (_shared(others, sentences.SHARE_NEED), _shared(folder, sentences.SHARE_FOLDER)):
        other = next(_CHATS)
        street.command(other, "start", start)
        assert "(fiche 45)" in street.wait_for_messages(other)[0].text


def test_a_subscription_can_be_proposed(street: StandIn, chat: int) -> None:
    street.command(chat, "abonnement")
    (screen,) = street.wait_for_messages(chat)
    other = next(_CHATS)
    street.command(other, "start", _shared(screen, sentences.SHARE_SUBSCRIPTION))
    assert "M’abonner" in street.wait_for_messages(other)[0].labels


def test_every_command_shown_is_answered(street: StandIn) -> None:
    for name in sentences.PRIVATE_COMMANDS:
        chat = next(_CHATS)
        street.command(chat, name)
        assert street.wait_for_messages(chat), name


@pytest.mark.parametrize(
    "kind", sorted(CONTENTS.keys() - {"nothing", "pinned", "location", "venue"})
)
def test_what_is_no_text_gets_a_useful_word(street: StandIn, chat: int, kind: str) -> None:
    street.send(chat, kind)
    (answer,) = street.wait_for_messages(chat)
    assert "Écrivez" in answer.text or "écrivez" in answer.text or "Recopiez" in answer.text


@pytest.mark.parametrize("kind", ["location", "venue"])
def test_a_location_gives_the_commune_which_a_yes_notes(
    street: StandIn, chat: int, kind: str
) -> None:
    street.send(chat, kind)
    (asked,) = street.wait_for_messages(chat)
    assert "Rancourt (Somme)" in asked.text
    street.say(chat, "oui")
    assert "C’est noté" in street.wait_for_messages(chat, 2)[1].text


def test_a_corrected_message_gets_a_word(street: StandIn, chat: int) -> None:
    message = street.say(chat, "mobilté")
    street.wait_for_messages(chat)
    street.edit(message, "mobilité")
    assert street.wait_for_messages(chat, 2)[1].text == sentences.EDITED


def test_an_edit_that_changes_no_word_gets_none(street: StandIn, chat: int) -> None:
    text, captioned = street.say(chat, "mobilité"), street.send(chat, "photo", caption="bonjour")
    street.wait_for_messages(chat, 2)
    for message in (text, captioned):
        street.edit(message, message.text)
    street.say(chat, "merci")
    assert sentences.EDITED not in [each.text for each in street.wait_for_messages(chat, 3)]


def test_an_album_gets_one_answer(street: StandIn, chat: int) -> None:
    street.album(chat, "", "", "")
    assert street.wait_for_messages(chat)[0].text == sentences.UNSUPPORTED["photo"]
    street.album(chat, "", "mobilité jeunes")
    assert "(fiche 45)" in street.wait_for_messages(chat, 2)[1].text
    street.wait(lambda: not street.updates.waiting)
    assert len(street.messages(chat)) == 2


def test_a_long_text_that_the_client_cut_is_read_as_one(street: StandIn, chat: int) -> None:
    street.say(chat, ("Nous cherchons une solution de mobilité pour nos jeunes. " * 80)[:4096])
    street.say(chat, "Comment les emmener à la mission locale ?")
    street.wait_for_messages(chat)
    street.wait(lambda: not street.updates.waiting)
    assert len(street.messages(chat)) == 1


def test_a_choice_already_made_calls_for_no_edit(street: StandIn, chat: int) -> None:
    message = street.say(chat, "bonjour")
    street.press_data(message, "keep:45")
    kept = street.wait_for_messages(chat, 2)[1]
    # Another press between: the same at once would be none.
    for data in ("folder-edit:1", "themes", "folder-edit:1"):
        street.press_data(kept, data)
    street.say(chat, "merci")
    street.wait(lambda: "Ranger" in str(kept.labels) and not street.updates.waiting)
    edits = street.called("editMessageText", chat)
    assert len([call for call in edits if "Ranger" in str(call.parameters)]) == 1


@pytest.mark.parametrize("chosen", ["subhour:8", "subday:0"])
def test_two_presses_of_the_hour_or_the_day_already_chosen_call_for_no_edit(
    street: StandIn, chat: int, chosen: str
) -> None:
    street.say(chat, "abonne-moi")
    street.press(street.wait_for_messages(chat)[0], "Jour et heure")
    hour = "Une autre heure"
    street.wait(lambda: any(hour in each.labels for each in street.messages(chat)))
    times = next(each for each in street.messages(chat) if hour in each.labels)
    edits = len(street.called("editMessageText", chat))
    for data in (
        chosen,
        "subday:1",
        "subday:0",
        chosen,
    ):  # the other day between: the same press at once is none
        street.press_data(times, data)
    street.wait(lambda: not street.updates.waiting)
    assert len(street.called("editMessageText", chat)) == edits + 2


def test_the_same_press_within_a_second_is_done_once(street: StandIn, chat: int) -> None:
    street.say(chat, "mobilité jeunes")
    (answer,) = street.wait_for_messages(chat)
    presses = [street.press(answer, "Ouvrir la 1") for _ in range(3)]
    street.wait(lambda: all(press.answer is not None for press in presses))
    street.wait(lambda: not street.updates.waiting)
    assert len(street.messages(chat)) == 2


@pytest.mark.parametrize("kind", NEWER)
def test_a_message_that_the_library_cannot_parse_is_answered(
    street: StandIn, chat: int, kind: str
) -> None:
    street.newer(chat, "mobilité jeunes", kind)
    assert "(fiche 45)" in street.wait_for_messages(chat)[0].text
    street.newer(chat, "", kind)
    assert street.wait_for_messages(chat, 2)[1].text == sentences.TEXT_ONLY


def test_what_telegram_never_sends_stops_nothing(street: StandIn, chat: int) -> None:
    street.world.person(9, started=True)
    for kind in MALFORMED:
        street.malformed(kind)
    street.post(-1009, "Nouvelles de la commune")
    street.pay(chat)
    street.say(chat, "bonjour")
    assert "Tambour" in street.wait_for_messages(chat)[0].text


def test_the_contacts_of_a_card_can_be_kept_in_the_telephone(street: StandIn, chat: int) -> None:
    street.press_data(street.say(chat, "bonjour"), "contacts:C")
    contacts = next(
        m for m in street.wait_for_messages(chat, 2) if sentences.KEEP_CONTACT in m.labels
    )
    street.press(contacts, sentences.KEEP_CONTACT)
    (call,) = street.wait(lambda: street.called("sendContact", chat))
    assert call.parameters["phone_number"]


def test_an_update_older_than_an_hour_gets_one_apology_a_chat(street: StandIn, chat: int) -> None:
    person = {"id": chat, "is_bot": False, "first_name": "Camille"}
    old = {
        "date": int(street.world.clock.now()) - 7200,
        "chat": {"id": chat, "type": "private"},
        "from": person,
        "text": "mobilité",
    }
    street.world.person(chat, started=True)
    for number in (901, 902):
        street.raw({"message": old | {"message_id": number}})
    street.say(chat, "bonjour")
    late, welcome = street.wait_for_messages(chat, 2)
    assert late.text == sentences.LATE
    assert "Tambour" in welcome.text


def test_one_who_floods_is_told_so_once(street: StandIn, chat: int) -> None:
    street.say(chat, "bonjour")
    (welcome,) = street.wait_for_messages(chat)
    street.press_data(welcome, "keep:45")
    (_, kept) = street.wait_for_messages(chat, 2)
    for number in range(40):
        # Edits, which Telegram does not slow down.
        street.press_data(kept, f"folder-edit:{number % 2}")
    street.expect(chat, sentences.SLOW_DOWN)
    street.wait(lambda: not street.updates.waiting)
    assert len([m for m in street.messages(chat) if m.text == sentences.SLOW_DOWN]) == 1


def test_commands_and_descriptions_are_set(street: StandIn) -> None:
    street.wait(lambda: street.called("setMyShortDescription"))
    assert len(street.called("setMyCommands")) == 4
