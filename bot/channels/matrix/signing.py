"""Cross-signing, pure.

Three keys made from seeds, and what they sign, so that clients trust the bot's device.

A client that trusts signed devices only neither reads nor is read by others; the library signs
nothing of this by itself."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES = ("master", "self_signing", "user_signing")
SEED_LENGTH = 32


@dataclass(frozen=True)
class Signer:
    """An Ed25519 key.

    Signs, and is known by its public half, unpadded base64 as Matrix writes keys."""

    seed: bytes

    @property
    def public(self) -> str:
        """Return the public half."""
        return _base64(self._key().public_key().export_key(format="raw"))

    def sign(self, what: Mapping[str, Any]) -> str:
        """Return the signature of an object.

        Of its canonical JSON, without signatures and what is unsigned."""
        return _base64(eddsa.new(self._key(), "rfc8032").sign(canonical(what)))

    def _key(self) -> ECC.EccKey:
        return ECC.construct(curve="ed25519", seed=self.seed)


@dataclass(frozen=True)
class Identity:
    """The three keys of a user.

    The master key signs the two others, the self-signing key signs devices."""

    user_id: str
    master: Signer
    self_signing: Signer
    user_signing: Signer

    @classmethod
    def from_seeds(cls, user_id: str, seeds: Mapping[str, str]) -> Identity:
        """Read seeds as they are kept, by role, in hexadecimal digits.

        Raises ValueError where one is missing or wrong."""
        read = [bytes.fromhex(seeds.get(role, "")) for role in ROLES]
        if any(len(seed) != SEED_LENGTH for seed in read):
            raise ValueError("a seed is missing or has not 32 bytes")
        return cls(user_id, *map(Signer, read))

    def upload(self) -> dict[str, Any]:
        """Return what /keys/device_signing/upload takes."""
        signed = {
            f"{role}_key": self._with_signature(self._described(role), self.master)
            for role in ROLES
            if role != "master"
        }
        return {"master_key": self._described("master"), **signed}

    def sign_device(self, device: Mapping[str, Any]) -> dict[str, Any]:
        """Return what /keys/signatures/upload takes to sign a device, as the server has it."""
        bare = {name: value for name, value in device.items() if name != "unsigned"}
        signed = self._with_signature(bare, self.self_signing)
        return {self.user_id: {str(device["device_id"]): signed}}

    def is_signed(self, device: Mapping[str, Any]) -> bool:
        """Tell whether a device bears the signature of this identity."""
        signatures = device.get("signatures", {}).get(self.user_id, {})
        ours = signatures.get(f"ed25519:{self.self_signing.public}")
        return bool(ours == self.self_signing.sign(device))

    def is_known(self, master_key: Mapping[str, Any] | None) -> bool:
        """Tell whether this is the identity of the master key that the server has."""
        return bool(master_key) and f"ed25519:{self.master.public}" in (master_key or {}).get(
            "keys", {}
        )

    def _described(self, role: str) -> dict[str, Any]:
        signer: Signer = getattr(self, role)
        keys = {f"ed25519:{signer.public}": signer.public}
        return {"user_id": self.user_id, "usage": [role], "keys": keys}

    def _with_signature(self, what: dict[str, Any], signer: Signer) -> dict[str, Any]:
        there = what.get("signatures", {})
        ours = there.get(self.user_id, {}) | {f"ed25519:{signer.public}": signer.sign(what)}
        return what | {"signatures": there | {self.user_id: ours}}


def canonical(what: Mapping[str, Any]) -> bytes:
    """Return the bytes that are signed.

    Keys sorted, no space, neither signatures nor what is unsigned."""
    signed = {name: value for name, value in what.items() if name not in ("signatures", "unsigned")}
    return json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")
