"""What becomes of the entries of feeds.

One may be new, known by another name, or changed since a curator's yes. It is decided from frozen
data.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.live_aids.links import page_of
from knowledge.place_names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.live_aids.model import LiveAid, Record

_ONE_WORD = 75  # of 100: two words above which they are one, as « vélo » and « vélos »
_ONE_ROOT = 5  # letters that two words share at their start: « rénover », « rénovation »
# What titles say of any aid and of how far it is, which tells none from another.
_OF_ANY_AID = re.compile(
    r"ami|aap|appels?|projets?|manifestations?|interet|candidatures?|aides?|fonds|subventions?"
    r"|soutien|dispositif|programme|campagne|actualite|communique|avis|dossiers?|depot|delai"
    r"|date|limite|ouvert(?:ure|e)?|lance(?:ment)?|clo(?:ture|s)|fin|prochaine|dernier|derniers"
    r"|jours?|rappel|nouve(?:au|lle)|report|(?:reporte|repousse|prolonge)e?|prolongation|jusqu"
    r"|a|au|aux|d|de|des|du|en|est|et|l|la|le|les|pour|sont|sur|une?|20\d\d"
)
# After which an aid without a deadline may have ended without a word.
_ASKED_AGAIN = timedelta(days=183)


class CuratorAnswer(StrEnum):
    """What a curator said of an entry."""

    NONE = ""
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Why(StrEnum):
    """Why an entry waits for a curator.

    It is new, it changed, or it has had no deadline for long.
    """

    NEW = "new"
    CHANGED = "changed"
    OPEN_STILL = "open_still"


@dataclass(frozen=True)
class FeedEntry:
    """An entry as it was last seen, the day it came, and the curator's answer.

    `changed` is the day of a change that waits for a yes; `confirmed` the day a curator last said
    that it is open.
    """

    aid: LiveAid
    day: date
    answer: CuratorAnswer = CuratorAnswer.NONE
    changed: date | None = None
    confirmed: date | None = None


@dataclass(frozen=True)
class Held:
    """An entry that waits for a curator, since a day, and why.

    `now` is the aid that people are shown, where it has changed.
    """

    aid: LiveAid
    day: date
    why: Why = Why.NEW
    now: LiveAid | None = None


@dataclass(frozen=True)
class Sorted:
    """What a reading of a feed makes of the entries.

    It has those to write, and how many of them a curator is to look at.
    """

    written: tuple[FeedEntry, ...]
    to_judge: int


def sort_entries(known: Mapping[str, FeedEntry], aids: Sequence[LiveAid], today: date) -> Sorted:
    """Return what the entries of a feed become.

    An unknown one waits, a waiting one is refreshed, a refused one stays so.

    One that was accepted and has changed waits for another yes.
    """
    written, to_judge = [], 0
    for aid, before in _recognised(known, aids):
        if before is None:
            written.append(FeedEntry(aid, today))
            to_judge += 1
        elif (
            before.aid.source == aid.source and (after := _seen_again(before, aid, today)) != before
        ):
            written.append(after)
            to_judge += after.changed is not None and after.changed != before.changed
    return Sorted(tuple(written), to_judge)


def waiting(
    entries: Iterable[FeedEntry], records: Mapping[str, Record], today: date | None
) -> list[Held]:
    """Return what waits for a curator, oldest first.

    The last ones are those accepted long ago without a deadline.
    """
    held = []
    for entry in entries:
        record = records.get(entry.aid.id)
        if entry.answer is CuratorAnswer.NONE:
            held.append(Held(entry.aid, entry.day))
        elif entry.answer is CuratorAnswer.ACCEPTED and entry.changed:
            held.append(Held(entry.aid, entry.changed, Why.CHANGED, record.aid if record else None))
        elif (
            entry.answer is CuratorAnswer.ACCEPTED
            and today
            and record
            and _may_have_ended(entry, record, today)
        ):
            held.append(Held(record.aid, entry.confirmed or entry.day, Why.OPEN_STILL))
    return sorted(held, key=lambda each: (each.why is Why.OPEN_STILL, each.day, each.aid.id))


def _may_have_ended(entry: FeedEntry, record: Record, today: date) -> bool:
    lasts = record.aid.deadline or record.aid.permanent or record.closed
    return not lasts and today - (entry.confirmed or entry.day) >= _ASKED_AGAIN


def _seen_again(before: FeedEntry, aid: LiveAid, today: date) -> FeedEntry:
    seen = replace(before, aid=replace(aid, id=before.aid.id))
    has_changed = before.answer is CuratorAnswer.ACCEPTED and _telling(aid) != _telling(before.aid)
    return replace(seen, changed=today) if has_changed else seen


def _telling(aid: LiveAid) -> tuple[str, ...]:
    """Return what a reader would call a change of an entry.

    How its link is written, and its blanks, are none.
    """
    return plain(aid.name), plain(aid.what), page_of(aid.url)


def _recognised(
    known: Mapping[str, FeedEntry], aids: Sequence[LiveAid]
) -> list[tuple[LiveAid, FeedEntry | None]]:
    """Return each aid with the entry that it is, None for a new one.

    No entry is two aids of one reading.
    """
    same = {aid.id for aid in aids if aid.id in known and not _is_another(aid, known[aid.id].aid)}
    names, pages = _Names(known.values()), Counter(page_of(aid.url) for aid in aids)
    taken, result = set(same), []
    for aid in aids:
        entry = (
            known[aid.id]
            if aid.id in same
            else names.find(aid, pages[page_of(aid.url)] == 1, taken)
        )
        if entry is None and aid.id in known:  # its guid only counts the entries of its feed
            aid = replace(aid, id=_own_id(aid))
            entry = known.get(aid.id)
        taken |= {entry.aid.id} if entry else set()
        result.append((aid, entry))
    return result


class _Names:
    """The entries by what they go by besides their id: their page, their title and date."""

    def __init__(self, entries: Iterable[FeedEntry]) -> None:
        self._by_page: dict[str, list[FeedEntry]] = {}
        self._by_title: dict[tuple[str, ...], list[FeedEntry]] = {}
        for entry in entries:
            self._by_page.setdefault(page_of(entry.aid.url), []).append(entry)
            self._by_title.setdefault(_title(entry.aid), []).append(entry)

    def find(self, aid: LiveAid, own_page: bool, taken: set[str]) -> FeedEntry | None:
        """Return the entry that an aid is, those of its own feed first.

        `own_page`: no other aid of its feed leads there.
        """
        page = page_of(aid.url)
        found = [
            each
            for each in self._by_page.get(page, ())
            if page and own_page and _are_alike(aid, each.aid)
        ]
        found += [
            each
            for each in self._by_title.get(_title(aid), ())
            if (
                not page or page == page_of(each.aid.url)
                if each.aid.source == aid.source
                else _are_twins(aid, each.aid)
            )
        ]
        free = [each for each in found if each.aid.id not in taken]
        return min(
            free,
            key=lambda each: (each.aid.source != aid.source, each.day, each.aid.id),
            default=None,
        )


def _are_twins(aid: LiveAid, other: LiveAid) -> bool:
    """Tell whether two feeds announce one aid, of which the title and date are the same.

    Their texts are the same too, and their pages where they have no text.
    """
    same_text = plain(aid.what) == plain(other.what)
    return same_text and aid.updated is not None and bool(aid.what or not (aid.url and other.url))


def _is_another(aid: LiveAid, before: LiveAid) -> bool:
    """Tell whether a known id is now that of another aid: no word, page nor date is the same."""
    page, page_before = page_of(aid.url), page_of(before.url)
    of_one_day = aid.updated is not None and aid.updated == before.updated
    same = page == page_before or not page or not page_before or of_one_day
    return not same and not _are_alike(aid, before)


def _are_alike(aid: LiveAid, before: LiveAid) -> bool:
    """Tell whether two titles may be those of one aid.

    They are of the same year, and one says all that the other does, or more. An aid asked about
    twice costs a press; one taken for another is lost.
    """
    name, name_before = plain(aid.name), plain(before.name)
    years, years_before = (set(re.findall(r"\b20[0-9]{2}\b", each)) for each in (name, name_before))
    words, words_before = map(_own_words, (name, name_before))
    if name == name_before or (years and years_before and years.isdisjoint(years_before)):
        return name == name_before
    return not (_only_in(words, words_before) and _only_in(words_before, words))


def _own_words(name: str) -> set[str]:
    return {word for word in name.split() if not _OF_ANY_AID.fullmatch(word)}


def _only_in(words: set[str], others: set[str]) -> set[str]:
    """Return the words of a title that another has in no form."""
    return {
        word
        for word in words
        if not any(
            word[:_ONE_ROOT] == other[:_ONE_ROOT] or fuzz.ratio(word, other) >= _ONE_WORD
            for other in others
        )
    }


def _title(aid: LiveAid) -> tuple[str, ...]:
    return plain(aid.name), str(aid.updated)


def _own_id(aid: LiveAid) -> str:
    written = f"{aid.source} {page_of(aid.url) or aid.name}"
    return f"rss-{hashlib.sha256(written.encode()).hexdigest()[:12]}"
