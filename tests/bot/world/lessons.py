"""What taught the ears of other worlds, lent to a folder where nothing else is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.world.bootstrap import build_world
from bot.world.kept import kept_file
from tests.hasty import SMALL

if TYPE_CHECKING:
    from pathlib import Path


def lend(cache: Path, least: int = 0) -> None:
    """Have the lessons of the small collection, of at least so many bytes, kept there too.

    To teach them again would take most of the time of who builds it there.
    """
    build_world(SMALL)
    lessons = [each for each in kept_file("").glob("taught-*") if each.stat().st_size >= least]
    cache.mkdir()
    for each in lessons:
        (cache / each.name).symlink_to(each)
