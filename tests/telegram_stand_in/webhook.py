"""Posts the updates to the webhook, one at a time, in order, each until it is taken."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_stand_in.updates import Updates

PATIENCE = 10.0
RETRY_AFTER = (0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass
class Poster:
    """Works from its making until `stop`.

    `port` says where a reverse proxy would pass the updates on to, if there is one.
    """

    updates: Updates
    port: Callable[[], int | None]
    failures: int = 0
    _connection: http.client.HTTPConnection | None = None
    _thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(
            target=self._work, daemon=True, name="telegram-stand-in-webhook"
        )
        self._thread.start()

    def stop(self) -> None:
        """Leave the update under way, if any; the world is closing."""
        # The other thread may drop it at any moment.
        connection = self._connection and self._connection.sock
        if connection:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._hang_up()

    def _work(self) -> None:
        changed, updates = self.updates.world.changed, self.updates
        while True:
            with changed:
                changed.wait_for(
                    lambda: updates.world.closing or (updates.webhook and updates.fresh())
                )
                if updates.world.closing:
                    return
                webhook, (_, update) = updates.webhook, updates.waiting[0]
            assert webhook
            why = self._post(webhook, update)
            with changed:
                if why:
                    updates.last_error = updates.world.clock.now(), why
                    self.failures += 1
                    changed.wait(RETRY_AFTER[min(self.failures, len(RETRY_AFTER)) - 1])
                else:
                    self.failures = 0
                    updates.posted(update)

    def _post(self, webhook: dict[str, Any], update: dict[str, Any]) -> str | None:
        """Post one update; returns why it was not taken."""
        address = urlsplit(webhook["url"])
        headers = {"Content-Type": "application/json", "Host": address.netloc}
        if webhook["secret"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook["secret"]
        port = self.port() or address.port
        try:
            if self._connection is None or self._connection.port != port:
                self._hang_up()
                self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            self._connection.request(
                "POST", address.path or "/", json.dumps(update).encode(), headers
            )
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._hang_up()
            return f"Connection failed: {error}"
        return (
            None
            if 200 <= answer.status < 300
            else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        )

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None
