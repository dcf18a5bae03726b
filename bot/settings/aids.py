"""Where live aids come from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings.reading import PREFIX, is_address, values_of, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

_AIDES_TERRITOIRES_API = "https://aides-territoires.beta.gouv.fr/api"


@dataclass(frozen=True)
class AidsSettings:
    """Where live aids come from.

    It has the key of Aides-territoires (empty: not read), its API, and the addresses of feeds.
    """

    token: str = field(repr=False)
    api: str
    feeds: tuple[str, ...] = ()


def read_aids_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")
) -> AidsSettings:
    """Read where live aids come from; none is needed. Raises SettingError."""
    values = values_of(environment, dotenv)
    token = values.get(f"{PREFIX}AIDES_TERRITOIRES_TOKEN", "").strip()
    if not re.fullmatch(r"[!-~]*", token):
        raise wrong("aids_token")
    api = values.get(f"{PREFIX}AIDES_TERRITOIRES_API", "").strip() or _AIDES_TERRITOIRES_API
    if not is_address(api, ("http", "https")):
        raise wrong("aids_address", example=_AIDES_TERRITOIRES_API)
    feeds = tuple(dict.fromkeys(values.get(f"{PREFIX}FEEDS", "").split()))
    for feed in feeds:
        if not is_address(feed, ("http", "https")):
            raise wrong("feed", feed=feed)
    return AidsSettings(token, api.rstrip("/"), feeds)
