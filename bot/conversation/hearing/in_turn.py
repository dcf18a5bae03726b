"""The orders and questions that one message asks in turn.

"garde la 1 et donne-moi le contact de la 2" asks two. A message is parted where each part, by
itself, begins as an order or a question and is plainly heard as one; any other stays whole: "garde
la 1 et la 2", "qui finance et combien", "des jeunes et des anciens".
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation.acts import (
    Around,
    AskFact,
    AskNeed,
    Compare,
    Follow,
    FollowWhen,
    Heard,
    InTurn,
    NotThere,
    OfSeen,
    OpenAids,
    RestUntil,
    Show,
    TellPlace,
    WhichOne,
)
from bot.conversation.data import heard as written
from bot.conversation.folder_acts import NameFolder
from bot.conversation.hearing.body_in_sight import of_the_body
from bot.conversation.hearing.exact import exactly, named, whole
from bot.conversation.hearing.intent import FACTS
from bot.conversation.hearing.judging import judge
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.known_acts import AskTambour, Define, HowFar, Overview, TellBody
from matching.verdict import Outcome
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_MOST_WORDS = 40  # of a message that is parted; a longer one tells a story
_MOST_LINKS = 6
_MOST_PARTS = 3
_FEWEST = 2  # words of a question by itself: "et combien" asks nothing alone
_PLAINLY = 0.0  # the score from which a part that no form says is plainly heard
_COLON, _COMMA = ":", ","
_CARD = written("written")["card_words"][0]
_FACTS = FACTS | {"contact", "payment"}
_QUESTIONS = (
    AskFact, OfSeen, Compare, Define, Around, HowFar, TellBody, AskTambour, OpenAids, Overview,
)  # fmt: skip
_ORDERS = (
    *_QUESTIONS, Show, WhichOne, NotThere, Follow, FollowWhen, RestUntil, TellPlace, NameFolder,
)  # fmt: skip
_NOT_SHOWN = frozenset(("help", "welcome", "stop", "useless", "useful"))


class _AskedPart(NamedTuple):
    """A part of a message: what it says, and what is heard in it."""

    said: Utterance
    heard: Heard

    @property
    def asks_fact(self) -> bool:
        """Tell whether it only asks something of a card."""
        return self.heard.kind in _FACTS

    @property
    def thing(self) -> object:
        """What is asked, in whatever words."""
        act = self.heard.act
        if isinstance(act, AskFact):
            return act.fact.card, act.fact.answers, act.fact.part
        return (act.what, act.ids) if isinstance(act, OfSeen) else act


def in_turn(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return the orders and questions of a message, None where it is not to be parted."""
    if context.alarmed or not _FEWEST < len(said.words) <= _MOST_WORDS or whole(said):
        return None
    parts = _parts(said.typed, context, world, _MOST_PARTS)
    if len(parts) < 2:
        return _of_one_card(said, context, world)
    return Heard(
        InTurn(_with_their_card(parts, context, world)),
        "several are asked: " + ", ".join(each.heard.kind for each in parts),
        "in_turn",
    )


