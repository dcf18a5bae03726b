"""Deep links hold in 64 letters, and mean when read what they were written for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.channels.telegram import links
from bot.conversation.events import Commanded, Event, Pressed

if TYPE_CHECKING:
    from bot.conversation.world import World


def _read(start: str) -> Event:
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start)
    return links.read_start(start)


def test_every_card_and_theme_has_a_link(world: World) -> None:
    for card in world.collection.cards:
        assert _read(links.to_card(card)) == Commanded("fiche", card)
    for theme in world.collection.themes:
        assert _read(links.to_theme(theme)) == Pressed(f"theme:{theme}")


def test_a_need_and_a_folder_have_one_where_they_hold() -> None:
    assert _read(links.to_need("Qui finance une épicerie ?")) == Pressed(
        "need:qui finance une epicerie"
    )
    assert links.to_need("mot " * 20) == ""
    assert links.to_need("😀") == ""
    assert _read(links.to_folder(("45", "12", "A"))) == Pressed("list:45,12,A")
    read = _read(links.to_folder(tuple(str(number) for number in range(1, 64))))
    assert isinstance(read, Pressed)
    assert read.data.startswith("list:1,2,3,")
    assert len(read.data) <= 64


def test_a_link_opens_the_bot() -> None:
    assert links.link("tambour_bot", "card_45") == "https://t.me/tambour_bot?start=card_45"
