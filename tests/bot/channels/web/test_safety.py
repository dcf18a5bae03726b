"""What keeps the page safe.

It is its headers, the pace of each address, and no request that makes it fall.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.channels.web.forms import read_form
from bot.channels.web.safety import headers
from bot.channels.web.visitors import Doormen, Pace, Turns
from bot.settings import WebSettings
from tests.benchmarks.web_hostile import attack
from tests.bot.channels.web.visiting import SETTINGS, Clock, parts, served

if TYPE_CHECKING:
    from bot.conversation.world import World

_SEVERAL = Pace(at_once=3, a_second=0.5)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("POST", "/"),
        ("GET", "/absente"),
        ("PUT", "/"),
        ("GET", "/static/tambour.css"),
    ],
)
def test_every_response_forbids_what_is_not_ours(address: str, method: str, path: str) -> None:
    response = httpx.request(method, address + path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "aiohttp" not in response.headers["Server"]


def test_named_sites_may_embed_it_and_a_style_sheet_may_be_theirs() -> None:
    policy = headers(
        WebSettings(embed=("https://a.fr", "https://b.fr"), style="https://c.fr/x.css")
    )["Content-Security-Policy"]
    assert "frame-ancestors https://a.fr https://b.fr" in policy
    assert "style-src 'self' https://c.fr;" in policy
    assert "script-src 'self';" in policy


def test_an_address_that_asks_too_much_waits_and_the_others_do_not() -> None:
    turns = Turns(_SEVERAL)
    assert [turns.wait("a", 0.0) for _ in range(4)] == [0.0, 0.0, 0.0, 2.0]
    assert turns.wait("b", 0.0) == 0.0
    assert turns.wait("a", 2.0) == 0.0
    assert turns.wait("a", 1.0) == 2.0, "a clock set back takes nothing"


def test_only_so_many_addresses_are_remembered() -> None:
    turns = Turns(Pace(at_once=1, a_second=0.001, most=2))
    for each in "abc":
        turns.wait(each, 0.0)
    assert turns.wait("c", 0.0) > 0
    assert turns.wait("a", 0.0) == 0.0


@pytest.mark.parametrize(
    ("peer", "forwarded", "visitor"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  # no proxy of ours: its word is not taken
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        (
            "127.0.0.1",
            ["6.6.6.6, 198.51.100.1"],
            "198.51.100.1",
        ),  # what the visitor wrote themselves
        ("127.0.0.1", ["6.6.6.6", "198.51.100.1, 10.1.2.3"], "198.51.100.1"),
        ("127.0.0.1", ["n'importe quoi"], "127.0.0.1"),
        ("127.0.0.1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("::ffff:127.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        (None, [], "0.0.0.0"),
    ],
)
def test_a_visitor_behind_our_proxies_is_told_apart(
    peer: str | None, forwarded: list[str], visitor: str
) -> None:
    assert Doormen(("127.0.0.1", "10.0.0.0/8")).visitor(peer, forwarded) == visitor


def test_who_asks_too_much_is_told_to_wait(world: World) -> None:
    clock = Clock()
    with (
        served(SETTINGS, parts(world, clock, _SEVERAL)) as address,
        httpx.Client(base_url=address) as client,
    ):
        assert [client.get("/").status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = client.post("/", data={"said": "bonjour"})
        assert refused.headers["Retry-After"] == "2"
        assert "attendez quelques secondes" in refused.text
        assert client.get("/sante").status_code == 200, "what watches is not counted"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"said=" + b"a" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
        (b"--x", "multipart/form-data; boundary=x", 415),
        (
            b"&".join(b"a%d=1" % number for number in range(50)),
            "application/x-www-form-urlencoded",
            400,
        ),
        (b"said=\xff\xfe%ED%A0%80%00", "application/x-www-form-urlencoded; charset=nonsense", 200),
        (b"said=mobilit%E9", "application/x-www-form-urlencoded", 200),
        (b"", "application/x-www-form-urlencoded", 200),
        (b"press=" + b"x" * 500, "application/x-www-form-urlencoded", 200),
    ],
)
def test_a_form_that_is_none_of_ours_is_refused_and_told(
    address: str, content: bytes, kind: str, status: int
) -> None:
    response = httpx.post(address, content=content, headers={"Content-Type": kind})
    assert response.status_code == status
    assert "<h1" in response.text


def test_an_error_of_ours_is_told_without_a_trace(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    broken = parts(world, Clock())
    object.__setattr__(broken, "conversation", None)
    with served(SETTINGS, broken) as address:
        response = httpx.get(address + "/?q=Madame+Durand")
    assert response.status_code == 500
    assert "n’a pas marché de mon côté" in response.text
    assert "AttributeError" in caplog.text
    assert "Durand" not in caplog.text


def test_hostile_requests_are_refused_and_none_makes_it_fall(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    harm = asyncio.run(attack(urlsplit(address).port or 0, 400))
    assert harm.statuses.total() == 400
    assert max(harm.statuses) < 500, harm.statuses
    assert [each for each in caplog.records if each.name == "tambour.web"] == []


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=300))
def test_any_bytes_are_a_form_or_refused(body: bytes) -> None:
    try:
        form = read_form(body)
    except ValueError:
        return
    assert len(form.said) <= 2000
    assert len(form.press.encode()) <= 64
