"""What a person is told: why, once, five aids at most."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.subscription import Subscription
from bot.digest.choose import choose
from bot.digest.content import Digest, Item, Past, digest_from_json
from bot.digest.tellable import Tellable, TraitReader
from knowledge.live_aids.model import AidKind, Record
from tests.bot.digest.parts import MONDAY, a_record, someone

if TYPE_CHECKING:
    from bot.conversation.world import World

PLACE = "02691"  # Saint-Quentin
SOON = MONDAY + timedelta(days=6)


def chosen(
    world: World,
    subscription: Subscription,
    *records: Record,
    told: frozenset[str] = frozenset(),
    today: date = MONDAY,
) -> Digest | None:
    tellable = Tellable(records, TraitReader(), world.matcher, today)
    return choose(subscription, Past(told=told), tellable, world.collection)


CONCERNS = [  # what is followed, what the aid is, the reasons; None where it does not concern
    ({}, {}, ()),
    ({"themes": ("mobilite",)}, {"themes": ("mobilite",)}, ("theme:mobilite",)),
    ({"themes": ("mobilite",)}, {"themes": ("logement",)}, None),
    (
        {"audiences": ("seniors",)},
        {"what": "Pour les personnes âgées isolées."},
        ("audience:seniors",),
    ),
    ({"audiences": ("seniors",)}, {"what": "Pour les voiries."}, None),
    ({"words": ("écoles",)}, {"name": "Rénover l’école du village"}, ("word:écoles",)),
    ({"words": ("toit de l’école",)}, {"name": "Rénover l’école du village"}, None),
    (
        {"themes": ("mobilite",), "words": ("vélo",)},
        {"name": "Un vélo pour tous", "themes": ("mobilite",)},
        ("theme:mobilite", "word:vélo"),
    ),
    ({"kinds": ("loan",)}, {"kinds": (AidKind.GRANT,)}, None),
    ({"kinds": ("loan",)}, {"kinds": (AidKind.GRANT, AidKind.LOAN)}, ()),
    ({"kinds": ("other",)}, {}, ()),
    ({"place": PLACE}, {}, ()),
    ({"place": PLACE}, {"places": frozenset((PLACE,))}, ()),
    ({"place": PLACE}, {"places": frozenset(("02",))}, ()),
    ({"place": PLACE}, {"places": frozenset(("59",))}, None),
    ({"place": "59"}, {"places": frozenset(("59350",))}, ()),
    ({}, {"places": frozenset(("59",))}, ()),
    ({}, {"version": 2, "silent": True, "reopened": MONDAY}, ()),
    ({}, {"silent": True}, None),
    ({}, {"deadline": MONDAY}, ()),
    ({}, {"deadline": MONDAY - timedelta(days=1)}, None),
    ({}, {"closed": MONDAY}, None),
    ({}, {"seen": date(2026, 11, 17)}, None),  # it was there when the subscription was asked for
    ({}, {"seen": date(2026, 11, 18)}, ()),
    ({"active": False, "kept": ("at-9",)}, {}, None),
    ({"without_kinds": ("loan",)}, {"kinds": (AidKind.LOAN,)}, None),
    ({"without_kinds": ("loan",)}, {"kinds": (AidKind.GRANT, AidKind.LOAN)}, ()),
    ({"without_kinds": ("other",)}, {}, None),
    (
        {"kinds": ("loan",), "without_kinds": ("grant",)},
        {"kinds": (AidKind.GRANT, AidKind.LOAN)},
        (),
    ),
    ({"without_themes": ("eau",)}, {"themes": ("eau",)}, None),
    ({"themes": ("mobilite",), "without_themes": ("eau",)}, {"themes": ("mobilite", "eau")}, None),
    (
        {"themes": ("mobilite",), "without_themes": ("eau",)},
        {"themes": ("mobilite",)},
        ("theme:mobilite",),
    ),
    ({"without_words": ("école",)}, {"name": "Rénover les écoles"}, None),
    ({"without_words": ("toit de l’école",)}, {"name": "Rénover les écoles"}, ()),
    ({"words": ("vélo",), "without_words": ("électrique",)}, {"name": "Un vélo électrique"}, None),
    ({"place": PLACE, "more_places": ("59",)}, {"places": frozenset(("59",))}, ()),
    ({"place": PLACE, "more_places": ("59",)}, {"places": frozenset((PLACE,))}, ()),
    ({"place": PLACE, "more_places": ("59",)}, {"places": frozenset(("80",))}, None),
    ({"more_places": ("59", "62")}, {"places": frozenset(("62",))}, ()),
    ({"more_places": ("59", "62")}, {"places": frozenset(("02",))}, None),
]


@pytest.mark.parametrize(("follows", "known", "reasons"), CONCERNS)
def test_an_aid_is_told_to_those_it_concerns_with_the_reasons(
    world: World, follows: dict[str, Any], known: dict[str, Any], reasons: tuple[str, ...] | None
) -> None:
    digest = chosen(world, someone(**follows), a_record(**known))
    assert (digest and digest.items[0].reasons) == reasons


def test_what_was_told_is_not_told_again_but_a_reopening_is(world: World) -> None:
    told = frozenset(("at-1#1",))
    assert chosen(world, someone(), a_record(), told=told) is None
    again = chosen(world, someone(), a_record(version=2, reopened=MONDAY), told=told)
    assert again is not None
    assert again.items[0].notice == "reopened"


REMINDERS = [(31, None), (30, "30"), (8, "30"), (7, "7"), (3, "7"), (2, "2"), (0, "2")]


@pytest.mark.parametrize(("left", "notice"), REMINDERS)
def test_a_kept_aid_is_recalled_before_it_closes_once_a_step(
    world: World, left: int, notice: str | None
) -> None:
    record = a_record(deadline=MONDAY + timedelta(days=left), silent=True)
    keeper = someone(kept=("at-1",))
    digest = chosen(world, keeper, record)
    assert (digest and digest.items[0].notice) == (notice and f"closing-{notice}")
    assert chosen(world, keeper, record, told=frozenset(digest.keys if digest else ())) is None
    assert chosen(world, someone(), record) is None


def test_a_new_aid_already_kept_takes_one_line_and_its_reminder_counts_as_given(
    world: World,
) -> None:
    digest = chosen(world, someone(kept=("at-1",)), a_record(deadline=SOON))
    assert digest is not None
    assert [each.notice for each in digest.items] == ["new"]
    assert {"at-1#1", "closing-7:at-1#1"} <= set(digest.keys)


def test_of_twins_the_local_one_is_told_and_neither_again(world: World) -> None:
    national = a_record(1, twin="x")
    local = a_record(2, twin="x", places=frozenset(("02",)))
    here = chosen(world, someone(place=PLACE), national, local)
    assert here is not None
    assert [each.aid for each in here.items] == ["at-2"]
    assert chosen(world, someone(place=PLACE), national, local, told=frozenset(here.keys)) is None
    elsewhere = chosen(world, someone(place="59"), national, local)
    assert elsewhere is not None
    assert [each.aid for each in elsewhere.items] == ["at-1"]
    assert (
        chosen(world, someone(place="59"), a_record(3, twin="x"), told=frozenset(elsewhere.keys))
        is None
    )
    assert (
        chosen(world, someone(), a_record(3, twin="x", version=2), told=frozenset(elsewhere.keys))
        is not None
    )


def test_an_aid_that_gets_a_twin_once_told_is_not_told_again(world: World) -> None:
    before = chosen(world, someone(), a_record())
    assert before is not None
    assert chosen(world, someone(), a_record(twin="x"), told=frozenset(before.keys)) is None


def test_the_practice_is_close_to_an_aid_one_a_week_never_twice_never_alone(world: World) -> None:
    subscription, record = (
        someone(themes=("mobilite",)),
        a_record(name="Mobilité solidaire", themes=("mobilite",)),
    )
    digest = chosen(world, subscription, record)
    assert digest is not None
    assert world.collection.cards[digest.practice].theme == "mobilite"
    assert chosen(world, subscription) is None
    other = chosen(world, subscription, record, told=frozenset((f"card:{digest.practice}",)))
    assert other is not None
    assert other.practice not in ("", digest.practice)
    tellable = Tellable([record], TraitReader(), world.matcher, MONDAY)
    same_week = choose(
        subscription, Past(practice=MONDAY - timedelta(days=6)), tellable, world.collection
    )
    assert same_week is not None
    assert same_week.practice == ""


VAGUE = [
    {"name": "Dotation de solidarité rurale", "themes": ("financements",)},
    {"name": "Appel à projets ruralité", "themes": ("financements", "mutualiser")},
    {"name": "Fonds de soutien aux communes", "themes": ("ingenierie",)},
    {"name": "Aide à l’investissement", "themes": ("financements",)},
]


@pytest.mark.parametrize("known", VAGUE)
def test_no_practice_is_linked_for_a_vague_theme_alone(world: World, known: dict[str, Any]) -> None:
    digest = chosen(world, someone(themes=known["themes"]), a_record(**known))
    assert digest is not None
    assert digest.practice == ""


CLOSE = [
    ("Financer un minibus à la demande", "mobilite", "47"),
    ("Ouvrir une micro-crèche", "modes-de-garde", "39"),
    ("Covoiturage de proximité", "mobilite", "46"),
]


@pytest.mark.parametrize(("name", "theme", "practice"), CLOSE)
def test_the_practice_linked_did_what_the_aid_pays_for(
    world: World, name: str, theme: str, practice: str
) -> None:
    digest = chosen(world, someone(themes=(theme,)), a_record(name=name, themes=(theme,)))
    assert digest is not None
    assert digest.practice == practice


aids = st.builds(
    lambda number, themes, twin, places, version, silent, left: a_record(
        number,
        seen=MONDAY,
        themes=themes,
        twin=twin,
        places=frozenset(places),
        version=version,
        silent=silent,
        deadline=MONDAY + timedelta(days=left),
    ),
    st.integers(1, 30),
    st.sets(st.sampled_from(("mobilite", "soins", "logement")), max_size=2).map(tuple),
    st.sampled_from(("", "", "x", "y")),
    st.sets(st.sampled_from(("02", "59")), max_size=1),
    st.integers(1, 2),
    st.booleans(),
    st.integers(-2, 40),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(aids, max_size=25, unique_by=lambda record: record.aid.id),
    st.lists(st.sampled_from(("mobilite", "soins")), max_size=1).map(tuple),
    st.sampled_from(("", PLACE, "59")),
    st.sets(st.integers(1, 30), max_size=5),
)
def test_whatever_is_chosen_twins_count_once_and_nothing_comes_twice(
    world: World, records: list[Record], themes: tuple[str, ...], place: str, kept: set[int]
) -> None:
    subscription = someone(
        themes=themes, place=place, kept=tuple(f"at-{number}" for number in sorted(kept))
    )
    digest = chosen(world, subscription, *records)
    if digest is None:
        return
    ids = [each.aid for each in digest.items]
    by_id = {record.aid.id: record for record in records}
    assert 1 <= len(ids) == len(set(ids))
    news = [each.aid for each in digest.items if not each.notice.startswith("closing")]
    twins = [
        by_id[each].aid.twin
        for each in news
        if by_id[each].aid.twin and each not in subscription.kept
    ]
    assert len(twins) == len(set(twins))
    assert digest_from_json(digest.to_json()) == digest
    assert chosen(world, subscription, *records, told=frozenset(digest.keys)) is None


def test_a_digest_that_an_earlier_version_kept_is_read() -> None:
    kept = (
        '{"day": "2026-11-23", "items": [{"aid": "at-1", "notice": "reopened", "reasons": '
        '["theme:soins"]}], "rest": ["at-2"], '
        '"cards": [], "practice": "45", "keys": ["at-1#2", "at-2#1"]}'
    )
    items = (Item("at-1", "reopened", ("theme:soins",)), Item("at-2", "new"))
    assert digest_from_json(kept) == Digest(MONDAY, items, practice="45", keys=("at-1#2", "at-2#1"))
