"""How much may be sent.

It is 30 a second everywhere, 1 a second in a chat after a small burst, 20 a minute in a group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telegram_stand_in.calling import call

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn


def sent(telegram: StandIn, chat: int, times: int = 1) -> int:
    """Return how many of so many messages arrive."""
    return sum(
        isinstance(call(telegram, "sendMessage", chat_id=chat, text="x"), dict)
        for _ in range(times)
    )


def test_a_chat_bears_one_a_second_after_a_burst(quiet: StandIn) -> None:
    assert sent(quiet, 7, 10) == 3
    assert quiet.calls[-1].answer["parameters"] == {"retry_after": 1}
    assert quiet.calls[-1].description == "Too Many Requests: retry after 1"
    for _ in range(5):
        quiet.world.clock.advance(1)
        assert sent(quiet, 7, 2) == 1


def test_thirty_a_second_everywhere(quiet: StandIn) -> None:
    for number in range(100, 140):
        quiet.say(number, "x")
    assert sum(sent(quiet, number) for number in range(100, 140)) == 30
    quiet.world.clock.advance(0.9)
    assert sent(quiet, 139) == 0
    quiet.world.clock.advance(0.11)
    assert sent(quiet, 139) == 1


def test_twenty_a_minute_in_a_group(quiet: StandIn) -> None:
    quiet.group(-1001)
    total = 0
    for _ in range(30):
        quiet.world.clock.advance(1)
        total += sent(quiet, -1001)
    assert total == 20
    assert quiet.calls[-1].answer["parameters"] == {"retry_after": 31}


def test_a_pause_holds_one_chat_or_all(quiet: StandIn) -> None:
    quiet.say(8, "x")
    quiet.rates.hold(5, chat=7)
    assert (sent(quiet, 7), sent(quiet, 8)) == (0, 1)
    quiet.rates.hold(5)
    assert sent(quiet, 8) == 0
    quiet.world.clock.advance(5)
    assert (sent(quiet, 7), sent(quiet, 8)) == (1, 1)


def test_edits_do_not_wait_a_second(quiet: StandIn) -> None:
    sent(quiet, 7, 3)
    for number in range(10):
        assert call(quiet, "editMessageText", chat_id=7, message_id=2, text=f"page {number}")[
            "edit_date"
        ]
