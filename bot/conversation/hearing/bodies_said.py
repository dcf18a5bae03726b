"""What a message asks of bodies: what one is, what one does, how to reach one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.conversation.acts import AskNeed, OfSeen, Show
from bot.conversation.hearing.naming import bodies_in, names_its_body
from bot.conversation.hearing.utterance import Utterance, without
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.known_acts import Define, Overview
from matching.need import Facet
from matching.words import tokens

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World

_MOST_WORDS = 4  # of a thing to be explained


def body_alone(said: Utterance, context: Context, world: World) -> str:
    """Return the body whose contact is asked, where no card in sight names it.

    "le contact de la CAF" asks one.
    """
    cards = [
        world.collection.cards[each] for each in context.seen if each in world.collection.cards
    ]
    partners = world.collection.partners
    named = [each for each in said.need.partners if each in partners and not partners[each].many]
    return (
        named[0]
        if named and not any(each.id == named[0] for card in cards for each in card.partners)
        else ""
    )


def define(said: Utterance, _: Context, world: World, __: Pointed) -> Act | None:
    """Return what is asked to be explained, where a question or a word asks it."""
    acronyms, partners, unknown = bodies_in(said, world)
    means = said.holds(ways().leads["asks_meaning"])
    asks = said.is_question or not set(ways().leads["asking_what"]).isdisjoint(said.words)
    if (acronyms or partners) and (asks or means):
        return Define(acronyms, partners)
    if not means:
        return None
    if unknown:
        return Define(unknown=unknown)
    thing = thing_asked(said)
    if not thing:
        return None
    named = [f" {link} {' '.join(tokens(thing))} " for link in ways().leads["and"]]
    known = {each for whole, each in world.ear.expansions.items() if whole.endswith(tuple(named))}
    if len(known) == 1:
        return Define(tuple(known))
    return Define(thing=thing)


def thing_asked(said: Utterance) -> str:
    """Return the thing whose meaning a message asks, "" for none: "c'est quoi une ressourcerie"."""
    leads, words = ways().leads, said.words
    aside = (*ways().words.ignored, *leads["asking_what"])
    named = [word for word in said.read if word not in aside]
    led = any(word in leads["indefinite"] and after in named for word, after in pairwise(words))
    if not (led or said.holds(leads["means"])):
        return ""
    labels = (unit.label for unit in said.need.units if not set(unit.words) <= set(aside))
    return " ".join(labels) if 0 < len(named) <= _MOST_WORDS else ""


def partner_does(said: Utterance, context: Context, world: World, _: Pointed) -> Act | None:
    """Return the body that a question is about; an acronym of a body stands for it.

    What a commune can do, of what was asked last, is told by the guide of its theme.
    """
    acronyms, partners, _unknown = bodies_in(said, world)
    bodies = {
        each.acronym: each.partner
        for each in world.collection.acronyms
        if each.acronym in acronyms and each.partner and names_its_body(each, world)
    }
    every = (*partners, *(bodies[each] for each in acronyms if each in bodies))
    many = world.collection.partners
    named = tuple(sorted(every, key=lambda each: bool(many[each].many)))
    if named and world.collection.partners[named[0]].many and context.need:
        last = said.parser.refine(context.need, context.dropped, context.added)
        if themes := world.nearest_themes(last):
            return Overview(themes[0])
    if named and world.collection.partners[named[0]].many and not _names_bodies_alone(said):
        return None  # "que peut faire la commune pour les ados" is a need
    if named:
        return Define(partners=named[:1])
    return Define(acronyms) if acronyms else None


def partners(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return who helps with the card meant, else all bodies: "la liste des partenaires"."""
    meant = (*pointed.ids, *context.seen)[:1]
    of_card = bool(meant) and meant[0] in world.collection.cards
    if of_card and not said.holds(ways().leads["all_bodies"]):
        return OfSeen("payment", meant)
    return Show(ways().kinds["partners"].does)


def asks_all_there(said: Utterance) -> bool:
    """Tell whether all that was done in a place is asked: "l'interco de Péronne fait quoi"."""
    asks = said.need.places and said.holds(ways().leads["all_there"])
    asking = words_of("all_there")
    subjects = [
        unit for unit in said.need.subject if unit.meanings and not asking.issuperset(unit.words)
    ]
    return bool(asks) and (not subjects or _names_bodies_alone(said))


def _names_bodies_alone(said: Utterance) -> bool:
    """Tell whether the subjects of a message are bodies, and nothing else."""
    subjects = [unit for unit in said.need.subject if unit.meanings]
    return bool(subjects) and all(unit.about(Facet.PARTNER) for unit in subjects)


def overview(said: Utterance, context: Context, world: World, _: Pointed) -> Act | None:
    """Return a theme or a place to tell of as a whole, else the list of themes."""
    lead = said.holds(ways().leads["overview"])
    asked = Utterance(" ".join(without(said.words, (lead,))), said.parser) if lead else said
    themes = world.nearest_themes(asked.need) or world.nearest_themes(said.need)
    place = next(iter(said.need.places), "")
    if not lead:
        # A subject that is only named is a need.
        return Overview(place=place) if place and asks_all_there(said) else None
    if place:
        return Overview(place=place) if asks_all_there(said) else AskNeed((said.typed,))
    if _names_bodies_alone(said):
        return None
    if not themes:
        return None if context.seen or said.holds(ways().leads["near_home"]) else Show("themes")
    return Overview(themes[0])
