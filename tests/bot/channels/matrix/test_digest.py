"""The weekly message on a real server.

Received once whatever happens, waiting for who left, erased with all the rest."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.matrix import gate
from bot.digest.deliveries import DeliveryState
from bot.digest.outbox import Outbox
from tests.bot.channels.matrix.running import Process, until
from tests.bot.digest.parts import EIGHT
from tests.homeserver.faulty import Faulty, in_turn

if TYPE_CHECKING:
    from bot.channels.matrix.app import MatrixApp
    from tests.bot.channels.matrix.running import Town
    from tests.homeserver.person import Person

pytestmark = pytest.mark.slow
_PEOPLE = 8
FIRST = "Votre abonnement commence"


async def subscribe(town: Town, person: Person, encrypted: bool = True) -> str:
    room = await person.meet(town.bot, encrypted)
    said = await person.ask(room, "abonne-moi aux aides pour la mobilité")
    assert "abonn" in said[0].text.lower()
    return room


async def run(app: MatrixApp) -> None:
    assert app.digest_runner
    await app.digest_runner.run_once()


def counts(town: Town) -> dict[DeliveryState, int]:
    with closing(Outbox(town.database)) as outbox:
        return outbox.counts()


def told(person: Person, room: str) -> list[str]:
    return [each.text for each in person.heard if each.room == room and FIRST in each.text]


@pytest.mark.parametrize("encrypted", [False, True])
def test_who_subscribed_is_told_once_and_pages_by_its_numbers(town: Town, encrypted: bool) -> None:
    town.now = EIGHT

    async def scene() -> None:
        async with town.living() as app, await town.person() as jean:
            room = await subscribe(town, jean, encrypted)
            await run(app)
            await run(app)
            await jean.until(lambda: bool(told(jean, room)))
            (opened,) = (await jean.ask(room, "1"))[-1:]
            assert opened.text
            assert len(told(jean, room)) >= 1
            assert counts(town) == {DeliveryState.SENT: 1}

    asyncio.run(scene())


def test_what_a_crash_left_uncertain_is_sent_again_and_received_once_without_a_word(
    town: Town,
) -> None:
    town.now = EIGHT

    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living() as app:
                room = await subscribe(town, jean)
                await run(app)
                await jean.until(lambda: bool(told(jean, room)))
            with closing(
                sqlite3.connect(town.database)
            ) as database:  # killed before the end was noted
                database.execute("update deliveries set state = 'sending', ended = ''")
                database.commit()
            async with town.living() as app:
                await run(app)
                await jean.ask(room, "merci")
            assert counts(town) == {DeliveryState.SENT: 1}
            (once,) = told(jean, room)
            assert "peut-être" not in once

    asyncio.run(scene())


def test_a_bot_killed_amid_the_weekly_message_sends_it_once_to_each(town: Town) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as stack:
            people = [await stack.enter_async_context(await town.person()) for _ in range(_PEOPLE)]
            with Process(town) as process:
                await process.connected()
                rooms = [await subscribe(town, person) for person in people]
                process.stop()
            with Process(town) as process:
                await until(lambda: _received(people, rooms) >= 2)
                process.process.kill()
                process.end()
            _forget_lease(town)  # else the dead one's is waited for, a minute
            with Process(town) as process:
                await until(lambda: _received(people, rooms) >= _PEOPLE)
                for person, room in zip(people, rooms, strict=True):
                    await person.ask(room, "merci")
            assert [
                len(told(person, room)) for person, room in zip(people, rooms, strict=True)
            ] == [1] * _PEOPLE
            assert not any(
                "peut-être" in each
                for person in people
                for each in told(person, person.heard[0].room)
            )

    asyncio.run(scene())


def _forget_lease(town: Town) -> None:
    with closing(sqlite3.connect(town.database)) as database:
        database.execute("delete from lease")
        database.commit()


def _received(people: list[Person], rooms: list[str]) -> int:
    return sum(len(told(person, room)) for person, room in zip(people, rooms, strict=True))


def test_who_left_is_told_once_back(town: Town) -> None:
    town.now = EIGHT

    async def scene() -> None:
        async with town.living() as app, await town.person() as jean:
            room = await subscribe(town, jean)
            await jean.client.room_leave(room)
            await until(lambda: not app.rooms.is_in(room))
            await run(app)
            assert counts(town) == {DeliveryState.BLOCKED: 1}
            again = await jean.meet(town.bot)
            await run(app)
            await jean.until(lambda: bool(told(jean, again)))
            assert counts(town) == {DeliveryState.SENT: 1}

    asyncio.run(scene())


def test_where_it_may_not_write_it_waits_until_it_is_spoken_to(town: Town) -> None:
    town.now = EIGHT

    async def scene() -> None:
        async with town.living() as app, await town.person() as jean:
            room = await subscribe(town, jean)
            await _let_write(jean, room, 50)
            await run(app)
            assert counts(town) == {DeliveryState.BLOCKED: 1}
            await _let_write(jean, room, 0)
            await run(app)
            assert counts(town) == {DeliveryState.BLOCKED: 1}
            await jean.ask(room, "merci")
            await run(app)
            await jean.until(lambda: bool(told(jean, room)))
            assert counts(town) == {DeliveryState.SENT: 1}

    asyncio.run(scene())


def test_a_server_that_asks_for_pauses_gets_it_later_and_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_CALM", 0.5)
    town.now = EIGHT

    async def scene() -> None:
        async with (
            Faulty(town.server.address, in_turn("")) as faulty,
            town.living(server=faulty.address) as app,
            await town.person() as jean,
        ):
            room = await subscribe(town, jean)
            faulty.fate = lambda _, path: "429" if "/send/m.room.encrypted" in path else ""
            await run(app)
            assert counts(town) == {DeliveryState.DEFERRED: 1}
            faulty.fate = in_turn("")
            assert town.now
            town.now += timedelta(minutes=10)
            await until(lambda: not app.sender.gate.is_slow)
            await run(app)
            await jean.until(lambda: bool(told(jean, room)))
            await run(app)
            await jean.ask(room, "merci")
            assert len(told(jean, room)) == 1

    asyncio.run(scene())


async def _let_write(jean: Person, room: str, level: int) -> None:
    """Set from which power level someone may write in a room."""
    levels = await jean.client.room_get_state_event(room, "m.room.power_levels")
    content = levels.content | {"events_default": level}
    await jean.client.room_put_state(room, "m.room.power_levels", content)


def test_what_is_kept_is_given_and_erased_on_demand(town: Town) -> None:
    town.now = EIGHT

    async def scene() -> None:
        async with town.living() as app, await town.person() as jean:
            room = await subscribe(town, jean)
            await run(app)
            said = await jean.ask(room, "mes données")
            (file,) = [each for each in said if each.content["msgtype"] == "m.file"]
            assert '"état": "envoyé"' in (await jean.file(file)).decode()
            assert _rows(town)
            await jean.ask(room, "effacer mes données")
            await jean.ask(room, "1")
            assert _rows(town) == []

    asyncio.run(scene())


def _rows(town: Town) -> list[tuple[str, str]]:
    """Return every row that any table keeps under a chat."""
    found = []
    with closing(sqlite3.connect(town.database)) as database:
        tables = [
            name
            for (name,) in database.execute("select name from sqlite_master where type = 'table'")
        ]
        for table in tables:
            columns = [row[1] for row in database.execute(f'pragma table_info("{table}")')]
            if "chat" in columns:
                found += [
                    (table, chat) for (chat,) in database.execute(f'select chat from "{table}"')
                ]
    assert not any("jean" in chat or "@" in chat for _, chat in found)
    return found
