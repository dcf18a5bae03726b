"""`@bot need` in any conversation.

It gives stable results, pages, a useful empty answer, and a card that stands by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn
    from tests.telegram_stand_in.world import Query


def _answer(street: StandIn, query: Query) -> dict[str, Any]:
    answer = street.wait(lambda: query.answer)
    assert isinstance(answer, dict)
    return answer


def test_results_are_stable_and_come_by_pages_of_ten(street: StandIn) -> None:
    first, again = (_answer(street, street.inline("mobilité jeunes")) for _ in range(2))
    second = _answer(street, street.inline("mobilité jeunes", offset=first["next_offset"]))
    ids = [result["id"] for result in first["results"]]
    assert ids == [result["id"] for result in again["results"]]
    assert (ids[0], len(ids)) == ("card-45", 10)
    assert not set(ids) & {result["id"] for result in second["results"]}


def test_the_card_sent_shows_contact_and_partners(street: StandIn) -> None:
    query = street.inline("mobilité jeunes")
    _answer(street, query)
    sent = street.choose(query, "card-45")
    assert "missionlocale@mlchth.com" in sent.text
    assert "Auto-écoles" in sent.text
    assert sent.buttons[0]["url"].endswith("?start=card_45")


def test_a_card_can_be_named_by_its_number(street: StandIn) -> None:
    assert [result["id"] for result in _answer(street, street.inline("fiche 45"))["results"]] == [
        "card-45"
    ]


def test_nothing_typed_or_nothing_found_is_answered_with_a_way_on(street: StandIn) -> None:
    for text in ("", "fusée lunaire téléguidée"):
        answer = _answer(street, street.inline(text))
        assert answer["button"]["start_parameter"]


def test_no_call_was_refused(street: StandIn) -> None:
    assert street.refused == []
