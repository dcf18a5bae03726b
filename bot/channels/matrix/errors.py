"""The one table from an error of Matrix to a decision.

As each sending has its transaction id, repeating one does no harm."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import Enum, auto

from aiohttp import ClientError
from nio import ErrorResponse
from nio.exceptions import LocalProtocolError, ProtocolError


class NextStep(Enum):
    """What to do of a request that failed."""

    WAIT = auto()  # the server asks for a pause: wait, then repeat; it counts as no try
    RETRY = auto()  # done or not: repeat, the transaction id makes it harmless
    SUSPEND = auto()  # the bot is out of the room, or may not write there
    SHORTER = auto()  # too large: send the plain text alone
    REFUSE = auto()  # it can never be accepted as it is
    STOP = auto()  # no request can succeed: end the program


@dataclass(frozen=True)
class Ruling:
    """An act; `seconds` to wait; `why` for the log."""

    act: NextStep
    why: str = ""
    seconds: float = 0.0


_DEFAULT_PAUSE = 5.0
_CODES = {
    "M_LIMIT_EXCEEDED": NextStep.WAIT,
    "M_UNKNOWN_TOKEN": NextStep.STOP,
    "M_MISSING_TOKEN": NextStep.STOP,
    "M_USER_DEACTIVATED": NextStep.STOP,
    "M_USER_LOCKED": NextStep.STOP,
    "M_CONSENT_NOT_GIVEN": NextStep.STOP,
    "M_FORBIDDEN": NextStep.SUSPEND,
    "M_NOT_FOUND": NextStep.SUSPEND,
    "M_GUEST_ACCESS_FORBIDDEN": NextStep.SUSPEND,
    "M_UNSUPPORTED_ROOM_VERSION": NextStep.SUSPEND,
    "M_INCOMPATIBLE_ROOM_VERSION": NextStep.SUSPEND,
    "M_TOO_LARGE": NextStep.SHORTER,
}


class NotSharedError(Exception):
    """The key of a room could not be given to everyone who is to read it.

    Nothing is sent before it is."""


def decide(failure: ErrorResponse | BaseException) -> Ruling:
    """Return what to do of a request that the server refused, or that raised an error."""
    if isinstance(failure, ErrorResponse):
        return _refused(failure)
    why = type(failure).__name__
    if isinstance(failure, ClientError | TimeoutError | asyncio.TimeoutError | OSError):
        return Ruling(NextStep.RETRY, why)
    if isinstance(failure, NotSharedError):
        return Ruling(NextStep.RETRY, why)
    if isinstance(failure, LocalProtocolError):  # the library knows no such room
        return Ruling(NextStep.SUSPEND, why)
    if isinstance(failure, ProtocolError):
        return Ruling(NextStep.RETRY, why)
    return Ruling(NextStep.REFUSE, why)


def _refused(answer: ErrorResponse) -> Ruling:
    """Read the code of an answer, else its HTTP status.

    A proxy in front has none of Matrix's codes."""
    status = answer.transport_response.status if answer.transport_response else 0
    code = str(answer.status_code or "")
    why = f"{code or 'no code'}, status {status}"
    if status == 429 or code == "M_LIMIT_EXCEEDED":
        pause = (answer.retry_after_ms or 0) / 1000
        return Ruling(NextStep.WAIT, why, pause or _DEFAULT_PAUSE)
    if code in _CODES:
        return Ruling(_CODES[code], why)
    if status >= 500 or status in (0, 408) or not code:
        return Ruling(NextStep.RETRY, why)
    return Ruling(NextStep.REFUSE, why)
