"""The changes that break the small collection.

One replaces a text, a whole file or an encoding, or moves a file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

Change = Callable[[Path], object]


def replaced(old: str, new: str) -> Change:
    """Return the change of the first `old` in a file."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def whole(content: str | bytes) -> Change:
    """Return the change of all that a file holds."""
    return lambda path: path.write_bytes(
        content if isinstance(content, bytes) else content.encode()
    )


def encoded(encoding: str) -> Change:
    """Return the change of the encoding of a file."""
    return lambda path: path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))


def moved(name: str) -> Change:
    """Return the move of a file, its new name seen from its folder."""

    def change(path: Path) -> None:
        (path.parent / name).parent.mkdir(exist_ok=True)
        path.rename(path.parent / name)

    return change


def made_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def named_in_latin1(path: Path) -> None:
    os.rename(path, os.fsencode(path.parent) + b"/1-march\xe9.yaml")


def summary_of(words: int) -> Change:
    """Return the change of the aid's summary into one of so many words."""

    def change(path: Path) -> None:
        head, _, tail = path.read_text(encoding="utf-8").partition("summary: >-\n")
        path.write_text(
            f"{head}summary: {'mot ' * words}\n{tail[tail.index('steps:') :]}", encoding="utf-8"
        )

    return change
