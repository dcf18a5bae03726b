"""The made-up town of a year of digests: aids come, change, close and reopen.

People subscribe, change their mind, leave.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.conversation.subscription import Subscription
from knowledge.live_aids.model import AidKind, LiveAid, Record
from matching.words import tokens
from tests.benchmarks.digest_plain import Person, Truth

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from bot.conversation.world import World

FIRST_DAY = date(2026, 1, 5)
# Words that the texts of aids hold; checked to mean one audience, or none.
AUDIENCES = {
    "seniors": "personnes âgées",
    "handicap": "handicap",
    "associations": "associations",
    "petite-enfance": "bébé",
}
# Of which practices tell too.
SUBJECTS = ("", "", " : mobilité solidaire", " : micro-crèche", " : épicerie solidaire")
WORDS = ("piscine", "toiture", "fibre", "verger", "cloche")


class Town:
    """The town: `records` are the aids as they stand, `truths` what each is about.

    `people` are those who may subscribe.
    """

    def __init__(self, world: World, weeks: int, people: int, aids: int, chance: Random) -> None:
        _check_words(world)
        self._communes, self._weeks, self._chance = world.collection.places.communes, weeks, chance
        self._places = (
            "",
            *chance.sample(sorted(self._communes), 30),
            *world.collection.places.departments,
        )
        self._themes = list(world.collection.themes)
        self.truths: dict[str, Truth] = {}
        self.records: dict[str, Record] = {}
        self._plan: dict[date, list[tuple[str, Callable[[Record | None, date], Record]]]] = {}
        for number in range(aids):
            self._invent(number)
        self.people = [
            Person(f"telegram:{'-' if i % 10 == 0 else ''}{i + 1}") for i in range(people)
        ]

    def aids_of(self, day: date) -> tuple[Record, ...]:
        """Let what happens to aids on a day happen, and return what changed.

        On the first day, it is also what was before it.
        """
        written = {}
        for each in sorted(each for each in self._plan if each <= day):
            for aid_id, change in self._plan.pop(each):
                written[aid_id] = self.records[aid_id] = change(self.records.get(aid_id), each)
        return tuple(written.values())

    def people_of(self, day: date) -> tuple[dict[str, Subscription | None], list[Person]]:
        """Let people subscribe, change their mind, pause, stop, keep aids.

        It returns what each follows now, and who comes back.
        """
        chance, moment = self._chance, datetime(day.year, day.month, day.day, 3, 30, tzinfo=UTC)
        changed: dict[str, Subscription | None] = {}
        back: list[Person] = []
        for person in self.people:
            follows = person.subscription
            if follows is None:
                if chance.random() < (0.1 if day > FIRST_DAY else 0.6):
                    person.subscription = self._follow(moment)
            elif (dice := chance.random()) < 0.004:
                person.subscription = None
            elif dice < 0.02:
                person.subscription = replace(follows, paused=not follows.paused)
            elif dice < 0.03:
                person.subscription = replace(
                    self._follow(moment), since=follows.since, kept=follows.kept
                )
            elif dice < 0.06:
                kept = chance.sample(list(self.records), min(3, len(self.records)))
                person.subscription = replace(
                    follows, kept=tuple(sorted(kept)), active=follows.active and dice > 0.031
                )
            if person.subscription is not follows:
                changed[person.chat] = person.subscription
            if chance.random() < 0.1:
                back.append(person)
        return changed, back

    def _invent(self, number: int) -> None:
        chance, aid_id = self._chance, f"at-{number}"
        audiences = frozenset(chance.sample(sorted(AUDIENCES), chance.choice((0, 0, 1, 2))))
        words = frozenset(chance.sample(WORDS, chance.choice((0, 0, 1))))
        self.truths[aid_id] = Truth(audiences, words)
        text = ". ".join((*(AUDIENCES[each] for each in sorted(audiences)), *sorted(words)))
        born = FIRST_DAY + timedelta(
            days=chance.randrange(-1, self._weeks * 7) if chance.random() < 0.7 else -1
        )
        place = chance.choice(self._places[1:])
        codes = (place, self._communes[place].epci) if place in self._communes else (place, place)
        aid = LiveAid(
            aid_id,
            "aides-territoires",
            f"Aide {number}{chance.choice(SUBJECTS)}",
            what=text,
            themes=tuple(chance.sample(self._themes, chance.choice((0, 1, 1, 2)))),
            kinds=(chance.choice(list(AidKind)),),
            places=frozenset((chance.choice(codes),)) - {""}
            if chance.random() < 0.6
            else frozenset(),
            deadline=born + timedelta(days=chance.randrange(3, 150))
            if chance.random() < 0.7
            else None,
            twin=f"t{number % max(1, len(self._themes) * 3)}" if chance.random() < 0.1 else "",
        )
        silent = born < FIRST_DAY
        self._do(born, aid_id, lambda _, day: Record(aid, 1, day, silent=silent))
        if chance.random() < 0.3:
            when = born + timedelta(days=chance.randrange(5, 120))
            self._do(when, aid_id, lambda known, day: _changed(known, day, text))
        if chance.random() < 0.3:
            closes = born + timedelta(days=chance.randrange(10, 200))
            self._do(closes, aid_id, lambda known, day: _known(known, closed=day))
            if chance.random() < 0.6:
                again = closes + timedelta(days=chance.randrange(1, 60))
                self._do(again, aid_id, lambda known, day: _reopened(known, day))

    def _do(self, day: date, aid_id: str, change: Callable[[Record | None, date], Record]) -> None:
        self._plan.setdefault(day, []).append((aid_id, change))

    def _follow(self, moment: datetime) -> Subscription:
        chance = self._chance
        some = chance.choice
        return Subscription(
            active=True,
            themes=tuple(chance.sample(self._themes, some((0, 1, 1, 2, 5)))),
            audiences=tuple(chance.sample(sorted(AUDIENCES), some((0, 0, 1)))),
            words=tuple(chance.sample(WORDS, some((0, 0, 0, 1)))),
            place=some(self._places),
            more_places=tuple(chance.sample(self._places[1:], some((0, 0, 0, 1, 2)))),
            without_themes=tuple(chance.sample(self._themes, some((0, 0, 0, 1, 3)))),
            without_words=tuple(chance.sample(WORDS, some((0, 0, 0, 1)))),
            without_kinds=tuple(
                str(kind) for kind in chance.sample(list(AidKind), some((0, 0, 0, 1, 3)))
            ),
            kinds=tuple(str(kind) for kind in chance.sample(list(AidKind), some((0, 0, 0, 2)))),
            day=some((0, 0, 0, 0, 3, 5, 6)),
            hour=some((8, 8, 8, 2, 12, 18, 23)),
            since=moment.isoformat(),
        )


def _check_words(world: World) -> None:
    lexicon = world.matcher.parser.lexicon
    texts = [
        *((f"Aide 12{each}", []) for each in SUBJECTS),
        *((each, []) for each in WORDS),
        *((words, [each]) for each, words in AUDIENCES.items()),
    ]
    for text, meant in texts:
        found = [
            each.meaning.id
            for each in lexicon.find(tokens(text))
            if each.meaning.facet == "audience"
        ]
        assert found == meant, (text, found)


def _known(record: Record | None, **changes: Any) -> Record:
    assert record
    return replace(record, **changes)


def _changed(record: Record | None, day: date, text: str) -> Record:
    assert record
    return replace(record, aid=replace(record.aid, what=f"{text}.", rate_high=40), changed=day)


def _reopened(record: Record | None, day: date) -> Record:
    assert record
    deadline = day + timedelta(days=60) if record.aid.deadline else None
    return replace(
        record,
        aid=replace(record.aid, deadline=deadline),
        version=record.version + 1,
        reopened=day,
        closed=None,
    )
