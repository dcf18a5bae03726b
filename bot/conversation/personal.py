"""What a person wrote, without e-mail addresses, phone numbers and people's names.

Nothing of these is looked for or kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.conversation.data import heard
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_WORDS: dict[str, Any] = heard("personal")


def _any(words: Iterable[str]) -> str:
    """Return the pattern of any of some words.

    Their accents and the shape of their apostrophes are left free.
    """
    return "|".join(
        re.sub(r"[^\W\d_a-zA-Z]", _accented, re.escape(word)).replace("'", "['’ ]")
        for word in words
    )


def _accented(letter: re.Match[str]) -> str:
    return f"[{fold(letter[0])}{letter[0]}]"


def _title(word: str) -> str:
    return rf"[{word[0].upper()}{word[0]}]{word[1:]}\b\.?"


_AT, _POINT = "|".join(map(re.escape, _WORDS["at_signs"])), _WORDS["full_stop"]
# From its first letter only: tried from each, a long word takes the square of its length.
_LOCAL = r"(?<![\w.+-])[\w.+-]+"
_EMAIL = (
    rf"{_LOCAL} ?@ ?[\w-]+(?:\.[\w-]+)+|{_LOCAL} ?(?:{_AT}) ?[\w-]+(?:(?:\.| ?{_POINT} ?)[\w-]+)+"
)
_FEWEST_DIGITS = 9  # of a telephone number
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[/_](?=\d)")
_SHORT_TITLES = "|".join(_WORDS["short_titles"])
_TITLE = "|".join(
    (
        *map(_title, (*_WORDS["titles"], *_WORDS["short_titles"])),
        rf"(?:{_SHORT_TITLES.upper()})\b\.?",
        *(
            re.escape(word) if word.endswith(".") else rf"{word}\b"
            for word in _WORDS["exact_titles"]
        ),
    )
)
_INSIDE = "|".join(
    word.replace("'", "['’]") if word.endswith("'") else f"{word} "
    for word in _WORDS["inside_names"]
)
_CAPITALISED = rf"(?:(?:{_INSIDE})?[{_WORDS['capitals']}][\w'’-]*)"
_NAME = re.compile(rf"\b(?:{_TITLE}) ?(?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{0,3}})")
# Written in haste, a name has no capital; the next word of these short titles is one, but for what
# a title may qualify.
_HASTY = re.compile(rf"\b(?:{_SHORT_TITLES})\b\.? (?P<name>[^\W\d_][\w'’-]{{2,}})", re.IGNORECASE)
_NO_NAMES = frozenset(tokens(_WORDS["not_names"]))
_CALLED = re.compile(rf"(?i:{_any(_WORDS['called'])}) (?P<name>{_CAPITALISED}(?: {_CAPITALISED})*)")
_FOUND = re.compile(_EMAIL, re.IGNORECASE)
_STREET = re.compile(
    rf",? ?(?:\d+ ?(?:{_any(_WORDS['after_street_numbers'])})?,? )?\b(?:{_any(_WORDS['streets'])}) "
    rf"{_CAPITALISED}(?: {_CAPITALISED})*"
)
_AROUND = frozenset(tokens(_WORDS["around"]))
_LEADING = re.compile(r"[\w'’]+\W*$")


def without_personal(text: str, known: Container[str] = frozenset()) -> str:
    """Return a text without coordinates and names, but for the `known` folded names.

    It is the same text where it holds none.
    """
    left = _cut(_phones(text), text)
    left = _cut((found.span() for found in _FOUND.finditer(left)), left)
    for names in (_CALLED, _NAME, _HASTY):
        left = _cut(_names(names, left, known), left)
    if left == text:
        return text
    left = " ".join(_STREET.sub(" ", left).split()).strip(" ,;:.-!")
    return left if any(word not in _AROUND for word in tokens(left)) else ""


def _phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers stand, as they are dialled in France."""
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    # A number that is no more than possible is left out too: it may be someone's, mistyped.
    for found in PhoneNumberMatcher(_BETWEEN_DIGITS.sub(" ", text), "FR", Leniency.POSSIBLE):
        if found.raw_string.startswith(("0", "+")):
            yield found.start, found.end


def _names(pattern: re.Pattern[str], text: str, known: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield where a pattern finds names, but for the known ones and the words that are none."""
    for found in pattern.finditer(text):
        name = found["name"]
        if fold(name) not in _NO_NAMES and not any(word in known for word in tokens(name)):
            yield found.span()


def _cut(spans: Iterable[tuple[int, int]], text: str) -> str:
    """Return a text without what stands at some places.

    The words that only announce it go with it.
    """
    pieces: list[str] = []
    end = 0
    for start, stop in spans:
        pieces.append(_without_announcement(text[end:start]))
        end = stop
    return " ".join((*pieces, text[end:])) if end else text


def _without_announcement(before: str) -> str:
    """Drop the last words of a text that only announce an address.

    "je cherche une crèche, mon mail c'est" ends with some.
    """
    left = before.rstrip()
    while (last := _LEADING.search(left)) and all(word in _AROUND for word in tokens(last[0])):
        left = left[: last.start()]
    return left
