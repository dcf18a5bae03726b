"""The errors of the bot whose message a person reads as it is.

Each says what is wrong, and what to do.

ToldError             the root, shared with the collection and the aids: knowledge/errors.py
├── SettingError      a setting is missing or wrong
├── StoreError        the database can't be used
├── StoppedError      a channel can't go on
├── NotTakenError     a changed collection can't take the place of the one in use
└── NotTaughtError    a card can't be taught a need
"""

from knowledge.errors import ToldError


class SettingError(ToldError):
    """A setting is missing or wrong; the message names it and says what is expected."""


class StoreError(ToldError):
    """The database can't be used; the message says why and what to do."""


class StoppedError(ToldError):
    """A channel can't go on; the message says why."""


class NotTakenError(ToldError):
    """A changed collection can't be taken; the message says why."""


class NotTaughtError(ToldError):
    """A card can't be taught a need; the message says why, and nothing was changed."""


__all__ = [
    "NotTakenError",
    "NotTaughtError",
    "SettingError",
    "StoppedError",
    "StoreError",
    "ToldError",
]
