"""The data folder from files to a Collection.

It reads everything, and reports every problem at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge.areas import Areas
from knowledge.assessment import Assessment
from knowledge.collection import DATA, Collection, card_order
from knowledge.consistency import Files, disagreements
from knowledge.fields import DataModel
from knowledge.gazetteer import join_places
from knowledge.live_aids.labels import LABELS, examine_labels
from knowledge.model import Card
from knowledge.place_files import FILES, read_tables
from knowledge.problems import BrokenCollectionError, Problem
from knowledge.reading import Document, check_record, read_document
from knowledge.remarks import remarks
from knowledge.vocabulary import (
    About,
    Acronyms,
    Audiences,
    Emergencies,
    Guide,
    Intents,
    Partners,
    RegionContext,
    Spelling,
    Themes,
    Thesaurus,
    Uncovered,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.gazetteer import Tables

R = TypeVar("R", bound=DataModel)

_REGISTRIES: dict[str, type[DataModel]] = {
    "themes.yaml": Themes,
    "audiences.yaml": Audiences,
    "partners.yaml": Partners,
    "acronyms.yaml": Acronyms,
    "thesaurus.yaml": Thesaurus,
    "intents.yaml": Intents,
    "uncovered.yaml": Uncovered,
    "emergencies.yaml": Emergencies,
    "spelling.yaml": Spelling,
    "assessment.yaml": Assessment,
    "context.yaml": RegionContext,
    "about.yaml": About,
    "places/areas.yaml": Areas,
}


def load_collection(folder: Path = DATA) -> Collection:
    """Return the collection of a data folder.

    BrokenCollectionError is raised with every problem found.
    """
    collection, problems = examine(folder)
    if collection is None or problems:
        raise BrokenCollectionError(problems)
    return collection


def examine(folder: Path, more: Iterable[Path] = ()) -> tuple[Collection | None, list[Problem]]:
    """Read a data folder, and the files `more` as cards of it.

    Return what was found, and everything that is wrong.
    """
    reader = _FileReader()
    registries = {name: reader.one(folder / name, model) for name, model in _REGISTRIES.items()}
    guides = {path: reader.one(path, Guide) for path in reader.data_files(folder / "guides")}
    cards = {path: reader.one(path, Card) for path in (*reader.data_files(folder / "cards"), *more)}
    if not cards:
        reader.problems.append(
            Problem(folder / "cards", 1, "", "aucune fiche ; ajoutez un fichier par fiche")
        )
    tables, unread = read_tables(folder / "places")
    read = reader.documents
    files = Files(
        folder=folder,
        registries={name: read.get(folder / name) for name in _REGISTRIES},
        guides={path: read.get(path) for path in guides},
        cards={path: read.get(path) for path in cards},
        communes=tables.communes,
        epcis=tables.epcis,
    )
    problems = [*reader.problems, *unread, *disagreements(files)]
    if any(record is None for record in registries.values()):
        return None, problems
    return _assemble(
        registries, [*filter(None, guides.values())], [*filter(None, cards.values())], tables
    ), problems


class _FileReader:
    """Reads files into records, and keeps the problems met.

    It keeps the documents too: they know the lines.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.documents: dict[Path, Document] = {}

    def one(self, path: Path, model: type[R]) -> R | None:
        document, problems = read_document(path)
        self.problems += problems
        if document is None:
            return None
        self.documents[path] = document
        record, problems = check_record(document, model)
        self.problems += problems
        return record

    def data_files(self, folder: Path) -> list[Path]:
        """Return the YAML files of a folder, except hidden ones.

        A name that is nearly one would be passed over in silence.
        """
        found = [path for path in sorted(folder.rglob("*")) if not path.name.startswith(".")]
        self.problems += [
            Problem(
                path,
                1,
                "",
                "nom de fichier illisible ; renommez-le sans accent ni signe particulier",
            )
            for path in found
            if not path.name.isprintable()
        ]
        self.problems += [
            Problem(path, 1, "", "ce fichier n’est pas lu ; donnez-lui un nom qui finit par .yaml")
            for path in found
            if path.suffix != ".yaml" and path.suffix.lower() in (".yaml", ".yml", ".txt")
        ]
        return [path for path in found if path.suffix == ".yaml"]


def _assemble(
    registries: dict[str, Any], guides: list[Guide], cards: list[Card], tables: Tables
) -> Collection:
    themes: Themes = registries["themes.yaml"]
    return Collection(
        about=registries["about.yaml"],
        context=registries["context.yaml"],
        challenges={challenge.number: challenge for challenge in themes.challenges},
        themes={theme.id: theme for theme in themes.themes},
        guides={guide.theme: guide for guide in guides},
        audiences={audience.id: audience for audience in registries["audiences.yaml"].audiences},
        partners={partner.id: partner for partner in registries["partners.yaml"].partners},
        acronyms=registries["acronyms.yaml"].acronyms,
        concepts=registries["thesaurus.yaml"].concepts,
        intents=registries["intents.yaml"],
        topics=registries["uncovered.yaml"].topics,
        emergencies=registries["emergencies.yaml"],
        spelling=registries["spelling.yaml"],
        assessment=registries["assessment.yaml"],
        places=join_places(registries["places/areas.yaml"], tables),
        cards={card.id: card for card in sorted(cards, key=card_order)},
    )


def check_paths(paths: tuple[Path, ...]) -> tuple[list[Problem], int]:
    """Return the problems of data folders and single files, and how many files were read.

    By default they are those of Tambour's own data.
    """
    chosen = [path.resolve() for path in paths] or [DATA]
    problems: set[Problem] = set()
    for home in {_home(path) for path in chosen}:
        here = [path for path in chosen if _home(path) == home]
        collection, found = examine(home, _strangers(home, here))
        if collection and (home / LABELS).is_file():
            found += examine_labels(collection.themes, home / LABELS)[1]
        problems.update(
            problem for problem in found if any(problem.file.is_relative_to(path) for path in here)
        )
    return sorted(problems), sum(
        len(list(path.rglob("*.yaml"))) if path.is_dir() else 1 for path in chosen
    )


def remark_paths(paths: tuple[Path, ...]) -> list[Problem]:
    """Return what is strange in the cards of data folders and single files.

    None of it keeps them from being used.
    """
    chosen = [path.resolve() for path in paths] or [DATA]
    found: set[Problem] = set()
    for home in {_home(path) for path in chosen}:
        reader = _FileReader()
        cards = [
            *reader.data_files(home / "cards"),
            *_strangers(home, [path for path in chosen if _home(path) == home]),
        ]
        for path in cards:
            reader.one(path, Card)
        tables, _ = read_tables(home / "places")
        documents = [reader.documents[path] for path in cards if path in reader.documents]
        found.update(remarks(documents, tables.communes, tables.epcis))
    return sorted(each for each in found if any(each.file.is_relative_to(path) for path in chosen))


def _home(path: Path) -> Path:
    """Return the data folder that a file or folder belongs to.

    A file on its own is held against Tambour's data.
    """
    homes = (folder for folder in (path, *path.parents) if (folder / "themes.yaml").is_file())
    return next(homes, path if path.is_dir() else DATA)


def _strangers(home: Path, paths: list[Path]) -> list[Path]:
    """Return the files among `paths` that a data folder does not read by itself."""
    own = {home / name for name in (*_REGISTRIES, LABELS, *(f"places/{file}" for file in FILES))}
    own.update(*((home / part).rglob("*.yaml") for part in ("cards", "guides")))
    return sorted({path for path in paths if not path.is_dir()} - own)
