"""In what order the cards of an answer are shown, and how many at first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matching.reasons import ONLY_ALIKE

if TYPE_CHECKING:
    from bot.conversation.world import World
    from matching.matcher import SearchAnswer


def there_first(world: World, found: SearchAnswer) -> tuple[SearchAnswer, bool]:
    """Return an answer with what was done in the places asked first.

    With it goes whether anything was, or no place was asked.
    """
    if not found.need.places or not found.need.subject or not found.matches:
        return found, True
    there = world.matcher.answering_there(found.need)
    matches = sorted(found.matches, key=lambda match: match.id not in there)
    return replace(found, matches=tuple(matches)), bool(there)


def lies_there(world: World, found: SearchAnswer, count: int) -> bool:
    """Tell whether one of the first cards, that answers less well, was done in what was asked.

    It is so in the département of a place too.
    """
    asked = {each for place in found.need.places for each in world.departments_of(place)}
    places = (world.collection.cards[match.id].place for match in found.matches[:count])
    return any(place and asked.intersection(place.departments) for place in places)


def answering_first(found: SearchAnswer, most: int) -> tuple[SearchAnswer, int]:
    """Return an answer with the cards that have a reason to be shown first, and their number.

    The others of its first page, of so many cards at most, are only alike: they come next, where
    someone asks for more. Where none has a reason, as where a curator taught the need, all stay.
    """
    first, rest = found.matches[:most], found.matches[most:]
    answering = tuple(each for each in first if each.reasons != ONLY_ALIKE) or first
    alike = tuple(each for each in first if each not in answering)
    return replace(found, matches=(*answering, *alike, *rest)), len(answering)
