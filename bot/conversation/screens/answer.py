"""The answer to a need.

It says what was understood, up to three cards with whom to call and who can help, and ways on.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.conversation import aid_doors, buttons, emergency
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.personal import without_personal
from bot.conversation.replies import MOST_BUTTONS, Button, Reply, headed
from bot.conversation.screens import themes, ways_on
from bot.conversation.screens.answer_order import answering_first, lies_there, there_first
from bot.conversation.session import Note
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from bot.conversation.understood import understood
from bot.conversation.usage import need_answered
from matching.chosen_place import chosen
from matching.need import Facet
from matching.verdict import Outcome as Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.acts import AskNeed
    from bot.conversation.world import World
    from knowledge.model import Card
    from matching.matcher import Match, SearchAnswer
    from matching.need import Need

SHOWN = 3
KEPT = 15
_MOST_FACETS = 6


def ask(turn: Turn, text: str) -> Outcome:
    """Answer a need asked afresh, but for the names and coordinates in it.

    Those are not for a bot. What is not understood at all leaves what was being said as it was.
    """
    text, written = without_personal(text, turn.world.contact_names), text
    if written and not text:
        return turn.says(Reply(say("personal", examples=turn.world.examples), ((buttons.THEMES,),)))
    before = turn.session
    session, replies = answer_session(
        replace(turn, session=replace(before.afresh(), need=text, trail=before.trail))
    )
    if (
        session.offered
        and before.card
        and turn.world.matcher.search(text, 1).outcome is Verdict.UNSURE
    ):
        # The list may be beside the point: the card stays open.
        return replace(session, card=before.card), replies
    if session.offered or not (before.offered or before.card or before.sight):
        return session, replies
    return replace(before, notes=session.notes, uses=session.uses), replies


def ask_each(turn: Turn, act: AskNeed) -> Outcome:
    """Answer the needs of a message one after the other."""
    needs = act.texts if len(act.texts) > 1 else act.among
    session, replies = ask(turn, act.texts[0])
    shared = session.offered[: session.shown]
    for text in act.texts[1:]:
        session, more = ask(replace(turn, session=session), text)
        shared = tuple(each for each in shared if each in session.offered[: session.shown])
        replies = (*replies, *more)
    both = shared[0] if shared and len(act.texts) > 1 else ""
    return replace(session, needs=needs, shared=both), replies


def answer_session(turn: Turn, elsewhere: str = "") -> Outcome:
    """Answer the need of the session as it is now refined.

    `elsewhere` are places named that the region does not have. Where it names several communes by
    one name, which of them is meant is asked after the answer.
    """
    from bot.conversation.screens import which_place

    return which_place.asking(turn, _answered(turn, elsewhere))


def _answered(turn: Turn, elsewhere: str) -> Outcome:
    session, matcher = turn.session, turn.world.matcher
    need = matcher.parser.refine(session.need, session.dropped, session.added)
    found = matcher.answer(need, KEPT, reasoned=SHOWN, home=session.place)
    found, there = there_first(turn.world, found)
    if not found.matches and need.places:
        found, there = _found_elsewhere(turn, need), False
    found, count = answering_first(found, SHOWN)
    offered = tuple(match.id for match in found.matches)
    if not (offered or need.emergencies):
        session = session.noting(Note("unmatched", session.need))
    session = session.using(*need_answered(found.outcome, need.themes))
    if found.guide and not found.matches:
        session, guide = themes.show(
            replace(turn, session=replace(session, aids=False)), found.guide
        )
        return session, (
            *emergency.calls(turn.world, need.emergencies),
            *headed(say("theme_leads"), guide),
        )
    reply = (
        _found(turn, found, count, there, elsewhere)
        if offered
        else _nothing(turn, found, elsewhere)
    )
    session = replace(
        session,
        offered=offered,
        shown=count,
        card="",
        aids=False,
        sight=Sight.CARDS if offered else "",
    )
    return session, (*emergency.calls(turn.world, need.emergencies), reply)


def _found_elsewhere(turn: Turn, need: Need) -> SearchAnswer:
    """Return the answer to a need wherever it was done: a place must never cost one."""
    matcher = turn.world.matcher
    anywhere = replace(
        need,
        units=tuple(unit for unit in need.units if not unit.about(Facet.PLACE)),
        places=(),
        named=(),
    )
    found = matcher.answer(anywhere, KEPT, reasoned=SHOWN, home=turn.session.place)
    return replace(found, need=need)


def again(turn: Turn, _: str = "") -> Outcome:
    """Answer again the need in sight."""
    if not turn.session.need:
        return turn.says(Reply(say("ask_again"), ((buttons.THEMES,),)))
    return answer_session(turn)


def drop(turn: Turn, name: str) -> Outcome:
    """Answer again without one thing that was understood."""
    if not turn.session.need:
        return turn.says(Reply(say("ask_again"), ((buttons.THEMES,),)))
    session = replace(turn.session, dropped=(*turn.session.dropped, name))
    if not turn.world.matcher.parser.refine(session.need, session.dropped, session.added).units:
        return turn.says(
            Reply(say("what_instead", need=session.need), ((buttons.THEMES, buttons.HELP),))
        )
    return answer_session(replace(turn, session=session))


def near_me(turn: Turn, _: str = "") -> Outcome:
    """Answer again, what was done near the person's place first."""
    session = turn.session
    name = turn.world.place_name(session.place)
    if not (session.need and name):
        return turn.says(
            Reply(say("ask_again"), ((buttons.press("place", label("my_place")), buttons.THEMES),))
        )
    return answer_session(
        replace(turn, session=replace(session, added=(*session.added, chosen(name, session.place))))
    )


