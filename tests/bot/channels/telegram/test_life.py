"""The life of the real process.

It starts, refuses to start, meets another, stops cleanly, and logs no token.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.updates import ALLOWED
from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.faults import RESET, SERVER_ERROR
from tests.telegram_stand_in.stand_in import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.telegram_stand_in.stand_in import StandIn

pytestmark = pytest.mark.process


def _wait_for_calls(telegram: StandIn, method: str, number: int) -> None:
    telegram.wait(lambda: len(telegram.called(method) if method else telegram.calls) >= number)


def test_it_asks_only_for_what_it_reads_and_stops_cleanly(
    telegram: StandIn, process: Process
) -> None:
    telegram.say(1, "bonjour")
    telegram.wait_for_messages(1)
    started = time.monotonic()
    assert process.stop() == 0
    assert time.monotonic() - started < 10
    assert telegram.called("getMe")
    assert telegram.updates.allowed == set(ALLOWED)
    assert telegram.updates.waiting == []


def test_asked_to_stop_while_a_chat_is_held_it_stops_within_ten_seconds(
    telegram: StandIn, process: Process
) -> None:
    telegram.rates.hold(60, 1)
    telegram.say(1, "bonjour")
    telegram.wait(lambda: telegram.called("sendMessage", 1))
    started = time.monotonic()
    assert process.stop() == 0
    assert time.monotonic() - started < 10
    assert len(telegram.updates.waiting) == 1, "Telegram brings it again"


def test_a_second_start_sets_nothing_again(telegram: StandIn, tmp_path: Path) -> None:
    for starts in (1, 2):
        with Process(telegram, tmp_path) as process:
            process.wait_until_ready()
            _wait_for_calls(telegram, "getMyShortDescription", starts)
            assert process.stop() == 0
    assert len(telegram.called("getMyName")) == 2
    assert len(telegram.called("setMyName")) == 1
    assert len(telegram.called("setMyCommands")) == 4
    assert len(telegram.called("setMyDescription")) == 1


def test_what_was_written_while_it_was_down_is_answered(telegram: StandIn, tmp_path: Path) -> None:
    telegram.say(1, "mobilité jeunes")
    with Process(telegram, tmp_path):
        assert "(fiche 45)" in telegram.wait_for_messages(1)[0].text


def test_a_wrong_token_ends_with_its_name(telegram: StandIn, tmp_path: Path) -> None:
    wrong = {"TAMBOUR_TELEGRAM_TOKEN": "123456:AAwrongWrongWrongWrongWrongWrongWro"}
    with Process(telegram, tmp_path, wrong) as process:
        assert process.end() == 1
    assert "TAMBOUR_TELEGRAM_TOKEN est refusé" in process.log
    assert "AAwrong" not in process.log
    with Process(telegram, tmp_path, {"TAMBOUR_TELEGRAM_TOKEN": ""}) as process:
        assert process.end() == 1
    assert "TAMBOUR_TELEGRAM_TOKEN manque" in process.log


def test_two_instances_end_with_a_clear_message(
    telegram: StandIn, process: Process, tmp_path: Path
) -> None:
    with Process(telegram, tmp_path) as second:
        deadline = time.monotonic() + PATIENCE
        while (
            process.process.poll() is None
            and second.process.poll() is None
            and time.monotonic() < deadline
        ):
            _wait_for_calls(telegram, "", len(telegram.calls) + 1)
        ended = process if process.process.poll() is not None else second
        assert ended.end() == 1
    assert "une seule instance par jeton" in ended.log


def test_polling_takes_the_place_of_a_webhook(telegram: StandIn, tmp_path: Path) -> None:
    telegram.updates.webhook = {"url": "https://127.0.0.1:1/x", "secret": "", "max_connections": 40}
    telegram.say(1, "bonjour")
    with Process(telegram, tmp_path):
        telegram.wait_for_messages(1)
    assert telegram.called("deleteWebhook")


def test_a_webhook_set_elsewhere_is_named_as_such(telegram: StandIn, process: Process) -> None:
    with telegram.world.changed:
        telegram.updates.webhook = {
            "url": "https://127.0.0.1:1/x",
            "secret": "",
            "max_connections": 40,
        }
        telegram.world.changed.notify_all()
    assert process.end() == 1
    assert "un webhook a été réglé pour ce bot par un autre programme" in process.log


@pytest.mark.parametrize("level", ["debug", "info"])
def test_the_token_and_what_people_say_are_in_no_log(
    telegram: StandIn, tmp_path: Path, level: str
) -> None:
    with Process(telegram, tmp_path, level=level) as process:
        process.wait_until_ready()
        for fault in (SERVER_ERROR, RESET):
            telegram.faults.next(fault, "sendMessage")
            telegram.faults.next(fault, "getUpdates")
        telegram.say(1, "mobilité tralala")
        telegram.wait_for_messages(1)
        assert process.stop() == 0
    assert telegram.token.partition(":")[2] not in process.log
    assert "tralala" not in process.log
    assert "connected" in process.log
