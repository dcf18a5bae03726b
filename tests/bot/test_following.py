"""What a few words change of what is followed: added, followed alone, taken away, left out.

There is a table for each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.conversation.following import MOST_PLACES, Topics, adding, at, dropping, leaving_out, only
from bot.conversation.subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable

WATER = Subscription(themes=("eau",), place="80")
ADDING = [
    (WATER, Topics(themes=("soins",)), {"themes": ("eau", "soins")}),
    (WATER, Topics(places=("02",)), {"more_places": ("02",)}),
    (WATER, Topics(places=("80",)), {}),
    (WATER, Topics(kinds=("loan",)), {}),
    (replace(WATER, kinds=("grant",)), Topics(kinds=("loan",)), {"kinds": ("grant", "loan")}),
    (replace(WATER, without_kinds=("loan",)), Topics(kinds=("loan",)), {"without_kinds": ()}),
    (replace(WATER, without_themes=("soins",)), Topics(themes=("soins",)),
     {"themes": ("eau", "soins"), "without_themes": ()}),
    (Subscription(without_themes=("soins",)), Topics(themes=("soins",)), {"without_themes": ()}),
    (Subscription(without_words=("Piscine",)), Topics(words=("piscine",)), {"without_words": ()}),
    (Subscription(without_words=("vieux",)), Topics(audiences=("seniors",), people=("vieux",)),
     {"audiences": ("seniors",), "without_words": ()}),
]  # fmt: skip
ONLY = [
    (WATER, Topics(places=("02", "59")), {"place": "02", "more_places": ("59",)}),
    (WATER, Topics(themes=("soins",)), {"themes": ("soins",)}),
    (WATER, Topics(kinds=("loan",)), {"kinds": ("loan",)}),
    (
        replace(WATER, without_kinds=("loan",)),
        Topics(kinds=("loan",)),
        {"kinds": ("loan",), "without_kinds": ()},
    ),
    (WATER, Topics(), {}),
]
DROPPING = [
    (replace(WATER, themes=("eau", "soins")), Topics(themes=("soins",)), {"themes": ("eau",)}),
    (WATER, Topics(themes=("eau",)), {"themes": (), "without_themes": ("eau",)}),
    (WATER, Topics(themes=("soins",)), {"without_themes": ("soins",)}),
    (WATER, Topics(places=("80",)), {"place": ""}),
    (
        replace(WATER, more_places=("02",)),
        Topics(places=("80",)),
        {"place": "02", "more_places": ()},
    ),
    (WATER, Topics(kinds=("loan",)), {"without_kinds": ("loan",)}),
    (replace(WATER, kinds=("grant", "loan")), Topics(kinds=("loan",)), {"kinds": ("grant",)}),
    (replace(WATER, words=("Piscine",)), Topics(words=("piscine",)), {"words": ()}),
    (WATER, Topics(words=("piscine",)), {"without_words": ("piscine",)}),
    (
        replace(WATER, audiences=("seniors",)),
        Topics(audiences=("seniors",), people=("vieux",)),
        {"audiences": ()},
    ),
    (WATER, Topics(audiences=("seniors",), people=("vieux",)), {"without_words": ("vieux",)}),
]
LEAVING_OUT = [
    (
        replace(WATER, themes=("eau", "soins")),
        Topics(themes=("soins",)),
        {"themes": ("eau",), "without_themes": ("soins",)},
    ),
    (
        replace(WATER, kinds=("grant", "loan")),
        Topics(kinds=("loan",)),
        {"kinds": ("grant",), "without_kinds": ("loan",)},
    ),
    (
        WATER,
        Topics(themes=("soins",), words=("piscine",)),
        {"without_themes": ("soins",), "without_words": ("piscine",)},
    ),
]
CASES = [
    *((adding, *case) for case in ADDING),
    *((only, *case) for case in ONLY),
    *((dropping, *case) for case in DROPPING),
    *((leaving_out, *case) for case in LEAVING_OUT),
]


@pytest.mark.parametrize(("change", "before", "named", "changed"), CASES)
def test_a_change_does_what_its_word_says(
    change: Callable[[Subscription, Topics], Subscription],
    before: Subscription,
    named: Topics,
    changed: dict[str, Any],
) -> None:
    assert change(before, named) == replace(before, **changed)


@pytest.mark.parametrize(("before", "named"), [case[:2] for case in LEAVING_OUT])
def test_what_is_left_out_twice_is_left_out_once(before: Subscription, named: Topics) -> None:
    after = leaving_out(before, named)
    assert leaving_out(after, named) == after


def test_places_are_followed_each_once_and_not_without_end() -> None:
    places = at(WATER, ("02", "02", *map(str, range(30)))).places
    assert (places[:2], len(places)) == (("02", "0"), MOST_PLACES)
    assert at(WATER, ()).places == ()
