"""The aids that are open now, a few at a time.

They are for a need, for a card, for what someone follows, or told since a day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import EVERY_AID
from bot.conversation.aid_doors import carried
from bot.conversation.days import day_of, in_words, next_date
from bot.conversation.hearing.context import NONE_OPEN
from bot.conversation.labels import label
from bot.conversation.personal import without_personal
from bot.conversation.replies import Reply, headed
from bot.conversation.screens import aids_state, answer
from bot.conversation.screens.aids_listed import (
    ALL_AIDS,
    SHOWN,
    SUBSCRIBE,
    AskedAids,
    aids_of_the_collection,
    list_aids,
    none_known,
)
from bot.conversation.subscription import Subscription
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from bot.conversation.understood import understood
from bot.conversation.usage import AIDS, need_answered
from knowledge.live_aids.model import State
from matching.following import Excluded
from matching.live_aids import FoundAids
from matching.matcher import Match
from matching.verdict import Outcome as Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.acts import OpenAids
    from knowledge.model import Card
    from matching.need import Need

_PAGE = re.compile(r"([0-9]{1,3})(\*?):(.*)", re.DOTALL)
_NEW = timedelta(days=14)  # for how long an aid is told as new to who asks for the new ones


def show(turn: Turn, what: str = "") -> Outcome:
    """Show the open aids for a card by its id, a need, or "*", all.

    With nothing given, they are for what the person follows, or their place.
    """
    return _show(turn, what, 0, False)


def show_page(turn: Turn, written: str) -> Outcome:
    """Show another page, or with "*" all the region: "5:jeunes", "0*:45"."""
    page = _PAGE.fullmatch(written)
    return _show(turn, page[3], int(page[1]), bool(page[2])) if page else show(turn)


def show_new(turn: Turn, day: str) -> Outcome:
    """Show the aids that concern a person and were first told since a day (ISO)."""
    return _show(turn, f"@{day}", 0, False)


def ask(turn: Turn, text: str) -> Outcome:
    """Answer a need with open aids; with cards, and a word on why, where no aid at all is known."""
    text = without_personal(text, turn.world.contact_names) or text
    fund = aids_state.fund_named(turn, text)
    if fund is not None and not _is_listed(turn, text):
        return aids_state.show_unlisted(turn, fund)
    if not turn.world.live.records:
        session, replies = answer.ask(turn, text)
        session = replace(session, asked=NONE_OPEN)
        return session, headed(none_known(turn, alone=False), replies)
    return answer_session(
        replace(turn, session=replace(turn.session.afresh(), need=text, aids=True))
    )


def _is_listed(turn: Turn, text: str) -> bool:
    """Tell whether an open aid answers what a message names."""
    need = turn.world.matcher.parser.parse(text)
    return _for_need(turn, need, False).found.outcome is Found.FOUND


def answer_session(turn: Turn) -> Outcome:
    """Answer the need of the session as it is now refined with open aids."""
    session = turn.session
    need = turn.world.matcher.parser.refine(session.need, session.dropped, session.added)
    session, replies = list_aids(turn, _for_need(turn, need, False), 0, False)
    return session.using(*need_answered(AIDS, need.themes)), replies


def are_asked(turn: Turn) -> bool:
    """Tell whether what was asked last is live aids, and nothing else was listed since."""
    return turn.session.aids and all(
        each in turn.world.live.records for each in turn.session.offered[:1]
    )


def next_aids(turn: Turn) -> Outcome:
    """Show the aids that come next in the last list."""
    offered, start = turn.session.offered, turn.session.shown
    if any(each not in turn.world.live.records for each in offered) or start >= len(offered):
        return turn.says(Reply(say("live_aids_no_more"), ((ALL_AIDS, buttons.THEMES),)))
    return _again(turn, start)


def show_again(turn: Turn) -> Outcome:
    """Show again the page of aids seen last."""
    return _again(turn, max(turn.session.shown - SHOWN, 0))


def _again(turn: Turn, start: int) -> Outcome:
    known = [each for each in turn.session.offered if each in turn.world.live.records]
    found = FoundAids(Found.FOUND, tuple(Match(each, 0.0, ()) for each in known), len(known))
    return list_aids(turn, AskedAids("", "", "", found), start, False)


def show_closing(turn: Turn, before: date | None = None) -> Outcome:
    """Show the aids that close soon, or before a day, the first to close first."""
    if not turn.world.live.records:
        return _show(turn, "", 0, False)
    today, records = day_of(turn.now), turn.world.live.records
    places = followed_places(turn)
    found = turn.world.live.following((), (), (), _first(places), (), today, more_places=places[1:])

    def closes(aid_id: str) -> bool:
        if before is None:
            return records[aid_id].state(today) is State.CLOSING
        return (records[aid_id].aid.deadline or date.max) <= before

    closing = [each for each in found.matches if closes(each.id)]
    closing.sort(key=lambda each: records[each.id].aid.deadline or date.max)
    soon = FoundAids(Found.FOUND, tuple(closing), len(closing))
    about = label("closing_before", day=in_words(before)) if before else label("closing_soon")
    asked = AskedAids("", about, _names(turn, places), soon)
    return list_aids(
        replace(turn, session=replace(turn.session.afresh(), aids=True)), asked, 0, False
    )


def show_kinds(turn: Turn, kinds: Sequence[str], *, without: bool) -> Outcome:
    """Show the aids of the list in sight that give some kinds of help, or another than these."""
    records = turn.world.live.records
    known = [each for each in turn.session.offered if each in records]

    def gives(aid_id: str) -> bool:
        given = records[aid_id].aid.kinds
        return any((each in kinds) is not without for each in given) or (without and not given)

    kept = tuple(Match(each, 0.0, ()) for each in known if gives(each))
    named = ", ".join(label(f"kind_{each}") for each in kinds)
    about = label("without_kinds" if without else "only_kinds", kinds=named)
    found = FoundAids(Found.FOUND, kept, len(kept))
    return list_aids(turn, AskedAids("", about, "", found), 0, False)


def look_for(turn: Turn, act: OpenAids) -> Outcome:
    """Show the open aids for a card by its id, for a need in words, or for the person.

    They may be those that close soon or before a day, or those that are new.
    """
    today = day_of(turn.now)
    if act.kinds:
        return show_kinds(turn, act.kinds, without=act.without)
    if act.before:
        return show_closing(turn, next_date(*act.before, today))
    if act.closing:
        return show_closing(turn)
    if act.new:
        return show_new(turn, (today - _NEW).isoformat())
    if act.about in ("", EVERY_AID) or act.about in turn.world.collection.cards:
        return show(turn, act.about)
    return ask(turn, act.about)


def look_up(turn: Turn, written: str) -> Outcome:
    """Answer what follows the command; without anything, show what concerns the person."""
    return ask(turn, written) if written.strip() else show(turn)


def _show(turn: Turn, what: str, start: int, everywhere: bool) -> Outcome:
    if not turn.world.live.records:
        doors = ((*aids_of_the_collection(turn), SUBSCRIBE), (buttons.THEMES,))
        text = none_known(
            turn, alone=True, card=what if what in turn.world.collection.cards else ""
        )
        return turn.says(Reply(text, doors), asked=NONE_OPEN)
    session = replace(turn.session.afresh(), aids=True)
    if card := turn.world.collection.cards.get(what):
        asked = _for_card(turn, card, everywhere)
    elif what == EVERY_AID:
        found = turn.world.live.following((), (), (), "", (), day_of(turn.now))
        asked = AskedAids(what, "", "", found)
    elif not what or what.startswith("@"):
        asked = _for_the_person(turn, what, everywhere)
    else:
        session = replace(session, need=what)
        asked = _for_need(turn, turn.world.matcher.parser.parse(what), everywhere)
    return list_aids(replace(turn, session=session), asked, start, everywhere)


def _for_need(turn: Turn, need: Need, everywhere: bool) -> AskedAids:
    """Return the aids for a need, where it says, else at the person's place."""
    places = () if everywhere else need.places or tuple(filter(None, (turn.session.place,)))
    found = turn.world.live.search(replace(need, places=places), "", day_of(turn.now))
    said = understood(replace(need, units=need.subject), turn.world)
    about = " · ".join(each.label for each in said) or " ".join(unit.label for unit in need.subject)
    names = dict.fromkeys(filter(None, map(turn.world.place_name, places)))
    return AskedAids(
        carried(need, understood(need, turn.world)),
        label("for_this", what=about) if about else "",
        ", ".join(names),
        found,
    )


