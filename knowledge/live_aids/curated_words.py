"""The words of a curator's file.

They are its fields and values by the names that people give them, from curated.yaml.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.fields import DataModel, Text
from knowledge.place_names import plain
from knowledge.problems import BrokenCollectionError
from knowledge.reading import check_record, read_document

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = Path(__file__).parent / "curated.yaml"


class CuratedWords(DataModel):
    """The file curated.yaml."""

    fields: dict[str, tuple[Text, ...]]
    kinds: dict[str, tuple[Text, ...]]
    aids: tuple[Text, ...]
    everywhere: tuple[Text, ...]

    def field(self, written: str) -> str | None:
        """Return the field that a name means, None for an unknown one."""
        return self._fields.get(plain(written))

    def kind(self, written: str) -> str:
        """Return the kind of aid that a word means; an unknown one as it is written."""
        return self._kinds.get(plain(written), written)

    def is_list_of_aids(self, written: str) -> bool:
        """Tell whether a name is that of the list of aids."""
        return plain(written) in ("aids", *map(plain, self.aids))

    def is_everywhere(self, written: str, region: str) -> bool:
        """Tell whether a place is the whole region."""
        return plain(written) in map(plain, (region, f"région {region}", *self.everywhere))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of a field."""
        return tuple(name for field, others in self.fields.items() for name in (field, *others))

    @property
    def kind_names(self) -> str:
        """The kinds as a sentence lists them, in the words of the program, then in French."""
        return (
            f"{_listed(tuple(self.kinds))} ({_listed([names[0] for names in self.kinds.values()])})"
        )

    @cached_property
    def _fields(self) -> dict[str, str]:
        return _by_name(self.fields)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return _by_name(self.kinds)


@cache
def curated_words() -> CuratedWords:
    """Return the words of curated.yaml. Raises BrokenCollectionError where it is not right."""
    document, problems = read_document(_FILE)
    words, unfit = check_record(document, CuratedWords) if document else (None, [])
    if words is None:
        raise BrokenCollectionError([*problems, *unfit])
    return words


def _by_name(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {plain(name): ours for ours, others in names.items() for name in (ours, *others)}


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return f"{', '.join(names[:-1])} ou {names[-1]}"
