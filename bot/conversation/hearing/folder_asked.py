"""What words say of the folder: it is named, a card kept there is, or what it holds is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.arranging import arranges
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.folder_said import named_in_folder
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.matter import Matter
    from bot.conversation.hearing.utterance import Utterance


def of_the_folder(matter: Matter) -> dict[str, bool]:
    """Tell whether words ask what the folder holds, want it as a file, or its notes.

    "j'en ai combien ?" and "par mail c'est possible ?" do where it is in sight or was just changed.
    """
    said, leads, context = matter.said, ways().leads, matter.context
    near = matter.beside == "folder"
    inside = said.holds(leads["inside"]) and (said.is_question or said.holds(leads["asks"]))
    asks = near and (inside or said.holds(leads["asks_what_is_kept"])) and not matter.pointed.ids
    whole = not context.card or context.sight == Sight.EXPORT
    sends = near and whole and said.holds((*leads["sends"], *leads["by_mail"]))
    named = matter.pointed.ids
    kept = bool(named) and set(named) <= set(context.folder)
    erases = context.noted and said.holds(leads["erasing"]) and said.holds(leads["notes"])
    lost = said.holds(leads["lost"]) and said.holds((*leads["my_folder"], *leads["the_folder"]))
    kept_before = bool(context.folder) and asks_what_was_kept(said)
    return {
        "folder": bool(asks or kept_before or lost),
        "print": bool(sends),
        "keep": _goes_in(matter),
        "unkeep": kept and bool(said.holds(leads["no_interest"])),
        "clear": near and whole and _empties(said),
        "folder_note": bool(context.folder and (said.holds(leads["my_notes"]) or erases)),
    }


def _goes_in(matter: Matter) -> bool:
    """Tell whether cards named are to go into the folder: "la 1 c'est pour mon dossier".

    "remets la première" does where it was taken out.
    """
    said, leads, named = matter.said, ways().leads, matter.pointed.ids
    if not named or said.is_question or said.holds(leads["takes_out"]) or arranges(said):
        return False
    new = set(named).isdisjoint(matter.context.folder)
    return new and bool(said.holds(leads["into_the_folder"]) or said.begins(leads["puts_back"]))


def _empties(said: Utterance) -> bool:
    """Tell whether all of it is to be taken out: "vide-moi ça"."""
    leads = ways().leads
    aside = words_of("fillers", "hesitates", "all_of_it", "everything")
    verb = said.holds(leads["erasing"])
    return bool(verb) and aside.issuperset(set(said.words) - set(leads["erasing"].words))


def asks_what_was_kept(said: Utterance) -> bool:
    """Tell whether cards kept before are asked: "quelle est la dernière que j'ai gardée"."""
    leads = ways().leads
    asks = said.is_question or said.holds((*leads["asks"], *leads["shows"]))
    return bool(asks and said.holds(leads["i_kept"]) and not said.holds(leads["takes_out"]))


def asks_cards(said: Utterance) -> bool:
    """Tell whether a message names cards, or asks which there are: "y a quelles fiches dedans"."""
    return not ways().words.cards.isdisjoint(said.words)


def names_function(topic: str, matter: Matter) -> bool:
    """Tell whether a message names the folder, or the self-assessment.

    "ce dossier" may be any where no card is kept.
    """
    said, leads = matter.said, ways().leads
    if topic == "assessment":
        return bool(said.holds(leads["assess"]))
    ours = leads["the_folder"] if matter.context.folder else ()
    return topic == "folder" and bool(said.holds(leads["my_folder"]) or said.holds(ours))


def names_a_kept_card(matter: Matter) -> bool:
    """Tell whether a message names a card of the folder, and is not rather about the last need."""
    said, context = matter.said, matter.context
    of_a_card = not ways().words.one_of.isdisjoint(said.words)
    if not context.folder or not (of_a_card or not context.need):
        return False
    return bool(named_in_folder(said, context, matter.world))
