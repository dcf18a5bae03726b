"""From the HTML of a source to plain text, and from its contacts to mailboxes.

The mailboxes are those of a service; nobody's name is kept.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from typing_extensions import override

from knowledge.place_names import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from knowledge.gazetteer import Places

_HEADINGS = tuple(f"h{size}" for size in range(1, 7))
_PARAGRAPHS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        *_HEADINGS,
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
        "dl",
        "hr",
    )
)
_LINES = frozenset(("br", "tr", "dt", "dd", "caption"))
_UNREAD = frozenset(("script", "style", "head", "title", "template", "noscript", "svg"))
_ITEM = "• "
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]"
)
_EMAIL = re.compile(r"[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_MOST_MAILBOXES = 3
# The words of the mailbox of a service, but for their end: any other may be the name of someone.
_SERVICE = re.compile(
    r"(?:contact|infos?$|informations?$|mairie|accueil|secretariat|services?|direction|dir$|depart|region|agence|bureau|pole$"
    r"|mission|cellule|guichet|aides?$|subvention|financement|appels?|projets?$|aap|ami$|dotation|dsil|detr|fnadt|fonds|pref"
    r"|sous$|ddt|dreal|draaf|drac|dreets|ddets|ars$|caf$|msa$|ademe|leader|feder|fse|collectivite|territoir|ruralite|commun"
    r"|associa|fondation|support|courrier|administration|programme|solidarite|jeunesse|habitat|logement|mobilite|energie|eau$"
    r"|culture|sports?$|education|sante$|social|insertion|emploi|economi|agricult|environnement|biodiversite|climat|dechets"
    r"|patrimoine|numerique|tourisme|ingenierie|urbanisme|europe$|europeen|generale?$|territoriale?$|rurale?s?$|publique?s?$"
    r"|sociales?$|locale?s?$|d[aeu]$|des$|et$|l[ae]s?$|en$|aux?$|a$|pour$|[0-9]+$)"
)


def plain_text(html: str) -> str:
    """Return the text of some HTML.

    Paragraphs stand apart, an item on a line after a bullet, with no script and no double blank.
    """
    text = _INVISIBLE.sub(
        "", _shown(html) if "<" in html or "&" in html else html.replace("\n", " ")
    )
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(
        r"\n{3,}", "\n\n", "\n".join(line for line in lines if line != _ITEM.strip())
    ).strip()


def one_line(html: str) -> str:
    """Return the text of some HTML on one line."""
    return " ".join(plain_text(html).split())


def service_mailboxes(html: str, places: Collection[str] = ()) -> str:
    """Return the mailboxes of services that a contact holds, separated by commas.

    They are never a person's, and no name or phone is kept. `places` are the words, folded, by
    which a service says where it is.
    """
    found = (address.strip(".-").lower() for address in _EMAIL.findall(unescape(html)))
    return ", ".join(
        [each for each in dict.fromkeys(found) if _of_a_service(each, places)][:_MOST_MAILBOXES]
    )


def mailbox_words(places: Places) -> frozenset[str]:
    """Return the words by which the services of a region say where they are.

    They are those of its départements, and its name in short.
    """
    region = plain(places.region).split()
    departments = (
        word for area in places.departments.values() for word in plain(area.name).split()
    )
    return frozenset((*departments, "".join(region), "".join(word[0] for word in region)))


def _of_a_service(address: str, places: Collection[str]) -> bool:
    words = plain(address.partition("@")[0].replace("_", " ")).split()
    return bool(words) and all(_SERVICE.match(word) or word in places for word in words)


def _shown(html: str) -> str:
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _TextReader(HTMLParser):
    """Gathers the text met, with line ends where a page would show them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0
        self._at_item = False  # right after a bullet, where a paragraph begins on the same line

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        if tag == "li":
            self.parts.append(f"\n{_ITEM}")
            self._at_item = True
        elif not self._at_item:
            self._end_line(tag)
        if tag in ("td", "th"):
            self.parts.append(" ")

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_line(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD and self._unread:
            self._unread -= 1
        if tag in ("ul", "ol") or not self._at_item:
            self._at_item = False
            self._end_line("p" if tag in _PARAGRAPHS else "")

    @override
    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(" ".join(re.split(r"[\r\n]+", data)))
            self._at_item = self._at_item and not data.strip()

    def _end_line(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in _LINES:
            self.parts.append("\n")
