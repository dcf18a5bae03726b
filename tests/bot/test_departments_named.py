"""Départements are named to people, and no code stands for one on a screen or in a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.channels.plain import plain
from bot.conversation.core import respond
from bot.conversation.events import Pressed
from bot.conversation.exports import address_book
from bot.conversation.session import Session
from bot.conversation.spreadsheet import spreadsheet

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# But for what a curator wrote whole: « l’Oise (60) ».
_CODE = re.compile(
    r"(?<!Aisne )(?<!Nord )(?<!Oise )(?<!Calais )(?<!Somme )\((?:02|59|60|62|80)(?:, \d\d)*\)"
)


def _text(world: World, *presses: str) -> str:
    session = Session()
    replies: tuple[Reply, ...] = ()
    for data in presses:
        session, replies = respond(world, session, Pressed(data), _NOW)
    return "\n".join(plain(reply.text) for reply in replies)


@pytest.mark.parametrize("screen", ["card", "contacts", "helpers", "share"])
def test_no_screen_of_a_card_prints_the_code_of_a_departement(world: World, screen: str) -> None:
    for card in world.collection.cards:
        assert not _CODE.search(_text(world, f"{screen}:{card}")), card


def test_no_screen_of_a_partner_prints_one(world: World) -> None:
    for partner in world.collection.partners:
        assert not _CODE.search(_text(world, f"partner:{partner}")), partner


def test_the_one_who_serves_a_departement_alone_is_told_by_its_name(world: World) -> None:
    assert "UDCCAS (Aisne)" in _text(world, "helpers:1")


def test_neither_vcards_nor_tables_print_one(world: World) -> None:
    cards = list(world.collection.cards.values())
    unfolded = address_book(cards, world.collection).decode().replace("\r\n ", "")
    notes = [line for line in unfolded.splitlines() if line.startswith("NOTE:")]
    assert any("Départements : " in note for note in notes)
    assert not any(re.search(r"Départements : \d", note) for note in notes)
    table = spreadsheet(cards, world.collection).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    told = {row[column] for row in rows for column in ("Départements", "Départements du contact")}
    assert "Aisne" in told
    assert not any(code in cell for cell in told for code in world.collection.places.departments)
