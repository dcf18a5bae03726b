"""The kinds of acts that a message may be, each with its grounds.

A need, and a question about a card, are in `candidates`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import NotThere, RestUntil, Show
from bot.conversation.hearing.aids_said import asks_how_fresh, is_of_aids
from bot.conversation.hearing.balance import (
    DEFINED_FROM,
    GUIDE_FROM,
    ITSELF_FROM,
    LEAST_IN_A_TOPIC,
    LEAST_OF_A_CHANGE,
    LEAST_OF_A_COURTESY,
    LEAST_OF_A_FIRST_WISH,
    LEAST_OF_A_NAMED_CHANGE,
    LEAST_OF_A_QUESTION,
    LEAST_OF_A_WISH,
    TOLD_FROM,
)
from bot.conversation.hearing.bodies_said import asks_all_there, thing_asked
from bot.conversation.hearing.comparing import asks_which_of_them
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.ear import GUIDE, REGION, TAMBOUR
from bot.conversation.hearing.folder_asked import (
    names_a_kept_card,
    names_function,
    of_the_folder,
)
from bot.conversation.hearing.intent import COURTESIES, act_of
from bot.conversation.hearing.manners_said import greets, thanks
from bot.conversation.hearing.matter import TOPICS, Matter, WayToHear
from bot.conversation.hearing.not_meant import (
    ASSESSING,
    SAID_BESIDE_A_CARD,
    asks_no_message_yet,
    is_something_else,
)
from bot.conversation.hearing.of_ours import tells_of_ours
from bot.conversation.hearing.oneself_said import of_ones_place, of_oneself
from bot.conversation.hearing.pause_said import pause_said
from bot.conversation.hearing.subjects_said import only_asks_of_following
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import AskGuide, AskRegion, AskTambour, Define
from matching.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.conversation.acts import Act
    from bot.conversation.hearing.ear import Heeded

_MOST_KINDS = 6
_SHORT = 6  # words of a message that points at nothing there is; a longer one asks something else
_PRIVACY = "privacy"
_FOLLOWING = "following"
_STATUS = Show("subscription", "status")
_STOPS, _ERROR = "stop", "error"
_OF_MESSAGE = "follow"  # kinds that begin so are of the weekly message
_LEADS = {
    "aids": "aids",
    "follow": "follow",
    "define": "asks_meaning",
    "kept_aids": "kept_before",
    "inhabitant": "for_oneself",
    "overview": "overview",
    "print": "as_file",
    "compare": "comparing",
    "around": "others_there",
    "same_size": "same_size",
    "keep_only": "keeps_only",
    "error": "error",
    "remark": "remark",
    "apology": "apologizes",
} | dict.fromkeys(ASSESSING, "assess")

_OF_A_BODY = ("partner_does", "contact")
_OF_THE_FOLDER = ("unkeep", "keep_only", "folder_order")
# The words of these name a function of the bot.
_NAME_A_TOPIC = (*ASSESSING, "follow", "kept_aids")

# What these do lasts, and is seen later: "que savez-vous de moi" must not subscribe.
_CHANGE_SOMETHING = frozenset(
    ("follow", "follow_change", "follow_pause", "follow_resume", "follow_stop")
) | {"place_forget", "clear", "remark"}


def wishes(matter: Matter) -> Iterator[WayToHear]:
    """Yield the kinds of acts that the message may be.

    They are those that it leans to, and those that a word of it says, where they can be meant here.
    """
    said, heeded = matter.said, matter.heeded
    said_so = _said_so(matter)
    subjects = any(unit.meanings for unit in said.need.subject)
    topics_said = {
        ways().kinds[name].topic
        for name in said_so
        if name in _NAME_A_TOPIC and name in ways().kinds
    }
    for name, side in (dict(heeded.kinds(_MOST_KINDS)) | said_so).items():
        if side < _least(name, matter) and name not in said_so:
            continue
        if name == GUIDE and "aids" in said_so:
            continue  # guides know of no open aids, and say so
        if is_something_else(name, matter):
            continue
        act = _act(name, matter)
        if act is not None and not (isinstance(act, NotThere) and len(said.words) > _SHORT):
            grounds = _grounds_of_a_wish(name, act, matter)
            beside = subjects and name not in said_so and "same_topic" not in grounds
            grounds["doubtful"] = max(-side, 0.0) if beside else 0.0
            asks = said.is_question or said.holds(ways().leads["asks"])
            of_itself = bool(asks) and isinstance(act, AskTambour) and act.topic in topics_said
            grounds["said_so"] = float(name in said_so or of_itself)
            yield WayToHear(name, act, side, grounds)


def _said_so(matter: Matter) -> dict[str, float]:
    """Return the kinds that words of the message say, each with its side."""
    said, heeded = matter.said, matter.heeded
    said_so = {
        name: heeded.leaning.get(name, -1.0)
        for name, lead in _LEADS.items()
        if said.holds(ways().leads[lead])
    } | _said_of(matter)
    if said.holds(ways().leads["who_else"]):
        said_so.pop("around", None)  # "qui d'autre peut payer" asks for nothing else done there
    if said.holds(ways().leads["others_did"]):
        said_so.pop("around", None)
        said_so["alike"] = heeded.leaning.get("alike", -1.0)
    if "follow" in said_so:
        said_so.pop("aids", None)  # "préviens-moi des subventions" asks for the message
    if _ends_following(matter, said_so):
        said_so.pop("follow", None)
        said_so.pop("aids", None)
        said_so["follow_stop"] = heeded.leaning.get("follow_stop", -1.0)
    if "aids_fresh" in said_so:
        said_so.pop("aids", None)  # "la liste des aides est à jour ?" asks for none of them
    return said_so


def _act(name: str, matter: Matter) -> Act | None:
    """Return what a message asks, where it is of a kind; None where it can't be here."""
    said, context, heeded = matter.said, matter.context, matter.heeded
    if name.startswith(_OF_MESSAGE) and said.holds(ways().leads["asks_state"]):
        return _STATUS
    other = name in ("follow", "follow_when") and asks_no_message_yet(matter)
    if other or (name == "follow" and only_asks_of_following(said)):
        return _told(TAMBOUR, heeded, _FOLLOWING) or _STATUS
    told = _told(name, heeded, TOPICS.get(context.sight, matter.beside))
    return told or act_of(name, said, context, matter.world, matter.pointed)


