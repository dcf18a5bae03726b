"""What is secret in the logs of Telegram.

It is the shape of any bot's token, and the libraries that would say it.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from bot.watching import masking

if TYPE_CHECKING:
    from collections.abc import Iterable

# Any token, even that of another bot.
_SHAPES = {re.compile(r"[0-9]{5,}(?::|%3A)[A-Za-z0-9_-]{20,}"): "[secret]"}
# Below these levels, they write addresses that hold the token, what people say, or whole pages of a
# failing proxy.
_DISCREET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,
    "telegram.request": logging.CRITICAL,
}


class TelegramMasking(masking.Masking):
    """Masks these secrets, and any token."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(secrets, _SHAPES)


def set_up_logging(level: str, masked: TelegramMasking, as_json: bool = False) -> None:
    """Write masked logs to standard error, as text or as lines of JSON."""
    masking.set_up_logging(level, masked, _DISCREET, as_json)
