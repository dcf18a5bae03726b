"""What people ask of Tambour itself, and the answers: bot/texts/questions.yaml."""

from __future__ import annotations

from functools import cache

from bot.conversation.data import read
from knowledge.vocabulary import Told


@cache
def questions() -> dict[str, tuple[Told, ...]]:
    """Return the answers about the bot by their topic: "following", "privacy"..."""
    return {
        topic: tuple(map(Told.model_validate, told)) for topic, told in read("questions").items()
    }
