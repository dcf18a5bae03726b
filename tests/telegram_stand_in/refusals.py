"""A refusal: the error that the Bot API answers instead of a result."""

from __future__ import annotations

from typing import Any

_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
}


class RefusalError(Exception):
    """One refused call: its code, its description and, for some, what to do about it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(why: str, **parameters: int) -> RefusalError:
    """Return a 400.

    As Telegram does, a sentence loses its capital and a NAME_IN_CAPITALS keeps it.
    """
    sentence = why[:1].lower() + why[1:] if not why[1:2].isupper() and why[1:2] != "_" else why
    return RefusalError(400, f"Bad Request: {sentence}", **parameters)


def forbidden(why: str) -> RefusalError:
    """Return a 403: the chat is closed to the bot."""
    return RefusalError(403, f"Forbidden: {why}")


def conflict(why: str) -> RefusalError:
    """Return a 409: somebody else receives the updates."""
    return RefusalError(409, f"Conflict: {why}")


def too_many(seconds: int) -> RefusalError:
    """Return a 429, to be tried again after that many seconds."""
    return RefusalError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def titled(code: int) -> RefusalError:
    """Return an error with nothing but its title."""
    return RefusalError(code, _TITLES[code])
