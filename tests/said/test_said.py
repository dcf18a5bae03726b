"""What people say is understood as it was meant: one table by kind of place and of word."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.channels.plain import plain
from bot.conversation.core import respond
from bot.conversation.events import Pressed, Said
from bot.conversation.session import Session
from matching.verdict import Outcome

if TYPE_CHECKING:
    from bot.conversation.world import World

_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Case = dict[str, Any]


def _cases(name: str, *kinds: str) -> list[Any]:
    """Return the cases of a table, those of some kinds or all."""
    table = yaml.load(
        (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    return [
        pytest.param(case, id=f"{kind}: {case['says']}")
        for kind in kinds or table
        for case in table[kind]
    ]


def _with(key: str) -> list[Any]:
    every = (*_cases("places"), *_cases("words"))
    return [each for each in every if key in each.values[0]]


@pytest.mark.parametrize("case", _with("places"))
def test_the_places_said_are_those_read(world: World, case: Case) -> None:
    need = world.matcher.parser.parse(case["says"])
    assert list(need.places) == case["places"]
    assert not need.elsewhere


@pytest.mark.parametrize("case", _with("among"))
def test_a_name_of_several_places_is_read_as_all(world: World, case: Case) -> None:
    assert set(case["among"]) <= set(world.matcher.parser.parse(case["says"]).places)


@pytest.mark.parametrize("case", _with("elsewhere"))
def test_a_town_elsewhere_is_told_and_taken_for_no_other(world: World, case: Case) -> None:
    need = world.matcher.parser.parse(case["says"])
    assert (need.elsewhere, need.places, need.corrected) == ((case["elsewhere"],), (), ())
    _, replies = respond(world, Session(), Said(case["says"]), _NOW)
    assert case["elsewhere"] in plain(replies[0].text)


@pytest.mark.parametrize("case", _with("cards"))
def test_the_first_card_is_a_right_one(world: World, case: Case) -> None:
    assert (
        next(match.id for match in world.matcher.search(case["says"], 1).matches) in case["cards"]
    )


@pytest.mark.parametrize("case", _with("guide"))
def test_the_guide_leads_where_no_card_truly_answers(world: World, case: Case) -> None:
    assert world.matcher.search(case["says"]).guide == case["guide"]
    _, replies = respond(world, Session(), Said(case["says"]), _NOW)
    assert "rien trouvé" not in "".join(reply.text for reply in replies)


@pytest.mark.parametrize("case", _with("as"))
def test_a_form_answers_as_the_usual_one(world: World, case: Case) -> None:
    said, usual = (world.matcher.search(case[key]) for key in ("says", "as"))
    assert [match.id for match in said.matches] == [match.id for match in usual.matches]


@pytest.mark.parametrize("case", _with("reads"))
def test_a_slip_is_read_as_what_was_meant(world: World, case: Case) -> None:
    corrected = dict(world.matcher.parser.parse(case["says"]).corrected)
    assert list(corrected.values()) == case["reads"]


@pytest.mark.parametrize("case", _with("nothing"))
def test_nonsense_and_unknown_acronyms_become_nothing(world: World, case: Case) -> None:
    answer = world.matcher.search(case["says"])
    assert (answer.outcome, answer.need.corrected) == (Outcome.NOTHING, ())


@pytest.mark.parametrize("case", _with("tells"))
def test_what_must_be_told_is(world: World, case: Case) -> None:
    _, replies = respond(world, Session(place=case.get("home", "")), Said(case["says"]), _NOW)
    told = "\n".join(plain(reply.text) for reply in replies)
    assert all(words in told for words in case["tells"]), told


def _told_where(world: World, says: str) -> tuple[Session, str, list[str]]:
    """Answer « Où êtes-vous ? », and return the session, what is said, and the places offered."""
    session, _ = respond(world, Session(), Pressed("place"), _NOW)
    session, replies = respond(world, session, Said(says), _NOW)
    doors = [button.data for reply in replies for row in reply.rows for button in row]
    return session, plain(replies[0].text), [each.partition(":")[2] for each in doors]


@pytest.mark.parametrize("case", _cases("own_place", "noted"))
def test_a_place_said_without_doubt_is_noted(world: World, case: Case) -> None:
    assert _told_where(world, case["says"])[0].place == case["code"]


@pytest.mark.parametrize("case", _cases("own_place", "asked"))
def test_a_near_name_or_that_of_several_is_asked(world: World, case: Case) -> None:
    session, _, offered = _told_where(world, case["says"])
    assert session.place == ""
    assert set(case["among"]) <= set(offered)


@pytest.mark.parametrize("case", _cases("own_place", "elsewhere"))
def test_a_town_of_another_region_is_said_and_never_noted(world: World, case: Case) -> None:
    session, told, _ = _told_where(world, case["says"])
    assert session.place == ""
    assert f"Je ne trouve pas «\u202f{case['name']}\u202f»" in told


@pytest.mark.parametrize("case", _cases("own_place", "asked", "elsewhere"))
def test_said_unasked_it_is_not_noted_either(world: World, case: Case) -> None:
    assert respond(world, Session(), Said(case["says"]), _NOW)[0].place == ""
