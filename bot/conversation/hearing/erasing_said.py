"""Which part of what is kept a message asks to erase, and which it asks to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, Show
from bot.conversation.hearing.expressions import whole_words
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.place_said import place_forgotten
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.kept_acts import PARTS, ErasePart
from matching.need import Facet
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_LONGEST = 20  # words of such a wish
_FOLDER, _PLACE, _ASSESSMENT, _TALK = "folder", "place", "assessment", "talk"
_ALONE = (_ASSESSMENT, _TALK, "kept_aids")  # parts that may be erased alone


def erased_in_part(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear what alone is to be erased of what is kept: "effacez mes réponses, pas mon dossier"."""
    act = erase_part(said, context, world)
    return Heard(act, "what is to be erased is named", "erase") if act else None


def erase_part(said: Utterance, context: Context, world: World) -> Act | None:
    """Return the erasure of a part, None where a message asks none, or all.

    "effacez mes fiches", "supprimez tout sauf le dossier", "oubliez Guise mais gardez le reste".
    """
    leads = ways().leads
    if said.is_question or len(said.words) > _LONGEST:
        return None
    of_place = _is_ones_place(said, context)
    erases = of_place or _holds(said, leads["erasing"])
    if not erases or _is_of_one_card(said, point(said, context, world)):
        return None
    if of_place:
        return Show(ways().kinds["place_forget"].does)
    if context.told == _FOLDER and said.holds(leads["erases_it"]):
        return Show("folder-clear")
    gone, left = _halves(said)
    own = fold(world.place_name(context.place))
    parts, kept = _named(gone, own), _named(left, own)
    if kept and not parts and _any_of(gone, leads["all_of_it"]):
        return ErasePart(tuple(each for each in PARTS if each not in kept))
    parts = tuple(each for each in parts if each not in kept)
    if not parts or (parts == (_ASSESSMENT,) and said.holds(leads["begin_again"])):
        return None
    if parts == (_FOLDER,):
        return Show("folder-clear")
    if len(parts) > 1 or parts[0] in _ALONE:
        return ErasePart(parts)
    alone = kept or said.holds((*leads["only_that"], *leads["own_place_noun"]))
    return place_forgotten(said, context) if parts == (_PLACE,) and alone else None


def part_meant(said: Utterance, context: Context, world: World) -> ErasePart | None:
    """Return which part alone is to be erased, said of « Tout effacer ? ».

    "seulement le dossier" and "pas mon dossier" do.
    """
    leads = ways().leads
    gone, left = _halves(said)
    own = fold(world.place_name(context.place))
    parts, kept = _named(gone, own), _named(left, own)
    if said.is_question or not (parts or kept):
        return None
    if said.holds(leads["only_that"]):
        return ErasePart(tuple(each for each in parts or kept))
    if kept or said.holds(leads["to_leave"]):
        return ErasePart(tuple(each for each in PARTS if each not in (kept or parts)))
    return None


def _is_of_one_card(said: Utterance, pointed: Pointed) -> bool:
    """Tell whether a message speaks of a card, a note or the title of the folder."""
    leads = ways().leads
    return bool(
        pointed.ids
        or pointed.missing
        or not ways().words.one_of.isdisjoint(said.words)
        or said.holds((*leads["of_my_folder"], *leads["parts_of_folder"]))
    )


def _is_ones_place(said: Utterance, context: Context) -> bool:
    """Tell whether the place noted, and no more, is to be taken away: "enlevez Guise"."""
    leads = ways().leads
    aside = words_of("follow_drop")
    return bool(
        context.place
        and not context.need
        and not context.following
        and said.need.places == (context.place,)
        and said.holds(leads["follow_drop"])
        and names_only(said, Facet.PLACE, aside)
    )


def _halves(said: Utterance) -> tuple[str, str]:
    """Return what a message says before what leaves something, and after it."""
    text = _text(said)
    found = [
        (text.index(padded), padded)
        for each in ways().leads["but_leave"]
        if (padded := whole_words(each)) in text
    ]
    if not found:
        return text, ""
    at, lead = min(found, key=lambda each: (each[0], -len(each[1])))
    return f"{text[:at]} ", f" {text[at + len(lead) :]}"


def _text(said: Utterance) -> str:
    return f" {' '.join(said.read)} "


def _named(text: str, own_place: str) -> tuple[str, ...]:
    """Return the parts that a piece of a message names; one's own place by its name too."""
    leads = ways().leads
    return tuple(
        part
        for part in PARTS
        if _any_of(text, leads[f"part_{part}"])
        or (part == _PLACE and own_place and whole_words(own_place) in text)
    )


def _any_of(text: str, expressions: Iterable[str]) -> bool:
    return any(whole_words(each) in text for each in expressions)


def _holds(said: Utterance, expressions: tuple[str, ...]) -> bool:
    return bool(said.holds(expressions)) or _any_of(_text(said), expressions)
