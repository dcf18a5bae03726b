"""French text on pictures, in the font of fonts/.

It is Source Sans Pro, under the licence beside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageDraw, ImageFont

if TYPE_CHECKING:
    from PIL import Image

Box = tuple[float, float, float, float]

SCALE = 2  # pictures are drawn twice as large as they are, then reduced: that smooths their boxes
_FONTS = Path(__file__).parent / "fonts"
_REGULAR, _STRONG = "SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"
_TYPESET = str.maketrans({"'": "’"})


def width(text: str, size: float, *, strong: bool = False) -> float:
    """Return the width of a text."""
    left, _, right, _ = box(text, size, strong=strong)
    return right - left


def box(text: str, size: float, *, strong: bool = False) -> Box:
    """Return the left, top, right and bottom of a text whose line begins at 0, 0."""
    left, top, right, bottom = _font(size * SCALE, strong).getbbox(
        text.translate(_TYPESET), anchor="ls"
    )
    return left / SCALE, top / SCALE, right / SCALE, bottom / SCALE


def wrapped(text: str, size: float, widest: float, *, strong: bool = False) -> list[str]:
    """Cut a text between words into lines that hold in a width; a word too long is cut short."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, strong=strong) <= widest:
            lines[-1] += f" {word}"
        else:
            lines.append(fitted(word, size, widest, strong=strong))
    return lines


def fitted(text: str, size: float, widest: float, *, strong: bool = False) -> str:
    """Return a text, or as much of it as holds in a width."""
    if width(text, size, strong=strong) <= widest:
        return text
    while text and width(f"{text}…", size, strong=strong) > widest:
        text = text[:-1].rstrip()
    return f"{text}…"


def paint(
    image: Image.Image,
    at: tuple[float, float],
    text: str,
    size: float,
    colour: str,
    *,
    strong: bool = False,
) -> None:
    """Write a text on a picture SCALE times larger, from the left end of its line."""
    place = (round(at[0] * SCALE), round(at[1] * SCALE))
    ImageDraw.Draw(image).text(
        place, text.translate(_TYPESET), colour, _font(size * SCALE, strong), anchor="ls"
    )


@cache
def _font(size: float, strong: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / (_STRONG if strong else _REGULAR), size)
