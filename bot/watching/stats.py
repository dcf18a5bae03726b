"""What people looked for over some days, never who.

It is needs by theme and outcome, cards opened, feedback, and subscriptions.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.conversation.notices import notice
from bot.conversation.texts import say
from bot.conversation.usage import CARDS, FEEDBACK, FEEDBACK_KINDS, LIVE_AIDS, NEEDS, OUTCOMES, Use
from bot.watching.inspection import Inspected, inspect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bot.storage.store import Store
    from knowledge.collection import Collection

DAYS = 30
_MOST_THEMES = 10
_MOST_CARDS = 8


@dataclass(frozen=True)
class ThemeUse:
    """How many needs understood a theme, "" for none, by outcome."""

    theme: str
    outcomes: Mapping[str, int]

    @property
    def needs(self) -> int:
        """How many needs in all."""
        return sum(self.outcomes.values())

    @property
    def unsure(self) -> int:
        """How many of them got no sure answer."""
        return self.outcomes.get("unsure", 0) + self.outcomes.get("nothing", 0)


@dataclass(frozen=True)
class Stats:
    """What was done from `since` to `until`, both included; most asked and most opened first.

    `tallies` are what Store.tallies counts, `inspected` what is known of live aids and digests."""

    since: date
    until: date
    needs: Mapping[str, int]
    themes: tuple[ThemeUse, ...]
    cards: tuple[tuple[str, int], ...]
    live_aids: tuple[tuple[str, int], ...]
    feedback: Mapping[str, int]
    tallies: Mapping[str, int]
    inspected: Inspected

    @property
    def asked(self) -> int:
        """How many needs were answered in all."""
        return sum(self.needs.values())

    @property
    def aids_days(self) -> int | None:
        """How old the live aids are, in days; None where there are none."""
        as_of = self.inspected.aids_as_of
        return (self.until - as_of.date()).days if as_of else None


def gather(store: Store, days: int, now: datetime) -> Stats:
    """Read and compute the figures of the last days, today included. Raises StoreError."""
    since = now.date() - timedelta(days=days - 1)
    inspected = inspect(store.path, now.date(), now - timedelta(days=days))
    return compute(store.used(since), store.tallies(), inspected, since, now.date())


def compute(
    used: Mapping[Use, int],
    tallies: Mapping[str, int],
    inspected: Inspected,
    since: date,
    until: date,
) -> Stats:
    """Compute the figures from what was counted."""
    themes: dict[str, dict[str, int]] = {}
    for use, times in used.items():
        if use.what in OUTCOMES:
            themes.setdefault(use.name, {})[use.what] = times
    ordered = {
        theme: {each: outcomes[each] for each in OUTCOMES if each in outcomes}
        for theme, outcomes in themes.items()
    }
    return Stats(
        since,
        until,
        {each: used.get(Use(NEEDS, each), 0) for each in OUTCOMES},
        tuple(
            sorted(
                (ThemeUse(*each) for each in ordered.items()),
                key=lambda each: (-each.needs, each.theme),
            )
        ),
        _most(used, CARDS),
        _most(used, LIVE_AIDS),
        {kind: used.get(Use(FEEDBACK, kind), 0) for kind in FEEDBACK_KINDS},
        tallies,
        inspected,
    )


def told(stats: Stats, collection: Collection) -> str:
    """Say the figures in words, short enough for one message."""
    themes = [(theme_name(each.theme, collection), each) for each in stats.themes[:_MOST_THEMES]]
    cards = [
        (card, card_title(card, collection), times) for card, times in stats.cards[:_MOST_CARDS]
    ]
    return say("stats", stats=stats, themes=themes, cards=cards)


def as_json(stats: Stats) -> dict[str, Any]:
    """Return the figures for a machine."""
    found = asdict(stats)
    found |= {"since": stats.since.isoformat(), "until": stats.until.isoformat()}
    inspected = stats.inspected
    moments = {
        "aids_as_of": inspected.aids_as_of,
        "last_sent": inspected.last_sent,
        "waiting_since": inspected.waiting_since,
    }
    found["inspected"] |= {
        name: moment and moment.isoformat(timespec="seconds") for name, moment in moments.items()
    }
    return found


def theme_name(theme: str, collection: Collection) -> str:
    """Return the short name of a theme; of one that the collection no longer has, its id."""
    if not theme:
        return notice("stats_no_theme")
    return collection.themes[theme].short if theme in collection.themes else theme


def card_title(card: str, collection: Collection) -> str:
    """Return the title of a card, "" for one that the collection no longer has."""
    return collection.cards[card].title if card in collection.cards else ""


def _most(used: Mapping[Use, int], what: str) -> tuple[tuple[str, int], ...]:
    found = [(use.name, times) for use, times in used.items() if use.what == what]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))
