"""A run: who is due gets what concerns them, once, whatever the channel answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.conversation.notices import notice
from bot.digest.deliver import AFTER_UNCERTAIN
from bot.digest.deliveries import DeliveryState
from bot.digest.outcomes import Blocked, Deferred, Migrated, Refused, Sent, Uncertain
from tests.bot.digest.parts import EIGHT, MONDAY, a_record, someone

if TYPE_CHECKING:
    from bot.digest.outcomes import Outcome
    from tests.bot.digest.parts import Village

ANNE, GROUP = "telegram:1", "telegram:-5"
WEEK, MINUTE = timedelta(days=7), timedelta(minutes=1)


@pytest.fixture
def told(village: Village) -> Village:
    """Give a village where Anne has had her first digest, and where an aid is new this Monday."""
    village.subscribe({ANNE: someone(themes=("mobilite",))})
    village.now -= timedelta(days=4)
    village.run()
    village.carrier.received.clear()
    village.now += timedelta(days=4)
    village.know(a_record(1, themes=("mobilite",)))
    return village


def test_the_first_digest_comes_at_once_then_what_is_new_each_monday_and_else_nothing(
    village: Village,
) -> None:
    village.subscribe({ANNE: someone(themes=("mobilite",), since=village.now.isoformat())})
    assert village.run().sent == 1
    assert "Votre abonnement commence" in village.carrier.texts(ANNE)[0]
    village.now += WEEK
    assert village.run().written == 0
    village.know(a_record(1, themes=("mobilite",)))
    village.now += WEEK - MINUTE
    assert village.run().due == 0
    village.now += MINUTE
    assert village.run().sent == 1
    assert village.run().is_empty
    assert "Aide 1</b>" in village.carrier.texts(ANNE)[1]
    assert [each.sent for each in village.outbox.reports(5)] == [1, 0, 1]


def test_missed_mondays_are_caught_up_once(told: Village) -> None:
    told.now += 3 * WEEK + timedelta(days=2)
    told.restart()
    assert [told.run().sent, told.run().sent] == [1, 0]
    assert len(told.carrier.texts(ANNE)) == 1


def test_what_can_never_be_sent_is_refused_and_the_others_go_on(told: Village) -> None:
    told.subscribe({f"telegram:{number}": someone() for number in range(2, 30)})
    told.carrier.ends = lambda chat: (
        (Refused("no"), False) if chat == "telegram:7" else (Sent(1), True)
    )
    # Their first digests and hers, then those of this Monday, then nothing.
    reports = [told.run(), told.run(), told.run()]
    assert [(each.sent, each.refused) for each in reports] == [(28, 1), (27, 1), (0, 0)]


def test_an_uncertain_sending_is_done_again_and_says_so(told: Village) -> None:
    ends: list[tuple[Outcome, bool]] = [(Sent(1), True), (Uncertain("timeout"), True)]
    told.carrier.ends = lambda _: ends.pop()
    assert told.run().uncertain == 1
    assert told.run().sent == 0
    told.now += AFTER_UNCERTAIN[0]
    assert told.run().sent == 1
    first, second = told.carrier.texts(ANNE)
    assert "peut-être déjà reçu" not in first
    assert "peut-être déjà reçu" in second


def test_a_sending_uncertain_again_and_again_is_spaced_out_then_ends(told: Village) -> None:
    told.carrier.ends = lambda _: (Uncertain("timeout"), True)
    for _ in range(60):
        told.run()
        told.now += MINUTE
    assert len(told.carrier.texts(ANNE)) == 2
    for _ in range(40):
        told.run()
        told.now += timedelta(hours=1)
    assert len(told.carrier.texts(ANNE)) == 1 + len(AFTER_UNCERTAIN)
    assert told.outbox.counts()[DeliveryState.REFUSED] == 1


def test_an_outage_does_not_count_among_the_uncertain_ends(told: Village) -> None:
    told.carrier.ends = lambda _: (Deferred(told.now + MINUTE), False)
    for _ in range(10):
        told.run()
        told.now += MINUTE
    told.carrier.ends = lambda _: (Uncertain("timeout"), False)
    assert told.run().uncertain == 1


def test_a_clock_that_was_a_year_ahead_silences_nobody_for_a_year(told: Village) -> None:
    told.now += timedelta(days=365)
    told.run()
    told.now = EIGHT + timedelta(days=1)
    told.run()
    told.know(a_record(2, themes=("mobilite",), seen=MONDAY + timedelta(days=2)))
    told.now = EIGHT + WEEK
    assert told.run().sent == 1


def test_what_is_deferred_is_sent_at_its_moment_as_if_nothing_had_been(told: Village) -> None:
    told.carrier.ends = lambda _: (Deferred(told.now + 5 * MINUTE), False)
    assert told.run().deferred == 1
    told.carrier.ends = lambda _: (Sent(1), True)
    assert told.run().sent == 0
    told.now += 5 * MINUTE
    assert told.run().sent == 1
    assert "peut-être" not in told.carrier.texts(ANNE)[0]


def test_who_blocks_gets_one_digest_on_their_return_and_the_next_as_ever(told: Village) -> None:
    told.carrier.ends = lambda _: (Blocked(), False)
    assert told.run().blocked == 1
    told.now += WEEK
    told.know(a_record(2, themes=("mobilite",), seen=MONDAY + WEEK))
    assert told.run().is_empty
    told.carrier.ends = lambda _: (Sent(1), True)
    told.outbox.resume([ANNE])
    assert [told.run().sent, told.run().sent] == [1, 1]
    assert ["Aide 1</b>" in text for text in told.carrier.texts(ANNE)] == [True, False]
    assert ["Aide 2</b>" in text for text in told.carrier.texts(ANNE)] == [False, True]


def test_a_group_that_moved_gets_its_digest_where_it_is_now(village: Village) -> None:
    village.subscribe(
        {GROUP: someone(themes=("mobilite",)), "telegram:-100": someone(themes=("mobilite",))}
    )
    village.carrier.ends = lambda chat: (
        (Migrated("telegram:-100"), False) if chat == GROUP else (Sent(1), True)
    )
    village.run()
    assert {chat for chat, _ in village.carrier.received} == {"telegram:-100"}
    assert village.outbox.pasts([GROUP])[GROUP].told == frozenset()


def test_who_stops_or_pauses_before_the_sending_is_sent_nothing_and_was_told_nothing(
    told: Village,
) -> None:
    told.carrier.ends = lambda _: (Deferred(told.now), False)
    told.run()
    told.subscribe({ANNE: someone(themes=("mobilite",), paused=True)})
    assert told.run().dropped == 1
    told.subscribe({ANNE: someone(themes=("mobilite",))})
    told.carrier.ends = lambda _: (Sent(1), True)
    told.now += WEEK
    assert told.run().sent == 1


def test_what_closed_before_it_could_be_sent_is_left_out(told: Village) -> None:
    told.know(a_record(2, themes=("mobilite",)))
    told.carrier.ends = lambda _: (Deferred(told.now + MINUTE), False)
    told.run()
    told.now += MINUTE
    told.know(a_record(2, themes=("mobilite",), closed=MONDAY))
    told.carrier.ends = lambda _: (Sent(1), True)
    told.run()
    (text,) = told.carrier.texts(ANNE)
    assert "Aide 1</b>" in text
    assert "Aide 2</b>" not in text


def test_two_programs_do_not_send_at_once(told: Village) -> None:
    told.outbox.take_lease("another", told.now, told.now + MINUTE)
    assert told.run().trouble == (notice("digest_busy"),)
    told.now += MINUTE
    assert told.run().sent == 1


def test_a_channel_that_breaks_is_uncertain(told: Village) -> None:
    def breaks(_: str) -> tuple[Outcome, bool]:
        raise RuntimeError("unforeseen")

    told.carrier.ends = breaks
    assert told.run().uncertain == 1


def test_a_clock_set_back_loses_and_repeats_nothing(told: Village) -> None:
    told.run()
    told.now -= timedelta(hours=3)
    assert told.run().is_empty
    told.know(a_record(2, themes=("mobilite",), seen=MONDAY + WEEK))
    told.now = datetime(2026, 11, 30, 7, tzinfo=UTC)
    assert told.run().sent == 1
    assert len(told.carrier.texts(ANNE)) == 2


def test_who_is_not_of_this_channel_is_left_alone(village: Village) -> None:
    village.subscribe({"terminal": someone()})
    assert village.run().is_empty


def test_a_run_sends_no_more_than_it_is_told_to_and_the_next_goes_on(village: Village) -> None:
    village.subscribe({f"telegram:{number}": someone(themes=("soins",)) for number in range(1, 31)})
    assert [village.run(limit=20).sent, village.run(limit=20).sent, village.run().sent] == [
        20,
        10,
        0,
    ]


def test_what_changes_while_a_person_waits_does_not_change_what_they_were_told(
    told: Village,
) -> None:
    told.run()
    told.subscribe({ANNE: replace(someone(themes=("mobilite",)), hour=9)})
    told.now += timedelta(hours=1)
    assert told.run().written == 0


def test_an_outage_of_some_weeks_ends_with_what_waited_and_one_that_catches_up(
    told: Village,
) -> None:
    told.carrier.ends = lambda _: (Deferred(told.now + MINUTE), False)
    for week in range(3):
        told.know(a_record(10 + week, themes=("mobilite",), seen=MONDAY + week * WEEK))
        told.run()
        told.now += WEEK
    told.carrier.ends = lambda _: (Sent(1), True)
    assert [told.run().sent, told.run().sent, told.run().sent] == [1, 1, 0]
    first, second = told.carrier.texts(ANNE)
    assert "Aide 10</b>" in first
    assert "Aide 11</b>" in second
    assert "Aide 12</b>" in second


def test_what_may_have_been_received_before_a_pause_is_not_told_again_after_it(
    told: Village,
) -> None:
    told.carrier.ends = lambda _: (Uncertain("timeout"), True)
    told.run()
    told.subscribe({ANNE: someone(themes=("mobilite",), paused=True)})
    told.now += AFTER_UNCERTAIN[0]
    assert told.run().dropped == 1
    told.subscribe({ANNE: someone(themes=("mobilite",))})
    told.now += WEEK
    assert told.run().written == 0
