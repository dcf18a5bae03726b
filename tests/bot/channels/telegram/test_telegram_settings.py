"""A missing or wrong setting ends the program at once with its name and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.settings import read_telegram_settings

TOKEN = {"TAMBOUR_TELEGRAM_TOKEN": "4200000001:AAsecretSecretSecretSecretSecretSec"}
HOOK = {
    "TAMBOUR_WEBHOOK_URL": "https://a.fr/telegram",
    "TAMBOUR_WEBHOOK_SECRET": "0123456789abcdef",
}


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, "TAMBOUR_TELEGRAM_TOKEN"),
        ({"TAMBOUR_TELEGRAM_TOKEN": "abc"}, "TAMBOUR_TELEGRAM_TOKEN"),
        ({"TAMBOUR_TELEGRAM_TOKEN": "12345:trop court"}, "TAMBOUR_TELEGRAM_TOKEN"),
        (TOKEN | {"TAMBOUR_TELEGRAM_API": "localhost"}, "TAMBOUR_TELEGRAM_API"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_URL": "http://a.fr"}, "TAMBOUR_WEBHOOK_URL"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_URL": "https://a.fr/sante"}, "TAMBOUR_WEBHOOK_URL"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_URL": "https://a.fr/metrics"}, "TAMBOUR_WEBHOOK_URL"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_SECRET": ""}, "TAMBOUR_WEBHOOK_SECRET"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_SECRET": "court"}, "TAMBOUR_WEBHOOK_SECRET"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_PORT": "70000"}, "TAMBOUR_WEBHOOK_PORT"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_PORT": "x"}, "TAMBOUR_WEBHOOK_PORT"),
        (TOKEN | {"TAMBOUR_ADMINS": "@mairie"}, "TAMBOUR_ADMINS"),
        (TOKEN | {"TAMBOUR_ADMINS": "12; 13"}, "TAMBOUR_ADMINS"),
        (TOKEN | {"TAMBOUR_METRICS_PORT": "0"}, "TAMBOUR_METRICS_PORT"),
        (TOKEN | {"TAMBOUR_HTTP_PORT": "http"}, "TAMBOUR_HTTP_PORT"),
        (TOKEN | {"TAMBOUR_LOG": "xml"}, "TAMBOUR_LOG"),
        (TOKEN | {"TAMBOUR_WORKING_COPY": "absent"}, "TAMBOUR_WORKING_COPY"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], name: str) -> None:
    with pytest.raises(SettingError, match=rf"{name}.*attendu"):
        read_telegram_settings(environment, Path("none"))


def test_secrets_are_not_shown() -> None:
    settings = read_telegram_settings(TOKEN | HOOK, Path("none"))
    assert "AAsecret" not in repr(settings)
    assert "0123456789abcdef" not in repr(settings)
    assert settings.webhook
    assert (settings.api, settings.webhook.path) == ("https://api.telegram.org/bot", "/telegram")
    assert read_telegram_settings(TOKEN, Path("none")).webhook is None


@pytest.mark.parametrize("written", ["12 345", "12,345", " 12, 345 ", "345 12 12"])
def test_administrators_are_separated_by_spaces_or_commas(written: str) -> None:
    settings = read_telegram_settings(TOKEN | {"TAMBOUR_ADMINS": written}, Path("none"))
    assert settings.watch.admins == {12, 345}


def test_nobody_watches_unless_it_is_set() -> None:
    watch = read_telegram_settings(TOKEN, Path("none")).watch
    assert (watch.admins, watch.json_logs) == (frozenset(), False)


@pytest.mark.parametrize(
    ("environment", "listening"),
    [
        ({}, []),
        ({"TAMBOUR_HTTP_PORT": "8443"}, ["127.0.0.1:8443 HTTP_PORT"]),
        ({"TAMBOUR_WEBHOOK_PORT": "8444"}, []),
        (HOOK, ["0.0.0.0:8443 HTTP_PORT"]),
        (HOOK | {"TAMBOUR_HTTP_PORT": "80"}, ["0.0.0.0:80 HTTP_PORT"]),
        (HOOK | {"TAMBOUR_WEBHOOK_PORT": "8444"}, ["0.0.0.0:8444 WEBHOOK_PORT"]),
        ({"TAMBOUR_METRICS_PORT": "9464"}, ["127.0.0.1:9464 METRICS_PORT"]),
        (
            HOOK | {"TAMBOUR_METRICS_PORT": "9464"},
            ["127.0.0.1:9464 METRICS_PORT", "0.0.0.0:8443 HTTP_PORT"],
        ),
    ],
)
def test_one_port_is_for_all_and_the_older_settings_are_still_read(
    environment: dict[str, str], listening: list[str]
) -> None:
    found = read_telegram_settings(TOKEN | environment, Path("none")).listening
    assert [
        f"{each.host}:{each.port} {each.setting.removeprefix('TAMBOUR_')}" for each in found
    ] == listening
