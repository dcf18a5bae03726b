"""What a reply must hold for a turn to count as held.

It is one JSON object a line of turns-*.jsonl.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

SETS = ("a", "b", "functions")
_FOLDER = Path(__file__).parent
_LISTED = re.compile(r"^\s*\d+\. .*?\((?:fiche|pratique|aide) (\d{1,2}|[a-z])\)", re.MULTILINE)
_UNDERSTOOD = re.compile(r"^(?:j'ai (?:compris|lu)|pourquoi) ?:.*$", re.MULTILINE)
_QUOTED = re.compile(r"« ?([^»]*?) ?»")
# A reply says that something is not there in one of these ways, and does not only say that it was
# not understood.
_NOT_THERE = re.compile(
    r"\bne (?:[lmsy]'|les? |la |en |nous |vous |me |se |y )?"
    r"(?:dit|disent|précise|donne|nomme|indique|mentionne|cite|compte|parle|chiffre|sais|connais|trouve|vient)"
    r"|\bn'(?:en |y )?(?:existe|indique|figure|cite|donne|a (?:rien|aucun)"
    r"|est (?:pas )?(?:dit|indiqué|précisé))"
    r"|\bn'ai (?:rien|aucun|pas (?:trouvé|d'))"
    r"|\b(?:pas|aucune?) (?:d'|de |autre )?"
    r"(?:exemple|pratique|fiche|aide|contact|téléphone|adresse|courriel|chiffre|date|prix|tarif|montant|nombre|numéro|nom|détail)"
    r"|\b(?:rien|pas) (?:dans|en|pour|sur|à|indiqué|précisé)"
    r"|\bsans (?:contact|adresse|chiffre|téléphone)"
)
_DEAF = re.compile(
    r"rien trouvé dans le recueil pour «|pas compris «|pas sûr d'avoir bien compris"
    r"|avec d'autres mots"
)


@dataclass(frozen=True)
class Played:
    """A turn: what was said before, the message that is judged, and what its reply must hold."""

    kind: str
    said: tuple[str, ...]
    then: str
    want: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    lists_none: bool = False
    absent: bool = False


def turns(name: str) -> list[Played]:
    """Return the turns of a set: "a", "b" or "functions"."""
    lines = (_FOLDER / f"turns-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_read(json.loads(line)) for line in lines if line.strip()]


def _read(turn: dict[str, object]) -> Played:
    def many(key: str) -> tuple[str, ...]:
        found = turn.get(key) or ()
        return tuple(map(str, found)) if isinstance(found, list) else ()

    lists_none, absent = bool(turn.get("lists_none")), bool(turn.get("absent"))
    kind, then = str(turn["kind"]), str(turn["then"])
    return Played(
        kind,
        many("said"),
        then,
        many("want"),
        many("not"),
        many("first"),
        many("lists"),
        lists_none,
        absent,
    )


def holds(turn: Played, reply: str) -> bool:
    """Tell whether a reply, as plain text without its buttons, holds all that a turn asks."""
    text = _plain(reply)
    typed = _plain(" / ".join((*turn.said, turn.then)))
    told = _QUOTED.sub(
        lambda met: "" if met[1].strip(" ?!.…") in typed else met[0], _UNDERSTOOD.sub("", text)
    )
    listed = [each.upper() for each in _LISTED.findall(text)]
    return (
        bool(text.strip())
        and all(re.search(_plain(each), told) for each in turn.want)
        and not any(re.search(_plain(each), text) for each in turn.unwanted)
        and (not turn.first or (bool(listed) and listed[0] in turn.first))
        and set(turn.lists) <= set(listed)
        and not (turn.lists_none and listed)
        and not (turn.absent and (bool(_DEAF.search(text)) or not _NOT_THERE.search(told)))
    )


def _plain(text: str) -> str:
    """Return a text with one kind of apostrophe and of space, in small letters."""
    return re.sub(r"[^\S\n]+", " ", re.sub("[’ʼ]", "'", text)).lower()
