"""What is counted: each need once with its outcome and themes, cards opened, feedback.

Words are not, nor who.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.keeper import Keeper
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.usage import CARDS, FEEDBACK, LIVE_AIDS, NEEDS, Use, need_answered
from bot.storage.store import Store
from tests.bot.open_aids import open_aids, with_live_aids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AID = next(iter(open_aids()))
MOBILITY = need_answered("found", ("mobilite", "jeunes-autonomie"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tambour.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as store:
        yield store


@pytest.mark.parametrize(
    ("events", "counted"),
    [
        ((Said("mobilité jeunes"),), MOBILITY),
        ((Said("mobilité jeunes"), Said("la 1"), Said("retour")), (*MOBILITY, Use(CARDS, "45"))),
        ((Said("mobilité jeunes"), Said("mobilité jeunes")), MOBILITY * 2),
        ((Said("mobilité jeunes"), Pressed("useful")), (*MOBILITY, Use(FEEDBACK, "useful"))),
        ((Pressed("error:45"), Said("Le numéro est faux")), (Use(FEEDBACK, "error"),)),
        ((Said("xyzzy plugh"),), (Use(NEEDS, "nothing"), Use("nothing", ""))),
        (
            (Commanded("fiche", "45"), Pressed(f"aid:{AID}")),
            (Use(CARDS, "45"), Use(LIVE_AIDS, AID)),
        ),
        (
            (Said("quelles aides pour la mobilité ?"),),
            (Use(NEEDS, "aids"), Use("aids", "mobilite")),
        ),
        ((Said("bonjour"), Commanded("aide"), Pressed("themes"), Said("merci")), ()),
    ],
)
def test_each_thing_done_is_counted_once(
    world: World, events: tuple[Event, ...], counted: tuple[Use, ...]
) -> None:
    keeper = Keeper(with_live_aids(world), None)
    for event in events:
        keeper.handle("1", event, NOW)
    assert sorted(keeper.uses.elements()) == sorted(counted)


def test_a_need_of_two_themes_is_one_need() -> None:
    assert need_answered("found", ("sante", "mobilite", "sante")) == (
        Use(NEEDS, "found"), Use("found", "sante"), Use("found", "mobilite"),
    )  # fmt: skip


def test_days_are_added_up(store: Store) -> None:
    for days in (0, 0, 1, 40):
        store.count({((NOW - timedelta(days=days)).date(), Use(CARDS, "45")): 2})
    assert store.used(NOW.date()) == {Use(CARDS, "45"): 4}
    assert store.used((NOW - timedelta(days=1)).date()) == {Use(CARDS, "45"): 6}
    assert store.used((NOW - timedelta(days=40)).date()) == {Use(CARDS, "45"): 8}


@pytest.mark.usefixtures("impatient")
def test_what_waited_while_the_store_failed_is_counted_with_its_day(
    world: World, store: Store, path: Path
) -> None:
    keeper = Keeper(world, store)
    keeper.handle("1", Said("bonjour"), NOW)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        keeper.handle("1", Commanded("fiche", "45"), NOW)
        assert "occupe" in keeper.trouble
    keeper.handle("1", Commanded("fiche", "45"), NOW + timedelta(days=1))
    assert (keeper.trouble, store.used(NOW.date())) == ("", {Use(CARDS, "45"): 2})
    assert store.used((NOW + timedelta(days=1)).date()) == {Use(CARDS, "45"): 1}


def test_what_is_counted_tells_neither_who_nor_in_which_words(
    world: World, store: Store, path: Path
) -> None:
    keeper = Keeper(world, store)
    for text in ("Madame Tartempion cherche un logement", "zigouigoui tralala", "la 1"):
        keeper.handle("conversation-4242", Said(text), NOW)
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("select day, what, name, times from usage").fetchall()
    names = {
        *world.collection.themes,
        *world.collection.cards,
        "found",
        "unsure",
        "nothing",
        "aids",
        "",
    }
    assert rows
    assert {day for day, *_ in rows} == {"2026-11-23"}
    assert {name for _, _, name, _ in rows} <= names
