"""A client that trusts signed devices only, on Rust crypto.

It reads every answer of the bot, and none were it not signed."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.matrix import app
from bot.channels.matrix.handlers import MatrixHandlers
from bot.channels.matrix.reading import Say
from tests.bot.channels.matrix.running import lose_keys
from tests.homeserver.server import PASSWORD

if TYPE_CHECKING:
    from bot.channels.matrix.reading import Todo
    from tests.bot.channels.matrix.running import Town

PACKAGES = Path(__file__).parents[4] / ".venv" / "js"
CLIENT = Path(__file__).parents[3] / "homeserver" / "signed_only.mjs"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("node") and (PACKAGES / "node_modules" / "matrix-js-sdk").is_dir()),
        reason="needs Node.js and matrix-js-sdk: `make signed-only` installs it",
    ),
]


def test_a_client_that_trusts_signed_devices_only_reads_every_answer(town: Town) -> None:
    greeting, found, card = asyncio.run(conversation(town, "mobilité jeunes", "1"))
    assert [each["failed"] for each in (greeting, found, card)] == [False] * 3
    assert {each["shield"] for each in (greeting, found, card)} == {0}, "an answer bears a shield"
    assert "fiche 45" in found["text"]
    assert card["text"].startswith("Fiche 45")


def test_it_reads_nothing_of_a_bot_that_is_not_signed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leave_unsigned(*_: object) -> bool:
        return False

    monkeypatch.setattr(app, "sign", leave_unsigned)
    answers = asyncio.run(conversation(town))
    assert [each["failed"] for each in answers] == [True]


def test_it_gives_again_the_key_that_the_bot_has_lost(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = MatrixHandlers.handle

    async def lose_keys_before(handlers: MatrixHandlers, todo: Todo) -> None:
        await plain(handlers, todo)
        if isinstance(todo, Say):
            lose_keys(handlers._client)

    monkeypatch.setattr(MatrixHandlers, "handle", lose_keys_before)
    _, _, card = asyncio.run(conversation(town, "mobilité jeunes", "1"))
    assert card["text"].startswith("Fiche 45")


async def conversation(town: Town, *questions: str) -> list[dict[str, Any]]:
    """Return what the client read: the greeting, then the answers to these questions."""
    async with town.living():
        jean = town.server.newcomer("jean")
        process = await asyncio.create_subprocess_exec(
            *("node", str(CLIENT), town.server.address, jean, PASSWORD, town.bot, *questions),
            env=os.environ | {"PACKAGES": str(PACKAGES)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            written, _ = await asyncio.wait_for(process.communicate(), 120)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    return [json.loads(line) for line in written.decode().splitlines()]
