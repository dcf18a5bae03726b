"""Administrators of the real bot: what they may ask, what they are told.

Metrics, health, and a log that tells on nobody are here too.
"""

from __future__ import annotations

import http.client
import json
import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.conversation.usage import NEEDS, Use
from bot.settings import WatchSettings
from bot.storage.store import Store
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.memory import Memory
from tests.bot.channels.telegram.running import Process, in_thread
from tests.telegram_stand_in.faults import LOST, SERVER_ERROR
from tests.telegram_stand_in.stand_in import PATIENCE, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World

ADMIN, STRANGER, NEIGHBOUR, GROUP = 5550001111, 5550002222, 5550003333, -1005550004444
TYPED = "mobilité tralala"


@pytest.fixture(scope="module")
def watched(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """The real bot, watched, whose live aids are nine days old; its log is read at the end."""
    folder = tmp_path_factory.mktemp("watched")
    _let_aids_age(folder / "tambour.db", datetime.now(UTC) - timedelta(days=9))
    more = {"TAMBOUR_ADMINS": str(ADMIN), "TAMBOUR_METRICS_PORT": str(port), "TAMBOUR_LOG": "json"}
    with (
        StandIn(limits=None) as telegram,
        Process(telegram, folder, more, level="debug") as process,
    ):
        telegram.say(ADMIN, "bonjour")
        process.wait_until_ready()
        yield telegram
        assert process.stop() == 0
        _assert_it_tells_on_nobody(process.log, telegram.token)


def _let_aids_age(database: Path, read: datetime) -> None:
    with closing(Memory(database)) as memory:
        memory.apply("aides_territoires", Decisions(), read)


def _assert_it_tells_on_nobody(log: str, token: str) -> None:
    lines = [json.loads(line) for line in log.splitlines()]
    assert all({"time", "level", "event"} <= line.keys() for line in lines)
    assert any(line["event"] == "answered" and line["ms"] >= 0 for line in lines)
    assert {f"admin {ADMIN}: /stats", f"admin {ADMIN}: /sante"} <= {line["event"] for line in lines}
    others = "\n".join(line for line in log.splitlines() if f"admin {ADMIN}" not in line)
    chats = (str(abs(chat)) for chat in (ADMIN, STRANGER, NEIGHBOUR, GROUP))
    for secret in ("tralala", token.partition(":")[2], "Traceback", *chats):
        assert secret not in others


def _ask(port: int, path: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_a_dialogue_with_faults_is_answered(watched: StandIn) -> None:
    for fault in (SERVER_ERROR, LOST):
        watched.faults.next(fault, "sendMessage", NEIGHBOUR)
    watched.say(NEIGHBOUR, TYPED)
    watched.say(STRANGER, TYPED)
    message = watched.wait_for_messages(STRANGER)[0]
    watched.press(message, message.labels[0])
    shown = ("sendMessage", "editMessageText")
    watched.wait(lambda: sum(len(watched.called(method, STRANGER)) for method in shown) > 1)
    assert watched.wait_for_messages(NEIGHBOUR)
    watched.block(NEIGHBOUR)


def test_administrators_are_told_of_a_trouble(watched: StandIn) -> None:
    alert = "⚠ Les aides ouvertes n’ont pas été relues depuis 9 jours"
    assert watched.expect(ADMIN, alert).text.startswith(alert)
    assert not any(message.text.startswith("⚠") for message in watched.messages(STRANGER))


def test_an_administrator_sees_the_figures_and_the_health(watched: StandIn) -> None:
    watched.say(ADMIN, "/stats")
    watched.expect(ADMIN, "Aujourd’hui")
    assert [message.kind for message in watched.messages(ADMIN)].count("photo") == 1
    watched.say(ADMIN, "/sante")
    assert "À regarder" in watched.expect(ADMIN, "En marche depuis").text


def test_for_a_stranger_these_commands_do_not_exist(watched: StandIn) -> None:
    before = len(watched.messages(STRANGER))
    watched.say(STRANGER, "/cherche")
    unknown = [message.text for message in watched.wait_for_messages(STRANGER, before + 2)[before:]]
    watched.say(STRANGER, "/stats")
    refused = [
        message.text for message in watched.wait_for_messages(STRANGER, before + 4)[before + 2 :]
    ]
    assert [text.replace("/cherche", "/stats") for text in unknown] == refused


def test_nor_does_a_group_see_what_administrators_ask(watched: StandIn) -> None:
    watched.group(GROUP)
    watched.command(GROUP, "stats", to_bot=True, sender=ADMIN)
    assert "/stats" in watched.wait_for_messages(GROUP)[0].text
    assert all(message.kind == "text" for message in watched.messages(GROUP))


def test_metrics_and_health_are_given_to_this_machine(watched: StandIn, port: int) -> None:
    watched.say(ADMIN, "mobilité jeunes")
    watched.expect(ADMIN, "(fiche 45)")
    status, metrics = _ask(port, "/metrics")
    assert status == 200
    assert 'tambour_trouble{trouble="aids"} 1.0' in metrics
    assert "tambour_up 1.0" in metrics
    assert 'tambour_needs_total{outcome="found"} 0.0' not in metrics
    status, health = _ask(port, "/sante")
    assert (status, json.loads(health)["status"], json.loads(health)["troubles"]) == (
        200,
        "degraded",
        ["aids"],
    )


@pytest.mark.process
def test_a_port_of_metrics_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        more = {"TAMBOUR_METRICS_PORT": str(taken.getsockname()[1])}
        with StandIn() as telegram, Process(telegram, tmp_path, more) as process:
            assert process.end() == 1
    assert "TAMBOUR_METRICS_PORT" in process.log


def _told(world: World, folder: Path, now: datetime, number: int) -> list[str]:
    """Return what an administrator is told by a bot that starts."""
    with StandIn(limits=None) as telegram:
        telegram.world.clock.advance(now.timestamp() - telegram.world.clock.now())
        telegram.world.person(ADMIN, started=True)
        telegram.world.chat(ADMIN)
        with in_thread(telegram, world, folder, watch=WatchSettings(frozenset((ADMIN,)))):
            telegram.say(STRANGER, "bonjour")
            telegram.wait_for_messages(STRANGER)
            return [message.text for message in telegram.wait_for_messages(ADMIN, number)]


def test_troubles_and_the_summary_of_the_month_are_told_once_whatever_restarts(
    world: World, tmp_path: Path
) -> None:
    database = tmp_path / "tambour.db"
    monday = datetime(2027, 1, 4, 9, tzinfo=UTC)
    with closing(Store(database)) as store:
        store.count({(monday.date(), Use(NEEDS, "found")): 3})
    _let_aids_age(database, monday - timedelta(days=9))
    alert, opening, *figures = _told(world, tmp_path, monday, 3)
    assert alert.startswith("⚠ Les aides ouvertes n’ont pas été relues depuis 9 jours")
    assert opening.startswith("Le mois de Tambour")
    assert "3 besoins exprimés" in figures[-1]
    assert _told(world, tmp_path, monday, 0) == []
    _let_aids_age(database, monday)
    assert _told(world, tmp_path, monday, 1) == ["Les aides ouvertes ont été relues."]
