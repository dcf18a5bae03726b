"""What people ask of Tambour itself, and the answers: bot/texts/questions.yaml."""

from __future__ import annotations

from functools import cache

from bot.conversation.data import read
from knowledge.vocabulary import Told


class AboutItself(Told):
    """An answer about the bot; `cues` are sorts of words that ask for it (hearing.cues)."""

    cues: tuple[str, ...] = ()


@cache
def questions() -> dict[str, tuple[AboutItself, ...]]:
    """Return the answers about the bot by their topic: "following", "privacy"..."""
    return {
        topic: tuple(map(AboutItself.model_validate, told))
        for topic, told in read("questions").items()
    }
