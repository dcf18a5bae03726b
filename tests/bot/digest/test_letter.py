"""What a digest says, in one message that channels can carry."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.plain import plain
from bot.conversation.days import in_words
from bot.conversation.replies import LONGEST_DATA, LONGEST_TEXT
from bot.conversation.splitting import units
from bot.digest.content import Digest, Item
from bot.digest.letter import compose
from tests.bot.digest.parts import MONDAY, a_record, names_in

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World
    from knowledge.live_aids.model import Record

WORDS = [
    (date(2026, 12, 15), "mardi 15 décembre"),
    (date(2026, 12, 1), "mardi 1er décembre"),
    (date(2027, 3, 1), "lundi 1er mars 2027"),
]


@pytest.mark.parametrize(("day", "words"), WORDS)
def test_a_day_is_said_as_people_say_it(day: date, words: str) -> None:
    assert in_words(day, this_year=MONDAY) == words


def letter(world: World, digest: Digest, *records: Record, **more: Any) -> tuple[Reply, ...]:
    return compose(
        digest, {record.aid.id: record for record in records}, world.collection, MONDAY, **more
    )


NOTICES = [
    ("new", 40, "nouveau"),
    ("reopened", 40, "rouvert ou prolongé"),
    ("closing-7", 6, "vous la gardez, elle ferme dans 6 jours"),
    ("closing-2", 1, "vous la gardez, elle ferme demain"),
    ("closing-2", 0, "vous la gardez, elle ferme aujourd’hui"),
]


@pytest.mark.parametrize(("notice", "left", "words"), NOTICES)
def test_why_an_aid_is_there_is_said_in_words(
    world: World, notice: str, left: int, words: str
) -> None:
    record = a_record(
        places=frozenset(("02",)), territory="Aisne", deadline=MONDAY + timedelta(days=left)
    )
    (reply,) = letter(
        world,
        Digest(
            MONDAY, (Item("at-1", notice, ("theme:soins", "audience:seniors", "word:médecin")),)
        ),
        record,
    )
    theme, audience = (
        world.collection.themes["soins"].short,
        world.collection.audiences["seniors"].name,
    )
    expected = (
        f"Pourquoi : {words} ; thème : {theme} ; public : {audience} ; « médecin » ; "
        "territoire : Aisne"
    )
    assert expected in plain(reply.text).replace("\u202f", " ")


def test_the_first_letter_says_what_it_holds_why_and_where_the_rest_is(world: World) -> None:
    records = [
        a_record(number, deadline=MONDAY + timedelta(days=10 * number)) for number in range(1, 9)
    ]
    items = tuple(Item(each.aid.id, "open", ("theme:soins",)) for each in records)
    (reply,) = letter(world, Digest(MONDAY, items), *records)
    text = plain(reply.text).replace("\u202f", " ")
    assert "Votre abonnement commence. Pour débuter, les aides ouvertes qui vous concernent" in text
    assert (
        f"Pourquoi : elle ferme dans 10 jours ; thème : {world.collection.themes['soins'].short}"
        in text
    )
    assert "elle ferme dans 40 jours" not in text
    rest = next(button for row in reply.rows for button in row if button.data.startswith("newaids"))
    assert (rest.label, rest.data) == ("Voir les 3 autres", "newaids")


def test_all_that_the_licence_asks_for_is_there(world: World) -> None:
    record = a_record(updated=date(2026, 11, 20), mention="Données de la Région")
    (reply,) = letter(world, Digest(MONDAY, (Item("at-1", "new"),)), record)
    assert '<a href="https://aides-territoires.beta.gouv.fr/">Aides-territoires</a>' in reply.text
    assert "Données de la Région. Mise à jour du 20 novembre." in reply.text


def test_the_buttons_open_keep_show_the_rest_set_and_stop(world: World) -> None:
    records = [
        a_record(1, deadline=MONDAY),
        a_record(2, deadline=MONDAY),
        *(a_record(each) for each in (3, 4, 5)),
    ]
    records += [a_record(6, seen=date(2026, 11, 19)), a_record(7)]
    items = tuple(Item(f"at-{number}", "new") for number in (1, 2, 3, 4, 5, 6, 7, 99))
    (reply,) = letter(world, Digest(MONDAY, items, practice="45"), *records, kept=("at-2",))
    assert [[each.data for each in row] for row in reply.rows] == [
        ["aid:at-1", "keepaid:at-1"],
        ["aid:at-2"],
        ["aid:at-3"],
        ["aid:at-4"],
        ["aid:at-5"],
        ["newaids:2026-11-19"],
        ["card:45"],
        ["subscription", "unsubscribe"],
    ]


def test_nothing_is_said_where_all_has_closed(world: World) -> None:
    digest = Digest(MONDAY, (Item("at-1", "new"), Item("at-2", "new")), practice="45")
    assert letter(world, digest, a_record(1, closed=MONDAY)) == ()


def test_what_closed_before_it_was_sent_leaves_its_line_to_the_next(world: World) -> None:
    records = [a_record(number, closed=MONDAY if number < 6 else None) for number in range(1, 9)]
    (reply,) = letter(
        world, Digest(MONDAY, tuple(Item(each.aid.id, "new") for each in records)), *records
    )
    assert names_in(reply.text, range(1, 9)) == {6, 7, 8}


def test_the_link_of_the_licence_and_names_are_escaped(world: World) -> None:
    (reply,) = letter(
        world,
        Digest(MONDAY, (Item("at-1", "new", ("word:<b>",)),)),
        a_record(name="Toits & <i>murs"),
    )
    assert "Toits &amp; &lt;i&gt;murs" in reply.text
    assert "« &lt;b&gt; »" in reply.text.replace("\u202f", " ")


long_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=700)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(long_text, long_text, long_text), min_size=1, max_size=7))
def test_any_digest_is_made_of_messages_and_buttons_that_channels_carry(
    world: World, texts: list[tuple[str, str, str]]
) -> None:
    records = [
        a_record(
            number,
            name=name or "x",
            funders=(funder,),
            territory=territory,
            places=frozenset(("02",)),
        )
        for number, (name, funder, territory) in enumerate(texts)
    ]
    items = tuple(
        Item(record.aid.id, "new", ("theme:soins", "word:" + "mot" * 20)) for record in records
    )
    replies = letter(world, Digest(MONDAY, items, practice="45"), *records)
    assert all(units(reply.text) <= LONGEST_TEXT for reply in replies)
    assert all(
        len(each.data.encode()) <= LONGEST_DATA
        for reply in replies
        for row in reply.rows
        for each in row
    )
