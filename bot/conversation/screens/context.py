"""The region in figures, as the collection describes it, and what this collection is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import first_sentence, say
from bot.conversation.turn import Doors, Outcome, Turn
from matching.words import stem, tokens

if TYPE_CHECKING:
    from bot.conversation.world import World

_LONGEST_LABEL = 36
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_HELD = 0.5  # what share of a question a line must hold to answer it
_ABOUT = buttons.press("about", label("about_collection"))
_CONTEXT = buttons.press("context", label("region_figures"))


def show(turn: Turn, page: str = "") -> Outcome:
    """Show a section by its number, from 1.

    Else it shows the people most concerned, the sources, and a door to each section.
    """
    context = turn.world.collection.context
    number = int(page) if page.isdecimal() else 0
    if not 1 <= number <= len(context.sections):
        doors = [
            buttons.press("context", first_sentence(section.title, _LONGEST_LABEL), str(i))
            for i, section in enumerate(context.sections, 1)
        ]
        shown, behind = buttons.few((*doors, _ABOUT, buttons.THEMES), "context")
        rows = buttons.in_rows(shown, 1)
        return turn.says(Reply(say("context", context=context), rows, behind=behind))
    text = say(
        "context_section", context=context, section=context.sections[number - 1], number=number
    )
    before = (buttons.press("context", label("before"), str(number - 1)),) if number > 1 else ()
    after = (
        (buttons.press("context", label("after"), str(number + 1)),)
        if number < len(context.sections)
        else ()
    )
    return turn.says(Reply(text, ((*before, *after), (_CONTEXT, buttons.THEMES))))


def closest(world: World, text: str) -> list[str]:
    """Return the lines of the region's figures that hold most of what a question says.

    There are none where little is held.
    """
    parser = world.matcher.parser
    telling = {stem(word): parser.weigh(word, stem(word)) for word in tokens(text)}
    whole = sum(telling.values())
    sections = world.collection.context.sections
    lines = [line for each in sections for line in (*each.figures, *_SENTENCE.split(each.text))]
    scored = [
        (sum(telling.get(root, 0.0) for root in {stem(word) for word in tokens(line)}), line)
        for line in lines
    ]
    best = sorted(scored, key=lambda each: -each[0])[:2]
    return [line for score, line in best if whole and score >= _HELD * whole]


def show_about(turn: Turn, _: str = "") -> Outcome:
    """Show what the collection is, how to use it, and under which licence."""
    collection = turn.world.collection
    text = say("about", about=collection.about, count=len(collection.cards))
    return turn.says(
        Reply(
            text,
            (
                (buttons.THEMES, _CONTEXT),
                (buttons.press("partners", label("partners")), buttons.HELP),
            ),
        )
    )


DOORS = Doors(
    presses={"context": show, "about": show_about},
    commands={"region": show, "about": show_about},
)
