"""The real bot behind a webhook.

Telegram brings updates, strangers are turned away, the health address answers.
"""

from __future__ import annotations

import http.client
import socket
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.faults import TOO_MANY
from tests.telegram_stand_in.stand_in import PATIENCE, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "secret-de-la-mairie-0123456789"


def _settings(port: int) -> dict[str, str]:
    return {
        "TAMBOUR_WEBHOOK_URL": "https://tambour.example.fr/telegram",
        "TAMBOUR_WEBHOOK_SECRET": SECRET,
        "TAMBOUR_WEBHOOK_PORT": str(port),
    }


@pytest.fixture(scope="module")
def brought(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    folder = tmp_path_factory.mktemp("webhook")
    with (
        StandIn(limits=None, proxied_to=port) as telegram,
        Process(telegram, folder, _settings(port)) as process,
    ):
        process.wait_until_ready()
        yield telegram
        assert process.stop() == 0
        assert "Traceback" not in process.log
        assert SECRET not in process.log


def _ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(
            method, path, body, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        return connection.getresponse().status


def test_what_telegram_brings_is_answered(brought: StandIn) -> None:
    for chat in range(1, 21):
        brought.say(chat, "mobilité jeunes")
    for chat in range(1, 21):
        assert "(fiche 45)" in brought.wait_for_messages(chat)[0].text
    assert brought.called("getUpdates") == []
    assert brought.refused == []


def test_albums_and_texts_that_were_cut_are_one_where_telegram_waits_between_two(
    brought: StandIn,
) -> None:
    brought.say(41, ("Une solution de mobilité pour nos jeunes. " * 100)[:4096])
    brought.say(41, "Comment les emmener à la mission locale ?")
    brought.album(42, "", "mobilité jeunes", "")
    assert "(fiche 45)" in brought.wait_for_messages(42)[0].text
    brought.wait_for_messages(41)
    brought.wait(lambda: not brought.updates.waiting)
    assert [len(brought.messages(chat)) for chat in (41, 42)] == [1, 1]


def test_a_chat_held_holds_up_no_other(brought: StandIn) -> None:
    brought.faults.next(TOO_MANY, "sendMessage", 31, times=1000)
    brought.say(31, "bonjour")
    brought.say(32, "bonjour")
    brought.wait_for_messages(32)
    assert brought.messages(31) == []
    brought.faults.stop()
    brought.wait_for_messages(31)


@pytest.mark.parametrize(
    ("method", "path", "body", "secret", "status"),
    [
        ("GET", "/sante", b"", "", 200),
        ("GET", "/", b"", "", 404),
        ("GET", "/telegram", b"", SECRET, 405),
        ("POST", "/telegram", b"{}", "", 403),
        ("POST", "/telegram", b"{}", SECRET[:-1], 403),
        ("POST", "/telegram", b"{}", "é", 403),
        ("POST", "/telegram", b"{", SECRET, 400),
        ("POST", "/telegram", b"[" * 200_000, SECRET, 400),
        ("POST", "/telegram", b'{"message": ' * 50_000, SECRET, 400),
        (
            "POST",
            "/telegram",
            b'{"update_id": 2, "message": ' + b"[" * 900 + b"]" * 900 + b"}",
            SECRET,
            200,
        ),
        ("POST", "/telegram", b"\xff\xfe", SECRET, 400),
        ("POST", "/telegram", b"[]", SECRET, 200),
        ("POST", "/telegram", b'{"update_id": 1}', SECRET, 200),
        ("POST", "/telegram", b" " * 1_000_001, SECRET, 413),
    ],
)
def test_strangers_are_turned_away(
    brought: StandIn, port: int, method: str, path: str, body: bytes, secret: str, status: int
) -> None:
    assert brought.called("setWebhook")
    assert _ask(port, method, path, body, X_Telegram_Bot_Api_Secret_Token=secret) == status


def test_what_is_no_http_stops_nothing(brought: StandIn, port: int) -> None:
    for sent in (
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"x" * 70_000,
        b"POST /telegram HTTP/1.1\r\nContent-Length: -3\r\n\r\n",
    ):
        with (
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as stranger,
            suppress(ConnectionError),
        ):
            stranger.sendall(sent)  # the bot may hang up before all is sent
    assert _ask(port, "GET", "/sante") == 200
    assert brought.updates.webhook


@pytest.mark.process
def test_a_port_that_is_taken_is_named(
    brought: StandIn, port: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Process(brought, tmp_path_factory.mktemp("taken"), _settings(port)) as process:
        assert process.end() == 1
    assert "TAMBOUR_WEBHOOK_PORT" in process.log
