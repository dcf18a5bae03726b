"""A wrong setting of the page ends the program at once with its name and what is expected.

No setting is needed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.settings import WebSettings, read_web_settings

_KEY = "0123456789abcdef0123456789abcdef"


def _read(**settings: str) -> WebSettings:
    return read_web_settings(
        {f"TAMBOUR_{name}": value for name, value in settings.items()}, Path("none")
    )


def test_none_is_needed() -> None:
    settings = _read()
    assert (settings.host, settings.port, settings.url) == (
        "127.0.0.1",
        8080,
        "http://127.0.0.1:8080",
    )
    assert (settings.keys, settings.embed, settings.proxies, settings.token) == ((), (), (), "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_PORT", "0"),
        ("WEB_PORT", "web"),
        ("WEB_URL", "tambour.exemple.fr"),
        ("WEB_URL", "https://a.fr/ onclick=x"),
        ("WEB_STYLE", "javascript:alert(1)"),
        ("WEB_STYLE", "https://a.fr;script-src"),
        ("WEB_KEYS", "court"),
        ("WEB_KEYS", f"{_KEY} court"),
        ("WEB_EMBED", "exemple.fr"),
        ("WEB_EMBED", "https://a.fr/page"),
        ("WEB_EMBED", "https://a.fr;script-src"),
        ("WEB_PROXIES", "caddy"),
        ("WEB_PROXIES", "127.0.0.1 10.0.0.0/40"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"TAMBOUR_{name}.*attendu"):
        _read(**{name: value})


def test_lists_are_separated_by_spaces_and_secrets_are_not_shown() -> None:
    settings = _read(
        WEB_URL="https://a.fr/",
        WEB_KEYS=f"{_KEY} {_KEY[::-1]}",
        WEB_EMBED="https://a.fr https://*.b.fr:8443/",
        WEB_PROXIES="127.0.0.1, 10.0.0.0/8",
        WEB_TELEGRAM="@tambour_bot",
        TELEGRAM_TOKEN="42:secret",
    )
    assert settings.url == "https://a.fr"
    assert settings.embed == ("https://a.fr", "https://*.b.fr:8443")
    assert settings.proxies == ("127.0.0.1", "10.0.0.0/8")
    assert settings.telegram == "tambour_bot"
    assert len(settings.keys) == 2
    assert _KEY not in repr(settings)
    assert "secret" not in repr(settings)
