"""A card that a message names by words of its title: to compare it, or to ask which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import AskNeed, Compare, Heard, OfSeen
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.pointing import named_best, point
from bot.conversation.hearing.ways import ways, words_of
from matching.words import fold, stem, tokens

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_LONGEST = 12  # words of such a message


def by_name(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear a card named by its title, beside the open one or by itself.

    "compare avec le job dating" asks the first, "l'aide pour l'eau, c'est laquelle" the second.
    """
    leads, cards = ways().leads, world.collection.cards
    with_open = context.card in cards and said.holds(leads["compares_with"])
    which = said.holds(leads["which_is_it"]) and not said.holds(leads["of_degree"])
    if not (with_open or which) or len(said.words) > _LONGEST:
        return None
    if numbers_in(said.words) or (with_open and point(said, context, world).ids):
        return None
    lead = "compares_with" if with_open else "which_is_it"
    aside = ways().words.ignored | words_of(lead, "names_a_card")
    named = _of_title([word for word in said.read if word not in aside], world)
    if not named and which and said.holds(leads["a_card_named"]):
        left = " ".join(word for word in said.mended if fold(word) not in aside)
        return Heard(AskNeed((left,)), "the cards of that name", "need") if left else None
    if not named or named == context.card:
        return None
    if with_open:
        return Heard(Compare((context.card, named)), "the open card beside one named", "compare")
    return Heard(OfSeen("open", (named,), said.typed), "the card of that name", "open")


def _of_title(named: list[str], world: World) -> str:
    """Return the one card whose title has all of some words, else the one that they tell best."""
    roots, cards = {stem(word) for word in named}, world.collection.cards
    whole = [each.id for each in cards.values() if roots <= set(map(stem, tokens(each.title)))]
    if not roots or len(whole) == 1:
        return "".join(whole) if roots else ""
    return named_best(named, tuple(cards), world)
