"""The tables of the store, one step after the other.

These bring a database of any earlier version up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("tambour")


@migrations()
def unmatched_needs(database: Database) -> None:
    """Create the table of the needs that found nothing."""
    database.table("unmatched").create(
        {"need": str, "times": int, "last_day": str}, pk="need", not_null={"times", "last_day"}
    )


@migrations()
def sessions_and_notes(database: Database) -> None:
    """Create the table of sessions, and that of notes, which knows no chat."""
    columns = {"chat": str, "session": str, "updated": str}
    database.table("sessions").create(columns, pk="chat", not_null={"session", "updated"})
    columns = {"kind": str, "text": str, "card": str, "day": str}
    database.table("notes").create(columns, not_null={"kind", "text", "card", "day"})


@migrations()
def subscriptions(database: Database) -> None:
    """Create the table of subscriptions, which outlive the sessions of their chats."""
    columns = {"chat": str, "subscription": str, "updated": str}
    database.table("subscriptions").create(columns, pk="chat", not_null={"subscription", "updated"})


@migrations()
def usage(database: Database) -> None:
    """Create the table of what was done each day.

    It holds numbers only, that tell neither who nor in which words.
    """
    columns = {"day": str, "what": str, "name": str, "times": int}
    database.table("usage").create(columns, pk=("day", "what", "name"), not_null={"times"})


@migrations()
def decisions(database: Database) -> None:
    """Let the curator set a need aside, or say that the collection does not cover it.

    It then leaves the list.
    """
    database.table("unmatched").add_column("decision", str, not_null_default="")


@migrations()
def standings(database: Database) -> None:
    """Create the table of how the bot stands with a chat.

    Who blocked it must not be written to after a restart.
    """
    columns = {"chat": str, "suspended": int, "apologised": int, "became": str, "updated": str}
    database.table("standings").create(columns, pk="chat", not_null=set(columns) - {"chat"})


@migrations()
def channel_keys(database: Database) -> None:
    """Create the table of what a channel can't do without and a backup must bring back.

    It holds secrets of the bot, nobody's data.
    """
    columns = {"name": str, "value": str}
    database.table("channel_keys").create(columns, pk="name", not_null={"value"})
