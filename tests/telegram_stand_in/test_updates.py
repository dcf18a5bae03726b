"""Updates are confirmed by offset, filtered, kept a day, with one poller at a time.

They may be posted with the secret.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update
from typing_extensions import override

from tests.telegram_stand_in.calling import call, data, keyboard
from tests.telegram_stand_in.oddities import CONTENTS, MALFORMED
from tests.telegram_stand_in.world import BOT_NAME

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn

GROUP = -1001


def waiting(telegram: StandIn, **parameters: Any) -> list[str]:
    """Return the kinds of the updates that wait."""
    return [
        next(key for key in update if key != "update_id")
        for update in call(telegram, "getUpdates", **parameters)
    ]


def test_updates_stay_until_confirmed(quiet: StandIn) -> None:
    quiet.say(7, "encore")
    first, second = call(quiet, "getUpdates")
    assert [update["message"]["text"] for update in (first, second)] == ["bonjour", "encore"]
    assert call(quiet, "getUpdates", limit=1) == [first]
    assert call(quiet, "getUpdates", offset=second["update_id"]) == [second]
    assert quiet.updates.confirmed == 1
    assert call(quiet, "getUpdates", offset=second["update_id"] + 1) == []


def test_updates_are_kept_a_day(quiet: StandIn) -> None:
    quiet.world.clock.advance(24 * 3600)
    assert call(quiet, "getUpdates") == []


def test_only_the_wanted_kinds_are_sent_and_the_wish_is_remembered(quiet: StandIn) -> None:
    assert waiting(quiet, allowed_updates=["message"]) == ["message"]
    quiet.block(7)
    quiet.react(quiet.say(8, "x"))
    assert waiting(quiet) == ["message", "message"]
    assert len(quiet.updates.unwanted) == 2


def test_a_long_poll_ends_when_something_comes(quiet: StandIn) -> None:
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(call, quiet, "getUpdates", offset=700000002, timeout=5)
        quiet.say(7, "tiens")
        assert [update["message"]["text"] for update in poll.result(5)] == ["tiens"]


def test_two_pollers_are_one_too_many(quiet: StandIn) -> None:
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(call, quiet, "getUpdates", offset=700000002, timeout=5)
        quiet.wait(lambda: quiet.updates.polls == 1)
        call(quiet, "getUpdates")
        assert poll.result(5).startswith("Conflict: terminated by other getUpdates request")


def test_a_webhook_gets_the_updates_with_its_secret(telegram: StandIn) -> None:
    received: list[tuple[str | None, dict[str, Any]]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            received.append((self.headers["x-telegram-bot-api-secret-token"], body))
            self.send_response(500 if len(received) == 1 else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as hook:
        thread = Thread(target=hook.serve_forever, args=(0.01,))
        thread.start()
        url = f"http://127.0.0.1:{hook.server_address[1]}/x"
        assert call(telegram, "setWebhook", url=url, secret_token="s3cret") is True
        assert "while webhook is active" in call(telegram, "getUpdates")
        telegram.say(7, "bonjour")
        telegram.wait(lambda: telegram.updates.confirmed)
        assert call(telegram, "getWebhookInfo")["last_error_message"].startswith(
            "Wrong response from the webhook: 500"
        )
        assert call(telegram, "deleteWebhook") is True
        hook.shutdown()
        thread.join()
    assert [(secret, update["message"]["text"]) for secret, update in received] == [
        ("s3cret", "bonjour")
    ] * 2


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("http://mairie.fr/x", "", "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "https://mairie.fr:8080/x",
            "",
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ("https://mairie.fr/x", "é", "secret token contains unallowed characters"),
        ("https://mairie.fr/x", "a" * 257, "secret token is too long"),
    ],
)
def test_a_webhook_is_refused(quiet: StandIn, url: str, secret: str, why: str) -> None:
    assert call(quiet, "setWebhook", url=url, secret_token=secret) == f"Bad Request: {why}"


def test_a_group_keeps_its_talk_to_itself(quiet: StandIn) -> None:
    quiet.group(GROUP)
    call(quiet, "sendMessage", chat_id=GROUP, text="x")
    quiet.say(GROUP, "on mange quand ?")
    quiet.command(GROUP, "aide@autre_bot")
    quiet.say(GROUP, f"@{BOT_NAME} mobilité")
    quiet.command(GROUP, "aide", to_bot=True)
    quiet.say(GROUP, "et là ?", reply_to=quiet.messages(GROUP)[0])
    assert len(waiting(quiet)) == 4
    quiet.privacy = False
    quiet.say(GROUP, "on mange quand ?")
    assert len(waiting(quiet)) == 5


def test_a_link_starts_the_bot(quiet: StandIn) -> None:
    assert quiet.follow(7, f"https://t.me/{BOT_NAME}?start=fiche-45").text == "/start fiche-45"


def test_the_library_reads_every_kind(quiet: StandIn) -> None:
    """python-telegram-bot understands all that the stand-in sends.

    What is malformed on purpose it need not.
    """
    quiet.group(GROUP, topics=[3])
    for kind in CONTENTS:
        quiet.send(7, kind, caption="x")
    quiet.command(GROUP, "fiche", "45", thread=3)
    call(quiet, "sendMessage", chat_id=7, text="x", reply_markup=keyboard([data("x")]))
    press = quiet.press(quiet.messages(7)[0], "x")
    assert press.message
    quiet.press_data(press.message, "y", gone=True)
    quiet.edit(quiet.say(7, "a"), "b")
    quiet.post(-1007, "annonce")
    quiet.pay(7)
    quiet.inline("x")
    quiet.block(7)
    quiet.leave(GROUP)
    quiet.join(GROUP, administrator=True)
    quiet.migrate(GROUP, -1002)
    updates = call(quiet, "getUpdates", allowed_updates=[])
    kinds = {next(key for key in update if key != "update_id") for update in updates}
    assert kinds >= {
        "message",
        "callback_query",
        "edited_message",
        "channel_post",
        "pre_checkout_query",
        "my_chat_member",
    }
    for update in updates:
        read = Update.de_json(update, None)
        assert read.effective_chat or read.effective_user, update


@pytest.mark.parametrize("kind", MALFORMED)
def test_malformed_updates_are_sent_as_they_are(quiet: StandIn, kind: str) -> None:
    number = quiet.malformed(kind)
    assert call(quiet, "getUpdates", offset=number) == [{"update_id": number} | MALFORMED[kind]]
