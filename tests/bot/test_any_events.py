"""Whatever people do, in any order, is answered.

Nothing raises, and every reply holds on the strictest channel.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import LONGEST_DATA, LONGEST_TEXT, WIDEST_ROW, Reply
from bot.conversation.session import Session, session_from_json
from bot.conversation.splitting import split, units
from bot.conversation.subscription import subscription_from_json
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.replies import Button
    from bot.conversation.world import World

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXTS = (
    "mobilité jeunes", "et pour les seniors ?", "dans la Somme ?", "pareil mais pour l'Oise",
    "non, plutôt le logement", "la 2", "plus", "contact ?", "qui finance ?", "fiche 45", "aide N",
    "retour", "merci", "bonjour", "stop", "Péronne", "02400", "CIAS ?", "c'est quoi un PETR",
    "vidéosurveillance", "mon dossier", "diagnostic", "<b>&\"'", "",
    "une crèche et aussi des fuites d'eau", "quelles aides pour les seniors ?", "aides ouvertes",
    "abonne-moi à l’eau à Fleury", "mon abonnement", "pause", "arrête les messages",
    "mes aides gardées", "garder", "partager", "city-stade",
)  # fmt: skip
COMMANDS = (
    "start",
    "aide",
    "themes",
    "fiche",
    "dossier",
    "diagnostic",
    "territoire",
    "confidentialite",
    "effacer",
    "inconnue",
    "aides",
    "abonnement",
)

step = st.one_of(
    st.sampled_from(TEXTS).map(Said),
    st.text(max_size=300).map(Said),
    st.tuples(st.sampled_from(COMMANDS), st.sampled_from(("", "45", "Amiens", "ZZ"))).map(
        lambda pair: Commanded(*pair)
    ),
    st.text(max_size=30).map(Pressed),
    st.integers(0, 200),  # press the button of that rank among those ever shown
)


class _Balance(HTMLParser):
    """Checks that tags close in the order they opened.

    Only those of the subset are used.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "a", "code", "blockquote", "time"}
        assert tag in ("a", "time") or not attrs
        self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _holds(reply: Reply) -> None:
    assert 0 < units(reply.text) <= LONGEST_TEXT
    balance = _Balance()
    balance.feed(reply.text)
    balance.close()
    assert not balance.open
    for row in reply.rows:
        assert 1 <= len(row) <= WIDEST_ROW
        for button in row:
            assert button.label
            assert bool(button.data) + bool(button.url) + bool(button.copy) == 1
            assert len(button.data.encode()) <= LONGEST_DATA


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(step, max_size=30), st.integers(0, 400))
def test_any_events_in_any_order_are_answered(
    aided_world: World, steps: list[Event | int], hours: int
) -> None:
    session, now = Session(), START
    seen: list[Button] = []
    for each in steps:
        now += timedelta(hours=hours / 100)
        event = Pressed(seen[each % len(seen)].data) if isinstance(each, int) and seen else each
        if isinstance(event, int):
            continue
        session, replies = respond(aided_world, session, event, now)
        assert replies
        for reply in replies:
            _holds(reply)
            seen += [button for row in reply.rows for button in row if button.data]
        followed = subscription_from_json(session.subscription.to_json())
        session = replace(session_from_json(session.to_json()), subscription=followed)


def test_a_text_too_long_is_cut_between_lines() -> None:
    reply = next(iter(split(Reply("<b>ligne</b>\n" * 900))))
    assert units(reply.text) <= LONGEST_TEXT
    assert reply.text.endswith("</b>")


def test_nothing_is_lost_when_a_text_is_cut() -> None:
    lines = [f"ligne {number}" for number in range(2000)]
    parts = split(Reply("\n".join(lines)))
    assert "\n".join(part.text for part in parts).split("\n") == lines


def test_what_a_template_is_given_is_escaped() -> None:
    assert "<script>" not in say("card_missing", written="<script>", cards={})
