"""The client of Aides-territoires over real HTTP.

It has tokens, is patient, and distrusts filters.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids import aides_territoires
from knowledge.live_aids.errors import PageError, RefusedError, SourceError
from tests.aides_territoires_stand_in.catalogue import AUDIENCES
from tests.aides_territoires_stand_in.stand_in import KEY
from tests.aides_territoires_stand_in.territories import PERIMETERS

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from tests.aides_territoires_stand_in.stand_in import StandIn
    from tests.live_aids.conftest import Days


def logins(stand_in: StandIn) -> int:
    return sum(call.path == "/api/connexion/" for call in stand_in.calls)


def for_us(stand_in: StandIn) -> int:
    """Return how many aids the stand-in lists for the audiences of Tambour, wherever they apply."""
    ours = {AUDIENCES[slug] for slug in aides_territoires.AUDIENCES}
    return sum(
        stand_in._is_listed(aid) and not ours.isdisjoint(aid["targeted_audiences"])
        for aid in stand_in.aids
    )


def test_one_login_serves_23_hours(days: Days, stand_in: StandIn) -> None:
    with days.client() as client:
        for now in (0.0, 22.9 * 3600, 23.1 * 3600, 23.2 * 3600):
            stand_in.now = now
            assert client.total() == for_us(stand_in)
    assert logins(stand_in) == 2
    assert all(
        "x-auth-token" not in call.headers for call in stand_in.calls if call.method == "GET"
    )


def test_a_401_is_answered_by_one_login_then_by_patience(days: Days, stand_in: StandIn) -> None:
    with days.client() as client:
        client.total()
        stand_in.troubles.next_statuses = [401]
        assert client.total() == for_us(stand_in)
        assert (logins(stand_in), [wait for wait in days.waits if wait > 1]) == (2, [])
        stand_in.troubles.share_of_401 = 1.0
        with pytest.raises(SourceError, match="réponse 401, après 4 essais"):
            client.total()
    assert [wait for wait in days.waits if wait > 1] == [5, 10, 20]


@pytest.mark.parametrize("statuses", [[403], [429, 502], [503, 504, 0], [0, 0, 0]])
def test_a_passing_trouble_is_waited_out(
    days: Days, stand_in: StandIn, statuses: list[int]
) -> None:
    with days.client() as client:
        client.total()
        stand_in.troubles.next_statuses = list(statuses)
        assert client.total() == for_us(stand_in)
    assert [wait for wait in days.waits if wait > 1] == [5, 10, 20][: len(statuses)]
    assert 0.15 in days.waits


def test_a_refused_key_is_said_at_once(days: Days) -> None:
    days.key = "autre"
    with (
        days.client() as client,
        pytest.raises(RefusedError, match="TAMBOUR_AIDES_TERRITOIRES_TOKEN"),
    ):
        client.total()
    assert not [wait for wait in days.waits if wait > 1]


@pytest.mark.parametrize("status", [400, 404, 500])
def test_another_status_is_a_page_that_cannot_be_read(
    days: Days, stand_in: StandIn, status: int
) -> None:
    with days.client() as client:
        client.total()
        stand_in.troubles.next_statuses = [status]
        with pytest.raises(PageError, match=str(status)):
            client.total()


def test_an_address_where_nobody_listens_is_told(days: Days) -> None:
    with days.client() as client:
        client._api = "http://127.0.0.1:9/api"
        with pytest.raises(SourceError, match="connexion impossible"):
            client.total()


def test_territories_are_found_by_exact_name_and_size(days: Days, collection: Collection) -> None:
    with days.client() as client:
        listings = client.listings(collection.places)
    assert [(each.name, each.perimeter) for each in listings[:2]] == [
        ("region", "3-hauts-de-france"),
        ("02", "10-aisne"),
    ]
    assert len(listings) == 6


def test_an_unknown_audience_or_territory_stops_before_any_list(
    days: Days, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with days.client() as client, monkeypatch.context() as patch:
        patch.delitem(AUDIENCES, "epci")
        with pytest.raises(RefusedError, match=r"bénéficiaires inconnus \(epci\)"):
            client.listings(collection.places)
    with days.client() as client, monkeypatch.context() as patch:
        patch.delitem(PERIMETERS, 10)
        with pytest.raises(RefusedError, match="« Aisne » y est introuvable"):
            client.listings(collection.places)


def test_no_token_is_ever_logged(
    days: Days, stand_in: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    for name in (
        "",
        "httpx",
        "httpcore",
    ):  # a program that tests run in here may have quietened them
        caplog.set_level(logging.DEBUG, name or None)
    stand_in.troubles.share_of_401 = 0.3
    days.sync()
    assert caplog.text
    assert KEY not in caplog.text
    assert "jeton-secret" not in caplog.text
