"""Who opens the page from the bot's menu button, as Telegram signs it.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from bot.channels.web.tokens import ExpiredError, ForgedError

if TYPE_CHECKING:
    from datetime import datetime

OLDEST = timedelta(hours=1)  # since Telegram signed it, which it does each time the page is opened
_AHEAD = timedelta(minutes=1)  # that another clock may be
_LARGEST, _MOST_FIELDS = 4096, 20
_KEY = b"WebAppData"


def chat_of(init: str, token: str, now: datetime) -> str:
    """Return the chat of whom Telegram names in initData. Raises ExpiredError, ForgedError."""
    fields = _fields(init)
    given = fields.pop("hash", "")
    told = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.new(_KEY, token.encode(), hashlib.sha256).digest()
    signed = hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()
    if not (token and hmac.compare_digest(signed.encode(), given.encode())):
        raise ForgedError
    try:
        age = timedelta(seconds=now.timestamp() - int(fields["auth_date"]))
        person = json.loads(fields["user"])["id"]
    except (KeyError, TypeError, ValueError, OverflowError):
        raise ForgedError from None
    if type(person) is not int or age < -_AHEAD:
        raise ForgedError
    if age > OLDEST:
        raise ExpiredError
    return f"telegram:{person}"


def _fields(init: str) -> dict[str, str]:
    """Return the fields of initData, each once. Raises ForgedError."""
    if len(init) > _LARGEST:
        raise ForgedError
    try:
        pairs = parse_qsl(
            init, keep_blank_values=True, strict_parsing=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise ForgedError from None
    if len({name for name, _ in pairs}) < len(pairs):
        raise ForgedError
    return dict(pairs)
