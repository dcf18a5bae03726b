"""Live aids are found for a need, a card or a subscription, each with its reason.

They are found where they apply and while they are open.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.live_aids.model import LiveAid, Record
from knowledge.live_aids.territory import concerned_codes
from matching.aid_index import index_aids
from matching.following import Excluded
from matching.known_aids import live_aids
from matching.live_aids import LiveAids, cards_for
from matching.need import Need
from matching.verdict import Outcome
from tests.bot.open_aids import open_aids

if TYPE_CHECKING:
    from bot.conversation.world import World
    from matching.live_aids import FoundAids

TODAY = date(2026, 11, 23)
SCHOOL, YOUTH, SENIORS, SPORT, LEAKS = (
    "at-900001",
    "at-900002",
    "at-900003",
    "at-900004",
    "at-900005",
)
COUNSEL, HEART, HEALTH, BOOKS, CANTEEN = (
    "at-900006",
    "at-900007",
    "at-900008",
    "at-900009",
    "cur-cantine",
)
VERVINS, LILLE, PERONNE = "02789", "59350", "80620"


def _ids(found: FoundAids) -> list[str]:
    return [match.id for match in found.matches]


@pytest.mark.parametrize(
    ("text", "place", "ids", "outcome"),
    [
        ("la rénovation énergétique de l’école", "", [SCHOOL], "found"),
        ("un city-stade", "", [SPORT], "found"),
        ("les seniors", VERVINS, [SENIORS], "found"),
        ("isolation", "", [SCHOOL], "unsure"),
        ("fuites d'eau", "", [LEAKS], "found"),
        ("fuites d'eau", PERONNE, [LEAKS], "found"),
        ("fuites d'eau", VERVINS, [], "nothing"),
        ("fuites d'eau dans la Somme", VERVINS, [LEAKS], "found"),
        ("une maison de santé", LILLE, [HEALTH], "found"),
        ("des défibrillateurs", VERVINS, [HEART], "found"),
        ("l'éclairage public", "", [], "nothing"),
        ("une fusée lunaire", "", [], "nothing"),
        ("les bibliothèques numériques", "", [], "nothing"),
        ("dans l'Aisne", PERONNE, [SCHOOL, SENIORS, SPORT, YOUTH, COUNSEL, HEART], "found"),
        ("", PERONNE, [SCHOOL, LEAKS, SENIORS, SPORT, COUNSEL, HEART], "found"),
    ],
)
def test_a_need_finds_the_open_aids_of_its_place(
    aided_world: World, text: str, place: str, ids: list[str], outcome: str
) -> None:
    found = aided_world.live.search(aided_world.matcher.parser.parse(text), place, TODAY)
    assert (_ids(found)[: len(ids) or None], found.outcome) == (ids, outcome)


def test_none_here_is_told_from_none_at_all(aided_world: World) -> None:
    parse = aided_world.matcher.parser.parse
    assert aided_world.live.search(parse("fuites d'eau"), VERVINS, TODAY).elsewhere == 1
    assert aided_world.live.search(parse("une fusée lunaire"), VERVINS, TODAY).elsewhere == 0


@pytest.mark.parametrize(
    ("closed", "today", "found"),
    [
        (None, TODAY, True),
        (None, date(2026, 12, 15), True),
        (None, date(2026, 12, 16), False),
        (TODAY, TODAY, False),
    ],
)
def test_an_aid_is_found_until_its_last_day_and_not_once_closed(
    world: World, closed: date | None, today: date, found: bool
) -> None:
    records = {SCHOOL: Record(open_aids()[SCHOOL].aid, 1, date(2026, 10, 1), closed=closed)}
    live = live_aids(records, index_aids(records, world.matcher), world.matcher, None)
    assert bool(live.search(world.matcher.parser.parse("école"), "", today).matches) is found


@pytest.mark.parametrize(
    ("card", "place", "ids"),
    [
        ("45", "", [YOUTH]),
        ("45", PERONNE, []),
        ("60", "", [CANTEEN]),
        ("59", "", [SCHOOL]),
        ("N", "", []),
    ],
)
def test_a_card_finds_the_aids_that_go_with_it(
    aided_world: World, card: str, place: str, ids: list[str]
) -> None:
    found = aided_world.live.for_card(aided_world.collection.cards[card], place, TODAY)
    assert _ids(found) == ids
    assert all(match.reasons for match in found.matches)
    assert bool(found.elsewhere) is (card == "45" and bool(place))


@pytest.mark.parametrize(
    ("themes", "audiences", "words", "place", "kinds", "ids"),
    [
        (["eau"], [], [], "", [], [LEAKS]),
        (["eau", "culture-loisirs"], [], [], "", [], [LEAKS, SPORT]),
        ([], ["seniors"], [], "", [], [SENIORS]),
        ([], [], ["city-stade"], "", [], [SPORT]),
        ([], [], ["city-stade rouge"], "", [], []),
        (["eau"], [], ["city-stade"], VERVINS, [], [SPORT]),
        ([], [], [], "", ["engineering"], [COUNSEL]),
        ([], [], [], "", ["loan"], [LEAKS]),
        ([], [], [], PERONNE, ["other"], []),
    ],
)
def test_a_subscription_follows_any_of_its_themes_audiences_and_words_at_its_place(
    aided_world: World,
    themes: list[str],
    audiences: list[str],
    words: list[str],
    place: str,
    kinds: list[str],
    ids: list[str],
) -> None:
    found = aided_world.live.following(themes, audiences, words, place, kinds, TODAY)
    assert _ids(found) == ids


EXCLUDED = [
    (Excluded(themes=("eau",)), {LEAKS}),
    (Excluded(kinds=("loan",)), set()),
    (Excluded(words=("city-stade",)), {SPORT}),
    (Excluded(themes=("disparu",), words=("zzz",)), set()),
]


@pytest.mark.parametrize(("excluded", "gone"), EXCLUDED)
def test_what_is_excluded_is_left_out(
    aided_world: World, excluded: Excluded, gone: set[str]
) -> None:
    live = aided_world.live
    every = {each.id for each in live.concerning((), (), (), (), (), Excluded(), TODAY)}
    kept = {each.id for each in live.concerning((), (), (), (), (), excluded, TODAY)}
    assert gone <= every - kept
    assert gone or kept <= every
    found = live.following((), (), (), "", (), TODAY, excluded=excluded)
    assert found.count == len(kept)


def test_several_places_are_each_followed(aided_world: World) -> None:
    live = aided_world.live
    of = [set(_ids(live.following((), (), (), place, (), TODAY))) for place in (VERVINS, PERONNE)]
    both = live.following((), (), (), VERVINS, (), TODAY, more_places=(PERONNE,))
    assert set(_ids(both)) == of[0] | of[1]


def test_a_theme_that_left_the_collection_is_passed_over(aided_world: World) -> None:
    found = aided_world.live.following(["disparu", "eau"], ["disparu"], (), "", (), TODAY)
    assert _ids(found) == [LEAKS]


def test_what_was_told_since_a_day_leaves_out_what_was_silently_there(aided_world: World) -> None:
    found = aided_world.live.following((), (), (), "", (), TODAY, since=date(2026, 11, 19))
    assert set(_ids(found)) == {SPORT, CANTEEN}


def test_each_aid_names_the_practices_that_did_it(world: World) -> None:
    records = open_aids()
    assert cards_for(records[YOUTH].aid, world.matcher, 3)[0] == "45"
    assert "60" in cards_for(records[CANTEEN].aid, world.matcher, 3)
    assert cards_for(records[HEART].aid, world.matcher, 3) == ()


VAGUE = [
    "Dotation de solidarité rurale",
    "Appel à projets ruralité",
    "Fonds de soutien aux communes",
    "Fonds vert",
    "Accompagner les territoires",
]


@pytest.mark.parametrize("name", VAGUE)
def test_an_aid_that_tells_nothing_of_what_is_done_names_no_practice(
    world: World, name: str
) -> None:
    aid = replace(open_aids()[YOUTH].aid, name=name, themes=("financements",))
    assert cards_for(aid, world.matcher, 3) == ()


def test_no_aid_known_finds_nothing(world: World) -> None:
    live = LiveAids()
    assert live.search(Need("eau"), "", TODAY).outcome is Outcome.NOTHING
    assert live.for_card(world.collection.cards["45"], "", TODAY).outcome is Outcome.NOTHING
    assert live.following((), (), (), "", (), TODAY).outcome is Outcome.NOTHING


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    frozenset(),
                    frozenset({"02"}),
                    frozenset({"80"}),
                    frozenset({VERVINS}),
                    frozenset({"200071983"}),
                ]
            ),
            st.one_of(st.none(), st.integers(-3, 3)),
            st.booleans(),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["", "02", "80", VERVINS, PERONNE, "Thiérache", "inconnu"]),
)
def test_a_list_holds_exactly_what_is_open_and_applies(
    world: World, drawn: list[tuple[frozenset[str], int | None, bool]], place: str
) -> None:
    aids = {
        str(i): LiveAid(
            str(i),
            "s",
            "Aide",
            places=places,
            deadline=None if days is None else TODAY + timedelta(days=days),
        )
        for i, (places, days, _) in enumerate(drawn)
    }
    records = {
        i: Record(aid, 1, TODAY, closed=TODAY if drawn[int(i)][2] else None)
        for i, aid in aids.items()
    }
    live = live_aids(records, index_aids(records, world.matcher), world.matcher, None)
    codes = concerned_codes(place, world.collection.places)
    expected = {
        i
        for i, record in records.items()
        if record.is_open(TODAY)
        and (not record.aid.places or not place or record.aid.places & codes)
    }
    assert set(_ids(live.search(Need(""), place, TODAY))) == expected
