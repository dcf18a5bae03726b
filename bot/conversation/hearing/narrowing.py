"""What a few words make of the last need: nearer, smaller, cheaper, wider, or what was before it.

"à moins de 30 km", "dans un petit village", "un truc moins cher", "le week-end surtout", "toute la
région" and "l'autre liste" do. Each is heard only where nothing else is said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, OfSize
from bot.conversation.hearing.context import SIZE
from bot.conversation.hearing.corrections import need_of, own_names, refined
from bot.conversation.hearing.counting import inhabitants, numbers_in
from bot.conversation.hearing.left_out import as_written, begins_of, begins_on_it, read_correction
from bot.conversation.hearing.matter import TOPICS
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.others_said import others
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.need_acts import AddToNeed, AskFormer, TellCosts, WhereDone, Within
from matching.chosen_place import chosen
from matching.need import Facet

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_LONGEST = 12  # words of what only narrows or widens the last need
_LONGEST_ADDED = 8  # words of what is added to it
_FEWEST_INHABITANTS = 50  # of a place told by a number alone
_FARTHEST = 300  # kilometres beyond which a distance says nothing of the region


def narrowed(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear what a message makes of the last need, None where it asks something else."""
    if not context.need or context.of_aids or context.alarmed or context.sight in TOPICS:
        return None
    if not 0 < len(said.words) <= _LONGEST:
        return None
    for kind, read in _READERS.items():
        if act := read(said, context, world):
            return Heard(act, "what it makes of the last need", kind)
    return None


def added(said: Utterance, context: Context) -> Act | None:
    """Hear what a few words add: "le week-end surtout", "sans voiture", "ceux qui partent"."""
    leads, need = ways().leads, said.need
    asks = said.is_question and not said.begins(leads["same"])
    if not context.need or context.of_aids or context.card or context.sight in TOPICS or asks:
        return None
    if len(said.words) > _LONGEST_ADDED or said.holds(leads["new"]):
        return None
    if not need.units or need.places or need.elsewhere:
        return None
    begun = _begun(said)
    if begins_of(said.folded, leads["instead"]):
        asked = Utterance(read_correction(said.typed).asked, said.parser)
        return AddToNeed(asked.typed) if asked.words and asked.begins(leads["adds_how"]) else None
    among = begun.begins(leads["who_among"]) and any(unit.meanings for unit in need.units)
    if said.holds(leads["for_whom"]) and names_only(said, Facet.AUDIENCE):
        return None  # "pour les ados" takes the place of other people
    if _are_several(said):
        return AddToNeed(said.typed)
    if not (
        begun.begins((*leads["adds"], *leads["adds_how"])) or said.ends(leads["adds_last"]) or among
    ):
        return None
    left_out = read_correction(said.typed).without
    held = {name for unit in need_of(said.parser, context).units for name in own_names(unit)}
    whole = any(unit.meanings and len(unit.words) > 1 for unit in need.units)
    if left_out and (not whole or any(held & set(own_names(unit)) for unit in need.units)):
        return None  # "sans le transport" leaves out what was asked
    return AddToNeed(said.typed)


