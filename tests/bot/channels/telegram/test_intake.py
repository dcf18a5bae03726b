"""What comes just after something else: joined with it, or left out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram import intake, sentences
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.todo import Ask, ChatChange, Corrected, Source, Tell
from bot.conversation.events import Commanded, Pressed, Said
from tests.bot.channels.telegram.moved_time import run_moved

if TYPE_CHECKING:
    from bot.channels.telegram.todo import Todo, Work

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = Source(7, 7, 1, date=NOW)
LONG = "é" * 4096
ALBUM = replace(HERE, album="a")


def _said(text: str, source: Source = HERE) -> Ask:
    return Ask(Said(text), source)


def _photo(source: Source = ALBUM) -> Tell:
    return Tell("photo", source)


def _take(*arrivals: tuple[float, Todo | None]) -> tuple[list[tuple[float, Work | None]], int]:
    """Take what arrives, each so many seconds after the one before.

    It returns what was given and when, and how many are done.
    """
    given: list[tuple[float, Work | None]] = []
    done: list[None] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def give(work: Work | None, is_done: object) -> None:
            given.append((round(loop.time(), 3), work))
            assert callable(is_done)
            is_done()

        taking = Intake(give)
        for wait, todo in arrivals:
            await asyncio.sleep(wait)
            taking.take(todo, lambda: done.append(None))
        await asyncio.sleep(10)

    run_moved(run())
    return given, len(done)


def test_what_has_nothing_to_wait_for_is_given_at_once() -> None:
    every: list[Work | None] = [
        _said("bonjour"),
        Ask(Commanded("aide"), HERE),
        Tell("x", HERE),
        ChatChange(7),
        None,
    ]
    given, done = _take(*((0.0, each) for each in every))
    assert given == [(0.0, each) for each in every]
    assert done == len(every)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((LONG, "fin"), f"{LONG}\nfin"),
        ((LONG, LONG + "2", "fin"), f"{LONG}\n{LONG}2\nfin"),
        (("é" * 3500, "fin"), "é" * 3500 + "\nfin"),
    ],
)
def test_a_text_cut_by_the_client_is_one(parts: tuple[str, ...], text: str) -> None:
    given, done = _take(*((0.5, _said(part)) for part in parts))
    assert given == [(len(parts) * 0.5, _said(text))]
    assert done == len(parts)


@pytest.mark.parametrize(
    ("first", "then", "after"),
    [
        (_said("court"), _said("autre"), 0.5),
        (_said(LONG), _said("autre"), 2.5),
        (_said(LONG), _said("autre", replace(HERE, date=NOW + timedelta(seconds=5))), 0.5),
        (_said(LONG), _said("autre", replace(HERE, person=8)), 0.5),
        (_said(LONG), Ask(Pressed("x"), replace(HERE, pressed="1")), 0.5),
        (_said(LONG), Ask(Commanded("aide"), HERE), 0.5),
        (
            _said(LONG, replace(HERE, is_group=True)),
            _said("autre", replace(HERE, is_group=True)),
            0.5,
        ),
    ],
)
def test_what_is_no_rest_of_a_text_is_apart(first: Ask, then: Ask, after: float) -> None:
    given, done = _take((0.0, first), (after, then))
    assert sorted(str(work) for _, work in given) == sorted(map(str, (first, then)))
    assert done == 2


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((_photo(), _photo(), _photo()), _photo()),
        ((_photo(), _said("mobilité", ALBUM), _photo()), _said("mobilité", ALBUM)),
        ((_said("mobilité", ALBUM), _said("jeunes", ALBUM)), _said("mobilité\njeunes", ALBUM)),
        ((_said("même", ALBUM), _said("même", ALBUM)), _said("même", ALBUM)),
    ],
)
def test_an_album_is_one(parts: tuple[Ask | Tell, ...], whole: Ask | Tell) -> None:
    given, done = _take(*((0.1, part) for part in parts))
    assert [work for _, work in given] == [whole]
    assert done == len(parts)


def test_a_picture_that_comes_late_adds_nothing_and_another_album_is_another() -> None:
    other = replace(HERE, album="b")
    given, done = _take(
        (0.0, _photo()), (5.0, _photo()), (0.1, _photo(other)), (0.1, _said("bonjour"))
    )
    assert [work for _, work in given] == [_photo(), _photo(other), _said("bonjour")]
    assert done == 4


def _press(data: str = "card:45", source: Source = HERE) -> Ask:
    return Ask(Pressed(data), replace(source, pressed="1"))


@pytest.mark.parametrize(
    ("presses", "kept"),
    [
        (((0.0, _press()), (0.2, _press())), [True, False]),
        (((0.0, _press()), (0.7, _press()), (0.7, _press())), [True, False, True]),
        (((0.0, _press()), (0.2, _press("card:12"))), [True, True]),
        (((0.0, _press()), (0.2, _press("card:12")), (0.2, _press())), [True, True, True]),
        (((0.0, _press()), (0.2, _press(source=replace(HERE, message=2)))), [True, True]),
        (((0.0, _press()), (0.2, _press(source=replace(HERE, person=8)))), [True, True]),
    ],
)
def test_the_same_press_within_a_second_is_one(
    monkeypatch: pytest.MonkeyPatch, presses: tuple[tuple[float, Ask], ...], kept: list[bool]
) -> None:
    monkeypatch.setattr(intake, "monotonic", lambda: asyncio.get_running_loop().time())
    given, done = _take(*presses)
    assert [work is not None for _, work in given] == kept
    assert done == len(presses)


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ("mobilté", "mobilité", True),
        ("mobilité", "mobilité", False),
        ("", "une légende", True),
        (None, "mobilité", False),
    ],
)
def test_a_correction_is_one_where_the_text_changed(
    before: str | None, after: str, is_told: bool
) -> None:
    given: list[Work | None] = []
    taking = Intake(lambda work, _: given.append(work))
    if before is not None:
        taking.take(_said(before), lambda: None, before)
    for _ in range(2):
        taking.take(Corrected(after, HERE), lambda: None)
    assert given[-2:] == [Tell(sentences.EDITED, HERE) if is_told else None, None]
