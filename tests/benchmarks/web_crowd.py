"""Many visitors of the page at once, each going on from answer to answer, for benchmarks."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from html import unescape
from statistics import quantiles

import aiohttp

# What each visitor says, one message after the other, and what each answer must hold.
TALK = (
    ("mobilité jeunes", "fiche 45"),
    ("la 1", "Fiche 45."),
    ("combien ça a coûté", "fiche"),
    ("nos anciens sont seuls", "fiche"),
    ("qui peut financer", "fiche"),
    ("garde la fiche 45", "45"),
    ("mon dossier", "fiche 45"),
)
_TOKEN = re.compile(r'id="token" value="([^"]*)"')


@dataclass
class Load:
    """What a crowd was answered: seconds of each, how long all took, what was wrong."""

    seconds: list[float] = field(default_factory=list)
    took: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took

    def percentile(self, hundredths: int) -> float:
        """Return a percentile of the time of an answer, in milliseconds."""
        return quantiles(self.seconds, n=100)[hundredths - 1] * 1000


async def crowd(address: str, people: int, requests: int) -> Load:
    """Have some people talk at once until so many requests were made."""
    load = Load()
    connector = aiohttp.TCPConnector(limit=people)
    async with aiohttp.ClientSession(address, connector=connector) as client:
        began = time.perf_counter()
        each = -(-requests // people)
        await asyncio.gather(*(_visit(client, number, each, load) for number in range(people)))
        load.took = time.perf_counter() - began
    return load


async def _visit(client: aiohttp.ClientSession, number: int, requests: int, load: Load) -> None:
    """Talk as one visitor, with an address of their own as the proxy tells it."""
    headers = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
    async with client.get("/", headers=headers) as opened:
        token = token_of(await opened.text())
    for turn in range(requests):
        said, wanted = TALK[turn % len(TALK)]
        began = time.perf_counter()
        async with client.post("/", data={"token": token, "said": said}, headers=headers) as answer:
            page = await answer.text()
        load.seconds.append(time.perf_counter() - began)
        if answer.status != 200 or wanted not in page:
            load.wrong.append(f"{answer.status} to « {said} »: no « {wanted} »")
        token = token_of(page) or token
        if turn % 20 == 19:
            await asyncio.sleep(0)


def token_of(page: str) -> str:
    """Return what the form of a page carries; "" where it has none."""
    found = _TOKEN.search(page)
    return unescape(found[1]) if found else ""
