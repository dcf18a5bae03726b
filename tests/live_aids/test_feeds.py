"""Feeds: RSS and Atom become aids to be judged; what is slow, long or no feed is told."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.errors import SourceError
from knowledge.live_aids.feeds import fetch_feed, read_feed
from tests.aides_territoires_stand_in.server import Answer, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = "https://www.aisne.test/rss"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>Préfecture de l'Aisne</title>
<item><title>Appel à projets &amp;amp; DETR</title><link>https://www.aisne.test/detr</link><guid>detr-2027</guid>
<pubDate>Mon, 16 Nov 2026 08:00:00 +0100</pubDate>
<description>&lt;p&gt;Dépôt&amp;nbsp;ouvert&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description></item>
<item><title>Sans lien</title><link>javascript:alert(1)</link></item>
<item><description>Sans titre</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Région</title>
<entry><title>Aide vélo</title><id>urn:1</id>
<link href="https://region.test/velo"/><updated>2026-11-01T10:00:00Z</updated>
<content type="html">Un &lt;b&gt;vélo&lt;/b&gt;</content></entry></feed>"""


def test_rss_entries_become_aids_to_be_judged() -> None:
    detr, bare, untitled = read_feed(RSS.encode(), ADDRESS)
    assert (detr.name, detr.funders, detr.what) == (
        "Appel à projets & DETR",
        ("Préfecture de l'Aisne",),
        "Dépôt ouvert",
    )
    assert (detr.url, detr.source, detr.updated) == (
        "https://www.aisne.test/detr",
        ADDRESS,
        date(2026, 11, 16),
    )
    assert detr.id.startswith("rss-")
    assert (bare.name, bare.url, untitled.name) == ("Sans lien", "", "Sans titre")


def test_atom_entries_do_too() -> None:
    (velo,) = read_feed(ATOM.encode(), ADDRESS)
    assert (velo.name, velo.what, velo.url, velo.updated) == (
        "Aide vélo",
        "Un vélo",
        "https://region.test/velo",
        date(2026, 11, 1),
    )


def test_an_entry_keeps_its_id_when_its_words_change_and_two_feeds_do_not_share_any() -> None:
    before, after = (
        read_feed(RSS.encode(), ADDRESS)[0],
        read_feed(RSS.replace("Appel", "Rappel").encode(), ADDRESS)[0],
    )
    assert before.id == after.id
    assert read_feed(RSS.encode(), "https://autre.test")[0].id != before.id


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Erreur</body></html>", b"\x89PNG\r\n", b'{"a": 1}']
)
def test_what_is_no_feed_is_told(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"www.aisne.test n’est pas un flux"):
        read_feed(content, ADDRESS)


ODDITIES = [
    "<title>Vélo &#55357;&#56832;</title>",
    "<title>Vélo &#99999999999;</title>",
    "<title>Vélo</title><pubDate>0001-01-01T00:00:00+01:00</pubDate>",
]


@pytest.mark.parametrize("oddity", ODDITIES)
def test_an_odd_entry_harms_no_other(oddity: str) -> None:
    content = RSS.replace("</channel>", f"<item><guid>odd</guid>{oddity}</item></channel>").encode()
    assert {"Appel à projets & DETR", "Sans lien"} <= {
        aid.name for aid in read_feed(content, ADDRESS)
    }


def test_what_the_parser_cannot_bear_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise AssertionError("unforeseen")

    monkeypatch.setattr("feedparser.parse", breaks)
    with pytest.raises(SourceError, match="ne peut pas être lu"):
        read_feed(RSS.encode(), ADDRESS)


def test_a_feed_is_fetched() -> None:
    with _serving(Answer(200, RSS.encode())) as address:
        assert fetch_feed(address) == RSS.encode()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(404, b""), "réponse 404"),
        (Answer(0, b""), "RemoteProtocolError"),
        (Answer(302, b"", "/encore"), "TooManyRedirects"),
        (Answer(200, b"x" * 2_000_001), "dépasse 2 Mo"),
    ],
)
def test_what_cannot_be_fetched_is_told(answer: Answer, said: str) -> None:
    with _serving(answer) as address, pytest.raises(SourceError, match=said):
        fetch_feed(address)


def test_a_feed_that_drips_is_left() -> None:
    hours = count(step=3600)
    with (
        _serving(Answer(200, RSS.encode())) as address,
        pytest.raises(SourceError, match="trop lent"),
    ):
        fetch_feed(address, lambda: float(next(hours)))


@contextmanager
def _serving(answer: Answer) -> Iterator[str]:
    server = Server(lambda _call: answer)
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/rss"
    finally:
        server.stop()
