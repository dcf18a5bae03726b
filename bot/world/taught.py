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
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.conversation.hearing import kinship, leaning, terms
from bot.conversation.hearing.kinship import Kinship, learn
from bot.conversation.hearing.leaning import Leaning, teach
from bot.world.kept import keep, kept_file, read_kept
from matching import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.conversation.hearing.kinship import TaughtAnswer

_KEPT = 12  # of up to 25 MB each; an ear has four
_LIBRARIES = ("numpy", "scikit-learn", "scipy", "PyStemmer")


def remembered(said: Mapping[str, Sequence[Sequence[str]]]) -> Leaning:
    """Return the classifier that sentences teach, read where the same ones taught it before."""
    path = _path(said)
    if read := _read(path, 4):
        kinds, *learnt = read
        return Leaning(tuple(map(str, kinds)), *learnt)
    taught = teach(said)
    _keep(path, np.array(taught.kinds), taught.weights, taught.bias, taught.rarity)
    return taught


def remembered_kinship(cards: Mapping[str, Sequence[TaughtAnswer]]) -> Kinship:
    """Return what questions and answers teach, read where the same ones taught it before."""
    path = _path(cards)
    if read := _read(path, 3 + len(cards)):
        terms, rarity, asking, *answers = read
        return Kinship(terms, rarity, asking, dict(zip(cards, answers, strict=True)))
    taught = learn(cards)
    _keep(path, taught.terms, taught.rarity, taught.asking, *taught.answers.values())
    return taught


def _path(said: Mapping[str, Sequence[object]]) -> Path:
    told = json.dumps([_how(), *said.items()], ensure_ascii=False)
    return kept_file(f"taught-{hashlib.sha256(told.encode()).hexdigest()[:16]}.npz")


def _keep(path: Path, *learnt: NDArray[Any]) -> None:
    keep(path, lambda file: np.savez(file, *learnt), _KEPT)


def _read(path: Path, count: int) -> list[NDArray[Any]]:
    """Return so many arrays kept; none where they can't be read."""
    try:
        with np.load(io.BytesIO(read_kept(path)), allow_pickle=False) as read:
            return [read[f"arr_{i}"] for i in range(count)]
    except Exception:  # noqa: BLE001 - only a copy
        return []


@cache
def _how() -> list[str]:
    """Return what tells how sentences are learnt from: the code and the libraries."""
    return [*map(getsource, (kinship, leaning, terms, words)), *map(version, _LIBRARIES)]
