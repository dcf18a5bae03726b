"""What goes wrong with servers, networks and keys.

Nothing is lost, nothing comes twice, what can't be read is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.channels.matrix import app
from bot.channels.matrix.errors import NextStep
from tests.bot.channels.matrix.ordeals import cards, crowd, killed
from tests.bot.channels.matrix.running import Process, Town, lose_keys, until
from tests.homeserver.faulty import Faulty, in_turn

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from bot.conversation.world import World
    from tests.homeserver.faulty import Fate
    from tests.homeserver.fixtures import Begin

pytestmark = [pytest.mark.slow, pytest.mark.process]
_QUESTIONS = 20


@pytest.mark.parametrize(
    "fate",
    [
        pytest.param(in_turn("", "500", "", ""), id="fails every fourth time"),
        pytest.param(in_turn("", "lost", ""), id="every third answer is lost"),
        pytest.param(in_turn("", "", "", "", "429"), id="asks for pauses"),
        pytest.param(in_turn("", "", "slow"), id="does a third too late to be waited for"),
    ],
)
def test_every_question_is_answered_once_through_a_server_that_fails(
    town: Town, fate: Fate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_TO_ANSWER", Faulty.slowness - 0.5)

    async def scene() -> None:
        async with (
            Faulty(town.server.address, lambda *_: "") as faulty,
            await town.person() as jean,
        ):
            async with town.living(server=faulty.address):
                room = await jean.meet(town.bot)
                faulty.fate = fate
                before = len(jean.heard)
                events = [
                    await jean.say(room, f"/fiche {number}") for number in range(1, _QUESTIONS + 1)
                ]
                await jean.until(lambda: len(cards(jean, before)) >= len(events))
                faulty.fate = lambda *_: ""
            assert cards(jean, before) == [
                f"Fiche {number}." for number in range(1, _QUESTIONS + 1)
            ]
            assert jean.unread == []

    asyncio.run(scene())


@pytest.mark.parametrize(
    "path", ["/joined_members", "/keys/query", "/keys/claim", "/sendToDevice/"]
)
@pytest.mark.parametrize("failure", ["500", "429", "lost"])
def test_everyone_in_a_room_reads_all_whichever_request_for_its_key_fails(
    town: Town, path: str, failure: str
) -> None:
    async def scene() -> None:
        async with (
            Faulty(town.server.address, lambda *_: "") as faulty,
            await town.person("jean.dupont") as jean,
            await town.person("marie.curie") as marie,
            town.living(server=faulty.address) as bot,
        ):
            fates = iter([failure] * 2)
            faulty.fate = lambda _, asked: next(fates, "") if path in asked else ""
            mention = {"m.mentions": {"user_ids": [town.bot]}}
            room = await jean.open(town.bot, marie.id, direct=False, name="Salon")
            await jean.ask(room, "mobilité jeunes", **mention)
            event = jean.heard[-1].event
            bot.client.invalidate_outbound_session(room)  # as when someone comes
            fates = iter([failure] * 2)
            await bot.sender.react(room, event, ["👍"])
            await jean.ask(room, "seniors isolés", **mention)
            for each in (jean, marie):
                await each.until(lambda: any("fiche 42" in said.text for said in each.heard))  # noqa: B023
            assert (jean.unread, marie.unread) == ([], [])

    asyncio.run(scene())


def test_an_invitation_is_accepted_however_often_that_fails(town: Town) -> None:
    fates = iter(("500", "429", "lost"))

    async def scene() -> None:
        async with (
            Faulty(town.server.address, lambda *_: "") as faulty,
            await town.person() as jean,
            town.living(server=faulty.address),
        ):
            faulty.fate = lambda _, path: next(fates, "") if "/join" in path else ""
            await jean.meet(town.bot)
            assert faulty.met["500"] == faulty.met["429"] == faulty.met["lost"] == 1

    asyncio.run(scene())


def test_a_server_that_limits_the_bot_by_its_own_rates_loses_no_question(
    begin_homeserver: Begin, tmp_path: Path, world: World
) -> None:
    async def scene() -> None:
        town = Town(begin_homeserver(limited), tmp_path, world)
        async with await town.person() as jean, town.living() as bot:
            room = await jean.meet(town.bot)
            before = len(jean.heard)
            for number in range(1, _QUESTIONS + 1):
                await jean.say(room, f"/fiche {number}")
            await jean.until(lambda: len(cards(jean, before)) >= _QUESTIONS)
            assert cards(jean, before) == [
                f"Fiche {number}." for number in range(1, _QUESTIONS + 1)
            ]
            assert bot.sender.failed[NextStep.WAIT] > 0

    limited = {"rc_message": {"per_second": 2, "burst_count": 3}}
    asyncio.run(scene())


def test_a_server_that_restarts_loses_no_question(
    begin_homeserver: Begin, tmp_path: Path, world: World
) -> None:
    async def scene() -> None:
        server = begin_homeserver()
        town = Town(server, tmp_path, world)
        async with await town.person() as jean, town.living():
            room = await jean.meet(town.bot)
            before = len(jean.heard)
            await jean.say(room, "/fiche 1")
            await asyncio.to_thread(server.stop, kill=True)
            await asyncio.to_thread(server.start)
            await jean.say(room, "/fiche 2")
            await jean.until(lambda: len(cards(jean, before)) >= 2)
            assert cards(jean, before) == ["Fiche 1.", "Fiche 2."]

    asyncio.run(scene())


def test_a_bot_killed_amid_questions_answers_each_once(town: Town) -> None:
    async def scene() -> Counter[tuple[int, str]]:
        with Process(town) as process:
            await process.connected()
            async with crowd(town, people=2, each=_QUESTIONS // 2) as crowded:
                process.stop()
                await killed(town, crowded, after=[3])
                return crowded.answers()

    times = asyncio.run(scene())
    assert (len(times), set(times.values())) == (_QUESTIONS, {1})


def test_a_key_that_is_late_is_waited_for(town: Town) -> None:
    async def scene() -> None:
        async with town.living() as bot, await town.person() as jean:
            room = await jean.meet(town.bot)
            await jean.ask(room, "bonjour")
            before = len(jean.heard)
            forgotten = lose_keys(bot.client)
            event = await jean.say(room, "mobilité jeunes")
            await until(lambda: bot.encryption.keys.is_asked(next(iter(forgotten))[2]))
            _give_back(bot.client, forgotten)
            (found,) = await jean.answers(room, event, before)
            assert "fiche 45" in found.text

    asyncio.run(scene())


def test_what_cannot_be_deciphered_is_said_once(town: Town) -> None:
    async def scene() -> None:
        async with town.living() as bot, await town.person() as jean:
            room = await jean.meet(town.bot)
            await jean.ask(room, "bonjour")
            before = len(jean.heard)
            lose_keys(bot.client)
            for text in ("mobilité jeunes", "seniors isolés"):
                await jean.say(room, text)
            jean.client.olm.outbound_group_sessions.clear()
            await jean.ask(room, "merci")  # under another key, and once all before it is done
            said = [each.text for each in jean.heard[before:] if each.kind == "m.room.message"]
            assert ["déchiffrer" in each for each in said] == [True, False]


def _give_back(client: object, keys: dict[tuple[str, str, str], object]) -> None:
    for key in keys.values():
        client.olm.inbound_group_store.add(key)  # type: ignore[attr-defined]
