"""The map of the practices, drawn from coordinates: the ground, a point for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING

from knowledge.collection import card_order
from knowledge.distances import card_point, middle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.collection import Collection
    from knowledge.gazetteer import Point
    from knowledge.model import Card

_WIDTH = 600
_MARGIN = 18
_CELL = 12  # side of a square of ground, in the units of the drawing
_APART = 9.0  # how far points that would lie on each other are drawn from their place


@dataclass(frozen=True)
class Mark:
    """A practice on the map: where it is drawn."""

    card: Card
    x: float
    y: float


@dataclass(frozen=True)
class Name:
    """The name of a département, and where it is written."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawn:
    """A map: its size, the path of the ground, the practices, and the names written on it."""

    width: int
    height: int
    ground: str
    marks: tuple[Mark, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True)
class _Sheet:
    """How degrees become units of the drawing; one of longitude is narrower than the other."""

    west: float
    north: float
    scale: float
    narrow: float

    def place(self, point: Point) -> tuple[float, float]:
        x = (point.longitude - self.west) * self.narrow * self.scale + _MARGIN
        return x, (self.north - point.latitude) * self.scale + _MARGIN


def drawn(collection: Collection) -> Drawn | None:
    """Return the map of a collection; None where it has no coordinates."""
    points = list(collection.places.points.values())
    if len(points) < 2:
        return None
    sheet, height = _sheet(points)
    cells = sorted({(int(x // _CELL), int(y // _CELL)) for x, y in map(sheet.place, points)})
    ground = "".join(f"M{x * _CELL} {y * _CELL}h{_CELL}v{_CELL}h-{_CELL}z" for x, y in cells)
    return Drawn(
        _WIDTH, height, ground, tuple(_marks(collection, sheet)), tuple(_names(collection, sheet))
    )


def _sheet(points: list[Point]) -> tuple[_Sheet, int]:
    latitudes, longitudes = [each.latitude for each in points], [each.longitude for each in points]
    narrow = cos(radians(sum(latitudes) / len(latitudes)))
    wide = (max(longitudes) - min(longitudes)) * narrow or 1.0
    scale = (_WIDTH - 2 * _MARGIN) / wide
    height = round((max(latitudes) - min(latitudes)) * scale) + 2 * _MARGIN
    return _Sheet(min(longitudes), max(latitudes), scale, narrow), height


def _marks(collection: Collection, sheet: _Sheet) -> Iterable[Mark]:
    """Yield the practices where they were done; several at one place stand around it."""
    there: dict[tuple[int, int], list[Card]] = defaultdict(list)
    exact: dict[tuple[int, int], tuple[float, float]] = {}
    for card in sorted(collection.cards.values(), key=card_order):
        point = card_point(card, collection.places) if card.kind == "practice" else None
        if point is not None:
            x, y = sheet.place(point)
            near = (round(x / _APART), round(y / _APART))
            there[near].append(card)
            exact.setdefault(near, (x, y))
    for near, cards in there.items():
        x, y = exact[near]
        for number, card in enumerate(cards):
            away = _APART * (len(cards) > 1)
            turn = 2 * pi * number / len(cards)
            yield Mark(card, round(x + away * sin(turn), 1), round(y - away * cos(turn), 1))


def _names(collection: Collection, sheet: _Sheet) -> Iterable[Name]:
    places = collection.places
    for code, area in places.departments.items():
        inside = [
            places.points[each]
            for each in places.communes_of.get(code, ())
            if each in places.points
        ]
        if point := middle(inside):
            x, y = sheet.place(point)
            yield Name(area.name, round(x, 1), round(y, 1))
