"""The terminal: plain text, numbers that press, words that leave."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.channels.keeper import Keeper
from bot.channels.plain import plain, to_event
from bot.channels.terminal import converse, save
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import Attachment, Button
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World

OFFERED = [Button("Ouvrir", "card:45"), Button("Site", url="https://exemple.fr")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "tambour.db")) as store:
        yield store


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>Fiche</b> &amp; co", "Fiche & co"),
        ('<a href="https://exemple.fr/x">le site</a>', "le site (https://exemple.fr/x)"),
        ('<a href="https://exemple.fr">exemple.fr</a>', "exemple.fr"),
        ("a &lt; b", "a < b"),
    ],
)
def test_tags_become_plain_text(html: str, text: str) -> None:
    assert plain(html) == text


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("1", Pressed("card:45")),
        ("2", Said("2")),
        ("3", Said("3")),
        ("/Thèmes", Commanded("themes")),
        ("/fiche 45 ", Commanded("fiche", "45")),
        (" mobilité ", Said("mobilité")),
    ],
)
def test_a_typed_line_is_a_press_a_command_or_words(line: str, event: Event) -> None:
    assert to_event(line, OFFERED) == event


@pytest.mark.parametrize("leaving", ["quitter", "Quitter", " q "])
def test_a_word_that_leaves_ends_the_conversation(world: World, leaving: str) -> None:
    out = io.StringIO()
    converse(Keeper(world, None), [leaving, "mobilité jeunes"], out, None)
    assert out.getvalue() == ""


def test_a_need_that_finds_nothing_is_kept(world: World, store: Store) -> None:
    converse(
        Keeper(world, store),
        ["vidéosurveillance", "mobilité jeunes", "thèmes"],
        io.StringIO(),
        None,
    )
    assert [each.need for each in store.unmatched()] == ["vidéosurveillance"]


def test_what_goes_wrong_is_said_apart_and_answers_go_on(
    world: World, tmp_path: Path, notices: list[str]
) -> None:
    out = io.StringIO()
    converse(Keeper(world, Store(tmp_path)), ["mobilité jeunes", "la 1"], out, None)
    assert "Fiche 45" in out.getvalue()
    assert len(notices) == 1


def test_a_file_is_saved_here_and_takes_no_other_s_place(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    converse(Keeper(world, None), ["mes données", "mes données"], out, None)
    assert {file.name for file in tmp_path.iterdir()} == {"mes-donnees.json", "mes-donnees-2.json"}
    assert "mes-donnees-2.json" in out.getvalue()


def test_a_picture_is_saved_as_well_and_never_elsewhere(tmp_path: Path) -> None:
    assert "bilan.png (Votre bilan)" in save(
        Attachment("../bilan.png", b"png", "Votre bilan"), tmp_path
    )
    assert (tmp_path / "bilan.png").read_bytes() == b"png"


def test_a_folder_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    assert "n’a pas pu être enregistré" in save(Attachment("a.html", b"", ""), tmp_path / "missing")
