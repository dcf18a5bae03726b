"""The settings of the Matrix bot: what is missing or wrong is named, with what is expected."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.channels.matrix.device import Device, Folder
from bot.channels.matrix.identity import new_keys
from bot.commands.cli import tambour
from bot.errors import SettingError, ToldError
from bot.settings import Listening, read_matrix_settings
from bot.storage.backup import back_up
from bot.storage.store import Store

NO_DOTENV = Path("/nowhere/.env")
GIVEN = {
    "TAMBOUR_MATRIX_SERVER": "https://matrix.agent.dinum.tchap.gouv.fr/",
    "TAMBOUR_MATRIX_USER": "@tambour-aisne.gouv.fr:agent.dinum.tchap.gouv.fr",
    "TAMBOUR_DATABASE": "/var/lib/tambour/tambour.db",
}


def test_a_server_and_an_account_are_enough() -> None:
    settings = read_matrix_settings(GIVEN, NO_DOTENV)
    assert settings.server == "https://matrix.agent.dinum.tchap.gouv.fr"
    assert settings.store == Path("/var/lib/tambour/matrix")
    assert (settings.password, settings.admitted) == ("", ())


def test_servers_admitted_are_a_list() -> None:
    given = GIVEN | {"TAMBOUR_MATRIX_ADMITTED": "tchap.gouv.fr, *.aisne.fr"}
    assert read_matrix_settings(given, NO_DOTENV).admitted == ("tchap.gouv.fr", "*.aisne.fr")


def test_administrators_are_user_ids_and_the_port_is_for_this_machine() -> None:
    more = {"TAMBOUR_MATRIX_ADMINS": "@a-b.fr:c.fr, @d:e", "TAMBOUR_MATRIX_PORT": "8444"}
    settings = read_matrix_settings(GIVEN | more, NO_DOTENV)
    assert settings.admins == ("@a-b.fr:c.fr", "@d:e")
    assert settings.listening == (Listening("127.0.0.1", 8444, "TAMBOUR_MATRIX_PORT"),)
    assert read_matrix_settings(GIVEN, NO_DOTENV).listening == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAMBOUR_MATRIX_ADMINS", "jeanne.martin"),
        ("TAMBOUR_MATRIX_PORT", "web"),
        ("TAMBOUR_MATRIX_SERVER", ""),
        ("TAMBOUR_MATRIX_SERVER", "matrix.tchap.gouv.fr"),
        ("TAMBOUR_MATRIX_USER", ""),
        ("TAMBOUR_MATRIX_USER", "tambour"),
        ("TAMBOUR_MATRIX_ADMITTED", "https://tchap.gouv.fr"),
    ],
)
def test_a_wrong_one_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name}.*attendu"):
        read_matrix_settings(GIVEN | {name: value}, NO_DOTENV)


def test_neither_password_nor_token_is_shown() -> None:
    settings = read_matrix_settings(GIVEN | {"TAMBOUR_MATRIX_PASSWORD": "hunter-two"}, NO_DOTENV)
    assert "hunter" not in repr(settings)
    assert "secret" not in repr(Device("@a:b", "D", "secret"))


def test_the_folder_of_the_device_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "matrix")
    assert (folder.device(), folder.since()) == (None, "")
    folder.keep_device(Device("@a:b", "D", "secret"))
    folder.keep_since("s1")
    assert (folder.device(), folder.since()) == (Device("@a:b", "D", "secret"), "s1")
    assert {path.stat().st_mode & 0o077 for path in (folder.path, *folder.path.iterdir())} == {0}


def test_a_device_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "device.json").write_text("{", encoding="utf-8")
    with pytest.raises(SettingError, match="illisible"):
        Folder(tmp_path).device()


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in (GIVEN | {"TAMBOUR_DATABASE": str(tmp_path / "tambour.db")}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "nio", None)
    monkeypatch.delitem(sys.modules, "bot.channels.matrix.app", raising=False)
    result = CliRunner().invoke(tambour, ["matrix"])
    assert isinstance(result.exception, ToldError)
    assert "pip install 'tambour[matrix]'" in str(result.exception)


def test_the_identity_of_the_bot_is_in_every_backup(tmp_path: Path) -> None:
    database, copy = tmp_path / "tambour.db", tmp_path / "copy.db"
    with closing(Store(database)) as store:
        drawn = store.keep_channel_keys(new_keys())
    back_up(database, copy)
    with closing(Store(copy)) as store:
        assert store.keep_channel_keys(new_keys()) == drawn
