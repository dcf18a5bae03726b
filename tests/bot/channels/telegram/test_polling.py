"""How Telegram is asked for updates.

It never is without a pause where nothing comes, and is at once where something does.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from telegram.error import Conflict

from bot.channels.telegram.polling import Polling
from bot.errors import StoppedError
from tests.bot.channels.telegram.moved_time import run_moved
from tests.bot.channels.telegram.running import Process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from telegram.request import BaseRequest

    from tests.telegram_stand_in.stand_in import StandIn

SECONDS = 10.0


class _Server:
    """A server that answers getUpdates as it is told, and counts."""

    def __init__(self, answer: Callable[[int], list[dict[str, Any]]], waits: bool = False) -> None:
        self._answer, self._waits = answer, waits
        self.polls = 0

    async def post(self, url: str, **_: object) -> list[dict[str, Any]]:
        asked = parse_qs(urlsplit(url).query)
        self.polls += 1
        if self._waits:
            await asyncio.sleep(int(asked["timeout"][0]))
        return self._answer(self.polls)


def _poll(server: _Server) -> list[int]:
    """Poll for some seconds; return the numbers of the updates taken."""
    taken: list[int] = []

    def take(update: dict[str, Any], done: Callable[[], None]) -> None:
        taken.append(update["update_id"])
        done()

    async def run() -> None:
        async with asyncio.timeout(SECONDS):
            await Polling(cast("BaseRequest", server), "", take).run()

    with pytest.raises(TimeoutError):
        run_moved(run())
    return taken


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        (lambda _: [], []),
        (lambda _: [{"update_id": 3}], [3]),
        (lambda _: [{"no": "number"}], []),
    ],
    ids=["nothing", "the same for ever", "what is no update"],
)
def test_a_server_that_answers_at_once_is_not_asked_without_a_pause(
    answer: Callable[[int], list[dict[str, Any]]], taken: list[int]
) -> None:
    server = _Server(answer)
    assert _poll(server) == taken
    assert server.polls <= SECONDS * 10 + 2


def test_a_server_that_waits_is_asked_again_at_once() -> None:
    server = _Server(lambda _: [], waits=True)
    _poll(server)
    assert server.polls == 5


def test_what_comes_in_numbers_is_taken_without_a_pause() -> None:
    server = _Server(lambda poll: [{"update_id": poll}] if poll <= 5_000 else [])
    assert len(_poll(server)) == 5_000


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Conflict: can't use getUpdates method while webhook is active", "un webhook a été réglé"),
        ("Conflict: terminated by setWebhook request", "un webhook a été réglé"),
        ("Conflict: terminated by other getUpdates request", "une seule instance"),
    ],
)
def test_who_receives_the_updates_instead_is_named(said: str, told: str) -> None:
    def refuse(_: int) -> list[dict[str, Any]]:
        raise Conflict(said)

    with pytest.raises(StoppedError, match=told):
        run_moved(Polling(cast("BaseRequest", _Server(refuse)), "", lambda *_: None).run())


@pytest.mark.process
def test_the_real_bot_leaves_a_pause_and_answers(telegram: StandIn, tmp_path: Path) -> None:
    telegram.updates.impatient = True
    with Process(telegram, tmp_path) as process:
        process.wait_until_ready()
        started, before = time.monotonic(), telegram.updates.polls
        telegram.wait(lambda: telegram.updates.polls >= before + 10)
        assert time.monotonic() - started > 0.5
        telegram.say(1, "bonjour")
        telegram.wait_for_messages(1)
