"""The bot's one device.

Logged in once, kept for life in a folder, with the token that it speaks by."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from nio import LoginResponse

from bot.conversation.notices import notice
from bot.errors import SettingError, ToldError

if TYPE_CHECKING:
    from pathlib import Path

    from nio import AsyncClient

    from bot.settings import MatrixSettings

_DEVICE, _SINCE = "device.json", "since"
_NAME = "Tambour"


@dataclass(frozen=True)
class Device:
    """What a login gave."""

    user_id: str
    device_id: str
    token: str = field(repr=False)


class Folder:
    """Where the device, its keys and how far it has read are kept; only its owner reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.chmod(0o700)
        except OSError as error:
            raise SettingError(
                notice("device_folder", folder=path, cause=error.strerror)
            ) from error

    def device(self) -> Device | None:
        """Return the device, None where there is none yet.

        Raises SettingError where it can't be read."""
        try:
            return Device(**json.loads((self.path / _DEVICE).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, TypeError, ValueError) as error:
            raise SettingError(notice("device_unreadable", file=self.path / _DEVICE)) from error

    def keep_device(self, device: Device) -> None:
        """Keep the device."""
        self._write(_DEVICE, json.dumps(asdict(device)))

    def since(self) -> str:
        """Return how far everything is answered, "" where nothing was ever read."""
        with suppress(OSError):
            return (self.path / _SINCE).read_text(encoding="utf-8").strip()
        return ""

    def keep_since(self, token: str) -> None:
        """Keep how far everything is answered."""
        self._write(_SINCE, token)

    def _write(self, name: str, text: str) -> None:
        """Write a file whole or not at all."""
        draft = self.path / f".{name}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(text)
        draft.replace(self.path / name)


async def log_in(client: AsyncClient, settings: MatrixSettings, folder: Folder) -> Device:
    """Give the client its device.

    The one kept, else a new one by the password. Raises ToldError."""
    device = folder.device()
    if device and device.user_id != settings.user:
        raise SettingError(notice("device_of_another", folder=folder.path))
    if device:
        client.restore_login(device.user_id, device.device_id, device.token)
        return device
    if not settings.password:
        raise SettingError(notice("password_missing"))
    answer = await client.login(settings.password, device_name=_NAME)
    if not isinstance(answer, LoginResponse):
        code = getattr(answer, "status_code", None) or notice("login_no_reason")
        raise ToldError(notice("login_refused", code=code))
    device = Device(settings.user, answer.device_id, answer.access_token)
    folder.keep_device(device)
    return device
