"""What was done near the person's place.

It is in their intercommunality, then their département, then in places of like size.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens import answer, place
from bot.conversation.texts import number, say
from bot.conversation.turn import Doors, Outcome, Turn
from knowledge.distances import kilometres, point_of
from knowledge.place_labels import population
from knowledge.place_names import plain
from matching.matcher import Match
from matching.whereabouts import NEARBY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.world import World
    from knowledge.model import Card

_LIKE = 2.0  # how many times more or fewer inhabitants still make a place of like size
_ELSEWHERE = math.inf
_AWAY = "…"  # stands for the kilometres of a card in what is said of its circle

# How far, from 0 (there), and the reason to say; a place elsewhere has none.
Why = tuple[float, str]


def show(turn: Turn, page: str = "") -> Outcome:
    """List the practices nearest to a place, a few at a time.

    It is the person's own, which is asked where it is unknown, or another (":02691").
    """
    page, _, elsewhere = page.partition(":")
    world, code = turn.world, elsewhere or turn.session.place
    name = world.place_name(code)
    if not name:
        return place.ask(turn)
    found = nearest(world, code)
    start = (
        int(page) * answer.SHOWN
        if page.isdecimal() and int(page) * answer.SHOWN < len(found)
        else 0
    )
    seen = [
        (world.collection.cards[match.id], match) for match in found[start : start + answer.SHOWN]
    ]
    end = start + len(seen)
    text = say(
        "nearby", name=name, own=code == turn.session.place, cards=seen, start=start, end=end,
        count=len(found),
        answer=None, none_in="", elsewhere=(), facets=(), lines_of=partial(answer.lines_of, world),
    )  # fmt: skip
    opening = tuple(
        buttons.to_card(card.id, label("open_number", number=position))
        for position, (card, _) in enumerate(seen, 1)
    )
    more = (
        (
            buttons.press(
                "nearby",
                label("next_ones"),
                f"{start // answer.SHOWN + 1}{f':{elsewhere}' if elsewhere else ''}",
            ),
        )
        if end < len(found)
        else ()
    )
    rows = (
        *((opening,) if opening else ()),
        (*more, buttons.press("place", label("my_place")), buttons.THEMES),
    )
    return turn.says(
        Reply(text, rows),
        offered=tuple(match.id for match in found),
        shown=start + answer.SHOWN,
        card="",
    )


def nearest(world: World, code: str) -> list[Match]:
    """Return the practices nearest to a place, with why, as many as an answer keeps.

    They go by circle, then by distance.
    """
    away = _kilometres(world, code)
    rings = _rings(world, code, away)
    sizes = _sizes(world, code)
    found: list[tuple[float, float, float, Match]] = []
    for card in world.collection.cards.values():
        if card.kind != "practice":
            continue
        far, why = next(
            ((far, why) for far, (cards, why) in enumerate(rings) if card.id in cards),
            (_ELSEWHERE, ""),
        )
        unlike, size = _size(card, sizes)
        if why or size:
            why = why.replace(_AWAY, f"{away.get(card.id, 0.0):.0f}")
            found.append(
                (
                    far,
                    away.get(card.id, _ELSEWHERE),
                    unlike,
                    Match(card.id, 0.0, tuple(filter(None, (why, size)))),
                )
            )
    found.sort(key=lambda each: each[:3])
    return [match for *_, match in found[: answer.KEPT]]


def _kilometres(world: World, code: str) -> dict[str, float]:
    """Return how far from a commune or an EPCI what each card tells was done.

    There is nothing for a wider place.
    """
    places = world.collection.places
    here = point_of(code, places) if code in places.communes or code in places.epcis else None
    if here is None:
        return {}
    return {card: kilometres(here, point) for card, point in world.points_of_cards.items()}


def _rings(world: World, code: str, away: Mapping[str, float]) -> list[tuple[frozenset[str], str]]:
    """Return the cards of each circle around a place, the smallest first.

    With them goes what is said of them.
    """
    places = world.collection.places
    commune = places.communes.get(code)
    epci = commune.epci if commune else code
    rings = [(_cards_at(world, code), label("in_your_commune"))] if commune else []
    if epci in places.epcis:
        rings.append((_cards_at(world, epci), label("in_your_epci", name=world.place_name(epci))))
    for area in places.areas:
        if area.name == code or epci in area.epcis:
            inside = _cards_at(world, *area.epcis) if area.name == code else frozenset()
            rings.append(
                (inside | _cards_named(world, area.name), label("in_your_area", name=area.name))
            )
    rings.append(
        (
            frozenset(card for card, far in away.items() if far <= NEARBY),
            label("kilometres_away", kilometres=_AWAY),
        )
    )
    departments = sorted(world.departments_of(code))
    return [
        *rings,
        *(
            (_cards_at(world, each), label("in_your_department", name=world.place_name(each)))
            for each in departments
        ),
    ]


def _cards_named(world: World, area: str) -> frozenset[str]:
    """Return the cards whose place bears the name of an area: "Pays de Thiérache"."""
    words = f" {plain(area)} "
    cards = world.collection.cards.values()
    return frozenset(
        card.id for card in cards if card.place and words in f" {plain(card.place.name)} "
    )


def _cards_at(world: World, *codes: str) -> frozenset[str]:
    index = world.matcher.index
    return frozenset(
        index.ids[position] for code in codes if code for position in index.places.get(code, ())
    )


def _sizes(world: World, code: str) -> dict[str, int]:
    """Return the inhabitants to which those of a card's place compare.

    They go by the kind of that place.
    """
    places = world.collection.places
    commune = places.communes.get(code)
    epci = commune.epci if commune else code
    sizes = {"commune": population(code, places)} if commune else {}
    if epci in places.epcis:
        sizes |= dict.fromkeys(("epci", "territoire"), population(epci, places))
    return sizes


def _size(card: Card, sizes: dict[str, int]) -> Why:
    """Return how unlike a card's place is in size, and what to say where it is of like size."""
    theirs = card.place.population if card.place else None
    mine = sizes.get(card.place.kind) if card.place else None
    if not (theirs and mine):
        return _ELSEWHERE, ""
    unlike = abs(math.log(theirs / mine))
    if unlike > math.log(_LIKE):
        return unlike, ""
    alike = "like_your_commune" if card.place and card.place.kind == "commune" else "like_your_epci"
    return unlike, label(alike, theirs=number(theirs), mine=number(mine))


DOORS = Doors(
    presses={"nearby": show},
    commands={"nearby": show},
)
