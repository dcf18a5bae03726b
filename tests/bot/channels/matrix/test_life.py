"""Start, stop, start again on a real server.

One device for life, old messages let be, those sent meanwhile answered once."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import SettingError, StoppedError
from tests.bot.channels.matrix.running import Process, until
from tests.homeserver.faulty import Faulty, in_turn
from tests.homeserver.server import PASSWORD

if TYPE_CHECKING:
    from tests.bot.channels.matrix.running import Town
    from tests.homeserver.person import Person

pytestmark = pytest.mark.slow
# A message whose key nobody has.
SEALED = {
    "algorithm": "m.megolm.v1.aes-sha2",
    "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg",
    "device_id": "NOBODYS",
    "sender_key": "EVOgGmHTULDPyqVVs8L7bVnVGk3RR0Kp7hN2aPtqKWE",
    "session_id": "IkwqWxT2zy3DI1E/zM2Wq+CE8tr3eEpsxsVGjGrMPdw",
}


def test_what_is_sent_while_the_bot_is_down_is_answered_once_by_the_same_device(town: Town) -> None:
    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living():
                room = await jean.meet(town.bot)
                await jean.ask(room, "bonjour")
            device = (town.settings.store / "device.json").read_text(encoding="utf-8")
            before = len(jean.heard)
            event = await jean.say(room, "mobilité jeunes")
            async with town.living(password=""):
                (found,) = await jean.answers(room, event, before)
                assert "fiche 45" in found.text
            async with town.living(password=""):
                (thanked,) = await jean.ask(room, "merci")
                assert "fiche 45" not in thanked.text
            assert device == (town.settings.store / "device.json").read_text(encoding="utf-8")
            assert jean.unread == []

    asyncio.run(scene())


def test_a_device_new_to_a_room_does_not_answer_what_was_said_before_it(town: Town) -> None:
    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living():
                room = await jean.meet(town.bot, encrypted=False)
                await jean.ask(room, "mobilité jeunes")
            for file in town.settings.store.iterdir():
                file.unlink()
            before = len(jean.heard)
            async with town.living():
                (thanked,) = await jean.ask(room, "merci")
            assert len([each for each in jean.heard[before:] if each.kind == "m.room.message"]) == 1
            assert "fiche 45" not in thanked.text

    asyncio.run(scene())


def test_a_token_that_the_server_no_longer_knows_is_a_fresh_start(town: Town) -> None:
    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living():
                room = await jean.meet(town.bot)
            (town.settings.store / "since").write_text("nonsense", encoding="utf-8")
            async with town.living():
                (found,) = await jean.ask(room, "mobilité jeunes")
                assert "fiche 45" in found.text

    asyncio.run(scene())


def test_a_new_device_is_signed_by_the_same_identity(town: Town) -> None:
    async def scene() -> list[str]:
        async with town.living() as app:
            return [app.client.device_id, _master(town, app.client.access_token)]

    first = asyncio.run(scene())
    for file in town.settings.store.iterdir():
        file.unlink()
    second = asyncio.run(scene())
    assert first[0] != second[0]
    assert first[1] == second[1]


def test_without_device_nor_password_it_says_what_is_missing(town: Town) -> None:
    with pytest.raises(SettingError, match="TAMBOUR_MATRIX_PASSWORD manque"):
        asyncio.run(town.app(password="").run())


def test_a_question_asked_at_once_is_answered_instead_of_greeted(town: Town) -> None:
    async def scene() -> None:
        async with await town.person() as jean:
            created = await jean.client.room_create(is_direct=True, invite=[town.bot])
            room = created.room_id
            await jean.until(lambda: room in jean.client.rooms)
            event = await jean.say(room, "mobilité jeunes")
            async with town.living():
                (found,) = await jean.answers(room, event, 0)
                assert "fiche 45" in found.text

    asyncio.run(scene())


def test_a_device_that_was_ended_says_what_to_do(town: Town) -> None:
    async def begin() -> str:
        async with town.living() as app:
            return str(app.client.access_token)

    town.server.call("POST", "/_matrix/client/v3/logout", {}, asyncio.run(begin()))
    with pytest.raises(StoppedError, match="nouvel appareil"):
        asyncio.run(town.app().run())


def test_the_command_starts_answers_and_ends(town: Town) -> None:
    async def scene() -> None:
        with Process(town) as process:
            await process.connected()
            async with await town.person() as jean:
                room = await jean.meet(town.bot)
                (found,) = await jean.ask(room, "mobilité jeunes")
                assert "fiche 45" in found.text
            assert process.stop() == 0, process.log

    asyncio.run(scene())


def test_no_log_tells_who_or_what_whatever_goes_wrong(town: Town) -> None:
    async def scene() -> str:
        async with (
            Faulty(town.server.address, in_turn(*[""] * 5, "500", "lost", "429")) as faulty,
            await town.person("marie.curie") as marie,
            await town.person("jeanne.martin") as jeanne,
        ):
            more = {"TAMBOUR_MATRIX_SERVER": faulty.address, "TAMBOUR_MATRIX_ADMINS": marie.id}
            with Process(town, "debug", more) as process:
                await process.connected()
                room, theirs = await marie.meet(town.bot), await jeanne.meet(town.bot)
                # An answer is waited for, not the sign that a question was read: it may be lost.
                await _told(marie, room, "mobilité très confidentielle", "Ce que je garde")
                await _told(marie, room, "/curateur", "Le recueil, cette semaine")
                await _told(marie, room, "mes données", "mes-donnees")
                sealed = f"/_matrix/client/v3/rooms/{room}/send/m.room.encrypted/1"
                town.server.call("PUT", sealed, SEALED, marie.client.access_token)
                shared = await marie.open(town.bot, jeanne.id, direct=False, name="Salon")
                mention = {"m.mentions": {"user_ids": [town.bot]}}
                await _told(marie, shared, "mobilité jeunes", "fiche 45", **mention)
                await marie.until(lambda: any("déchiffrer" in each.text for each in marie.heard))
                await marie.client.room_leave(room)
                await jeanne.client.room_ban(theirs, town.bot)
                await until(lambda: b"out of a room" in process.written())
                process.stop()
            return process.log

    log = asyncio.run(scene())
    token = json.loads((town.settings.store / "device.json").read_text(encoding="utf-8"))["token"]
    assert "admin matrix:" in log
    secrets = ("marie", "curie", "jeanne", "martin", "aisne.gouv", "confidentielle")
    assert not [each for each in (*secrets, token, PASSWORD) if each in log]


async def _told(person: Person, room: str, text: str, answer: str, **more: Any) -> None:
    """Write, and wait for an answer that holds some words."""
    await person.say(room, text, **more)
    await person.until(lambda: any(answer in heard.text for heard in person.heard))


def _master(town: Town, token: str) -> str:
    body: dict[str, Any] = {"device_keys": {town.bot: []}}
    answer = town.server.call("POST", "/_matrix/client/v3/keys/query", body, token)
    return str(answer["master_keys"][town.bot]["keys"])
