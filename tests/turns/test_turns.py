"""What is held of the turns that measure does not fall under what was measured."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.channels.plain import plain, to_event
from bot.conversation.core import respond
from bot.conversation.session import Session
from tests.turns.holding import Played, holds, turns

if TYPE_CHECKING:
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _reply(world: World, turn: Played) -> str:
    session, text = Session(), ""
    for said in (*turn.said, turn.then):
        session, replies = respond(world, session, to_event(said, []), NOW)
        text = "\n".join(plain(reply.text) for reply in replies)
    return text


@pytest.mark.parametrize(("name", "floor"), [("a", 0.84), ("b", 0.86), ("functions", 0.70)])
def test_no_fewer_turns_are_held_than_were_measured(world: World, name: str, floor: float) -> None:
    every = turns(name)
    assert sum(holds(turn, _reply(world, turn)) for turn in every) / len(every) >= floor


@pytest.mark.parametrize(
    ("turn", "reply", "held"),
    [
        (Played("fact", (), "combien", want=("12 ans",)), "Depuis 12 ans.", True),
        # One's own words.
        (Played("fact", (), "douze, 12 ans ?", want=("12 ans",)), "Rien pour « 12 ans ».", False),
        (Played("social", (), "merci", lists_none=True), "1. Un bus (fiche 45)", False),
        (
            Played("new", (), "bus", first=("45",)),
            "1. Un bus (fiche 45)\n2. Un car (fiche 2)",
            True,
        ),
        (Played("absent", (), "le prix", absent=True), "La fiche ne le dit pas.", True),
        (Played("absent", (), "le prix", absent=True), "Je n’ai pas compris « le prix ».", False),
    ],
)
def test_a_reply_holds_what_its_turn_asks(turn: Played, reply: str, held: bool) -> None:
    assert holds(turn, reply) is held