def _former(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear the list before this one asked for; with a card open, that is the list it came from."""
    leads = ways().leads
    if not context.former or context.card or not said.holds(leads["former"]):
        return None
    return AskFormer() if _says_only(said, "former", "of_former") else None


def _begun(said: Utterance) -> Utterance:
    """Return a message without the "et" or "mais" that it begins with."""
    links = (*ways().leads["and"], *ways().leads["but"])
    rest = said.words[1:] if said.words[0] in links else said.words
    return Utterance(" ".join(rest), said.parser) if rest else said


def _are_several(said: Utterance) -> bool:
    """Tell whether several communes speak: "on est trois villages"."""
    leads = ways().leads
    several = any(number > 1 for number in numbers_in(said.words))
    return (
        several
        and said.begins(leads["of_us_several"])
        and bool(said.holds(leads["several_communes"]))
    )


def _at_first(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear the need wanted as it was first asked: "revenons au début"."""
    if not said.holds(ways().leads["at_first"]) or not (context.dropped or context.added):
        return None
    return AskFormer(first=True) if _says_only(said, "at_first", "of_at_first") else None


def _too_far(said: Utterance, context: Context, world: World) -> Act | None:
    """Hear that all that is listed is too far: the nearest come first, or one's place is asked."""
    if context.card or said.is_question or not said.holds(ways().leads["too_far"]):
        return None
    if not _says_only(said, "too_far", "of_too_far", "part_place"):
        return None
    return Within(0, _spot(said, context, world))


def _among(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear which of the people of the last need are meant, by what they have, lack or do."""
    if context.card or said.is_question or not _begun(said).begins(ways().leads["who_among"]):
        return None
    people = need_of(said.parser, context).audiences
    told = said.need.units and not said.need.places
    return AddToNeed(said.typed) if people and told else None


def _within(said: Utterance, context: Context, world: World) -> Act | None:
    """Hear a number of kilometres, or what is nearest, from a place that is known."""
    leads = ways().leads
    told = _kilometres(said)
    if context.card or not (told or said.holds(leads["nearest"])):
        return None
    if said.holds(leads["how_far"]) or not _says_only(said, "of_reach", "of_place", "part_place"):
        return None
    spot = _spot(said, context, world)
    return Within(told, spot) if spot or told else None


def _spot(said: Utterance, context: Context, world: World) -> str:
    """Return the place from which to measure: the one named, one's own, the last need's; or ""."""
    last = need_of(said.parser, context).places
    home = (context.place,) if said.holds(ways().leads["one_s_home"]) else ()
    known = (*said.need.places, *home, *last, context.place)
    departments = world.collection.places.departments
    return next((each for each in known if each and each not in departments), "")


def _kilometres(said: Utterance) -> int:
    """Return the kilometres that a message tells, 0 for none."""
    if not said.holds(ways().leads["kilometres"]) and not _of_kilometres().search(said.folded):
        return 0
    written = _of_kilometres().search(said.folded)
    numbers = [int(written[1])] if written else numbers_in(said.words)
    return numbers[0] if len(numbers) == 1 and 0 < numbers[0] <= _FARTHEST else 0


def _small(said: Utterance, _: Context, __: World) -> Act | None:
    """Hear small places asked for: "dans un petit village", "les plus petites"."""
    leads = ways().leads
    if not said.holds(leads["small_places"]) or inhabitants(said) or begins_on_it(said):
        return None
    if said.need.places or not _says_only(said, "small_places", "of_small_places", "of_place"):
        return None
    return OfSize(small=True)


def _sized_again(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear another size just after one was told: "et de moins de 500 ?"."""
    numbers = [int(word) for word in said.words if word.isdecimal()]
    if context.asked != SIZE or context.card or len(numbers) != 1 or said.need.places:
        return None
    alone = _says_only(said, "of_large_places", "of_small_places", "size")
    return OfSize(numbers[0]) if alone and numbers[0] >= _FEWEST_INHABITANTS else None


def _wider(said: Utterance, context: Context, world: World) -> Act | None:
    """Hear the whole region asked for, or more than the place of the last need."""
    leads, parser = ways().leads, said.parser
    widens = said.holds(leads["widens"])
    if said.need.places or not (widens or said.holds(leads["anywhere"])):
        return None
    if context.place and said.holds(leads["forgets"]):
        return None  # one's own place is to be forgotten
    aside = ("widens", "of_widening", "anywhere", "forgets", "own_places", "asks_to_see")
    if _audience_only(said) and said.holds(leads["anywhere"]) and _says_only_whom(said, *aside):
        whom = " ".join(unit.label for unit in said.need.units if unit.about(Facet.AUDIENCE))
        return refined(parser, context, whom, (Facet.PLACE, Facet.AUDIENCE), place=True)
    if not _says_only(said, *aside):
        return None
    places = world.collection.places
    commune = places.communes.get(next(iter(need_of(parser, context).places), ""))
    if commune and widens and not said.holds(leads["anywhere"]):
        name = world.place_name(commune.department)
        return refined(parser, context, name, (Facet.PLACE,), place=True)
    return refined(parser, context, "", (Facet.PLACE,), place=True)


def _audience_only(said: Utterance) -> bool:
    """Tell whether a message names people, and nothing else that is known."""
    named = [unit for unit in said.need.units if unit.meanings]
    return bool(named) and all(unit.about(Facet.AUDIENCE) for unit in named)


def _says_only_whom(said: Utterance, *names: str) -> bool:
    """Tell whether a message holds nothing but words of some leads, small words and people."""
    people = {word for unit in said.need.units for word in unit.words if unit.meanings}
    aside = words_of(*names) | ways().words.ignored | words_of("same", "instead", "lead") | people
    return aside.issuperset(said.words)


def _departments(said: Utterance, context: Context, world: World) -> Act | None:
    """Hear départements by their numbers, where a place was asked last: "et le 80, et le 60"."""
    known, cards = world.collection.places.departments, world.collection.cards
    numbers = [word.zfill(2) for word in said.words if word.isdecimal()]
    last = need_of(said.parser, context).places
    if not numbers or not all(each in known for each in numbers) or not _says_only(said):
        return None
    if not last or all(each in cards for each in numbers):
        return None
    there = tuple(chosen(world.place_name(each), each) for each in dict.fromkeys(numbers))
    return replace(refined(said.parser, context, "", (Facet.PLACE,), place=True), added=there)


def _all_people(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear everyone meant, and no longer an audience: "gardez l'Oise mais pour tout le monde"."""
    if not said.holds(ways().leads["all_people"]) or said.is_question:
        return None
    if not need_of(said.parser, context).audiences or not said.holds(ways().leads["for_whom"]):
        return None
    if not _says_only(said, "all_people", "of_all_people"):
        return None
    return refined(said.parser, context, "", (Facet.AUDIENCE,))


def _abroad(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear a country or a region that the collection says nothing of."""
    named = said.holds(ways().leads["abroad"])
    if not named or said.need.places or not _says_only(said, "abroad", "of_abroad"):
        return None
    written = as_written(said.typed, named)
    return replace(refined(said.parser, context, "", (Facet.PLACE,), place=True), named=written)


def _where_done(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear which places did what was asked: "dans quels départements ?"."""
    if context.card or said.need.places or not said.holds(ways().leads["where_done"]):
        return None
    return WhereDone() if _says_only(said, "where_done", "of_where_done") else None


def _costs(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear what costs little asked for; "c'est gratuit ?" asks it of what is in sight."""
    leads = ways().leads
    if context.card or not said.holds(leads["cheaper"]) or begins_on_it(said):
        return None
    return TellCosts() if _says_only(said, "cheaper", "of_cheaper") else None


def _says_only(said: Utterance, *names: str) -> bool:
    """Tell whether a message holds nothing but words of some leads, small words and places."""
    placed = {word for unit in said.need.units if unit.about(Facet.PLACE) for word in unit.words}
    aside = words_of(*names) | ways().words.ignored | words_of("same", "instead", "lead") | placed
    return any(
        all(word in aside or word.isdecimal() or _of_kilometres().fullmatch(word) for word in words)
        for words in (said.words, said.read)
    )


@cache
def _of_kilometres() -> re.Pattern[str]:
    """Return what tells kilometres: a number and its unit, with or without a space."""
    units = "|".join(map(re.escape, ways().leads["kilometres"]))
    return re.compile(rf"\b(\d+) ?(?:{units})\b")


_READERS: dict[str, Callable[[Utterance, Context, World], Act | None]] = {
    "at_first": _at_first,
    "former": _former,
    "too_far": _too_far,
    "add": _among,
    "within": _within,
    "same_size": _small,
    "size": _sized_again,
    "correct": _wider,
    "departments": _departments,
    "all_people": _all_people,
    "others": others,
    "abroad": _abroad,
    "where_done": _where_done,
    "costs": _costs,
}
