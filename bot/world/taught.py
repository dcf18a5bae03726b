"""What sentences taught an ear, kept by these very sentences.

Teaching takes half of the time that building a world takes, and most changes of a collection or of
the code leave what is said as it was.
"""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from importlib.metadata import version
from inspect import getsource
from typing import TYPE_CHECKING

import numpy as np

from bot.conversation.hearing import leaning, terms
from bot.conversation.hearing.leaning import Leaning, teach
from bot.world.kept import keep, kept_file, read_kept
from matching import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_KEPT = 12  # of up to 25 MB each; an ear has three
_LIBRARIES = ("numpy", "scikit-learn", "scipy", "PyStemmer")


def remembered(said: Mapping[str, Sequence[Sequence[str]]]) -> Leaning:
    """Return the classifier that sentences teach, read where the same ones taught it before."""
    told = json.dumps([_how(), *said.items()], ensure_ascii=False)
    path = kept_file(f"taught-{hashlib.sha256(told.encode()).hexdigest()[:16]}.npz")
    taught = _read(path)
    if taught is None:
        taught = teach(said)
        learnt = (np.array(taught.kinds), taught.weights, taught.bias, taught.rarity)
        keep(path, lambda file: np.savez(file, *learnt), _KEPT)
    return taught


def _read(path: Path) -> Leaning | None:
    try:
        with np.load(io.BytesIO(read_kept(path)), allow_pickle=False) as read:
            kinds, weights, bias, rarity = (read[f"arr_{i}"] for i in range(4))
    except Exception:  # noqa: BLE001 - only a copy
        return None
    return Leaning(tuple(map(str, kinds)), weights, bias, rarity)


@cache
def _how() -> list[str]:
    """Return what tells how sentences are learnt from: the code and the libraries."""
    return [*map(getsource, (leaning, terms, words)), *map(version, _LIBRARIES)]
