"""Whether the data files agree with each other.

The ids that they name exist, once each, in the folder where one looks for them. It looks at plain
values: a file that holds a mistake still says which ids it has, so that one mistake hides no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.answers import unfounded
from knowledge.explaining import nearest
from knowledge.expressions import groups_of
from knowledge.filing import filing_problems, folders_of_themes
from knowledge.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from knowledge.gazetteer import Commune, Epci
    from knowledge.reading import Document

_HELD = {  # what the registries hold: the file, and where its ids stand
    "challenges": ("themes.yaml", "challenges.*.number"),
    "themes": ("themes.yaml", "themes.*.id"),
    "audiences": ("audiences.yaml", "audiences.*.id"),
    "partners": ("partners.yaml", "partners.*.id"),
    "concepts": ("thesaurus.yaml", "concepts.*.id"),
    "departments": ("places/areas.yaml", "departments.*.departments.*"),
}
_UNIQUE = (
    ("themes.yaml", "challenges.*.number"),
    ("themes.yaml", "themes.*.id"),
    ("audiences.yaml", "audiences.*.id"),
    ("partners.yaml", "partners.*.id"),
    ("acronyms.yaml", "acronyms.*.acronym"),
    ("thesaurus.yaml", "concepts.*.id"),
    ("intents.yaml", "intents.*.id"),
    ("uncovered.yaml", "topics.*.id"),
    ("emergencies.yaml", "emergencies.*.id"),
    ("emergencies.yaml", "groups.*.id"),
    ("assessment.yaml", "items.*.id"),
    ("assessment.yaml", "levels.*.value"),
)
_MENTIONED = (  # the ids that registries mention, and what holds them
    ("themes.yaml", "themes.*.challenge", "challenges"),
    ("assessment.yaml", "items.*.theme", "themes"),
    ("assessment.yaml", "items.*.cards.*", "cards"),
    ("audiences.yaml", "audiences.*.related.*", "audiences"),
    ("thesaurus.yaml", "concepts.*.themes.*", "themes"),
    ("thesaurus.yaml", "concepts.*.guide", "themes"),
    ("uncovered.yaml", "topics.*.themes.*", "themes"),
    ("emergencies.yaml", "emergencies.*.concepts.*", "concepts"),
    ("acronyms.yaml", "acronyms.*.theme", "themes"),
    ("acronyms.yaml", "acronyms.*.partner", "partners"),
    ("partners.yaml", "partners.*.service_of", "partners"),
    ("places/areas.yaml", "areas.*.epcis.*", "epcis"),
    ("places/areas.yaml", "basins.*.departments.*", "departments"),
    ("places/areas.yaml", "nicknames.*.commune", "communes"),
    ("about.yaml", "examples.commune", "communes"),
)
_EXPRESSIONS = (  # where emergencies.yaml may name a group of words
    *(f"emergencies.*.{field}.*" for field in ("terms", "subjects", "people", "acts")),
    "planned.*",
    "harmless.*",
)
_NAMING = (  # the names that any card may use without printing them itself
    ("partners.yaml", "partners.*.name"),
    ("partners.yaml", "partners.*.full_name"),
    ("acronyms.yaml", "acronyms.*.acronym"),
    ("acronyms.yaml", "acronyms.*.expansion"),
    ("places/areas.yaml", "region"),
    ("places/areas.yaml", "departments.*.name"),
    ("places/areas.yaml", "areas.*.name"),
)
_MENTIONED_BY_CARDS = (
    ("theme", "themes"),
    ("audiences.*", "audiences"),
    ("partners.*.id", "partners"),
)
_UNKNOWN = {
    "challenges": "enjeu inconnu",
    "themes": "thème inconnu",
    "audiences": "public inconnu",
    "partners": "partenaire inconnu",
    "concepts": "groupe de mots inconnu",
    "cards": "fiche inconnue",
    "communes": "code INSEE inconnu",
    "epcis": "code SIREN inconnu",
}
_WHERE = {"communes": "places/communes.csv", "epcis": "places/epci.csv"}  # too many to be listed
_PLACE_CODES = {"commune": ("communes", "code INSEE"), "epci": ("epcis", "code SIREN")}

# For each kind of thing, the name of each id; nothing for a kind that could not be read.
Known = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Files:
    """The files of a data folder: the document of each, or None where it could not be read."""

    folder: Path
    registries: Mapping[str, Document | None]
    guides: Mapping[Path, Document | None]
    cards: Mapping[Path, Document | None]
    communes: Mapping[str, Commune]
    epcis: Mapping[str, Epci]


def disagreements(files: Files) -> list[Problem]:
    """Return what in the files of a data folder disagrees with the rest of it."""
    known = _known(files)
    problems: list[Problem] = []
    for name, path in _UNIQUE:
        if document := files.registries[name]:
            problems += _problems(document, _twice(document, path))
    for name, path, kind in _MENTIONED:
        if document := files.registries[name]:
            problems += _problems(document, _unknown(document, path, kind, known))
    if document := files.registries["emergencies.yaml"]:
        problems += _problems(document, _unknown_groups(document))
    return problems + _guide_problems(files, known) + _card_problems(files, known)


def _known(files: Files) -> Known:
    # Some ids can't be read inside.
    known: Known = {"cards": {path.stem.split("-")[0]: path.stem for path in files.cards}}
    for kind, (name, path) in _HELD.items():
        if document := files.registries[name]:
            known[kind] = {value: value for _, value in document.ids(path)}
    for card in filter(None, files.cards.values()):
        known["cards"].update((value, card.path.stem) for _, value in card.ids("id"))
    for name, path in _NAMING:
        if document := files.registries[name]:
            known.setdefault("names", {}).update((value, value) for _, value in document.ids(path))
    known["communes"] = {code: commune.name for code, commune in files.communes.items()}
    known["epcis"] = {code: epci.name for code, epci in files.epcis.items()}
    return {kind: ids for kind, ids in known.items() if ids}


def _guide_problems(files: Files, known: Known) -> list[Problem]:
    written = {path.stem for path in files.guides}
    problems = [
        Problem(
            files.folder / "guides" / f"{theme}.yaml",
            1,
            "",
            f"le thème « {theme} » n’a pas de repères ; écrivez ce fichier",
        )
        for theme in known.get("themes", ())
        if theme not in written
    ]
    for document in filter(None, files.guides.values()):
        problems += _problems(document, _unknown(document, "theme", "themes", known))
        for location, theme in document.ids("theme"):
            if theme in known.get("themes", ()) and theme != document.path.stem:
                problems.append(
                    document.problem(
                        location,
                        f"le fichier ne porte pas le nom du thème ; renommez-le « {theme}.yaml »",
                    )
                )
    return problems


def _card_problems(files: Files, known: Known) -> list[Problem]:
    problems: list[Problem] = []
    folders = folders_of_themes(files.registries["themes.yaml"])
    seen: dict[str, Path] = {}
    for document in filter(None, files.cards.values()):
        for path, kind in _MENTIONED_BY_CARDS:
            problems += _problems(document, _unknown(document, path, kind, known))
        problems += _problems(document, filing_problems(document, folders, seen))
        problems += _problems(document, _towns(document, known))
        problems += _problems(document, unfounded(document.value, known.get("names", {})))
    return problems


def _problems(document: Document, found: Iterator[tuple[Location, str]]) -> list[Problem]:
    return [document.problem(location, message) for location, message in found]


def _twice(document: Document, path: str) -> Iterator[tuple[Location, str]]:
    seen: set[str] = set()
    for location, value in document.ids(path):
        if value in seen:
            yield location, f"« {value} » est déjà pris ; choisissez un autre {location[-1]}"
        seen.add(value)


def _unknown(
    document: Document, path: str, kind: str, known: Known
) -> Iterator[tuple[Location, str]]:
    if kind not in known:
        return
    for location, value in document.ids(path):
        if value not in known[kind]:
            hint = (
                f" ; cherchez-le dans {_WHERE[kind]}"
                if kind in _WHERE
                else nearest(value, known[kind])
            )
            yield location, _UNKNOWN[kind] + hint


def _unknown_groups(document: Document) -> Iterator[tuple[Location, str]]:
    """Yield the groups of words that expressions name and that no one has written."""
    written = [group for _, group in document.ids("groups.*.id")]
    for path in _EXPRESSIONS:
        for location, expression in document.ids(path):
            for group in groups_of(expression):
                if group not in written:
                    yield (
                        location,
                        (
                            "groupe inconnu "
                            f"« {group} »{nearest(group, written, 'écrivez-le dans groups')}"
                        ),
                    )


def _towns(card: Document, known: Known) -> Iterator[tuple[Location, str]]:
    """Yield the towns and codes of a card's place that the region does not have.

    Places elsewhere are taken at their word.
    """
    if not {value for _, value in card.ids("place.departments.*")} & set(
        known.get("departments", ())
    ):
        return
    if "communes" in known:
        names = set(known["communes"].values())
        for path in ("place.main_towns.*", "place.communes.*"):
            for location, name in card.ids(path):
                if name not in names:
                    hint = nearest(name, names, "cherchez son nom dans places/communes.csv")
                    yield location, f"commune inconnue dans la région{hint}"
    for location, kind in card.ids("place.kind"):
        yield from _place_code(card, kind, (*location[:-1], "code"), known)


def _place_code(
    card: Document, kind: str, location: Location, known: Known
) -> Iterator[tuple[Location, str]]:
    held, what = _PLACE_CODES.get(kind, ("", ""))
    codes = [code for _, code in card.ids("place.code")]
    if held not in known or (codes and codes[0] in known[held]):
        return
    names = [name for _, name in card.ids("place.name")]
    right = [code for code, name in known[held].items() if name in names]
    hint = f'écrivez "{right[0]}"' if len(right) == 1 else f"cherchez-le dans {_WHERE[held]}"
    yield location, f"{what} {'inconnu' if codes else 'manquant'} ; {hint}"
