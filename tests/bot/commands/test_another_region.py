"""Another region's collection, made up, of three cards.

Every command works on it once one setting names its folder.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.commands.cli import tambour
from bot.conversation.examples import examples
from bot.errors import SettingError
from bot.world import bootstrap
from knowledge.live_aids.territory import EVERYWHERE, Territory, codes_of
from knowledge.live_aids.text import mailbox_words, service_mailboxes
from knowledge.loading import load_collection
from tests.aides_territoires_stand_in.server import Answer, Server
from tests.hasty import SMALL
from tests.inherited import inherited

if TYPE_CHECKING:
    from bot.conversation.world import World
    from knowledge.collection import Collection

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The settings of the other region's bot, for this process and for others."""
    chosen = {
        "TAMBOUR_DATABASE": str(tmp_path / "tambour.db"),
        "TAMBOUR_COLLECTION": str(SMALL),
    }
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    return chosen


@pytest.fixture
def built(settings: dict[str, str], small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other region's world, built before the commands of this process ask for it."""
    worlds = {settings["TAMBOUR_COLLECTION"]: small_world}
    for how in ("build_world", "build_world_beside"):
        monkeypatch.setattr(bootstrap, how, lambda folder: worlds[str(folder)])


@pytest.mark.process
def test_the_conversation_is_that_of_the_other_region(
    settings: dict[str, str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "tambour", "chat"],
        input=(
            "bonjour\nnavette pour le marché\nla 1\nthèmes\n/territoire zzzzz\nje suis à "
            "Ambreville\naide\nautodiagnostic\n"
        ),
        capture_output=True,
        text=True,
        env=inherited() | settings,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for expected in (
        "Région de l’Onde",
        "rencontrer ses voisins",
        "en région Onde",
        "à Bois-le-Moulin",
        "99100",
        "CC du Val d’Onde",
        "Une navette pour le marché (fiche 1)",
        "Fiche 1.",
        "Mieux vivre au village",
        "Ambreville",
    ):
        assert expected in done.stdout
    for ours in ("Hauts-de-France", "Château-Thierry", "(fiche 45)"):
        assert ours not in done.stdout


def test_no_sentence_of_the_program_names_a_place_of_a_region(collection: Collection) -> None:
    places = collection.places
    areas = [area.name for area in (*places.departments.values(), *places.areas)]
    names = [places.region, *areas, *(epci.name for epci in places.epcis.values())]
    ours = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    for file in filter(Path.is_file, (PROJECT / "bot" / "texts").rglob("*")):
        assert not ours.search(file.read_text(encoding="utf-8")), file.name


def test_without_examples_some_are_taken_from_the_data() -> None:
    small = load_collection(SMALL)
    plain = replace(small, about=small.about.model_copy(update={"examples": None}))
    found = examples(plain)
    assert (found.commune, found.postcode, found.department) == ("Ambreville", "99100", "Onde")
    assert found.needs == ("mes anciens ne peuvent plus aller au marché",), (
        "one a theme whose cards have some"
    )


@pytest.mark.slow
@pytest.mark.usefixtures("built")
def test_every_command_on_the_collection_reads_the_other_one() -> None:
    def run(*arguments: str) -> str:
        return CliRunner().invoke(tambour, arguments, catch_exceptions=False).output

    assert [result["id"] for result in json.loads(run("search", "--json", "navette"))["results"]][
        :2
    ] == ["1", "A"]
    assert [json.loads(line)["id"] for line in run("cards", "--json").splitlines()] == [
        "1",
        "2",
        "A",
    ]
    assert run("card", "2").startswith("Fiche 2. Une fête")
    assert "aucun problème" in run("check")


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("command", ["search", "check", "card"])
def test_a_folder_that_holds_no_collection_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("TAMBOUR_COLLECTION", str(tmp_path / "absent"))
    with pytest.raises(SettingError, match="TAMBOUR_COLLECTION ne désigne pas un recueil"):
        CliRunner().invoke(tambour, [command, "1"], catch_exceptions=False)


@pytest.mark.parametrize(
    ("territory", "codes"),
    [
        (Territory("Onde", "Région"), EVERYWHERE),
        (Territory("CC du Val d'Onde", "epci"), {"299900011"}),
        (Territory("Rivières de l'Onde (bassin)", "Bassin hydrographique"), {"99"}),
        (Territory("GAL du Val d'Onde", "ad-hoc"), {"299900011"}),
        (Territory("Artois-Picardie", "Bassin hydrographique"), None),
        (Territory("Aisne", "Département"), None),
    ],
)
def test_the_territories_of_aids_are_those_of_the_other_region(
    territory: Territory, codes: set[str] | None
) -> None:
    assert codes_of(territory, load_collection(SMALL).places) == codes


def test_a_service_is_known_by_where_it_says_that_it_is() -> None:
    words = mailbox_words(load_collection(SMALL).places)
    assert (
        service_mailboxes("ddt@onde.fr, service-onde@a.fr, service-oise@a.fr", words)
        == "ddt@onde.fr, service-onde@a.fr"
    )


@pytest.mark.usefixtures("built")
def test_the_aids_of_a_feed_are_read_judged_and_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(tambour, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    feed = (
        '<rss version="2.0"><channel><title>Onde</title><item><title>Appel à projets : '
        "navettes de village</title>"
        "<link>https://onde.test/navettes</link><guid>n-1</guid><description>Subvention pour une "
        "navette.</description></item></channel></rss>"
    )
    server = Server(lambda _call: Answer(200, feed.encode()))
    monkeypatch.setenv("TAMBOUR_FEEDS", f"http://127.0.0.1:{server.server_address[1]}/rss")
    run("aids", "sync")
    server.stop()
    (held,) = (json.loads(line) for line in run("aids", "list", "--json", "--held").splitlines())
    run("aids", "accept", held["id"])
    (aid,) = (json.loads(line) for line in run("aids", "list", "--json").splitlines())
    assert (aid["name"], aid["state"]) == ("Appel à projets : navettes de village", "new")
