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

# The library's own message holds the token.
TOKEN_REFUSED = "TAMBOUR_TELEGRAM_TOKEN est refusé par Telegram ; recopiez le jeton que donne @BotFather"


class Act(Enum):
    """What to do of a call that failed."""

    WAIT = auto()  # Telegram asks for a pause: wait, then repeat; it counts as no try
    RETRY = auto()  # it surely was not done: repeat, a few times
    UNCERTAIN = auto()  # it may have been done: repeat only what can be done twice
    QUIET = auto()  # nothing is wrong for the person
    AFRESH = auto()  # the message to edit is gone: send a new one
    PLAIN = auto()  # refused as it is, for whatever reason: send plain text, then that without buttons
    TOPIC = auto()  # the topic is gone: send in the group itself
    CLOSED = auto()  # the topic is closed: nothing can be said there, and all else goes on
    SUSPEND = auto()  # this chat no longer wants, or can no longer get, anything
    MIGRATE = auto()  # the group has a new number: repeat there
    STOP = auto()  # no call can succeed: end the program
    GIVEN_UP = auto()  # tried as often as the policy has it


@dataclass(frozen=True)
class Decision:
    """An act; `seconds` to wait, or the `chat` a group became; `why` for the log."""

    act: Act
    why: str = ""
    seconds: float = 0.0
    chat: int = 0


# What the description of a refused call holds, in lower case -> what to do; the first that fits.
_REFUSALS: tuple[tuple[str, Act], ...] = (
    ("message is not modified", Act.QUIET),
    ("query is too old", Act.QUIET),
    ("query id is invalid", Act.QUIET),
    ("query_id_invalid", Act.QUIET),
    ("message to edit not found", Act.AFRESH),
    ("message can't be edited", Act.AFRESH),
    ("message_id_invalid", Act.AFRESH),
    ("there is no text in the message to edit", Act.AFRESH),
    ("thread not found", Act.TOPIC),
    ("topic_deleted", Act.TOPIC),
    ("topic_id_invalid", Act.TOPIC),
    ("topic_closed", Act.CLOSED),
    ("chat not found", Act.SUSPEND),
    ("user not found", Act.SUSPEND),
    ("peer_id_invalid", Act.SUSPEND),
    ("deactivated", Act.SUSPEND),
    ("chat_write_forbidden", Act.SUSPEND),
    ("have no rights to send", Act.SUSPEND),
    ("not enough rights to send", Act.SUSPEND),
)


def decide(error: TelegramError) -> Decision:
    """Return what to do of a call that raised an error. BadRequest is a NetworkError for the library: the order matters."""
    why = f"{type(error).__name__}: {error.message}"
    if isinstance(error, RetryAfter):
        pause = error.retry_after
        return Decision(Act.WAIT, why, seconds=pause.total_seconds() if isinstance(pause, timedelta) else float(pause))
    if isinstance(error, ChatMigrated):
        return Decision(Act.MIGRATE, why, chat=error.new_chat_id)
    if isinstance(error, InvalidToken):
        return Decision(Act.STOP, TOKEN_REFUSED)
    if isinstance(error, Conflict):
        return Decision(Act.STOP, why)
    if isinstance(error, Forbidden):
        return Decision(Act.SUSPEND, why)
    if isinstance(error, BadRequest):
        said = error.message.lower()
        return Decision(next((act for words, act in _REFUSALS if words in said), Act.PLAIN), why)
    if isinstance(error, NetworkError):
        return Decision(_network(error), why)
    return Decision(Act.UNCERTAIN, why)


def _network(error: NetworkError) -> Act:
    """Tell a call that did not leave, or that a server answered with a failure (5xx), from one whose answer was lost."""
    cause = error.__cause__
    did_not_leave = isinstance(error, NotSentError)
    return Act.RETRY if did_not_leave or cause is None or isinstance(cause, TelegramError) else Act.UNCERTAIN
