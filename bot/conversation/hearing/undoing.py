"""What was just done to the folder is taken back, done again, or asked to be done.

"annule" after a card was kept takes it out, "remets-la" after it was taken out puts it back,
"c'est fait ?" asks to see it. The buttons in sight say what was done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import Heard, OfSeen, Show
from bot.conversation.folder_acts import KeepOnly
from bot.conversation.hearing.matter import TOPICS
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

# What a screen says that it did, by the first of its buttons.
_TAKEN_BACK = ("unkeep", "unkeepaid")
_PUT_BACK = ("keep", "keepaid")
_REFILL = "refill"
_KEEP, _KEPT_BY = "keep", (OfSeen.__name__, Show.__name__)
_SHORT = 8  # words of a message that chooses another card than the one just kept
_OF_THE_FOLDER = ("folder", "keptaids")


def undone(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return what takes back what was just kept or taken out, None where nothing was."""
    leads = ways().leads
    aside = words_of("fillers")
    doors = [buttons.read(data) for _, data in context.doors]
    first = doors[0] if doors else ("", "")
    behind = next((verb for verb, _ in doors if verb in _OF_THE_FOLDER), "")
    if _asks_what_is_left(said, context) and (behind or not context.card):
        return Heard(Show("folder"), "what is left in the folder is asked", "folder")
    if verb := _refilled(said, doors, context):
        return Heard(verb, "what the folder held is put back", "keep_all")
    if not behind:
        return None
    if said.says(leads["undoes"], aside) and first[0] in _TAKEN_BACK:
        return Heard(Show(*first), "what was just kept is taken out", "unkeep")
    if rather := _kept_rather(said, context, world):
        return Heard(rather, "a card kept in the place of those just kept", "keep_only")
    if back := _put_back_again(said, doors, context, world):
        return back
    found = said.is_question and len(said.words) <= _SHORT and said.holds(leads["found_again"])
    counted = len(said.words) <= _SHORT and said.holds(leads["counts_kept"])
    if found or counted or said.says(leads["asks_done"], aside):
        return Heard(Show(behind), "whether it was kept is asked", "folder")
    return None


def _put_back_again(
    said: Utterance, doors: Sequence[tuple[str, str]], context: Context, world: World
) -> Heard | None:
    """Hear all or some of what was just taken out put back: "remets-les", "remets la première"."""
    leads, aside = ways().leads, words_of("fillers")
    back = [card for verb, card in doors if verb in _PUT_BACK]
    every = said.says(leads["puts_all_back"], aside) or said.says(leads["does_again"], aside)
    if every and len(back) > 1:
        return Heard(OfSeen("keep", tuple(back)), "what was just taken out is put back", "keep")
    if back and not every and (some := _put_back(said, back, context, world)):
        return Heard(OfSeen("keep", some), "some of what was just taken out is put back", "keep")
    if said.says(leads["does_again"], aside) and doors[0][0] in _PUT_BACK:
        return Heard(Show(*doors[0]), "what was just taken out is put back", "keep")
    return None


def _asks_what_is_left(said: Utterance, context: Context) -> bool:
    """Tell whether it is asked what stays in the folder: "il y a encore quoi dedans ?"."""
    leads = ways().leads
    inside = said.holds((*leads["inside"], *leads["my_folder"]))
    asks = len(said.words) <= _SHORT and said.holds(leads["what_is_left"]) and inside
    return bool(asks and context.sight not in TOPICS)


def _refilled(said: Utterance, doors: Sequence[tuple[str, str]], context: Context) -> Show | None:
    """Return what puts back all that the folder held, just after it was emptied.

    "non attends, remets ce que tu viens d'enlever" and "annule" do. Where nothing was taken out,
    that is said.
    """
    leads, aside = ways().leads, words_of("fillers")
    puts, taken = said.holds(leads["puts_back"]), said.holds(leads["just_taken_out"])
    door = next((each for each in doors if each[0] == _REFILL), None)
    if door is None:
        put_back = any(verb in _PUT_BACK for verb, _ in doors)
        none = puts and taken and not (context.folder or put_back or context.kept_aids)
        return Show(_REFILL) if none else None
    undoes = (*leads["undoes"], *leads["does_again"], *leads["puts_all_back"])
    back = puts and (taken or said.holds(leads["all_that_was_kept"]))
    return Show(*door) if back or said.says(undoes, aside) else None


def _kept_rather(said: Utterance, context: Context, world: World) -> KeepOnly | None:
    """Return what stays in the folder where others are wanted than those just kept.

    "en fait juste la deux" leaves one, "non plutôt la 3" puts one in the place of the last.
    """
    leads, just = ways().leads, context.asked == _KEEP and context.did in _KEPT_BY
    if not just or said.is_question or not 1 < len(said.words) <= _SHORT:
        return None
    pointed = point(said, context, world)
    only = said.holds(leads["no_other"])
    aside = ways().words.ignored | words_of("fillers", "hesitates", "no_other", "keeps_rather")
    rather = only or said.begins(leads["keeps_rather"])
    if not (rather and pointed.ids and aside.issuperset(pointed.rest)):
        return None
    last = buttons.read(context.doors[0][1])
    gone = (last[1],) if last[0] in _TAKEN_BACK else context.listed if only else ()
    if not gone or set(pointed.ids) >= set(gone):
        return None
    stays = (each for each in context.folder if each not in gone)
    return KeepOnly(tuple(dict.fromkeys((*stays, *pointed.ids))))


def _put_back(
    said: Utterance, back: Sequence[str], context: Context, world: World
) -> tuple[str, ...]:
    """Return the cards just taken out that a message puts back: "remets la première aussi"."""
    if not said.begins(ways().leads["puts_back"]):
        return ()
    among = replace(context, listed=tuple(back), first=1, card="", trail=(), folder=())
    return tuple(each for each in point(said, among, world).ids if each in back)
