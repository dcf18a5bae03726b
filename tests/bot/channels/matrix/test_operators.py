"""Administrators on a real Matrix server.

They may ask what they want alone with the bot, and are told what they must know.

This machine has health and metrics; nobody else sees any of it.
"""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

from bot.conversation.session import Note
from bot.conversation.usage import Use
from bot.settings import Listening
from bot.storage.store import Store
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from bot.channels.matrix.app import MatrixApp
    from tests.bot.channels.matrix.running import Town

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALERT = "⚠ Les aides ouvertes n’ont pas été relues depuis 9 jours"
ANYWHERE = (Listening("127.0.0.1", 0, "TAMBOUR_MATRIX_PORT"),)


def test_an_administrator_works_alone_with_the_bot_and_by_numbers(town: Town) -> None:
    async def scene() -> None:
        async with await town.person() as jean, await town.person("marie") as marie:
            async with town.living(admins=(jean.id,)):
                room = await jean.meet(town.bot)
                await asyncio.to_thread(_keep_need, town.database)
                (health,) = await jean.ask(room, "/sante")
                assert "Appels à Matrix abandonnés ou incertains depuis une heure" in health.text
                picture, figures = await jean.ask(room, "/stats")
                assert (picture.content["msgtype"], "Aujourd’hui" in figures.text) == (
                    "m.image",
                    True,
                )
                (home,) = await jean.ask(room, "/curateur")
                assert "1 besoin resté sans réponse" in home.text
                (need,) = await jean.ask(room, "1")
                assert "télescope orbital" in need.text
                (aside,) = await jean.ask(room, _number(need.text, "Mettre de côté"))
                assert "télescope orbital" in aside.text
            with closing(Store(town.database)) as store:
                assert [each.need for each in store.unmatched("aside")] == ["télescope orbital"]
            async with town.living(admins=(jean.id,)):
                theirs = await marie.meet(town.bot)
                refused = [(await marie.ask(theirs, each))[0].text for each in ("/sante", "/rien")]
                assert refused[0].replace("/sante", "/rien") == refused[1]
                shared = await jean.open(town.bot, marie.id, direct=False, encrypted=False)
                mention = {"m.mentions": {"user_ids": [town.bot]}}
                (among,) = (await jean.ask(shared, "/sante", **mention))[-1:]
                assert "En marche" not in among.text

    asyncio.run(scene())


def test_troubles_are_told_once_whatever_restarts_and_whatever_telegram_was_told(
    town: Town,
) -> None:
    town.now = NOW

    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living(admins=(jean.id,)):
                room = await jean.meet(town.bot)
            with closing(Store(town.database)) as store:
                store.count({(NOW.date(), Use("alert", "aids")): 1})
            told = []
            for read in (NOW - timedelta(days=9), NOW - timedelta(days=9), NOW):
                _let_aids_age(town.database, read)
                before = len(jean.heard)
                async with town.living(admins=(jean.id,)):
                    await jean.ask(room, "merci")
                texts = [each.text for each in jean.heard[before:] if each.room == room]
                told.append(
                    [text for text in texts if text.startswith(("⚠", "Les aides ouvertes"))]
                )
            assert [[text.partition(".")[0] for text in each] for each in told] == [
                [ALERT],
                [],
                ["Les aides ouvertes ont été relues"],
            ]

    asyncio.run(scene())


def test_health_and_metrics_are_given_to_this_machine(town: Town) -> None:
    async def scene() -> None:
        async with town.living(listening=ANYWHERE) as app, await town.person() as jean:
            room = await jean.meet(town.bot)
            await jean.ask(room, "mobilité jeunes")
            health, metrics = await _get(app, "/sante"), await _get(app, "/metrics")
            assert '"status": "ok"' in health
            for line in ("tambour_up 1.0", 'tambour_needs_total{outcome="found"} 1.0'):
                assert line in metrics
            assert "tambour_answer_seconds_count 0.0" not in metrics
            assert not any(secret in health + metrics for secret in ("jean", "@", room))

    asyncio.run(scene())


async def _get(app: MatrixApp, path: str) -> str:
    (port,) = app.operators.server.ports
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        assert answer.status == 200
        return await answer.text()


def _keep_need(database: Path) -> None:
    with closing(Store(database)) as store:
        store.keep_note(Note("unmatched", "télescope orbital"), NOW.date())


def _let_aids_age(database: Path, read: datetime) -> None:
    with closing(Memory(database)) as memory:
        memory.apply("aides_territoires", Decisions(), read)


def _number(text: str, label: str) -> str:
    """Return the number to type for the button of a label."""
    (line,) = [line for line in text.splitlines() if line.endswith(label)]
    return line[0]
