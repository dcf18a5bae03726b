"""What took long to make, kept on disk for the next start and for other programs of the same user.

It is only a copy: where it is missing, cut short or of another version, it is made again.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def kept_file(name: str) -> Path:
    """Return where something is kept."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "tambour" / name


def read_kept(path: Path) -> bytes:
    """Return what is kept, and put off the day when it goes. OSError is raised for nothing."""
    written = path.read_bytes()
    put_off(path)
    return written


def put_off(path: Path) -> None:
    """Put off the day when what is kept goes: it was used."""
    os.utime(path)


def keep(path: Path, write: Callable[[BinaryIO], object], most: int) -> None:
    """Have something written whole or not at all; of its sort, leave only those used last.

    The sort is what its name has before its dash. Where the disk refuses, the next start is slower.
    """
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with draft.open("wb") as file:
                write(file)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)  # what a full disk left of it
        alike = path.parent.glob(f"{path.name.partition('-')[0]}-*{path.suffix}")
        latest = sorted(alike, key=lambda each: each.stat().st_mtime, reverse=True)
        for older in latest[most:]:
            older.unlink(missing_ok=True)
    except OSError:
        return


def set_aside() -> BinaryIO:
    """Return a file for what waits a moment outside of memory; it is gone once closed.

    OSError is raised where the disk refuses.
    """
    folder = kept_file("")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return TemporaryFile(dir=folder)


@contextmanager
def one_at_a_time(made: Path) -> Iterator[None]:
    """Make programs that would make the same thing wait for the first, and read what it made.

    Where the disk refuses, none waits. The system lets the next one go when a program dies.
    """
    path = made.with_suffix(".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = path.open("wb")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
        path.unlink(missing_ok=True)  # who waits for it finds the thing made
