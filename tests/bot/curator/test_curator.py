"""The curator's week, press by press.

It is what is shown, what is written, and what becomes of the list.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.channels.keeper import Keeper
from bot.channels.plain import plain
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import LONGEST_DATA, LONGEST_TEXT
from bot.conversation.session import Note
from bot.conversation.texts import typeset
from bot.curator.admin import service
from bot.curator.needs import mark_of
from bot.curator.office import Office
from bot.storage.store import Store
from bot.watching.health import Condition
from bot.world.reload import Reloader
from matching.learning import file_of
from tests.bot.world.test_reload import Here, world_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.replies import Button, Reply

pytestmark = pytest.mark.slow

SMALL = Path(__file__).parent.parent.parent / "knowledge" / "small"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADMIN = "4242"
NEARLY = "navette spatiale télescope orbital"  # near card 1, and not enough
FAR = "télescope orbital"


class Desk:
    """An administrator at work: presses buttons by their label, and reads."""

    def __init__(self, folder: Path, database: Path) -> None:
        self.copy: Path | None = folder
        self.store = Store(database)
        self.reloader = Reloader(folder, Here())
        self.keeper = Keeper(world_of(folder), self.store, self.reloader)
        self.replies: tuple[Reply, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(plain(reply.text) for reply in self.replies).replace("\u202f", " ")

    @property
    def buttons(self) -> list[Button]:
        return [button for reply in self.replies for row in reply.rows for button in row]

    @property
    def needs(self) -> list[str]:
        return [each.need for each in self.store.unmatched()]

    def asked(self, *needs: str) -> None:
        """Let needs be asked in vain, the first one most often."""
        for times, need in enumerate(reversed(needs), 1):
            for _ in range(times):
                self.store.keep_note(Note("unmatched", need), date(2026, 11, 20))

    def do(self, event: Event) -> None:
        found = service(event)
        assert found, f"{event} is no request of an administrator"
        condition = Condition(NOW, NOW, collection=self.reloader.trouble)
        reload = self.reloader.hasten if self.copy == self.reloader.folder else None
        office = Office(ADMIN, self.keeper.world, self.store, condition, NOW, self.copy, reload)
        self.replies = found.work(office, found.argument)
        assert all(len(button.data.encode()) <= LONGEST_DATA for button in self.buttons)
        assert all(len(reply.text) <= LONGEST_TEXT for reply in self.replies)

    def press(self, label: str) -> None:
        pressed = next(
            (each for each in self.buttons if each.label.startswith(typeset(label))), None
        )
        assert pressed, f"no button {label} among {[button.label for button in self.buttons]}"
        self.do(Pressed(pressed.data))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "knowledge"))


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(folder, tmp_path / "tambour.db")
    with closing(desk.store):
        yield desk


def test_the_week_begins_with_what_waits(desk: Desk) -> None:
    desk.asked(NEARLY, FAR)
    desk.store.keep_note(Note("error", "le numéro est faux", "1"), NOW.date())
    desk.do(Commanded("curateur"))
    assert "2 besoins restés sans réponse" in desk.text
    assert "1 erreur signalée" in desk.text


def test_a_need_is_shown_with_its_nearest_cards_and_its_unknown_words(desk: Desk) -> None:
    desk.asked(NEARLY)
    desk.do(Commanded("curateur"))
    desk.press("Besoins sans réponse")
    assert f"« {NEARLY} »" in desk.text
    assert "1, Une navette pour le marché" in desk.text
    assert "spatiale, télescope, orbital" in desk.text


def test_an_accepted_need_is_taught_to_the_running_bot(desk: Desk) -> None:
    asked = desk.keeper.handle("test", Said(NEARLY), NOW)[1]
    assert "rien trouvé" in asked[0].text
    desk.do(Commanded("curateur"))
    desk.press("Besoins sans réponse")
    desk.press("Ajouter à la 1")
    assert f"+ - {NEARLY}" in " ".join(desk.text.split())
    assert desk.needs == []
    asked = desk.keeper.handle("test", Said(NEARLY), NOW + timedelta(seconds=1))[1]
    assert "Une navette pour le marché" in asked[0].text


def test_the_acts_are_logged_with_who_did_them_and_not_with_the_words(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.asked(NEARLY, FAR)
    desk.do(Pressed("cur-need"))
    desk.press("Ajouter à la 1")
    desk.do(Pressed(f"cur-aside:{mark_of(FAR)}"))
    assert [record.getMessage() for record in caplog.records] == [
        f"admin {ADMIN}: need {mark_of(NEARLY)} taught to card 1",
        f"admin {ADMIN}: need {mark_of(FAR)} is aside",
    ]


@pytest.mark.parametrize("act", ["cur-add:{mark}:1", "cur-aside:{mark}", "cur-out:{mark}"])
def test_pressed_twice_it_is_done_once_and_kindly_said(desk: Desk, act: str) -> None:
    desk.asked(NEARLY)
    for _ in range(2):
        desk.do(Pressed(act.format(mark=mark_of(NEARLY))))
    assert "n’est plus dans la liste" in desk.text
    path = file_of("1", desk.reloader.folder / "cards")
    assert path
    assert path.read_text(encoding="utf-8").count(NEARLY) == act.startswith("cur-add")


def test_a_need_set_aside_stays_so_when_asked_again(desk: Desk) -> None:
    desk.asked(NEARLY)
    desk.do(Pressed("cur-need"))
    desk.press("Mettre de côté")
    desk.asked(NEARLY)
    assert desk.needs == []


def test_any_card_can_be_chosen_by_its_theme(desk: Desk) -> None:
    desk.asked(FAR)
    desk.do(Pressed("cur-need"))
    desk.press("Ajouter à une autre fiche")
    themes = [each for each in desk.buttons if each.data.startswith("cur-theme")]
    assert len(themes) == len(desk.keeper.world.collection.themes)
    offered: list[str] = []
    for theme in themes:
        desk.do(Pressed(theme.data))
        offered += [
            each.data.rpartition(":")[2] for each in desk.buttons if each.data.startswith("cur-add")
        ]
    assert sorted(offered) == sorted(desk.keeper.world.collection.cards)
    desk.do(Pressed(f"cur-add:{mark_of(FAR)}:2"))
    assert (f"+ - {FAR}" in " ".join(desk.text.split()), desk.needs) == (True, [])


@pytest.mark.parametrize(
    "act",
    [
        "cur-add:{mark}:1",
        "cur-add:{mark}:2",
        "cur-add:{mark}:A",
        "cur-aside:{mark}",
        "cur-out:{mark}",
    ],
)
def test_the_last_press_can_be_undone(desk: Desk, folder: Path, act: str) -> None:
    desk.asked(NEARLY, FAR)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    times = [(each.need, each.times) for each in desk.store.unmatched()]
    for _ in range(2):
        desk.do(Pressed(act.format(mark=mark_of(NEARLY))))
        assert desk.needs == [FAR]
        desk.press("Annuler")
        assert "de nouveau dans la liste" in desk.text
        assert [(each.need, each.times) for each in desk.store.unmatched()] == times
        assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
    desk.press("Revenir au besoin")
    assert f"« {NEARLY} »" in desk.text


def test_what_is_undone_twice_is_kindly_said(desk: Desk) -> None:
    desk.asked(NEARLY)
    for _ in range(2):
        desk.do(Pressed(f"cur-undo:{mark_of(NEARLY)}:1:1"))
    assert "n’est plus dans la liste" in desk.text


@pytest.mark.parametrize(
    "need",
    [
        "une blague sur les maires",
        "SELECT * FROM users;",
        "navette spatiale mdr",
        "print('navette')",
    ],
)
def test_a_joke_or_code_is_offered_no_card(desk: Desk, need: str) -> None:
    desk.asked(need)
    desk.do(Pressed("cur-need"))
    assert "Aucune fiche n’en est proche" in desk.text
    assert not [each for each in desk.buttons if each.data.startswith("cur-add")]


def test_what_is_not_covered_is_listed_with_how_often_it_is_asked(desk: Desk) -> None:
    desk.asked(NEARLY)
    desk.do(Pressed("cur-need"))
    desk.press("Hors du recueil")
    desk.asked(NEARLY)
    desk.do(Commanded("curateur"))
    desk.press("Hors du recueil")
    assert (desk.needs, f"{NEARLY} (2 fois)" in desk.text) == ([], True)


def test_one_goes_through_the_list_and_comes_to_its_end(desk: Desk) -> None:
    desk.asked(NEARLY, FAR)
    desk.do(Pressed("cur-need"))
    desk.press("Suivant")
    assert f"« {FAR} »" in desk.text
    assert "Aucune fiche n’en est proche" in desk.text
    desk.press("Suivant")
    assert "Plus aucun besoin" in desk.text


def test_a_need_that_is_found_by_now_leaves_the_list(desk: Desk) -> None:
    desk.asked("navette pour le marché", NEARLY)
    desk.do(Pressed("cur-need"))
    assert (f"« {NEARLY} »" in desk.text, desk.needs) == (True, [NEARLY])


def test_without_a_working_copy_nothing_is_offered_and_it_says_why(desk: Desk) -> None:
    desk.asked(NEARLY)
    desk.copy = None
    desk.do(Pressed("cur-need"))
    assert "TAMBOUR_WORKING_COPY" in desk.text
    assert not any(button.data.startswith("cur-add") for button in desk.buttons)
    desk.do(Pressed(f"cur-add:{mark_of(NEARLY)}:1"))
    assert "Je n’ai rien changé. TAMBOUR_WORKING_COPY" in desk.text
    assert desk.needs == [NEARLY]


def test_a_need_that_can_not_be_taught_stays_in_the_list(desk: Desk, folder: Path) -> None:
    desk.asked(NEARLY)
    (folder / "spelling.yaml").write_text("rien", encoding="utf-8")
    desk.do(Pressed(f"cur-add:{mark_of(NEARLY)}:1"))
    assert "spelling.yaml, ligne 1" in desk.text
    assert desk.needs == [NEARLY]


def test_another_working_copy_is_written_and_the_bot_is_said_not_to_know(
    desk: Desk, tmp_path: Path
) -> None:
    desk.copy = Path(shutil.copytree(SMALL, tmp_path / "clone"))
    desk.asked(NEARLY)
    desk.do(Pressed(f"cur-add:{mark_of(NEARLY)}:1"))
    assert "quand cette copie du recueil sera mise en service" in desk.text


@pytest.mark.parametrize(
    ("kind", "door"),
    [
        ("error", "Erreurs signalées"),
        ("reason", "Avis défavorables"),
        ("unanswered", "Questions sans réponse"),
    ],
)
def test_what_people_said_is_read_and_settled(desk: Desk, kind: str, door: str) -> None:
    for number in range(7):
        desk.store.keep_note(Note(kind, f"message {number}", "1"), NOW.date())
    desk.do(Commanded("curateur"))
    desk.press(door)
    assert ("message 6" in desk.text, "message 1" in desk.text) == (True, False)
    settled = next(
        button.data
        for button in desk.buttons
        if button.label.startswith(typeset("1 : c’est traité"))
    )
    desk.press("1 : c’est traité")
    assert ("message 6" in desk.text, "message 1" in desk.text) == (False, True)
    desk.do(Pressed(settled))
    assert "n’est plus dans la liste" in desk.text
    assert len(desk.store.notes()) == 6


def test_a_refused_collection_is_told_where_the_week_begins(desk: Desk, folder: Path) -> None:
    (folder / "spelling.yaml").write_text("rien", encoding="utf-8")
    for second in range(3):
        desk.keeper.handle("test", Said("marché"), NOW + timedelta(seconds=31 * second))
    desk.do(Commanded("curateur"))
    assert "l’ancien reste en service" in desk.text
    assert "spelling.yaml:1" in desk.text


def test_any_argument_of_a_button_is_answered(desk: Desk) -> None:
    desk.asked(NEARLY)
    from bot.curator.home import PRESSES

    for verb in PRESSES:
        for argument in ("", "x", "0", "99", "²", "-1", "a:b:c", mark_of(NEARLY)):
            desk.do(Pressed(f"{verb}:{argument}"))
            assert desk.text
