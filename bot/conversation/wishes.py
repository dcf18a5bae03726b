"""What a few words ask of the bot or of what is in sight, however they are put: "ok, la 2 alors", "qui faut-il appeler ?"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from matching.words import stem, tokens

LAST = -1  # the number of the last in a list
_FILE = Path(__file__).with_suffix(".yaml")
_KEPT = 64  # messages kept read: each is by several screens in turn
_LONGEST = 14  # words of such a message: a longer one tells a need
_LONGEST_QUESTION = 7
_CARDS = frozenset(("fiche", "pratique", "aide", "carte"))
_NUMBER = frozenset(("n", "no", "num", "numero"))
_ARTICLES = frozenset(("un", "une"))  # numbers only after one of these
_BEFORE_ONE = frozenset(("la", "le", *_NUMBER))


@dataclass(frozen=True)
class Wish:
    """What is asked; of the card of that id, or of that number in the list in sight, if any is named.

    `goes_on`: it says "et", "celui de", and asks of another what was asked last; `bare`: it only points, with no wish."""

    kind: str
    number: int = 0
    card: str = ""
    goes_on: bool = False
    bare: bool = False

    @property
    def points(self) -> bool:
        """Tell whether it names a card, or a number in a list."""
        return bool(self.number or self.card)


@dataclass(frozen=True)
class _Form:
    """A way to put a wish: groups of which each must be met by a word, and all the words that may stand in it."""

    wanted: tuple[frozenset[str], ...]
    words: frozenset[str]

    def met(self, telling: frozenset[str], every: frozenset[str], pointed: bool) -> int:
        """Return how many words say this wish, or -1 where one that tells something is not of it, or one is missing."""
        if not telling <= self.words or not (self.wanted or pointed):
            return -1
        return len(every & self.words) if all(not group.isdisjoint(every) for group in self.wanted) else -1


_Forms = tuple[tuple[str, _Form], ...]


@dataclass(frozen=True)
class _Known:
    """The file of wishes, read once."""

    ignored: frozenset[str]
    goes_on: frozenset[str]
    numbers: dict[str, int]
    parts: frozenset[str]
    questions: frozenset[str]
    of_a_question: _Forms
    of_a_card: _Forms
    of_the_bot: _Forms
    words: frozenset[str]


@lru_cache(_KEPT)
def wished(text: str) -> Wish | None:
    """Return what a short message asks, or None where a word of it says something else."""
    known, words = _known(), _words(text)
    left, number, card = _pointed(words, known)
    pointed = bool(number or card)
    kind, said = _best(known.of_a_card if pointed else (*known.of_a_card, *known.of_the_bot), left, known, pointed)
    return Wish(kind, number, card, not known.goes_on.isdisjoint(words), not said) if kind else None


def replied(text: str) -> str:
    """Return what a few words say to a question of the self-assessment ("begun", "aside", "pause"...), "" for nothing known."""
    known = _known()
    return _best(known.of_a_question, _words(text), known, False)[0]


def questions(text: str) -> bool:
    """Tell whether a short message has the words of a question about what is in sight: "ça a duré longtemps ?"."""
    words = _words(text)
    return len(words) <= _LONGEST_QUESTION and not _known().questions.isdisjoint(words)


def _words(text: str) -> list[str]:
    """Return the words of a message, none of one too long to be a wish."""
    words = tokens(text[: _LONGEST * 30])
    return words if len(words) <= _LONGEST else []


def _best(forms: _Forms, words: list[str], known: _Known, pointed: bool) -> tuple[str, int]:
    """Return the kind of the form that most of the words say, and how many do; "" where none is met."""
    telling = frozenset(stem(word) for word in words if word not in known.ignored)
    if not telling <= known.words:
        return "", 0  # most messages are needs, and end here
    every = frozenset(map(stem, words))
    met = [(form.met(telling, every, pointed), kind) for kind, form in forms]
    most, kind = max(met, key=lambda each: each[0])
    return (kind, most) if most >= 0 else ("", 0)


def _pointed(words: list[str], known: _Known) -> tuple[list[str], int, str]:
    """Return the words but for those that point at a card, the number they give, or the id: "fiche 12", "aide S"."""
    for i, word in enumerate(words):
        before = words[i - 1] if i else ""
        if _is_written(words, i) or _is_letter(words, i, known):
            start = next((j for j in range(i, -1, -1) if j == 0 or words[j - 1] not in _NUMBER | _CARDS), i)
            named = (before in ("n", "no") and words[i - 2 : i - 1] != ["la"]) or not _CARDS.isdisjoint(words[start:i])
            rest = [*words[:start], *words[i + 1 :]]
            return (rest, 0, word.upper()) if named else (rest, int(word), "")
        number = known.numbers.get(word, 0)
        of_a_part = stem(words[i + 1]) in known.parts if i + 1 < len(words) else False
        if number and not of_a_part and before != "les" and (word not in _ARTICLES or before in _BEFORE_ONE):
            start = i - 1 if before in _NUMBER else i
            return [*words[:start], *words[i + 1 :]], number, ""
        if number and of_a_part:
            return [*words[:i], *words[i + 1 :]], 0, ""
    return words, 0, ""


def _is_written(words: list[str], i: int) -> bool:
    """Tell whether a word is the number of a card in figures, not that of a département: "dans le 62", "02"."""
    of_a_place = not {"dans", "en", "departement"}.isdisjoint(words[max(i - 2, 0) : i]) and _CARDS.isdisjoint(words)
    return words[i].isdecimal() and len(words[i]) <= 3 and words[i][0] != "0" and not of_a_place


def _is_letter(words: list[str], i: int, known: _Known) -> bool:
    """Tell whether a word is the letter of an aid: "aide S", "fiche x svp", not "l'aide à domicile"."""
    alone = all(word in known.ignored for word in words[i + 1 :])
    return len(words[i]) == 1 and words[i].isalpha() and bool(i) and words[i - 1] in _CARDS and alone


@cache
def _known() -> _Known:
    import yaml  # only here: a command that has no conversation starts without

    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    of_a_question, of_a_card, of_the_bot = (_forms(read[name]) for name in ("of_a_question", "of_a_card", "of_the_bot"))
    return _Known(
        ignored=frozenset(tokens(read["ignored"])),
        goes_on=frozenset(read["goes_on"].split()),
        numbers={word: int(number) for number, words in read["numbers"].items() for word in words.split()},
        questions=frozenset(read["questions"].split()),
        parts=frozenset(map(stem, read["parts"].split())),
        of_a_question=of_a_question,
        of_a_card=of_a_card,
        of_the_bot=of_the_bot,
        words=frozenset().union(*(form.words for _, form in (*of_a_question, *of_a_card, *of_the_bot))),
    )


def _forms(read: dict[str, list[str]]) -> _Forms:
    return tuple((kind, _form(written)) for kind, forms in read.items() for written in forms)


def _form(written: str) -> _Form:
    groups = written.replace(" |", "|").split()
    wanted = tuple(_stems(group) for group in groups if not group.endswith("?"))
    return _Form(wanted, frozenset().union(*(_stems(group.rstrip("?")) for group in groups)))


def _stems(group: str) -> frozenset[str]:
    return frozenset(map(stem, group.split("|")))
