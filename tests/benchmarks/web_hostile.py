"""Requests that mean harm or nothing: sizes, encodings, methods, headers, tokens, noise."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.benchmarks.web_crowd import token_of

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 8
_PATIENCE = 1.0
_METHODS = (
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "PATCH",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "G\x00T",
)
_PATHS = (
    *(
        "/",
        "/?q=" + "a" * 6000,
        "/?q=%ff%fe",
        "/?q=%00",
        "/fiche/../../etc/passwd",
        "/fiche/%2e%2e%2f",
        "/static/..%2f..%2f",
    ),
    *(
        "/fiche/" + "9" * 4000,
        "/aides?page=99999",
        "/aides?theme=%3Cscript%3E",
        "/api/search?q=" + "mot%20" * 800,
        "//evil",
    ),
    *(
        "/api/cards?id=" + "A" * 2000,
        "/aide/%00",
        "http://evil/",
        "*",
        "/é".encode().decode("latin-1"),
        "/fichier",
        "/sante?",
    ),
    *(
        "/theme/" + "%25" * 900,
        "/carte;x=y",
        "/partenaire/__proto__",
        "/?q=" + "%F0%9F%98%80" * 500,
        "/?" + "a=1&" * 900,
    ),
)
_TYPES = (
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data; boundary=x", "application/json", "text/plain", "", "a" * 4000,
)  # fmt: skip
_HEADERS = (
    "X-Forwarded-For: " + "1.2.3.4, " * 500, "X-Forwarded-For: ::1%eth0, abc",
    "Transfer-Encoding: chunked", "Expect: 100-continue", "Content-Length: -1",
    "Content-Length: 99999999999", "Host: evil\r\nHost: other", "Cookie: " + "a=b;" * 1500,
    "Range: bytes=0-", "Content-Encoding: gzip", "Content-Encoding: deflate", "Upgrade: websocket",
    "Accept-Encoding: " + "gzip," * 900, "X: \x80\xff", "If-Modified-Since: never",
    "Connection: close, keep-alive", " folded: header", "NoColon",
)  # fmt: skip


@dataclass
class Harm:
    """What hostile requests did: how many of each status, and the longest answer, in seconds.

    Status 0: none came within a second, to a request that never ends, or the connection was closed.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0
    slowest: str = ""


async def attack(port: int, requests: int, seed: int = 1) -> Harm:
    """Send hostile requests to a port of this machine, some at once."""
    chance, harm, left = random.Random(seed), Harm(), iter(range(requests))
    token = await _token(port)

    async def one_after_the_other() -> None:
        for _ in left:
            request = hostile(chance, token)
            began = time.perf_counter()
            status = await _send(port, request)
            took = time.perf_counter() - began
            harm.statuses[status] += 1
            if status and took > harm.longest:
                harm.longest, harm.slowest = took, repr(request[:100])

    await asyncio.gather(*(one_after_the_other() for _ in range(_AT_ONCE)))
    return harm


def hostile(chance: random.Random, token: str) -> bytes:
    """Return the bytes of one request; half of the forms bear a good token."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randint(1, 2000)) + b"\r\n\r\n"
    body = chance.choice(_BODIES)(chance)
    if chance.random() < 0.5:
        body = f"token={token}&".encode() + body
    lines = [
        (
            f"{chance.choice(_METHODS)} {chance.choice(_PATHS)} "
            f"HTTP/{chance.choice(('1.1', '1.1', '1.0', '9.9'))}"
        )
    ]
    if chance.random() < 0.6:
        lines[0] = "POST / HTTP/1.1"
    lines += [
        "Host: 127.0.0.1",
        (
            "X-Forwarded-For: "
            f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}"
        ),
    ]
    kind = _TYPES[0] if chance.random() < 0.6 else chance.choice(_TYPES)
    lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    if chance.random() < 0.3:
        lines.insert(chance.randint(1, len(lines)), chance.choice(_HEADERS))
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body


def _garbage(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(0, 3000))


def _forged(chance: random.Random) -> bytes:
    token = "".join(chance.choices("abcXYZ019-_.", k=chance.choice((0, 5, 200, 8192, 20000))))
    return f"token={token}&said=mobilit%C3%A9+jeunes&press=card%3A45".encode()


def _nasty(chance: random.Random) -> bytes:
    words: tuple[str, ...] = (
        "<script>",
        "%00",
        "%ED%A0%80",
        "%F4%90%80%80",
        "{{7*7}}",
        "..%2F",
        "%E2%80%AE",
        "a" * 999,
        "'",
        '"',
        "%0D%0A",
        "/fiche+",
        "�",
    )
    return ("said=" + "".join(chance.choices(words, k=chance.randint(1, 30)))).encode()


def _init(chance: random.Random) -> bytes:
    return (
        b"init="
        + b"%3D%26".join(b"auth_date hash user".split())
        + chance.randbytes(5).hex().encode() * chance.randint(1, 300)
    )


def _large(chance: random.Random) -> bytes:
    return b"said=" + b"mot+" * chance.choice((500, 15_000, 60_000))


def _many(chance: random.Random) -> bytes:
    return b"&".join(b"said%d=x" % number for number in range(chance.choice((3, 500))))


_BODIES: tuple[Callable[[random.Random], bytes], ...] = (
    _garbage,
    _forged,
    _nasty,
    _nasty,
    _init,
    _large,
    _many,
)


async def _token(port: int) -> str:
    """Return what the form of the page carries when it is opened."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    page = (await reader.read(-1)).decode()
    writer.close()
    return token_of(page)


async def _send(port: int, request: bytes) -> int:
    """Send bytes, and return the status of the answer; 0 where none comes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        await writer.drain()
        async with asyncio.timeout(_PATIENCE):
            first = await reader.readline()
            while first.startswith(b"HTTP/1.1 100"):
                await reader.readline()
                first = await reader.readline()
        return int(first.split()[1]) if first.startswith(b"HTTP/") else 0
    except (OSError, TimeoutError, IndexError, ValueError):
        return 0
    finally:
        writer.close()
