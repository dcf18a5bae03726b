"""What every page is made with: its title and address, the site, its template."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.channels.web.lines import linked, tel
from bot.channels.web.words import word
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.settings import WebSettings

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class WebPage:
    """One page: its path, what search engines show of it, what machines read (schema.org).

    One that is a visitor's own is not to be `found` by search engines."""

    path: str
    title: str = ""
    description: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    found: bool = True

    @property
    def structured(self) -> Markup:
        """What machines read, as JSON that can stand in a page."""
        written = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        for sign in "<>&":
            written = written.replace(sign, f"\\u{ord(sign):04x}")
        return Markup(written)


@dataclass(frozen=True)
class Frame:
    """The site around each page, as it is set."""

    settings: WebSettings

    @property
    def title(self) -> str:
        """The name of the site."""
        return self.settings.title or word("title")

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files that pages ask for, by name."""
        return {path.name: path.read_bytes() for path in sorted(STATIC.iterdir())}

    def static(self, name: str) -> str:
        """Return the address of a file, another one when it changes: browsers keep it for long."""
        return f"/static/{name}?v={hashlib.sha256(self.files[name]).hexdigest()[:12]}"

    def render(self, template: str, page: WebPage, **values: Any) -> str:
        """Return a page whole, from a template of bot/texts/web."""
        return say(f"web/{template}", frame=self, page=page, tel=tel, linked=linked, **values)


def shortened_to(text: str, longest: int = 160) -> str:
    """Return what of a text a search engine shows, cut between words."""
    line = " ".join(text.split())
    return (
        line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    )
