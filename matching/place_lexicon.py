"""The names that places go by in a sentence.

A name is met whole, with its article contracted, by its first word, or as it was before; towns afar
have theirs too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from knowledge.gazetteer import BETTER_KNOWN
from matching.phrases import Phrases
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.gazetteer import Commune, Places

_ARTICLES = {"le": ("du", "au"), "les": ("des", "aux"), "la": (), "l": ()}
_SPELT_OUT = {"st": "saint", "ste": "sainte", "lez": "les", "s": "sur"}
_SAINTS = ("saint", "sainte")
_SHORTEST = 3  # letters of a first word that stands for a whole name


class Sort(IntEnum):
    """How a name is a place's; where two sorts share a name, the first wins."""

    COMMUNE = 0
    WIDE = 1  # an EPCI, a département or an area
    FORMER = 2
    FAMED = 3  # a town of another region that anyone knows
    BEGUN = 4  # the first word of longer names: "Bray" for Bray-sur-Somme
    AFAR = 5  # another town of another region


@dataclass(frozen=True)
class Named:
    """A way to name a place.

    It has its sort, its code (the name of a town afar), and how many first words are no part of the
    name.
    """

    sort: Sort
    code: str
    before: int = 0


@dataclass(frozen=True)
class PlaceLexicon:
    """Every name of every place, by its words.

    `postcodes` give communes, the most populated first.
    """

    names: Phrases[Named]
    postcodes: dict[str, list[str]]
    departments: frozenset[str]
    department_of: dict[str, str]
    proper: frozenset[str]
    # The communes of each name that a word badly spelt may stand for.
    spellings: dict[str, tuple[str, ...]]


def same_words(words: Iterable[str]) -> list[str]:
    """Return folded words without the abbreviations of names: st -> saint, s -> sur."""
    return [_SPELT_OUT.get(word, word) for word in words]


def build_place_lexicon(places: Places) -> PlaceLexicon:
    """Gather the names of the places of a region."""
    names: Phrases[Named] = Phrases()
    postcodes: dict[str, list[str]] = {}
    begun: dict[tuple[str, ...], list[str]] = {}
    spellings: dict[str, tuple[str, ...]] = {}
    communes = sorted(
        places.communes.values(), key=lambda commune: (-commune.population, commune.insee)
    )
    for commune in communes:
        for name in (commune.name, *places.nicknames.get(commune.insee, ())):
            _add(names, name, Named(Sort.COMMUNE, commune.insee))
        for postcode in commune.postcodes:
            postcodes.setdefault(postcode, []).append(commune.insee)
        words = same_words(tokens(commune.name))
        spellings[" ".join(words)] = (*spellings.get(" ".join(words), ()), commune.insee)
        article = words[:1] if tokens(commune.name)[0] in _ARTICLES else []
        rest = words[len(article) :]
        first = 2 if rest[0] in _SAINTS else 1  # words that tell one name from the others
        if len(rest) > first and len(rest[0]) >= _SHORTEST:
            begun.setdefault((*article, *rest[:first]), []).append(commune.insee)
    for village, towns in _better_known(communes).items():
        for town in towns:
            names.add(village, Named(Sort.COMMUNE, town))
    for beginning, communes_begun in begun.items():
        for code in _most_known(communes_begun, places):
            _add(names, " ".join(beginning), Named(Sort.BEGUN, code))
    for name, codes in places.former.items():
        former = same_words(tokens(name))
        kept = any(
            same_words(tokens(places.communes[code].name))[: len(former)] == former
            for code in codes
        )
        for code in (*codes, *(() if kept else begun.get(tuple(former), ()))):
            _add(names, name, Named(Sort.FORMER, code))
    for code, wide_names in _wide_names(places):
        for name in wide_names:
            names.add(same_words(tokens(name)), Named(Sort.WIDE, code))
    for name in places.elsewhere:
        _add(names, name, Named(Sort.FAMED if name in places.known_afar else Sort.AFAR, name))
    return PlaceLexicon(
        names=names,
        postcodes=postcodes,
        departments=frozenset(places.departments),
        department_of={commune.insee: commune.department for commune in communes},
        proper=frozenset(tokens(name)[-1] for name in places.proper),
        spellings=spellings,
    )


def epci_names(name: str) -> set[str]:
    """Return how people say the name of an intercommunality.

    They say it whole, without its legal form, or without what is in parentheses.
    """
    plain = name.split(" (")[0]
    short = plain
    for form in ("CC ", "CA ", "CU ", "Métropole "):
        short = short.removeprefix(form)
    for article in ("des ", "de la ", "de l'", "du ", "de ", "d'"):
        if short.startswith(article):
            short = short[len(article) :]
            break
    long_form = plain.replace("CC ", "Communauté de communes ", 1).replace(
        "CA ", "Communauté d'agglomération ", 1
    )
    members = short.split(",")[0]
    return {plain, long_form} | {each for each in (short, members) if len(tokens(each)) > 1}


def _add(names: Phrases[Named], name: str, named: Named) -> None:
    """Add a name, and the same after "de" and "à" where they swallow its article.

    Le Crotoy is added as "du Crotoy" too, Les Ageux as "aux Ageux".
    """
    words = same_words(tokens(name))
    names.add(words, named)
    if len(words) > 1 and tokens(name)[0] in _ARTICLES:
        for contracted in _ARTICLES[words[0]]:
            names.add((contracted, *words[1:]), Named(named.sort, named.code, before=1))
        if named.sort is Sort.COMMUNE and words[0] in ("le", "les"):
            names.add(words[1:], named)


def _most_known(codes: list[str], places: Places) -> list[str]:
    """Return the communes that the first word of their names stands for.

    They are all that begin so, or the one far larger than the next.
    """
    first, *others = codes
    least = max((places.communes[code].population for code in others), default=0) * BETTER_KNOWN
    return [first] if places.communes[first].population >= least else codes


def _better_known(communes: list[Commune]) -> dict[tuple[str, ...], list[str]]:
    """Return the towns meant by the name of a village that theirs begins with.

    Who says Saint-Amand often means Saint-Amand-les-Eaux.
    """
    largest: dict[tuple[str, ...], int] = {}
    for commune in communes:
        largest.setdefault(tuple(same_words(tokens(commune.name))), commune.population)
    known: dict[tuple[str, ...], list[str]] = {}
    for commune in communes:
        words = tuple(same_words(tokens(commune.name)))
        for begun in (words[:length] for length in range(1, len(words))):
            if begun in largest and commune.population >= BETTER_KNOWN * largest[begun]:
                known.setdefault(begun, []).append(commune.insee)
    return known


def _wide_names(places: Places) -> Iterable[tuple[str, Iterable[str]]]:
    for epci in places.epcis.values():
        yield epci.siren, epci_names(epci.name)
    for code, department in places.departments.items():
        yield code, (department.name, *department.names)
    for area in places.areas:
        yield area.name, (area.name, *area.names)
