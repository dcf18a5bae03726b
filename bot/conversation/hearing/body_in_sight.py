"""What is asked of the body just told of: "elle finance quoi", "leur téléphone".

The buttons under what was told say which body it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import AskNeed, Heard
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.intent import FACTS
from bot.conversation.hearing.naming import things_in
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import Define
from matching.need import Facet
from matching.verdict import Outcome

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World
    from knowledge.vocabulary import Partner

_LONGEST = 10  # words of such a question
_SHORT = 4  # words besides its name of one that only names another body
_BODY, _BODIES, _NEED, _OF_A_LIST = "partner", "partners", "need", "useful"
_ACRONYMS = "acronyms"
_OF_A_GUIDE = ["theme", "themes"]  # the buttons under what a guide tells
_ASKED_OF_A_BODY = FACTS | {"contact", "payment"}


def of_the_body(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear a question about the body just told of, None where it names another, or none was."""
    if len(said.words) > _LONGEST:
        return None
    body = world.collection.partners.get(_told_of(context, world))
    thing = _thing_told_of(context, world)
    of_body = body is not None and not things_in(Utterance(thing, said.parser), world)
    if thing and not of_body and _asks_who_has_one(said):
        return Heard(AskNeed((thing,)), "the cards of what was just explained", "need")
    if thing and (other := _other_thing(said, world)):
        return Heard(Define(thing=other), "another thing than what was just explained", "define")
    if body is not None and not context.seen and _asks_of_it(said):
        return Heard(Define(partners=(body.id,)), "the body just told of", "partner_does")
    if context.card or said.need.places:
        return None
    if body is None and not _whose_cards_are_listed(context, world):
        return None
    if another := _another(said, world):
        return another
    return _of_it(said, body) if body and not said.need.partners else None


def _another(said: Utterance, world: World) -> Heard | None:
    """Hear another body, or another acronym, than the one just told of: "et la CTG ?"."""
    goes_on = said.words[0] in ways().words.goes_on or _only_names(said)
    if goes_on and (things := things_in(said, world)):
        return Heard(Define(things), "another acronym than what was just told of", "define")
    others = tuple(each for each in said.need.partners if each in world.collection.partners)
    if not (goes_on and others):
        return None
    act = Define(partners=others[:1])
    return Heard(act, "another body than the one just told of", "partner_does")


def _of_it(said: Utterance, body: Partner) -> Heard | None:
    """Hear what is asked of the body just told of, or of its cards."""
    leads = ways().leads
    subjects = any(unit.meanings for unit in said.need.subject)
    if said.holds(leads["which_cards"]) and not subjects:
        return Heard(AskNeed((body.name,)), "the cards of the body just told of", "need")
    if said.begins(leads["of_them"]) or said.says(leads["reach_them"], ways().words.ignored):
        return Heard(Define(partners=(body.id,)), "the body just told of", "partner_does")
    return None


def _asks_of_it(said: Utterance) -> bool:
    """Tell whether a message asks a fact, and of nothing that it names: "ya un numéro"."""
    places = {word for unit in said.need.units if unit.about(Facet.PLACE) for word in unit.words}
    words = [word for word in said.words if word not in places]
    asked = Utterance(" ".join(words), said.parser)
    if asked.says(ways().leads["of_a_body"], ways().words.ignored):
        return True
    if any(unit.meanings for unit in asked.need.subject):
        return False
    form = formed(words, pointed=False)
    return form is not None and form.kind in _ASKED_OF_A_BODY


def _asks_who_has_one(said: Utterance) -> bool:
    """Tell whether the cards of what was just explained are asked: "et qui en a fait un ?"."""
    leads = ways().leads
    if said.need.places or any(unit.meanings for unit in said.need.subject):
        return False
    return bool(said.holds((*leads["has_one"], *leads["which_cards"], *leads["asks_examples"])))


def _other_thing(said: Utterance, world: World) -> str:
    """Return what nobody here knows and few words ask of too: "et la littératie ?"."""
    goes_on = said.words[0] in ways().words.goes_on and len(said.words) <= _SHORT
    named = [unit for unit in said.need.units if not unit.meanings]
    if not (goes_on and len(named) == len(said.need.units) == 1) or said.need.elsewhere:
        return ""
    nothing = world.matcher.rank(said.need).outcome is Outcome.NOTHING
    return named[0].label if nothing else ""


def _thing_told_of(context: Context, world: World) -> str:
    """Return what was just explained, or not: the need, or the theme, of the first button there."""
    doors = [buttons.read(data) for _, data in context.doors]
    if [verb for verb, _ in doors] == _OF_A_GUIDE:
        theme = world.collection.themes.get(doors[0][1])
        return theme.short if theme else ""
    explained = any(verb == _ACRONYMS for verb, _ in doors)
    return doors[0][1] if explained and doors[0][0] == _NEED else ""


def _whose_cards_are_listed(context: Context, world: World) -> str:
    """Return the body whose name alone is the need in sight, "" for none."""
    named = (each for each in world.collection.partners.values() if context.need)
    return next((e.id for e in named if context.need in (e.name, e.full_name)), "")


def _only_names(said: Utterance) -> bool:
    """Tell whether a message names a body and hardly more: "la Banque des territoires aussi ?"."""
    named = {word for unit in said.need.units if unit.about(Facet.PARTNER) for word in unit.words}
    return len([word for word in said.words if word not in named]) <= _SHORT


def _told_of(context: Context, world: World) -> str:
    """Return the body that the buttons in sight are about, "" where they are about none."""
    doors = [buttons.read(data) for _, data in context.doors]
    if any(verb == _OF_A_LIST for verb, _ in doors):
        return ""  # a body that may help with a need is not told of
    told = {argument for verb, argument in doors if verb == _BODY}
    if len(told) == 1:
        return told.pop()
    if not any(verb == _BODIES for verb, _ in doors):
        return ""
    named = {argument for verb, argument in doors if verb == _NEED}
    return next((each.id for each in world.collection.partners.values() if each.name in named), "")
