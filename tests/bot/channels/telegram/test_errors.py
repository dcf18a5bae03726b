"""The table of errors: each error of Telegram has one decision."""

from __future__ import annotations

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.telegram.errors import Remedy, decide
from bot.channels.telegram.transport import NotSentError


def _caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "act"),
    [
        (RetryAfter(7), Remedy.WAIT),
        (ChatMigrated(-100), Remedy.MIGRATE),
        (Conflict("terminated by other getUpdates request"), Remedy.STOP),
        (InvalidToken(), Remedy.STOP),
        (Forbidden("Forbidden: bot was blocked by the user"), Remedy.SUSPEND),
        (Forbidden("Forbidden: user is deactivated"), Remedy.SUSPEND),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Remedy.SUSPEND),
        (BadRequest("Bad Request: chat not found"), Remedy.SUSPEND),
        (
            BadRequest("Bad Request: not enough rights to send text messages to the chat"),
            Remedy.SUSPEND,
        ),
        (BadRequest("Bad Request: TOPIC_CLOSED"), Remedy.CLOSED),
        (BadRequest("Bad Request: message thread not found"), Remedy.TOPIC),
        (BadRequest("Bad Request: TOPIC_DELETED"), Remedy.TOPIC),
        (BadRequest("Bad Request: TOPIC_ID_INVALID"), Remedy.TOPIC),
        (
            BadRequest("Bad Request: message is not modified: specified new message content..."),
            Remedy.QUIET,
        ),
        (
            BadRequest(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            ),
            Remedy.QUIET,
        ),
        (BadRequest("Bad Request: message to edit not found"), Remedy.AFRESH),
        (BadRequest("Bad Request: message can't be edited"), Remedy.AFRESH),
        (BadRequest("Bad Request: can't parse entities: unsupported start tag"), Remedy.PLAIN),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Remedy.PLAIN),
        (BadRequest("Bad Request: message is too long"), Remedy.PLAIN),
        (BadRequest("Bad Request: ENTITY_BOUNDS_INVALID"), Remedy.PLAIN),
        (BadRequest("Bad Request: something that nobody has seen yet"), Remedy.PLAIN),
        (NetworkError("Internal Server Error"), Remedy.RETRY),
        (
            _caused(
                NetworkError("Bad Gateway (502). Parsing failed"),
                TelegramError("Invalid server response"),
            ),
            Remedy.RETRY,
        ),
        (_caused(NotSentError("ClientConnectorError"), OSError()), Remedy.RETRY),
        (_caused(NetworkError("ServerDisconnectedError"), OSError()), Remedy.UNCERTAIN),
        (_caused(NetworkError("SocketTimeoutError"), TimeoutError()), Remedy.UNCERTAIN),
        (TelegramError("Invalid server response"), Remedy.UNCERTAIN),
    ],
    ids=repr,
)
def test_each_error_has_its_decision(error: TelegramError, act: Remedy) -> None:
    assert decide(error).act is act


def test_a_pause_and_a_migration_say_how_long_and_where() -> None:
    assert decide(RetryAfter(7)).seconds == 7.0
    assert decide(ChatMigrated(-1001)).chat == -1001
