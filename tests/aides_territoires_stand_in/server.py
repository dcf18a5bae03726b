"""The HTTP side of the stand-in, with one thread a connection.

What is answered is decided elsewhere.
"""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Call(NamedTuple):
    """One request as it came."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]

    def values(self, name: str) -> list[str]:
        """Return the values of a parameter, with or without brackets after its name."""
        return [value for key, value in self.query if key.removesuffix("[]") == name]


class Answer(NamedTuple):
    """What is answered; a status of 0 hangs up without a word."""

    status: int
    body: bytes
    location: str = ""


class Server(ThreadingHTTPServer):
    """Listens on loopback until stopped."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Call], Answer]) -> None:
        self.answer = answer
        super().__init__(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.05,), daemon=True, name="aides-territoires-stand-in"
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self.shutdown()
        self._thread.join()
        self.server_close()

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self._respond()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Keep silent: the calls are recorded."""

    def _respond(self) -> None:
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.answer(
            Call(self.command, address.path, tuple(parse_qsl(address.query)), headers)
        )
        if not answer.status:
            self.close_connection = True
            return
        with contextlib.suppress(ConnectionError):
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.location:
                self.send_header("Location", answer.location)
            self.end_headers()
            self.wfile.write(answer.body)
            self.wfile.flush()
