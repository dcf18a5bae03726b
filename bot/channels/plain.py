"""Replies as plain text, and typed lines as events.

It is what every channel without screens of its own shares.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from typing_extensions import override

from bot.channels.typed import read_typed
from bot.conversation.core import respond
from bot.conversation.events import Event, Pressed
from bot.conversation.session import Session

if TYPE_CHECKING:
    from bot.conversation.replies import Button, Reply
    from bot.conversation.world import World


@dataclass(frozen=True)
class Span:
    """A run of text and the tags it stands in; `url` where it is a link."""

    text: str
    tags: tuple[str, ...] = ()
    url: str = ""


class _SpanReader(HTMLParser):
    """Cuts the HTML subset of replies into spans."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[Span] = []
        self._open: list[tuple[str, str]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs).get("href") or ""))

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    @override
    def handle_data(self, data: str) -> None:
        url = next((url for _, url in self._open if url), "")
        self.spans.append(Span(data, tuple(tag for tag, _ in self._open), url))


def read_html(text: str) -> list[Span]:
    """Return the spans of a reply's text."""
    reader = _SpanReader()
    reader.feed(text)
    reader.close()
    return reader.spans


def plain(text: str) -> str:
    """Return a reply's text without its tags.

    A link whose words are not its address is followed by it.
    """
    parts = []
    for span in read_html(text):
        bare = re.sub(r"^https?://", "", span.url)
        parts.append(
            f"{span.text} ({span.url})" if span.url and bare not in span.text else span.text
        )
    return "".join(parts)


def told(world: World, event: Event) -> str:
    """Return what the conversation answers to one event, as plain text."""
    return "\n\n".join(
        plain(reply.text) for reply in respond(world, Session(), event, datetime.now(UTC))[1]
    )


def pressable(reply: Reply) -> list[Button]:
    """Return the buttons of a reply in reading order: the terminal numbers them from 1."""
    return [button for row in reply.rows for button in row]


def to_event(line: str, offered: list[Button]) -> Event:
    """Return what a typed line means: the number of a button, a /command, or words."""
    typed = line.strip()
    if typed.isdigit() and 1 <= int(typed) <= len(offered) and offered[int(typed) - 1].data:
        return Pressed(offered[int(typed) - 1].data)
    return read_typed(typed)
