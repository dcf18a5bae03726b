"""A missing or wrong setting ends the program at once with its name and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.settings import read_telegram_settings

TOKEN = {"TAMBOUR_TELEGRAM_TOKEN": "4200000001:AAsecretSecretSecretSecretSecretSec"}
HOOK = {"TAMBOUR_WEBHOOK_URL": "https://a.fr/telegram", "TAMBOUR_WEBHOOK_SECRET": "0123456789abcdef"}


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, "TAMBOUR_TELEGRAM_TOKEN"),
        ({"TAMBOUR_TELEGRAM_TOKEN": "abc"}, "TAMBOUR_TELEGRAM_TOKEN"),
        ({"TAMBOUR_TELEGRAM_TOKEN": "12345:trop court"}, "TAMBOUR_TELEGRAM_TOKEN"),
        (TOKEN | {"TAMBOUR_TELEGRAM_API": "localhost"}, "TAMBOUR_TELEGRAM_API"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_URL": "http://a.fr"}, "TAMBOUR_WEBHOOK_URL"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_URL": "https://a.fr/sante"}, "TAMBOUR_WEBHOOK_URL"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_SECRET": ""}, "TAMBOUR_WEBHOOK_SECRET"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_SECRET": "court"}, "TAMBOUR_WEBHOOK_SECRET"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_PORT": "70000"}, "TAMBOUR_WEBHOOK_PORT"),
        (TOKEN | HOOK | {"TAMBOUR_WEBHOOK_PORT": "x"}, "TAMBOUR_WEBHOOK_PORT"),
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
    assert (settings.api, settings.webhook.path, settings.webhook.port) == ("https://api.telegram.org/bot", "/telegram", 8443)
    assert read_telegram_settings(TOKEN, Path("none")).webhook is None
