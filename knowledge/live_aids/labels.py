"""What a source's words for subjects and types of aid mean here.

They come from labels.yaml, which a curator may change.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from knowledge.collection import DATA
from knowledge.explaining import nearest
from knowledge.fields import DataModel, Identifier
from knowledge.live_aids.model import AidKind
from knowledge.place_names import plain
from knowledge.problems import BrokenCollectionError, Problem
from knowledge.reading import check_record, read_document

if TYPE_CHECKING:
    from collections.abc import Collection as Known
    from collections.abc import Iterable
    from pathlib import Path

LABELS = "live_aids/labels.yaml"


class Labels(DataModel):
    """The file labels.yaml.

    It gives our themes for each theme and sub-theme of the source, our kind for each of its types.
    """

    categories: dict[str, dict[str, tuple[Identifier, ...]]]
    types: dict[str, Literal["grant", "loan", "engineering", "other"]]

    def themes_of(self, category: str) -> tuple[str, ...] | None:
        """Return our themes for "theme / sub-theme"; None where it is unknown.

        Both parts may hold " / ": known pairs are compared whole; a sub-theme known once is
        recognised in a renamed theme.
        """
        written = plain(category)
        if written in self._pairs:
            return self._pairs[written]
        ends = [name for name in self._alone if written == name or written.endswith(f" {name}")]
        return self._alone[max(ends, key=len)] if ends else None

    def kinds_of(self, types: Iterable[str]) -> tuple[AidKind, ...]:
        """Return our kinds for the source's types, each once.

        An unknown one is another kind of aid.
        """
        return tuple(dict.fromkeys(self._kinds.get(plain(each), AidKind.OTHER) for each in types))

    @cached_property
    def _pairs(self) -> dict[str, tuple[str, ...]]:
        return {
            plain(f"{theme} / {name}"): ours
            for theme, subthemes in self.categories.items()
            for name, ours in subthemes.items()
        }

    @cached_property
    def _alone(self) -> dict[str, tuple[str, ...]]:
        return {
            plain(name): ours
            for subthemes in self.categories.values()
            for name, ours in subthemes.items()
        }

    @cached_property
    def _kinds(self) -> dict[str, AidKind]:
        return {plain(name): AidKind(kind) for name, kind in self.types.items()}


def load_labels(themes: Known[str], folder: Path = DATA) -> Labels:
    """Return the labels of a data folder; its themes must be of `themes`.

    BrokenCollectionError is raised with every problem.
    """
    labels, problems = examine_labels(themes, folder / LABELS)
    if labels is None or problems:
        raise BrokenCollectionError(problems)
    return labels


def examine_labels(themes: Known[str], path: Path) -> tuple[Labels | None, list[Problem]]:
    """Read the labels of a file; return them, and everything that is wrong in it."""
    document, problems = read_document(path)
    if document is None:
        return None, problems
    labels, unfit = check_record(document, Labels)
    problems = [*problems, *unfit]
    for theme, subthemes in labels.categories.items() if labels else ():
        for name, ours in subthemes.items():
            problems += [
                document.problem(
                    ("categories", theme, name, i), f"thème inconnu{nearest(each, themes)}"
                )
                for i, each in enumerate(ours)
                if each not in themes
            ]
    return labels, problems
