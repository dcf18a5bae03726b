"""Texts as long as one message can be that cost a matcher most.

There are several of each kind, none twice the same.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 4096
_TIMES = 5
_SEED = 4096
_LETTERS = "abcdefghijklmnopqrstuvwxyzéè"
_MISSPELT = (
    "mobillité",
    "transpor",
    "médcin",
    "logemant",
    "fammille",
    "jeunnes",
    "comune",
    "aidde",
)
_FRENCH = (
    "transport",
    "scolaire",
    "jeunes",
    "logement",
    "mairie",
    "aide",
    "école",
    "santé",
    "seniors",
    "commune",
)
_PICTURES = "🚌👵🏽👨‍👩‍👧🏡❤️🇫🇷"


def texts() -> dict[str, list[str]]:
    """Return some texts of each kind."""
    chance = random.Random(_SEED)

    def word(least: int, most: int) -> str:
        return "".join(chance.choices(_LETTERS, k=chance.randint(least, most)))

    def repeated(pieces: Callable[[], str], between: str = " ") -> list[str]:
        made = []
        for _ in range(_TIMES):
            text = ""
            while len(text) < LONGEST:
                text += pieces() + between
            made.append(text[:LONGEST])
        return made

    def same(choose: Callable[[], str], between: str = " ") -> list[str]:
        chosen = [choose() for _ in range(_TIMES)]
        return [((each + between) * (LONGEST // len(each)))[:LONGEST] for each in chosen]

    return {
        "unknown words": repeated(lambda: word(4, 12)),
        "unknown words of 40 letters": repeated(lambda: word(40, 40)),
        "words glued two by two": repeated(lambda: "".join(chance.sample(_FRENCH, 2))),
        "one long word": repeated(lambda: word(8, 8), ""),
        "one misspelling, repeated": same(lambda: chance.choice(_MISSPELT)),
        "ordinary words": repeated(lambda: chance.choice(_FRENCH)),
        "numbers": repeated(lambda: str(chance.randint(1, 99999))),
        "initials": same(lambda: ".".join(word(1, 1) for _ in range(9))),
        "emoji": repeated(lambda: chance.choice(_PICTURES), ""),
        "combining accents": same(lambda: "e" + "\u0301" * 30),
        "punctuation": repeated(lambda: chance.choice("?!.,;:'-()/"), ""),
    }
