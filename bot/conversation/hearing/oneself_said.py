"""Words by which a message asks what is known of oneself, who reads one, or of one's own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.matter import Matter
    from bot.conversation.hearing.utterance import Utterance


def of_oneself(said: Utterance) -> dict[str, bool]:
    """Tell whether a message asks what is known of oneself, a file of it, or who reads one."""
    leads = ways().leads
    if said.holds(leads["erasing"]):
        return {}
    in_a_file = bool(said.holds(leads["own_data"]) and said.holds(leads["data_file"]))
    known = bool(said.holds(leads["known_of"])) and not in_a_file
    of_words = known and bool(said.holds(leads["own_words"]))
    return {
        "mydata": in_a_file,
        "privacy": of_words,
        "kept_now": known and not of_words and bool(said.holds(leads["own_self"])),
    }


def of_ones_place(matter: Matter) -> dict[str, bool]:
    """Tell whether a message asks which place is noted, or says that it is not the right one."""
    said, leads = matter.said, ways().leads
    of_message = said.holds(leads["part_subscription"])
    own = words_of("part_place")
    others = [unit for unit in said.need.subject if unit.meanings and not own >= set(unit.words)]
    beside = matter.context.seen or of_message or others
    of_oneself = said.holds(leads["part_place"]) and not beside
    asks = said.holds(leads["own_place_noun"]) and said.holds(leads["asks_own_place"])
    return {
        "place_change": bool(of_oneself and said.holds(leads["changes_place"])),
        "place_show": bool(asks),
    }
