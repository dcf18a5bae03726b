"""The signed, dated, compressed text in which a visitor's session travels."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from typing_extensions import override

from bot.channels.web.carried import Carried, from_data, to_data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

LARGEST = 8192  # bytes that a visitor carries
LIFE = timedelta(days=1)
_SALT = "tambour.web.session"


class ForgedError(Exception):
    """A text that these keys did not sign, or that holds nothing we can read."""


class ExpiredError(Exception):
    """A text that was signed too long ago."""


class Tokens:
    """Seals and opens what visitors carry; the first of `keys` signs, all are believed."""

    def __init__(
        self, keys: Sequence[str], now: Callable[[], datetime], life: timedelta = LIFE
    ) -> None:
        self._life = int(life.total_seconds())

        class DatedSigner(TimestampSigner):
            """Signs with the time that it is given."""

            @override
            def get_timestamp(self) -> int:
                return int(now().timestamp())

        self._serializer: URLSafeTimedSerializer = URLSafeTimedSerializer(
            list(reversed(keys)),
            salt=_SALT,
            signer=DatedSigner,
            signer_kwargs={"digest_method": hashlib.sha256},
        )

    def seal(self, carried: Carried) -> str | None:
        """Return the text that carries a session, its least part left out; None if too large."""
        session = carried.session
        for lighter in (
            session,
            replace(session, doors=()),
            replace(session, doors=(), offered=(), trail=()),
        ):
            token = self._signed(to_data(replace(carried, session=lighter)))
            if len(token) <= LARGEST:
                return token
        return None

    def open(self, token: str) -> Carried:
        """Return what a text carries. Raises ExpiredError, ForgedError."""
        if len(token) > LARGEST:
            raise ForgedError
        try:
            return from_data(self._serializer.loads(token, max_age=self._life))
        except SignatureExpired:
            raise ExpiredError from None
        except (BadData, ValueError):
            raise ForgedError from None

    def _signed(self, data: dict[str, Any]) -> str:
        signed = self._serializer.dumps(data)
        return signed.decode() if isinstance(signed, bytes) else signed
