"""The answer to a need: up to three cards, each with its place, one line, whom to call and who can help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.world import World
    from knowledge.model import Card
    from matching.matcher import Answer, Match

SHOWN = 3
KEPT = 15


def show(world: World, answer: Answer) -> Reply:
    """Return the answer to a need, or an honest word that nothing fits, with the nearest themes."""
    if not answer.matches:
        themes = [world.collection.themes[theme] for theme in answer.themes]
        text = say("nothing", need=answer.need.text, themes=themes)
        doors = [buttons.to_theme(theme.id, theme.short) for theme in themes[:3]]
        return Reply(text, (*buttons.in_rows(doors, 3), (buttons.THEMES,)))
    cards = [(world.collection.cards[match.id], match) for match in answer.matches]
    return _listed(world, cards, answer)


def show_list(world: World, ids: Sequence[str]) -> Reply:
    """Return a list of cards asked for by their ids; those that no longer exist are passed over."""
    cards = [(world.collection.cards[card], None) for card in ids if card in world.collection.cards]
    return _listed(world, cards, None) if cards else Reply(say("list_gone"), ((buttons.THEMES,),))


def _listed(world: World, cards: Sequence[tuple[Card, Match | None]], answer: Answer | None) -> Reply:
    shown, left = cards[:SHOWN], cards[SHOWN:]
    text = say("answer", answer=answer, cards=shown, collection=world.collection)
    opening = [buttons.to_card(card.id, f"Ouvrir la {position}") for position, (card, _) in enumerate(shown, 1)]
    more = (buttons.to_list([card.id for card, _ in left], "Suivantes"),) if left else ()
    return Reply(text, (tuple(opening), (*more, buttons.THEMES)))
