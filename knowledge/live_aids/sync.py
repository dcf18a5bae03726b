"""A synchronisation, from what the sources say to what is remembered.

It moves what they say through the decisions into memory, and reports. One source harms no other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from knowledge.live_aids.aid_records import SOURCE
from knowledge.live_aids.catalogue import CatalogueReader, confirm
from knowledge.live_aids.changes import SourceReading, decide, missing
from knowledge.live_aids.curated import SOURCE as CURATED
from knowledge.live_aids.entries import Why
from knowledge.live_aids.errors import SourceError, StorageError
from knowledge.live_aids.feeds import fetch_feed, read_feed
from knowledge.live_aids.memory import SourceStatus
from knowledge.live_aids.report import Report, SourceReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from knowledge.gazetteer import Places
    from knowledge.live_aids.aides_territoires import AidesTerritoires
    from knowledge.live_aids.catalogue import Progress
    from knowledge.live_aids.labels import Labels
    from knowledge.live_aids.memory import Memory
    from knowledge.live_aids.model import LiveAid, Record

NO_KEY = "pas de clé (TAMBOUR_AIDES_TERRITOIRES_TOKEN) : non lu ; ce qui est déjà connu reste"

# The share of open aids whose absence on one day is rather a fault of the service.
_MOST_ABSENT = 0.5
_LONGEST_FILLING = timedelta(days=3)  # a first filling not whole by then may never be
_FILLED = (
    "premier remplissage incomplet depuis trois jours : ce qui est là en tient lieu, "
    "la suite sera annoncée"
)
_FEW = 20  # so many may always be asked about


def _silent(_doing: str, _done: int, _total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Sources:
    """What is read: Aides-territoires where there is a key, and the addresses of feeds.

    `fetch` gets what a feed's address answers.
    """

    client: AidesTerritoires | None = None
    feeds: tuple[str, ...] = ()
    fetch: Callable[[str], bytes] = fetch_feed


def sync(
    memory: Memory,
    sources: Sources,
    labels: Labels,
    places: Places,
    now: datetime,
    progress: Progress = _silent,
) -> Report:
    """Read every source and remember what changed; `now` is local.

    It raises nothing of its own: trouble is in the report.
    """
    reports = [SourceReport(SOURCE, note=NO_KEY)]
    if client := sources.client:
        reports = [
            _guarded(SOURCE, lambda: _sync_catalogue(memory, client, labels, places, now, progress))
        ]
    for count, address in enumerate(sources.feeds, 1):
        reports.append(_guarded(address, partial(_sync_feed, memory, address, sources.fetch, now)))
        progress("flux", count, len(sources.feeds))
    return Report(tuple(reports), _to_confirm(memory, now.date()))


def add_curated(memory: Memory, aids: Iterable[LiveAid], now: datetime) -> SourceReport:
    """Remember a curator's aids.

    Those never seen are new, others may have changed or reopened. StorageError is raised where they
    can't be kept.
    """
    reading = SourceReading(tuple(aids))
    decisions = decide(memory.records(CURATED), reading, now.date())
    memory.apply(CURATED, decisions, now)
    return SourceReport(CURATED, len(reading.aids), decisions)


def _to_confirm(memory: Memory, today: date) -> int:
    """Return how many entries were accepted long ago without a deadline.

    A database that fails has said so already.
    """
    try:
        return sum(each.why is Why.OPEN_STILL for each in memory.held(today))
    except StorageError:
        return 0


def _guarded(source: str, work: Callable[[], SourceReport]) -> SourceReport:
    """Do the work of one source; where the database fails, say so: it keeps what it had."""
    try:
        return work()
    except StorageError as error:
        return SourceReport(source, trouble=str(error))


def _sync_catalogue(
    memory: Memory,
    client: AidesTerritoires,
    labels: Labels,
    places: Places,
    now: datetime,
    progress: Progress,
) -> SourceReport:
    today = now.date()
    catalogue = CatalogueReader(client, memory, labels, places, today, progress).read()
    known = memory.records(SOURCE)
    status = memory.status().get(SOURCE, SourceStatus(SOURCE))
    reading, trouble = catalogue.reading, catalogue.trouble
    if not reading.complete:
        reading = replace(reading, aids=tuple(_where_known(aid, known) for aid in reading.aids))
    absent = missing(known, reading)
    past = frozenset(record.aid.id for record in absent if not record.is_open(today))
    asked = [record.aid.id for record in absent if record.aid.id not in past]
    still_open = sum(record.is_open(today) for record in known.values())
    if len(asked) > max(_FEW, still_open * _MOST_ABSENT):
        trouble = f"{len(asked)} aides sur {still_open} manquent d’un coup ; rien n’est fermé"
        memory.forget_pages(SOURCE)  # read again, today already, they may be right
    else:
        try:
            reading = replace(
                reading, gone=past | confirm(client, asked, labels, places, today, progress)
            )
        except SourceError as error:
            reading, trouble = replace(reading, gone=past), str(error)
    decisions = decide(known, reading, today, first_run=not status.filled)
    taken_as_filled = bool(
        trouble
        and not status.filled
        and (known or reading.aids)
        and status.tried_since(now) >= _LONGEST_FILLING
    )
    memory.apply(SOURCE, decisions, now, trouble, filled=taken_as_filled)
    return SourceReport(
        SOURCE,
        len(reading.aids),
        decisions,
        skipped=catalogue.skipped,
        resumed=catalogue.resumed,
        unknown_labels=catalogue.unknown_labels,
        trouble=trouble,
        note=_FILLED if taken_as_filled else "",
    )


def _where_known(aid: LiveAid, known: Mapping[str, Record]) -> LiveAid:
    """Return an aid with the places known before.

    Those of a territory made for the occasion come from all the listings.
    """
    before = known.get(aid.id)
    return (
        replace(aid, places=before.aid.places)
        if before and before.aid.territory == aid.territory
        else aid
    )


def _sync_feed(
    memory: Memory, address: str, fetch: Callable[[str], bytes], now: datetime
) -> SourceReport:
    try:
        aids = read_feed(fetch(address), address)
    except SourceError as error:
        memory.failed(address, now, str(error))
        return SourceReport(address, trouble=str(error))
    return SourceReport(address, held=memory.hold(address, aids, now))
