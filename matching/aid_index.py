"""Live aids as entries of an index, under the lexicon of the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.entries import Entry
from matching.index import build_index
from matching.need import Facet, Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.live_aids.model import LiveAid, Record
    from matching.index import Index
    from matching.matcher import Matcher

_LONGEST_TEXT = 3000  # characters of a description that are looked into: what follows is procedure


def aid_entry(aid: LiveAid) -> Entry:
    """Return the entry of a live aid."""
    # Nobody wrote for an aid the keywords and needs that a card has: its name and labels count
    # twice in their place.
    texts = [("title", aid.name), *(("keywords", label) for label in aid.labels)] * 2
    texts += [("summary", aid.what[:_LONGEST_TEXT]), ("summary", aid.for_whom[:_LONGEST_TEXT])]
    texts += [("partners", funder) for funder in aid.funders]
    return Entry(
        aid.id, tuple(texts), tuple(Meaning(Facet.THEME, theme) for theme in aid.themes), aid.places
    )


def index_aids(records: Mapping[str, Record], cards: Matcher) -> Index:
    """Index live aids under the lexicon of the cards; some seconds for 10,000."""
    return build_index((aid_entry(record.aid) for record in records.values()), cards.parser.lexicon)
