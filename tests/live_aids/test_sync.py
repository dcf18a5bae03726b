"""A synchronisation against the stand-in over real HTTP: what it concludes of what it reads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from knowledge.live_aids.aid_records import SOURCE
from tests.aides_territoires_stand_in.territories import OCCITANIE
from tests.live_aids.conftest import NOW, TODAY

if TYPE_CHECKING:
    from knowledge.live_aids.memory import Memory
    from tests.aides_territoires_stand_in.server import Call
    from tests.aides_territoires_stand_in.stand_in import StandIn
    from tests.live_aids.conftest import Days


def ours(stand_in: StandIn) -> set[str]:
    """Return what a plain look at the stand-in's aids says we should know."""
    everywhere_else = {OCCITANIE, 60}
    return {
        f"at-{aid['id']}"
        for aid in stand_in.aids
        if {"Commune", "Intercommunalité / Pays"} & set(aid["targeted_audiences"])
        and aid["perimeter_id"] not in everywhere_else
    }


def listed(stand_in: StandIn, perimeter: int) -> dict[str, Any]:
    """Return an aid for communes, of this territory."""
    return next(
        aid
        for aid in stand_in.aids
        if aid["perimeter_id"] == perimeter and "Commune" in aid["targeted_audiences"]
    )


def test_the_first_run_fills_the_memory_in_silence(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    report = days.sync()
    records = memory.records()
    assert (report.trouble, report.skipped, report.unknown_labels) == ("", (), ())
    assert set(records) == ours(stand_in)
    assert all(
        record.silent and record.version == 1 and record.first_seen == TODAY
        for record in records.values()
    )
    assert memory.status()[SOURCE].last_success == NOW
    assert "premier remplissage" in report.lines()[0]


def test_a_territory_made_for_the_occasion_is_where_it_is_listed(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    days.sync()
    records = memory.records()
    assert records[f"at-{listed(stand_in, 50)['id']}"].aid.places == {"59"}
    assert records[f"at-{listed(stand_in, 51)['id']}"].aid.places == frozenset()


def test_the_next_day_tells_what_is_new_changed_closed_and_reopened(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    deadline = listed(stand_in, 2)
    deadline["submission_deadline"] = str(TODAY)
    days.sync()
    days.next_day()
    gone, edited, touched = _three(stand_in, memory, deadline["id"])
    gone["draft"] = True
    edited["eligibility"] = "<p>Toutes les communes</p>"
    touched["date_updated"] = "2026-11-24T05:30:00+00:00"
    stand_in.aids.insert(0, {**edited, "id": 999_999, "url": "/aides/neuve/"})
    decided = days.sync().decisions
    assert _ids(decided.new) == {"at-999999"}
    assert not decided.new[0].silent
    assert _ids(decided.changed) == {f"at-{edited['id']}"}
    assert _ids(decided.closed) == {f"at-{gone['id']}", f"at-{deadline['id']}"}
    assert _ids(decided.touched) == {f"at-{touched['id']}"}
    days.next_day()
    deadline["submission_deadline"] = str(TODAY + timedelta(days=365))
    del gone["draft"]
    assert _ids(days.sync().decisions.reopened) == {f"at-{gone['id']}", f"at-{deadline['id']}"}
    assert memory.records()[f"at-{gone['id']}"].version == 2


def test_an_aid_that_left_the_lists_but_is_open_stays(days: Days, stand_in: StandIn) -> None:
    days.sync()
    days.next_day()
    listed(stand_in, 2)["targeted_audiences"] = ["Agriculteur"]
    report = days.sync()
    assert (report.decisions.closed, report.trouble) == ((), "")


def test_a_catalogue_that_moves_while_it_is_read_is_read_again(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    extra = {**listed(stand_in, 2), "id": 999_999}

    def publish(call: Call) -> None:
        if call.values("perimeter_id") == ["3-hauts-de-france"] and call.values("page") == ["2"]:
            if extra not in stand_in.aids:
                stand_in.aids.insert(0, extra)
            stand_in.clear_cache()

    stand_in.troubles.before_page = publish
    assert days.sync().trouble == ""
    assert set(memory.records()) == ours(stand_in)


def test_a_list_that_never_adds_up_closes_nothing(days: Days, memory: Memory) -> None:
    days.sync()
    days.next_day()
    with days.client() as other:  # another program whose page size is served to us all day
        for each in other.listings(days.collection.places):
            for number in (1, 2, 3):
                query = [
                    ("perimeter_id", each.perimeter),
                    *(("organization_type_slugs[]", s) for s in ("commune", "epci", "public-org")),
                ]
                other._get(
                    "/aids/",
                    [
                        *query,
                        ("order_by", "publication_date"),
                        ("itemsPerPage", 10),
                        ("page", number),
                    ],
                )
    before = memory.records()
    report = days.sync()
    assert "change pendant la lecture" in report.trouble
    assert memory.records() == before
    assert memory.status()[SOURCE].last_success == NOW


def test_a_filter_that_vanished_is_an_error(days: Days, stand_in: StandIn, memory: Memory) -> None:
    stand_in.aids = [aid for aid in stand_in.aids if f"at-{aid['id']}" in ours(stand_in)]
    assert "n’a rien filtré" in days.sync().trouble
    assert memory.records() == {}


def test_a_filter_of_territories_that_alone_vanished_is_an_error(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    days.sync()
    before = memory.records()
    days.next_day()
    stand_in.troubles.blind_to_places = True
    assert "n’a rien filtré" in days.sync().trouble
    assert memory.records() == before


def test_a_bad_answer_of_the_morning_is_corrected_the_same_day(
    days: Days, stand_in: StandIn
) -> None:
    days.sync()
    days.next_day()
    places = {aid["id"]: aid["perimeter_id"] for aid in stand_in.aids}
    for aid in stand_in.aids:
        aid["perimeter_id"] = OCCITANIE
    assert "manquent d’un coup" in days.sync().trouble
    for aid in stand_in.aids:
        aid["perimeter_id"] = places[aid["id"]]
    stand_in.clear_cache()
    assert days.sync().trouble == ""


def _three(stand_in: StandIn, memory: Memory, but: int) -> list[dict[str, Any]]:
    known = memory.records()
    return [
        aid
        for aid in stand_in.aids
        if f"at-{aid['id']}" in known and aid["id"] != but and not aid["submission_deadline"]
    ][:3]


def _ids(records: tuple[Any, ...]) -> set[str]:
    return {record.aid.id for record in records}
