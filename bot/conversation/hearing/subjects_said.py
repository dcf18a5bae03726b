"""What a message about aids, or about the weekly message, names: subjects, kinds of aid, places."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways
from matching.need import Facet
from matching.words import singular, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.hearing.utterance import Utterance
    from matching.need import Unit

_LONG = 8  # letters from which a word that ends as adverbs do is one
KINDS_OF_AID = ("grant", "loan", "engineering", "other")


def subject_of(said: Utterance) -> str:
    """Return what a message about aids or messages is about.

    The words that only ask for them are left out.
    """
    return " ".join(_subjects(said))


def subjects_of(said: Utterance) -> str:
    """Return what a message about aids or messages is about, as a list.

    Its places stand as they were typed, so that each is read as one again: "Hirson et la Somme",
    where a comma would say which Hirson is meant.
    """
    named = {
        name: any(len(code) == 2 for code in codes) for name, codes in said.need.named if codes
    }
    wide = [_as_typed(name, said) for name, is_wide in named.items() if is_wide]
    others = ", ".join(name for name, is_wide in named.items() if not is_wide)
    places = f" {ways().leads['joins_places'][0]} ".join(filter(None, (others, *wide)))
    joined = f" {ways().leads['joins_subjects'][0]} ".join(_followed(said))
    return ", ".join(filter(None, (places, joined)))


def _as_typed(name: str, said: Utterance) -> str:
    """Return the name of a place after its article, without which "Somme" is but a word."""
    found = re.search(rf"\b\w{{1,3}} {re.escape(name)}", said.typed)
    return found[0] if found else name


def _followed(said: Utterance) -> Iterable[str]:
    """Return the subjects to follow, each once, without places.

    Before the wish to be told ("directrice du CCAS, je voudrais recevoir..."), none counts where
    one is named after it; a word that nobody knows does where it stands as a subject does.
    """
    units = [each for each in _units(said) if not each.about(Facet.PLACE)]
    start = _end_of_wish(said)
    after = [each for each in units if _position(each, said) >= start]
    units = after if any(each.meanings for each in after) else units or _led_to(said)
    return dict.fromkeys(each.label for each in units if each.meanings or _is_subject(each, said))


def _led_to(said: Utterance) -> list[Unit]:
    """Return the plain words to which "pour" leads: "pour l'école", where nothing else is named."""
    read, leads = said.read, ways().leads["leads_to_subject"]
    return [
        unit
        for unit in said.need.units
        if unit.words[0] in read
        and not set(leads).isdisjoint(read[max(read.index(unit.words[0]) - 2, 0) :][:2])
        and not _aside().issuperset(map(singular, unit.words))
    ]


def _end_of_wish(said: Utterance) -> int:
    """Return where the words end by which a message asks to be told, 0 where they do not stand."""
    lead = said.holds(ways().leads["follow"])
    words = tuple(tokens(lead))
    for i in range(len(said.words) if words else 0):
        if said.words[i : i + len(words)] == words:
            return i + len(words)
    return 0


def _position(unit: Unit, said: Utterance) -> int:
    """Return where a unit stands among the words of a message; unknown, after all of them."""
    return said.words.index(unit.words[0]) if unit.words[0] in said.words else len(said.words)


def _is_subject(unit: Unit, said: Utterance) -> bool:
    """Tell whether a word stands as a subject does: after an article, or a word of what is asked.

    "régulièrement" is none.
    """
    if unit.words[-1].endswith(ways().leads["adverbs_end"]) and len(unit.words[-1]) >= _LONG:
        return False
    at = _position(unit, said)
    if said.read and unit in _led_to(said):
        return True
    before = said.words[at - 1] if 0 < at < len(said.words) else ""
    return before in (*ways().leads["before_subject"], "") or singular(before) in _aside()


def _subjects(said: Utterance) -> Iterable[str]:
    return dict.fromkeys(each.label for each in _units(said))


def _units(said: Utterance) -> list[Unit]:
    """Return what a message names, but for the words that only ask for aids or messages."""
    aside = _aside() | ways().words.ignored
    return [
        unit
        for unit in said.need.units
        if not aside.issuperset(map(singular, unit.words)) and (unit.meanings or unit.weight >= 0.5)
    ]


@cache
def _aside() -> frozenset[str]:
    """Return the words that ask for aids or messages, days and hours."""
    known = ways().times
    hours = (word for names in known.hours.values() for name in names for word in name.split("-"))
    asking = (word for each in ways().leads["of_aids"] for word in each.split())
    days = (name for names in known.days.values() for name in names)
    return frozenset(map(singular, (*asking, *days, *hours))) | known.hour_words


def kinds_of_aid(said: Utterance) -> tuple[str, ...]:
    """Return the kinds of aid that a message names: "les prêts"."""
    return tuple(kind for kind in KINDS_OF_AID if said.holds(ways().leads[f"kind_{kind}"]))


def is_named(said: Utterance) -> bool:
    """Tell whether words name a place, a kind of aid or a subject that is known."""
    return bool(
        said.need.places
        or kinds_of_aid(said)
        or any(unit.meanings and unit.label in _subjects(said) for unit in said.need.subject)
    )


def only_asks_of_following(said: Utterance) -> bool:
    """Tell whether a message asks how one subscribes, and names nothing to follow."""
    can = said.holds(ways().leads["asks_whether"])
    asks = said.is_question or said.begins(ways().leads["asks_how"])
    return bool(can and asks and not is_named(said))
