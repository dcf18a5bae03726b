"""The ways of speaking that fr/*.yaml hold.

There are whole messages, forms of a few words, and examples, for each kind of act.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bot.conversation.hearing.expressions import Expressions
from matching.words import fold, tokens

FOLDER = Path(__file__).parent / "fr"
_WORDS, LEVELS, _LEADS, _TIMES = ("words.yaml", "levels.yaml", "leads.yaml", "times.yaml")
_READ_ELSEWHERE = ("personal.yaml", "written.yaml", "commands.yaml", "cues.yaml")
# Files without kinds of acts; that of levels holds answers.
NO_KINDS = frozenset((_WORDS, _LEADS, _TIMES, *_READ_ELSEWHERE))
_LISTS = (
    "ignored",
    "goes_on",
    "questions",
    "cards",
    "one_of",
    "which",
    "before_number",
    "opening",
    "before_department",
    "joining",
    "articles",
    "counted",
    "leaves_out",
    "either",
    "before_card",
    "twenties",
    "hundreds",
    "ranks",
    "counting",
    "before_last",
    "before_letter",
    "plural_cards",
    "nothing",
)
_BEFORE_TIMES = ("until", "since", "during", "lasts_longer")
LAST = -1  # the number of the last in a list


@dataclass(frozen=True)
class Kind:
    """A kind of act and how people say it; `topic` is its file.

    `does` is the button that does the same, if any, `alarms` the emergency it tells. `of_sight`: it
    is asked of a card or an aid; `yields`: with cards in sight, its forms may ask of them.
    `whole` are messages, folded; `forms` are read by hearing.forms, `cues` by hearing.cues.
    """

    name: str
    topic: str = ""
    does: str = ""
    alarms: str = ""
    of_sight: bool = False
    yields: bool = False
    whole: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """The small words of fr/words.yaml, each list under the name it has there."""

    ignored: frozenset[str]
    goes_on: frozenset[str]
    numbers: dict[str, int]
    questions: frozenset[str]
    parts: frozenset[str]
    tens: dict[str, int]
    cards: frozenset[str]
    one_of: frozenset[str]
    which: frozenset[str]
    other: tuple[tuple[str, ...], ...]
    both: tuple[tuple[str, ...], ...]
    first_ones: dict[int, tuple[tuple[str, ...], ...]]
    last_ones: dict[int, tuple[tuple[str, ...], ...]]
    every: tuple[str, ...]
    before_number: frozenset[str]
    opening: frozenset[str]
    before_department: frozenset[str]
    joining: frozenset[str]
    articles: frozenset[str]
    counted: frozenset[str]
    one_letter: frozenset[str]
    leaves_out: frozenset[str]
    either: frozenset[str]
    before_card: frozenset[str]
    twenties: frozenset[str]
    hundreds: frozenset[str]
    ranks: frozenset[str]
    counting: frozenset[str]
    before_last: frozenset[str]
    before_letter: frozenset[str]
    plural_cards: frozenset[str]
    nothing: frozenset[str]
    middle_one: tuple[tuple[str, ...], ...]
    next_one: tuple[tuple[str, ...], ...]

    @cached_property
    def of_numbers(self) -> frozenset[str]:
        """The words that a number in letters begins with."""
        return frozenset((*self.numbers, *self.tens, *self.before_last))


@dataclass(frozen=True)
class Times:
    """The names of days (0 Monday to 6), of hours, of months, and what stands around them.

    `named_days` are days of the year by their name, month first; `ends` say the end of the month
    ("month") or of the year ("year").
    """

    days: dict[int, frozenset[str]]
    hours: dict[int, frozenset[str]]
    hour_words: frozenset[str]
    halves: frozenset[str]
    left_out_after: frozenset[str]
    months: dict[str, int]
    named_days: dict[str, tuple[int, int]]
    closes_before: tuple[str, ...]
    ends: dict[str, tuple[str, ...]]
    end: str
    spans: dict[int, frozenset[str]]
    one: frozenset[str]
    until: tuple[str, ...]
    since: tuple[str, ...]
    during: tuple[str, ...]
    lasts_longer: tuple[str, ...]


@dataclass(frozen=True)
class Ways:
    """All ways of speaking.

    There are kinds by name, what answers a question of the self-assessment, the small words, and
    the leads. `leads` are expressions, folded, by what they lead to: a new subject, a correction,
    what is in sight...
    """

    kinds: dict[str, Kind]
    levels: dict[str, Kind]
    words: Words
    leads: dict[str, Expressions]
    times: Times

    @cached_property
    def by_whole(self) -> dict[str, str]:
        """The kind of act of each whole message, the first where two have it."""
        kinds = reversed(self.kinds.values())
        return {message: kind.name for kind in kinds for message in kind.whole}


@cache
def ways() -> Ways:
    """Return the ways of speaking, read once."""
    kinds: dict[str, Kind] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name not in (*NO_KINDS, LEVELS):
            kinds |= _kinds(_read(path), path.stem)
    leads = {name: Expressions(map(_plain, said)) for name, said in _read(FOLDER / _LEADS).items()}
    times = _times(_read(FOLDER / _TIMES))
    return Ways(kinds, _kinds(_read(FOLDER / LEVELS)), _words(_read(FOLDER / _WORDS)), leads, times)


@cache
def words_of(*names: str) -> frozenset[str]:
    """Return every word of some leads, whichever of their expressions it stands in."""
    leads = ways().leads
    return frozenset(word for name in names for each in leads[name] for word in tokens(each))


def _read(path: Path) -> dict[str, Any]:
    import yaml  # only here: a command that has no conversation starts without

    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return read


def _kinds(read: dict[str, Any], topic: str = "") -> dict[str, Kind]:
    return {name: _kind(name, topic, written) for name, written in read.items()}


def _kind(name: str, topic: str, written: dict[str, Any]) -> Kind:
    return Kind(
        name,
        topic,
        written.get("does", ""),
        written.get("alarms", ""),
        written.get("of_sight", False),
        written.get("yields", False),
        tuple(map(_plain, written.get("whole", ()))),
        tuple(written.get("forms", ())),
        tuple(written.get("cues", ())),
        tuple(written.get("examples") or ()),
    )


def _words(read: dict[str, Any]) -> Words:
    from matching.words import stem

    lists = {
        name: frozenset(word for each in read[name].split() for word in tokens(each))
        for name in _LISTS
    }
    return Words(
        numbers={
            word: int(number) for number, words in read["numbers"].items() for word in words.split()
        },
        parts=frozenset(map(stem, read["parts"].split())),
        tens={word: number for number, word in read["tens"].items()},
        other=_phrases(read["other"]),
        middle_one=_phrases(read["middle_one"]),
        next_one=_phrases(read["next_one"]),
        both=_phrases(read["both"]),
        first_ones={count: _phrases(said) for count, said in read["first_ones"].items()},
        last_ones={count: _phrases(said) for count, said in read["last_ones"].items()},
        every=tuple(map(_plain, read["every"])),
        one_letter=frozenset(read["one_letter"].split()),  # tokens would make one word of them
        **lists,
    )


def _times(read: dict[str, Any]) -> Times:
    days, hours = (
        {number: frozenset(names.split()) for number, names in read[each].items()}
        for each in ("days", "hours")
    )
    return Times(
        days,
        hours,
        frozenset(read["hour_words"].split()),
        frozenset(read["halves"].split()),
        frozenset(read["left_out_after"].split()),
        {name: number for number, names in read["months"].items() for name in names.split()},
        {
            name: (int(day[:2]), int(day[3:]))
            for day, names in read["named_days"].items()
            for name in [names]
        },
        tuple(map(_plain, read["closes_before"])),
        {each: tuple(map(_plain, read[f"end_of_{each}"])) for each in ("month", "year")},
        read["end"],
        {number: frozenset(names.split()) for number, names in read["spans"].items()},
        frozenset(read["one"].split()),
        *(tuple(" ".join(tokens(each)) for each in read[name]) for name in _BEFORE_TIMES),
    )


def _phrases(said: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tokens(each)) for each in said)


def _plain(text: str) -> str:
    """Return a whole message as it is compared.

    It is folded, with one space between words and no sign around it.
    """
    return " ".join(fold(str(text)).split()).strip(" ?!.,")
