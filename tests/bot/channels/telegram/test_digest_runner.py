"""The digest runs by itself beside the conversation.

It follows who moves, comes back or has everything erased.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from bot.channels.telegram.broadcast import TelegramChats
from bot.digest.choosing import open_digest
from bot.digest.deliveries import DeliveryState
from bot.digest.outcomes import Blocked, Sent
from bot.digest.runner import DigestRunner
from tests.bot.channels.telegram.running import in_thread
from tests.bot.digest.parts import MONDAY, Village, a_record, someone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.channels.telegram.sending import Sender
    from bot.conversation.world import World
    from bot.digest.deliveries import RunReport
    from tests.telegram_stand_in.stand_in import StandIn

ANNE, GROUP, MOVED = 1, -5, -1005
_KEY = "telegram:{}".format


class _Sender:
    def __init__(self, *suspended: int) -> None:
        self.suspended, self.migrated = set(suspended), dict[int, int]()


@pytest.fixture
def village(world: World, tmp_path: Path) -> Iterator[Village]:
    """Give a village where all have had their first digest, and where an aid is new."""
    made = Village(world, tmp_path)
    made.subscribe({_KEY(chat): someone(themes=("mobilite",)) for chat in (ANNE, GROUP)})
    made.run()
    made.know(a_record(1, seen=MONDAY, themes=("mobilite",)))
    yield made
    made.close()


def run(village: Village, sender: _Sender) -> RunReport | None:
    """Do one run of a digest_runner of its own, as after a restart."""

    async def once() -> RunReport | None:
        parts = open_digest(lambda: village.world, village.path)
        digest_runner = DigestRunner(
            *parts, village.carrier, TelegramChats(cast("Sender", sender)), lambda: village.now
        )
        report = await digest_runner.run_once()
        await digest_runner.stop()
        return report

    return asyncio.run(once())


def test_who_comes_back_gets_what_waited(village: Village) -> None:
    village.carrier.ends = lambda _: (Blocked(), False)
    village.run()
    village.carrier.ends = lambda _: (Sent(1), True)
    run(village, _Sender(ANNE))
    assert village.outbox.counts()[DeliveryState.BLOCKED] == 1
    run(village, _Sender())
    assert DeliveryState.BLOCKED not in village.outbox.counts()


def test_a_group_that_moved_is_not_told_again(village: Village) -> None:
    village.run()
    before = village.carrier.texts(_KEY(GROUP))
    village.subscribe({_KEY(MOVED): someone(themes=("mobilite",))})
    village.choosing.store.delete_session(_KEY(GROUP))
    sender = _Sender()
    sender.migrated[GROUP] = MOVED
    run(village, sender)
    assert (len(before), village.carrier.texts(_KEY(MOVED))) == (2, [])
    assert village.outbox.pasts([_KEY(GROUP)])[_KEY(GROUP)].told == frozenset()


def test_who_had_everything_erased_is_erased_here_too(village: Village) -> None:
    village.run()
    village.choosing.store.delete_session(_KEY(ANNE))
    run(village, _Sender())
    assert village.outbox.last_moments().keys() == {_KEY(GROUP)}


def test_the_real_bot_sends_the_digests_that_are_due(
    world: World, telegram: StandIn, tmp_path: Path
) -> None:
    village = Village(world, tmp_path)
    village.subscribe({_KEY(ANNE): someone(themes=("mobilite",))})
    village.close()
    telegram.world.person(ANNE, started=True)
    with in_thread(telegram, world, tmp_path):
        (message,) = telegram.wait_for_messages(ANNE)
        assert "Votre abonnement commence" in message.text
        telegram.say(ANNE, "mobilité jeunes")
        assert "(fiche 45)" in telegram.wait_for_messages(ANNE, 2)[-1].text
