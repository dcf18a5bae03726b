"""The figures for the person in charge.

They are computed from counts, said in words, drawn, and given by the command.
"""

from __future__ import annotations

import io
import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.commands.stats import stats as command
from bot.conversation.lettering import box
from bot.conversation.pictures import MARGIN, WIDTH
from bot.conversation.usage import CARDS, FEEDBACK, NEEDS, OUTCOMES, Use
from bot.storage.store import Store
from bot.watching.inspection import Inspected
from bot.watching.stats import Stats, ThemeUse, as_json, compute, told
from bot.watching.stats_picture import layout, picture

if TYPE_CHECKING:
    from knowledge.collection import Collection

SMALL = Path(__file__).parents[2] / "knowledge" / "small"
SINCE, UNTIL = date(2026, 10, 25), date(2026, 11, 23)
TALLIES = {"chats": 12, "following": 3, "paused": 1, "unmatched": 2}
USED = {
    Use(NEEDS, "found"): 1200,
    Use(NEEDS, "nothing"): 3,
    Use("found", "mobilite"): 7,
    Use("nothing", "mobilite"): 2,
    Use("unsure", "logement"): 12,
    Use("nothing", ""): 1,
    Use(CARDS, "45"): 2,
    Use(CARDS, "7"): 4,
    Use(CARDS, "disparue"): 1,
    Use(FEEDBACK, "useful"): 5,
}
SEEN = Inspected(140, datetime(2026, 11, 22, 5, tzinfo=UTC), {"sent": 9}, 4)


def _stats(used: dict[Use, int] = USED) -> Stats:
    return compute(used, TALLIES, SEEN, SINCE, UNTIL)


def test_themes_and_cards_come_most_asked_first() -> None:
    found = _stats()
    assert found.asked == 1203
    assert [(each.theme, each.needs, each.unsure) for each in found.themes] == [
        ("logement", 12, 12),
        ("mobilite", 9, 2),
        ("", 1, 1),
    ]
    assert found.cards == (("7", 4), ("45", 2), ("disparue", 1))
    assert found.feedback == {"useful": 5, "useless": 0, "reason": 0, "error": 0}
    assert found.aids_days == 1


def test_the_words_hold_every_figure(collection: Collection) -> None:
    text = told(_stats(), collection).replace("\u202f", " ")
    for said in (
        "1 203 besoins exprimés : 1 200 avec réponse, 0 sans certitude, 3 sans réponse.",
        "• Logement : 12 (dont 12 sans réponse sûre)",
        "• Sans thème reconnu : 1",
        f"• 7, {collection.cards['7'].title} : 4",
        "• disparue : 1",
        "5 « utile »",
        "12 conversations suivies, 3 abonnements et 1 en pause, 2 besoins restés sans réponse",
        "140 aides ouvertes, lues il y a 1 jour ; 4 messages de la semaine envoyés",
    ):
        assert said in text
    assert len(text) < 4096


def test_nothing_done_is_said_too(collection: Collection) -> None:
    text = told(
        compute({}, TALLIES, Inspected(trouble="la base est prise"), SINCE, UNTIL), collection
    )
    assert "Aucun besoin exprimé" in text
    assert "la base est prise" in text


_COUNTS = st.dictionaries(st.sampled_from(OUTCOMES), st.integers(1, 99_999), min_size=1)


@given(
    st.lists(_COUNTS, max_size=12),
    st.lists(st.integers(1, 99_999), max_size=10),
    st.integers(0, 75),
)
@settings(max_examples=15, deadline=None)
def test_no_text_runs_off_the_picture(
    collection: Collection, themes: list[dict[str, int]], cards: list[int], first: int
) -> None:
    ids = list(collection.cards)[first:]
    used = {
        Use(outcome, theme): times
        for theme, each in zip(collection.themes, themes, strict=False)
        for outcome, times in each.items()
    }
    used |= {Use(CARDS, card): times for card, times in zip(ids, cards, strict=False)}
    used |= {Use(NEEDS, outcome): 99_999 for outcome in OUTCOMES}
    page = layout(_stats(used), collection)
    for line in page.lines:
        left, _, right, _ = box(line.text, line.size, strong=line.strong)
        assert MARGIN - 2 <= line.x + left <= line.x + right <= WIDTH - MARGIN + 2, line.text
    assert all(
        MARGIN <= each.left < each.right <= WIDTH - MARGIN and each.bottom < page.height
        for each in page.boxes
    )


def test_the_picture_is_a_png_as_wide_as_a_phone(collection: Collection) -> None:
    image = Image.open(io.BytesIO(picture(_stats(), collection)))
    assert (image.format, image.width) == ("PNG", WIDTH)


def test_the_figures_survive_json() -> None:
    found = json.loads(json.dumps(as_json(_stats())))
    assert (found["since"], found["needs"]["found"]) == ("2026-10-25", 1200)
    assert found["inspected"]["aids_as_of"] == "2026-11-22T05:00:00+00:00"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAMBOUR_DATABASE", str(tmp_path / "tambour.db"))
    monkeypatch.setenv("TAMBOUR_COLLECTION", str(SMALL))
    with closing(Store(tmp_path / "tambour.db")) as store:
        store.count({(datetime.now(UTC).date(), use): times for use, times in USED.items()})
    return tmp_path


def test_the_command_tells_and_draws(database: Path) -> None:
    drawn = database / "stats.png"
    done = CliRunner().invoke(command, ["--picture", str(drawn)])
    assert (done.exit_code, "Fiches les plus ouvertes" in done.stdout) == (0, True)
    assert drawn.read_bytes().startswith(b"\x89PNG")
    found = json.loads(CliRunner().invoke(command, ["--json", "--days", "1"]).stdout)
    assert found["themes"][0] == {"theme": "logement", "outcomes": {"unsure": 12}}


def test_a_picture_that_cannot_be_written_is_a_clear_error(database: Path) -> None:
    done = CliRunner().invoke(command, ["--picture", str(database / "none" / "stats.png")])
    assert (done.exit_code, "ne peut pas être écrit" in done.output) == (1, True)


def test_a_theme_is_counted_whatever_its_outcomes() -> None:
    assert ThemeUse("mobilite", {"found": 3, "aids": 2}).needs == 5
