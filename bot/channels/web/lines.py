"""The text of a reply as lines of HTML, escaped here: links, e-mails, telephones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.channels.plain import read_html
from bot.conversation.texts import link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.channels.plain import Span

_PHONE = (
    r"(?<![\d.])0(?:[1-9](?:[ .\u202f\u00a0]?\d\d){4}"
    r"|[ \u202f\u00a0]?8\d\d(?:[ \u202f\u00a0]\d\d){3})(?!\d)"
)
_CALLED = re.compile(_PHONE)
# As they stand in what is told of a danger.
_SHORT = r"\b(?:1[578]|11[2-9]|30[0-9]{2}|31[0-9]{2}|39[0-9]{2})\b"
_CALLED_IN_DANGER = re.compile(f"{_PHONE}|{_SHORT}")
_WRITTEN_TO = re.compile(r"[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_WRAPS = {"b": "strong", "i": "em"}


@dataclass(frozen=True)
class Links:
    """Where the parts of a reply lead.

    `mail` gives the link of an e-mail; `named` finds what is named in a text, and `page` gives the
    address of what it found, or ""."""

    mail: Callable[[str], str] = lambda email: f"mailto:{email}"
    named: re.Pattern[str] | None = None
    page: Callable[[re.Match[str]], str] = lambda _: ""


@dataclass
class HtmlLine:
    """A line of a reply: its HTML, its bare text, the bold words it begins with."""

    html: Markup = field(default_factory=Markup)
    text: str = ""
    bold: str = ""
    quoted: bool = False
    spans: list[Span] = field(default_factory=list)

    @property
    def after_bold(self) -> str:
        """The text that follows the bold words it begins with."""
        return self.text[len(self.bold) :].strip()


def lines(text: str, links: Links) -> Iterator[HtmlLine]:
    """Yield the lines of a reply's text."""
    line = HtmlLine()
    for span in read_html(text):
        for number, part in enumerate(span.text.split("\n")):
            if number:
                yield _rendered(line, links)
                line = HtmlLine()
            if part:
                line.spans.append(type(span)(part, span.tags, span.url))
    yield _rendered(line, links)


def _rendered(line: HtmlLine, links: Links) -> HtmlLine:
    line.text = "".join(span.text for span in line.spans)
    first = line.spans[0] if line.spans else None
    line.bold = first.text if first and "b" in first.tags else ""
    line.quoted = any("blockquote" in span.tags for span in line.spans)
    is_alarm = bool(line.bold) and line.text == line.bold and len(line.text) > LONGEST_HEADING
    line.html = Markup("".join(_inline(span, links, is_alarm) for span in line.spans))
    return line


LONGEST_HEADING = 110  # signs; a longer line in bold is said loudly, it heads nothing


def _inline(span: Span, links: Links, is_alarm: bool) -> Markup:
    """Return a span as HTML."""
    if span.url:
        html = _link(link(span.url), span.text, ' rel="noopener" target="_top"')
    elif "code" in span.tags and "@" in span.text:
        html = _link(links.mail(span.text), span.text)
    elif "code" in span.tags:
        html = Markup(f"<code>{escape(span.text)}</code>")
    else:
        html = _called(span.text, links, _CALLED_IN_DANGER if is_alarm else _CALLED)
    for tag in span.tags:
        if tag in _WRAPS:
            html = Markup(f"<{_WRAPS[tag]}>{html}</{_WRAPS[tag]}>")
    return html


def linked(text: str) -> Markup:
    """Return a text whose telephone numbers call, and whose e-mails open a message."""
    return _called(text, Links(), _CALLED)


def _called(text: str, links: Links, called: re.Pattern[str]) -> Markup:
    """Return a text whose numbers call, whose e-mails are written to, whose named pages open."""
    return _linked(
        text,
        called,
        lambda found: tel(found.group()),
        lambda rest: _linked(
            rest,
            _WRITTEN_TO,
            lambda found: links.mail(found.group()),
            lambda other: _named(other, links),
        ),
    )


def _named(text: str, links: Links) -> Markup:
    return _linked(text, links.named, links.page, escape) if links.named else escape(text)


def _linked(
    text: str,
    pattern: re.Pattern[str],
    address: Callable[[re.Match[str]], str],
    other: Callable[[str], Markup],
) -> Markup:
    """Return a text whose matches that have an address are links; `other` makes the rest."""
    parts, end = [], 0
    for found in pattern.finditer(text):
        if href := address(found):
            parts += [other(text[end : found.start()])]
            parts += [_link(href, found.group())]
            end = found.end()
    return Markup("".join([*parts, other(text[end:])])) if parts else other(text)


def _link(address: str, text: str, more: str = "") -> Markup:
    return Markup(f'<a href="{escape(address)}"{more}>{escape(text)}</a>')


def tel(number: str) -> str:
    """Return the link that calls a number: "03 23 69 01 02" -> "tel:+33323690102"."""
    digits = re.sub(r"\D", "", number)
    if number.startswith("+"):
        return f"tel:+{digits}"
    return (
        f"tel:+33{digits[1:]}" if digits.startswith("0") and len(digits) == 10 else f"tel:{digits}"
    )
