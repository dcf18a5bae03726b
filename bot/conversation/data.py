"""The words of the conversation that are data.

They are files of bot/texts, that people read, and of hearing/fr, that people write.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def read(name: str) -> Any:
    """Return what a YAML file of bot/texts holds, by its name without ".yaml".

    Each file is read once.
    """
    return _read(_HERE.parent / "texts" / f"{name}.yaml")


@cache
def heard(name: str) -> Any:
    """Return what a YAML file of hearing/fr holds, by its name without ".yaml".

    Each file is read once.
    """
    return _read(_HERE / "hearing" / "fr" / f"{name}.yaml")


def _read(path: Path) -> Any:
    import yaml  # only here: a command that has no conversation starts without

    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
