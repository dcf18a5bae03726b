"""Asks the server what the library has no call for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nio import AsyncClient

_ROOT = "/_matrix/client/v3"


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
