"""Figures as people read them.

They stand in Markdown tables, with a word in place of a figure that could not be taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Figures = dict[str, Any]
NONE = "—"


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first column reads left, figures right."""
    widths = [max(len(row[column]) for row in (headers, *rows)) for column in range(len(headers))]
    ruler = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def line(cells: Sequence[str]) -> str:
        return (
            f"| {cells[0].ljust(widths[0])} | "
            f"{' | '.join(c.rjust(w) for c, w in zip(cells[1:], widths[1:], strict=True))} |"
        )

    return "\n".join([line(headers), line(ruler), *(line(row) for row in rows)])


def number(figures: Figures, key: str, digits: int = 0) -> str:
    """Return a figure, or a dash where it was not taken."""
    return f"{figures[key]:,.{digits}f}" if key in figures else NONE


def absence(figures: Figures) -> str | None:
    """Return why there are no figures, or None where there are."""
    if "missing" in figures:
        return "not installed"
    return f"failed: {figures['failed']}" if "failed" in figures else None


def quality_table(name: str, rows: Sequence[tuple[str, Figures]]) -> str:
    """Return the measures of each peer on one relevance set."""
    made = []
    for peer, figures in rows:
        why = absence(figures)
        if why:
            made.append([f"{peer} ({why})", *[NONE] * 6])
            continue
        found = figures["sets"][name]
        shares = [f"{found[key]:.3f}" for key in ("ndcg", "success", "recall")]
        answerable = found["needs"] - found["out_of_scope"]
        empty = [
            f"{found['empty_right']} / {found['out_of_scope']}",
            f"{found['empty_wrong']} / {answerable}",
        ]
        made.append([figures["name"], *shares, *empty, figures["titles"]])
    headers = (
        "engine",
        "nDCG@5",
        "success@1",
        "recall@5",
        "out of scope, left empty",
        "wrongly empty",
        "titles first",
    )
    return table(headers, made)


def scale_table(rows: Sequence[tuple[str, Figures, Figures]]) -> str:
    """Return what building and answering cost each peer at one size."""
    made = []
    for peer, built, answered in rows:
        why = absence(built) or absence(answered)
        name = f"{peer} ({why})" if why else answered["name"]
        made.append(
            [
                name,
                ("≈ " if built.get("estimated") else "") + number(built, "seconds", 2),
                number(built, "stored", 1),
                number(answered, "loading", 1),
                number(built, "grown"),
                number(answered, "grown"),
                number(answered, "p50", 2),
                number(answered, "p95", 2),
                number(answered, "cpu95", 2),
                number(answered, "needs"),
            ]
        )
    headers = (
        "engine",
        "build s",
        "stored MB",
        "load ms",
        "MB building",
        "MB answering",
        "p50 ms",
        "p95 ms",
        "p95 CPU ms",
        "needs",
    )
    return table(headers, made)
