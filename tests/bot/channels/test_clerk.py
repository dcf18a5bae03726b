"""What administrators may ask exists for them alone, alone with the bot, and each act is logged."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.channels.clerk import Clerk
from bot.channels.conversation_thread import ConversationThread
from bot.channels.keeper import Keeper
from bot.conversation.events import Commanded, Pressed, Said
from bot.curator import admin
from bot.errors import NotTakenError
from bot.storage.store import Store
from bot.watching.health import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.events import Event
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADMIN = "4242"


class Counter:
    """Where requests are brought to a clerk."""

    def __init__(self, world: World, database: Path) -> None:
        store = Store(database)
        keeper = Keeper(world, store)
        self.memory = ConversationThread(keeper, store)
        look = Condition(NOW, NOW)
        self.clerk = Clerk(frozenset({ADMIN}), self.memory, keeper, store, lambda: look)

    def ask(self, event: Event, person: str = ADMIN) -> tuple[Reply, ...] | None:
        return asyncio.run(self.clerk.serve(event, person, NOW))


@pytest.fixture
def counter(world: World, tmp_path: Path) -> Iterator[Counter]:
    found = Counter(world, tmp_path / "tambour.db")
    yield found
    asyncio.run(found.memory.close())


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Commanded("sante"), "En marche depuis"),
        (Commanded("stats", "3"), "Du 21 novembre 2026"),
        (Commanded("curateur"), "recueil"),
    ],
)
def test_an_administrator_alone_with_the_bot_is_served(
    counter: Counter, event: Event, words: str
) -> None:
    replies = counter.ask(event)
    assert replies
    assert words in replies[0].text


@pytest.mark.parametrize(
    ("event", "person"),
    [
        (Commanded("sante"), "6000"),
        (Commanded("sante"), ""),  # in a group, an administrator too
        (Commanded("aide"), ADMIN),
        (Pressed("card:45"), ADMIN),
        (Said("sante"), ADMIN),
    ],
)
def test_all_else_is_left_to_the_conversation(
    counter: Counter, event: Event, person: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert counter.ask(event, person) is None
    assert "admin" not in caplog.text


def test_each_act_is_logged_with_who_does_it(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tambour.admins")
    counter.ask(Commanded("stats", "7"))
    assert [record.getMessage() for record in caplog.records] == ["admin 4242: /stats 7"]


def test_what_goes_wrong_and_can_be_mended_is_told_as_text(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> tuple[Reply, ...]:
        raise NotTakenError("un champ <titre> en trop")

    monkeypatch.setitem(admin.COMMANDS, "sante", refused)
    (reply,) = counter.ask(Commanded("sante")) or ()
    assert reply.text == "un champ &lt;titre&gt; en trop"
