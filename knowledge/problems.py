"""Problems of the data files, each on one line.

The line says where it is, what is wrong, and what to write instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from knowledge.errors import ToldError

Location = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """A problem of a data file, shown as `file:line: field: message`.

    `field` is the path of keys, empty where the whole file is meant.
    """

    file: Path
    line: int
    field: str
    message: str

    @override
    def __str__(self) -> str:
        """Return the line shown to the curator, the file named from where they are."""
        here = Path.cwd()
        file = self.file.relative_to(here) if self.file.is_relative_to(here) else self.file
        field = f"{self.field}: " if self.field else ""
        return _on_one_line(f"{file}:{self.line}: {field}{self.message}")


class BrokenCollectionError(ToldError):
    """The data files can't be used; `problems` says why, all of them at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def _on_one_line(text: str) -> str:
    """Return a text that any screen shows on one line.

    Blanks become spaces, and what can't be shown a question mark.
    """
    return "".join(c if c.isprintable() else " " if c.isspace() else "?" for c in text)
