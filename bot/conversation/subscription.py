"""What someone follows, kept apart from sessions.

It is themes, audiences, words, a place, kinds of aid, a day and an hour.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from knowledge.live_aids.model import AidKind
from knowledge.place_names import plain

MONDAY, EIGHT = 0, 8
EVERYWHERE = "*"  # a place chosen before subscribing: none, not even the person's own
_LISTS = (
    "themes",
    "audiences",
    "words",
    "more_places",
    "kinds",
    "without_themes",
    "without_words",
    "without_kinds",
    "kept",
)
_KINDS = frozenset(map(str, AidKind))


@dataclass(frozen=True)
class Subscription:
    """What someone follows, and when they are told.

    It is `active` once asked for; `paused` keeps it without sending, from the day `pause_begins`
    and until the day `pause_ends` (ISO) where it has them. No theme, audience, word:
    everything. No kind: all kinds. `place` is a code of places; its EPCI, département, région and
    nation are included; `more_places` are others. An aid that has any of `without_themes` or
    `without_words`, or gives nothing but `without_kinds`, is not told. `day` is 0 (Monday) to 6,
    `hour` 0 to 23 in Europe/Paris. `since` is the moment it was asked for (ISO, UTC): the first
    digest comes at once after it. `kept` are ids of live aids whose deadline the person wants to be
    reminded of, whether or not they follow anything.
    """

    active: bool = False
    paused: bool = False
    pause_begins: str = ""
    pause_ends: str = ""
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    place: str = ""
    more_places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    without_themes: tuple[str, ...] = ()
    without_words: tuple[str, ...] = ()
    without_kinds: tuple[str, ...] = ()
    day: int = MONDAY
    hour: int = EIGHT
    since: str = ""
    kept: tuple[str, ...] = ()

    @property
    def is_stored(self) -> bool:
        """Tell whether it asks for any message, and so is kept.

        Choices not yet confirmed are not.
        """
        return self.active or bool(self.kept)

    def rests(self, today: date) -> bool:
        """Tell whether no message is to be sent on a day."""
        return self.paused and self.pause_begins <= today.isoformat() and not self._ended(today)

    def _ended(self, today: date) -> bool:
        return bool(self.pause_ends) and self.pause_ends <= today.isoformat()

    def woken(self, today: date) -> Subscription:
        """Return it without the pause that has ended by a day, if one has."""
        return self.going_on() if self.paused and self._ended(today) else self

    def going_on(self) -> Subscription:
        """Return it without any pause."""
        return replace(self, paused=False, pause_begins="", pause_ends="")

    @property
    def places(self) -> tuple[str, ...]:
        """Every place followed, each once; none: everywhere."""
        return tuple(
            each
            for each in dict.fromkeys((self.place, *self.more_places))
            if each not in ("", EVERYWHERE)
        )

    @property
    def follows_all(self) -> bool:
        """Whether it is of every subject, but for what is left out."""
        return not (self.themes or self.audiences or self.words)

    @property
    def follows_nothing(self) -> bool:
        """Whether what is excluded leaves nothing of what is followed.

        No aid could ever be told then.
        """
        themes, words = (
            set(self.themes) - set(self.without_themes),
            _unlike(self.words, self.without_words),
        )
        followed = self.themes or self.audiences or self.words
        no_subject = bool(followed) and not (themes or words or self.audiences)
        kinds = set(self.kinds) or _KINDS
        return no_subject or kinds <= set(self.without_kinds)

    def over(self, stored: Subscription) -> Subscription:
        """Return this one, chosen while the stored one could not be read.

        The aids that the stored one keeps are added. Where this one was neither begun nor stopped
        meanwhile, what is stored stays; once stopped, nothing of it comes back.
        """
        if self.since and not self.active:
            return self
        kept = tuple(dict.fromkeys((*stored.kept, *self.kept)))
        return replace(self if self.active else stored, kept=kept)

    def to_json(self) -> str:
        """Return the subscription as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)


def subscription_from_json(text: str) -> Subscription:
    """Read a stored subscription, but for fields this version does not know.

    ValueError is raised where it is none.
    """
    stored = json.loads(text)
    if not isinstance(stored, dict):
        raise ValueError("not a subscription")
    known = {each.name: stored[each.name] for each in fields(Subscription) if each.name in stored}
    try:
        for name in _LISTS:
            known[name] = tuple(map(str, known.get(name, ())))
        known["day"], known["hour"] = (
            int(known.get("day", MONDAY)) % 7,
            int(known.get("hour", EIGHT)) % 24,
        )
        for name in ("pause_begins", "pause_ends"):
            known[name] = _day(str(known.get(name, "")))
        return Subscription(**known)
    except (TypeError, ValueError) as error:
        raise ValueError("not a subscription") from error


def _day(stored: str) -> str:
    """Return a day in ISO form, "" where it is none."""
    return date.fromisoformat(stored).isoformat() if stored else ""


def _unlike(words: tuple[str, ...], excluded: tuple[str, ...]) -> set[str]:
    """Return the words that hold none of the excluded ones."""
    out = [set(plain(each).split()) for each in excluded]
    return {
        word for word in words if not any(each and each <= set(plain(word).split()) for each in out)
    }
