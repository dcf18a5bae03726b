"""From a need that found nothing to the line a curator may add: the nearest cards, and the patch of the first one's file."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.verdict import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from matching.matcher import Matcher

_NEAREST = 3
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{}\"]*")


@dataclass(frozen=True)
class Lesson:
    """A need not found, the ids of its nearest cards, and the patch that adds it to the first one ("" where none is near)."""

    need: str
    nearest: tuple[str, ...]
    patch: str


def learn(matcher: Matcher, need: str, cards: Path) -> Lesson | None:
    """Return what to add so that a need is found, or None where it is found already; `cards` is the folder of the cards."""
    ranking = matcher.rank(matcher.parser.parse(need))
    if ranking.outcome is not Outcome.NOTHING:
        return None
    nearest = tuple(matcher.index.ids[position] for position in ranking.nearest(_NEAREST))
    files = list(cards.glob(f"*/{nearest[0]}-*.yaml")) if nearest else []
    return Lesson(need, nearest, _patch(files[0], need, cards) if files else "")


def _patch(path: Path, need: str, cards: Path) -> str:
    """Return the unified diff that adds a need to a card, as `git apply` takes it from the project's folder."""
    before = path.read_text(encoding="utf-8").splitlines(keepends=True)
    after = _with_need(before, need)
    name = path.relative_to(cards.parent.parent).as_posix()
    return "".join(difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"))


def _with_need(lines: list[str], need: str) -> list[str]:
    """Return the lines of a card's file with one more need at the end of its list."""
    start = next((i for i, line in enumerate(lines) if line.startswith("needs:")), None)
    if start is None:
        return [*lines, "needs:\n", f"  - {_quoted(need)}\n"]
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith((" ", "-"))), len(lines))
    return [*lines[:end], f"  - {_quoted(need)}\n", *lines[end:]]


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back: bare where it can be, else between double quotes."""
    text = " ".join(text.split())
    return text if _PLAIN.fullmatch(text) and not text.endswith(":") else json.dumps(text, ensure_ascii=False)
