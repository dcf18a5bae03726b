"""What a message plainly says.

It is a whole message, or a form of a few words around the cards that it points at, or the name of
a body or an acronym and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Courtesy, Heard, NotThere, Show
from bot.conversation.hearing.body_of_a_card import goes_on_with_payers
from bot.conversation.hearing.folder_asked import asks_what_was_kept
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.intent import FACTS, act_of, goes_on
from bot.conversation.hearing.left_out import begins_on_it
from bot.conversation.hearing.naming import named_alone
from bot.conversation.hearing.of_the_card import asks_of_a_body
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import Define
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

SHORT = 3  # words of a message that a form alone may hear where nothing is in sight
_CONTACT = "contact"
_STOP, _NEXT, _AROUND, _USELESS = "stop", "next", "around", "useless"


def exactly(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear whole messages, and the forms of a few words, with the cards that they point at."""
    if not said.words and any(map(str.isalpha, said.typed)):
        return Heard(Courtesy("language"), "it is written in another script", "language")
    if not said.words:
        return Heard(Show("help"), "no words")
    if kind := whole(said):
        if kind == _STOP and said.is_question and context.listed and _asks_for_others(said):
            kind = _NEXT
        return heard_as(kind, said, context, world, f"the whole message is one of « {kind} »")
    if said.holds(ways().leads["no_card"]) or (context.folder and asks_what_was_kept(said)):
        return None  # "la fiche de poste" is none of ours, "la dernière que j'ai gardée" is one
    pointed = point(said, context, world)
    if pointed.ids and not pointed.explicit and said.words[0] in ways().leads["indefinite"]:
        return None  # "une aide pour les aidants" is none of those in sight
    named = bool(pointed.ids or pointed.missing)
    form = formed(pointed.rest if named else said.words, pointed=named)
    on_it = (context.card and begins_on_it(said)) or (context.need and said.need.places)
    of_it = form is not None and form.kind == _STOP and on_it  # "tant pis, toute la Picardie"
    for_me = form is not None and form.kind in FACTS and said.holds(ways().leads["noted_for_me"])
    whether = form is not None and form.kind == _USELESS and _asks_whether(said, context)
    other = of_it or for_me or whether
    if form is None or other or (context.seen and ways().kinds[form.kind].yields):
        return _contact_of_a_body(said, context, world)
    kind = goes_on(form, pointed, context, said) or form.kind
    if kind == _NEXT and context.card and said.holds(ways().leads["there"]):
        kind = _AROUND  # "et chez eux il y a quoi d'autre"
    if pointed.missing and not pointed.ids:
        return Heard(
            NotThere(pointed.missing[0], pointed.explicit, pointed.ranked),
            f"{kind}: nothing is numbered so",
            kind,
        )
    act = act_of(kind, said, context, world, pointed)
    if isinstance(act, NotThere) and len(said.words) > SHORT:
        return None  # with nothing in sight, "avez-vous mon numéro de tel" asks something else
    return Heard(act, f"the form « {form.written} » of « {kind} »", kind) if act else None


def _asks_for_others(said: Utterance) -> bool:
    """Tell whether what ends a subject asks for other cards of a list: "autre chose ?"."""
    return bool(said.holds(ways().leads["others_there"]))


def _asks_whether(said: Utterance, context: Context) -> bool:
    """Tell whether it is asked of the open card if it works: "ça marche ou pas"."""
    return bool(context.card and (said.is_question or said.holds(ways().leads["works_or_not"])))


def _contact_of_a_body(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear the form of a contact around the name of a body: "le tel de la CAF dans l'Oise"."""
    if not said.need.partners:
        return None
    named = {
        word
        for unit in said.need.units
        if unit.about(Facet.PARTNER) or unit.about(Facet.PLACE)
        for word in unit.words
    }
    rest = [word for word in said.words if word not in named]
    form = formed(rest, pointed=False) if len(rest) < len(said.words) else None
    if form is None or form.kind != _CONTACT:
        return None
    return heard_as(
        _CONTACT, said, context, world, f"the form « {form.written} » around the name of a body"
    )


def heard_as(
    kind: str, said: Utterance, context: Context, world: World, because: str
) -> Heard | None:
    """Return what a message of a kind asks, None where it can't be meant here."""
    act = act_of(kind, said, context, world, point(said, context, world))
    return Heard(act, because, kind) if act else None


def whole(said: Utterance) -> str:
    """Return the kind of act that a whole message is always meant as; "" for none."""
    return ways().by_whole.get(said.folded, "")


def named(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear the name of a body or an acronym, and no more."""
    act = named_alone(said, world)
    if isinstance(act, Define) and (
        goes_on_with_payers(said, context)
        or asks_of_a_body(said, context)
        or _names_the_region(act, said, world)
    ):
        return None
    return Heard(act, "the name of a body or an acronym, and no more", "define") if act else None


def _names_the_region(act: Define, said: Utterance, world: World) -> bool:
    """Tell whether a message names the region as a place: "dans les Hauts-de-France y a que ça"."""
    meant = {each.acronym: each.expansion for each in world.collection.acronyms}
    of_it = bool(act.acronyms) and all(
        meant.get(each) == world.collection.places.region for each in act.acronyms
    )
    return of_it and not said.holds(ways().leads["asks_meaning"])
