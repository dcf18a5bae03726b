"""What a few words change of what is followed: added, followed alone, taken away, left out; a table for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.conversation.following import MOST_PLACES, Named, adding, at, dropping, leaving_out, only
from bot.conversation.subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable

WATER = Subscription(themes=("eau",), place="80")
ADDING = [
    (WATER, Named(themes=("soins",)), {"themes": ("eau", "soins")}),
    (WATER, Named(places=("02",)), {"more_places": ("02",)}),
    (WATER, Named(places=("80",)), {}),
    (WATER, Named(kinds=("loan",)), {}),
    (replace(WATER, kinds=("grant",)), Named(kinds=("loan",)), {"kinds": ("grant", "loan")}),
    (replace(WATER, without_kinds=("loan",)), Named(kinds=("loan",)), {"without_kinds": ()}),
    (replace(WATER, without_themes=("soins",)), Named(themes=("soins",)), {"themes": ("eau", "soins"), "without_themes": ()}),
    (Subscription(without_themes=("soins",)), Named(themes=("soins",)), {"without_themes": ()}),
    (Subscription(without_words=("Piscine",)), Named(words=("piscine",)), {"without_words": ()}),
    (Subscription(without_words=("vieux",)), Named(audiences=("seniors",), people=("vieux",)),
     {"audiences": ("seniors",), "without_words": ()}),
]  # fmt: skip
ONLY = [
    (WATER, Named(places=("02", "59")), {"place": "02", "more_places": ("59",)}),
    (WATER, Named(themes=("soins",)), {"themes": ("soins",)}),
    (WATER, Named(kinds=("loan",)), {"kinds": ("loan",)}),
    (replace(WATER, without_kinds=("loan",)), Named(kinds=("loan",)), {"kinds": ("loan",), "without_kinds": ()}),
    (WATER, Named(), {}),
]
DROPPING = [
    (replace(WATER, themes=("eau", "soins")), Named(themes=("soins",)), {"themes": ("eau",)}),
    (WATER, Named(themes=("eau",)), {"themes": (), "without_themes": ("eau",)}),
    (WATER, Named(themes=("soins",)), {"without_themes": ("soins",)}),
    (WATER, Named(places=("80",)), {"place": ""}),
    (replace(WATER, more_places=("02",)), Named(places=("80",)), {"place": "02", "more_places": ()}),
    (WATER, Named(kinds=("loan",)), {"without_kinds": ("loan",)}),
    (replace(WATER, kinds=("grant", "loan")), Named(kinds=("loan",)), {"kinds": ("grant",)}),
    (replace(WATER, words=("Piscine",)), Named(words=("piscine",)), {"words": ()}),
    (WATER, Named(words=("piscine",)), {"without_words": ("piscine",)}),
    (replace(WATER, audiences=("seniors",)), Named(audiences=("seniors",), people=("vieux",)), {"audiences": ()}),
    (WATER, Named(audiences=("seniors",), people=("vieux",)), {"without_words": ("vieux",)}),
]
LEAVING_OUT = [
    (replace(WATER, themes=("eau", "soins")), Named(themes=("soins",)), {"themes": ("eau",), "without_themes": ("soins",)}),
    (replace(WATER, kinds=("grant", "loan")), Named(kinds=("loan",)), {"kinds": ("grant",), "without_kinds": ("loan",)}),
    (WATER, Named(themes=("soins",), words=("piscine",)), {"without_themes": ("soins",), "without_words": ("piscine",)}),
]
CASES = [
    *((adding, *case) for case in ADDING),
    *((only, *case) for case in ONLY),
    *((dropping, *case) for case in DROPPING),
    *((leaving_out, *case) for case in LEAVING_OUT),
]


@pytest.mark.parametrize(("change", "before", "named", "changed"), CASES)
def test_a_change_does_what_its_word_says(
    change: Callable[[Subscription, Named], Subscription], before: Subscription, named: Named, changed: dict[str, Any]
) -> None:
    assert change(before, named) == replace(before, **changed)


@pytest.mark.parametrize(("before", "named"), [case[:2] for case in LEAVING_OUT])
def test_what_is_left_out_twice_is_left_out_once(before: Subscription, named: Named) -> None:
    after = leaving_out(before, named)
    assert leaving_out(after, named) == after


def test_places_are_followed_each_once_and_not_without_end() -> None:
    places = at(WATER, ("02", "02", *map(str, range(30)))).places
    assert (places[:2], len(places)) == (("02", "0"), MOST_PLACES)
    assert at(WATER, ()).places == ()
