"""Who may invite, what happens to rooms, several people in one.

On a real server, with Tchap's rules."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.matrix.running import until

if TYPE_CHECKING:
    from tests.bot.channels.matrix.running import Town
    from tests.homeserver.person import Person

pytestmark = pytest.mark.slow


def test_an_invitation_from_elsewhere_is_refused_with_the_reason(town: Town) -> None:
    async def scene() -> None:
        async with town.living(admitted=("somme.gouv.fr",)), await town.person() as jean:
            created = await jean.client.room_create(is_direct=True, invite=[town.bot])
            path = f"/_matrix/client/v3/rooms/{created.room_id}/state/m.room.member/{town.bot}"
            token = jean.client.access_token
            member = {"membership": "invite"}
            while member["membership"] == "invite":
                await asyncio.sleep(0.1)
                member = await asyncio.to_thread(town.server.call, "GET", path, None, token)
            assert member["membership"] == "leave"
            assert "serveur" in member["reason"]

    asyncio.run(scene())


@pytest.mark.parametrize("encrypted", [False, True])
def test_among_several_it_answers_mentions_and_replies_in_their_thread(
    town: Town, encrypted: bool
) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean, await town.person("marie") as marie:
            room = await _gather(town, jean, marie, encrypted)
            await jean.say(room, "qui a des idées pour la mobilité des jeunes ?")
            mention = {"m.mentions": {"user_ids": [town.bot]}}
            (found,) = await jean.ask(room, "mobilité jeunes", **mention)
            assert "fiche 45" in found.text
            assert "m.in_reply_to" in found.content["m.relates_to"]
            reply = {"m.relates_to": {"m.in_reply_to": {"event_id": found.event}}}
            (card,) = await jean.ask(room, "1", **reply)
            assert card.text.startswith("Fiche 45")
            thread = {"m.relates_to": {"rel_type": "m.thread", "event_id": found.event}}
            (other,) = await jean.ask(room, "seniors isolés", **thread, **mention)
            assert other.content["m.relates_to"]["event_id"] == found.event
            before, event = len(jean.heard), await jean.react(room, other.event, "1️⃣")
            (opened,) = await jean.answers(room, event, before)
            assert opened.content["m.relates_to"]["event_id"] == found.event
            assert len([each for each in marie.heard if each.sender == town.bot]) >= 3

    asyncio.run(scene())


def test_only_who_runs_a_shared_room_changes_what_it_has_set(town: Town) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean, await town.person("marie") as marie:
            room = await _gather(town, jean, marie)
            mention = {"m.mentions": {"user_ids": [town.bot]}}
            (refused,) = await marie.ask(room, "/territoire Guise", **mention)
            assert "administrateurs" in refused.text
            (done, *_) = await jean.ask(room, "/territoire Guise", **mention)
            assert "Guise" in done.text

    asyncio.run(scene())


def test_a_room_where_nobody_is_left_is_left(town: Town) -> None:
    async def scene() -> None:
        async with town.living() as app, await town.person() as jean:
            room = await jean.meet(town.bot)
            await jean.client.room_leave(room)
            await until(lambda: not app.rooms.is_in(room))

    asyncio.run(scene())


@pytest.mark.parametrize("how", ["room_kick", "room_ban"])
def test_a_room_that_threw_the_bot_out_is_forgotten(town: Town, how: str) -> None:
    async def scene() -> None:
        async with town.living() as app, await town.person() as jean:
            room = await jean.meet(town.bot)
            await getattr(jean.client, how)(room, town.bot)
            await until(lambda: not app.rooms.is_in(room))
            again = await jean.meet(town.bot)
            assert "fiche 45" in (await jean.ask(again, "mobilité jeunes"))[0].text

    asyncio.run(scene())


def test_a_room_that_is_replaced_is_followed_with_what_it_had_set(town: Town) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean, await town.person("marie") as marie:
            room = await _gather(town, jean, marie)
            mention = {"m.mentions": {"user_ids": [town.bot]}}
            await jean.ask(room, "/territoire Guise", **mention)
            token = jean.client.access_token
            path = f"/_matrix/client/v3/rooms/{room}/upgrade"
            body = {"new_version": "11"}
            answer = await asyncio.to_thread(town.server.call, "POST", path, body, token)
            new = answer["replacement_room"]
            for each in (town.bot, marie.id):
                await jean.client.room_invite(new, each)
            await jean.until(lambda: town.bot in jean.joined(new))
            await jean.until(lambda: marie.id in jean.joined(new))
            said = await jean.ask(new, "mon territoire", **mention)
            assert "Guise" in said[0].text

    asyncio.run(scene())


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_question_taken_back_before_its_turn_is_not_answered(town: Town, encrypted: bool) -> None:
    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living():
                room = await jean.meet(town.bot, encrypted)
            before = len(jean.heard)
            taken = await jean.say(room, "mobilité jeunes")
            await jean.client.room_redact(room, taken)
            async with town.living():
                await jean.ask(room, "merci")
            assert not any("fiche 45" in each.text for each in jean.heard[before:])

    asyncio.run(scene())


async def _gather(town: Town, jean: Person, marie: Person, encrypted: bool = False) -> str:
    """Open a room of three, once the bot has said hello there."""
    room = await jean.open(town.bot, marie.id, direct=False, encrypted=encrypted)
    for each in (jean, marie):
        await each.until(partial(_is_greeted, each))
    return room


def _is_greeted(person: Person) -> bool:
    return any("me nomment" in heard.text for heard in person.heard)
