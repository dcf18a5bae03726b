"""A row of the database that can't be read is passed over and told.

Whoever else writes is answered, and gets the digest.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.conversation.session import Session
from bot.digest.deliveries import DeliveryState
from bot.storage.store import Store
from tests.bot.channels.telegram.running import in_thread
from tests.bot.digest.parts import EIGHT, MONDAY, Village, a_record, someone

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World
    from tests.telegram_stand_in.stand_in import StandIn

ANNE = 1
ANNES, BROKEN = "telegram:1", "telegram:2"
_STANDING = "insert into standings values ('{}', {}, {}, '{}', '2026-11-18')"
_DELIVERY = (
    "insert into deliveries (chat, occasion, kind, content, state, written) "
    "values ('{}', 'x', 'weekly', '{}', '{}', '{}')"
)


def _write(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        _STANDING.format("telegram:5.5", 1, 0, ""),
        _STANDING.format("telegram:", 0, 1, ""),
        _STANDING.format("telegram:-5", 0, 0, "un groupe"),
        "insert into standings values (x'00', 1, 0, '', '2026-11-18')",
        "insert into subscriptions values ('telegram:5.5', '{\"active\": true}', '2026-11-18')",
        "insert into subscriptions values ('telegram:6', '{', '2026-11-18')",
        "insert into turns values ('telegram:2', 'lundi', 'mardi')",
        "insert into turns values ('telegram:1', '2026-11-01', '45')",
        _DELIVERY.format("telegram:5.5", "{}", "blocked", "x"),
        _DELIVERY.format(BROKEN, "{", "waiting", "x"),
        _DELIVERY.format(BROKEN, "[]", "waiting", "2026-11-18T09:00:00+00:00"),
        _DELIVERY.format(BROKEN, "{}", "lost", "x"),
    ],
)
def test_the_bot_starts_and_serves_everyone_else(
    world: World,
    telegram: StandIn,
    tmp_path: Path,
    statement: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    village = Village(world, tmp_path)
    village.subscribe({ANNES: someone(themes=("mobilite",))})
    village.outbox.counts()
    village.close()
    _write(village.path, statement)
    telegram.world.person(ANNE, started=True)
    with caplog.at_level(logging.WARNING), in_thread(telegram, world, tmp_path):
        assert "Votre abonnement commence" in telegram.wait_for_messages(ANNE)[0].text
        telegram.say(ANNE, "mobilité jeunes")
        assert "(fiche 45)" in telegram.wait_for_messages(ANNE, 2)[-1].text
    assert not [record for record in caplog.records if record.exc_info]


def test_what_is_passed_over_is_told(
    world: World, telegram: StandIn, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    village = Village(world, tmp_path)
    village.subscribe({ANNES: someone(themes=("mobilite",))})
    village.outbox.counts()
    village.close()
    _write(
        village.path,
        _STANDING.format("telegram:5.5", 1, 0, ""),
        _DELIVERY.format(BROKEN, "{", "waiting", "x"),
    )
    telegram.world.person(ANNE, started=True)
    with caplog.at_level(logging.WARNING), in_thread(telegram, world, tmp_path):
        telegram.wait_for_messages(ANNE)
    assert "'telegram:5.5'" in caplog.text
    assert "'telegram:2'" in caplog.text


def test_a_delivery_to_a_key_that_cannot_be_read_is_refused_once(
    world: World, tmp_path: Path
) -> None:
    village = Village(world, tmp_path)
    village.subscribe({ANNES: someone(themes=("mobilite",))})
    village.run()
    village.know(a_record(1, seen=MONDAY, themes=("mobilite",)))
    _write(
        village.path,
        _DELIVERY.format(BROKEN, "3", "waiting", "x"),
        "insert into runs (report) values ('{')",
    )
    assert village.run().sent == 1
    assert village.outbox.counts() == {DeliveryState.SENT: 2, DeliveryState.REFUSED: 1}
    assert village.outbox.held(BROKEN).deliveries == ()
    assert village.outbox.reports(10)
    village.close()


def test_figures_count_what_can_be_read(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "tambour.db")) as store:
        store.save_session(ANNES, Session(subscription=someone(), seen=EIGHT))
        _write(store.path, "insert into subscriptions values ('telegram:6', '{', 'x')")
        assert store.tallies()["following"] == 1
