"""Alone with someone on a real server.

Hello, answers, numbers and reactions that press, files, what is no text."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.channels.matrix.rendering import POLL

if TYPE_CHECKING:
    from tests.bot.channels.matrix.running import Town
    from tests.homeserver.person import Heard, Person

pytestmark = pytest.mark.slow
_TEXT = "org.matrix.msc1767.text"


@pytest.mark.parametrize("encrypted", [False, True])
def test_someone_who_invites_the_bot_is_greeted_and_answered(town: Town, encrypted: bool) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean:
            room = await jean.meet(town.bot, encrypted)
            assert "Tambour" in jean.heard[0].text
            (found,) = await jean.ask(room, "mobilité jeunes")
            assert "fiche 45" in found.text
            assert "<b>" in found.content["formatted_body"]
            (card,) = await jean.ask(room, "1")
            assert card.text.startswith("Fiche ")
            assert jean.unread == []

    asyncio.run(scene())


def test_a_reaction_presses_the_button_of_its_number_even_after_a_restart(town: Town) -> None:
    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living():
                room = await jean.meet(town.bot)
                (found,) = await jean.ask(room, "mobilité jeunes")
                await jean.until(
                    lambda: len([each for each in jean.heard if each.kind == "m.reaction"]) >= 3
                )
                assert (await _reacted(jean, room, found, "1️⃣"))[0].text.startswith("Fiche 45")
            async with town.living():
                assert (await _reacted(jean, room, found, "2️⃣"))[0].text.startswith("Fiche ")
                assert await _reacted(jean, room, found, "👍") == []

    asyncio.run(scene())


def test_a_number_presses_a_button_shown_before_a_restart(town: Town) -> None:
    async def scene() -> None:
        async with await town.person() as jean:
            async with town.living():
                room = await jean.meet(town.bot)
                await jean.ask(room, "mobilité jeunes")
            async with town.living():
                (card,) = await jean.ask(room, "1")
                assert card.text.startswith("Fiche 45")

    asyncio.run(scene())


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_file_is_sent_as_the_room_is_and_whole(town: Town, encrypted: bool) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean:
            room = await jean.meet(town.bot, encrypted)
            said = await jean.ask(room, "mes données")
            (file,) = [each for each in said if each.content["msgtype"] == "m.file"]
            assert ("file" in file.content) is encrypted
            assert file.content["filename"].endswith(".json")
            content = await jean.file(file)
            assert (content[:1], len(content)) == (b"{", file.content["info"]["size"])

    asyncio.run(scene())


def test_what_is_no_text_gets_a_word(town: Town) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean:
            room = await jean.meet(town.bot, encrypted=False)
            before = len(jean.heard)
            content = {
                "msgtype": "m.image",
                "body": "photo.jpg",
                "url": await jean.upload(b"\xff\xd8"),
            }
            event = await jean.send(room, content)
            (said,) = await jean.answers(room, event, before)
            assert "photos" in said.text
            assert "Écrivez votre besoin" in said.text

    asyncio.run(scene())


def test_the_last_question_corrected_is_answered_as_it_now_reads(town: Town) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean:
            room = await jean.meet(town.bot)
            first = await jean.say(room, "bonjuor")
            await jean.answers(room, first, 0)
            edited = {
                "m.new_content": {"msgtype": "m.text", "body": "mobilité jeunes"},
                "m.relates_to": {"rel_type": "m.replace", "event_id": first},
            }
            (found,) = await jean.ask(room, "* mobilité jeunes", **edited)
            assert "fiche 45" in found.text
            await jean.ask(room, "merci")
            (said,) = await jean.ask(room, "* mobilité jeunes", **edited)
            assert "corrigé" in said.text

    asyncio.run(scene())


def test_a_question_of_the_assessment_is_a_poll_too_and_its_vote_an_answer(town: Town) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean:
            room = await jean.meet(town.bot)
            await jean.ask(room, "autodiagnostic")
            await jean.ask(room, "1")
            await jean.until(lambda: bool(_polls(jean)))
            poll = _polls(jean)[0]
            answers = poll.content[f"{POLL}.start"]["answers"]
            (following,) = await _voted(jean, room, poll, answers[1]["id"])
            assert answers[1][_TEXT] in following.text.split("\n")[0]
            (typed,) = await jean.ask(room, "2")
            assert "Noté" in typed.text

    asyncio.run(scene())


def test_a_vote_changed_later_changes_its_own_question_alone(town: Town) -> None:
    async def scene() -> None:
        async with town.living() as bot, await town.person() as jean:
            room = await jean.meet(town.bot, encrypted=False)
            await jean.ask(room, "autodiagnostic")
            await jean.ask(room, "1")
            await jean.until(lambda: bool(_polls(jean)))
            poll = _polls(jean)[0]
            answers = poll.content[f"{POLL}.start"]["answers"]
            await _voted(jean, room, poll, answers[1]["id"])
            await jean.ask(room, "2")  # of the question that followed
            (again,) = await _voted(jean, room, poll, answers[0]["id"])
            assert answers[0][_TEXT] in again.text.split("\n")[0]
            session = await bot.memory.run(bot.store.load_session, bot.names.person(jean.id))
            levels, (first, second) = session.assessment.levels, (answers[0], answers[1])
            question, _, value = first["id"].removeprefix("level:").rpartition(":")
            assert levels.pop(question) == int(value)
            assert [str(each) for each in levels.values()] == [second["id"].rpartition(":")[2]]

    asyncio.run(scene())


def test_a_sign_under_another_message_or_taken_back_asks_nothing(town: Town) -> None:
    async def scene() -> None:
        async with town.living(), await town.person() as jean:
            room = await jean.meet(town.bot)
            own = await jean.say(room, "mobilité jeunes")
            found, before = (await jean.answers(room, own, 0))[-1], len(jean.heard)
            await jean.react(room, own, "1️⃣")
            await _reacted(jean, room, found, "1️⃣")
            said = [each.text[:8] for each in jean.heard[before:] if each.kind == "m.room.message"]
            assert said == ["Fiche 45"]
            await jean.client.room_redact(room, own)
            (thanked,) = await jean.ask(room, "merci")
            assert "Fiche" not in thanked.text

    asyncio.run(scene())


def _polls(jean: Person) -> list[Heard]:
    return [each for each in jean.heard if each.kind == f"{POLL}.start"]


async def _voted(jean: Person, room: str, poll: Heard, answer: str) -> list[Heard]:
    before = len(jean.heard)
    vote = {
        f"{POLL}.response": {"answers": [answer]},
        "m.relates_to": {"rel_type": "m.reference", "event_id": poll.event},
    }
    event = await jean.send(room, vote, f"{POLL}.response")
    return await jean.answers(room, event, before)


async def _reacted(jean: Person, room: str, message: Heard, sign: str) -> list[Heard]:
    before = len(jean.heard)
    event = await jean.react(room, message.event, sign)
    if sign == "👍":
        return (await jean.ask(room, "merci"))[1:]
    return await jean.answers(room, event, before)
