"""Whether each answer of a card tells only what the rest of the card gives.

It compares figures and names. An answer is written by hand, far from the figure it repeats: when
the figure is corrected, the answer must follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.problems import Location

_ASIDE = ("answers", "needs", "keywords")  # what is said there proves nothing
_FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f.]\d{3})*(?:[.,]\d+)?")
_SENTENCES = re.compile(r"(?<!\s[A-Z]\.)(?<=[.!?:;«(])\s+")
_NAME = re.compile(r"(?<![\w.@/-])[A-ZÀ-ÝŒ][\w-]+")


def unfounded(card: Any, names: Iterable[str] = ()) -> Iterator[tuple[Location, str]]:
    """Yield where an answer of a card tells a figure or a name that is not given.

    The card (its plain value) gives some, `names` others.
    """
    if not isinstance(card, dict) or not isinstance(card.get("answers"), tuple):
        return
    texts = [*_texts({key: value for key, value in card.items() if key not in _ASIDE}), *names]
    figures = {each for text in texts for each in _figures(text)}
    words = {word for text in texts for word in _words(text)}
    for i, answer in enumerate(card["answers"]):
        says = answer.get("says") if isinstance(answer, dict) else None
        if not isinstance(says, str):
            continue
        for each in sorted(_figures(says) - figures):
            yield (
                ("answers", i, "says"),
                f"« {each} » n’est dans aucun autre champ de la fiche ; ajoutez-le à key_figures",
            )
        for each in sorted(_names(says)):
            if not set(_words(each)) <= words:
                yield (
                    ("answers", i, "says"),
                    f"« {each} » n’est dans aucun autre champ de la fiche ; vérifiez ce nom",
                )


def _texts(value: Any) -> Iterator[str]:
    """Yield every text and number that a value holds."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str | int | float):
        yield str(value)


def _figures(text: str) -> set[str]:
    """Return the figures of a text, however they are spaced.

    "54 283" is 54283, "15,4" is 15.4.
    """
    return {_plain(found) for found in _FIGURE.findall(text)}


def _plain(figure: str) -> str:
    parted = re.fullmatch(r"(\d+(?:[ \u00a0\u202f.]\d{3})*)(?:[.,](\d+))?", figure)
    whole, rest = (parted[1], parted[2] or "") if parted else (figure, "")
    return ",".join(filter(None, (re.sub(r"\D", "", whole), rest.rstrip("0"))))


def _names(text: str) -> set[str]:
    """Return the words with a capital that do not begin a sentence."""
    return {
        found[0]
        for sentence in _SENTENCES.split(text)
        for found in _NAME.finditer(sentence)
        if found.start() > 0
    }


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[\W_]+", text.lower()) if word}
