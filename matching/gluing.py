"""Words run together, cut where they most likely are (Viterbi; Norvig, 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping


def unglued(word: str, frequencies: Mapping[str, int], used: Container[str]) -> list[str] | None:
    """Cut words run together, at the most likely place (Viterbi; Norvig, 2009).

    They stay as they are where a piece would be no word.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(word) + 1):
        cuts = (
            (best[start][0] + _likelihood(word[start:end], frequencies, used), start)
            for start in range(max(0, end - 16), end)
            if best[start][0] > -1e6
        )
        best.append(max(cuts, default=(-1e9, end)))
    if best[-1][0] < -1e6:
        return None
    pieces: list[str] = []
    end = len(word)
    while end:
        start = best[end][1]
        pieces.insert(0, word[start:end])
        end = start
    return pieces if len(word) >= 4 * len(pieces) - 2 or len(word) > 12 else None


def _likelihood(piece: str, frequencies: Mapping[str, int], used: Container[str]) -> float:
    """Return the logarithm of how likely a piece is as a word.

    A letter alone is one only where French has it.
    """
    if len(piece) == 1 and piece not in "ayldj":
        return -1e9
    frequency = frequencies.get(piece, 250 if piece in used and len(piece) > 2 else -1)
    if frequency < 0:
        return -1e9
    return frequency / 100 - 9.5 - (2.5 if len(piece) < 3 else 0.0)
