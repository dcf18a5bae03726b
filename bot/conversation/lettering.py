"""French text on pictures, with Pillow's built-in font: it has no accents, so they are drawn above its letters."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Drawer = Callable[[ImageDraw.ImageDraw, "Box", float, float], None]

Box = tuple[float, float, float, float]

SCALE = 2  # pictures are drawn twice as large as they are, then reduced: that smooths what is drawn by hand
_SPELT = str.maketrans(
    {"'": "’", "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "—": "-", "–": "-", "•": "·", "\u00a0": " ", "\u202f": " "}
)
_TALLEST = 1.2  # of the size: what stands above the line, an accent on a capital included
_DEEPEST = 0.35
_SIDE = 0.1


def width(text: str, size: float) -> float:
    """Return the width of a text."""
    left, _, right, _ = box(text, size)
    return right - left


def box(text: str, size: float) -> Box:
    """Return the left, top, right and bottom of a text whose line begins at 0, 0; accents left out."""
    left, top, right, bottom = _font(size * SCALE).getbbox(bare(text), anchor="ls")
    return left / SCALE, top / SCALE, right / SCALE, bottom / SCALE


def bare(text: str) -> str:
    """Return a text as the font can write it: without accents, and its ligatures apart."""
    return "".join(letter for letter, _ in _clusters(text))


def wrapped(text: str, size: float, widest: float) -> list[str]:
    """Cut a text between words into lines that hold in a width; a word too long is cut short."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= widest:
            lines[-1] += f" {word}"
        else:
            lines.append(fitted(word, size, widest))
    return lines


def fitted(text: str, size: float, widest: float) -> str:
    """Return a text, or as much of it as holds in a width."""
    if width(text, size) <= widest:
        return text
    while text and width(f"{text}…", size) > widest:
        text = text[:-1].rstrip()
    return f"{text}…"


def paint(image: Image.Image, at: tuple[float, float], text: str, size: float, colour: str, *, strong: bool = False) -> None:
    """Write a text on a picture SCALE times larger, from the left end of its line."""
    x0, y0, size = round(at[0] * SCALE), round(at[1] * SCALE), size * SCALE
    above, side = int(size * _TALLEST), int(size * _SIDE)
    mask = Image.new("L", (int(_font(size).getlength(bare(text))) + 4 * side, above + int(size * _DEEPEST)))
    draw = ImageDraw.Draw(mask)
    thickness = max(1, round(size / 60)) if strong else 0
    draw.text((side, above), bare(text), 255, _font(size), anchor="ls", stroke_width=thickness)
    for letter, accent, x in _accents(text, size):
        left, top, right, bottom = _font(size).getbbox(letter, anchor="ls")
        if letter == "i":
            dotless = _font(size).getbbox("x", anchor="ls")[1]
            draw.rectangle((side + x + left - 2, 0, side + x + right + 2, above + dotless - 2), fill=0)
            top = dotless
        letter_box = (side + x + left, above + top, side + x + right, above + bottom)
        _DRAWERS[accent](draw, letter_box, size, size * 0.075 + thickness)
    image.paste(colour, (x0 - side, y0 - above), mask)


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """Yield each letter and the accent on it, if it has one that can be drawn."""
    decomposed = unicodedata.normalize("NFD", text.translate(_SPELT))
    for index, each in enumerate(decomposed):
        if not unicodedata.combining(each):
            after = decomposed[index + 1 : index + 2]
            yield each, after if after in _DRAWERS else ""


def _accents(text: str, size: float) -> Iterator[tuple[str, str, float]]:
    """Yield each letter that has an accent, the accent, and where the letter stands in its line."""
    before = ""
    for letter, accent in _clusters(text):
        if accent:
            yield letter, accent, _font(size).getlength(before + letter) - _font(size).getlength(letter)
        before += letter


def _acute(draw: ImageDraw.ImageDraw, letter: Box, size: float, thick: float, lean: int = 1) -> None:
    middle, top = (letter[0] + letter[2]) / 2, letter[1]
    low, high = top - size * 0.07, top - size * 0.2
    draw.polygon(
        (
            (middle - lean * (size * 0.05), low),
            (middle - lean * (size * 0.05 - thick * 0.8), low),
            (middle + lean * (size * 0.07 + thick * 0.6), high),
            (middle + lean * (size * 0.07 - thick * 0.6), high),
        ),
        fill=255,
    )


def _grave(draw: ImageDraw.ImageDraw, letter: Box, size: float, thick: float) -> None:
    _acute(draw, letter, size, thick, -1)


def _circumflex(draw: ImageDraw.ImageDraw, letter: Box, size: float, thick: float) -> None:
    middle, top = (letter[0] + letter[2]) / 2, letter[1]
    low, high, half = top - size * 0.07, top - size * 0.19, size * 0.14
    draw.polygon(
        (
            (middle - half, low),
            (middle - thick * 0.5, high),
            (middle + thick * 0.5, high),
            (middle + half, low),
            (middle + half - thick, low),
            (middle, high + thick * 0.8),
            (middle - half + thick, low),
        ),
        fill=255,
    )


def _diaeresis(draw: ImageDraw.ImageDraw, letter: Box, size: float, thick: float) -> None:
    middle, top = (letter[0] + letter[2]) / 2, letter[1]
    for x in (middle - size * 0.11, middle + size * 0.11):
        draw.ellipse((x - thick * 0.65, top - size * 0.1 - thick * 1.3, x + thick * 0.65, top - size * 0.1), fill=255)


def _cedilla(draw: ImageDraw.ImageDraw, letter: Box, size: float, thick: float) -> None:
    middle, bottom = (letter[0] + letter[2]) / 2 + size * 0.02, letter[3]
    line = round(thick * 0.75)
    draw.line((middle, bottom - line / 2, middle - size * 0.02, bottom + size * 0.06), fill=255, width=line)
    hook = (middle - size * 0.1, bottom + size * 0.035, middle + size * 0.075, bottom + size * 0.19)
    draw.arc(hook, 260, 480, fill=255, width=line)


_DRAWERS: dict[str, Drawer] = {
    "\u0300": _grave,
    "\u0301": _acute,
    "\u0302": _circumflex,
    "\u0308": _diaeresis,
    "\u0327": _cedilla,
}


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font
