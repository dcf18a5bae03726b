"""What a message asks about places: its own, another one, around a card, of like size."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.acts import (
    Around,
    AskNeed,
    ChooseTheme,
    OfSize,
    Show,
    TellPlace,
)
from bot.conversation.hearing.corrections import need_of, refined
from bot.conversation.hearing.counting import inhabitants
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.known_acts import Overview
from matching.need import Facet
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World
    from matching.need import Unit

_MOST_WORDS_OF_A_NAME = 4
_MOST_WORDS = 12  # of a message that only says which place is one's own
_OF_A_NEED = (Facet.CONCEPT, Facet.AUDIENCE, Facet.THEME)


def around(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return what else was done at a place named, in a theme, or where a card was done."""
    if said.need.places:
        return Overview(place=said.need.places[0])
    card = world.collection.cards.get(context.card)
    if card and said.holds(ways().leads["theme_words"]):
        return ChooseTheme(card.theme)
    if any(map(_is_of_a_need, said.need.subject)):
        return AskNeed((said.typed,))
    seen = (*pointed.ids, *context.seen)
    return Around(seen[0]) if seen else None


def only_done_there(said: Utterance, world: World) -> tuple[str, ...]:
    """Return the one card done at a place that a message names, none where several were."""
    found = [
        card.id
        for card in world.collection.cards.values()
        if card.place and f" {fold(card.place.name)} " in f" {said.folded} "
    ]
    return tuple(found) if len(found) == 1 else ()


def _is_of_a_need(unit: Unit) -> bool:
    """Tell whether something named is a subject or an audience, and no body: "leur com com"."""
    return any(map(unit.about, _OF_A_NEED)) and not unit.about(Facet.PARTNER)


def same_size(said: Utterance, context: Context, _: World, pointed: Pointed) -> Act:
    """Return what was done in places of like size: of so many inhabitants, else of the card's."""
    seen = (*pointed.ids, *filter(None, (context.card,)))
    told = inhabitants(said)
    return OfSize(told, "" if told else next(iter(seen), ""))


def tells_a_size(said: Utterance, context: Context) -> bool:
    """Tell whether a message only says how large a place is: "dans un village de 250 hab"."""
    sized = inhabitants(said) and not said.need.places
    names = names_only(said, Facet.PLACE, words_of("size", "of_large_places"))
    return bool(sized and context.need and names and not said.is_question)


def place_set(said: Utterance, context: Context, __: World, ___: Pointed) -> Act | None:
    """Return the place to note, where the message says nothing else."""
    named = said.need.named or said.need.places
    leads = ways().leads
    aside = words_of("own_place", "place_told", "supposes_place")
    if not named or not names_only(said, Facet.PLACE, aside):
        return None
    if said.holds(leads["supposes_place"]) and said.need.places and not context.need:
        return Overview(place=said.need.places[0])
    sure = bool(said.holds((*leads["own_place"], *leads["place_told"])))
    return TellPlace(said.typed, sure=sure) if sure or said.holds(leads["speaker"]) else None


def place_called(said: Utterance) -> Act | None:
    """Return the place of a name that nobody here knows, where it is said to be one's own.

    "ma commune c'est Trifouillis" says so.
    """
    lead = said.holds(ways().leads["place_is"])
    rest = (
        said.words[said.words.index(tokens(lead)[-1]) + 1 :]
        if lead and not said.need.places
        else ()
    )
    known = not rest or rest[0] in ways().words.ignored or len(rest) > _MOST_WORDS_OF_A_NAME
    return None if known else TellPlace(" ".join(said.typed.split()[-_words_typed(said, rest) :]))


def _words_typed(said: Utterance, rest: Sequence[str]) -> int:
    """Return in how many words, as typed, the last words of a message stand."""
    typed = said.typed.split()
    return next(
        (
            count
            for count in range(1, len(typed) + 1)
            if len(tokens(" ".join(typed[-count:]))) >= len(rest)
        ),
        len(typed),
    )


def without_denied(said: Utterance) -> str:
    """Return a message without the places that it says are not one's own.

    "non c'est pas Guise c'est Marle" leaves "Marle"; a message that only denies is left whole.
    """
    left = " ".join(said.typed.split())
    denied = "|".join(map(re.escape, ways().leads["denies_place"]))
    for name, _ in said.need.named:
        begun = rf"\b(?:{denied})\s+(?:(?:\w{{1,3}}|\w['’])\s*)?{re.escape(name)}\b"
        left = re.sub(begun, " ", left, flags=re.IGNORECASE)
    still = Utterance(left, said.parser)
    return left if still.need.places or still.need.elsewhere else said.typed


