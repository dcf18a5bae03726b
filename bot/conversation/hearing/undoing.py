"""What was just done to the folder is taken back, done again, or asked to be done.

"annule" after a card was kept takes it out, "remets-la" after it was taken out puts it back,
"c'est fait ?" asks to see it. The buttons in sight say what was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import Heard, Show
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

# What a screen says that it did, by the first of its buttons.
_TAKEN_BACK = ("unkeep", "unkeepaid")
_PUT_BACK = ("keep", "keepaid")
_OF_THE_FOLDER = ("folder", "keptaids")


def undone(said: Utterance, context: Context, _: World) -> Heard | None:
    """Return what takes back what was just kept or taken out, None where nothing was."""
    leads = ways().leads
    aside = words_of("fillers")
    doors = [buttons.read(data) for _, data in context.doors]
    first = doors[0] if doors else ("", "")
    behind = next((verb for verb, _ in doors if verb in _OF_THE_FOLDER), "")
    if not behind:
        return None
    if said.says(leads["undoes"], aside) and first[0] in _TAKEN_BACK:
        return Heard(Show(*first), "what was just kept is taken out", "unkeep")
    if said.says(leads["does_again"], aside) and first[0] in _PUT_BACK:
        return Heard(Show(*first), "what was just taken out is put back", "keep")
    if said.says(leads["asks_done"], aside):
        return Heard(Show(behind), "whether it was kept is asked", "folder")
    return None
