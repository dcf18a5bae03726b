"""What is said to be kept is what is kept, and all of it can be had."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.keeper import Keeper
from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.retention import RETENTION, Kept
from bot.conversation.screens.privacy import everything
from bot.conversation.session import Answered, AskedNeed, Session
from bot.conversation.subscription import Subscription
from bot.conversation.texts import typeset
from bot.digest.content import Digest, Item
from bot.digest.deliveries import Chosen, DeliveryState
from bot.digest.outbox import Outbox
from bot.storage.store import ChatStanding, Store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "424242"
CHAT = f"telegram:{NUMBER}"
FULL = Session(
    need="besoin-dit",
    needs=("besoin-ensemble",),
    shared="fiche-des-deux",
    dropped=("retrait-dit",),
    added=("ajout-dit",),
    former=AskedNeed("besoin-d-avant", (), ("ajout-d-avant",), False),
    offered=("45", "30"),
    aids=True,
    shown=7919,
    card="12",
    waiting="error:33",
    sight="vue-dite",
    trail=("fiche-ouverte-avant",),
    asked="demande-dite",
    alarmed=("danger-dit",),
    alarm_age=3,
    doors=(("bouton-dit", "donnée-dite"),),
    place="80",
    folder=("44", "disparue"),
    folder_title="titre-dit",
    folder_notes={"44": "note-dite"},
    assessment=Answered({"question-a": 2}, {"question-a": "commentaire-a"}, "2026-11-20"),
    previous_assessment=Answered({"question-b": 1}, {"question-b": "commentaire-b"}, "2025-11-20"),
    question="question-c",
    scope="enjeu-d",
    subscription=Subscription(
        active=True, themes=("eau",), words=("mot-suivi",), place="02", kept=("aide-gardée",)
    ),
    seen=NOW,
)


@pytest.mark.parametrize(
    "event", [Pressed("privacy"), Commanded("confidentialite"), Said("Vie privée"), Said("RGPD ?")]
)
def test_what_is_kept_is_said_with_its_reason_and_its_time(world: World, event: Event) -> None:
    text = respond(world, Session(), event, NOW)[1][0].text
    for kept in RETENTION.values():
        assert kept.what[:30] in text
        assert kept.why[1:] in text
        assert typeset(kept.until) in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (365, "effacé 1 an après"),
        (730, "2 ans"),
        (400, "400 jours"),
        (30, "30 jours"),
        (None, "C’est gardé toujours"),
    ],
)
def test_a_time_is_said_in_years_or_in_days_or_until_when(days: int | None, words: str) -> None:
    assert words in Kept("", "", days, "toujours").until


@pytest.mark.parametrize("event", [Pressed("mydata"), Commanded("mesdonnees"), Said("mes données")])
def test_all_that_is_kept_can_be_had_as_a_file(world: World, event: Event) -> None:
    attachment = respond(world, FULL, event, NOW)[1][0].attachment
    assert attachment
    assert attachment.name == "mes-donnees.json"
    data = json.loads(attachment.content)
    assert data["votre territoire"] == {"code": "80", "nom": "Somme"}
    assert data["votre dossier"][0] == {"fiche": "44", "titre": world.collection.cards["44"].title}
    written = attachment.content.decode()
    for said in (
        "besoin-dit",
        "besoin-ensemble",
        "ajout-dit",
        "retrait-dit",
        "besoin-d-avant",
        "7919",
        "disparue",
        "commentaire-a",
        "question-b",
        "mot-suivi",
        "aide-gardée",
        "fiche-ouverte-avant",
        "demande-dite",
        "danger-dit",
        "bouton-dit",
    ):
        assert said in written


def test_no_field_of_a_session_is_left_out_of_the_file(world: World) -> None:
    blank, names = everything(world, Session()), [each.name for each in fields(Session)]
    for name in names:
        if name not in ("notes", "uses", "given", "erased", "act"):
            assert getattr(FULL, name) != getattr(Session(), name), f"give {name} a value in FULL"
            shown = everything(world, replace(Session(), **{name: getattr(FULL, name)}))
            assert shown != blank, name
            assert name not in shown, f"give {name} a French label"


def _rows(path: Path) -> dict[str, list[str]]:
    """Return every row of every table, as text."""
    database = sqlite3.connect(path)
    tables = [
        name for (name,) in database.execute("select name from sqlite_master where type = 'table'")
    ]
    rows = {
        table: [repr(row) for row in database.execute(f'select * from "{table}"')]
        for table in tables
    }
    database.close()
    return rows


def _live(keeper: Keeper) -> list[str]:
    """Say and press all that leaves something.

    It returns the texts that were asked for or asked.
    """
    asked = [
        "fusée lunaire téléguidée",
        "rien pour les bûcherons",
        "numéro de la mairie faux",
        "garde d'enfants le soir",
    ]
    for event in (
        Said("garde d'enfants le soir"),
        Pressed("useful"),
        Pressed("useless"),
        Pressed("reason:far"),
        Pressed("reason:other"),
        Said("rien pour les bûcherons"),
        Pressed("keep:45"),
        Pressed("error:45"),
        Said("numéro de la mairie faux"),
        Said("fusée lunaire téléguidée"),
    ):
        keeper.handle(CHAT, event, NOW)
    return asked


def test_identities_never_stand_beside_what_was_asked(world: World, tmp_path: Path) -> None:
    path = tmp_path / "tambour.db"
    with closing(Store(path)) as store:
        asked = _live(Keeper(world, store))
    rows = [row for table in _rows(path).values() for row in table]
    assert sum(CHAT in row for row in rows) == 1
    assert not [row for row in rows if CHAT in row and any(text in row for text in asked)]
    for text in asked:
        assert any(text in row for row in rows), "it is kept, apart"


def _told(path: Path, chat: str) -> None:
    """Give a chat a digest, sent, a reminder, and a standing."""
    items = (Item("at-1", "new", ("theme:eau",)), Item("at-2", "closing-7"))
    keys = ("at-1#1", "twin:jumelle#1", "closing-7:at-2#3", "card:45")
    digest = Digest(NOW.date(), items, practice="45", keys=keys)
    with closing(Outbox(path)) as outbox, closing(Store(path)) as store:
        outbox.enqueue([Chosen(chat, NOW, "weekly", digest)], NOW)
        (number,) = outbox.ready(NOW, 1, chat)
        delivery = outbox.delivery(number, NOW)
        assert delivery
        outbox.begin(delivery)
        outbox.end(delivery, DeliveryState.SENT, NOW, message_id=7)
        store.save_standings(
            {chat: ChatStanding(suspended=True, apologised=True, became="-100")}, NOW
        )


def _given(keeper: Keeper) -> dict[str, Any]:
    _, (reply,) = keeper.handle(CHAT, Said("mes données"), NOW)
    assert reply.attachment
    given: dict[str, Any] = json.loads(reply.attachment.content)
    return given


def test_what_was_told_and_sent_is_in_the_file_in_words(world: World, tmp_path: Path) -> None:
    _told(tmp_path / "tambour.db", CHAT)
    _told(tmp_path / "tambour.db", "autre")
    with closing(Store(tmp_path / "tambour.db")) as store:
        given = _given(Keeper(world, store))
    title = world.collection.cards["45"].title
    assert given["ce que je vous ai annoncé"] == [
        {"aide": "at-1", "titre": "", "version": "1", "le": "2026-11-23"},
        {"fiche": "45", "titre": title, "le": "2026-11-23"},
        {"aide": "at-2", "titre": "", "rappel": "7 jours avant la fin", "le": "2026-11-23"},
        {"aide annoncée sous un autre nom": "jumelle", "version": "1", "le": "2026-11-23"},
    ]
    (message,) = given["les messages de la semaine"]
    assert (message["état"], message["fiches"]) == ("envoyé", [{"fiche": "45", "titre": title}])
    assert [each["annonce"] for each in message["aides"]] == [
        "nouvelle",
        "rappel, 7 jours avant la fin",
    ]
    assert given["dernier rendez-vous de la semaine"].startswith("2026-11-23T09:00")
    assert len(given["ce que je sais de cette conversation"]) == 3


def test_a_group_that_takes_another_number_is_not_told_everything_again(tmp_path: Path) -> None:
    _told(tmp_path / "tambour.db", CHAT)
    with closing(Store(tmp_path / "tambour.db")) as store:
        store.delete_session(CHAT)
    left = {
        table
        for table, rows in _rows(tmp_path / "tambour.db").items()
        if any(CHAT in row for row in rows)
    }
    assert left == {"deliveries", "told", "turns"}, "what sends the digests moves them"


def test_a_file_says_so_where_what_is_stored_cannot_be_read(world: World, tmp_path: Path) -> None:
    assert "demain" in _given(Keeper(world, Store(tmp_path)))["à savoir"], "a folder is no database"
    assert "à savoir" not in _given(Keeper(world, None)), "nothing is stored"
