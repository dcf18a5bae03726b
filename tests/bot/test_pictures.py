"""The picture of the result.

It is a PNG as wide as a phone, where nothing runs off the edge or over something else.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.conversation.assessment import result
from bot.conversation.lettering import SCALE, box, fitted, paint, width, wrapped
from bot.conversation.pictures import BEFORE, MARGIN, UNANSWERED, WIDTH, draw, layout
from bot.conversation.session import Answered
from knowledge.loading import load_collection

if TYPE_CHECKING:
    from bot.conversation.pictures import Line, PicturePage
    from knowledge.collection import Collection

LONG_NAME = "Communauté d’agglomération de la région de Compiègne et de la Basse Automne"
_ANSWERS = st.dictionaries(st.integers(1, 52).map("q{:02}".format), st.integers(0, 3))


def _page(
    collection: Collection, levels: dict[str, int], before: dict[str, int], where: str = ""
) -> PicturePage:
    return layout(result(collection, Answered(levels), Answered(before)), where, "23 novembre 2026")


def _sides(line: Line) -> tuple[float, float, float, float]:
    left, top, right, bottom = box(line.text, line.size, strong=line.strong)
    return line.x + left, line.y + top, line.x + right, line.y + bottom


@pytest.mark.slow
@given(_ANSWERS, _ANSWERS, st.sampled_from(["", "Lille", LONG_NAME]))
@settings(max_examples=60, deadline=None)
def test_no_text_runs_off_the_edge_or_over_another(
    collection: Collection, levels: dict[str, int], before: dict[str, int], where: str
) -> None:
    page = _page(collection, levels, before, where)
    sides = [_sides(line) for line in page.lines]
    for left, top, right, bottom in sides:
        assert MARGIN - 1 <= left < right <= WIDTH - MARGIN + 1
        assert 0 < top < bottom < page.height
    for position, (left, top, right, bottom) in enumerate(sides):
        for other_left, other_top, other_right, other_bottom in sides[position + 1 :]:
            assert (
                right <= other_left
                or other_right <= left
                or bottom <= other_top
                or other_bottom <= top
            )
    for each in page.boxes:
        assert MARGIN - 1 <= each.left < each.right <= WIDTH - MARGIN + 7
        assert 0 < each.top < each.bottom < page.height


@given(_ANSWERS)
@settings(max_examples=20, deadline=None)
def test_every_theme_has_its_name_and_its_level_in_words(
    collection: Collection, levels: dict[str, int]
) -> None:
    page = _page(collection, levels, {})
    texts = [line.text for line in page.lines]
    computed = result(collection, Answered(levels), Answered())
    assert {theme.short for theme in computed.themes} <= set(texts)
    unanswered = sum(
        each.mean is None
        for each in (*computed.themes, *(part.challenge for part in computed.parts))
    )
    assert texts.count(UNANSWERED) == unanswered + 1
    assert sum(each.hatched for each in page.boxes) == 4 * unanswered + 1


@pytest.mark.parametrize("levels", [{}, {f"q{number:02}": number % 4 for number in range(1, 53)}])
def test_it_is_a_png_as_wide_as_a_phone(collection: Collection, levels: dict[str, int]) -> None:
    content = draw(_page(collection, levels, levels, LONG_NAME))
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    image = Image.open(io.BytesIO(content))
    assert image.width == WIDTH
    assert image.height <= 2 * WIDTH
    assert len(content) < 200_000


def test_the_font_has_every_letter_that_is_shown(collection: Collection) -> None:
    texts = [theme.short for theme in collection.themes.values()] + [
        each.title for each in collection.challenges.values()
    ]
    texts += [level.label for level in collection.assessment.levels] + [
        UNANSWERED,
        BEFORE,
        "Autodiagnostic 1er 23456789 / · …",
    ]
    places = collection.places
    texts += [
        each.name
        for known in (places.communes, places.epcis, places.departments)
        for each in known.values()
    ]
    missing = _painted("\uffff").tobytes()
    letters = set("".join(texts) + "éèêëàâçîïôöùûüÿœæÉÈÀÇÎŸŒÆ«»’–—•") - set(" \u00a0\u202f")
    assert {letter for letter in letters if _painted(letter).tobytes() == missing} == set()


def test_other_levels_than_four_have_their_steps_and_colours() -> None:
    small = load_collection(Path(__file__).parent.parent / "knowledge" / "small")
    page = _page(small, {question.id: 1 for question in small.assessment.items}, {})
    assert all(each.right <= WIDTH - MARGIN + 1 for each in page.boxes)
    assert draw(page)


def _painted(text: str) -> Image.Image:
    image = Image.new("L", (100 * SCALE, 100 * SCALE), 255)
    paint(image, (20, 60), text, 40, "black")
    return image


@given(st.text(st.sampled_from("abÉé î’-œ"), max_size=80), st.integers(60, 400))
@settings(max_examples=60, deadline=None)
def test_text_is_cut_to_its_width(text: str, widest: int) -> None:
    assert width(fitted(text, 28, widest), 28) <= widest
    for line in wrapped(text, 28, widest):
        assert width(line, 28) <= widest


@pytest.mark.parametrize("where", ["Guise", "La Neuville-Bosmont", LONG_NAME])
def test_the_picture_bears_the_name_of_the_commune_and_the_day(
    collection: Collection, where: str
) -> None:
    told = " ".join(line.text for line in _page(collection, {"q01": 2}, {}, where).lines)
    assert f"{where} · 23 novembre 2026" in told


def test_the_picture_of_someone_who_told_no_place_bears_the_day_alone(
    collection: Collection,
) -> None:
    texts = [line.text for line in _page(collection, {"q01": 2}, {}).lines]
    assert "23 novembre 2026" in texts
