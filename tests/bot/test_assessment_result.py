"""What the self-assessment tells once it is answered.

It says what the source advises, is compared with the time before, and leaves as files.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.conversation.assessment import reached, weak
from bot.conversation.quick_wins import quick_wins
from bot.conversation.session import Answered, Session
from tests.bot.test_assessment import _LAST_TIME, _after, _doors, _every

if TYPE_CHECKING:
    from bot.conversation.world import World
    from knowledge.collection import Collection


def _told(world: World, session: Session) -> str:
    return "\n".join(reply.text for reply in _after(world, "result", session=session)[1])


def test_the_result_of_nothing_offers_to_begin(world: World) -> None:
    _, replies = _after(world, "result")
    assert "assess:all" in _doors(replies)
    assert replies[0].attachment is None


@pytest.mark.slow
def test_the_result_tells_every_theme_in_words_and_in_the_picture(
    world: World, collection: Collection
) -> None:
    session = Session(assessment=_every(collection, 2))
    picture = _after(world, "result", session=session)[1][0].attachment
    assert picture is not None
    assert picture.is_picture
    told = _told(world, session)
    for theme in collection.themes.values():
        assert theme.short in picture.description
        assert theme.title.replace("'", "’") in told
    assert "Aucun point faible" in told


def test_gaps_between_challenges_are_pointed_out(world: World, collection: Collection) -> None:
    ahead = {
        question.id: 3
        for question in collection.assessment.items
        if question.theme in ("eau", "alimentation")
    }
    told = _told(world, Session(assessment=_every(collection, 1, ahead)))
    assert (
        "« Bâtir une transition écologique solidaire » (2,4) avance nettement plus que"
        in told.replace("\u202f", " ")
    )
    assert "du même pas" in _told(world, Session(assessment=_every(collection, 1)))
    assert "au moins la moitié" in _told(
        world, Session(assessment=Answered({"q01": 3, "q14": 0}, {}, _LAST_TIME))
    )


def test_what_is_left_empty_is_pointed_out(world: World, collection: Collection) -> None:
    levels = {question.id: 2 for question in collection.assessment.items if question.theme != "eau"}
    told = _told(world, Session(assessment=Answered(levels, {}, _LAST_TIME)))
    assert "angle mort" in told
    assert "angle mort" not in _told(world, Session(assessment=_every(collection, 2)))


def test_quick_wins_come_first_where_one_has_begun_to_think_and_one_a_theme(
    collection: Collection,
) -> None:
    wins = quick_wins(collection, _every(collection, 0, {"q51": 1, "q42": 1, "q20": 3}))
    assert [question.id for question in wins[:2]] == ["q42", "q51"]
    assert len({question.theme for question in wins}) == len(wins) == 5
    assert quick_wins(collection, _every(collection, 2)) == []


def test_every_weak_point_leads_to_its_cards(world: World, collection: Collection) -> None:
    session = Session(assessment=_every(collection, 1))
    assert "weak-themes" in _doors(_after(world, "result", session=session)[1])
    doors = _doors(_after(world, "weak-themes", session=session)[1])
    for theme in collection.themes:
        assert f"weak:{theme}" in doors
        opened = set(_doors(_after(world, f"weak:{theme}", session=session)[1]))
        for question in weak(collection, session.assessment, theme):
            assert {f"card:{card}" for card in question.cards} <= opened


def test_it_is_compared_with_the_time_before(world: World, collection: Collection) -> None:
    now = replace(_every(collection, 2, {"q01": 0, "q02": 1}), begun="2026-11-23")
    told = _told(world, Session(assessment=now, previous_assessment=_every(collection, 1)))
    assert "Depuis la fois d’avant</b> (1er mars 2025)" in told
    assert "50 questions avancent, 1 recule, 1 ne bouge pas." in told
    assert "Mutualiser : début de réflexion (1), la fois d’avant 1" in told.replace("\u202f", " ")


def test_starting_again_asks_first_and_keeps_the_answers_to_compare(
    world: World, collection: Collection
) -> None:
    before = Session(assessment=_every(collection, 1), question="q07", scope="1")
    session, replies = _after(world, "assessment-again", session=before)
    assert session.assessment == before.assessment
    (sure,) = (door for door in _doors(replies) if door.startswith("assessment-again"))
    session, _ = _after(world, sure, session=session)
    assert session.assessment == Answered()
    assert session.previous_assessment == before.assessment
    assert (session.question, session.scope) == ("", "")
    session, _ = _after(world, sure, "assess:all", "level:q01:3", sure, session=session)
    assert session.previous_assessment == before.assessment
    assert session.assessment.levels == {"q01": 3}


def test_the_export_holds_levels_and_comments(world: World, collection: Collection) -> None:
    answered = replace(_every(collection, 1, {"q02": 3}), comments={"q01": "=1+1 ; <i>Guise</i>"})
    session = Session(assessment=answered, previous_assessment=_every(collection, 0))
    table, page = (
        reply.attachment for reply in _after(world, "assessment-export", session=session)[1]
    )
    assert table is not None
    assert page is not None
    assert (table.name, page.name) == (
        "autodiagnostic-2026-11-23.csv",
        "autodiagnostic-2026-11-23.html",
    )
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 52
    assert rows[0]["Commentaire"] == "'=1+1 ; <i>Guise</i>"
    assert (rows[1]["Niveau"], rows[1]["Niveau en mots"], rows[1]["Niveau d’avant"]) == (
        "3",
        "Riche et évalué",
        "0",
    )
    written = page.content.decode()
    assert "&lt;i&gt;Guise&lt;/i&gt;" in written
    assert 'alt="Autodiagnostic, 23 novembre 2026' in written
    assert written.count("Riche et évalué</td>") == 1


@pytest.mark.parametrize(
    ("mean", "value"),
    [(0.0, 0), (0.9, 0), (1.0, 1), (1.5, 1), (1.99, 1), (2.0, 2), (2.5, 2), (3.0, 3)],
)
def test_a_mean_is_called_by_the_level_it_has_reached(
    world: World, mean: float, value: int
) -> None:
    assert reached(world.collection.assessment.levels, mean).value == value


@pytest.mark.parametrize("levels", [(0,), (1,), (0, 1), (3,), (2, 0, 3)])
def test_the_result_leads_to_eight_things_at_most(world: World, levels: tuple[int, ...]) -> None:
    items = world.collection.assessment.items
    answered = Answered({item.id: levels[i % len(levels)] for i, item in enumerate(items[:-1])})
    _, replies = _after(world, "result", session=Session(assessment=answered))
    assert all(sum(map(len, reply.rows)) <= 8 for reply in replies)


def test_without_an_answer_the_weak_themes_are_the_result_to_come(world: World) -> None:
    assert _after(world, "weak-themes")[1] == _after(world, "result")[1]
