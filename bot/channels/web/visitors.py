"""Whose request it is, also behind a proxy, and how many each address may make."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from ipaddress import IPv4Network

    Network = IPv4Network | IPv6Network

_NOBODY = "0.0.0.0"  # noqa: S104 - an address that nobody has
_HOME = 64  # bits of an IPv6 address that are those of one home


@dataclass(frozen=True)
class Pace:
    """What one address may ask: that much at once, then so many a second.

    A whole town hall may share an address."""

    at_once: int = 60
    a_second: float = 4.0
    most: int = 20_000  # addresses remembered; beyond, those that asked least lately are forgotten


class Turns:
    """Counts the requests of each address."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # requests left, and when

    def wait(self, address: str, now: float) -> float:
        """Count a request and return 0, or return the seconds to wait before the next is taken."""
        left, then = self._left.pop(address, (float(self._pace.at_once), now))
        left = min(float(self._pace.at_once), left + max(0.0, now - then) * self._pace.a_second)
        taken = left >= 1
        self._left[address] = (left - 1 if taken else left, now)
        if len(self._left) > self._pace.most:
            self._left.popitem(last=False)
        return 0.0 if taken else (1 - left) / self._pace.a_second


class Doormen:
    """The proxies whose word is taken on where a request comes from."""

    def __init__(self, proxies: Sequence[str]) -> None:
        self._networks: list[Network] = [ip_network(each) for each in proxies]

    def visitor(self, peer: str | None, forwarded: Sequence[str]) -> str:
        """Return the address that asks.

        It is the nearest one that is no known proxy, an IPv6 home as one. `peer` is who is
        connected to us, `forwarded` the X-Forwarded-For headers as they came.
        """
        found = _read(peer or "") or ip_address(_NOBODY)
        told = [each.strip() for header in forwarded for each in header.split(",")]
        for each in reversed(told):
            if not self._knows(found):
                break
            further = _read(each)
            if further is None:
                break
            found = further
        if isinstance(found, IPv6Address):
            return str(IPv6Network((found, _HOME), strict=False))
        return str(found)

    def _knows(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._networks)


def _read(written: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(written)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
