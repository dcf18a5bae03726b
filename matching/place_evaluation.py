"""How well places are understood.

The right ones are read in a need, and its first card is kept or brought nearer by them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.distances import card_point, kilometres, point_of
from matching.surroundings import surroundings
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.finding_places import PlaceFinder
    from matching.matcher import Matcher


@dataclass(frozen=True)
class Placed:
    """A text with a place: its codes, or the names that lie `elsewhere`.

    `choose` says that one of several must be asked for, `home` that it only tells where one is;
    else `without` is the same need without its place, "" where it names none.
    """

    kind: str
    text: str
    home: bool
    without: str
    places: frozenset[str]
    elsewhere: tuple[str, ...] = ()
    choose: bool = False


@dataclass(frozen=True)
class PlaceMeasures:
    """How well places are understood in some texts, and what they do to the first card.

    How many texts there are, the share whose place is right, and that whose first card stays or
    comes nearer, None where no text asks for cards. `wrong` are the texts whose place is not right,
    `lost` those whose first card is.
    """

    texts: int
    right: float
    kept: float | None
    wrong: tuple[str, ...]
    lost: tuple[str, ...]


def is_placed(line: str) -> bool:
    """Tell whether a line of a file of needs tells the places that it names."""
    try:
        return "places" in json.loads(line)
    except (ValueError, TypeError):
        return False


def read_placed(lines: Iterable[str]) -> list[Placed]:
    """Read texts with places, one JSON object a line.

    A line that is wrong raises ValueError, which names it.
    """
    placed = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            placed.append(
                Placed(
                    str(row["kind"]),
                    str(row["need"]),
                    row.get("asked") == "territory",
                    str(row.get("without", "")),
                    frozenset(map(str, row["places"])),
                    tuple(map(str, row.get("elsewhere", ()))),
                    bool(row.get("choose", False)),
                )
            )
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            wanted = '{"kind": "...", "need": "...", "without": "...", "places": ["02691"]}'
            raise ValueError(f"ligne {number} : {error} ; écrivez {wanted}") from error
    return placed


def measure_places(
    placed: Iterable[Placed], matcher: Matcher, finder: PlaceFinder
) -> dict[str, PlaceMeasures]:
    """Return the measures of each kind of text, and under "" of all."""
    kinds: dict[str, list[Placed]] = defaultdict(list)
    for each in placed:
        kinds[each.kind].append(each)
        kinds[""].append(each)
    return {kind: _measures(rows, matcher, finder) for kind, rows in sorted(kinds.items())}


def _measures(rows: list[Placed], matcher: Matcher, finder: PlaceFinder) -> PlaceMeasures:
    wrong = tuple(each.text for each in rows if not _is_right(each, matcher, finder))
    asking = [each for each in rows if each.without]
    lost = tuple(each.text for each in asking if not _is_kept(each, matcher))
    kept = 1 - len(lost) / len(asking) if asking else None
    return PlaceMeasures(len(rows), 1 - len(wrong) / len(rows), kept, wrong, lost)


def _is_right(placed: Placed, matcher: Matcher, finder: PlaceFinder) -> bool:
    """Tell whether the places of a text are read.

    They are all of them and no other, or the choice that holds them.
    """
    if not placed.home:
        need = matcher.parser.parse(placed.text)
        found, elsewhere = frozenset(need.places), need.elsewhere
        sure = len(found) == 1 or not placed.choose
    else:
        findings = finder.find(placed.text)
        found, sure = frozenset(each.code for each in findings.candidates), findings.sure
        elsewhere = (findings.elsewhere,) if findings.elsewhere else ()
    if placed.choose:
        return not sure and placed.places <= found
    if sorted(map(tokens, elsewhere)) != sorted(map(tokens, placed.elsewhere)):
        return False
    return found == placed.places and (sure or not placed.places)


def _is_kept(placed: Placed, matcher: Matcher) -> bool:
    """Tell whether the first card is the same as without the place, or a nearer one."""
    (first, *_), (before, *_) = (
        [*(match.id for match in matcher.search(text, 1).matches), ""]
        for text in (placed.text, placed.without)
    )
    return first == before or (
        first != "" and any(_is_nearer(first, before, place, matcher) for place in placed.places)
    )


def _is_nearer(card: str, other: str, place: str, matcher: Matcher) -> bool:
    """Tell whether a card applies nearer to a place than another does, or was done nearer."""
    if not other:
        return True
    around = surroundings(place, matcher.collection.places, matcher.weights)
    if _nearness(card, around, matcher) > _nearness(other, around, matcher):
        return True
    return _kilometres(card, place, matcher) < _kilometres(other, place, matcher)


def _nearness(card: str, around: dict[str, float], matcher: Matcher) -> float:
    index = matcher.index
    position = index.ids.index(card)
    if position in index.everywhere:
        return matcher.weights.anywhere
    return max(
        (near for code, near in around.items() if position in index.places.get(code, ())),
        default=0.0,
    )


def _kilometres(card: str, place: str, matcher: Matcher) -> float:
    places = matcher.collection.places
    here, there = point_of(place, places), card_point(matcher.collection.cards[card], places)
    return kilometres(here, there) if here and there else float("inf")
