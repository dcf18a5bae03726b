"""The HTTP side, with one thread a connection.

Each request is handed to the stand-in, and faults are acted out.
"""

from __future__ import annotations

import contextlib
import json
import re
import select
import socket
import struct
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from typing_extensions import override

from tests.telegram_stand_in.faults import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_stand_in.faults import Fault

    Answerer = Callable[["Request"], tuple[dict[str, Any], Fault | None]]

_ADDRESS = re.compile(r"/bot([^/]+)/([A-Za-z]+)")
HANGING_UP = 0.05
_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
)


@dataclass(frozen=True)
class Request:
    """One call as it came; `gone` tells whether its client has hung up."""

    token: str
    method: str
    query: str
    content_type: str
    body: bytes
    gone: Callable[[], bool]


class Server(ThreadingHTTPServer):
    """Listens on loopback.

    `answer` gives the answer to a request, and what is to go wrong with it.
    """

    request_queue_size = 512
    daemon_threads = True

    def __init__(self, answer: Answerer) -> None:
        self.answer = answer
        self.closing = threading.Event()
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.05,), daemon=True, name="telegram-stand-in"
        )
        self._thread.start()

    def stop(self) -> None:
        """Close every connection and stop listening."""
        self.closing.set()
        self.shutdown()
        self._thread.join()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    @override
    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so as to close it."""
        self._connections.add(request)
        super().process_request(request, client_address)

    @override
    def close_request(self, request: Any) -> None:
        """Forget the connection."""
        self._connections.discard(request)
        super().close_request(request)

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_POST(self) -> None:
        self._respond(self.rfile.read(int(self.headers.get("content-length") or 0)))

    def do_GET(self) -> None:
        self._respond(b"")

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Keep silent: the calls are recorded."""

    def _respond(self, body: bytes) -> None:
        address = urlsplit(self.path)
        called = _ADDRESS.fullmatch(address.path)
        token, method = (called[1], called[2]) if called else ("", "")
        kind = self.headers.get("content-type") or ""
        answer, fault = self.server.answer(
            Request(token, method, address.query, kind, body, self._gone)
        )
        if fault and fault.kind is Kind.RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        elif fault and fault.kind is Kind.SILENT:
            self.connection.recv(1)
            self.close_connection = True
        elif fault and fault.kind is Kind.BAD_GATEWAY:
            self._send(502, "text/html", _GATEWAY)
        else:
            if fault and fault.kind is Kind.SLOW:
                self.server.closing.wait(fault.seconds)
            self._send(
                answer.get("error_code", 200), "application/json", json.dumps(answer).encode()
            )

    def _gone(self) -> bool:
        """Look whether the client closes, a moment long: it may just be doing so."""
        readable, _, _ = select.select([self.connection], [], [], HANGING_UP)
        return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
