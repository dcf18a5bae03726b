"""The version that runs, as its package says."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version


@lru_cache
def running_version() -> str:
    """Return the version that runs; "" where it is no installed package."""
    try:
        return version("tambour")
    except PackageNotFoundError:
        return ""
