"""Goes through addresses: sites side by side, the addresses of one site one after the other."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING

from knowledge.link_check.addresses import AddressKind, CheckedAddress
from knowledge.link_check.verdict import Finding, Mail, Seen, judge, judge_mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_SITES_AT_ONCE = 8


def walk(
    addresses: Sequence[CheckedAddress], look: Callable[[str], Seen], look_up: Callable[[str], Mail]
) -> Iterator[tuple[CheckedAddress, Finding]]:
    """Yield what to do about each address as soon as it is known.

    `look` and `look_up` are called from threads.
    """
    found: SimpleQueue[tuple[CheckedAddress, Finding] | Exception] = SimpleQueue()

    def find(group: list[CheckedAddress]) -> None:
        try:
            for each in group:
                web = each.kind is AddressKind.WEB
                found.put(
                    (
                        each,
                        judge(each.target, look(each.target))
                        if web
                        else judge_mail(look_up(each.target)),
                    )
                )
        except Exception as error:  # noqa: BLE001 - passed on to who waits
            found.put(error)

    by_site: dict[tuple[AddressKind, str], list[CheckedAddress]] = defaultdict(list)
    for address in addresses:
        by_site[address.kind, address.host].append(address)
    pool = ThreadPoolExecutor(_SITES_AT_ONCE)
    try:
        for group in by_site.values():
            pool.submit(find, group)
        for _ in addresses:
            pair = found.get()
            if isinstance(pair, Exception):
                raise pair
            yield pair
    finally:
        pool.shutdown(cancel_futures=True)
