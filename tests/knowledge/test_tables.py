"""The collection as a SQLite file: everything is in it once, and no other file is replaced."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from bot.commands.curation import export
from knowledge.doubts import doubts
from knowledge.loading import load_collection
from knowledge.tables import is_ours, write_tables
from tests.knowledge.conftest import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.collection import Collection


@pytest.fixture(scope="module")
def small() -> Collection:
    return load_collection(SMALL)


@pytest.fixture
def of_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMBOUR_COLLECTION", str(SMALL))


def test_every_record_is_a_row(small: Collection, tmp_path: Path) -> None:
    cards = small.cards.values()
    assert write_tables(small, tmp_path / "recueil.db") == {
        "themes": len(small.themes),
        "cards": len(cards),
        "contacts": sum(len(card.contacts) for card in cards),
        "partners": len(small.partners),
        "card_partners": sum(len(card.partners) for card in cards),
        "links": sum(len(card.links) + len(card.videos) for card in cards),
        "needs": sum(len(card.needs) for card in cards),
        "doubts": len(list(doubts(cards))),
    }


def test_cards_are_found_by_words_without_accents(small: Collection, tmp_path: Path) -> None:
    write_tables(small, tmp_path / "recueil.db")
    with closing(sqlite3.connect(tmp_path / "recueil.db")) as connection:
        found = {row["id"] for row in Database(connection).table("cards").search("marche navette")}
    assert "1" in found


def test_every_to_check_of_a_card_is_a_doubt(collection: Collection) -> None:
    written = sum(
        card.model_dump_json().count('"to_check":"') + len(card.to_check)
        for card in collection.cards.values()
    )
    assert len(list(doubts(collection.cards.values()))) == written


def test_a_collection_without_contacts_has_the_same_tables(
    small: Collection, tmp_path: Path
) -> None:
    bare = {
        name: card.model_copy(update={"contacts": (), "links": (), "needs": ()})
        for name, card in small.cards.items()
    }
    counts = write_tables(replace(small, cards=bare), tmp_path / "recueil.db")
    assert (counts["contacts"], counts["links"], counts["needs"]) == (0, 0, 0)
    assert is_ours(tmp_path / "recueil.db")


@pytest.mark.usefixtures("of_small")
def test_an_export_takes_the_place_of_the_last_one_only(tmp_path: Path) -> None:
    first, other = tmp_path / "recueil.db", tmp_path / "tambour.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("create table sessions (chat text)")
    before = other.read_bytes()
    assert [
        CliRunner().invoke(export, [str(path)]).exit_code for path in (first, first, other)
    ] == [0, 0, 1]
    assert other.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [first, other]


@pytest.mark.usefixtures("of_small")
def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(export, [str(tmp_path / "absent" / "recueil.db")])
    assert done.exit_code == 1
    assert "ne peut pas être écrit" in done.output
