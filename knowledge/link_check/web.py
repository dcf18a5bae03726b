"""Asks web sites about addresses, politely.

It sends HEAD then GET, one request at a time for a site and a pause between two.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING

import httpx

from knowledge.link_check.verdict import Seen, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AGENT = "Tambour/0.1 (verifie les liens d'un recueil public, un par un)"
_PATIENCE = 15.0  # seconds for a site to connect, then to answer
_PAUSE = 1.0  # seconds between two requests to a site
_MOST_HOPS = 10
_NO_SUCH_NAME = frozenset((socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)))


def new_client(patience: float = _PATIENCE) -> httpx.Client:
    """Return what asks; `patience` is in seconds."""
    return httpx.Client(
        timeout=patience,
        headers={"User-Agent": _AGENT, "Accept-Language": "fr"},
        follow_redirects=False,
    )


class Asker:
    """Looks at addresses from several threads; `sleep` and `clock` are those of the pauses."""

    def __init__(
        self,
        client: httpx.Client,
        pause: float = _PAUSE,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client, self._pause, self._sleep, self._clock = client, pause, sleep, clock
        self._sites: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}
        self._guard = threading.Lock()

    def look(self, url: str) -> Seen:
        """Return what became of an address.

        Many sites answer HEAD wrongly: only GET tells that something is amiss.
        """
        seen = self._follow("HEAD", url)
        if 200 <= seen.status < 300 or seen.trouble in (
            Trouble.NO_HOST,
            Trouble.NO_NETWORK,
            Trouble.MALFORMED,
            Trouble.UNSAFE,
        ):
            return seen
        return self._follow("GET", url)

    def _follow(self, method: str, url: str) -> Seen:
        moved_to, permanent = "", True
        for _ in range(_MOST_HOPS):
            try:
                response = self._ask(method, url)
                request = response.next_request
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                return Seen(url, trouble=_trouble(error), moved_to=moved_to)
            if request is None:
                return Seen(url, response.status_code, moved_to=moved_to)
            permanent = permanent and response.status_code in (301, 308)
            url = str(request.url)
            moved_to = url if permanent else moved_to
        return Seen(url, trouble=Trouble.LOOP)

    def _ask(self, method: str, url: str) -> httpx.Response:
        """Send one request when its site may be asked again; the content is not read."""
        site = httpx.URL(url).netloc.decode("ascii")
        with self._guard:
            lock = self._sites.setdefault(site, threading.Lock())
        with lock:
            if (left := self._last.get(site, float("-inf")) + self._pause - self._clock()) > 0:
                self._sleep(left)
            try:
                with self._client.stream(method, url) as response:
                    return response
            finally:
                self._last[site] = self._clock()


def _trouble(error: Exception) -> Trouble:
    """Return the trouble that an error tells of.

    Httpx hides the network's own error behind one of its own.
    """
    for each in _chain(error):
        if isinstance(each, socket.gaierror):
            return Trouble.NO_HOST if each.errno in _NO_SUCH_NAME else Trouble.NO_NETWORK
        if isinstance(each, ssl.SSLError):
            return Trouble.UNSAFE
    if isinstance(error, httpx.TimeoutException):
        return Trouble.SLOW
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | ValueError):
        return Trouble.MALFORMED
    return Trouble.CUT


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
