"""The command line as operators and other programs call it.

It says what goes where, and with which exit status.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.inherited import inherited

pytestmark = pytest.mark.process

PROJECT = Path(__file__).parents[3]
TAMBOUR = Path(sys.executable).parent / "tambour"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


class Run:
    """Runs the command as a process of its own, with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "tambour.db"

    def __call__(
        self, *arguments: str, typed: bytes = b"", **more: str
    ) -> subprocess.CompletedProcess[str]:
        environment = inherited() | {"TAMBOUR_DATABASE": str(self.database)} | more
        done = subprocess.run(
            [TAMBOUR, *arguments],
            input=typed,
            capture_output=True,
            cwd=PROJECT,
            env=environment,
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )


def test_a_need_given_as_words_prints_cards(run: Run) -> None:
    done = run("search", "mobilité", "jeunes")
    assert done.returncode == 0
    assert "\n\n1. Avoir une offre de mobilité pour les jeunes (fiche 45)" in done.stdout
    assert "missionlocale@mlchth.com" in done.stdout


def test_needs_on_standard_input_give_a_json_object_a_line(run: Run) -> None:
    done = run("search", typed="mobilité jeunes\nvidéosurveillance\n".encode())
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == ["need", "understood", "outcome", "results", "elapsed_us"]
    assert list(first["understood"]) == ["themes", "audiences", "places", "partners", "intents"]
    assert list(first["results"][0]) == ["id", "kind", "title", "score", "reasons"]
    assert (first["results"][0]["id"], first["outcome"]) == ("45", "found")
    assert (second["outcome"], second["results"]) == ("nothing", [])


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8", "utf-8-sig"])
def test_needs_are_read_in_the_encoding_of_their_file(run: Run, encoding: str) -> None:
    done = run("search", typed="mobilité des jeunes\nl'illettrisme à l'école\n".encode(encoding))
    assert [json.loads(line)["need"] for line in done.stdout.splitlines()] == [
        "mobilité des jeunes",
        "l'illettrisme à l'école",
    ]
    assert done.stderr.count("Windows-1252") == (0 if encoding.startswith("utf") else 1)


def test_bytes_that_are_no_text_are_answered_all_the_same(run: Run) -> None:
    done = run("search", typed=b"mobilit\xe9 jeunes \xff\x81\n")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)


@pytest.mark.parametrize(
    ("written", "first_line"), [("45", "Fiche 45."), ("s", "Fiche S."), ("n°45", "Fiche 45.")]
)
def test_a_card_is_found_as_people_write_its_number(
    run: Run, written: str, first_line: str
) -> None:
    assert run("card", written).stdout.startswith(first_line)


def test_an_unknown_card_says_which_exist(run: Run) -> None:
    done = run("card", "99")
    assert done.returncode == 1
    assert "Il n’y a pas de fiche « 99 »" in done.stderr.replace("\u202f", " ")


def test_the_collection_is_87_json_objects(run: Run) -> None:
    assert len([json.loads(line) for line in run("cards", "--json").stdout.splitlines()]) == 87


def test_the_data_are_right(run: Run) -> None:
    done = run("check")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_broken_card_is_told_line_by_line(run: Run, tmp_path: Path) -> None:
    card = tmp_path / "99-essai.yaml"
    card.write_text("id: '99'\ntitel: Essai\n", encoding="utf-8")
    done = run("check", str(card))
    assert done.returncode == 1
    assert f"{card}:2: titel: champ inconnu" in done.stdout


@pytest.mark.parametrize(
    "arguments", [("search", "--limit", "0"), ("chanter",), ("card",), ("evaluate", "absent.jsonl")]
)
def test_wrong_use_exits_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("telegram",), ("backup", "/nowhere/x.db"), ("restore", "absent.db")]
)
def test_the_trace_of_what_goes_wrong_is_shown_to_who_asks_for_it(
    run: Run, arguments: tuple[str, ...]
) -> None:
    told = [run(*arguments, TAMBOUR_DEBUG=asked) for asked in ("1", "0", "")]
    assert ["Traceback" in done.stderr for done in told] == [True, False, False]
    assert len({done.stderr.splitlines()[-1] for done in told}) == 1
    assert {done.returncode for done in told} == {1}


def test_the_version_is_that_of_the_package(run: Run) -> None:
    package = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run("--version").stdout == f"tambour {package['version']}\n"


def test_a_wrong_evaluation_line_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("{", encoding="utf-8")
    done = run("evaluate", str(tmp_path / "x.jsonl"))
    assert done.returncode == 1
    assert "ligne 1" in done.stderr


def test_the_conversation_answers_a_line_at_a_time(run: Run) -> None:
    done = run("chat", typed="mobilité jeunes\n1\nquitter\njamais lu\n".encode())
    assert "\n\n1. Avoir une offre de mobilité pour les jeunes (fiche 45)" in done.stdout
    assert "Fiche 45. Avoir une offre" in done.stdout
    assert "jamais" not in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_the_conversation_remembers_from_one_time_to_the_next(run: Run) -> None:
    run("chat", typed="mobilité jeunes\nfiche 45\n".encode())
    assert "Fiche 30" in run("chat", typed=b"la 2\n").stdout
    run("chat", typed=b"/effacer\n1\n")
    assert "Fiche 30" not in run("chat", typed=b"la 2\n").stdout


def test_what_found_nothing_is_kept_and_taught(run: Run) -> None:
    run("chat", typed="fusée lunaire téléguidée du village\n".encode() * 2)
    done = run("learn")
    assert "« fusée lunaire téléguidée du village », 2 fois" in done.stdout.replace("\u202f", " ")
    assert "+  - fusée lunaire téléguidée du village" in done.stdout


def test_a_database_that_cannot_be_opened_is_said_and_answers_go_on(run: Run) -> None:
    run.database.parent.joinpath("file").write_text("", encoding="utf-8")
    run.database = run.database.parent / "file" / "tambour.db"
    done = run("chat", typed="fusée lunaire\nmobilité jeunes\n".encode())
    assert done.stderr.count("ne peut pas être utilisée") == 1
    assert "(fiche 45)" in done.stdout
    assert "Traceback" not in done.stderr
