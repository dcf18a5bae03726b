"""The result of the self-assessment as a picture for a phone: laid out first, then drawn."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from bot.conversation.assessment import reached
from bot.conversation.labels import label
from bot.conversation.lettering import SCALE, fitted, paint, width, wrapped

if TYPE_CHECKING:
    from bot.conversation.assessment import Part, Result, Standing
    from knowledge.assessment import AssessmentLevel

WIDTH = 1080
MARGIN = 52
UNANSWERED = label("no_answer")
BEFORE = label("time_before")
_BARS, _LABELS = 440, 788  # where the columns begin; names begin at the margin
_BAR_WIDTH, _BAR_HEIGHT, _STEP_GAP = 324, 30, 6
_INK, _SOFT, _PAPER, _EMPTY, _STROKES = "#1B2433", "#566070", "#FFFFFF", "#E6E9ED", "#C3C9D1"
# From orange to deep blue: also told apart by who does not see red or green. The first is the
# lowest level's.
_COLOURS = ("#D1622B", "#EDB244", "#6FA8DC", "#1F4E8C")


@dataclass(frozen=True)
class Line:
    """A line of text that begins at x, y."""

    x: float
    y: float
    text: str
    size: int
    colour: str = _INK
    strong: bool = False


@dataclass(frozen=True)
class Box:
    """A rounded box; a hatched one is for what has no answer."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str = _EMPTY
    hatched: bool = False