def _said_of(matter: Matter) -> dict[str, float]:
    """Return the kinds that words say only beside something else, each with its side."""
    said, leads = matter.said, ways().leads
    body = bool(said.need.partners) and said.holds((*leads["asks_meaning"], *leads["body_helps"]))
    of_region = not matter.context.card or said.holds(leads["of_region"])
    held = {
        "thanks": thanks(said),
        "greet": greets(said),
        "partner_does": bool(body) or bool(said.holds(leads["asks_meaning"])),
        REGION: bool(of_region and said.holds(leads["region"])),
        "aids": is_of_aids(matter),
        "overview": asks_all_there(said),
        "inhabitant": bool(said.holds(leads["an_inhabitant"])),
        "compare": asks_which_of_them(said, matter.context, matter.world),
        "aids_fresh": asks_how_fresh(matter),
        "same_size": bool(said.holds(leads["like_mine"]) and said.holds(leads["size"])),
        **of_ones_place(matter),
        **of_oneself(said),
        **of_the_folder(matter),
    }
    return {name: matter.heeded.leaning.get(name, -1.0) for name, is_so in held.items() if is_so}


def _least(name: str, matter: Matter) -> float:
    """Return the side below which a kind of act is not heard."""
    context, changes = matter.context, name in _CHANGE_SOMETHING
    if name.startswith(_OF_MESSAGE) and _names_the_message(matter):
        return LEAST_OF_A_NAMED_CHANGE if changes else LEAST_OF_A_WISH
    leaves = name == _STOPS and context.sight == Sight.QUESTION
    if changes or leaves:
        return LEAST_OF_A_CHANGE
    if name in COURTESIES:
        return LEAST_OF_A_COURTESY
    if context.sight in TOPICS:
        return LEAST_IN_A_TOPIC
    if context.seen and matter.said.is_question:
        return LEAST_OF_A_QUESTION
    return LEAST_OF_A_WISH if context.seen or context.sight else LEAST_OF_A_FIRST_WISH


