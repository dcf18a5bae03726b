"""What is answered is confirmed, what is not comes again, and nothing is answered twice."""

from __future__ import annotations

from bot.channels.telegram.ledger import Ledger


def test_only_what_is_answered_is_confirmed() -> None:
    ledger = Ledger()
    assert ledger.offset() == 0
    assert all(ledger.take(update, 0.0) for update in (10, 11, 12))
    ledger.close(11)
    assert ledger.offset() == 10
    assert not ledger.take(11, 0.0), "it came again, but is answered"
    ledger.close(10)
    assert ledger.offset() == 12
    ledger.close(12)
    assert ledger.offset() == 13
    assert ledger.unconfirmed == 0


def test_one_that_takes_too_long_no_longer_holds_back_the_others() -> None:
    ledger = Ledger()
    ledger.take(10, 0.0)
    ledger.take(11, 5.0)
    assert list(ledger.give_up(1.0)) == [10]
    assert ledger.offset() == 11


def test_numbers_that_begin_anew_are_taken() -> None:
    ledger = Ledger()
    ledger.take(900, 0.0)
    ledger.close(900)
    assert ledger.offset() == 901
    assert ledger.take(5, 0.0)


def test_it_stays_small_where_nobody_asks_for_the_offset() -> None:
    ledger = Ledger()
    for update in range(30_000):
        ledger.take(update, 0.0)
        ledger.close(update)
    assert len(ledger._taken) <= 10_000
    assert not ledger.take(29_999, 0.0)
