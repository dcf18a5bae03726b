"""A synchronisation of a source in trouble, over real HTTP.

Nothing is concluded of what was not read, and what goes wrong is told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.aid_records import SOURCE
from knowledge.live_aids.errors import StorageError
from knowledge.live_aids.sync import NO_KEY, Sources, sync
from tests.aides_territoires_stand_in.territories import OCCITANIE
from tests.live_aids.conftest import NOW, TODAY
from tests.live_aids.test_sync import listed, ours

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.collection import Collection
    from knowledge.live_aids.labels import Labels
    from knowledge.live_aids.memory import Memory
    from tests.aides_territoires_stand_in.server import Call
    from tests.aides_territoires_stand_in.stand_in import StandIn
    from tests.live_aids.conftest import Days


def test_a_catalogue_suddenly_empty_closes_nothing(days: Days, stand_in: StandIn) -> None:
    days.sync()
    days.next_day()
    for aid in stand_in.aids:
        aid["perimeter_id"] = OCCITANIE
    report = days.sync()
    assert "manquent d’un coup ; rien n’est fermé" in report.trouble
    assert report.decisions.closed == ()


def test_a_page_of_garbage_is_told_and_the_others_are_kept(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    stand_in.troubles.garbage = lambda call: (
        call.values("page") == ["2"] and bool(call.values("perimeter_id"))
    )
    report = days.sync()
    assert "page 2 de la liste « region » : une réponse qui n’est pas du JSON" in report.trouble
    assert 50 <= len(memory.records()) < len(ours(stand_in))
    stand_in.troubles.garbage = lambda call: False  # noqa: ARG005
    assert days.sync().trouble == ""
    assert set(memory.records()) == ours(stand_in)
    assert all(record.silent for record in memory.records().values())


def _one_page_is_garbage(_: StandIn, call: Call) -> bool:
    return call.values("page") == ["2"] and bool(call.values("perimeter_id"))


def _one_list_is_garbage(_: StandIn, call: Call) -> bool:
    return call.values("perimeter_id") == ["11-nord"]


def _pages_move(stand_in: StandIn, call: Call) -> bool:
    """Publish an aid between two pages of the region, at each reading."""
    if call.values("perimeter_id") == ["3-hauts-de-france"] and call.values("page") == ["2"]:
        newest = max(int(aid["id"]) for aid in stand_in.aids)
        stand_in.aids.insert(0, {**listed(stand_in, 2), "id": newest + 1})
        stand_in.clear_cache()
    return False


def _broken(
    days: Days,
    stand_in: StandIn,
    number: int,
    is_garbage: Callable[[StandIn, Call], bool] = _one_page_is_garbage,
) -> list[str]:
    """Have no reading be whole for good.

    It returns what the reports of some days say of the first filling.
    """
    stand_in.troubles.garbage = lambda call: is_garbage(stand_in, call)
    said = []
    for _ in range(number):
        said += [line for line in days.sync().lines() if "premier remplissage" in line]
        days.next_day()
    return said


NEVER_WHOLE = "Aides-territoires : premier remplissage incomplet depuis trois jours"


@pytest.mark.parametrize("is_garbage", [_one_page_is_garbage, _one_list_is_garbage, _pages_move])
def test_a_first_filling_that_is_never_whole_ends_after_three_days_and_later_aids_are_told(
    days: Days,
    stand_in: StandIn,
    memory: Memory,
    is_garbage: Callable[[StandIn, Call], bool],
) -> None:
    said = _broken(days, stand_in, 4, is_garbage)
    assert [line.startswith(NEVER_WHOLE) for line in said][-1:] == [True], said
    assert sum(line.startswith(NEVER_WHOLE) for line in said) == 1
    assert all(record.silent for record in memory.records().values())
    stand_in.aids.insert(0, {**listed(stand_in, 2), "id": 999_999, "url": "/aides/neuve/"})
    assert not memory.records().get("at-999999")
    assert ("at-999999", False) in {(new.aid.id, new.silent) for new in days.sync().decisions.new}


def test_a_first_filling_that_nothing_begins_does_not_end(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    stand_in.troubles.down = True
    for _ in range(5):
        days.sync()
        days.next_day()
    stand_in.troubles.down = False
    stand_in.clear_cache()
    assert days.sync().trouble == ""
    assert all(record.silent for record in memory.records().values())


def test_a_first_filling_whole_at_last_is_silent_however_late(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    _broken(days, stand_in, 2)
    days.next_day(5)
    stand_in.troubles.garbage = lambda call: False  # noqa: ARG005
    assert days.sync().trouble == ""
    assert set(memory.records()) == ours(stand_in)
    assert all(record.silent for record in memory.records().values())


def test_another_schema_is_told_once_and_nothing_is_lost(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    days.sync()
    before = memory.records()
    days.next_day()
    stand_in.troubles.wrong_schema = True
    report = days.sync()
    assert (
        report.trouble
        == "Aides-territoires ne répond plus dans la forme attendue : une page sans résultats"
    )
    assert len(report.lines()) == 1
    assert memory.records() == before


def test_records_of_another_form_stop_the_reading_and_nothing_is_lost(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    days.sync()
    before = memory.records()
    days.next_day()
    for aid in stand_in.aids:
        aid["financers"] = "Région"
    report = days.sync()
    assert "forme attendue : 3 pages illisibles de suite" in report.trouble
    assert "d’une autre forme (financers : une liste de textes était attendue)" in report.trouble
    assert memory.records() == before


def test_a_record_that_cannot_be_read_is_skipped_said_and_not_closed(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    days.sync()
    days.next_day()
    raw = listed(stand_in, 2)
    raw["submission_deadline"] = "bientôt"
    report = days.sync()
    assert report.skipped == (
        f"at-{raw['id']} : submission_deadline : « bientôt » n’est pas une date",
    )
    assert (report.trouble, report.decisions.closed) == ("", ())
    assert memory.records()[f"at-{raw['id']}"].closed is None


def test_missing_and_new_fields_do_no_harm(days: Days, stand_in: StandIn, memory: Memory) -> None:
    for aid in stand_in.aids:
        for name in ("contact", "eligibility", "recurrence", "perimeter_scale", "date_updated"):
            del aid[name]
        aid |= {
            "avenir": {"a": [1]},
            "description": "Moitié de signe \ud800",
            "application_url": "https://x.fr/\udfff",
        }
    assert days.sync().trouble == ""
    assert memory.records().keys() >= ours(stand_in)


def test_an_outage_is_told_and_the_next_run_of_the_day_goes_on_where_it_stopped(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    def fall(call: Call) -> None:
        if call.values("perimeter_id") == ["11-nord"]:
            stand_in.troubles.down = True

    stand_in.troubles.before_page = fall
    report = days.sync()
    assert report.trouble == "Aides-territoires ne répond pas (réponse 503, après 4 essais)"
    assert memory.status()[SOURCE].trouble == report.trouble
    stand_in.troubles.down, stand_in.troubles.before_page = False, lambda call: None  # noqa: ARG005
    stand_in.calls.clear()
    days.now += timedelta(hours=3)
    report = days.sync()
    assert (report.trouble, report.resumed) == ("", 4)
    assert not [call for call in stand_in.calls if call.values("perimeter_id") == ["10-aisne"]]
    assert set(memory.records()) == ours(stand_in)


def test_a_run_killed_midway_goes_on_the_same_day_only(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    class Killed(BaseException):
        pass

    def die(doing: str, done: int, _total: int) -> None:
        if (doing, done) == ("59", 1):
            raise Killed

    def run_and_die() -> None:
        with days.client() as client:
            sync(memory, Sources(client), days.labels, days.collection.places, days.now, die)

    with pytest.raises(Killed):
        run_and_die()
    assert memory.records() == {}
    assert days.sync().resumed == 4
    days.next_day()
    with pytest.raises(Killed):
        run_and_die()
    days.next_day()
    assert days.sync().resumed == 0
    assert set(memory.records()) >= ours(stand_in)


def test_a_clock_set_back_breaks_nothing(days: Days, memory: Memory) -> None:
    days.sync()
    days.now -= timedelta(days=400)
    report = days.sync()
    assert (report.trouble, report.decisions.written) == ("", ())
    assert all(record.first_seen == TODAY for record in memory.records().values())


def test_a_full_disk_is_told_nothing_is_lost_and_the_next_run_goes_on(
    days: Days, stand_in: StandIn, memory: Memory
) -> None:
    with memory._file.reading() as database:
        pages = database.execute("pragma page_count").fetchone()[0]
        database.execute(f"pragma max_page_count = {pages + 40}").fetchall()
    report = days.sync()
    assert "le disque est plein" in report.trouble
    assert days.sync().trouble == ""  # the failure closed the file: opened again, it has room
    assert set(memory.records()) == ours(stand_in)


def test_random_refusals_change_nothing(days: Days, stand_in: StandIn, memory: Memory) -> None:
    stand_in.troubles.share_of_401 = 0.2
    assert days.sync().trouble == ""
    assert set(memory.records()) == ours(stand_in)


def test_without_a_key_the_other_sources_are_read(
    memory: Memory, labels: Labels, collection: Collection
) -> None:
    feed = (
        b"<rss version='2.0'><channel><title>Pref</title>"
        b"<item><title>Appel</title></item></channel></rss>"
    )
    sources = Sources(None, ("https://prefecture.test/rss",), lambda _address: feed)
    report = sync(memory, sources, labels, collection.places, NOW)
    assert report.lines() == [
        f"{SOURCE} : {NO_KEY}",
        "https://prefecture.test/rss : 1 entrée à relire (tambour aids list --held)",
    ]
    assert not report.troubled
    assert sync(memory, sources, labels, collection.places, NOW).sources[1].held == 0


def test_a_locked_database_is_told(
    days: Days, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StorageError("la base est occupée")

    monkeypatch.setattr(memory, "keep_page", busy)
    assert days.sync().trouble == "la base est occupée"
