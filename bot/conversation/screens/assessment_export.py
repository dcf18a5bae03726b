"""The self-assessment to take away.

It is a table for a spreadsheet, and a page to print for the council.
"""

from __future__ import annotations

import base64
import csv
import io
from typing import TYPE_CHECKING

from bot.conversation.assessment import day_in_words, level_of, place, weak
from bot.conversation.days import day_of
from bot.conversation.labels import label
from bot.conversation.replies import Attachment, Reply
from bot.conversation.screens.assessment import HOME, RESULT, doors_to, nothing_answered
from bot.conversation.screens.assessment_result import compute, picture
from bot.conversation.spreadsheet import defused
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from knowledge.assessment import Question

COLUMNS = (
    *(
        label("column_number"),
        label("column_challenge"),
        label("column_theme"),
        label("column_question"),
    ),
    *(label("column_level"), label("column_level_in_words"), label("column_comment")),
    *(label("column_level_before"), label("column_cards")),
)


def export(turn: Turn, _: str = "") -> Outcome:
    """Give the answers and comments as a table and as a page."""
    if not turn.session.assessment.begun:
        return nothing_answered(turn)
    name = f"autodiagnostic-{day_of(turn.now).isoformat()}"
    table = Attachment(f"{name}.csv", _table(turn), label("assessment_table"))
    page = Attachment(f"{name}.html", _page(turn), label("assessment_page"))
    return turn.says(
        Reply(say("assessment_export"), attachment=table),
        Reply(say("assessment_export_page"), ((RESULT, HOME),), attachment=page),
    )


def _table(turn: Turn) -> bytes:
    """Write a line a question, as spreadsheets set to French read it."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for question in turn.world.collection.assessment.items:
        writer.writerow(_cells(turn, question))
    return written.getvalue().encode("utf-8-sig")


def _cells(turn: Turn, question: Question) -> tuple[object, ...]:
    collection, session = turn.world.collection, turn.session
    theme = collection.themes[question.theme]
    level = level_of(collection, session.assessment, question)
    before = level_of(collection, session.previous_assessment, question)
    return (
        place(collection, question),
        collection.challenges[theme.challenge].title,
        theme.title,
        question.question,
        level.value if level else "",
        level.label if level else label("no_answer"),
        defused(session.assessment.comments.get(question.id, "")),
        before.value if before else "",
        ", ".join(button.label for button in doors_to(turn, question.cards)),
    )


def _page(turn: Turn) -> bytes:
    collection, session = turn.world.collection, turn.session
    computed = compute(turn)
    drawn = picture(turn, computed)
    rows = {
        theme.id: [
            (
                place(collection, question),
                question,
                level_of(collection, session.assessment, question),
            )
            for question in collection.assessment.items
            if question.theme == theme.id
        ]
        for theme in computed.themes
    }
    page = say(
        "assessment_print",
        collection=collection,
        result=computed,
        rows=rows,
        comments=session.assessment.comments,
        weak=weak(collection, session.assessment),
        where=turn.world.place_name(session.place),
        when=day_in_words(day_of(turn.now).isoformat()),
        picture=base64.b64encode(drawn.content).decode(),
        told=drawn.description,
    )
    return page.encode()


DOORS = Doors(
    presses={"assessment-export": export},
)
