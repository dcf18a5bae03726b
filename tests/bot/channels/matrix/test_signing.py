"""Cross-signing.

Signatures that another library accepts, over the canonical form, and only by the seeds that are
kept."""

from __future__ import annotations

from typing import Any

import pytest
from vodozemac import Ed25519PublicKey, Ed25519Signature

from bot.channels.matrix.identity import new_keys
from bot.channels.matrix.signing import Identity, canonical

BOT = "@tambour:server.example"
SEEDS = {"master": "01" * 32, "self_signing": "02" * 32, "user_signing": "03" * 32}
DEVICE: dict[str, Any] = {
    "user_id": BOT,
    "device_id": "D",
    "keys": {"ed25519:D": "k"},
    "signatures": {BOT: {"ed25519:D": "s"}},
    "unsigned": {"device_display_name": "Tambour"},
}


@pytest.fixture
def identity() -> Identity:
    return Identity.from_seeds(BOT, SEEDS)


def verify(public: str, what: dict[str, Any], signature: str) -> None:
    key = Ed25519PublicKey.from_base64(public)
    key.verify_signature(canonical(what), Ed25519Signature.from_base64(signature))


def test_the_master_key_signs_the_two_others(identity: Identity) -> None:
    upload = identity.upload()
    master = identity.master.public
    for role in ("self_signing_key", "user_signing_key"):
        verify(master, upload[role], upload[role]["signatures"][BOT][f"ed25519:{master}"])
    assert "signatures" not in upload["master_key"]


def test_a_device_is_signed_beside_its_own_signature(identity: Identity) -> None:
    signed = identity.sign_device(DEVICE)[BOT]["D"]
    assert signed["signatures"][BOT]["ed25519:D"] == "s"
    assert "unsigned" not in signed
    public = identity.self_signing.public
    verify(public, signed, signed["signatures"][BOT][f"ed25519:{public}"])
    assert identity.is_signed(signed)
    assert not identity.is_signed(DEVICE)
    assert not identity.is_signed(signed | {"keys": {"ed25519:D": "another"}})


def test_an_identity_is_known_by_its_master_key_alone(identity: Identity) -> None:
    assert identity.is_known(identity.upload()["master_key"])
    assert not identity.is_known(Identity.from_seeds(BOT, new_keys()).upload()["master_key"])
    assert not identity.is_known(None)


@pytest.mark.parametrize("seeds", [{}, SEEDS | {"master": "01"}, SEEDS | {"master": "zz" * 32}])
def test_seeds_that_are_wrong_are_refused(seeds: dict[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Identity.from_seeds(BOT, seeds)


def test_the_canonical_form_is_that_of_the_specification() -> None:
    assert canonical({"b": "é", "a": {"d": 1, "c": True}, "signatures": {}, "unsigned": {}}) == (
        '{"a":{"c":true,"d":1},"b":"é"}'.encode()
    )
