"""The one table from an error of Telegram to a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

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

from bot.channels.telegram.transport import NotSentError
from bot.conversation.notices import notice


class Remedy(Enum):
    """What to do of a call that failed."""

    WAIT = auto()  # Telegram asks for a pause: wait, then repeat; it counts as no try
    RETRY = auto()  # it surely was not done: repeat, a few times
    UNCERTAIN = auto()  # it may have been done: repeat only what can be done twice
    QUIET = auto()  # nothing is wrong for the person
    AFRESH = auto()  # the message to edit is gone: send a new one
    # Refused as it is, for whatever reason: send plain text, then that without buttons.
    PLAIN = auto()
    TOPIC = auto()  # the topic is gone: send in the group itself
    CLOSED = auto()  # the topic is closed: nothing can be said there, and all else goes on
    SUSPEND = auto()  # this chat no longer wants, or can no longer get, anything
    MIGRATE = auto()  # the group has a new number: repeat there
    STOP = auto()  # no call can succeed: end the program
    GIVEN_UP = auto()  # tried as often as the policy has it


@dataclass(frozen=True)
class Decision:
    """An act; `seconds` to wait, or the `chat` a group became; `why` for the log."""

    act: Remedy
    why: str = ""
    seconds: float = 0.0
    chat: int = 0


# What the description of a refused call holds, in lower case -> what to do; the first that fits.
_REFUSALS: tuple[tuple[str, Remedy], ...] = (
    ("message is not modified", Remedy.QUIET),
    ("query is too old", Remedy.QUIET),
    ("query id is invalid", Remedy.QUIET),
    ("query_id_invalid", Remedy.QUIET),
    ("message to edit not found", Remedy.AFRESH),
    ("message can't be edited", Remedy.AFRESH),
    ("message_id_invalid", Remedy.AFRESH),
    ("there is no text in the message to edit", Remedy.AFRESH),
    ("thread not found", Remedy.TOPIC),
    ("topic_deleted", Remedy.TOPIC),
    ("topic_id_invalid", Remedy.TOPIC),
    ("topic_closed", Remedy.CLOSED),
    ("chat not found", Remedy.SUSPEND),
    ("user not found", Remedy.SUSPEND),
    ("peer_id_invalid", Remedy.SUSPEND),
    ("deactivated", Remedy.SUSPEND),
    ("chat_write_forbidden", Remedy.SUSPEND),
    ("have no rights to send", Remedy.SUSPEND),
    ("not enough rights to send", Remedy.SUSPEND),
)


def decide(error: TelegramError) -> Decision:
    """Return what to do of a call that raised an error.

    BadRequest is a NetworkError for the library: the order matters.
    """
    why = f"{type(error).__name__}: {error.message}"
    if isinstance(error, RetryAfter):
        pause = error.retry_after
        return Decision(
            Remedy.WAIT,
            why,
            seconds=pause.total_seconds() if isinstance(pause, timedelta) else float(pause),
        )
    if isinstance(error, ChatMigrated):
        return Decision(Remedy.MIGRATE, why, chat=error.new_chat_id)
    if isinstance(error, InvalidToken):
        # The library's own message holds the token.
        return Decision(Remedy.STOP, notice("token_refused"))
    if isinstance(error, Conflict):
        return Decision(Remedy.STOP, why)
    if isinstance(error, Forbidden):
        return Decision(Remedy.SUSPEND, why)
    if isinstance(error, BadRequest):
        said = error.message.lower()
        return Decision(next((act for words, act in _REFUSALS if words in said), Remedy.PLAIN), why)
    if isinstance(error, NetworkError):
        return Decision(_network(error), why)
    return Decision(Remedy.UNCERTAIN, why)


def _network(error: NetworkError) -> Remedy:
    """Tell a call that did not leave from one whose answer was lost.

    One that a server answered with a failure (5xx) counts as the first.
    """
    cause = error.__cause__
    did_not_leave = isinstance(error, NotSentError)
    return (
        Remedy.RETRY
        if did_not_leave or cause is None or isinstance(cause, TelegramError)
        else Remedy.UNCERTAIN
    )
