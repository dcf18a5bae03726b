"""The real bot learns from an administrator's press, without a restart."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.telegram.running import Process

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn

pytestmark = pytest.mark.process

SMALL = Path(__file__).parents[3] / "knowledge" / "small"
ADMIN = 5550001111
NEED = "navette spatiale télescope orbital"


def test_a_need_accepted_by_a_press_is_found_by_everyone(telegram: StandIn, tmp_path: Path) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "knowledge")
    more = {
        "TAMBOUR_ADMINS": str(ADMIN),
        "TAMBOUR_COLLECTION": str(folder),
        "TAMBOUR_WORKING_COPY": str(folder),
    }
    people = count(6000)

    def is_found() -> bool:
        """Ask as someone who never asked before, so that nobody is too quick."""
        person = next(people)
        telegram.say(person, NEED)
        return "Une navette pour le marché" in telegram.wait_for_messages(person)[0].text

    with Process(telegram, tmp_path, more) as process:
        process.wait_until_ready()
        assert not is_found()
        telegram.say(ADMIN, "/curateur")
        telegram.press(telegram.wait_for_messages(ADMIN)[0], "Besoins sans réponse")
        shown = telegram.wait_for_messages(ADMIN, 2)[1]
        telegram.press(shown, "Ajouter à la 1")
        assert telegram.expect(ADMIN, "Ajouté à la fiche 1") is shown
        telegram.wait(is_found)
        assert process.stop() == 0
    assert f"admin {ADMIN}: need " in process.log
    assert "taught to card 1" in process.log
    assert "le recueil modifié est en service" in process.log
