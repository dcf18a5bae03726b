"""A reply's text as headings, paragraphs, lists and quotes; many long parts fold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.channels.web.lines import LONGEST_HEADING, HtmlLine, Links, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ITEM = re.compile(r"•\s*|(\d{1,3})\. ")
_ASIDE = re.compile(r"\([^()]*\)")
_FOLDS_FROM = 3  # parts with a heading
_FOLDS_LONG = 1200  # signs of a reply


@dataclass(frozen=True)
class Block:
    """A piece of a page; `heads` tells that it is the heading of what follows."""

    html: Markup
    heads: bool = False


def to_html(text: str, links: Links | None = None) -> Markup:
    """Return a reply's text as HTML."""
    read = list(lines(text, links or Links()))
    blocks = [block for run in _runs(read) for block in _blocks(run)]
    parts = sum(block.heads for block in blocks)
    if parts > _FOLDS_FROM and sum(len(line.text) for line in read) > _FOLDS_LONG:
        return _folding(blocks)
    return Markup("\n").join(block.html for block in blocks)


def _runs(read: Iterable[HtmlLine]) -> Iterator[list[HtmlLine]]:
    """Yield the lines that stand together: without an empty one between, all quoted or none."""
    for (is_empty, _), run in groupby(read, key=lambda line: (not line.text.strip(), line.quoted)):
        if not is_empty:
            yield list(run)


def _blocks(run: list[HtmlLine]) -> Iterator[Block]:
    if run[0].quoted:
        yield Block(Markup(f"<blockquote><p>{_broken(run)}</p></blockquote>"))
        return
    for kind, group in groupby(run, key=_kind):
        same = list(group)
        if kind == "heading":
            yield from (Block(Markup(f"<h3>{line.html}</h3>"), heads=True) for line in same)
        elif kind in ("ul", "ol"):
            yield Block(_listed(kind, same))
        else:
            yield Block(Markup(f"<p>{_broken(same)}</p>"))


def _kind(line: HtmlLine) -> str:
    """Tell what a line is: a heading, an item of a list, or a line of a paragraph."""
    is_aside = not line.after_bold or _ASIDE.fullmatch(line.after_bold)
    if line.bold and is_aside and len(line.text) <= LONGEST_HEADING:
        return "heading"
    # What is numbered within words in italics numbers itself.
    item = _ITEM.match(str(line.html))
    if line.bold or item is None:
        return "p"
    return "ol" if item[1] else "ul"


def _listed(tag: str, items: list[HtmlLine]) -> Markup:
    first = _ITEM.match(items[0].text)
    start = f' start="{first[1]}"' if first and first[1] not in (None, "1") else ""
    entries = "\n".join(f"<li>{_without_mark(item)}</li>" for item in items)
    return Markup(f"<{tag}{start}>\n{entries}\n</{tag}>")


def _without_mark(item: HtmlLine) -> Markup:
    """Return the HTML of an item without its sign or number, which a list has by itself."""
    return Markup(_ITEM.sub("", str(item.html), count=1))


def _broken(run: list[HtmlLine]) -> Markup:
    return Markup("<br>\n".join(line.html for line in run))


def _folding(blocks: list[Block]) -> Markup:
    """Return blocks whose parts, after the first, fold at their heading; all are open."""
    html: list[Markup] = []
    opened = seen = False
    for block in blocks:
        if not (block.heads and seen):
            html.append(block.html)
            seen = seen or block.heads
            continue
        html += [Markup("</details>")] if opened else []
        html.append(Markup(f"<details open><summary>{block.html}</summary>"))
        opened = True
    html += [Markup("</details>")] if opened else []
    return Markup("\n").join(html)
