"""What is answered is confirmed, what is not comes again, and nothing is answered twice."""

from __future__ import annotations

from bot.channels.telegram.update_offsets import UpdateOffsets


def test_only_what_is_answered_is_confirmed() -> None:
    update_offsets = UpdateOffsets()
    assert update_offsets.offset() == 0
    assert all(update_offsets.take(update, 0.0) for update in (10, 11, 12))
    update_offsets.close(11)
    assert update_offsets.offset() == 10
    assert not update_offsets.take(11, 0.0), "it came again, but is answered"
    update_offsets.close(10)
    assert update_offsets.offset() == 12
    update_offsets.close(12)
    assert update_offsets.offset() == 13
    assert update_offsets.unconfirmed == 0


def test_one_that_takes_too_long_no_longer_holds_back_the_others() -> None:
    update_offsets = UpdateOffsets()
    update_offsets.take(10, 0.0)
    update_offsets.take(11, 5.0)
    assert list(update_offsets.give_up(1.0)) == [10]
    assert update_offsets.offset() == 11


def test_numbers_that_begin_anew_are_taken() -> None:
    update_offsets = UpdateOffsets()
    update_offsets.take(900, 0.0)
    update_offsets.close(900)
    assert update_offsets.offset() == 901
    assert update_offsets.take(5, 0.0)


def test_it_stays_small_where_nobody_asks_for_the_offset() -> None:
    update_offsets = UpdateOffsets()
    for update in range(30_000):
        update_offsets.take(update, 0.0)
        update_offsets.close(update)
    assert len(update_offsets._taken) <= 10_000
    assert not update_offsets.take(29_999, 0.0)
