"""Asks the server what the library has no call for, or what must be answered at any cost."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from nio import ErrorResponse

from bot.channels.back_off import BackOff
from bot.channels.matrix.errors import NextStep, decide

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from nio import AsyncClient

    from bot.channels.matrix.errors import Ruling

_ROOT = "/_matrix/client/v3"
_PAUSES = BackOff(0.3, 30.0)


async def insist(call: Callable[[], Awaitable[Any]]) -> tuple[Any, Ruling | None]:
    """Return what the server answers, once it does; or None and why it refuses."""
    tries = 0
    while True:
        try:
            answer = await call()
        except (ClientError, TimeoutError, OSError) as error:
            answer = error
        if not isinstance(answer, ErrorResponse | Exception):
            return answer, None
        decision = decide(answer)
        if decision.act not in (NextStep.WAIT, NextStep.RETRY):
            return None, decision
        tries += 1
        await asyncio.sleep(decision.seconds or _PAUSES.after(tries))


async def ask(client: AsyncClient, method: str, path: str, body: Any) -> tuple[int, dict[str, Any]]:
    """Return the status and the object that the server answers; {} where it answers none."""
    response = await client.send(
        method,
        f"{_ROOT}{path}",
        json.dumps(body),
        {"Content-Type": "application/json", "Authorization": f"Bearer {client.access_token}"},
    )
    try:
        answer = await response.json(content_type=None)
    except ValueError:
        answer = {}
    return response.status, answer if isinstance(answer, dict) else {}
