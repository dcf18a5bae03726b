"""Carries requests to the Bot API over aiohttp, at less cost than the library's way.

It tells what surely was not sent.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest
from typing_extensions import override

if TYPE_CHECKING:
    from telegram.request import RequestData

_TO_CONNECT = 5.0  # seconds, a free place among the connections included
_WHOLE = 60.0  # seconds that a request may take in all
_KEPT = 30.0  # seconds that an idle connection is kept: Telegram closes it later
# What Telegram gives back of a message sent or changed, which the bot knows: left unread, it costs
# nothing more.
_KNOWN = (
    "reply_markup",
    "entities",
    "caption_entities",
    "text",
    "caption",
    "from",
    "link_preview_options",
    "reply_to_message",
)
_UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientProxyConnectionError,
    aiohttp.InvalidURL,
)


class Resolver(AbstractResolver):
    """Looks addresses up in threads that hold up no end of the program.

    Where no server answers, each takes half a minute.
    """

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host. Raises OSError."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult] | OSError] = loop.create_future()

        def settle(found: list[ResolveResult] | OSError) -> None:
            if not answer.done():
                answer.set_result(found)

        def look() -> None:
            try:
                found: list[ResolveResult] | OSError = _addresses(host, port, family)
            except OSError as error:
                found = error
            with suppress(RuntimeError):  # the program has ended
                loop.call_soon_threadsafe(settle, found)

        threading.Thread(target=look, name="resolver", daemon=True).start()
        found = await answer
        if isinstance(found, OSError):
            raise found
        return found

    @override
    async def close(self) -> None:
        """Do nothing: a thread ends with its answer, or with the program."""


class NotSentError(NetworkError):
    """The request surely did not leave: no connection was made, or none was free."""


class Transport(BaseRequest):
    """Makes requests over so many connections at most.

    It waits `patience` seconds for the answer where nothing else is said.
    """

    def __init__(self, connections: int, patience: float) -> None:
        self._connections, self._patience = connections, patience
        self._session: aiohttp.ClientSession | None = None

    @override
    @property
    def read_timeout(self) -> float:
        """Return how many seconds an answer is waited for."""
        return self._patience

    @override
    async def initialize(self) -> None:
        """Get ready to connect."""
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=_KEPT, resolver=Resolver()
            )
            self._session = aiohttp.ClientSession(
                connector=connector, headers={"User-Agent": self.USER_AGENT}
            )

    @override
    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session:
            await session.close()

    @override
    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer, and of a message only what is not known. Raises TelegramError."""
        try:
            answer = BaseRequest.parse_json_payload(payload)
        except RecursionError:
            raise TelegramError("Invalid server response") from None
        message = answer.get("result")
        if isinstance(message, dict) and "message_id" in message:
            for known in _KNOWN:
                message.pop(known, None)
        return answer

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer.

        NotSentError is raised where it did not leave, NetworkError where it may have arrived.
        """
        if self._session is None:
            raise NotSentError("the transport is not open")
        timeout = aiohttp.ClientTimeout(
            total=_WHOLE,
            connect=_seconds(connect_timeout, _TO_CONNECT),
            sock_read=_seconds(read_timeout, self._patience),
        )
        body, headers = _body(request_data)
        try:
            proxy = _proxy(*urlsplit(url)[:2])
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=proxy
            ) as answer:
                return answer.status, await answer.read()
        except _UNSENT as error:
            raise NotSentError(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    """Look up the addresses of a host, however long it takes. Raises OSError."""
    found = socket.getaddrinfo(
        host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )
    numeric = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=port,
            family=kind,
            proto=protocol,
            flags=numeric,
        )
        for kind, _, protocol, _, address in found
    ]


@lru_cache
def _proxy(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for a host, if any.

    Once: aiohttp's own way looks for one, and for a file of passwords, at each request: a sixteenth
    of the bot's time.
    """
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """Return what to send, JSON but for files, and its headers."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return json.dumps(data.parameters).encode(), {"Content-Type": "application/json"}
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form, {}


def _seconds(asked: object, usual: float) -> float:
    """Return the seconds asked for, or the usual ones where the library leaves them out."""
    return float(asked) if isinstance(asked, int | float) else usual
