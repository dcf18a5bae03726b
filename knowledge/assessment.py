"""The shape of assessment.yaml: the questions of the self-assessment and their levels."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.fields import CardId, Count, DataModel, Identifier, Text


class AssessmentLevel(DataModel):
    """One of the four answers to a question of the self-assessment, and when to choose it."""

    value: Count
    label: Text
    means: Text | None = None


class Question(DataModel):
    """An item of the self-assessment, and the cards that help when the answer is low."""

    id: Identifier
    theme: Identifier
    heading: Text | None = None
    question: Text
    cards: Annotated[tuple[CardId, ...], Field(min_length=1)]


class Assessment(DataModel):
    """The file assessment.yaml: the questions, how to answer them, how to read the result."""

    purpose: Text
    advice: Text
    when: tuple[Text, ...]
    who: tuple[Text, ...]
    how: tuple[Text, ...]
    levels: Annotated[tuple[AssessmentLevel, ...], Field(min_length=2)]
    reading: tuple[Text, ...]
    next: tuple[Text, ...]
    credit: Text
    items: tuple[Question, ...]
