"""The collection as tables of a SQLite file, to explore it with other tools.

It is made anew each time, and never read back.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from knowledge.doubts import doubts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from knowledge.collection import Collection
    from knowledge.model import Card

    Row = dict[str, Any]

_SHOWN = ("emails", "phones", "urls", "departments", "to_check")
_TABLES: dict[str, tuple[str, ...]] = {
    "themes": ("id", "title", "challenge"),
    "cards": (
        "id",
        "kind",
        "title",
        "challenge",
        "theme",
        "place",
        "departments",
        "population",
        "poverty_rate",
        "summary",
        "steps",
        "key_figures",
        "audiences",
        "keywords",
        "source_page",
    ),
    "contacts": ("card", "name", "role", "organisation", *_SHOWN),
    "partners": ("id", "name", "full_name", "roles", "what", "links"),
    "card_partners": ("card", "partner", "roles", "detail", "person", *_SHOWN),
    "links": ("card", "title", "url", "email", "duration", "is_video", "to_check"),
    "needs": ("card", "need"),
    "doubts": ("card", "about", "name", "reason"),
}
_NUMBERS = {"population": int, "poverty_rate": float, "source_page": int, "is_video": int}
_REFERENCES = {"card": "cards", "theme": "themes", "partner": "partners"}
_SEARCHED = {
    "cards": ("title", "summary", "keywords"),
    "contacts": ("name", "role", "organisation"),
    "needs": ("need",),
}


def is_ours(path: Path) -> bool:
    """Tell whether a file is such a file, that another may take the place of."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return set(Database(connection).table_names()) >= _TABLES.keys()
    except sqlite3.Error:
        return False


def write_tables(collection: Collection, path: Path) -> dict[str, int]:
    """Write the tables of a collection, whole or not at all.

    It returns their numbers of rows. OSError or sqlite3.Error is raised where they can't be
    written.
    """
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft)) as connection:
            counts = _fill(Database(connection), collection)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return counts


def _fill(database: Database, collection: Collection) -> dict[str, int]:
    rows = _rows(collection)
    for name, columns in _TABLES.items():
        table = database.table(name)
        table.create(
            {column: _NUMBERS.get(column, str) for column in columns},
            pk="id" if "id" in columns else None,
            foreign_keys=[
                (column, _REFERENCES[column], "id") for column in columns if column in _REFERENCES
            ],
        )
        table.insert_all(rows[name])
    for name, columns in _SEARCHED.items():
        database.table(name).enable_fts(columns, tokenize="unicode61 remove_diacritics 2")
    return {name: database.table(name).count for name in _TABLES}


def _rows(collection: Collection) -> dict[str, Iterator[Row]]:
    """Return the rows of each table."""
    cards = collection.cards.values()
    challenges = collection.challenges
    themes = collection.themes.values()
    partners = collection.partners.values()
    return {
        "themes": (
            {"id": each.id, "title": each.title, "challenge": challenges[each.challenge].title}
            for each in themes
        ),
        "cards": (_card(each, collection) for each in cards),
        "contacts": _of_cards(cards, "contacts"),
        "partners": (_flat(each.model_dump(include=set(_TABLES["partners"]))) for each in partners),
        "card_partners": (
            {"partner": row.pop("id"), **row} for row in _of_cards(cards, "partners")
        ),
        "links": (
            {**row, "is_video": int(field == "videos")}
            for field in ("links", "videos")
            for row in _of_cards(cards, field)
        ),
        "needs": ({"card": card.id, "need": need} for card in cards for need in card.needs),
        "doubts": map(asdict, doubts(cards)),
    }


def _card(card: Card, collection: Collection) -> Row:
    """Return the row of a card: its own fields, and where it was done."""
    own = card.model_dump(include=set(_TABLES["cards"]) - {"place"})
    place = (
        {name: getattr(card.place, name) for name in ("departments", "population", "poverty_rate")}
        if card.place
        else {}
    )
    own |= {
        "challenge": collection.challenge_of(card).title,
        "place": card.place.name if card.place else None,
        **place,
    }
    own["audiences"] = [collection.audiences[each].name for each in card.audiences]
    return _flat(own)


def _of_cards(cards: Iterable[Card], field: str) -> Iterator[Row]:
    """Yield the rows of what cards list in a field, each with the id of its card."""
    for card in cards:
        for each in getattr(card, field):
            yield {"card": card.id, **_flat(each.model_dump())}


def _flat(record: Row) -> Row:
    """Return a record whose lists are written on lines of one text."""
    return {
        name: "\n".join(value) if isinstance(value, (list, tuple)) else value
        for name, value in record.items()
    }
