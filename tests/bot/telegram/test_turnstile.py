"""The turnstile: answers go before broadcast, a chat that waits holds up no other, each chat keeps its order."""

from __future__ import annotations

import asyncio
import time

from bot.telegram.rate import Limiter, Limits
from bot.telegram.turnstile import Turnstile


def _pass(limits: Limits, calls: list[tuple[int, bool]], held: int = 0) -> list[tuple[int, bool]]:
    """Send calls (chat, is it broadcast) through at once; return the order in which they went."""
    went: list[tuple[int, bool]] = []

    async def enter(turnstile: Turnstile, chat: int, broadcast: bool) -> None:
        await turnstile.enter(chat, broadcast=broadcast)
        went.append((chat, broadcast))

    async def run() -> None:
        turnstile = Turnstile(Limiter(limits, time.monotonic))
        if held:
            turnstile.hold(held, 0.05)
        await asyncio.gather(*(enter(turnstile, chat, broadcast) for chat, broadcast in calls))

    asyncio.run(run())
    return went


def test_answers_go_before_broadcast() -> None:
    limits = Limits(overall=2, second=0.01, reserve=1, burst=100, spacing=0.0)
    calls = [*((chat, True) for chat in range(1, 9)), *((chat, False) for chat in range(11, 19))]
    went = _pass(limits, calls)
    assert max(went.index(call) for call in calls if not call[1]) < 11
    assert sorted(went) == sorted(calls)


def test_a_chat_that_waits_holds_up_no_other() -> None:
    assert _pass(Limits(), [(1, False), (2, False), (3, False)], held=1) == [(2, False), (3, False), (1, False)]


def test_one_who_leaves_the_queue_takes_no_turn() -> None:
    async def run() -> None:
        limiter = Limiter(Limits(burst=1, interval=0.02), time.monotonic)
        turnstile = Turnstile(limiter)
        await turnstile.enter(1)
        waiting = asyncio.ensure_future(turnstile.enter(1))
        last = asyncio.ensure_future(turnstile.enter(1))
        await asyncio.sleep(0)
        waiting.cancel()
        await last

    asyncio.run(run())
