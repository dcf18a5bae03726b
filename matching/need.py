"""A need: what a person asks, cut into units of meaning.

Each unit has what it is about and how much it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Facet(StrEnum):
    """What an expression can be about."""

    THEME = "theme"
    AUDIENCE = "audience"
    CONCEPT = "concept"
    PARTNER = "partner"
    ACRONYM = "acronym"
    PERSON = "person"
    PLACE = "place"
    INTENT = "intent"
    POLITE = "polite"
    TOPIC = "topic"  # a subject that the collection is known not to cover


@dataclass(frozen=True, order=True)
class Meaning:
    """One thing an expression is about: a facet and the id of what it names there."""

    facet: Facet
    id: str

    @property
    def term(self) -> str:
        """The term that stands for it in an index; no word of a text can be the same."""
        return f"{self.facet}:{self.id}"


@dataclass(frozen=True)
class Unit:
    """A piece of a need that counts as one.

    It has its words as read and as shown, their stems weighed, its meanings and its weight.
    """

    words: tuple[str, ...]
    label: str
    stems: Mapping[str, float]
    meanings: tuple[Meaning, ...]
    weight: float

    @property
    def names(self) -> tuple[str, ...]:
        """What a person may remove it by: the terms of its meanings, and its label."""
        return (*(meaning.term for meaning in self.meanings), f"word:{self.label}")

    def about(self, facet: Facet) -> list[str]:
        """Return the ids this unit names in a facet."""
        return [meaning.id for meaning in self.meanings if meaning.facet is facet]


@dataclass(frozen=True)
class Need:
    """What a person asks, parsed.

    `places` are codes of communes, EPCI, départements or names of areas; `emergencies` are ids of
    the dangers it tells; `named` are the places as typed, each with the codes of those it may be,
    none elsewhere.
    """

    text: str
    units: tuple[Unit, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    topics: tuple[str, ...] = field(default=())
    emergencies: frozenset[str] = frozenset()
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The names, as typed, of the places that the region does not have."""
        return tuple(name for name, codes in self.named if not codes)

    @property
    def subject(self) -> tuple[Unit, ...]:
        """The units that say what is asked, places left out."""
        return tuple(unit for unit in self.units if not unit.about(Facet.PLACE))
