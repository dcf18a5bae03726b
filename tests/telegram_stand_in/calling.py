"""Calls a method of the stand-in without a network, for its own tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.server import Request

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn


def call(telegram: StandIn, method: str, **parameters: Any) -> Any:
    """Return the result of a call, or the description of its refusal."""
    body = json.dumps(parameters).encode()
    answer, _ = telegram.answer(
        Request(telegram.token, method, "", "application/json", body, lambda: False)
    )
    return answer["result"] if answer["ok"] else answer["description"]


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an inline keyboard."""
    return {"inline_keyboard": list(rows)}


def data(label: str, value: str = "x") -> dict[str, Any]:
    """Return a button that calls the bot."""
    return {"text": label, "callback_data": value}
