"""The person's place: asked, chosen, kept, used, forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.session import Session

if TYPE_CHECKING:
    from bot.conversation.turn import Outcome
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _after(world: World, *events: Event, session: Session | None = None) -> Outcome:
    outcome: Outcome = (session or Session(), ())
    for event in events:
        outcome = respond(world, outcome[0], event, NOW)
    return outcome


def _pressable(outcome: Outcome) -> list[str]:
    return [button.data for reply in outcome[1] for button in reply.buttons]


@pytest.mark.parametrize(
    "event",
    [Pressed("place"), Commanded("territoire"), Said("mon territoire"), Pressed("setplace:99999")],
)
def test_an_unknown_place_is_asked_and_its_use_said(world: World, event: Event) -> None:
    session, (reply,) = _after(world, event)
    assert session.waiting == "place"
    assert "près de chez vous" in reply.text
    assert "Je l’oublie dès que vous le demandez" in reply.text


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (Said("chateau thierry"), "02168"),
        (Said("Oise"), "60"),
        (Commanded("territoire", "Vervins"), "02789"),
        (Pressed("setplace:240200444"), "240200444"),
        (Pressed("setplace:Thiérache"), "Thiérache"),
    ],
)
def test_a_place_is_kept_by_name_or_code(world: World, event: Event, code: str) -> None:
    session, (reply,) = _after(world, Pressed("place"), event)
    assert (session.place, session.waiting) == (code, "")
    assert world.place_name(code).split(" (")[0].replace("'", "’") in reply.text


@pytest.mark.parametrize(
    "written",
    ["chateau tierry", "hazebrouk", "j'habite à Saint-Amant", "Rouen", "j'habite à Lyon", "Nice"],
)
def test_a_near_name_or_one_of_another_region_is_never_noted_without_asking(
    world: World, written: str
) -> None:
    for before in ((), (Pressed("place"),)):
        assert _after(world, *before, Said(written))[0].place == ""


@pytest.mark.parametrize(
    "written", ["je suis maire de Rouen", "mairie de Langres", "on habite à Lyon"]
)
def test_a_place_told_in_passing_that_lies_elsewhere_is_said(world: World, written: str) -> None:
    session, (reply,) = _after(world, Said(written))
    assert session.place == ""
    assert f"«\u202f{written.split()[-1]}\u202f» n’est pas en région Hauts-de-France" in reply.text


@pytest.mark.parametrize(
    ("written", "code"), [("je suis maire de Fleury", "62339"), ("on est à Moyenneville", "62597")]
)
def test_homonyms_told_in_passing_are_asked_with_their_departement_and_town(
    world: World, written: str, code: str
) -> None:
    outcome = _after(world, Said(written))
    labels = {button.data: button.label for row in outcome[1][0].rows for button in row}
    assert "Pas-de-Calais, près " in labels[f"setplace:{code}"]


def test_homonyms_are_offered_as_buttons_that_keep_one(world: World) -> None:
    outcome = _after(world, Pressed("place"), Said("Fleury"))
    assert {"setplace:60239", "setplace:62339"} <= set(_pressable(outcome))
    assert outcome[0].place == ""
    assert _after(world, Pressed("setplace:62339"), session=outcome[0])[0].place == "62339"


def test_the_many_communes_of_a_postcode_are_cut_to_the_most_populated(world: World) -> None:
    session, (reply,) = _after(world, Pressed("place"), Said("02400"))
    assert "5 plus peuplés, sur 23" in reply.text
    assert _after(world, Said("Brasles"), session=session)[0].place == "02114"


def test_nothing_near_says_what_to_write_keeps_waiting_and_offers_to_search(world: World) -> None:
    outcome = _after(world, Pressed("place"), Said("wxcvbnqsd"))
    assert outcome[0].waiting == "place"
    assert "code postal" in outcome[1][0].text
    assert "need:wxcvbnqsd" in _pressable(outcome)


def test_stop_leaves(world: World) -> None:
    session, _ = _after(world, Pressed("place"), Said("stop"))
    assert (session.place, session.waiting) == ("", "")


@pytest.mark.parametrize("event", [Pressed("forgetplace"), Said("oublie ma commune")])
def test_a_place_is_forgotten_on_request(world: World, event: Event) -> None:
    session, (reply,) = _after(world, Pressed("setplace:02789"), event)
    assert session.place == ""
    assert "je ne sais plus où vous êtes" in reply.text


def test_a_known_place_is_shown_and_can_be_changed(world: World) -> None:
    session, (reply,) = _after(world, Pressed("setplace:02789"), Pressed("place"))
    assert "Thiérache du Centre" in reply.text
    assert "2\u202f549 habitants" in reply.text
    assert _after(world, Pressed("place:change"), Said("59"), session=session)[0].place == "59"


def test_a_question_being_asked_is_answered_again_nearby(world: World) -> None:
    outcome = _after(world, Said("mobilité jeunes"), Pressed("place"), Said("Vervins"))
    assert outcome[0].said == ("mobilité jeunes", "Vervins")
    assert "nearme" not in _pressable(outcome)


def test_what_was_typed_is_escaped(world: World) -> None:
    assert (
        "<script>" not in _after(world, Pressed("place"), Said("<script>zzz</script>"))[1][0].text
    )
