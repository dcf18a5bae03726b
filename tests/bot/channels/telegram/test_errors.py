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

from bot.channels.telegram.errors import Act, decide
from bot.channels.telegram.transport import NotSentError


def _caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "act"),
    [
        (RetryAfter(7), Act.WAIT),
        (ChatMigrated(-100), Act.MIGRATE),
        (Conflict("terminated by other getUpdates request"), Act.STOP),
        (InvalidToken(), Act.STOP),
        (Forbidden("Forbidden: bot was blocked by the user"), Act.SUSPEND),
        (Forbidden("Forbidden: user is deactivated"), Act.SUSPEND),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Act.SUSPEND),
        (BadRequest("Bad Request: chat not found"), Act.SUSPEND),
        (BadRequest("Bad Request: not enough rights to send text messages to the chat"), Act.SUSPEND),
        (BadRequest("Bad Request: TOPIC_CLOSED"), Act.CLOSED),
        (BadRequest("Bad Request: message thread not found"), Act.TOPIC),
        (BadRequest("Bad Request: TOPIC_DELETED"), Act.TOPIC),
        (BadRequest("Bad Request: TOPIC_ID_INVALID"), Act.TOPIC),
        (BadRequest("Bad Request: message is not modified: specified new message content..."), Act.QUIET),
        (BadRequest("Bad Request: query is too old and response timeout expired or query ID is invalid"), Act.QUIET),
        (BadRequest("Bad Request: message to edit not found"), Act.AFRESH),
        (BadRequest("Bad Request: message can't be edited"), Act.AFRESH),
        (BadRequest("Bad Request: can't parse entities: unsupported start tag"), Act.PLAIN),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Act.PLAIN),
        (BadRequest("Bad Request: message is too long"), Act.PLAIN),
        (BadRequest("Bad Request: ENTITY_BOUNDS_INVALID"), Act.PLAIN),
        (BadRequest("Bad Request: something that nobody has seen yet"), Act.PLAIN),
        (NetworkError("Internal Server Error"), Act.RETRY),
        (_caused(NetworkError("Bad Gateway (502). Parsing failed"), TelegramError("Invalid server response")), Act.RETRY),
        (_caused(NotSentError("ClientConnectorError"), OSError()), Act.RETRY),
        (_caused(NetworkError("ServerDisconnectedError"), OSError()), Act.UNCERTAIN),
        (_caused(NetworkError("SocketTimeoutError"), TimeoutError()), Act.UNCERTAIN),
        (TelegramError("Invalid server response"), Act.UNCERTAIN),
    ],
    ids=repr,
)
def test_each_error_has_its_decision(error: TelegramError, act: Act) -> None:
    assert decide(error).act is act


def test_a_pause_and_a_migration_say_how_long_and_where() -> None:
    assert decide(RetryAfter(7)).seconds == 7.0
    assert decide(ChatMigrated(-1001)).chat == -1001
