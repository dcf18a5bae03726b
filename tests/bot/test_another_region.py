"""Another region's collection, made up, of three cards: every command works on it once one setting names its folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import tambour
from bot.errors import SettingError

SMALL = Path(__file__).parent.parent / "knowledge" / "small"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The settings of the other region's bot, for this process and for others."""
    chosen = {
        "XDG_CACHE_HOME": str(tmp_path),
        "TAMBOUR_DATABASE": str(tmp_path / "tambour.db"),
        "TAMBOUR_COLLECTION": str(SMALL),
    }
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    return chosen


def test_the_conversation_is_that_of_the_other_region(settings: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "tambour", "chat"],
        input="bonjour\nnavette pour le marché\nla 1\nthèmes\nje suis à Ambreville\nautodiagnostic\n",
        capture_output=True,
        text=True,
        env={"PATH": os.defpath} | settings,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for expected in (
        "Région de l’Onde",
        "Une navette pour le marché (fiche 1)",
        "Fiche 1.",
        "Mieux vivre au village",
        "Ambreville",
    ):
        assert expected in done.stdout
    for ours in ("Hauts-de-France", "Château-Thierry", "(fiche 45)"):
        assert ours not in done.stdout


@pytest.mark.usefixtures("settings")
def test_every_command_on_the_collection_reads_the_other_one() -> None:
    def run(*arguments: str) -> str:
        return CliRunner().invoke(tambour, arguments, catch_exceptions=False).output

    assert [result["id"] for result in json.loads(run("search", "--json", "navette"))["results"]][:2] == ["1", "A"]
    assert [json.loads(line)["id"] for line in run("cards", "--json").splitlines()] == ["1", "2", "A"]
    assert run("card", "2").startswith("Fiche 2. Une fête")
    assert "aucun problème" in run("check")


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("command", ["search", "check", "card"])
def test_a_folder_that_holds_no_collection_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("TAMBOUR_COLLECTION", str(tmp_path / "absent"))
    with pytest.raises(SettingError, match="TAMBOUR_COLLECTION ne désigne pas un recueil"):
        CliRunner().invoke(tambour, [command, "1"], catch_exceptions=False)
