"""The result of the self-assessment.

It is a picture, levels and gaps, what may start soon, each weak theme and its cards.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.assessment import (
    WHOLE,
    change,
    day_in_words,
    level_of,
    place,
    result,
    unanswered,
    weak,
)
from bot.conversation.days import day_of
from bot.conversation.labels import label
from bot.conversation.quick_wins import quick_wins
from bot.conversation.replies import MOST_BUTTONS, Attachment, Reply
from bot.conversation.screens.assessment import (
    ALL,
    HOME,
    RESULT,
    doors_to,
    nothing_answered,
    show,
)
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.assessment import Result, Standing
    from bot.conversation.replies import Button
    from knowledge.assessment import AssessmentLevel, Question

# Buttons to cards and to themes: with the ways on, the result has eight at most.
_OPENED, _THEMES = 3, 2
_MOST_CARDS = 3  # of each quick win; the theme shows them all


def show_result(turn: Turn, _: str = "") -> Outcome:
    """Show the picture, then where one stands and the gaps.

    What may start soon and what to do next come after.
    """
    computed = compute(turn)
    if not computed.whole.answered:
        return nothing_answered(turn)
    assessment = turn.world.collection.assessment
    caption = say("assessment_result", whole=computed.whole, assessment=assessment)
    return turn.says(
        Reply(caption, attachment=picture(turn, computed)),
        _levels(turn, computed),
        _first_steps(turn, computed),
    )


def show_weak(turn: Turn, theme_id: str) -> Outcome:
    """Show the weak questions of a theme and the cards that help.

    Of a theme of the past, it shows what the self-assessment is.
    """
    collection = turn.world.collection
    theme = collection.themes.get(theme_id)
    if theme is None:
        return show(turn)
    found = weak(collection, turn.session.assessment, theme_id)
    listed = [(place(collection, question), question, _level(turn, question)) for question in found]
    doors = doors_to(turn, (card for question in found for card in question.cards))
    questions = [
        buttons.press("q", label("question", number=number), question.id)
        for number, question, _ in listed
    ]
    ways = (buttons.to_theme(theme_id, label("guide_of_theme")), RESULT)
    shown, behind = buttons.few((*doors, *questions), f"weak:{theme_id}", MOST_BUTTONS - len(ways))
    text = say("assessment_weak", theme=theme, weak=listed, collection=collection)
    return turn.says(Reply(text, (*buttons.in_rows(shown, 4), ways), behind=behind))


def compute(turn: Turn) -> Result:
    """Return where everything stands."""
    return result(turn.world.collection, turn.session.assessment, turn.session.previous_assessment)


def picture(turn: Turn, computed: Result) -> Attachment:
    """Return the result as a picture that a screen reader can tell."""
    # Pillow takes a twentieth of a second to load, and few ask for a picture.
    from bot.conversation import pictures

    where, when = (
        turn.world.place_name(turn.session.place),
        day_in_words(day_of(turn.now).isoformat()),
    )
    content = pictures.draw(pictures.layout(computed, where, when))
    told = html.unescape(say("assessment_picture", result=computed, where=where, when=when))
    return Attachment("autodiagnostic.png", content, told)


def _levels(turn: Turn, computed: Result) -> Reply:
    collection, session = turn.world.collection, turn.session
    text = say(
        "assessment_levels",
        result=computed,
        change=change(collection, session.assessment, session.previous_assessment),
        before=day_in_words(session.previous_assessment.begun),
        assessment=collection.assessment,
    )
    return Reply(text)


def _first_steps(turn: Turn, computed: Result) -> Reply:
    collection, answered = turn.world.collection, turn.session.assessment
    wins = quick_wins(collection, answered)
    fragile = {question.theme for question in weak(collection, answered)}
    themes = [theme for theme in computed.themes if theme.id in fragile]
    first = [(question, _level(turn, question), question.cards[:_MOST_CARDS]) for question in wins]
    text = say("assessment_first", wins=first, themes=themes, collection=collection)
    opening = doors_to(turn, (card for _, _, cards in first for card in cards))[:_OPENED]
    doors = _to_themes(themes)
    if len(doors) > _THEMES:
        doors = [*doors[: _THEMES - 1], buttons.press("weak-themes", label("weak_themes"))]
    left = unanswered(collection, answered, WHOLE)
    going_on = (buttons.press("assess", label("go_on"), ALL),) if left else ()
    rows = (
        *buttons.in_rows(opening, _OPENED),
        *buttons.in_rows(doors, 2),
        (*going_on, buttons.press("assessment-export", label("export"))),
    )
    return Reply(text, (*rows, (HOME,)))


def show_weak_themes(turn: Turn, _: str = "") -> Outcome:
    """Show every theme with a weak question, the weakest first."""
    computed, answered = compute(turn), turn.session.assessment
    fragile = {question.theme for question in weak(turn.world.collection, answered)}
    themes = [theme for theme in computed.themes if theme.id in fragile]
    if not themes:
        return show_result(turn)
    text = say(
        "assessment_weak_themes",
        themes=sorted(themes, key=lambda theme: theme.mean or 0),
        result=computed,
    )
    shown, behind = buttons.few(_to_themes(themes), "weak-themes", MOST_BUTTONS - 1)
    return turn.says(Reply(text, (*buttons.in_rows(shown, 2), (RESULT,)), behind=behind))


def _to_themes(themes: Iterable[Standing]) -> list[Button]:
    """Return the buttons to the weak questions of some themes, the weakest first."""
    return [
        buttons.press("weak", theme.short, theme.id)
        for theme in sorted(themes, key=lambda theme: theme.mean or 0)
    ]


def _level(turn: Turn, question: Question) -> AssessmentLevel | None:
    return level_of(turn.world.collection, turn.session.assessment, question)


DOORS = Doors(
    presses={"result": show_result, "weak": show_weak, "weak-themes": show_weak_themes},
)
