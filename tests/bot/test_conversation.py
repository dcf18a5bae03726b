"""The conversation: every door opens, and every reply holds on the strictest channel."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation import buttons
from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import LONGEST_DATA, WIDEST_ROW
from bot.conversation.session import Session
from bot.conversation.texts import first_sentence, number, typeset

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _reply(world: World, event: Event) -> Reply:
    return respond(world, Session(), event, NOW)[1][0]


@pytest.mark.parametrize(
    ("event", "begins"),
    [
        (Commanded("start"), "<b>Bonjour"),
        (Said("bonjour"), "<b>Bonjour"),
        (Said("aide"), "<b>Comment faire"),
        (Said("thèmes"), "<b>Les thèmes"),
        (Said("fiche 45"), "<b>Fiche 45"),
        (Said("aide S"), "<b>Fiche S"),
        (Said("fiche 99"), "Il n’y a pas de fiche"),
        (Pressed("theme:mobilite"), "<b>Lever les freins à la mobilité"),
        (Pressed("theme:disparu"), "<b>Les thèmes"),
        (Pressed("list:45,46"), "<b>1. Avoir une offre"),
        (Pressed("list:0"), "Ces fiches ne sont plus"),
        (Pressed("card:99"), "Il n’y a pas de fiche"),
        (Pressed("inconnu"), "<b>Comment faire"),
        (Said("vidéosurveillance"), "Je n’ai rien trouvé"),
    ],
)
def test_every_door_opens_on_its_screen(world: World, event: Event, begins: str) -> None:
    assert _reply(world, event).text.startswith(begins)


def test_every_card_and_theme_can_be_shown(world: World) -> None:
    doors = [f"card:{card}" for card in world.collection.cards] + [
        f"theme:{theme}" for theme in world.collection.themes
    ]
    for door in doors:
        reply = _reply(world, Pressed(door))
        assert "None" not in reply.text
        for row in reply.rows:
            assert len(row) <= WIDEST_ROW
            assert all(1 <= len(button.data.encode()) <= LONGEST_DATA for button in row)


def test_what_a_person_typed_is_escaped(world: World) -> None:
    assert "<script>" not in _reply(world, Said("<script>alert(1)</script>")).text


def test_a_doubtful_fact_is_shown_to_check(world: World) -> None:
    assert "à vérifier" in _reply(world, Pressed("card:1")).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Qui ? Vous !", "Qui\u202f? Vous\u202f!"),
        ("« bus »", "«\u202fbus\u202f»"),
        ("l'école", "l’école"),
        ("France Rénov'", "France Rénov’"),
        ('<a href="http://x.fr/a ?b">x</a>', '<a href="http://x.fr/a ?b">x</a>'),
        ("54 283 habitants", "54\u202f283 habitants"),
    ],
)
def test_french_typography_is_kept_out_of_tags(text: str, shown: str) -> None:
    assert typeset(text) == shown


def test_the_labels_of_buttons_are_typeset() -> None:
    assert buttons.press("theme", "Thème : l'eau", "eau").label == "Thème\u202f: l’eau"


@pytest.mark.parametrize(
    ("value", "written"), [(54283, "54\u202f283"), (15.4, "15,4"), (10, "10"), (10.0, "10")]
)
def test_numbers_are_written_the_french_way(value: float, written: str) -> None:
    assert number(value) == written


def test_a_long_first_sentence_is_cut_between_words() -> None:
    assert first_sentence("mot " * 60, 20) == "mot mot mot mot…"
