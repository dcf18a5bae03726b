"""What each person must receive, recomputed plainly.

Every rule of the digest is loops over everything, with no index and no file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from knowledge.live_aids.model import AidKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.conversation.subscription import Subscription
    from knowledge.collection import Collection
    from knowledge.live_aids.model import Record

PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)
MOVED = "telegram:-100900"


@dataclass
class Letter:
    """A digest on its way: the aids it must tell (id -> notice), and how its sending went."""

    occasion: datetime
    aids: dict[str, str]
    cards: int
    keys: set[object]
    more: int = 0
    until: datetime | None = None
    tries: int = 0
    again: int = 0
    blocked: bool = False
    # When, marked, the aids still open.
    received: list[tuple[datetime, bool, frozenset[str]]] = field(default_factory=list)
    end: str = ""


@dataclass
class Person:
    """Someone, what they were told, what is on its way to them.

    Their key changes when their group moves.
    """

    chat: str
    subscription: Subscription | None = None
    last: datetime | None = None
    told: set[object] = field(default_factory=set)
    letters: list[Letter] = field(default_factory=list)


@dataclass(frozen=True)
class Truth:
    """What an aid is about, as it was made: the audiences and the words that its text holds."""

    audiences: frozenset[str]
    words: frozenset[str]


class Plain:
    """The recomputation: `fate` says how each try to send goes, the same for the program."""

    def __init__(
        self,
        collection: Collection,
        truths: dict[str, Truth],
        fate: Callable[[str, datetime, int], str],
    ) -> None:
        self._collection, self._truths, self._fate = collection, truths, fate
        self._known: dict[tuple[str, str], bool] = {}
        # The aids as the program last indexed them, from which first digests are made.
        self.indexed: dict[str, Record] = {}

    def round(self, people: Iterable[Person], records: dict[str, Record], now: datetime) -> None:
        """Do what a run does at a moment, for everyone."""
        news = [each for each in records.values() if each.version > 1 or not each.silent]
        for person in people:
            dealt = True
            while dealt:
                dealt = self._choose(person, records, news, now)
                for letter in [each for each in person.letters if not each.end]:
                    self._send(person, letter, records, now)
                    dealt = dealt or bool(letter.end)  # what waited for it may be chosen now

    def come_back(self, person: Person) -> None:
        """Let what waited for someone be sent."""
        for letter in person.letters:
            letter.blocked = False

    def _choose(
        self, person: Person, records: dict[str, Record], news: list[Record], now: datetime
    ) -> bool:
        """Write the digest that is due next, if any; tell whether something was due."""
        follows = person.subscription
        if follows is None or follows.paused or any(not each.end for each in person.letters):
            return False
        asked = datetime.fromisoformat(follows.since) if follows.active else None
        if asked and (person.last is None or person.last < asked):
            person.last = asked
            aids, keys = self._first_aids(follows, records, now.astimezone(PARIS).date())
            if aids:
                shown = dict(list(aids.items())[:30])
                person.letters.append(
                    Letter(asked, shown, 0, keys - person.told, len(aids) - len(shown))
                )
                person.told |= keys
                return True
            cards = self._first_cards(follows, person.told)
            if cards:
                person.told |= {("card", card) for card in cards}
                person.letters.append(
                    Letter(asked, {}, len(cards), {("card", card) for card in cards})
                )
            return True
        moment = _latest(follows, now)
        if person.last is not None and person.last >= moment:
            return False
        person.last = moment
        aids, keys = self._due(follows, person.told, records, news, now.astimezone(PARIS).date())
        if aids:
            person.told |= keys
            person.letters.append(Letter(moment, aids, 0, keys))
        return True

    def _due(
        self,
        follows: Subscription,
        told: set[object],
        records: dict[str, Record],
        news: list[Record],
        today: date,
    ) -> tuple[dict[str, str], set[object]]:
        aids: dict[str, str] = {}
        keys: set[object] = set()
        for kept in follows.kept:
            record = records.get(kept)
            if record and record.is_open(today) and record.aid.deadline:
                left = (record.aid.deadline - today).days
                step = 2 if left <= 2 else 7 if left <= 7 else 30 if left <= 30 else 0
                if step and (kept, record.version, step) not in told:
                    aids[kept] = "closing"
                    keys.add((kept, record.version, step))
        twins: dict[str, list[Record]] = {}
        for record in news if follows.active else ():
            aid, version = record.aid, record.version
            if (
                (aid.id, version) in told
                or not record.is_open(today)
                or not self._concerns(follows, record)
            ):
                continue
            if not aid.twin:
                aids[aid.id] = "reopened" if version > 1 else "new"
                keys.add((aid.id, version))
            elif not any(
                ("twin", aid.twin, each) in told
                for each in ((version,) if version > 1 else range(1, 9))
            ):
                twins.setdefault(aid.twin, []).append(record)
        for twin, those in twins.items():
            local = [each for each in those if each.aid.places] or those
            shown = min(local, key=lambda each: (len(each.aid.places), each.aid.id))
            aids[shown.aid.id] = "reopened" if shown.version > 1 else "new"
            for each in those:
                keys |= {(each.aid.id, each.version), ("twin", twin, each.version)}
        return aids, keys

    def _concerns(self, follows: Subscription, record: Record) -> bool:
        since = datetime.fromisoformat(follows.since).astimezone(PARIS).date()
        return record.told_since >= since and self._matches(follows, record)

    def _matches(self, follows: Subscription, record: Record) -> bool:
        aid, truth = record.aid, self._truths[record.aid.id]
        if follows.themes or follows.audiences or follows.words:
            themes = any(each in aid.themes for each in follows.themes)
            audiences = any(each in truth.audiences for each in follows.audiences)
            if not (themes or audiences or any(each in truth.words for each in follows.words)):
                return False
        if follows.kinds and not any(str(kind) in follows.kinds for kind in aid.kinds):
            return False
        if any(each in aid.themes for each in follows.without_themes) or any(
            each in truth.words for each in follows.without_words
        ):
            return False
        if follows.without_kinds and all(
            str(kind) in follows.without_kinds for kind in aid.kinds or (AidKind.OTHER,)
        ):
            return False
        places = [each for each in (follows.place, *follows.more_places) if each]
        return (
            not places
            or not aid.places
            or any(self._touches(code, place) for code in aid.places for place in places)
        )

    def _touches(self, code: str, place: str) -> bool:
        """Tell whether a place is, holds or lies in another: a commune or a département."""
        if (code, place) not in self._known:
            communes = self._collection.places.communes
            if place in communes:
                codes = {place, communes[place].epci, communes[place].department}
            else:
                inside = [each for each in communes.values() if each.department == place]
                codes = {place, *(each.insee for each in inside), *(each.epci for each in inside)}
            self._known[code, place] = code in codes
        return self._known[code, place]

    def _first_aids(
        self, follows: Subscription, records: dict[str, Record], today: date
    ) -> tuple[dict[str, str], set[object]]:
        """Return the open aids of a first digest, one of each twins.

        With them goes what the person is told by it.
        """
        since = datetime.fromisoformat(follows.since).astimezone(PARIS).date()
        groups: dict[str, list[Record]] = {}
        for record in sorted(self.indexed.values(), key=lambda each: each.aid.deadline or date.max):
            now = records[record.aid.id]
            if record.is_open(today) and now.is_open(today) and self._matches(follows, record):
                groups.setdefault(record.aid.twin or record.aid.id, []).append(now)
        keys: set[object] = set()
        for number, group in enumerate(groups.values()):
            for each in group:
                if number < 30 or (
                    each.told_since >= since and (each.version > 1 or not each.silent)
                ):
                    keys |= {
                        (each.aid.id, each.version),
                        *([("twin", each.aid.twin, each.version)] if each.aid.twin else []),
                    }
        shown = [
            next((each for each in group if each.aid.places), group[0]) for group in groups.values()
        ]
        return {each.aid.id: "open" for each in shown}, keys

    def _first_cards(self, follows: Subscription, told: set[object]) -> list[str]:
        found: list[tuple[bool, int, str]] = []
        communes = self._collection.places.communes
        places = [each for each in (follows.place, *follows.more_places) if each]
        here = {communes[place].department if place in communes else place for place in places}
        for card in self._collection.cards.values():
            far = (
                here
                and card.place
                and card.place.departments
                and not any(each in here for each in card.place.departments)
            )
            if card.theme in follows.without_themes:
                continue
            if card.kind != "aid" or far or ("card", card.id) in told:
                continue
            if follows.themes:
                fits = card.theme in follows.themes
            elif follows.audiences:
                fits = any(each in card.audiences for each in follows.audiences)
            else:
                fits = not follows.words
            found += (
                [
                    (
                        not any(each in card.audiences for each in follows.audiences),
                        len(found),
                        card.id,
                    )
                ]
                if fits
                else []
            )
        return [card for _, _, card in sorted(found)][:5]

    def _send(
        self, person: Person, letter: Letter, records: dict[str, Record], now: datetime
    ) -> None:
        while (
            not letter.end and not letter.blocked and (letter.until is None or letter.until <= now)
        ):
            follows = person.subscription
            only_reminders = letter.aids and set(letter.aids.values()) == {"closing"}
            if (
                follows is None
                or follows.paused
                or not (follows.active or (only_reminders and follows.kept))
            ):
                letter.end = "dropped"
                person.told -= set() if letter.again else letter.keys
                return
            today = now.astimezone(PARIS).date()
            still_open = frozenset(each for each in letter.aids if records[each].is_open(today))
            if not letter.cards and not still_open:
                letter.end = "closed"
                return
            fate = self._fate(person.chat, letter.occasion, letter.tries)
            letter.tries += 1
            if fate.endswith("received"):
                letter.received.append((now, letter.again > 0, still_open))
            if fate == "received":
                letter.end = "sent"
            elif fate == "refused":
                letter.end = "refused"
            elif fate == "blocked":
                letter.blocked = True
            elif fate == "deferred":
                letter.until = now + timedelta(hours=3)
            elif fate == "moved":
                person.chat = moved(person.chat)
            elif fate.startswith("uncertain"):
                waits = (5, 60, 360, 1440, 0)  # minutes
                letter.until = now + waits[min(letter.again, 4)] * MINUTE
                letter.end = "refused" if letter.again >= 4 else ""
                letter.again += 1
            else:
                # A crash, or a disk that fills up once it is sent: sent again once the program is
                # back.
                letter.again += 1
                letter.until = None


def moved(chat: str) -> str:
    """Return the key that a group takes."""
    return f"{MOVED}{chat.removeprefix('telegram:-')}"


def _latest(follows: Subscription, now: datetime) -> datetime:
    """Return the last weekly moment, found by going back day after day."""
    day = now.astimezone(PARIS).date()
    while True:
        moment = datetime(day.year, day.month, day.day, follows.hour, tzinfo=PARIS).astimezone(UTC)
        if day.weekday() == follows.day and moment <= now:
            return moment
        day -= timedelta(days=1)
