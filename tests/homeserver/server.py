"""A Synapse on loopback, in a folder: begun, ended, killed and begun again.

Nothing of it leaves the machine."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any, Self

import yaml

from tests.homeserver.installed import python

if TYPE_CHECKING:
    from pathlib import Path

NAME = "agent.test.tchap.example"
PASSWORD = "un long mot de passe 1958"
_SECRET = "shared-by-the-tests-only"
_SEED = base64.b64encode(hashlib.sha256(_SECRET.encode()).digest()).decode().rstrip("=")
_PATIENCE = 60.0
_FREE = {"per_second": 100_000, "burst_count": 100_000}
_RATES = (
    "rc_message",
    "rc_registration",
    "rc_admin_redaction",
    "rc_key_requests",
    "rc_presence",
    "rc_room_creation",
    "rc_media_create",
    "rc_reports",
    "rc_delayed_event_mgmt",
)


class Server:
    """The server of a folder; `more` goes over its settings, `address` is where it listens."""

    def __init__(self, folder: Path, more: dict[str, Any] | None = None) -> None:
        self.folder, self._more = folder, more or {}
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._accounts = 0

    def __enter__(self) -> Self:
        self._write_settings()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begin, and wait until it answers."""
        settings = str(self.folder / "homeserver.yaml")
        with (self.folder / "errors.log").open("ab") as errors:
            self._process = subprocess.Popen(
                (str(python()), "-m", "synapse.app.homeserver", "--config-path", settings),
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError((self.folder / "errors.log").read_text(encoding="utf-8")[-2000:])
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("Synapse does not answer")

    def stop(self, kill: bool = False) -> None:
        """End, or be killed."""
        if self._process:
            self._process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid if self._process else 0

    def newcomer(self, name: str) -> str:
        """Create an account of a name like this one, that nobody has yet."""
        self._accounts += 1
        return self.register(f"{name}{self._accounts}-aisne.gouv.fr")

    def register(self, name: str, is_admin: bool = False) -> str:
        """Create an account that has PASSWORD, and return its user id."""
        path = f"{self.address}/_synapse/admin/v1/register"
        with urllib.request.urlopen(path, timeout=10) as answer:
            nonce = json.load(answer)["nonce"]
        said = "\0".join((nonce, name, PASSWORD, "admin" if is_admin else "notadmin"))
        asked = {
            "nonce": nonce,
            "username": name,
            "password": PASSWORD,
            "admin": is_admin,
            "mac": hmac.new(_SECRET.encode(), said.encode(), hashlib.sha1).hexdigest(),
        }
        return str(self.call("POST", "/_synapse/admin/v1/register", asked)["user_id"])

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """Return what it answers. Raises urllib.error.HTTPError where it refuses."""
        request = urllib.request.Request(
            self.address + path,
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {token}"} if token else {}),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def _write_settings(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        log = {"version": 1, "root": {"level": "ERROR"}, "disable_existing_loggers": False}
        (self.folder / "log.yaml").write_text(json.dumps(log), encoding="utf-8")
        settings: dict[str, Any] = {
            "server_name": NAME,
            "public_baseurl": f"{self.address}/",
            "pid_file": str(self.folder / "pid"),
            "listeners": [
                {
                    "port": self.port,
                    "bind_addresses": ["127.0.0.1"],
                    "type": "http",
                    "resources": [{"names": ["client", "media"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "synapse.db")}},
            "log_config": str(self.folder / "log.yaml"),
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "macaroon_secret_key": _SECRET,
            "form_secret": _SECRET,
            "registration_shared_secret": _SECRET,
            "report_stats": False,
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "default_room_version": "11",  # the last that Tchap's rules know
            "modules": [{"module": "room_access_rules.RoomAccessRules", "config": _rules()}],
            "presence": {"enabled": False},
            "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), _FREE),
            "rc_joins": dict.fromkeys(("local", "remote"), _FREE),
            "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), _FREE),
            "rc_joins_per_room": _FREE,
            "bcrypt_rounds": 4,
        }
        settings |= dict.fromkeys(_RATES, _FREE) | self._more
        path = self.folder / "homeserver.yaml"
        path.write_text(yaml.safe_dump(settings), encoding="utf-8")
        # As Synapse writes it, which would begin once more to make one.
        (self.folder / "signing.key").write_text(f"ed25519 a_test {_SEED}\n", encoding="utf-8")


def _rules() -> dict[str, Any]:
    """Return the settings of Tchap's rules of rooms."""
    return {"domains_forbidden_when_restricted": [], "id_server": "unused.example"}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
