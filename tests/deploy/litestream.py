"""deploy/litestream.yml with the real program, to a storage of this machine.

It is run by `python -m tests.deploy.litestream FOLDER`, where FOLDER holds the programs
`litestream` and `moto_server`. What is asked for in days is asked for in seconds, the rest is as
written: all that was stored is in the copy after a kill, and what was erased leaves the storage.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import yaml

from bot.conversation.session import Session
from bot.conversation.subscription import Subscription
from bot.storage.store import Store
from tests.deploy.running import DEPLOY, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WITHIN = 90.0  # seconds
_SOON = {"interval": "3s", "retention": "8s"}
# How fast what is older than the last snapshots is gathered and dropped: by default in minutes and
# hours.
_FASTER = {
    "levels": [{"interval": "2s"}, {"interval": "4s"}],
    "l0-retention": "3s",
    "l0-retention-check-interval": "1s",
}
_SECRET = b"un-mot-a-effacer"
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_CHATS = [f"telegram:{number}" for number in range(1, 101)]


def main(programs: Path) -> int:
    """Replicate, kill, restore, erase.

    It returns 1 where something is missing from the copy, or does not leave the storage.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        with _storage(programs / "moto_server", port) as bucket:
            configuration = folder / "litestream.yml"
            configuration.write_text(
                yaml.safe_dump(configured(folder / "tambour.db", port)), encoding="utf-8"
            )
            with closing(Store(folder / "tambour.db")) as store:
                for chat in _CHATS:
                    follows = Subscription(active=True, words=(_SECRET.decode(),))
                    store.save_session(chat, Session(subscription=follows, seen=_NOW))
                with _replicating(programs / "litestream", configuration) as process:
                    _wait(
                        lambda: (
                            _restored(programs / "litestream", configuration, folder) == set(_CHATS)
                        )
                    )
                    process.kill()
                whole = _restored(programs / "litestream", configuration, folder) == set(_CHATS)
                with _replicating(programs / "litestream", configuration):
                    held = _wait(lambda: bool(_holding(bucket)))
                    for chat in _CHATS:
                        store.erase(chat)
                    gone = held and _wait(lambda: _change(store) and not _holding(bucket))
    if not held:
        print("WHAT IS TO BE ERASED IS NOT SEEN IN THE STORAGE: nothing is shown")
    print(
        f"the copy after a kill is {'whole' if whole else 'NOT WHOLE'}; "
        f"what was erased {'left' if gone else 'IS STILL IN'} it"
    )
    return 0 if whole and gone else 1


def configured(database: Path, port: int) -> dict[str, Any]:
    """Return the configuration as it is deployed, in seconds.

    It is for a database and a storage of this machine.
    """
    written: dict[str, Any] = yaml.safe_load(
        (DEPLOY / "litestream.yml").read_text(encoding="utf-8")
    )
    (replicated,) = written["dbs"]
    replica = replicated["replica"] | {"endpoint": f"http://127.0.0.1:{port}"}
    soon = {name: _SOON[name] for name in written["snapshot"]}
    return (
        written
        | _FASTER
        | {"snapshot": soon, "dbs": [replicated | {"path": str(database), "replica": replica}]}
    )


@contextmanager
def _storage(program: Path, port: int) -> Iterator[str]:
    """Run an object storage, and give the address of its bucket."""
    bucket = f"http://127.0.0.1:{port}/tambour"
    command = [str(program), "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/moto-api/")
            urllib.request.urlopen(urllib.request.Request(bucket, method="PUT"), timeout=10).close()
            yield bucket
        finally:
            process.kill()


@contextmanager
def _replicating(program: Path, configuration: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(program), "replicate", "-config", str(configuration)]
    with subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


def _environment() -> dict[str, str]:
    keys = {"LITESTREAM_ACCESS_KEY_ID": "essai", "LITESTREAM_SECRET_ACCESS_KEY": "essai"}
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | keys


def _restored(program: Path, configuration: Path, folder: Path) -> set[str]:
    """Return the chats of the copy, restored as the document tells."""
    copy, database = folder / "copy.db", folder / "tambour.db"
    copy.unlink(missing_ok=True)
    command = [
        str(program),
        "restore",
        "-config",
        str(configuration),
        "-o",
        str(copy),
        str(database),
    ]
    done = subprocess.run(command, env=_environment(), capture_output=True, check=False)
    if done.returncode:
        return set()
    with closing(Store(copy)) as store:
        return set(store.known_chats())


def _holding(bucket: str) -> list[str]:
    """Return the objects of the storage that hold the secret."""
    listed = ElementTree.fromstring(_got(f"{bucket}?list-type=2"))
    names = [each.text for each in listed.iter() if each.tag.endswith("Key") and each.text]
    return [name for name in names if _SECRET in _got(f"{bucket}/{name}")]


def _got(address: str) -> bytes:
    """Return what the storage has at an address; nothing where that was dropped meanwhile."""
    request = urllib.request.Request(address, headers={"Authorization": "AWS essai:essai"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return b""


def _change(store: Store) -> bool:
    """Change something, as any day does: what nothing changes is not copied anew."""
    store.save_session("telegram:0", Session(seen=datetime.now(UTC)))
    return True


def _wait(until: Callable[[], bool]) -> bool:
    """Wait until it is so, some time at most; tell whether it is."""
    end = time.monotonic() + _WITHIN
    while not (is_so := until()) and time.monotonic() < end:
        time.sleep(0.5)
    return is_so


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