def widened(said: Utterance, context: Context, world: World) -> Act | None:
    """Return the intercommunality or the département of the place noted, where it is asked for.

    "mettez plutôt l'interco" and "prenez tout le département" ask for it.
    """
    places, leads = world.collection.places, ways().leads
    commune = places.communes.get(context.place)
    if said.need.places or commune is None or not said.holds(leads["takes_instead"]):
        return None
    if said.holds(leads["whole_department"]):
        return Show("setplace", commune.department)
    near = commune.epci in places.epcis and said.holds(leads["whole_epci"])
    return Show("setplace", commune.epci) if near else None


def need_widened(said: Utterance, context: Context, world: World) -> Act | None:
    """Return the last need for the whole département or intercommunality of its commune.

    "et dans tout le département ?" asks it; None where its place is no commune.
    """
    if not context.need or said.need.places or len(said.words) > _MOST_WORDS:
        return None
    leads, places = ways().leads, world.collection.places
    last = said.parser.refine(context.need, context.dropped, context.added).places
    commune = places.communes.get(next(iter(last), ""))
    aside = words_of("whole_department", "whole_epci", "takes_instead")
    if commune is None or not names_only(said, Facet.PLACE, aside):
        return None
    if said.holds(leads["whole_department"]):
        code = commune.department
    elif said.holds(leads["whole_epci"]) and commune.epci in places.epcis:
        code = commune.epci
    else:
        return None
    return refined(said.parser, context, world.place_name(code), (Facet.PLACE,), place=True)


def place_change(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return another place to note, where the message names one and says nothing else.

    Else it is asked for.
    """
    leads = ways().leads
    if said.need.places:
        act = place_set(said, context, world, pointed)
        corrects = said.holds(leads["part_place"]) and said.holds(leads["changes_place"])
        if act is None and corrects and not said.is_question and len(said.words) <= _MOST_WORDS:
            return TellPlace(without_denied(said))
        return replace(act, text=without_denied(said)) if isinstance(act, TellPlace) else act
    return widened(said, context, world) or Show("place", "change")


def place_forgotten(said: Utterance, context: Context, *_: object) -> Act:
    """Return one's own place forgotten; where none is known, that of the last need."""
    of_need = context.need and need_of(said.parser, context).places
    if of_need and not (context.place or said.need.places):
        return refined(said.parser, context, "", (Facet.PLACE,), place=True)
    return Show("forgetplace")


def moved_home(said: Utterance, context: Context) -> Act | None:
    """Return the place of one's own that takes that of the one noted.

    "en fait je travaille à Guise maintenant" and "change, je suis à Marle" say it.
    """
    leads = ways().leads
    others = [each for each in said.need.places if each != context.place]
    if not (context.place and others) or said.is_question:
        return None
    aside = words_of("anew", "tells_place", "own_place", "changes_place", "part_place")
    tells = said.holds((*leads["tells_place"], *leads["own_place"], *leads["part_place"]))
    anew = said.holds((*leads["anew"], *leads["changes_place"]))
    if not (tells and anew and names_only(said, Facet.PLACE, aside)):
        return None
    return TellPlace(without_denied(said))


def own_place(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the place that a message says to be the speaker's own, and no more.

    It may lie outside the region, which is told to a newcomer; beside a need, it may be that of
    the need.
    """
    leads = ways().leads
    if said.says(leads["is_mine"], ways().words.ignored) and context.need:
        return TellPlace(context.need) if said.parser.parse(context.need).places else None
    if (context.need and not context.card) or said.holds(leads["all_there"]):
        return None  # "l'agglo de Béthune, elle a fait quoi" tells no place of one's own
    named = said.holds((*leads["own_place"], *leads["tells_place"]))
    if named and said.need.elsewhere and not said.need.places:
        aside = words_of("visiting", "own_place")
        return TellPlace(said.typed) if names_only(said, Facet.PLACE, aside) else None
    act = place_set(said, context, world, pointed)
    sure = isinstance(act, TellPlace) and act.sure and said.holds(leads["own_place"])
    return act if sure and not said.is_question else None
