"""Where calls wait for their turn.

Answers go before broadcast, a chat that waits holds up no other, each chat keeps its order.
"""

from __future__ import annotations

import asyncio

from bot.channels.telegram.rate import Limiter, Limits
from bot.channels.telegram.send_queue import SendQueue
from tests.bot.channels.telegram.moved_time import run_moved


def _pass(limits: Limits, calls: list[tuple[int, bool]], held: int = 0) -> list[tuple[int, bool]]:
    """Send calls (chat, is it broadcast) through at once; return the order in which they went."""
    went: list[tuple[int, bool]] = []

    async def enter(send_queue: SendQueue, chat: int, broadcast: bool) -> None:
        await send_queue.enter(chat, broadcast=broadcast)
        went.append((chat, broadcast))

    async def run() -> None:
        send_queue = SendQueue(Limiter(limits, asyncio.get_running_loop().time))
        if held:
            send_queue.hold(held, 5.0)
        await asyncio.gather(*(enter(send_queue, chat, broadcast) for chat, broadcast in calls))

    run_moved(run())
    return went


def test_answers_go_before_broadcast() -> None:
    limits = Limits(overall=2, burst=100, spacing=0.0)
    calls = [*((chat, True) for chat in range(1, 9)), *((chat, False) for chat in range(11, 19))]
    went = _pass(limits, calls)
    assert max(went.index(call) for call in calls if not call[1]) < 11
    assert sorted(went) == sorted(calls)


def test_a_chat_that_waits_holds_up_no_other() -> None:
    assert _pass(Limits(), [(1, False), (2, False), (3, False)], held=1) == [
        (2, False),
        (3, False),
        (1, False),
    ]


def test_one_who_leaves_the_queue_takes_no_turn() -> None:
    async def run() -> float:
        clock = asyncio.get_running_loop().time
        send_queue = SendQueue(Limiter(Limits(burst=1, interval=5.0), clock))
        await send_queue.enter(1)
        waiting = asyncio.ensure_future(send_queue.enter(1))
        last = asyncio.ensure_future(send_queue.enter(1))
        await asyncio.sleep(0)
        waiting.cancel()
        await last
        return clock()

    assert 5.0 <= run_moved(run()) < 10.0


def test_a_broadcast_uses_the_whole_rate_and_an_answer_hardly_waits() -> None:
    gone: list[float] = []
    waits: list[float] = []

    async def run() -> None:
        clock = asyncio.get_running_loop().time
        send_queue = SendQueue(Limiter(Limits(), clock))

        async def tell(chats: range) -> None:
            for chat in chats:
                await send_queue.enter(chat, broadcast=True)
                gone.append(clock())

        async def answer(chat: int) -> None:
            await asyncio.sleep(chat / 10 + 1)
            asked = clock()
            await send_queue.enter(chat)
            gone.append(clock())
            waits.append(clock() - asked)

        tellers = [tell(range(1000 * number, 1000 * number + 50)) for number in range(1, 13)]
        await asyncio.gather(*tellers, *(answer(chat) for chat in range(1, 101)))

    run_moved(run())
    gone.sort()
    assert max(sum(start <= each < start + 1.0 for each in gone) for start in gone) <= 30
    assert len(gone) / gone[-1] > 0.95 * 30
    assert max(waits) < 0.2
