"""What a browser prints leaves no heading alone at the foot of a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bot.conversation.core import respond
from bot.conversation.events import Pressed
from bot.conversation.exports import FolderToPrint, document
from bot.conversation.session import Answered, Session

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World

_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_HEADING = re.compile(r"<h([1-3])[^>]*>(.*?)</h\1>", re.DOTALL)


def _assessment(world: World) -> str:
    items = world.collection.assessment.items
    answered = Answered(
        {item.id: i % 4 for i, item in enumerate(items)},
        {item.id: "Vu en conseil, à reprendre. " * (i % 5) for i, item in enumerate(items)},
        "2026-11-20",
    )
    session = Session(place="02361", assessment=answered)
    _, replies = respond(world, session, Pressed("assessment-export"), _NOW)
    files = [reply.attachment for reply in replies if reply.attachment]
    return next(each.content.decode() for each in files if each.name.endswith(".html"))


def _folder(world: World) -> str:
    cards = tuple(world.collection.cards.values())[:12]
    return document(
        FolderToPrint(cards, "", "Guise", date(2026, 11, 23), {}), world.collection
    ).decode()


def _bare(text: str) -> str:
    return re.sub(r"\W", "", re.sub(r"<[^>]+>|&\w+;", "", text)).casefold()


@pytest.mark.process
@pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium here: see `make browser`")
@pytest.mark.parametrize("made", [_assessment, _folder], ids=["assessment", "folder"])
def test_no_heading_is_the_last_line_of_a_page(made: object, world: World, tmp_path: Path) -> None:
    assert callable(made)
    page = made(world)
    headings = {_bare(text) for _, text in _HEADING.findall(page)}
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    subprocess.run(
        (
            str(_CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={tmp_path / 'page.pdf'}",
            "--no-pdf-header-footer",
            (tmp_path / "page.html").as_uri(),
        ),
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = [sheet.extract_text().splitlines() for sheet in PdfReader(tmp_path / "page.pdf").pages]
    # The first page ends with its list of contents, which names headings.
    ends = [next((line for line in reversed(lines) if _bare(line)), "") for lines in pages[1:]]
    assert len(pages) > 3
    assert not [line for line in ends if _bare(line) and _bare(line) in headings]


@pytest.mark.parametrize("made", [_assessment, _folder], ids=["assessment", "folder"])
def test_every_heading_is_bound_to_what_follows(made: object, world: World) -> None:
    assert callable(made)
    page = made(world)
    rules = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    styles = re.findall(r"([^{}]+)\{[^{}]*break-after: avoid", rules)
    bound = {name.strip() for style in styles for name in style.split(",")}
    levels = {f"h{level}" for level, _ in _HEADING.findall(page)} - {"h1"}
    assert levels
    assert levels <= bound
