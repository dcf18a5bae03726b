"""The report on addresses, for a curator.

It tells what to do first, and for each address where it is printed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from knowledge.link_check.addresses import AddressKind
from knowledge.link_check.verdict import Trouble, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.link_check.addresses import CheckedAddress
    from knowledge.link_check.verdict import Finding

    Findings = list[tuple[CheckedAddress, Finding]]

_TITLES = {
    Verdict.DEAD: "Mortes : à remplacer ou à retirer",
    Verdict.MOVED: "Déplacées pour de bon : à remplacer par la nouvelle adresse",
    Verdict.UNREACHABLE: "Injoignables en ce moment : à revoir un autre jour",
    Verdict.UNSURE: "Douteuses : à ouvrir soi-même",
}
_NOT_OUT = frozenset((Trouble.NO_HOST.value, Trouble.NO_NETWORK.value))


def report(findings: Findings) -> Iterator[str]:
    """Yield the lines of the report, one group of verdicts after the other."""
    for verdict, title in _TITLES.items():
        if group := sorted(
            (pair for pair in findings if pair[1].verdict is verdict),
            key=lambda pair: pair[0].target,
        ):
            yield f"{title} ({len(group)})"
            for address, finding in group:
                mail = address.kind is AddressKind.MAIL
                yield f"  {f'adresses en @{address.target}' if mail else address.target}"
                yield f"      {f'→ {finding.new}' if finding.new else finding.why}"
                yield f"      {', '.join(address.places)}"
            yield ""
    well = sum(finding.verdict is Verdict.WELL for _, finding in findings)
    yield f"{well} adresses en ordre sur {len(findings)}"


def as_json(address: CheckedAddress, finding: Finding) -> str:
    """Return one address and what to do about it as a line of JSON."""
    line = {
        "address": address.target,
        "kind": address.kind.value,
        "verdict": finding.verdict.value,
        "why": finding.why,
    }
    return json.dumps(
        line | {"new": finding.new or None, "places": list(address.places)}, ensure_ascii=False
    )


def is_offline(findings: Findings) -> bool:
    """Tell whether not one site was found.

    Then it is this machine that has no network, and no address is to blame.
    """
    web = [finding for address, finding in findings if address.kind is AddressKind.WEB]
    return bool(web) and all(finding.why in _NOT_OUT for finding in web)
