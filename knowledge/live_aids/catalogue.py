"""The whole catalogue of Aides-territoires for the region.

It is read page by page, counted, and taken up where it was cut short.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from knowledge.live_aids.aid_records import SOURCE, Draft, draft_from_json, id_of, read_record
from knowledge.live_aids.aides_territoires import PAGE_SIZE, REGION, UNEXPECTED
from knowledge.live_aids.changes import SourceReading
from knowledge.live_aids.errors import PageError, RefusedError, SourceError
from knowledge.live_aids.memory import KeptPage
from knowledge.live_aids.territory import codes_of
from knowledge.live_aids.text import mailbox_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from knowledge.gazetteer import Places
    from knowledge.live_aids.aides_territoires import AidesTerritoires, Listing, Page
    from knowledge.live_aids.labels import Labels
    from knowledge.live_aids.territory import Territory

    Progress = Callable[[str, int, int], None]  # what is being done, how much is done, of how much

_MOST_BAD_PAGES = 3  # in a row: the next ones will be no better
_TOLD = 2  # troubles named in a report
_MOST_PAGES = 2000  # of a listing: a count beyond has no sense


class Notebook(Protocol):
    """Where the pages read are kept, in case the reading is cut short: what Memory does."""

    def pages(self, source: str, day: date) -> list[KeptPage]:
        """Return the pages of a source kept on a day."""
        ...

    def drafts(self, source: str) -> dict[str, str]:
        """Return the drafts read from them, by id."""
        ...

    def keep_page(self, source: str, day: date, page: KeptPage, drafts: dict[str, str]) -> None:
        """Keep a page and its drafts."""
        ...

    def forget_pages(self, source: str, listing: str) -> None:
        """Forget the pages of a listing."""
        ...


@dataclass(frozen=True)
class Catalogue:
    """What was read: the aids of the region and what to say about it.

    `trouble` is empty where the reading is whole.
    """

    reading: SourceReading
    skipped: tuple[str, ...] = ()
    trouble: str = ""
    resumed: int = 0
    unknown_labels: tuple[str, ...] = ()


class CatalogueReader:
    """Reads the listings of the region and of each département into drafts.

    It tells what is missing too.
    """

    def __init__(
        self,
        client: AidesTerritoires,
        notebook: Notebook,
        labels: Labels,
        places: Places,
        today: date,
        progress: Progress,
    ) -> None:
        self._client = client
        self._notebook = notebook
        self._labels = labels
        self._places = places
        self._mailbox_words = mailbox_words(places)
        self._today = today
        self._progress = progress
        self._drafts: dict[str, Draft] = {}
        # By id, the hash of its record: most are in every listing, and reading HTML is slow.
        self._read: dict[str, int] = {}
        self._pages: dict[str, dict[int, KeptPage]] = {}
        self._codes: dict[Territory, frozenset[str] | None] = {}
        self._troubles: dict[str, None] = {}
        self._bad = 0

    def read(self) -> Catalogue:
        """Return all that could be read.

        Raises StorageError where a page can't be kept; those kept are not lost.
        """
        kept = self._notebook.pages(SOURCE, self._today)
        for page in kept:
            self._pages.setdefault(page.listing, {})[page.number] = page
        self._drafts = {
            id_: draft_from_json(text) for id_, text in self._notebook.drafts(SOURCE).items()
        }
        try:
            listings = self._client.listings(self._places)
            total = self._client.total()
            for listing in listings:
                self._read_listing(listing, total)
        except PageError as error:
            self._troubles[f"{UNEXPECTED} : {error}"] = None
        except SourceError as error:
            self._troubles[str(error)] = None
        return self._catalogue(len(kept))

    def _read_listing(self, listing: Listing, total: int) -> None:
        """Read a listing, and once more where it changed meanwhile.

        It is whole where it holds as many aids as it says.
        """
        for again in (False, True):
            if again:
                self._notebook.forget_pages(SOURCE, listing.name)
                self._pages.pop(listing.name, None)
            read_whole = self._read_pages(listing, total)
            counts = {page.count for page in self._pages.get(listing.name, {}).values()}
            if not read_whole:
                return
            if counts == {len(self._ids(listing.name))}:
                return
        read = len(self._ids(listing.name))
        self._troubles[
            f"la liste « {listing.name} » change pendant la lecture ({read} aides lues)"
        ] = None

    def _read_pages(self, listing: Listing, total: int) -> bool:
        """Read the pages not kept yet; return whether all could be."""
        whole, number, last = True, 1, 1
        while number <= last:
            page = self._pages.get(listing.name, {}).get(number)
            if page is None:
                try:
                    page = self._read_page(listing, number, total)
                    self._bad = 0
                except PageError as error:
                    self._bad += 1
                    whole = False
                    self._troubles[f"page {number} de la liste « {listing.name} » : {error}"] = None
                    if self._bad >= _MOST_BAD_PAGES:
                        raise RefusedError(
                            f"{UNEXPECTED} : {self._bad} pages illisibles de suite, "
                            "la lecture s’arrête"
                        ) from error
            if page:
                last = min(-(-page.count // PAGE_SIZE), _MOST_PAGES)
            self._progress(listing.name, number, last)
            number += 1
        return whole

    def _read_page(self, listing: Listing, number: int, total: int) -> KeptPage:
        page = self._client.page(listing, number)
        if page.count >= total:
            raise RefusedError(
                f"le filtre « {listing.name} » n’a rien filtré ({page.count} aides sur {total})"
            )
        drafts, skipped = self._read_records(page)
        ids = tuple(dict.fromkeys((*drafts, *(id_ for id_, _ in skipped))))
        kept = KeptPage(listing.name, number, page.count, ids, skipped)
        fresh = {id_: draft for id_, draft in drafts.items() if self._drafts.get(id_) is not draft}
        self._notebook.keep_page(
            SOURCE, self._today, kept, {id_: draft.to_json() for id_, draft in fresh.items()}
        )
        self._drafts |= fresh
        self._pages.setdefault(listing.name, {})[number] = kept
        return kept

    def _read_records(self, page: Page) -> tuple[dict[str, Draft], tuple[tuple[str, str], ...]]:
        """Return the aids of a page, and those that can't be read.

        PageError is raised where half of it can't: that is another schema.
        """
        drafts: dict[str, Draft] = {}
        skipped = []
        for record in page.records:
            id_, mark = _id_or_none(record), hash(repr(record))
            try:
                known = self._drafts.get(id_) if self._read.get(id_) == mark else None
                drafts[id_] = known or read_record(record, self._labels, self._mailbox_words)
                self._read[id_] = mark
            except ValueError as error:
                skipped.append((id_, str(error)))
        if len(skipped) * 2 > len(page.records) or any(not id_ for id_, _ in skipped):
            why = skipped[0][1]
            raise PageError(
                f"{len(skipped)} aides sur {len(page.records)} d’une autre forme ({why})"
            )
        return drafts, tuple(skipped)

    def _ids(self, *listings: str) -> set[str]:
        return {
            id_
            for listing in listings
            for page in self._pages.get(listing, {}).values()
            for id_ in page.ids
        }

    def _codes_of(self, territory: Territory) -> frozenset[str] | None:
        """Return our codes for a territory, looked up once.

        There are far fewer territories than aids.
        """
        if territory not in self._codes:
            self._codes[territory] = codes_of(territory, self._places)
        return self._codes[territory]

    def _catalogue(self, resumed: int) -> Catalogue:
        pages = [page for listing in self._pages.values() for page in listing.values()]
        unread = {id_: why for page in pages for id_, why in page.skipped}
        held_in = {listing: self._ids(listing) for listing in self._pages if listing != REGION}
        seen = self._ids(*self._pages)
        aids = []
        for id_ in sorted(seen & self._drafts.keys()):
            listed_in = frozenset(listing for listing, ids in held_in.items() if id_ in ids)
            codes = self._codes_of(self._drafts[id_].territory(listed_in))
            if codes is not None:
                aids.append(replace(self._drafts[id_].aid, places=codes))
        unknown = {
            each for aid in aids for each in aid.labels if self._labels.themes_of(each) is None
        }
        return Catalogue(
            SourceReading(tuple(aids), not self._troubles, frozenset(unread)),
            tuple(f"{id_} : {why}" for id_, why in sorted(unread.items())),
            _told(list(self._troubles)),
            resumed,
            tuple(sorted(unknown)),
        )


def confirm(
    client: AidesTerritoires,
    ids: Sequence[str],
    labels: Labels,
    places: Places,
    today: date,
    progress: Progress,
) -> frozenset[str]:
    """Return those of the ids that are open no more, asked about one by one.

    One that can't be told is taken for open.
    """
    gone = set()
    for count, id_ in enumerate(ids, 1):
        progress("disparues", count, len(ids))
        try:
            record = client.by_id(id_.removeprefix("at-"))
            if record is None or not _still_ours(record, labels, places, today):
                gone.add(id_)
        except (PageError, ValueError):
            continue
    return frozenset(gone)


def _told(troubles: list[str]) -> str:
    """Return the troubles in one line, the last ones first.

    The first pages that fail tell less than what it came to.
    """
    more = f" ; et {len(troubles) - _TOLD} autres ennuis" if len(troubles) > _TOLD else ""
    return " ; ".join(reversed(troubles[-_TOLD:])) + more


def _id_or_none(record: dict[str, object]) -> str:
    """Return our id for a record; nothing where it has none."""
    try:
        return id_of(record)
    except ValueError:
        return ""


def _still_ours(record: dict[str, object], labels: Labels, places: Places, today: date) -> bool:
    """Tell whether an aid is open, or to come, in the region.

    What the API gives by id may be a draft, or expired.
    """
    draft = read_record(record, labels, mailbox_words(places))
    coming = draft.aid.opens is not None and draft.aid.opens > today
    return (record.get("is_live") is True or coming) and codes_of(
        draft.territory(), places
    ) is not None
