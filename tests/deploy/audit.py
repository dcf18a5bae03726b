"""`python -m tests.deploy.audit PIP-AUDIT`.

It asks whether a pinned package has a known fault, and says where it can't ask. pip-audit ends well
when the index knows none of the packages: that silence is told here for what it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.deploy.running import DEPLOY

NOTHING_KNOWN, FAULTS, NOT_ASKED = 0, 1, 2
_LOCKS = ("requirements.txt", "requirements-matrix.txt", "requirements-build.txt")


def verdict(written: str) -> tuple[int, list[str]]:
    """Return the exit status and the lines to show for what pip-audit wrote as JSON.

    It wrote "" where it failed.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(written)["dependencies"]
    except (ValueError, KeyError):
        return NOT_ASKED, ["no answer from the service of known faults: nothing was audited"]
    faulty = [
        (
            f"{each['name']} {each['version']}: {fault['id']}, "
            f"mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        )
        for each in packages
        for fault in each.get("vulns", ())
    ]
    unknown = [each["name"] for each in packages if "skip_reason" in each]
    if faulty:
        return FAULTS, faulty
    if unknown:
        return NOT_ASKED, [
            (
                f"{len(unknown)} of {len(packages)} packages could not be asked about: "
                f"{', '.join(unknown)}"
            )
        ]
    return NOTHING_KNOWN, [f"{len(packages)} packages, no known fault"]


def main() -> int:
    """Audit both locks with the program named.

    It returns the worst status: 1 for a known fault, 2 where it could not ask.
    """
    worst = NOTHING_KNOWN
    for lock in _LOCKS:
        command = (
            sys.argv[1],
            "--format=json",
            "--progress-spinner=off",
            "--require-hashes",
            "--disable-pip",
        )
        done = subprocess.run(
            (*command, "--requirement", DEPLOY / lock), capture_output=True, text=True, check=False
        )
        status, lines = verdict(done.stdout)
        print("\n".join(f"{lock}: {line}" for line in lines))
        worst = FAULTS if FAULTS in (worst, status) else max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main())