def _for_card(turn: Turn, card: Card, everywhere: bool) -> AskedAids:
    place = "" if everywhere else turn.session.place
    found = turn.world.live.for_card(card, place, day_of(turn.now))
    about = label("with_aid_card" if card.kind == "aid" else "with_card", id=card.id)
    return AskedAids(card.id, about, turn.world.place_name(place), found)


def _for_the_person(turn: Turn, what: str, everywhere: bool) -> AskedAids:
    """Return the aids that concern what someone follows, or their place.

    With "@" and a day, they are those told since then.
    """
    subscription, live = turn.session.subscription, turn.world.live
    places = () if everywhere else followed_places(turn)
    since = _day(what[1:])
    followed = subscription if subscription.active else Subscription()
    found = live.following(
        followed.themes,
        followed.audiences,
        followed.words,
        _first(places),
        followed.kinds,
        day_of(turn.now),
        since,
        more_places=places[1:],
        excluded=Excluded(followed.without_themes, followed.without_words, followed.without_kinds),
    )
    for_whom = label("for_what_you_follow") if subscription.active else ""
    news = label("since_day", day=in_words(since)) if since else ""
    return AskedAids(what, ", ".join(filter(None, (for_whom, news))), _names(turn, places), found)


def followed_places(turn: Turn) -> tuple[str, ...]:
    """Return the places of what someone follows; their own where they follow nothing."""
    subscription = turn.session.subscription
    return (
        subscription.places if subscription.active else tuple(filter(None, (turn.session.place,)))
    )


def _first(places: Sequence[str]) -> str:
    return places[0] if places else ""


def _names(turn: Turn, places: Sequence[str]) -> str:
    return ", ".join(filter(None, map(turn.world.place_name, places)))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


DOORS = Doors(
    presses={"aids": show, "aids-page": show_page, "newaids": show_new},
    commands={"open_aids": look_up},
)
