"""Has the server know the bot's identity and its device signed by it.

Ending again at each start, changes nothing then."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

from bot.channels.matrix.asking import ask
from bot.channels.matrix.signing import ROLES, SEED_LENGTH, Identity

if TYPE_CHECKING:
    from nio import AsyncClient

_UNAUTHORIZED = 401
_log = logging.getLogger("tambour.matrix")


class NotSignedError(Exception):
    """The server refused a step of the signing; the message says which, and its code."""


def new_keys() -> dict[str, str]:
    """Return secrets drawn afresh: the seeds of the identity, and what turns people into keys."""
    return {name: secrets.token_hex(SEED_LENGTH) for name in (*ROLES, "names")}


async def sign(client: AsyncClient, identity: Identity, password: str) -> bool:
    """Have the identity known and the device signed.

    Tell whether it is done, a refusal is logged."""
    try:
        held = await _query(client, identity.user_id)
        if not identity.is_known(held["master"]):
            if held["master"]:
                _log.warning("another identity of the bot is replaced: people see it as changed")
            await _upload(client, identity, password)
        device = held["devices"].get(client.device_id)
        if device is None:
            raise NotSignedError("the device has no keys on the server")
        if not identity.is_signed(device):
            await _call(client, "POST", "/keys/signatures/upload", identity.sign_device(device))
            _log.info("the device is signed by the identity of the bot")
    except NotSignedError as error:
        _log.error("people who trust signed devices only will not read the bot: %s", error)
        return False
    return True


async def _query(client: AsyncClient, user_id: str) -> dict[str, Any]:
    """Return what the server has of a user: "master" (its key or None) and "devices" by id."""
    answer = await _call(client, "POST", "/keys/query", {"device_keys": {user_id: []}})
    return {
        "master": answer.get("master_keys", {}).get(user_id),
        "devices": answer.get("device_keys", {}).get(user_id, {}),
    }


async def _upload(client: AsyncClient, identity: Identity, password: str) -> None:
    """Upload the three keys; where the server asks who is there, the password answers."""
    path, keys = "/keys/device_signing/upload", identity.upload()
    status, answer = await ask(client, "POST", path, keys)
    if status == _UNAUTHORIZED and "session" in answer:
        if not password:
            raise NotSignedError("it asks for the password: give TAMBOUR_MATRIX_PASSWORD once")
        auth = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": identity.user_id},
            "password": password,
            "session": answer["session"],
        }
        status, answer = await ask(client, "POST", path, keys | {"auth": auth})
    _check(path, status, answer)
    _log.info("the identity of the bot is known to the server")


async def _call(client: AsyncClient, method: str, path: str, body: Any) -> dict[str, Any]:
    status, answer = await ask(client, method, path, body)
    return _check(path, status, answer)


def _check(path: str, status: int, answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer. Raises NotSignedError where it is a refusal, whole or of one key."""
    if status != 200 or answer.get("failures"):
        raise NotSignedError(f"{path}: {status} {answer.get('errcode', '')}")
    return answer
