"""The .env file is read as shells and other tools read it.

No line of ours is lost in silence.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dotenv import read_dotenv
from bot.errors import SettingError
from bot.settings import read_settings

LINES = [  # a line, its value
    ("TAMBOUR_DATABASE=/srv/t.db", "/srv/t.db"),
    ("\ufeffTAMBOUR_DATABASE=/srv/t.db", "/srv/t.db"),
    ("export TAMBOUR_DATABASE=/srv/t.db", "/srv/t.db"),
    ("  export   TAMBOUR_DATABASE = /srv/t.db  ", "/srv/t.db"),
    ('TAMBOUR_DATABASE="/srv/mon dossier/t.db"', "/srv/mon dossier/t.db"),
    ("TAMBOUR_DATABASE='/srv/mon dossier/t.db'", "/srv/mon dossier/t.db"),
    ("TAMBOUR_DATABASE=/srv/t.db # la base", "/srv/t.db"),
    ("TAMBOUR_DATABASE=/srv/t.db\t# la base", "/srv/t.db"),
    ('TAMBOUR_DATABASE="/srv/t.db" # la base', "/srv/t.db"),
    ("TAMBOUR_DATABASE='/srv/t.db'# la base", "/srv/t.db"),
    ('TAMBOUR_DATABASE="/srv/a # b.db"', "/srv/a # b.db"),
    ("TAMBOUR_DATABASE=/srv/a#b.db", "/srv/a#b.db"),
    ("TAMBOUR_DATABASE=/srv/it's.db", "/srv/it's.db"),
    ('TAMBOUR_DATABASE="/srv/\\"t\\".db"', '/srv/"t".db'),
    ("TAMBOUR_DATABASE='/srv/\\'t\\'.db'", "/srv/'t'.db"),
    ("TAMBOUR_DATABASE='C:\\temp\\t.db'", "C:\\temp\\t.db"),
    ("TAMBOUR_DATABASE=/srv/t.db\r", "/srv/t.db"),
    ("TAMBOUR_DATABASE=/a\nTAMBOUR_DATABASE=/srv/t.db", "/srv/t.db"),
    ("TAMBOUR_DATABASE=", ""),
    ("TAMBOUR_DATABASE= # plus tard", ""),
    ('TAMBOUR_DATABASE=""', ""),
]


@pytest.mark.parametrize(("line", "value"), LINES)
def test_a_line_is_read_as_other_tools_read_it(line: str, value: str) -> None:
    assert read_dotenv(f"{line}\nOTHER=1".encode(), "TAMBOUR_") == {"TAMBOUR_DATABASE": value}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_first_line_is_not_lost(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / ".env"
    path.write_text(
        f"TAMBOUR_DATABASE={tmp_path}/à moi.db{end}TAMBOUR_LOG=json{end}",
        encoding=encoding,
        newline="",
    )
    assert read_settings({}, path).database == tmp_path / "à moi.db"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "#TAMBOUR_DATABASE=/a",
        "  # TAMBOUR_DATABASE=/a",
        "AUTRE=TAMBOUR_DATABASE=/a",
        "n’importe quoi",
    ],
)
def test_what_is_no_setting_is_passed_over(line: str) -> None:
    assert read_dotenv(line.encode(), "TAMBOUR_") == {}


LOST = [
    (
        "TAMBOUR_DATABASE /srv/t.db",
        "ligne 2 : « TAMBOUR_DATABASE /srv/t.db » ; attendu : TAMBOUR_NOM=valeur",
    ),
    ("TAMBOUR_DATABASE: /srv/t.db", "ligne 2 : « TAMBOUR_DATABASE: /srv/t.db »"),
    ("set TAMBOUR_DATABASE=/srv/t.db", "ligne 2 : « set TAMBOUR_DATABASE=/srv/t.db »"),
    ("- TAMBOUR_DATABASE=/srv/t.db", "ligne 2 : « - TAMBOUR_DATABASE=/srv/t.db »"),
    ('TAMBOUR_DATABASE="/srv/t.db', "ligne 2 : guillemet mal fermé"),
    ("TAMBOUR_DATABASE='/srv/t.db\"", "ligne 2 : guillemet mal fermé"),
    ('TAMBOUR_DATABASE="/srv"/t.db', "ligne 2 : guillemet mal fermé"),
    ("TAMBOUR_DATABASE=“/srv/t.db”", "ligne 2 : guillemets courbes"),
]


@pytest.mark.parametrize(("line", "said"), LOST)
def test_a_line_that_would_be_lost_is_told(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / ".env"
    path.write_text(f"# mes réglages\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingError) as told:
        read_settings({}, path)
    assert said in str(told.value)


def test_the_example_is_read_whole() -> None:
    example = (Path(__file__).parents[2] / "deploy" / ".env.example").read_text(encoding="utf-8")
    lines = [
        line.removeprefix("#") for line in example.splitlines() if line.startswith("#TAMBOUR_")
    ]
    read = read_dotenv("\n".join(lines).encode(), "TAMBOUR_")
    assert read == dict(line.split("=", 1) for line in lines)
