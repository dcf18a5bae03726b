"""Logs as JSON: one event a line, with its numbers.

Of an error, it tells where it came from and never its words.
"""

from __future__ import annotations

import io
import json
import logging

import pytest

from bot.channels.telegram.masking import TelegramMasking
from bot.watching.logs import JsonLines, tell


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(written: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    handler.addFilter(TelegramMasking(()))
    logger = logging.Logger("tambour.test")
    logger.addHandler(handler)
    return logger


def test_an_event_is_one_line_with_its_numbers(log: logging.Logger, written: io.StringIO) -> None:
    tell(log, "answered", ms=12)
    log.warning("two\nlines at %s", "noon")
    first, second = map(json.loads, written.getvalue().splitlines())
    assert first == {
        "time": first["time"],
        "level": "info",
        "logger": "tambour.test",
        "event": "answered",
        "ms": 12,
    }
    assert first["time"].endswith("+00:00")
    assert (second["level"], second["event"]) == ("warning", "two\nlines at noon")


def test_as_text_the_numbers_are_readable_too() -> None:
    written = io.StringIO()
    logger = logging.Logger("test")
    logger.addHandler(logging.StreamHandler(written))
    tell(logger, "answered", ms=12, calls=2)
    assert written.getvalue() == "answered ms=12 calls=2\n"


def test_an_error_says_where_it_came_from_and_not_what_someone_typed(
    log: logging.Logger, written: io.StringIO
) -> None:
    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError as error:
            raise RuntimeError(text) from error

    typed = "Madame Tartempion"
    try:
        read(typed)
    except RuntimeError:
        log.exception("failed")
    line = json.loads(written.getvalue())
    assert "Tartempion" not in written.getvalue()
    for said in ("Traceback", "in read", "ValueError", "RuntimeError"):
        assert said in line["error"]
