"""The stand-in fails in silence where the service does.

The client must never be fooled by it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.aides_territoires_stand_in.catalogue import aids
from tests.aides_territoires_stand_in.stand_in import KEY, StandIn
from tests.aides_territoires_stand_in.territories import related

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY = date(2026, 11, 23)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    stand_in = StandIn(aids(120, seed=3, today=TODAY), TODAY)
    yield stand_in
    stand_in.stop()


@pytest.fixture
def get(stand_in: StandIn) -> Iterator[Callable[[str], Any]]:
    with httpx.Client(verify=False) as client:
        token = client.post(f"{stand_in.api}/connexion/", headers={"X-AUTH-TOKEN": KEY}).json()[
            "token"
        ]
        yield lambda path: client.get(
            f"{stand_in.api}{path}", headers={"Authorization": f"Bearer {token}"}
        ).json()


def test_the_same_seed_gives_the_same_aids() -> None:
    assert (
        aids(50, seed=3, today=TODAY)
        == aids(50, seed=3, today=TODAY)
        != aids(50, seed=4, today=TODAY)
    )


@pytest.mark.parametrize(
    "unknown", ["perimeter_id=999", "organization_type_slugs[]=mairie", "version=1.6", "is_live=1"]
)
def test_an_unknown_filter_vanishes(get: Callable[[str], Any], unknown: str) -> None:
    everything, known = get("/aids/?page=1")["count"], get("/aids/?perimeter_id=10-aisne")["count"]
    assert get(f"/aids/?{unknown}")["count"] == everything > known


def test_the_first_page_size_of_the_day_is_served_to_all(
    get: Callable[[str], Any], stand_in: StandIn
) -> None:
    sizes = [len(get(f"/aids/?itemsPerPage={size}&page=1")["results"]) for size in (10, 50, 200)]
    stand_in.clear_cache()
    assert [*sizes, len(get("/aids/?itemsPerPage=200&page=1")["results"])] == [10, 10, 10, 100]


def test_a_page_beyond_the_last_is_empty(get: Callable[[str], Any]) -> None:
    assert (get("/aids/?page=9")["results"], get("/aids/?page=9")["next"]) == ([], None)


def test_an_aid_no_longer_listed_is_still_answered_by_id(
    get: Callable[[str], Any], stand_in: StandIn
) -> None:
    stand_in.aids[0]["draft"] = True
    number = stand_in.aids[0]["id"]
    assert get(f"/aids/by-id/{number}/")["is_live"] is False
    assert number not in {aid["id"] for aid in get("/aids/?page=1")["results"]}
    assert get("/aids/by-id/1/")["status"] == 404


def test_a_key_on_a_data_address_gets_a_token_instead_of_data(stand_in: StandIn) -> None:
    answer = httpx.get(f"{stand_in.api}/aids/", headers={"X-AUTH-TOKEN": KEY}, verify=False)
    assert list(answer.json()) == ["token"]


def test_a_token_lives_a_day(get: Callable[[str], Any], stand_in: StandIn) -> None:
    stand_in.now = 86_401
    assert get("/aids/") == {"code": 401, "message": "Expired JWT Token"}


def test_a_territory_s_list_holds_what_contains_it_and_what_it_contains() -> None:
    assert {2, 3, 10, 30, 40} <= related(10)
    assert not {11, 50, 4} & related(10)
