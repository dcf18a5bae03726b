"""One card, whole: what, where, how, figures, whom to call, who can help, links, doubts, source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.world import World
    from knowledge.model import Card


def show(world: World, card: Card) -> Reply:
    """Return everything a card holds."""
    collection = world.collection
    theme = collection.themes[card.theme]
    text = say("card", card=card, theme=theme, challenge=collection.challenge_of(card), collection=collection)
    return Reply(text, ((buttons.to_theme(theme.id, f"Thème : {theme.short}"), buttons.THEMES),))


def missing(world: World, written: str) -> Reply:
    """Return the answer to a card that does not exist."""
    return Reply(say("card_missing", written=written, cards=world.collection.cards), ((buttons.THEMES,),))
