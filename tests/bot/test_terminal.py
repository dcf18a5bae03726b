"""The terminal: plain text, numbers that press, words that leave."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import Button
from bot.terminal import converse, plain, to_event

if TYPE_CHECKING:
    from bot.conversation.world import World

OFFERED = [Button("Ouvrir", "card:45"), Button("Site", url="https://exemple.fr")]


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
    converse(world, [leaving, "mobilité jeunes"], out, None, lambda _: None)
    assert out.getvalue() == ""


def test_a_need_that_finds_nothing_is_kept(world: World) -> None:
    kept: list[str] = []
    converse(world, ["vidéosurveillance", "mobilité jeunes", "thèmes"], io.StringIO(), None, kept.append)
    assert kept == ["vidéosurveillance"]
