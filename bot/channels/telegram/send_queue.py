"""Where calls wait for their turn.

Answers go before broadcast, each chat in order, as the limiter allows.
"""

from __future__ import annotations

import asyncio
from collections import deque
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.channels.telegram.rate import Limiter

Turn = tuple["asyncio.Future[None]", bool]  # what waits, and whether it is an edit
Waiting = dict[int, deque[Turn]]


class SendQueue:
    """Lets calls through one by one."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        self._answers: Waiting = {}
        self._broadcast: Waiting = {}
        self._timer: asyncio.TimerHandle | None = None

    async def enter(self, chat: int, *, is_edit: bool = False, broadcast: bool = False) -> None:
        """Wait until a call may go to a chat; it is then counted as gone."""
        turn = asyncio.get_running_loop().create_future()
        waiting = self._broadcast if broadcast else self._answers
        waiting.setdefault(chat, deque()).append((turn, is_edit))
        self._advance()
        await turn

    @property
    def waiting(self) -> tuple[int, int]:
        """How many answers, and how many calls of the broadcast, wait for their turn."""
        return sum(map(len, list(self._answers.values()))), sum(
            map(len, list(self._broadcast.values()))
        )

    def hold(self, chat: int, seconds: float) -> None:
        """Let nothing go to a chat for some seconds."""
        self._limiter.hold(chat, seconds)

    def _advance(self) -> None:
        """Let through all that may go now, and come back when the next may."""
        if self._timer:
            self._timer.cancel()
        soonest = min(self._let(self._answers), self._let(self._broadcast))
        self._timer = (
            None
            if soonest == inf
            else asyncio.get_running_loop().call_later(soonest, self._advance)
        )

    def _let(self, waiting: Waiting) -> float:
        """Let calls through, and return the seconds until the next of them may go."""
        closed = self._limiter.wait_of_all
        soonest = inf
        for chat, turns in list(waiting.items()):
            if shut := closed():
                return min(soonest, shut)
            while turns and (
                turns[0][0].done() or not (closed() or self._limiter.wait(chat, turns[0][1]))
            ):
                turn, is_edit = turns.popleft()
                if not turn.done():
                    self._limiter.count(chat, is_edit)
                    turn.set_result(None)
            if turns:
                soonest = min(soonest, max(closed(), self._limiter.wait(chat)))
            else:
                del waiting[chat]
        return soonest
