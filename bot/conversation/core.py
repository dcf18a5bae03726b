"""The conversation as one pure function: from a session and an event to the next session and the replies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.screens import answer, card, themes, welcome
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.session import Session
    from bot.conversation.world import World

Outcome = tuple["Session", tuple["Reply", ...]]
_OPEN_CARD = re.compile(r"(?:ouvrir |voir )?(?:la |l')?(?:fiche|pratique|aide|carte) ?n?[°o]? ?([0-9]{1,3}|[a-z]{1,2})")


def respond(world: World, session: Session, event: Event) -> Outcome:
    """Return what to remember and what to answer."""
    session = replace(session, unmatched=False)
    if isinstance(event, Pressed):
        return _pressed(world, session, event.data)
    if isinstance(event, Commanded):
        return _commanded(world, session, event)
    return _said(world, session, event)


def _said(world: World, session: Session, event: Said) -> Outcome:
    words = fold(event.text).strip(" !?.")
    if words in ("aide", "help", "menu", "?"):
        return session, (welcome.show_help(world),)
    if words in ("bonjour", "salut", "start", ""):
        return session, (welcome.show(world),)
    if words in ("theme", "themes", "les themes"):
        return session, (themes.show_all(world),)
    if found := _OPEN_CARD.fullmatch(words):
        return _opened(world, session, found[1])
    return _asked(world, session, event.text)


def _asked(world: World, session: Session, text: str) -> Outcome:
    found = world.matcher.search(text, answer.KEPT)
    offered = tuple(match.id for match in found.matches)
    return replace(session, need=text, unmatched=not offered, offered=offered), (answer.show(world, found),)


def _opened(world: World, session: Session, written: str) -> Outcome:
    found = world.card(written)
    if found is None:
        return session, (card.missing(world, written),)
    return replace(session, card=found.id), (card.show(world, found),)


def _pressed(world: World, session: Session, data: str) -> Outcome:
    verb, argument = buttons.read(data)
    if verb == "card":
        return _opened(world, session, argument)
    if verb == "list":
        return session, (answer.show_list(world, argument.split(",")),)
    if verb == "theme":
        return session, (themes.show(world, argument),)
    if verb == "themes":
        return session, (themes.show_all(world),)
    if verb == "need":
        return _asked(world, session, argument)
    return session, (welcome.show_help(world),)


def _commanded(world: World, session: Session, event: Commanded) -> Outcome:
    if event.name == "start":
        return session, (welcome.show(world),)
    if event.name == "themes":
        return session, (themes.show_all(world),)
    if event.name == "fiche":
        return _opened(world, session, event.argument)
    return session, (welcome.show_help(world),)
