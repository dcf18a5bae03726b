"""Thanks and greetings, told by how a message begins or ends, and what is suggested."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import Courtesy, Heard, Show
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_OF_ONES_CASE = (("need", "help"), ("help",))  # the buttons under whom to call for oneself
_INHABITANT, _CONTACT, _THANKS = "inhabitant", "contact", "thanks"
_ENDS = re.compile(r"[.!?…\n]+")  # of a sentence
_NEAR_AN_END = 3  # words from the beginning, or the end, that still begin or end a message
_LONGEST_GREETING, _LONGEST_PROMISE = 8, 14  # words


def thanks(said: Utterance) -> bool:
    """Tell whether a message thanks, and asks nothing: "oh merci, ça m'enlève un souci"."""
    leads = ways().leads
    words = said.read
    at = next((i for i, word in enumerate(words) if word in leads["thanks"]), None)
    if at is None or _asks(said) or said.holds(leads["no_thanks"]):
        return False
    after = words[at + 1 : at + 3]
    asks_politely = bool(after) and after[0] in leads["thanks_for_doing"]
    asks_politely = asks_politely and set(after[1:]).isdisjoint(leads["of_yours"])
    at_an_end = at < _NEAR_AN_END or at >= len(words) - _NEAR_AN_END
    return at_an_end and not asks_politely


def greets(said: Utterance) -> bool:
    """Tell whether a message greets, and asks nothing: "bonjour, ici le secrétariat"."""
    words = said.read
    return (
        0 < len(words) <= _LONGEST_GREETING
        and words[0] in ways().leads["greetings"]
        and not said.need.places
        and not _asks(said)
        and not said.holds((*ways().leads["of_facts"], *ways().leads["asks_meaning"]))
    )


def _asks(said: Utterance) -> bool:
    return said.is_question or any(unit.meanings for unit in said.need.subject)


def of_ones_own_case(said: Utterance, context: Context, _: World) -> Heard | None:
    """Say again whom to call for oneself, where that was just told: "à qui m'adresser alors"."""
    verbs = tuple(buttons.read(data)[0] for _, data in context.doors)
    form = formed(said.words, pointed=False)
    if verbs not in _OF_ONES_CASE or context.seen or form is None or form.kind != _CONTACT:
        return None
    act = Courtesy(_INHABITANT, said.typed)
    return Heard(act, "whom to call for oneself, once more", _INHABITANT)


def will_do(said: Utterance, context: Context, _: World) -> Heard | None:
    """Take for thanks what one says one will do: "merci, je vais en parler au maire".

    It asks nothing; what only nods or thanks lead to ("je transmets") has one of them beside.
    """
    leads, words = ways().leads, said.words
    beside = context.seen and not context.alarmed
    if said.is_question or not (beside and 0 < len(words) <= _LONGEST_PROMISE):
        return None
    thanked = not words_of("thanks").isdisjoint(said.read) or said.begins(leads["takes_note"])
    sentences = [each for each in _ENDS.split(said.typed) if each.strip()]
    last = Utterance(sentences[-1], said.parser)
    will = leads["will_do"] if thanked else leads["will_tell"]
    tells = last.holds((*leads["will_tell"], *will)) or (said.holds(will) and thanks(last))
    asks = said.holds(leads["part_asks"]) or any(map(str.isdecimal, words))
    if (
        not tells
        or asks
        or said.holds(leads["new"])
        or said.holds((*leads["orders"], *leads["wants"]))
    ):
        return None
    return Heard(Courtesy(_THANKS, said.typed), "what one will do with it", _THANKS)


def suggested(said: Utterance, _: Context, __: World) -> Heard | None:
    """Take what is wanted of the collection for the remark: "il manque une fiche sur le vélo"."""
    if said.is_question or not said.holds(ways().leads["suggests"]):
        return None
    return Heard(Show(ways().kinds["remark"].does, said.typed), "a remark is told", "remark")
