"""A place that was chosen by its code, as a text that a need is refined by: "Vaux#02769".

The code is there because its name alone may be many places.
"""

from __future__ import annotations

_SIGN = "#"


def chosen(name: str, code: str) -> str:
    """Return the text that stands for a place."""
    return f"{name}{_SIGN}{code}"


def read_chosen(text: str) -> tuple[str, str]:
    """Return the name and the code that a text stands for.

    A text that a person wrote comes back as it is, with "" for the code.
    """
    name, sign, code = text.rpartition(_SIGN)
    return (name, code) if sign and name and code.isalnum() else (text, "")


def as_said(text: str) -> str:
    """Return a text without the code that it may carry."""
    return read_chosen(text)[0]
