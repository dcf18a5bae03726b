"""Errors of open aids, a branch of knowledge/errors.py.

Each says what is wrong, and what the operator can do.
"""

from knowledge.errors import ToldError


class LiveAidsError(ToldError):
    """Something keeps the live aids from being read or remembered.

    The message is for the operator.
    """


class SourceError(LiveAidsError):
    """A source can't be read, at least for now."""


class RefusedError(SourceError):
    """A source refuses our key or no longer answers in the form we know.

    Trying again will not help.
    """


class PageError(SourceError):
    """One page of a source can't be read; the others may be."""


class StorageError(LiveAidsError):
    """The database can't be used."""
