"""Which cards of the folder a message means, by rank, number, letter, name or place.

"celle de Lumbres", "ceux de l'Aisne", "le transport".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.acts import NotThere, OfSeen, Show
from bot.conversation.folder_acts import KeepOnly, NameFolder
from bot.conversation.hearing.arranging import arranges
from bot.conversation.hearing.pointing import named_best, point
from bot.conversation.hearing.ways import ways, words_of
from matching.words import fold, stem, tokens

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World


def kept_meant(said: Utterance, context: Context, world: World) -> tuple[str, ...]:
    """Return the cards that a message means: pointed at, else of the folder, by name or place."""
    listed = context.listed or context.folder
    pointed = point(said, replace(context, listed=listed, first=1), world)
    return pointed.ids or named_in_folder(said, context, world)


def named_in_folder(said: Utterance, context: Context, world: World) -> tuple[str, ...]:
    """Return the cards of the folder that the words of a message name, in their order there."""
    kept = tuple(each for each in context.folder if each in world.collection.cards)
    if not kept:
        return ()
    if placed := _of_places(said, kept, world):
        return placed
    aside = words_of("of_the_folder")
    words = [word for word in said.words if word not in ways().words.ignored and word not in aside]
    if len(kept) == 1:
        own = world.ear.card_words.get(kept[0], {})
        return kept if any(stem(word) in own for word in words) else ()
    best = named_best(words, kept, world)
    return (best,) if best else ()


def _of_places(said: Utterance, kept: tuple[str, ...], world: World) -> tuple[str, ...]:
    """Return the cards kept that were done in the places named, as in "ceux de l'Aisne"."""
    known = world.collection.places
    text = f" {' '.join(said.words)} "
    departments = {
        code
        for code, each in known.departments.items()
        if f" {' '.join(tokens(fold(each.name)))} " in text
    } | {code for code in said.need.places if code in known.departments}
    found = []
    for each in kept:
        place = world.collection.cards[each].place
        if place is None:
            continue
        named = any(len(word) > 3 and f" {word} " in text for word in _own_names(place.name))
        if named or departments.intersection(place.departments):
            found.append(each)
    return tuple(found)


def _own_names(name: str) -> list[str]:
    """Return the words of a place's name that are its own."""
    aside = ways().leads["of_any_place"]
    return [word for word in tokens(name) if word not in aside]


def keep_only(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return what alone is to stay in the folder: "ne garde que ceux de l'Aisne"."""
    within = replace(context, listed=context.folder, first=1, card="", trail=())
    named = pointed.ids or pointed.left_out  # "enlève tout sauf la 45"
    ids = named if set(named) <= set(context.folder) else ()
    ids = ids or point(said, within, world).ids or named_in_folder(said, context, world)
    kept = tuple(each for each in context.folder if each in ids)
    if kept:
        return KeepOnly(kept)
    return OfSeen("keep", pointed.ids, said.typed) if pointed.ids else None


def keep_all(said: Utterance, context: Context, _: World, pointed: Pointed) -> Act:
    """Return the keeping of all in sight, but for what is left out: "garde tout sauf la 2"."""
    out = pointed.left_out
    if out and set(context.listed) <= set(context.folder):
        return OfSeen("unkeep", out, said.typed)
    ids = pointed.ids or context.listed or tuple(filter(None, (context.card,)))
    ids = tuple(each for each in ids if each not in out)
    return OfSeen("keep", ids, said.typed) if ids else NotThere()


def remove(said: Utterance, context: Context, _: World, pointed: Pointed) -> Act | None:
    """Return the removal of a card that is kept; "enlève la mobilité" is said of a need."""
    ids = pointed.ids or tuple(filter(None, (context.card,)))
    kept = tuple(each for each in ids if each in (*context.folder, *context.kept_aids))
    return OfSeen("unkeep", kept, said.typed) if kept else None


def title_of(said: Utterance, *_: object) -> Act:
    """Return the title to be told; "enlève le titre" takes it away."""
    leads = ways().leads
    taken = said.holds((*leads["erasing"], *leads["takes_out"]))
    return NameFolder("") if taken else Show(ways().kinds["folder_title"].does)


def note_on(said: Utterance, context: Context, world: World, _: Pointed) -> Act | None:
    """Return where a note is written, or taken away, where a message does not tell it.

    "note la 2" asks for none: it keeps the card.
    """
    if not said.holds(
        (*ways().leads["beside_a_card"], *ways().leads["notes"], *ways().leads["my_notes"])
    ):
        return None
    if said.holds(ways().leads["my_notes"]) and not said.holds(ways().leads["erasing"]):
        return Show("folder-notes")
    ids = kept_meant(said, context, world) or tuple(filter(None, (context.card,)))
    kept = [each for each in ids if each in context.folder]
    away = said.holds(ways().leads["erasing"])
    if away and not kept and context.noted:
        return Show("folder-unnote", context.noted)
    if len(kept) != 1:
        return Show("folder-notes")
    return Show("folder-unnote" if away else "folder-note", kept[0])


def done_to_cards(said: Utterance) -> str:
    """Return what a message wants done with the cards that it names: to open, to keep..."""
    leads = ways().leads
    if said.is_question or said.holds((*leads["asks"], *leads["notes"])):
        return "open"
    keeps, takes_out = said.holds(leads["keeps"]), said.holds(leads["takes_out"])
    if (keeps and takes_out) or arranges(said):
        return "open"  # each of them is said of some, and which is not known
    return "keep" if keeps else "unkeep" if takes_out else "open"
