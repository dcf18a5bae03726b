"""The ways of speaking as data: forms, times, and what every kind must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.hearing.checking import claimed_twice, named_twice
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.times import when_said
from bot.conversation.hearing.ways import FOLDER, ways
from bot.conversation.screens.table import VERBS
from matching.words import tokens

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("le jeudi à 18h", 3, 18),
        ("plutôt mardi", 1, -1),
        ("à 7 heures", -1, 7),
        ("vendredi 9h30", 4, 9),
        ("le bus", -1, -1),
    ],
)
def test_a_day_and_an_hour_are_read(text: str, day: int, hour: int) -> None:
    assert when_said(tokens(text)) == (day, hour)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("contact svp", "contact"), ("le contact", "contact"), ("ça coûte combien", "cost")],
)
def test_a_few_words_are_a_form(text: str, kind: str) -> None:
    form = formed(tokens(text), pointed=False)
    assert form is not None
    assert form.kind == kind


@pytest.mark.parametrize("text", ["contact avec les jeunes isolés", "épicerie solidaire", ""])
def test_words_of_a_need_are_no_form(text: str) -> None:
    assert formed(tokens(text), pointed=False) is None


def test_every_kind_does_what_a_button_does() -> None:
    assert {kind.does for kind in ways().kinds.values() if kind.does} <= VERBS


def test_no_sentence_is_claimed_by_two_kinds() -> None:
    assert claimed_twice(FOLDER) == []


@pytest.mark.parametrize("field", ["whole", "examples"])
def test_a_sentence_of_two_kinds_is_said_with_its_file_and_line(tmp_path: Path, field: str) -> None:
    (tmp_path / "a.yaml").write_text(f"keep:\n  {field}:\n    - Garde ça !\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        f"share:\n  {field}:\n    - envoie\n    - garde ca\n", encoding="utf-8"
    )
    (problem,) = claimed_twice(tmp_path)
    assert (problem.file, problem.line, problem.field) == (tmp_path / "b.yaml", 4, f"share.{field}")
    assert "a.yaml:3" in problem.message


def test_no_name_is_written_twice_in_a_file() -> None:
    assert named_twice(FOLDER) == []


def test_a_name_written_twice_is_said_with_both_lines(tmp_path: Path) -> None:
    (tmp_path / "leads.yaml").write_text("seen: [ils]\nnew: [sinon]\nseen: [eux]\n")
    (tmp_path / "b.yaml").write_text("keep:\n  cues: [a]\n  whole: [b]\n  cues: [c]\n")
    kinds, leads = named_twice(tmp_path)
    assert (kinds.line, kinds.field) == (4, "cues")
    assert (leads.line, leads.field) == (3, "seen")
    assert "ligne 1" in leads.message


def test_an_answer_to_a_question_may_be_said_elsewhere_too(tmp_path: Path) -> None:
    (tmp_path / "levels.yaml").write_text("begun:\n  examples: [oui]\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("nod:\n  examples: [oui]\n", encoding="utf-8")
    assert claimed_twice(tmp_path) == []
