"""The packages that are deployed are pinned by their hash, and audited for known faults."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from tests.deploy.audit import FAULTS, NOT_ASKED, NOTHING_KNOWN, verdict
from tests.deploy.running import DEPLOY, PROJECT


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]).lower()


def _pinned(file: str) -> dict[str, int]:
    """Return how many hashes each exact version of a lock has."""
    text = (DEPLOY / file).read_text(encoding="utf-8")
    blocks = re.findall(
        r"^([A-Za-z0-9._-]+)==[^ \n]+ \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)",
        text,
        re.MULTILINE,
    )
    return {_name(name): hashes.count("--hash") for name, hashes in blocks}


@pytest.mark.parametrize(
    "file", ["requirements.txt", "requirements-matrix.txt", "requirements-build.txt"]
)
def test_every_package_that_is_needed_is_pinned_by_its_hash(file: str) -> None:
    read = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    program, extras = read["project"]["dependencies"], read["project"]["optional-dependencies"]
    asked = {
        "requirements.txt": program,
        "requirements-matrix.txt": program + extras["matrix"],
        "requirements-build.txt": read["build-system"]["requires"],
    }
    needed = {_name(each) for each in asked[file]}
    pinned = _pinned(file)
    assert needed - set(pinned) == set(), "run `make lock`"
    named = re.findall(
        r"^([A-Za-z0-9._-]+)==", (DEPLOY / file).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(named) == len(pinned), "a package without a hash"


def test_the_lock_names_no_place_of_the_machine_that_made_it() -> None:
    for file in DEPLOY.glob("requirements*.txt"):
        assert not re.search(r"^--|file:/|https?:", file.read_text(encoding="utf-8"), re.MULTILINE)


def _audited(**more: Any) -> str:
    return json.dumps(
        {
            "dependencies": [
                {"name": "yarl", "version": "1.0", "vulns": []},
                {"name": "idna", **more},
            ]
        }
    )


@pytest.mark.parametrize(
    ("written", "status", "told"),
    [
        (_audited(version="3.0", vulns=[]), NOTHING_KNOWN, "2 packages, no known fault"),
        (
            _audited(version="3.0", vulns=[{"id": "PYSEC-1", "fix_versions": ["3.1"]}]),
            FAULTS,
            "idna 3.0: PYSEC-1, mended in 3.1",
        ),
        (
            _audited(skip_reason="Dependency not found on PyPI"),
            NOT_ASKED,
            "1 of 2 packages could not be asked about: idna",
        ),
        ("", NOT_ASKED, "nothing was audited"),
    ],
)
def test_an_audit_that_could_not_ask_is_no_clean_bill(written: str, status: int, told: str) -> None:
    found, (line,) = verdict(written)
    assert found == status
    assert told in line
