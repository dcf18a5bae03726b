"""A small HTTP server for where Telegram brings the updates: one address for them, one that tells how the bot does."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Health = Callable[[], tuple[bool, dict[str, Any]]]

HEALTH = "/sante"
_SECRET_HEADER = "x-telegram-bot-api-secret-token"
_LARGEST = 1_000_000  # bytes of an update
_PATIENCE = 30.0  # seconds for a request to arrive whole
_LINGER = 5.0  # seconds left to who was refused to end what it was sending
_log = logging.getLogger("tambour.telegram")


class _RefusedError(Exception):
    """The request can't be taken; holds the status to answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Webhook:
    """Gives each update to `receive`, and says it was taken once that has returned; until then Telegram keeps it."""

    def __init__(self, path: str, secret: str, receive: Callable[[Any], Awaitable[None]], health: Health) -> None:
        self._path, self._secret, self._receive, self._health = path, secret.encode(), receive, health
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self, port: int) -> None:
        """Listen on a port of every interface. Raises OSError where it is taken."""
        self._server = await asyncio.start_server(self._serve, "0.0.0.0", port, limit=65536)

    def stop_listening(self) -> None:
        """Take no new connection; those open go on."""
        if self._server:
            self._server.close()

    async def close(self) -> None:
        """Close every connection: Telegram brings again what it got no answer to."""
        self.stop_listening()
        while connections := set(self._connections):  # one that ends a wait just then may not notice that it is cancelled
            for connection in connections:
                connection.cancel()
            await asyncio.wait(connections, timeout=0.5)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._connections.add(task)
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the other side left, is no client, or the bot stops
        finally:
            self._connections.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; tell whether the connection goes on."""
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _PATIENCE)
        goes_on = False
        try:
            method, path, headers = _read_head(head)
            body = await asyncio.wait_for(reader.readexactly(_length(headers)), _PATIENCE)
            goes_on = headers.get("connection", "").lower() != "close"
            status, told = await self._take(method, path, headers, body)
        except _RefusedError as refused:
            status, told = refused.status, {"status": refused.status.phrase}
            goes_on = False
        answer = json.dumps(told).encode()
        connection = "keep-alive" if goes_on else "close"
        writer.write(
            f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(answer)}\r\nConnection: {connection}\r\n\r\n".encode()
            + answer
        )
        await writer.drain()
        if not goes_on:
            await _linger(reader, writer)
        return goes_on

    async def _take(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[HTTPStatus, dict[str, Any]]:
        """Take an update, or tell the health; return what to answer. Raises _RefusedError."""
        if path == HEALTH and method == "GET":
            is_well, told = self._health()
            return HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE, told
        if path != self._path:
            raise _RefusedError(HTTPStatus.NOT_FOUND)
        if method != "POST":
            raise _RefusedError(HTTPStatus.METHOD_NOT_ALLOWED)
        if not hmac.compare_digest(headers.get(_SECRET_HEADER, "").encode("utf-8", "replace"), self._secret):
            _log.warning("an update without the right secret was refused")
            raise _RefusedError(HTTPStatus.FORBIDDEN)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            raise _RefusedError(HTTPStatus.BAD_REQUEST) from None
        await self._receive(update)
        return HTTPStatus.OK, {"status": "ok"}


async def _linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read what the other side still sends, and drop it: closed at once, the connection would be reset and the answer lost."""
    writer.write_eof()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LINGER):
            while await reader.read(65536):
                pass


def _read_head(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3:
        raise _RefusedError(HTTPStatus.BAD_REQUEST)
    pairs = (line.partition(":") for line in lines if line)
    return parts[0], parts[1].partition("?")[0], {name.strip().lower(): value.strip() for name, _, value in pairs}


def _length(headers: dict[str, str]) -> int:
    written = headers.get("content-length", "0")
    if "transfer-encoding" in headers:
        raise _RefusedError(HTTPStatus.LENGTH_REQUIRED)
    if not (written.isascii() and written.isdecimal()):
        raise _RefusedError(HTTPStatus.BAD_REQUEST)
    if int(written) > _LARGEST:
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(written)
