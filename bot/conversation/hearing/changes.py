"""How a message may change the last need, or tell where someone is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import AskInstead, AskNeed, Correct, TellPlace
from bot.conversation.hearing.aids_said import goes_on_with_aids
from bot.conversation.hearing.balance import BESIDE, OUTSIDE
from bot.conversation.hearing.corrections import correction, is_for_others, need_of
from bot.conversation.hearing.intent import act_of
from bot.conversation.hearing.left_out import read_correction
from bot.conversation.hearing.matter import TOPICS, Matter, WayToHear
from bot.conversation.hearing.moving import moved, names_only, tells_place
from bot.conversation.hearing.needs import is_bare
from bot.conversation.hearing.of_the_card import asks_of_the_card
from bot.conversation.hearing.place_said import moved_home, need_widened, own_place, place_called
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import Overview
from matching.need import Facet
from matching.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.acts import Act
    from bot.conversation.hearing.utterance import Utterance


def changes(matter: Matter) -> Iterator[WayToHear]:
    """Yield how a message changes the last need, or tells where someone is."""
    said, context = matter.said, matter.context
    if home := moved_home(said, context):
        yield WayToHear(
            "place_change", home, 0.0, {"tells_place": 1.0}, "another place of one's own"
        )
    keeps = _keeps_it(said)
    act = None if keeps else moved(said, context, _named_of_the_card(matter))
    beside = matter.heeded.leaning.get(OUTSIDE, -1.0) > BESIDE or matter.pointed.ids
    if there := _there_for_others(matter):
        yield WayToHear("around", there, 0.0, {"moved": 1.0}, "what is there for others")
    elif wider := need_widened(said, context, matter.world):
        yield WayToHear("place", wider, 0.0, {"moved": 1.0}, "the last need, for more places")
    elif act is not None and not (beside or _asks_a_fact(matter) or _sends_the_folder(matter)):
        yield WayToHear("place", act, 0.0, _of_moving(matter), "the last need, for another place")
    elif goes_on_with_aids(said, context, matter.world):
        aids = act_of("aids", said, context, matter.world, matter.pointed)
        if aids is not None:
            yield WayToHear("aids", aids, 0.0, {"moved": 1.0}, "aids for another subject")
    elif told := own_place(matter.said, matter.context, matter.world, matter.pointed):
        yield WayToHear("place_set", told, 0.0, {"tells_place": 1.0}, "someone says where they are")
    elif unknown := place_called(said):
        yield WayToHear(
            "place_set", unknown, 0.0, {"moved": 1.0}, "a place of one's own that is not known"
        )
    elif not context.need and not context.card and tells_place(said):
        told = TellPlace(said.typed, sure=False)
        yield WayToHear(
            "place_set", told, 0.0, {"tells_place": 1.0}, "someone tells where they are"
        )
    elif _is_unsure_place_alone(matter):
        told = TellPlace(said.typed, sure=False)
        ground = "tells_place" if said.need.places else "place_alone"
        yield WayToHear("place_set", told, 0.0, {ground: 1.0}, "a name of several places")
    elif _is_place_alone(matter):
        yield WayToHear(
            "place", _done_at(matter), 0.0, {"place_alone": 1.0}, "a place and nothing else"
        )
    elif (
        not (keeps or (context.card and said.begins(ways().leads["what_if"])))
        and not _asks_without(matter)
        and (corrected := correction(said, context)) is not None
    ):
        first = not context.need and any(unit.meanings for unit in said.need.units)
        named = isinstance(corrected, AskInstead) and (corrected.named or first)
        instead = isinstance(corrected, AskNeed) and corrected.texts != (said.typed,)
        changed = isinstance(corrected, Correct) and (corrected.gone or is_for_others(said))
        leaves_out = bool(named or instead or changed)
        ground = "leaves_out" if leaves_out else "corrects"
        yield WayToHear("correct", corrected, 0.0, {ground: 1.0}, "a correction of the last need")


def _keeps_it(said: Utterance) -> bool:
    """Tell whether what is in sight is to be kept, for whomever: "je garde ça pour l'adjointe"."""
    leads = ways().leads
    return said.begins(leads["keeps"]) and bool(said.holds((*leads["seen"], *leads["this_one"])))


def _sends_the_folder(matter: Matter) -> bool:
    """Tell whether the folder in sight is to be sent: "je peux l'envoyer à mon adjoint ?"."""
    return matter.beside == "folder" and bool(matter.said.holds(ways().leads["sends"]))


def _asks_without(matter: Matter) -> bool:
    """Tell whether the open card is asked of without something: "et sans budget, c'est possible ?".

    A question that names what the last need held leaves that out of it.
    """
    said, context = matter.said, matter.context
    if not (context.card and said.is_question and read_correction(said.typed).without):
        return False
    words = {word for unit in need_of(said.parser, context).units for word in unit.words}
    return words.isdisjoint(said.read) and bool(said.holds(ways().leads["on_possible"]))


def _of_moving(matter: Matter) -> dict[str, float]:
    """Return what speaks for the last need elsewhere: "c'est dans l'Aisne chez nous" tells where.

    Where a card is open, something of it may be asked instead.
    """
    said, leads = matter.said, ways().leads
    tells = said.need.places and said.holds((*leads["place_told"], *leads["tells_place"]))
    if tells and not said.is_question and not said.holds(leads["how_far"]):
        return {"moved": 1.0, "tells_place": 1.0}
    too = said.holds((*leads["there_too"], *leads["others_did"]))
    return {"moved_from_a_card" if matter.context.card and not too else "moved": 1.0}


def _there_for_others(matter: Matter) -> Act | None:
    """Return what was done for others where the open card was: "et pour les jeunes là-bas"."""
    said, world = matter.said, matter.world
    card = world.collection.cards.get(matter.context.card)
    if card is None or card.place is None or not said.holds(ways().leads["there"]):
        return None
    if not said.need.audiences or said.need.places or not names_only(said, Facet.AUDIENCE):
        return None
    whom = " ".join(unit.label for unit in said.need.units if unit.about(Facet.AUDIENCE))
    return AskNeed((f"{whom} {card.place.name}",))


def _asks_a_fact(matter: Matter) -> bool:
    """Tell whether a place is named in a question about the open card.

    "et pour aller à Abbeville, c'est tous les jours ?" is one.
    """
    said, leads = matter.said, ways().leads
    of_them = asks_of_the_card(said, matter.context) or said.begins(leads["part_asks"])
    elsewhere = said.holds((*leads["there_too"], *leads["others_did"]))
    of_it = said.holds(leads["of_facts"]) or (of_them and not elsewhere)
    return bool(matter.context.card and of_it)


def _named_of_the_card(matter: Matter) -> frozenset[str]:
    """Return the words that name the open card's subject where the same is sought elsewhere.

    "y en a aussi dans l'Oise, des colocs comme ça ?" has "colocs".
    """
    said, context = matter.said, matter.context
    if not context.card or not said.holds(ways().leads["there_too"]):
        return frozenset()
    of_card = matter.world.ear.card_words.get(context.card, {})
    named = (word for unit in said.need.units for word in unit.words)
    return frozenset(word for word in named if stem(word) in of_card)


def _is_place_alone(matter: Matter) -> bool:
    """Tell whether a message is a place, or a place and a subject, and begins afresh.

    It does where nothing was asked before.
    """
    said, context = matter.said, matter.context
    if not said.need.places or context.need or context.card or context.sight in TOPICS:
        return False
    leads = ways().leads
    return not said.holds(
        (*leads["speaker"], *leads["own_place"], *leads["place_told"])
    ) and is_bare(said)


def _done_at(matter: Matter) -> Act:
    """Return what was done at a place named alone; a name of several places is sought as it is."""
    said = matter.said
    one = len(said.need.places) == 1 and not said.need.subject
    exemplary = said.holds(ways().leads["asks_examples"])
    return Overview(place=said.need.places[0]) if one or exemplary else AskNeed((said.typed,))


def _is_unsure_place_alone(matter: Matter) -> bool:
    """Tell whether a message is but what several names begin with, or a town of another region."""
    said, context = matter.said, matter.context
    if context.need or context.card or context.sight or not said.typed[:1].isupper():
        return False
    if len(said.need.units) == 1 and len(said.need.units[0].about(Facet.PLACE)) > 1:
        return is_bare(said)
    if said.need.places or any(unit.meanings for unit in said.need.units):
        return False
    afar = bool(said.need.elsewhere) and not said.need.units
    return (afar and is_bare(said)) or matter.world.place_finder.is_name(said.typed)
