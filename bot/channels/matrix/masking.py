"""What is secret in the logs of Matrix.

User ids, which hold e-mail addresses, addresses, tokens; and what the library says."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from bot.watching import masking

if TYPE_CHECKING:
    from collections.abc import Iterable

_AT, _COLON = "(?:@|%40)", "(?::|%3A)"
_NAME = r"(?:[^\s\"'<>:@%,]|%(?!40|3A)[0-9A-F]{2})+"  # of a user id, quoted in an address or not
_SHAPES = {
    re.compile(rf"{_AT}{_NAME}{_COLON}[A-Za-z0-9.\-]+(?::\d+)?", re.IGNORECASE): "[person]",
    re.compile(rf"[\w.+\-]+{_AT}[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE): "[address]",
    re.compile(r"\b(?:syt|mat|mct|mar|mcr)_[A-Za-z0-9_\-]{10,}"): "[secret]",
}
# Below these levels, they write whole messages, keys, or every request.
_DISCREET = {
    "nio": logging.WARNING,
    "nio.responses": logging.ERROR,  # its warnings quote what does not fit: what someone typed
    "peewee": logging.WARNING,
    "asyncio": logging.INFO,
}


class MatrixMasking(masking.Masking):
    """Masks these secrets, and whoever is named."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(secrets, _SHAPES)


def set_up_logging(level: str, masked: MatrixMasking, as_json: bool = False) -> None:
    """Write masked logs to standard error, as text or as lines of JSON."""
    masking.set_up_logging(level, masked, _DISCREET, as_json)
