"""The self-assessment, computed.

It tells which question comes next, where themes and challenges stand, gaps, and quick wins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING

from bot.conversation.days import day_of, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.conversation.session import Answered
    from knowledge.assessment import AssessmentLevel, Question
    from knowledge.collection import Collection

WHOLE = ""  # the scope of who answers everything; the others are numbers of challenges
WIDE_GAP = 0.5  # of a level, between two challenges


@dataclass(frozen=True)
class Standing:
    """Where a theme or a challenge stands.

    It has its questions answered, their mean level, and the mean of the time before. `id` is a
    theme's, or a challenge's number.
    """

    id: str
    title: str
    short: str
    answered: int
    total: int
    mean: float | None
    before: float | None


@dataclass(frozen=True)
class Part:
    """A challenge and its themes, as they stand."""

    challenge: Standing
    themes: tuple[Standing, ...]


@dataclass(frozen=True)
class Result:
    """Everything as it stands."""

    levels: tuple[AssessmentLevel, ...]
    whole: Standing
    parts: tuple[Part, ...]

    @property
    def themes(self) -> tuple[Standing, ...]:
        """The themes of all challenges."""
        return tuple(theme for part in self.parts for theme in part.themes)

    def label(self, mean: float) -> str:
        """Return the name of the level that a mean has reached."""
        return reached(self.levels, mean).label

    def comparable(self) -> list[tuple[float, Standing]]:
        """Return the challenges whose mean says enough.

        Half of their questions at least are answered.
        """
        every = [part.challenge for part in self.parts]
        return [
            (each.mean, each)
            for each in every
            if each.mean is not None and 2 * each.answered >= each.total
        ]

    def gap(self) -> tuple[Standing, Standing] | None:
        """Return the most and the least advanced challenges, where they stand far apart."""
        known = self.comparable()
        if not known:
            return None
        (least, low), (most, high) = (
            min(known, key=lambda each: each[0]),
            max(known, key=lambda each: each[0]),
        )
        return (high, low) if most - least >= WIDE_GAP else None

    def blind(self) -> list[Standing]:
        """Return the themes that nobody answered: what is left empty may hide something."""
        return [theme for theme in self.themes if theme.mean is None]


@dataclass(frozen=True)
class Change:
    """How many questions, answered both times, went up, down, or stayed."""

    up: int
    down: int
    same: int


def reached(levels: Iterable[AssessmentLevel], mean: float) -> AssessmentLevel:
    """Return the highest level that a mean has reached: 1.5 is not yet the level of 2."""
    every = sorted(levels, key=lambda level: level.value)
    return max(
        (level for level in every if level.value <= mean),
        key=lambda level: level.value,
        default=every[0],
    )


def scope_of(collection: Collection, question: Question) -> str:
    """Return the scope of the challenge that a question belongs to."""
    return str(collection.themes[question.theme].challenge)


def questions(collection: Collection, scope: str) -> tuple[Question, ...]:
    """Return the questions of a scope."""
    return tuple(
        question
        for question in collection.assessment.items
        if scope in (WHOLE, scope_of(collection, question))
    )


def find(collection: Collection, question_id: str) -> Question | None:
    """Return a question by its id, or None where the collection has it no more."""
    return next(
        (question for question in collection.assessment.items if question.id == question_id), None
    )


def place(collection: Collection, question: Question) -> int:
    """Return the number of a question, counted from 1 among all."""
    return collection.assessment.items.index(question) + 1


def level_of(
    collection: Collection, answered: Answered, question: Question
) -> AssessmentLevel | None:
    """Return what was answered to a question, if it is still one of the levels."""
    value = answered.levels.get(question.id)
    return next((level for level in collection.assessment.levels if level.value == value), None)


def unanswered(collection: Collection, answered: Answered, scope: str) -> list[Question]:
    """Return the questions of a scope that have no answer."""
    return [
        question
        for question in questions(collection, scope)
        if not level_of(collection, answered, question)
    ]


def next_after(
    collection: Collection, answered: Answered, scope: str, question: Question
) -> Question | None:
    """Return the first question of the scope with no answer after this one."""
    here = place(collection, question)
    return next(
        (
            each
            for each in unanswered(collection, answered, scope)
            if place(collection, each) > here
        ),
        None,
    )


def previous(collection: Collection, scope: str, question: Question) -> Question | None:
    """Return the question that comes before another in its scope."""
    every = questions(collection, scope)
    return every[every.index(question) - 1] if every.index(question) else None


def with_level(
    answered: Answered, question: Question, level: AssessmentLevel, now: datetime
) -> Answered:
    """Return the answers with one more, or one changed."""
    return replace(_begun(answered, now), levels={**answered.levels, question.id: level.value})


def with_comment(answered: Answered, question: Question, comment: str, now: datetime) -> Answered:
    """Return the answers with a comment on a question; an empty one takes it away."""
    others = {each: text for each, text in answered.comments.items() if each != question.id}
    return replace(
        _begun(answered, now), comments={**others, question.id: comment} if comment else others
    )


def result(collection: Collection, answered: Answered, before: Answered) -> Result:
    """Return where everything stands, next to the time before."""

    def standing(name: str, title: str, short: str, among: Iterable[Question]) -> Standing:
        every = list(among)
        now, then = _values(collection, answered, every), _values(collection, before, every)
        return Standing(name, title, short, len(now), len(every), _mean(now), _mean(then))

    every = collection.assessment.items
    parts = []
    for challenge in collection.challenges.values():
        scope = str(challenge.number)
        within = questions(collection, scope)
        themes = tuple(
            standing(theme.id, theme.title, theme.short, asked)
            for theme in collection.themes.values()
            if (asked := [question for question in within if question.theme == theme.id])
        )
        if themes:
            parts.append(Part(standing(scope, challenge.title, challenge.title, within), themes))
    return Result(collection.assessment.levels, standing("", "", "", every), tuple(parts))


def change(collection: Collection, answered: Answered, before: Answered) -> Change | None:
    """Return what moved since the time before, or None where nothing was answered both times."""
    both = [
        now.value - then.value
        for question in collection.assessment.items
        if (now := level_of(collection, answered, question))
        and (then := level_of(collection, before, question))
    ]
    up, down = sum(moved > 0 for moved in both), sum(moved < 0 for moved in both)
    return Change(up, down, len(both) - up - down) if both else None


def weak(collection: Collection, answered: Answered, theme: str = "") -> list[Question]:
    """Return the questions answered in the lower half of the levels, of one theme or of all."""
    highest = max(level.value for level in collection.assessment.levels)
    return [
        question
        for question in collection.assessment.items
        if theme in ("", question.theme)
        and (level := level_of(collection, answered, question))
        and 2 * level.value < highest
    ]


def strong(collection: Collection, answered: Answered) -> list[Question]:
    """Return the questions answered in the upper half of the levels."""
    fragile = {question.id for question in weak(collection, answered)}
    return [
        question
        for question in collection.assessment.items
        if question.id not in fragile and level_of(collection, answered, question)
    ]


def moved(
    collection: Collection, answered: Answered, before: Answered
) -> list[tuple[Question, AssessmentLevel, AssessmentLevel]]:
    """Return the questions whose level changed since the time before, with both levels."""
    return [
        (question, then, now)
        for question in collection.assessment.items
        if (now := level_of(collection, answered, question))
        and (then := level_of(collection, before, question))
        and now != then
    ]


def day_in_words(iso: str) -> str:
    """Write the day that an ISO date tells the French way; nothing where it tells none."""
    try:
        return in_words(date.fromisoformat(iso[:10]), weekday=False)
    except ValueError:
        return ""


def _begun(answered: Answered, now: datetime) -> Answered:
    return answered if answered.begun else replace(answered, begun=day_of(now).isoformat())


def _values(collection: Collection, answered: Answered, among: Iterable[Question]) -> list[int]:
    levels = (level_of(collection, answered, question) for question in among)
    return [level.value for level in levels if level]


def _mean(values: list[int]) -> float | None:
    return fmean(values) if values else None