@dataclass
class PicturePage:
    """What stands on the picture so far, and how far down it goes."""

    y: float = 0
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How high the picture is."""
        return int(self.y) + MARGIN


def draw(page: PicturePage) -> bytes:
    """Return a page as a PNG."""
    image = Image.new("RGB", (WIDTH * SCALE, page.height * SCALE), _PAPER)
    for box in page.boxes:
        _draw_box(image, box)
    for line in page.lines:
        paint(image, (line.x, line.y), line.text, line.size, line.colour, strong=line.strong)
    written = io.BytesIO()
    image.reduce(SCALE).quantize(128, Image.Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()


def layout(result: Result, where: str, when: str) -> PicturePage:
    """Lay a result out.

    It has a title, place and day, what the colours mean, then each challenge and its themes.
    """
    page = PicturePage(MARGIN)
    page.y += 44
    count = label("count_of_answers", answered=result.whole.answered, total=result.whole.total)
    page.lines.append(Line(MARGIN, page.y, label("assessment"), 58, strong=True))
    page.lines.append(Line(WIDTH - MARGIN - width(count, 32), page.y, count, 32, _SOFT))
    page.y += 6
    for line in wrapped(f"{where} · {when}" if where else when, 32, WIDTH - 2 * MARGIN):
        page.y += 44
        page.lines.append(Line(MARGIN, page.y, line, 32, _SOFT))
    _add_legend(page, result)
    for part in result.parts:
        _add_part(page, part, result.levels)
    return page


def _add_legend(page: PicturePage, result: Result) -> None:
    """Say what each colour means, from left to right, on as many lines as needed."""
    entries = [
        (level.label, Box(0, 0, 30, 26, _colour(level, result.levels))) for level in result.levels
    ]
    entries.append((UNANSWERED, Box(0, 0, 30, 26, _EMPTY, hatched=True)))
    if any(theme.before is not None for theme in result.themes):
        entries.append((BEFORE, Box(12, -4, 18, 30, _INK)))
    page.y += 54
    x = float(MARGIN)
    for name, sign in entries:
        end = x + 42 + width(name, 28)
        if end > WIDTH - MARGIN:
            page.y += 44
            x, end = MARGIN, MARGIN + end - x
        top = page.y - 23
        page.boxes.append(
            Box(
                x + sign.left,
                top + sign.top,
                x + sign.right,
                top + sign.bottom,
                sign.colour,
                sign.hatched,
            )
        )
        page.lines.append(Line(x + 42, page.y, name, 28))
        x = end + 32


def _add_part(page: PicturePage, part: Part, levels: tuple[AssessmentLevel, ...]) -> None:
    """Lay a challenge out.

    It has its title, its level, a thin bar all along, then a row for each theme.
    """
    page.y += 76
    indent = MARGIN + 42
    page.lines.append(Line(MARGIN, page.y, f"{part.challenge.id}.", 34, strong=True))
    for position, line in enumerate(
        wrapped(part.challenge.title, 34, _LABELS - 24 - indent, strong=True)
    ):
        page.y += 42 if position else 0
        page.lines.append(Line(indent, page.y, line, 34, strong=True))
    _add_label(page, part.challenge, levels, strong=True)
    page.y += 18
    _add_bar(page, part.challenge, levels, Box(MARGIN, page.y, WIDTH - MARGIN, page.y + 10))
    page.y += 8
    for theme in part.themes:
        page.y += 56
        page.lines.append(Line(MARGIN, page.y, fitted(theme.short, 33, _BARS - 20 - MARGIN), 33))
        top = page.y - 26
        _add_bar(page, theme, levels, Box(_BARS, top, _BARS + _BAR_WIDTH, top + _BAR_HEIGHT))
        _add_label(page, theme, levels)


def _add_bar(
    page: PicturePage, standing: Standing, levels: tuple[AssessmentLevel, ...], room: Box
) -> None:
    """Fill as many steps as the mean level goes.

    The lowest level fills one, so that it differs from no answer at all.
    """
    step = (room.right - room.left + _STEP_GAP) / len(levels)
    for position in range(len(levels)):
        left = room.left + position * step
        right = left + step - _STEP_GAP
        page.boxes.append(Box(left, room.top, right, room.bottom, hatched=standing.mean is None))
        if standing.mean is not None and standing.mean + 1 > position:
            colour = _colour(reached(levels, standing.mean), levels)
            page.boxes.append(
                Box(
                    left, room.top, min(right, _end(standing.mean, room, step)), room.bottom, colour
                )
            )
    if standing.before is not None:
        x = _end(standing.before, room, step)
        page.boxes.append(Box(x - 6, room.top - 5, x + 6, room.bottom + 5, _PAPER))
        page.boxes.append(Box(x - 3, room.top - 5, x + 3, room.bottom + 5, _INK))


def _end(mean: float, room: Box, step: float) -> float:
    """Return where a bar ends: the gap between two steps is not part of them."""
    whole, rest = divmod(mean + 1, 1)
    return room.left + whole * step + (rest * (step - _STEP_GAP) if rest else -_STEP_GAP)


def _add_label(
    page: PicturePage,
    standing: Standing,
    levels: tuple[AssessmentLevel, ...],
    *,
    strong: bool = False,
) -> None:
    """Say the level in words, at the end of its row."""
    text, colour = (
        (UNANSWERED, _SOFT)
        if standing.mean is None
        else (reached(levels, standing.mean).label, _INK)
    )
    page.lines.append(
        Line(
            _LABELS,
            page.y,
            fitted(text, 28, WIDTH - MARGIN - _LABELS, strong=strong),
            28,
            colour,
            strong,
        )
    )


def _colour(level: AssessmentLevel, levels: tuple[AssessmentLevel, ...]) -> str:
    return _COLOURS[round(levels.index(level) * (len(_COLOURS) - 1) / (len(levels) - 1))]


def _draw_box(image: Image.Image, box: Box) -> None:
    """Draw a box, with slanted strokes where it is hatched."""
    left, top, right, bottom = (
        round(side * SCALE) for side in (box.left, box.top, box.right, box.bottom)
    )
    size = (max(right - left, 1), max(bottom - top, 1))
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, size[0] - 1, size[1] - 1), min(4 * SCALE, *(side // 2 for side in size)), 255
    )
    filling = Image.new("RGB", size, box.colour)
    if box.hatched:
        pen = ImageDraw.Draw(filling)
        for x in range(-size[1], size[0], 9 * SCALE):
            pen.line((x, size[1], x + size[1], 0), _STROKES, 2 * SCALE)
    image.paste(filling, (left, top), mask)
