"""How the bot stands with each chat is known again after a restart.

It knows who blocked it, who was told of its absence and what groups became.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot.channels.conversation_thread import ConversationThread
from bot.channels.keeper import Keeper
from bot.channels.telegram.rate import Limiter, Limits
from bot.channels.telegram.send_queue import SendQueue
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.standings import Standings
from bot.storage.store import ChatStanding, Store
from tests.bot.channels.telegram.running import Process

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World
    from tests.telegram_stand_in.stand_in import StandIn

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "tambour.db")


def _live(
    world: World, store: Store, standings: dict[int, ChatStanding]
) -> tuple[set[int], dict[int, int], set[int]]:
    """Live once from load to save, with these standings set in between.

    It returns what was known at the start.
    """

    async def move(_old: int, _new: int) -> None:
        pass

    async def run() -> tuple[set[int], dict[int, int], set[int]]:
        memory = ConversationThread(Keeper(world, store), store)
        sender = Sender(Bot("1:a"), SendQueue(Limiter(Limits(), time.monotonic)), move)
        kept = Standings(memory, store, sender)
        await kept.load()
        known = set(sender.suspended), dict(sender.migrated), set(kept.apologised)
        for chat, each in standings.items():
            (sender.suspended.add if each.suspended else sender.suspended.discard)(chat)
            (kept.apologised.add if each.apologised else kept.apologised.discard)(chat)
            if each.became:
                sender.migrated[chat] = int(each.became)
        await kept.save(NOW)
        await memory.close()
        return known

    with closing(store):
        return asyncio.run(run())


def test_what_is_known_of_chats_outlives_the_program(world: World, store: Store) -> None:
    set_first = {
        1: ChatStanding(suspended=True),
        2: ChatStanding(apologised=True),
        -3: ChatStanding(became="-1003"),
    }
    assert _live(world, store, set_first) == (set(), {}, set())
    assert _live(world, store, {1: ChatStanding(), 4: ChatStanding(suspended=True)}) == (
        {1},
        {-3: -1003},
        {2},
    )
    assert _live(world, store, {}) == ({4}, {-3: -1003}, {2})


def test_of_a_chat_with_nothing_to_say_nothing_is_kept(store: Store) -> None:
    with closing(store):
        store.save_standings(
            {
                "telegram:1": ChatStanding(suspended=True),
                "telegram:2": ChatStanding(apologised=True),
            },
            NOW,
        )
        store.save_standings({"telegram:1": ChatStanding()}, NOW)
        assert store.standings() == {"telegram:2": ChatStanding(apologised=True)}
        store.delete_session("telegram:2")
        assert store.standings() == {}


def test_it_is_forgotten_after_as_long_as_is_said(store: Store) -> None:
    with closing(store):
        store.save_standings({"telegram:1": ChatStanding(suspended=True)}, NOW)
        store.apply_retention(NOW + timedelta(days=399))
        assert store.standings()
        store.apply_retention(NOW + timedelta(days=401))
        assert not store.standings()


@pytest.mark.process
def test_a_late_answer_is_excused_once_whatever_restarts_meanwhile(
    telegram: StandIn, tmp_path: Path
) -> None:
    person = {"id": 7, "is_bot": False, "first_name": "Camille"}
    telegram.world.person(7, started=True)
    date = int(telegram.world.clock.now()) - 7200
    for number in (1, 2):
        old = {
            "message_id": number,
            "date": date,
            "chat": {"id": 7, "type": "private"},
            "from": person,
            "text": "mobilité",
        }
        telegram.raw({"message": old})
        with Process(telegram, tmp_path) as process:
            telegram.wait(lambda: not telegram.updates.waiting)
            assert process.wait_until_ready().stop() == 0
    assert len(telegram.messages(7)) == 1
