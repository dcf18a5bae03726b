"""What only moves the need being asked to another place, or to other people.

"et pour les seniors ?" and "c'est dans l'Aisne" do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.acts import Correct
from bot.conversation.hearing.corrections import refined
from bot.conversation.hearing.counting import inhabitants
from bot.conversation.hearing.left_out import (
    begins_of,
    begins_on_it,
    read_correction,
    words_beside,
)
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.known_acts import Overview
from matching.need import Facet
from matching.words import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Container

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance

_LONGEST = 18  # words of a message that may move the last need
_FEW_WORDS = 5  # of a message that names an audience and hardly more
_MOST_LITTLE = 1  # words that say little beside a place: two of them ask something
_SAYS_LITTLE = 0.35  # the weight under which a word beside a place asks for nothing else


def moved(said: Utterance, context: Context, aside: Collection[str] = ()) -> Act | None:
    """Return the last need for another place or audience, where a message names only that.

    "c'est dans l'Aisne" is such a message. The words `aside` name the card in sight.
    """
    leads = ways().leads
    if said.begins(leads["sends"]) or said.holds(leads["own_place"]):
        return None  # "envoie ça à ma collègue" is for nobody else
    if read_correction(said.typed).without:
        return None
    if said.holds(leads["supposes_place"]):
        aside = words_of("supposes_place").union(aside)
    if inhabitants(said):
        sized = {word for word in said.words if word.isdecimal()}
        aside = words_of("size", "of_large_places") | sized.union(aside)
    besides = bool(said.holds((*leads["also"], *leads["among_them"])))
    elsewhere = said.need.elsewhere
    goes_on = context.need or context.card or context.of_a_place
    if len(said.words) > _LONGEST or not goes_on:
        return None
    if (said.need.places or elsewhere) and names_only(said, Facet.PLACE, aside):
        others_there = context.card and said.holds(leads["others_there"])
        if said.holds(leads["all_there"]) or (others_there and not said.holds(leads["others_did"])):
            return Overview(place=said.need.places[0]) if said.need.places else None
        place = _placed(said)
        named = ", ".join(elsewhere)
        told = said.holds((*leads["tells_place"], *leads["place_told"]))
        if context.of_a_place and not context.card:
            return None if elsewhere or told else Overview(place=said.need.places[0])
        if not context.need:
            return Correct(added=(place,) if place else (), place=True, named=named)
        return replace(
            refined(said.parser, context, place, () if besides else (Facet.PLACE,), place=True),
            named=named,
        )
    if (
        said.need.audiences
        and (names_only(said, Facet.AUDIENCE) or _names_some_of_them(said, context))
        and context.need
        and not _begins_with_a_subject(said)
        and _names_whom(said)
        and not (context.seen and _asks_of_them(said))
        and not (context.card and _asks_more_of_them(said))
        and not (context.card and said.begins(leads["what_if"]))  # "et si le jeune a 26 ans ?"
    ):
        some = _names_some_of_them(said, context)
        audience = " ".join(
            unit.label for unit in said.need.units if some or unit.about(Facet.AUDIENCE)
        )
        return refined(said.parser, context, audience, () if besides else (Facet.AUDIENCE,))
    return None


def _placed(said: Utterance) -> str:
    """Return the places of a message as a text that names them: "Crécy" alone is none."""
    names = " ".join(unit.label for unit in said.need.units if unit.about(Facet.PLACE))
    return names if said.parser.parse(names).places == said.need.places else said.typed


def _names_some_of_them(said: Utterance, context: Context) -> bool:
    """Tell whether a few words name an audience and which of them: "des papas séparés"."""
    first, *others = said.need.units
    led = said.words[0] in ways().leads["indefinite"] or said.holds(ways().leads["for_whom"])
    return bool(led) and (
        bool(first.about(Facet.AUDIENCE) and others)
        and not (context.card or said.is_question)
        and len(said.words) <= _FEW_WORDS
        and not any(unit.meanings for unit in others)
    )


def _names_whom(said: Utterance) -> bool:
    """Tell whether a message gives an audience, and does not only tell of someone.

    "moi c'est pour les femmes" gives one, "ma femme ne veut pas que j'en parle" does not.
    """
    leads = ways().leads
    led = begins_of(said.folded, leads["same"])
    if led or said.holds((*leads["for_whom"], *leads["instead"])):
        return True
    return len(said.words) <= _FEW_WORDS and not begins_on_it(said)


def _asks_of_them(said: Utterance) -> bool:
    """Tell whether a question about what is in sight only speaks of some people.

    "les parents sont d'accord ?" and "quel âge les gamins" do, "et les parents ?" does not.
    """
    if begins_of(said.folded, ways().leads["same"]):
        return False
    beside = any(not unit.about(Facet.AUDIENCE) for unit in said.need.units)
    asks = said.is_question or said.holds(ways().leads["asks_if"])
    return bool(said.holds(ways().leads["of_facts"])) or bool(asks and beside)


def _asks_more_of_them(said: Utterance) -> bool:
    """Tell whether a question says more than which people it is for.

    "les parents étaient contre ?" does, "et les parents ?" and "pour les parents ?" do not.
    """
    known = {word for unit in said.need.units if unit.about(Facet.AUDIENCE) for word in unit.words}
    aside = known | ways().words.ignored | words_of("for_whom", "same", "also")
    return said.is_question and any(word not in aside for word in said.read)


def _begins_with_a_subject(said: Utterance) -> bool:
    """Tell whether a message begins with what is an audience and a subject too.

    "garde d'enfants" does, "et pour les bébés" does not.
    """
    words = [word for word in said.words if word not in ways().words.articles]
    first = next((unit for unit in said.need.units if unit.about(Facet.AUDIENCE)), None)
    return bool(first and words and first.about(Facet.CONCEPT) and words[0] == first.words[0])


def tells_place(said: Utterance) -> bool:
    """Tell whether someone says where they are in passing, and no more.

    They do in "je suis maire de Guise" and "on est à Lyon".
    """
    if not (said.need.places or said.need.elsewhere) or said.is_question:
        return False
    noted = said.need.places and said.holds(ways().leads["own_place"])
    return (
        not noted
        and bool(said.holds(ways().leads["tells_place"]))
        and names_only(said, Facet.PLACE)
    )


def names_only(said: Utterance, facet: Facet, aside: Container[str] = ()) -> bool:
    """Tell whether a message names a place or an audience, and asks nothing else.

    The words `aside` ask nothing.
    """
    beside = words_beside(facet)
    little = 0
    for unit in said.need.units:
        if unit.about(facet):
            continue
        telling = [word for word in unit.words if stem(word) not in beside and word not in aside]
        if telling and (unit.meanings or unit.weight >= _SAYS_LITTLE):
            return False
        little += len(telling)
    return little <= _MOST_LITTLE
