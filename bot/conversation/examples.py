"""The examples that people are shown.

They are in the words and the names of the collection's own region.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.conversation.data import heard
from knowledge.fields import LONGEST_TRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.collection import Collection
    from knowledge.gazetteer import Commune

_MOST = 3
_ARTICLES: tuple[str, ...] = tuple(heard("written")["articles_of_places"])


@dataclass(frozen=True)
class Examples:
    """Needs to try, the region, and a place of each kind by its name.

    A name is "" where the collection has no such place.
    """

    needs: tuple[str, ...]
    region: str
    commune: str
    postcode: str
    epci: str
    department: str


def examples(collection: Collection) -> Examples:
    """Return the examples of about.yaml.

    Without them, they are needs of cards of different themes and the largest commune.
    """
    chosen, places = collection.about.examples, collection.places
    commune = (
        places.communes.get(chosen.commune) if chosen else _largest(list(places.communes.values()))
    )
    epci = places.epcis.get(commune.epci) if commune else None
    department = places.departments.get(commune.department) if commune else None
    return Examples(
        needs=chosen.needs if chosen else tuple(islice(_needs(collection), _MOST)),
        region=places.region,
        commune=commune.name if commune else "",
        postcode=commune.postcodes[0] if commune and commune.postcodes else "",
        epci=epci.name if epci else "",
        department=department.name if department else "",
    )


def _largest(communes: list[Commune]) -> Commune | None:
    """Return the commune with most inhabitants whose name stands after « à »."""
    plain = [commune for commune in communes if not commune.name.startswith(_ARTICLES)]
    return max(plain or communes, key=lambda commune: commune.population, default=None)


def _needs(collection: Collection) -> Iterator[str]:
    """Yield a need of one card of each theme that a button can carry."""
    for theme in collection.themes:
        needs = (
            need for card in collection.cards.values() if card.theme == theme for need in card.needs
        )
        yield from islice((need for need in needs if len(need.encode()) <= LONGEST_TRY), 1)