def next_cards(turn: Turn, _: str = "") -> Outcome:
    """Show the cards that come next in the last answer."""
    left = turn.session.offered[turn.session.shown :]
    if not turn.session.offered:
        return turn.says(
            Reply(
                say("no_such_number", named="", rank=False, meant="", count=0, last=0),
                ((buttons.THEMES,),),
            )
        )
    if not left:
        return turn.says(Reply(say("no_more"), ((buttons.THEMES,),)))
    session, replies = list_cards(turn, ",".join(left))
    return replace(session, offered=turn.session.offered, shown=turn.session.shown + SHOWN), replies


def list_cards(turn: Turn, ids: str) -> Outcome:
    """List cards by their ids, joined by commas; those that no longer exist are passed over."""
    cards = [
        (turn.world.collection.cards[card], None)
        for card in ids.split(",")
        if card in turn.world.collection.cards
    ]
    if not cards:
        return turn.says(Reply(say("list_gone"), ((buttons.THEMES,),)))
    text = in_lines(turn.world, cards)
    reply = Reply(text, (_opening(cards), (*_more(cards), ways_on.back(turn))))
    return turn.says(reply, offered=tuple(card.id for card, _ in cards), shown=SHOWN, card="")


def in_lines(world: World, cards: Sequence[tuple[Card, Match | None]]) -> str:
    """Return the first cards of a list that answers no need, as text."""
    lines = partial(lines_of, world)
    shown = cards[:SHOWN]
    return say(
        "answer", answer=None, none_in="", elsewhere=(), facets=(), cards=shown, lines_of=lines
    )


def lines_of(world: World, card: Card) -> Markup:
    """Return the lines of a card in a list: where, what, whom to call, who can help."""
    if card.id not in world.card_lines:
        world.card_lines[card.id] = say("answer_card", card=card, collection=world.collection)
    return Markup(world.card_lines[card.id])  # noqa: S704 - a template made it


def _found(
    turn: Turn, answer: SearchAnswer, count: int, there: bool = True, elsewhere: str = ""
) -> Reply:
    cards = [(turn.world.collection.cards[match.id], match) for match in answer.matches]
    every = understood(answer.need, turn.world)
    facets = every[:_MOST_FACETS]
    names = [] if there else [turn.world.place_name(place) for place in answer.need.places]
    text = say(
        "answer",
        answer=answer,
        facets=facets,
        cards=cards[:count],
        theme=turn.world.collection.themes.get(answer.guide),
        lines_of=partial(lines_of, turn.world),
        none_in=", ".join(dict.fromkeys(filter(None, names))),
        lies_there=lies_there(turn.world, answer, count),
        elsewhere=[elsewhere] if elsewhere else answer.need.elsewhere,
        departments=turn.world.collection.places.departments,
    )
    ways, behind = buttons.few(
        (
            *_more(cards, count),
            buttons.press("useless", label("useless")),
            *ways_on.widening(turn, answer.need),
            *aid_doors.door(turn, aid_doors.carried(answer.need, every)),
            *ways_on.beside(turn, answer.need),
            buttons.press("useful", label("useful")),
            *ways_on.removing(facets),
        ),
        ways_on.carrying(turn, answer.need),
        MOST_BUTTONS - count,
    )
    return Reply(text, (_opening(cards[:count]), *buttons.in_rows(ways, 3)), behind=behind)


def _nothing(turn: Turn, answer: SearchAnswer, elsewhere: str = "") -> Reply:
    collection = turn.world.collection
    nearest = [collection.themes[theme] for theme in turn.world.nearest_themes(answer.need)[:3]]
    every = understood(answer.need, turn.world)
    facets = every[:_MOST_FACETS]
    audience = turn.world.audience_of(answer.need)
    doors = [buttons.to_theme(theme.id, theme.short) for theme in nearest]
    doors += buttons.to_need(audience.name, audience.name) if audience else ()
    open_aids = aid_doors.door(turn, aid_doors.carried(answer.need, every))
    ways, behind = buttons.few(
        (*doors, *open_aids, *ways_on.removing(facets), buttons.THEMES),
        ways_on.carrying(turn, answer.need),
    )
    refined = (
        " · ".join(facet.label for facet in facets)
        if turn.session.dropped or turn.session.added
        else ""
    )
    template = "urgent_only" if answer.need.emergencies else "nothing"
    unknown = [elsewhere] if elsewhere else answer.need.elsewhere
    text = say(
        template,
        need=refined or answer.need.text,
        themes=nearest,
        elsewhere=unknown,
        audience=audience.name if audience else "",
    )
    return Reply(text, buttons.in_rows(ways, 3), behind=behind)


def _opening(cards: Sequence[tuple[Card, Match | None]]) -> tuple[Button, ...]:
    return tuple(
        buttons.to_card(card.id, label("open_number", number=position))
        for position, (card, _) in enumerate(cards[:SHOWN], 1)
    )


def _more(cards: Sequence[tuple[Card, Match | None]], count: int = SHOWN) -> tuple[Button, ...]:
    left = [card.id for card, _ in cards[count:]]
    return (buttons.to_list(left, label("next_ones")),) if left else ()


DOORS = Doors(
    presses={"need": ask, "list": list_cards, "drop": drop, "nearme": near_me, "again": again},
)
