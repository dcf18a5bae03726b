"""The server tells the health to anyone, and the metrics to its own machine."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.errors import StoppedError
from bot.settings import Listening
from bot.watching.metrics import Measured, Metrics
from bot.watching.server import Server

HERE = Listening("127.0.0.1", 0, "TAMBOUR_HTTP_PORT")


def _server(*, is_well: bool = True) -> Server:
    metrics = Metrics(lambda: Measured(datetime(2026, 1, 5, tzinfo=UTC), {}, {}, {}, 0, None))
    return Server(lambda: (is_well, {"status": "ok" if is_well else "down"}), metrics)


async def _asked(server: Server, path: str, **headers: str) -> tuple[int, str]:
    await server.start([HERE])
    try:
        asking = aiohttp.ClientSession()
        async with (
            asking,
            asking.get(f"http://127.0.0.1:{server.ports[0]}{path}", headers=headers) as answer,
        ):
            return answer.status, await answer.text()
    finally:
        await server.close()


@pytest.mark.parametrize(
    ("path", "is_well", "status", "said"),
    [
        ("/metrics", True, 200, "tambour_needs_total"),
        ("/sante", True, 200, '"status": "ok"'),
        ("/sante", False, 503, '"status": "down"'),
        ("/", True, 404, "Not Found"),
    ],
)
def test_metrics_and_health_are_given(path: str, is_well: bool, status: int, said: str) -> None:
    found, text = asyncio.run(_asked(_server(is_well=is_well), path))
    assert (found, said in text) == (status, True)


def test_a_stranger_behind_the_proxy_gets_no_metrics() -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    assert asyncio.run(_asked(_server(), "/metrics", **forwarded))[0] == 404
    assert asyncio.run(_asked(_server(), "/sante", **forwarded))[0] == 200


def test_a_port_that_is_taken_is_named_by_its_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = Listening("127.0.0.1", taken.getsockname()[1], "TAMBOUR_HTTP_PORT")
        with pytest.raises(StoppedError, match=r"TAMBOUR_HTTP_PORT : le port \d+"):
            asyncio.run(_server().start([place]))