def _grounds_of_a_wish(name: str, act: Act, matter: Matter) -> dict[str, float]:
    """Return what speaks for a kind of act or against it, besides what the message leans to."""
    context, outcome = matter.context, matter.ranking.outcome
    kind = ways().kinds.get(name)
    topic = act.topic if isinstance(act, AskTambour) else kind.topic if kind is not None else ""
    in_topic = bool(topic) and topic == TOPICS.get(context.sight)
    beside = bool(topic) and topic == matter.beside and not in_topic
    found = outcome is Outcome.FOUND
    of_message = name.startswith(_OF_MESSAGE) or topic == _FOLLOWING
    holds = {
        "same_topic": in_topic,
        "beside_found": found and not context.seen and not in_topic,
        "beside_found_seen": found and bool(context.seen) and not in_topic,
        "beside_unsure": outcome is Outcome.UNSURE and not in_topic,
        "a_card_open": bool(context.card)
        and not (in_topic or beside)
        and name not in SAID_BESIDE_A_CARD,
        "told_of_ours": tells_of_ours(matter.said, context),
        "nothing_open": kind is not None and kind.of_sight and not context.card,
        "body_named": name in _OF_A_BODY and isinstance(act, Define),
        "topic_named": of_message and not in_topic and _names_the_message(matter),
        "function_named": not in_topic and names_function(topic, matter),
        "beside_it": beside and not context.card,
        "beside_it_and_a_card": beside and bool(context.card),
        "tells_wrong": name == _ERROR and not matter.said.is_question and _tells_wrong(matter),
        "of_folder": name in _OF_THE_FOLDER and names_a_kept_card(matter),
    }
    return {ground: 1.0 for ground, held in holds.items() if held}


def _tells_wrong(matter: Matter) -> bool:
    """Tell whether a message says what is wrong: "ce n'est plus elle qui s'en occupe"."""
    said, leads = matter.said, ways().leads
    return bool(said.holds(leads["error"])) and not said.holds(leads["asks"])


def _ends_following(matter: Matter, said_so: Mapping[str, float]) -> bool:
    """Tell whether a message wants no more of the weekly one: that must never subscribe."""
    said, leads = matter.said, ways().leads
    for_a_while = said.holds(leads["for_a_while"]) or isinstance(pause_said(said), RestUntil)
    ends = said.holds(leads["ends_following"]) and not for_a_while
    return bool(ends and ("follow" in said_so or _names_the_message(matter)))


def _names_the_message(matter: Matter) -> bool:
    """Tell whether a message names the weekly one, or speaks of being written to."""
    return bool(matter.said.holds(ways().leads["of_message"]))


def _told(kind: str, heeded: Heeded, in_sight: str) -> Act | None:
    """Return the answer told that a message asks for, where one comes close.

    It is one of the region, of a guide, or about the bot.
    """
    if kind == _PRIVACY:
        theme, answers, near = heeded.told(TAMBOUR, _PRIVACY)
        close = theme == _PRIVACY and near >= ITSELF_FROM
        return AskTambour(theme, answers[0]) if close else None
    if kind not in (REGION, GUIDE, TAMBOUR):
        return None
    leads = ways().leads
    how = heeded.said.begins(leads["asks_how"])
    if kind == TAMBOUR and heeded.said.holds(leads["keep_this"]) and not how:
        return None  # "garde-la et rappelle-moi" is asked to be done, not how it is done
    asks = heeded.said.is_question or heeded.said.holds(ways().leads["asks"])
    if kind == GUIDE and not asks:
        return None
    theme, answers, near = heeded.told(kind, in_sight if kind == TAMBOUR else "")
    plainly = kind == TAMBOUR and asks and heeded.leaning.get(TAMBOUR, -1.0) > 0
    least = {GUIDE: GUIDE_FROM, TAMBOUR: ITSELF_FROM}.get(kind, TOLD_FROM)
    if near < (TOLD_FROM if plainly else least):
        return None
    if kind == TAMBOUR:
        return AskTambour(theme, answers[0])
    if kind == GUIDE:
        undefined = near < DEFINED_FROM and thing_asked(heeded.said)
        return AskGuide(theme, answers[0], heeded.said.typed, undefined or "")
    return AskRegion(heeded.said.typed, answers)
