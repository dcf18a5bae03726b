"""What is asked of what the bot keeps of a person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.acts import Act

# What may be erased apart from the rest.
PARTS = ("place", "folder", "assessment", "subscription", "kept_aids", "talk")


@dataclass(frozen=True)
class ErasePart(Act):
    """Erase some of what is kept (`PARTS`) and leave the rest, once it is confirmed."""

    parts: tuple[str, ...]
