"""How the sources are called over HTTP.

It holds the authorities trusted, read once, and the name we go by.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    import ssl

_HEADERS = {"User-Agent": "tambour"}


def http_client(patience: float, most_redirects: int = 0) -> httpx.Client:
    """Return a client that waits `patience` seconds for each part of an answer."""
    return httpx.Client(
        timeout=patience,
        headers=_HEADERS,
        verify=_authorities(),
        follow_redirects=most_redirects > 0,
        max_redirects=most_redirects,
    )


@cache
def _authorities() -> ssl.SSLContext:
    return httpx.create_ssl_context()
