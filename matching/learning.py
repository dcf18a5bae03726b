"""From a need that found nothing to the line a curator may add.

What is told is the nearest cards, and the patch of the first one's file.
"""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from matching.no_needs import is_no_need
from matching.verdict import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from matching.matcher import Matcher

_NEAREST = 3
_INDENT = "  "


@dataclass(frozen=True)
class Lesson:
    """A need that was not found, the ids of its nearest cards, and a patch.

    The patch adds the need to the first of them; it is "" where none is near.
    """

    need: str
    nearest: tuple[str, ...]
    patch: str


def learn(matcher: Matcher, need: str, cards: Path) -> Lesson | None:
    """Return what to add so that a need is found, or None where it is found already.

    `cards` is the folder of the cards.
    """
    nearest = nearest_cards(matcher, need)
    if nearest is None:
        return None
    path = file_of(nearest[0], cards) if nearest else None
    return Lesson(need, nearest, _patch(path, need, cards) if path else "")


def nearest_cards(matcher: Matcher, need: str) -> tuple[str, ...] | None:
    """Return the ids of the cards that come closest to a need that finds nothing.

    There are none where it is found. None comes close to a joke or to code: they teach nothing.
    """
    ranking = matcher.rank(matcher.parser.parse(need))
    if ranking.outcome is not Outcome.NOTHING:
        return None
    if is_no_need(need):
        return ()
    return tuple(matcher.index.ids[position] for position in ranking.nearest(_NEAREST))


def unknown_words(matcher: Matcher, need: str) -> tuple[str, ...]:
    """Return the words of a need that no card holds and that mean nothing known: those to teach."""
    subject = matcher.parser.parse(need).subject
    return tuple(
        unit.label
        for unit in subject
        if not unit.meanings and not any(stem in matcher.index.terms for stem in unit.stems)
    )


def file_of(card: str, cards: Path) -> Path | None:
    """Return the file of a card, None where the folder of the cards has none."""
    return next(iter(sorted(cards.glob(f"*/{card}-*.yaml"))), None)


def diff(before: str, after: str, path: Path, cards: Path) -> str:
    """Return the unified diff of a card's file.

    `git apply` takes it from the project's folder.
    """
    name = path.relative_to(cards.parent.parent).as_posix()
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))


def with_need(text: str, need: str) -> str:
    """Return the text of a card's file with one more need at the end of its list.

    All else stays to the letter.
    """
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += ending
    start = next((i for i, line in enumerate(lines) if line.startswith("needs:")), None)
    if start is None:
        return "".join([*lines, f"needs:{ending}", f"{_INDENT}- {_written(need)}{ending}"])
    end = next(
        (i for i in range(start + 1, len(lines)) if lines[i].strip() and lines[i][0] not in " -"),
        len(lines),
    )
    while not lines[end - 1].strip():
        end -= 1
    first = next(
        (line for line in lines[start + 1 : end] if line.lstrip().startswith("-")), _INDENT
    )
    indent = first[: len(first) - len(first.lstrip(" "))]
    return "".join([*lines[:end], f"{indent}- {_written(need)}{ending}", *lines[end:]])


def without_need(text: str, need: str) -> str:
    """Return the text of a card's file as it was before `with_need`.

    It is the same text where it has no such line.
    """
    lines = text.splitlines(keepends=True)
    start = next((i for i, line in enumerate(lines) if line.startswith("needs:")), len(lines))
    end = next(
        (i for i in range(start + 1, len(lines)) if lines[i].strip() and lines[i][0] not in " -"),
        len(lines),
    )
    same = [i for i in range(start + 1, end) if lines[i].strip() == f"- {_written(need)}"]
    if not same:
        return text
    left = [line for i, line in enumerate(lines[start + 1 : end], start + 1) if i != same[-1]]
    kept = lines[start : start + 1] if any(line.strip() for line in left) else []
    return "".join([*lines[:start], *kept, *left, *lines[end:]])


def _patch(path: Path, need: str, cards: Path) -> str:
    before = path.read_text(encoding="utf-8")
    return diff(before, with_need(before, need), path, cards)


def _written(text: str) -> str:
    """Return a text as YAML reads it back on one line.

    It is bare where it can be, else between double quotes.
    """
    text = " ".join(text.split())
    bare, quoted = (
        yaml.safe_dump([text], allow_unicode=True, width=math.inf, default_style=style)[2:].strip()
        for style in (None, '"')
    )
    return bare if bare == text else quoted
