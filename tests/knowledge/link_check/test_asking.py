"""Asking real sites, on this machine.

Whatever they do, something is seen, and none is asked twice at once or in haste.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar, cast

import dns.exception
import dns.resolver
import pytest
from typing_extensions import override

from knowledge.link_check import web
from knowledge.link_check.addresses import AddressKind, CheckedAddress, addresses_of
from knowledge.link_check.mail import look_up
from knowledge.link_check.verdict import Finding, Mail, Seen, Trouble, Verdict
from knowledge.link_check.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.collection import Collection


class Site(BaseHTTPRequestHandler):
    """A site whose paths say how it answers: /404, /to/301/200..."""

    asked: ClassVar[list[tuple[str, str]]] = []
    busy: ClassVar[Counter[str]] = Counter()
    agents: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        Site.busy["now"] += 1
        Site.busy["most"] = max(Site.busy["most"], Site.busy["now"])
        Site.asked.append((self.command, self.path))
        Site.agents.add(self.headers["User-Agent"])
        _, first, *rest = self.path.partition("?")[0].split("/")
        if first == "head-403":
            self._say(403 if self.command == "HEAD" else 200)
        elif first == "reset":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif first == "slow":
            slow.wait(5)
        elif first == "loop":
            self._say(302, "/loop")
        elif rest:
            self._say(int(first), "/" + "/".join(rest))
        else:
            self._say(int(first))
        Site.busy["now"] -= 1

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def _say(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *_: Any) -> None:
        pass


slow = threading.Event()


@contextmanager
def _serving() -> Iterator[str]:
    slow.clear()
    for kept in (Site.asked, Site.busy, Site.agents):
        kept.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            slow.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def site() -> Iterator[str]:
    with _serving() as address:
        yield address


@pytest.fixture
def asker() -> Iterator[web.Asker]:
    with web.new_client(0.3) as client:
        yield web.Asker(client, pause=0.0)


@pytest.mark.parametrize(
    ("path", "status", "at", "moved_to", "methods"),
    [
        ("/200", 200, "/200", "", "HEAD"),
        ("/404", 404, "/404", "", "HEAD GET"),
        ("/head-403", 200, "/head-403", "", "HEAD GET"),
        ("/301/200", 200, "/200", "/200", "HEAD HEAD"),
        ("/308/301/200", 200, "/200", "/200", "HEAD HEAD HEAD"),
        ("/302/200", 200, "/200", "", "HEAD HEAD"),
        ("/301/302/200", 200, "/200", "/302/200", "HEAD HEAD HEAD"),
        ("/302/301/200", 200, "/200", "", "HEAD HEAD HEAD"),
        ("/301/404", 404, "/404", "/404", "HEAD HEAD GET GET"),
        ("/304", 304, "/304", "", "HEAD GET"),
    ],
)
def test_an_address_is_followed_to_where_it_leads(
    site: str, asker: web.Asker, path: str, status: int, at: str, moved_to: str, methods: str
) -> None:
    seen = asker.look(site + path)
    assert (seen.status, seen.at, seen.moved_to, seen.trouble) == (
        status,
        site + at,
        moved_to and site + moved_to,
        None,
    )
    assert " ".join(method for method, _ in Site.asked) == methods
    assert all("Tambour" in agent for agent in Site.agents)


@pytest.mark.parametrize(
    ("path", "trouble"),
    [("/reset", Trouble.CUT), ("/slow", Trouble.SLOW), ("/loop", Trouble.LOOP)],
)
def test_a_site_in_trouble_is_told(
    site: str, asker: web.Asker, path: str, trouble: Trouble
) -> None:
    assert asker.look(site + path).trouble is trouble


def test_a_site_that_is_closed_or_speaks_in_clear_is_told(site: str, asker: web.Asker) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        assert asker.look(f"http://127.0.0.1:{taken.getsockname()[1]}/").trouble is Trouble.CUT
    assert asker.look(site.replace("http", "https")).trouble is Trouble.UNSAFE


@pytest.mark.parametrize(
    ("error", "trouble"),
    [(socket.EAI_NONAME, Trouble.NO_HOST), (socket.EAI_AGAIN, Trouble.NO_NETWORK)],
)
def test_a_name_that_is_not_found_is_told_from_a_network_that_is_down(
    asker: web.Asker, monkeypatch: pytest.MonkeyPatch, error: int, trouble: Trouble
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(error, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert asker.look("https://parti.example/").trouble is trouble


@pytest.mark.parametrize("address", ["https://", "ftp://site.example/"])
def test_what_is_no_address_is_told(asker: web.Asker, address: str) -> None:
    assert asker.look(address).trouble is Trouble.MALFORMED


def test_a_site_is_left_in_peace_between_two_requests(site: str) -> None:
    slept: list[float] = []
    with web.new_client() as client:
        asker = web.Asker(client, pause=1.0, sleep=slept.append, clock=lambda: 100.0)
        asker.look(f"{site}/301/200")
        asker.look(f"{site}/404")
    assert slept == [1.0] * 3


def test_a_site_is_asked_one_thing_at_a_time_even_from_elsewhere(
    site: str, asker: web.Asker
) -> None:
    addresses = [
        CheckedAddress(AddressKind.WEB, f"{site}/200?{number}", ()) for number in range(20)
    ]
    addresses += [
        CheckedAddress(AddressKind.WEB, f"{site.replace('127.0.0.1', 'localhost')}/301/200", ())
    ]
    found = list(walk(addresses, asker.look, lambda _: Mail.RECEIVES))
    assert len(found) == 21
    assert Site.busy["most"] <= 2  # two names, two sites


def test_every_address_gets_its_finding() -> None:
    web_address, mail = (
        CheckedAddress(AddressKind.WEB, "https://a.example", ()),
        CheckedAddress(AddressKind.MAIL, "a.example", ()),
    )

    def look(url: str) -> Seen:
        return Seen(url, 404)

    found = dict(walk([web_address, mail], look, lambda _: Mail.RECEIVES))
    assert {address: finding.verdict for address, finding in found.items()} == {
        web_address: Verdict.DEAD,
        mail: Verdict.WELL,
    }
    assert found[mail] == Finding(Verdict.WELL)


def test_a_mistake_of_the_program_is_not_swallowed() -> None:
    def fail(_: str) -> Seen:
        raise RuntimeError("a mistake")

    with pytest.raises(RuntimeError, match="a mistake"):
        list(
            walk(
                [CheckedAddress(AddressKind.WEB, "https://a.example", ())],
                fail,
                lambda _: Mail.RECEIVES,
            )
        )


class Names:
    """Name servers that answer what they are told to."""

    def __init__(self, **answers: object) -> None:
        self._answers = answers

    def resolve(self, _: str, kind: str, lifetime: float) -> object:
        assert lifetime
        answer = self._answers.get(kind, dns.resolver.NoAnswer)
        if isinstance(answer, type):
            raise answer
        return answer


class Exchange:
    """A mail server that name servers tell of."""

    def __init__(self, exchange: str) -> None:
        self.exchange = exchange


@pytest.mark.parametrize(
    ("names", "mail"),
    [
        (Names(MX=[Exchange("mx.example.")]), Mail.RECEIVES),
        (Names(MX=[Exchange(".")]), Mail.REFUSES),
        (Names(MX=dns.resolver.NXDOMAIN), Mail.NO_HOST),
        (Names(A=["192.0.2.1"]), Mail.BARE),
        (Names(AAAA=["2001:db8::1"]), Mail.BARE),
        (Names(), Mail.NO_HOST),
        (Names(MX=dns.resolver.NoNameservers), Mail.UNKNOWN),
        (Names(MX=dns.exception.Timeout), Mail.UNKNOWN),
        (Names(A=dns.exception.Timeout), Mail.UNKNOWN),
    ],
)
def test_what_name_servers_say_of_a_mail_domain(names: Names, mail: Mail) -> None:
    assert look_up("mairie.example", cast("dns.resolver.Resolver", names)) is mail


def test_every_link_and_mail_domain_of_the_collection_is_asked_once(collection: Collection) -> None:
    addresses = addresses_of(collection)
    found = {(address.kind, address.target): address for address in addresses}
    assert len(found) == len(addresses) > 150
    assert "fiche 45" in found[AddressKind.MAIL, "mlchth.com"].places
    assert all(address.places for address in addresses)
    assert all("://" in address.target for address in addresses if address.kind is AddressKind.WEB)
    assert not any(
        "@" in address.target for address in addresses if address.kind is AddressKind.MAIL
    )
