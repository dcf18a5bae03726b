"""The commands of live aids as an operator calls them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.commands import aids as commands
from bot.commands.aids import _day
from bot.errors import SettingError, ToldError
from bot.settings import read_aids_settings
from knowledge.live_aids.aides_territoires import Timing
from tests.aides_territoires_stand_in.stand_in import KEY
from tests.live_aids.conftest import NOW, TODAY
from tests.live_aids.test_memory import HELD

if TYPE_CHECKING:
    from click.testing import Result

    from bot.conversation.world import World
    from knowledge.live_aids.memory import Memory
    from tests.aides_territoires_stand_in.stand_in import StandIn

EXAMPLE = str(Path(__file__).parent / "curated" / "aides.yaml")


class Tambour:
    """Runs the commands with the database of `memory` and the settings given."""

    def __init__(self, memory: Memory) -> None:
        self.environment = {"TAMBOUR_DATABASE": str(memory._file.path)}

    def __call__(self, *arguments: str) -> Result:
        return CliRunner(env=self.environment).invoke(commands.aids, arguments)

    def listed(self, *arguments: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in self("list", "--json", *arguments).stdout.splitlines()]


@pytest.fixture
def tambour(memory: Memory, world: World, monkeypatch: pytest.MonkeyPatch) -> Tambour:
    monkeypatch.setattr(commands, "_now", lambda: NOW)
    monkeypatch.setattr("bot.world.bootstrap.build_world", lambda _folder: world)
    for name in [name for name in os.environ if name.startswith("TAMBOUR_")]:
        monkeypatch.delenv(name)
    return Tambour(memory)


def test_a_curator_s_file_is_added_then_listed_by_deadline(tambour: Tambour) -> None:
    done = tambour("add", EXAMPLE)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Tambour : 2 aides, dont 2 nouvelles, 0 modifiée, 0 rouverte, 0 fermée\n"
    first, second = tambour.listed()
    assert (first["id"], first["deadline"], first["state"], first["version"]) == (
        "cur-fonds-cafe-2026",
        "2026-12-15",
        "closing",
        1,
    )
    assert (second["kinds"], second["places"], second["closed"]) == (["grant"], [], None)
    assert [each["id"] for each in tambour.listed("--state", "new")] == ["cur-navette"]
    assert tambour("list").stdout.splitlines()[0] == (
        "cur-fonds-cafe-2026  closing  15/12/2026  Ouvrir un café associatif (Fondation d'exemple, "
        "Aisne, CC de la Thiérache du Centre, Soissons)"
    )
    assert "0 nouvelle" in tambour("add", EXAMPLE).stderr


@pytest.mark.parametrize("deadline", ["22/11/2026", "2026-09-30", "01/01/2025"])
def test_a_deadline_that_is_past_is_warned_about(
    tambour: Tambour, tmp_path: Path, deadline: str
) -> None:
    path = tmp_path / "aides.yaml"
    text = (
        Path(EXAMPLE)
        .read_text(encoding="utf-8")
        .replace("15/12/2026", deadline)
        .replace("2026-09-01", "2024-09-01")
    )
    path.write_text(text, encoding="utf-8")
    done = tambour("add", str(path))
    assert done.exit_code == 0
    assert (
        "attention : « Ouvrir un café associatif » (cur-fonds-cafe-2026) a fermé le " in done.stderr
    )


def test_a_file_with_mistakes_adds_nothing(tambour: Tambour, tmp_path: Path) -> None:
    path = tmp_path / "aides.csv"
    path.write_text("id;name\ncafe;Café\n", encoding="utf-8")
    done = tambour("add", str(path))
    assert done.exit_code == 1
    assert f"{path}:2: url: champ manquant ; ajoutez-le" in done.stdout
    assert "rien n’est ajouté" in done.stderr
    assert tambour.listed() == []


def test_held_entries_are_listed_accepted_and_refused(tambour: Tambour, memory: Memory) -> None:
    memory.hold("f", [HELD, replace(HELD, id="rss-2", name="Toiture")], NOW)
    assert [(each["id"], each["received"]) for each in tambour.listed("--held")] == [
        ("rss-1", str(TODAY)),
        ("rss-2", str(TODAY)),
    ]
    assert tambour("accept", "rss-1").exit_code == tambour("refuse", "rss-2").exit_code == 0
    assert (tambour.listed("--held"), [each["id"] for each in tambour.listed()]) == ([], ["rss-1"])
    assert isinstance(tambour("accept", "rss-9").exception, ToldError)


DEADLINES = [  # what the text says, what is given, what the curator is told
    (
        "Deux roues",
        None,
        "elle n’a pas de date limite ; donnez-la : tambour aids accept rss-1 --deadline ",
    ),
    (
        "Avant le 31 janvier 2027.",
        None,
        "son texte semble dire le 31/01/2027 ; donnez-la : tambour aids accept rss-1",
    ),
    ("Deux roues", "01/02/2027", ""),
    ("Deux roues", "2027-02-01", ""),
    ("Deux roues", "01/02/2026", "sa date limite (01/02/2026) est passée"),
]


@pytest.mark.parametrize(("what", "given", "said"), DEADLINES)
def test_accepting_an_entry_asks_for_its_deadline(
    tambour: Tambour, memory: Memory, what: str, given: str | None, said: str
) -> None:
    memory.hold("f", [replace(HELD, what=what)], NOW)
    done = tambour("accept", "rss-1", *(("--deadline", given) if given else ()))
    assert done.exit_code == 0
    assert said in done.stderr
    assert ("date limite" in done.stderr) == bool(said)
    (listed,) = tambour.listed()
    assert listed["deadline"] == (str(_day(given)) if given else None)


@pytest.mark.parametrize("given", ["31/02/2027", "demain", "15-12-2026"])
def test_a_deadline_that_is_no_date_is_told(tambour: Tambour, memory: Memory, given: str) -> None:
    memory.hold("f", [HELD], NOW)
    done = tambour("accept", "rss-1", "--deadline", given)
    assert (
        done.exit_code,
        f"« {given} » n’est pas une date ; écrivez 15/12/2026" in done.stderr,
    ) == (2, True)
    assert tambour.listed() == []


def test_a_change_is_listed_with_what_it_was_then_taken_or_left(
    tambour: Tambour, memory: Memory
) -> None:
    memory.hold("f", [HELD], NOW)
    tambour("accept", "rss-1", "--deadline", "01/02/2027")
    memory.hold("f", [replace(HELD, name="Appel prolongé jusqu’au 1er mars 2027")], NOW)
    assert (
        "changée : « Appel » devient « Appel prolongé jusqu’au 1er mars 2027 »"
        in tambour("list", "--held").stdout
    )
    (held,) = tambour.listed("--held")
    assert isinstance(shown := held["shown"], dict)
    assert (held["why"], shown["name"], shown["deadline"]) == ("changed", "Appel", "2027-02-01")
    done = tambour("accept", "rss-1")
    assert "sa date limite reste le 01/02/2027 ; son texte semble dire le 01/03/2027" in done.stderr
    memory.hold("f", [HELD], NOW)
    assert "son changement n’est pas repris" in tambour("refuse", "rss-1").stderr
    assert tambour.listed()[0]["name"] == "Appel prolongé jusqu’au 1er mars 2027"


def test_an_aid_of_a_file_is_withdrawn(tambour: Tambour) -> None:
    tambour("add", EXAMPLE)
    done = tambour("withdraw", "cur-navette")
    assert (done.exit_code, "cur-navette n’est plus proposée" in done.stderr) == (0, True)
    assert [each["id"] for each in tambour.listed("--state", "closed")] == ["cur-navette"]
    assert tambour("withdraw", "cur-navette").exit_code == 0
    assert isinstance(tambour("withdraw", "cur-inconnue").exception, ToldError)
    assert "tambour aids refuse" in tambour("withdraw", "rss-1").stderr


def test_a_sync_reports_and_fails_when_a_source_does(
    tambour: Tambour, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = tambour("sync")
    assert (done.exit_code, "pas de clé" in done.stderr) == (0, True)
    tambour.environment |= {
        "TAMBOUR_AIDES_TERRITOIRES_TOKEN": KEY,
        "TAMBOUR_AIDES_TERRITOIRES_API": stand_in.api,
    }
    monkeypatch.setattr(Timing.__init__, "__defaults__", (lambda: 0.0, lambda _seconds: None))
    done = tambour("sync")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "premier remplissage" in done.stderr
    stand_in.troubles.down = True
    done = tambour("sync")
    assert done.exit_code == 1
    assert "ne répond pas (réponse 503" in done.stderr
    assert KEY not in done.output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AIDES_TERRITOIRES_TOKEN", "clé accentuée"),
        ("AIDES_TERRITOIRES_API", "api"),
        ("FEEDS", "https://a.test/rss ftp://b.test"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=f"TAMBOUR_{name}"):
        read_aids_settings({f"TAMBOUR_{name}": value}, tmp_path / ".env")


def test_no_setting_is_needed_and_the_key_is_not_shown(tmp_path: Path) -> None:
    assert read_aids_settings({}, tmp_path / ".env").token == ""
    settings = read_aids_settings(
        {"TAMBOUR_AIDES_TERRITOIRES_TOKEN": KEY, "TAMBOUR_FEEDS": "https://a.fr https://b.fr"},
        tmp_path / ".env",
    )
    assert settings.feeds == ("https://a.fr", "https://b.fr")
    assert KEY not in repr(settings)
