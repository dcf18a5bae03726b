"""Writes a need into a card's file of the working copy.

It leaves it there only where the whole collection is still right.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import yaml

from bot.conversation.notices import notice
from bot.errors import NotTaughtError
from knowledge.loading import check_paths
from matching.learning import diff, file_of, with_need, without_need

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.problems import Problem

_MOST_PROBLEMS = 3


def teach(folder: Path, card: str, need: str) -> str:
    """Add a need to a card and return the diff, "" where the card has it already.

    NotTaughtError is raised where it can't.
    """
    path = file_of(card, folder / "cards")
    if path is None:
        raise NotTaughtError(notice("no_card", card=card))
    try:
        raw, times = path.read_bytes(), path.stat()
        before = raw.decode()
    except (OSError, UnicodeDecodeError):
        raise NotTaughtError(notice("card_unreadable", file=path.name)) from None
    asked = " ".join(need.split())
    fields, after = _fields(before), with_need(before, asked)
    needs = fields.get("needs") or []
    if not isinstance(needs, list) or _fields(after) != fields | {"needs": [*needs, asked]}:
        raise NotTaughtError(notice("card_by_hand", file=path.name))
    if asked in needs:
        return ""
    _write(path, after.encode())
    if problems := check_paths((folder,))[0]:
        _write(path, raw)
        # For others, the file never changed.
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        raise NotTaughtError(_told(problems, folder))
    return diff(before, after, path, folder / "cards")


def unteach(folder: Path, card: str, mark: Callable[[str], bool]) -> str:
    """Take the last need that bears a mark out of a card, and return it.

    It is "" where the card has none. NotTaughtError is raised where the card can't be written.
    """
    path = file_of(card, folder / "cards")
    try:
        before = path.read_bytes().decode() if path else ""
    except (OSError, UnicodeDecodeError):
        before = ""
    needs = _fields(before).get("needs")
    asked = next(
        (each for each in reversed(needs if isinstance(needs, list) else []) if mark(str(each))), ""
    )
    if path is None or not asked:
        return ""
    after = without_need(before, asked)
    if after == before:
        raise NotTaughtError(notice("card_changed", file=path.name))
    _write(path, after.encode())
    return str(asked)


def usable(folder: Path | None) -> Path:
    """Return the folder of a working copy that can be written to. Raises NotTaughtError."""
    if folder is None:
        raise NotTaughtError(notice("no_copy"))
    if not (folder / "themes.yaml").is_file():
        raise NotTaughtError(notice("copy_gone", folder=folder))
    if not all(os.access(each, os.W_OK) for each in (folder / "cards").glob("*/")):
        raise NotTaughtError(notice("copy_closed", folder=folder))
    return folder


def trouble_with(folder: Path | None) -> str:
    """Return why nothing can be taught in a working copy, "" where it can."""
    try:
        usable(folder)
    except NotTaughtError as error:
        return str(error)
    return ""


def _fields(text: str) -> dict[str, object]:
    """Return what a card's file says; nothing where it is no card."""
    try:
        read = yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return {}
    return read if isinstance(read, dict) else {}


def _told(problems: list[Problem], folder: Path) -> str:
    """Return why the collection would not be right, a line for each of the first problems."""
    lines = [
        notice(
            "copy_wrong_line",
            file=each.file.relative_to(folder),
            line=each.line,
            message=each.message,
        )
        for each in problems[:_MOST_PROBLEMS]
    ]
    more = len(problems) - len(lines)
    left = [notice("copy_wrong_more", count=more)] if more else []
    return "\n".join([notice("copy_wrong"), *lines, *left])


def _write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all, with the rights it had."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(content)
        shutil.copymode(path, draft)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NotTaughtError(
            notice("card_unwritable", file=path.name, cause=error.strerror)
        ) from None
