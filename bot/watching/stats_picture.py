"""The figures of what people looked for as a picture for a phone.

It shows needs by theme and outcome, and the cards most opened.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from bot.conversation.days import in_words
from bot.conversation.lettering import fitted, width, wrapped
from bot.conversation.notices import notice
from bot.conversation.pictures import MARGIN, WIDTH, Box, Line, PicturePage, draw
from bot.conversation.texts import number
from bot.conversation.usage import AIDS, OUTCOMES
from bot.watching.stats import card_title, theme_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.watching.stats import Stats
    from knowledge.collection import Collection

_SOFT, _PLAIN = "#566070", "#7C8795"
# From deep blue to orange: also told apart by who does not see red or green.
_COLOURS = {"found": "#1F4E8C", "unsure": "#EDB244", "nothing": "#D1622B", AIDS: "#6FA8DC"}
_BARS = 470  # where bars begin; names begin at the margin
_END = WIDTH - MARGIN - 140  # where the longest bar ends; its number follows
_MOST_THEMES, _MOST_CARDS = 10, 8
_TITLE = 34


def picture(stats: Stats, collection: Collection) -> bytes:
    """Return the picture as a PNG."""
    return draw(layout(stats, collection))


def layout(stats: Stats, collection: Collection) -> PicturePage:
    """Lay the figures out.

    They are the period, totals, a bar for each theme cut by outcome, and a bar for each card.
    """
    page = PicturePage(MARGIN + 44)
    page.lines.append(Line(MARGIN, page.y, notice("stats_title"), 52, strong=True))
    page.y += 48
    period = f"{in_words(stats.since, weekday=False)} - {in_words(stats.until, weekday=False)}"
    page.lines.append(Line(MARGIN, page.y, period, 32, _SOFT))
    _add_totals(page, stats)
    _add_legend(page)
    themes = stats.themes[:_MOST_THEMES]
    _add_title(page, notice("stats_themes"), not themes)
    for each in themes:
        _add_row(page, theme_name(each.theme, collection), each.outcomes, themes[0].needs)
    cards = stats.cards[:_MOST_CARDS]
    _add_title(page, notice("stats_cards"), not cards)
    for card, times in cards:
        _add_row(page, f"{card}. {card_title(card, collection)}", {"": times}, cards[0][1])
    return page


def _add_totals(page: PicturePage, stats: Stats) -> None:
    """Say in large numbers what was asked, and how many follow the aids."""
    totals = (
        (stats.asked, notice("stats_needs")),
        (stats.needs["nothing"], notice("outcome_nothing")),
        (stats.feedback["useful"], notice("stats_useful")),
        (stats.tallies.get("following", 0), notice("stats_following")),
    )
    page.y += 84
    column = (WIDTH - 2 * MARGIN) / len(totals)
    for position, (count, label) in enumerate(totals):
        x = MARGIN + position * column
        page.lines.append(Line(x, page.y, number(count), 60, strong=True))
        page.lines.append(Line(x, page.y + 44, fitted(label, 30, column - 16), 30, _SOFT))
    page.y += 44


def _add_legend(page: PicturePage) -> None:
    """Say what each colour means, on as many lines as needed."""
    page.y += 66
    x = float(MARGIN)
    for outcome in OUTCOMES:
        name = notice(f"outcome_{outcome}")
        end = x + 42 + width(name, 28)
        if end > WIDTH - MARGIN:
            page.y += 44
            x, end = MARGIN, MARGIN + end - x
        page.boxes.append(Box(x, page.y - 23, x + 30, page.y + 3, _COLOURS[outcome]))
        page.lines.append(Line(x + 42, page.y, name, 28))
        x = end + 32


def _add_title(page: PicturePage, title: str, is_empty: bool) -> None:
    page.y += 80
    page.lines.append(Line(MARGIN, page.y, title, _TITLE, strong=True))
    if is_empty:
        page.y += 52
        page.lines.append(Line(MARGIN, page.y, notice("stats_none"), 30, _SOFT))


def _add_row(page: PicturePage, name: str, parts: Mapping[str, int], longest: int) -> None:
    """Lay out a name, a bar, and the count.

    The bar is as long as the count against the longest, cut by outcome.
    """
    lines = wrapped(name, 30, _BARS - 24 - MARGIN)[:2]
    if len(lines) == 2:
        lines[1] = fitted(
            " ".join(wrapped(name, 30, _BARS - 24 - MARGIN)[1:]), 30, _BARS - 24 - MARGIN
        )
    page.y += 56
    for position, line in enumerate(lines):
        page.y += 36 if position else 0
        page.lines.append(Line(MARGIN, page.y, line, 30))
    middle = page.y - 10 - 18 * (len(lines) - 1)
    unit = (_END - _BARS) / max(longest, 1)
    ends = list(accumulate(parts.values()))
    for outcome, start, end in zip(parts, (0, *ends), ends, strict=False):
        right = max(_BARS + end * unit, _BARS + start * unit + 3)
        page.boxes.append(
            Box(
                _BARS + start * unit, middle - 15, right, middle + 15, _COLOURS.get(outcome, _PLAIN)
            )
        )
    page.lines.append(Line(_BARS + ends[-1] * unit + 16, middle + 11, number(ends[-1]), 30))
