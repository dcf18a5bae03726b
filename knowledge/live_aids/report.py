"""What a synchronisation did, source by source, and the lines an operator reads of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.live_aids.changes import Decisions

if TYPE_CHECKING:
    from knowledge.live_aids.model import Record

_SHOWN = 5  # skipped records named; more would hide the rest


@dataclass(frozen=True)
class SourceReport:
    """What happened with one source.

    `trouble` is empty where it was read whole, `note` says what is no failure.
    """

    source: str
    read: int = 0
    decisions: Decisions = field(default_factory=Decisions)
    skipped: tuple[str, ...] = ()
    held: int = 0
    resumed: int = 0
    unknown_labels: tuple[str, ...] = ()
    trouble: str = ""
    note: str = ""

    def lines(self) -> list[str]:
        """Return what an operator reads: what was done first, then what was not."""
        decided = self.decisions
        counts = (
            (len(decided.new), "nouvelle"),
            (len(decided.changed), "modifiée"),
            (len(decided.reopened), "rouverte"),
        )
        told = [_counted(count, word) for count, word in (*counts, (len(decided.closed), "fermée"))]
        silent = any(record.silent for record in decided.new)
        lines = []
        if self.read:
            first = " (premier remplissage : personne n’est averti)" if silent else ""
            lines.append(
                f"{self.source} : {_counted(self.read, 'aide')}, dont {', '.join(told)}{first}"
            )
        if self.held:
            lines.append(
                f"{self.source} : {_counted(self.held, 'entrée')} à relire "
                "(tambour aids list --held)"
            )
        if self.resumed:
            lines.append(
                f"{self.source} : reprise après {_counted(self.resumed, 'page')} de ce jour"
            )
        if self.skipped:
            more = (
                f" ; et {len(self.skipped) - _SHOWN} autres" if len(self.skipped) > _SHOWN else ""
            )
            lines.append(
                f"{self.source} : laissées de côté : {' ; '.join(self.skipped[:_SHOWN])}{more}"
            )
        if self.unknown_labels:
            names = ", ".join(f"« {label} »" for label in self.unknown_labels[:_SHOWN])
            lines.append(f"{self.source} : catégories inconnues, à ajouter à labels.yaml : {names}")
        if self.trouble:
            trouble = self.trouble.removeprefix(f"{self.source} ")
            lines.append(
                f"{self.source} : {trouble} ; rien n’est perdu, la suite au prochain essai"
            )
        if self.note:
            lines.append(f"{self.source} : {self.note}")
        return lines or [f"{self.source} : rien de nouveau"]


@dataclass(frozen=True)
class Report:
    """What a synchronisation did.

    `to_confirm` counts the entries long accepted without a deadline.
    """

    sources: tuple[SourceReport, ...]
    to_confirm: int = 0

    @property
    def troubled(self) -> bool:
        """Tell whether a source could not be read whole."""
        return any(each.trouble for each in self.sources)

    def of(self, source: str) -> SourceReport:
        """Return the report of one source. Raises StopIteration where it was not asked for."""
        return next(each for each in self.sources if each.source == source)

    def changed(self) -> tuple[Record, ...]:
        """Return every record that the synchronisation wrote."""
        return tuple(record for each in self.sources for record in each.decisions.written)

    def lines(self) -> list[str]:
        """Return what an operator reads."""
        lines = [line for each in self.sources for line in each.lines()]
        if self.to_confirm:
            lines.append(
                f"{_counted(self.to_confirm, 'aide')} sans date limite depuis six mois "
                "(tambour aids list --held)"
            )
        return lines


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"
