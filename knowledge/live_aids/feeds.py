"""RSS and Atom feeds of a prefecture or a region.

What they announce is held for a curator's yes.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import httpx

from knowledge.live_aids.errors import SourceError
from knowledge.live_aids.http import http_client
from knowledge.live_aids.links import page_of, whole_link
from knowledge.live_aids.model import LiveAid
from knowledge.live_aids.text import one_line, plain_text
from knowledge.plain_values import cut

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_BYTES = 2_000_000
_MOST_SECONDS = 20.0
_MOST_ENTRIES = 200
_MOST_REDIRECTS = 3
_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,12}|[0-9]{1,12});", re.IGNORECASE)
_BARE = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,9}|#x[0-9a-fA-F]{1,8});)",
    re.DOTALL,
)
_LONGEST_NAME, _LONGEST_FIRST_WORDS, _LONGEST_TEXT = 250, 90, 4000
_SURELY_LINK = re.compile(r"https?://|www\.|/", re.IGNORECASE)
# What stands where one has none.
_NO_GUID = re.compile(r"n/?a|none|null|nil|undefined|guid|id|[\W_]*", re.IGNORECASE)


def fetch_feed(address: str, now: Callable[[], float] = time.monotonic) -> bytes:
    """Return what a feed's address answers.

    SourceError is raised where it is slow, too long, or not there.
    """
    host = urlsplit(address).netloc
    begun, content = now(), b""
    try:
        with (
            http_client(_MOST_SECONDS, _MOST_REDIRECTS) as client,
            client.stream("GET", address) as answer,
        ):
            if answer.status_code != 200:
                raise SourceError(f"le flux de {host} ne répond pas (réponse {answer.status_code})")
            for part in answer.iter_bytes():
                content += part
                if len(content) > _MOST_BYTES:
                    raise SourceError(
                        f"le flux de {host} dépasse {_MOST_BYTES // 1_000_000} Mo ; il n’est pas lu"
                    )
                if now() - begun > _MOST_SECONDS:
                    raise SourceError(
                        f"le flux de {host} est trop lent ; il sera relu au prochain essai"
                    )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceError(f"le flux de {host} ne répond pas ({type(error).__name__})") from error
    return content


def read_feed(content: bytes, address: str) -> tuple[LiveAid, ...]:
    """Return the entries of a feed as aids to be judged. Raises SourceError where it is no feed."""
    host = urlsplit(address).netloc
    try:
        feed: Any = feedparser.parse(
            _BARE.sub(_escaped, _REFERENCE.sub(_known, content)),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (
        Exception
    ) as error:  # it lets through what a date or a sign of another world makes Python raise
        raise SourceError(
            f"ce que donne {host} ne peut pas être lu ({type(error).__name__})"
        ) from error
    if not feed.get("version") and not feed.entries:
        raise SourceError(
            f"ce que donne {host} n’est pas un flux RSS ou Atom ; vérifiez son adresse"
        )
    funder = one_line(feed.feed.get("title") or "") or host
    base = whole_link(str(feed.feed.get("link") or ""), address) or address
    entries = [_Entry(entry, base) for entry in feed.entries[:_MOST_ENTRIES]]
    guids, links = (
        Counter(each.guid for each in entries),
        Counter(page_of(each.link) for each in entries),
    )
    aids = (
        _aid(
            each,
            address,
            cut(funder, _LONGEST_NAME),
            guids[each.guid] == 1,
            links[page_of(each.link)] == 1,
        )
        for each in entries
    )
    return tuple({aid.id: aid for aid in aids if aid}.values())


class _Entry:
    """An entry as the parser gives it.

    It has its guid ("" for none, or words that stand for none) and its link, made whole.
    """

    def __init__(self, raw: Any, base: str) -> None:
        self.raw = raw
        guid = str(raw.get("id") or "").strip()
        self.guid = "" if _NO_GUID.fullmatch(guid) else guid
        link = str(raw.get("link") or "").strip()
        # The parser takes a guid for a link where there is none.
        is_no_link = link == guid and not _SURELY_LINK.match(link)
        self.link = "" if is_no_link else whole_link(link, base)


def _known(reference: re.Match[bytes]) -> bytes:
    """Return a numbered character as written.

    It is nothing for one that does not exist, such as a half of an emoji.
    """
    written = reference[1].decode()
    number = int(written[1:], 16) if written[0] in "xX" else int(written)
    return reference[0] if number < 0xD800 or 0xDFFF < number <= 0x10FFFF else b""


def _escaped(bare: re.Match[bytes]) -> bytes:
    """Return an ampersand that stands for itself as XML writes it.

    The parser would take it for the start of a sign.
    """
    return b"&amp;" if bare[0] == b"&" else bare[0]


def _aid(
    entry: _Entry, address: str, funder: str, own_guid: bool, own_link: bool
) -> LiveAid | None:
    """Return an entry as an aid, by its first words where it has no title.

    It is None for one without words. Its id comes from its guid where no other entry of the feed
    has it, else its link, else its title and date.
    """
    texts = [part.get("value") or "" for part in entry.raw.get("content") or ()] or [
        entry.raw.get("summary") or ""
    ]
    what = plain_text("\n".join(texts))
    title = cut(one_line(entry.raw.get("title") or ""), _LONGEST_NAME)
    first_words = cut(" ".join(what.replace("•", " ").split()), _LONGEST_FIRST_WORDS)
    name = next((each for each in (title, first_words) if any(map(str.isalnum, each))), "")
    if not name:
        return None
    day, page = _day(entry.raw), page_of(entry.link)
    if entry.guid and own_guid:
        key = f"{address} {entry.guid}"
    elif page and own_link:
        key = f"page {page}"
    else:
        key = f"{address} {name} {day}"
    return LiveAid(
        id=f"rss-{hashlib.sha256(key.encode()).hexdigest()[:12]}",
        source=address,
        name=name,
        funders=(funder,),
        what=cut(what, _LONGEST_TEXT),
        url=entry.link,
        updated=day,
    )


def _day(entry: Any) -> date | None:
    """Return the day of an entry.

    It is None where it has none, or one that is no day, such as that of the year 0.
    """
    try:
        # dict.get: the entry's own takes a missing date of change for that of publication, with a
        # warning.
        moment = dict.get(entry, "updated_parsed") or dict.get(entry, "published_parsed")
        return date(*moment[:3]) if moment else None
    except (ValueError, OverflowError):
        return None
