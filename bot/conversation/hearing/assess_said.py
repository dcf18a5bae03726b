"""What a message asks of the self-assessment: of a part of it, or where themes stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import (
    Show,
    TellStanding,
)
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.utterance import Utterance, without
from bot.conversation.hearing.ways import ways, words_of
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World

_SIGNS = "?!.,;:"
_SHORT = 8  # words of a message that only chooses a theme


def standing(said: Utterance, _: Context, world: World, __: Pointed) -> Act:
    """Return where the themes that a message names stand."""
    parts, found = [""], []
    for word in said.typed.split():
        if fold(word).strip(_SIGNS) in ways().leads["parts_themes"]:
            parts.append("")
        else:
            parts[-1] += f" {word}"
    for part in parts:
        found += world.nearest_themes(Utterance(part, said.parser).need)[:1]
    return TellStanding(tuple(dict.fromkeys(found)))


def assess(said: Utterance, _: Context, world: World, __: Pointed) -> Act:
    """Return the self-assessment, of the challenge or the theme that a message names."""
    if said.folded in ways().kinds["assess"].whole:
        return Show("assessment")
    numbers = numbers_in(said.words)
    if said.holds(ways().leads["challenge"]) and len(numbers) == 1 and numbers[0] > 0:
        return Show("assess", str(numbers[0]))
    on = _after(said, ways().leads["assess_on"])
    named = _but_for_its_name(on if on.words else said)
    ourselves = words_of("ourselves", "challenge")
    if all(ourselves.issuperset(unit.words) for unit in named.need.units if unit.meanings):
        return Show("assessment")
    themes = world.nearest_themes(named.need)
    return Show("assess", f"theme:{themes[0]}") if themes else Show("assessment")


def _but_for_its_name(said: Utterance) -> Utterance:
    """Return a message without what names the self-assessment: "le diagnostic logement"."""
    leads = ways().leads
    left = without(said.words, (*leads["assess"], *leads["assess_words"], *leads["own_place"]))
    return Utterance(" ".join(left), said.parser)


def chosen_to_assess(said: Utterance, world: World) -> Act | None:
    """Return what is chosen of the self-assessment in sight: all of it, or a theme.

    "en entier" and "plutôt le logement" choose; "logement dans l'Oise" asks a need.
    """
    leads = ways().leads
    if said.says(leads["in_full"], words_of("fillers", "hesitates", "assess", "begins_with")):
        return Show("assess", "all")
    led = said.holds((*leads["begins_with"], *leads["moves_to"], *leads["assess_on"]))
    if not (led or said.begins(leads["instead"])) or said.need.places or said.is_question:
        return None
    subjects = [unit for unit in said.need.subject if unit.meanings]
    themes = world.nearest_themes(said.need)
    chosen = len(subjects) == 1 and themes and len(said.words) <= _SHORT
    return Show("assess", f"theme:{themes[0]}") if chosen else None


def _after(said: Utterance, leads: tuple[str, ...]) -> Utterance:
    """Return what follows the last of some words in a message; nothing where none stands in it."""
    starts = [i for i, word in enumerate(said.words) if word in leads]
    rest = (
        [word for word in said.words[starts[-1] + 1 :] if word not in ways().leads["assess"]]
        if starts
        else []
    )
    return Utterance(" ".join(rest), said.parser)