def _of_one_card(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return the questions of a message about the card that it begins with: "la 2 : qui, combien".

    None where it begins with no card, or asks only one.
    """
    head, mark, rest = said.typed.replace(_COLON, _COMMA).partition(_COMMA)
    named = point(Utterance(head, said.parser), context, world) if mark else None
    if named is None or len(named.ids) != 1 or not ways().words.ignored.issuperset(named.rest):
        return None
    card = named.ids[0]
    parts = _parts(rest, replace(context, card=card), world, _MOST_PARTS)
    texts = tuple(f"{each.said.typed} {_CARD} {card}" for each in parts)
    return Heard(InTurn(texts), f"several are asked of {card}", "in_turn") if parts else None


def _parts(text: str, context: Context, world: World, most: int) -> tuple[_AskedPart, ...]:
    """Return the parts of a text, each plainly an order or a question; () where it has none."""
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    whole = Utterance(text, world.matcher.parser)
    defines = bool(whole.holds(ways().leads["asks_meaning"]))
    for link in list(_links().finditer(folded))[:_MOST_LINKS] if most > 1 else ():
        first = Utterance(text[: link.start()].strip(), world.matcher.parser)
        rest = Utterance(text[link.end() :].strip(), world.matcher.parser)
        if not all(part.words and _may_ask(part, defines=defines) for part in (first, rest)):
            continue
        if rest.says(ways().leads["only_how"], words_of("fillers")):
            continue
        part = _plain(first, context, world)
        if part is None or isinstance(part.heard.act, WhichOne | NotThere | AskNeed):
            continue
        others = _parts(rest.typed, context, world, most - 1)
        if not others and (last := _of_the_defined(part, rest) or _plain(rest, context, world)):
            others = (last,)
        if others and others[0].thing != part.thing:
            return (part, *others)
    return ()


def _of_the_defined(part: _AskedPart, rest: Utterance) -> _AskedPart | None:
    """Return what asks for the cards of what the part before wants defined: "qui en a fait un"."""
    leads = ways().leads
    asks = rest.holds(leads["has_one"]) or rest.says(leads["reach_them"], ways().words.ignored)
    of_it = isinstance(part.heard.act, Define) and asks
    return _AskedPart(rest, Heard(AskNeed((rest.typed,)), "who has one", "need")) if of_it else None


def _may_ask(said: Utterance, *, defines: bool) -> bool:
    """Tell whether a part begins as an order or a question, or names a fact of a card alone.

    `defines`: the message asks somewhere what something means.
    """
    asks = _verb(said) or _asks(said) or _names_a_fact(said)
    return asks or (defines and bool(said.holds(ways().leads["asks_meaning"])))


def _begun(said: Utterance) -> Utterance:
    """Return a part without the small words that stand before what it asks."""
    aside, words = words_of("before_a_part"), said.words
    start = next((i for i, word in enumerate(words) if word not in aside), len(words))
    return Utterance(" ".join(words[start:]), said.parser) if start else said


def _verb(said: Utterance) -> bool:
    begun = _begun(said)
    return begun.begins(ways().leads["part_orders"])


def _asks(said: Utterance) -> bool:
    if len(said.words) < _FEWEST:
        return False
    asks, begun = ways().leads["part_asks"], _begun(said)
    ends = len(said.words) > _FEWEST and said.words[-1] in ways().leads["asks_last"]
    return ends or said.begins(asks) or (len(begun.words) >= _FEWEST and begun.begins(asks))


def _names_a_fact(said: Utterance) -> bool:
    return _begun(said).begins(ways().leads["part_names"])


def _plain(said: Utterance, context: Context, world: World) -> _AskedPart | None:
    """Return a part with what is plainly heard in it, None where it is no order or question."""
    mended = Utterance(" ".join(said.mended), said.parser)
    for each in (said, mended) if mended.words != said.words else (said,):
        for step in (of_the_body, exactly, named):
            if heard := step(each, context, world):
                return _AskedPart(said, heard) if _is_asked(heard.act, said, world) else None
    heard = judge(said, context, world)
    clearly = heard.score >= _PLAINLY or isinstance(heard.act, AskNeed)
    return _AskedPart(said, heard) if clearly and _is_asked(heard.act, said, world) else None


def _is_asked(act: Act, said: Utterance, world: World) -> bool:
    """Tell whether an act is one that its part orders or asks in so many words."""
    if isinstance(act, AskNeed):
        seeks = _begun(said).begins(ways().leads["part_seeks"])
        return seeks and world.matcher.rank(said.need).outcome is Outcome.FOUND
    if isinstance(act, Show) and act.verb in _NOT_SHOWN:
        return False
    return isinstance(act, _ORDERS if _verb(said) else _QUESTIONS)


def _with_their_card(
    parts: tuple[_AskedPart, ...], context: Context, world: World
) -> tuple[str, ...]:
    """Return the parts as they are heard one after the other.

    Facts whose card only the last one names are asked of that card: "le prix et le contact de la
    2".
    """
    last = parts[-1]
    meant = point(last.said, context, world).ids
    shared = (
        len(meant) == 1
        and all(each.asks_fact for each in parts)
        and not any(point(each.said, context, world).ids for each in parts[:-1])
        and not (_verb(last.said) or _asks(last.said))
    )
    if not shared:
        return tuple(each.said.typed for each in parts)
    of_it = f"{_CARD} {meant[0]}"
    return (*(f"{each.said.typed} {of_it}" for each in parts[:-1]), last.said.typed)


@cache
def _links() -> re.Pattern[str]:
    """Return what links two parts: a sign, an "et puis", or both."""
    words = "|".join(sorted(map(re.escape, ways().leads["part_links"]), key=len, reverse=True))
    return re.compile(rf"\s*[,.;?!/+&]+\s*(?:(?:{words})\s+)*|\s+(?:(?:{words})\s+)+")
