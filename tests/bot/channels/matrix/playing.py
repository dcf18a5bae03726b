"""Plays written dialogues through encrypted rooms.

Some at once, those in which time passes one after the other."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot.channels.matrix.names import transaction
from bot.channels.matrix.rendering import render
from bot.conversation.replies import Button, Reply
from bot.conversation.session import Session
from bot.digest import runner
from bot.errors import StoreError
from tests.bot.test_dialogues import _SPANS, Dialogue, _bare, knowing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.channels.matrix.app import MatrixApp
    from tests.bot.channels.matrix.running import Town
    from tests.homeserver.person import Heard, Person

STARTS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_NUMBERED = re.compile(r"^(?:(\d)\ufe0f\u20e3|\[(\d+)\]) (.*)$", re.MULTILINE)


class Scene:
    """A dialogue being played in a room: what the bot said at the last turn."""

    def __init__(self, app: MatrixApp, town: Town, person: Person, room: str) -> None:
        self.app, self.town, self.person, self.room = app, town, person, room
        self.shown: list[Heard] = []

    async def play(self, sign: str, rest: str) -> None:
        if sign == ">":
            self.shown = await self._do(rest)
        elif sign in "=!":
            words = _bare("\n".join(_NUMBERED.sub("", each.text) for each in self.shown))
            assert (_bare(rest) in words) is (sign == "="), words
        elif sign == "[":
            lines = [
                _bare(re.sub(_NUMBERED, r"\3", line))
                for each in self.shown
                for line in each.text.split("\n")
            ]
            for wanted in rest.rstrip(" ]").split("|"):
                assert any(line.startswith(_bare(wanted)) for line in lines), (
                    f"{wanted} not in {lines}"
                )
        elif sign == "@":
            number, unit = rest.split()
            assert self.town.now
            self.town.now += int(number) * _SPANS[unit.rstrip("s")]
        elif sign == "+":
            await self.app.memory.run(self._know, rest)
        else:
            assert sign == "~"
            assert any(str(each.content.get("filename", "")).endswith(rest) for each in self.shown)

    def _know(self, aids: str) -> None:
        """Change the live aids that the bot knows."""
        assert self.town.now
        known = knowing(self.town.world, aids, self.town.now)
        self.app.keeper._in_use.know(known.live)

    async def _do(self, typed: str) -> list[Heard]:
        if typed.startswith("{"):
            return await self._press_old(typed.strip("{}"))
        if not typed.startswith("["):
            return await self.person.ask(self.room, typed)
        wanted = _bare(typed.strip("[]"))
        offered = [
            (message, int(key or number), _bare(label))
            for message in self.shown
            for key, number, label in _NUMBERED.findall(message.text)
            if _bare(label).startswith(wanted)
        ]
        message, number, _ = min(offered, key=lambda each: each[2] != wanted)
        if message is self.shown[-1]:
            return await self.person.ask(self.room, str(number))
        return await self._react(message.event, number)

    async def _press_old(self, data: str) -> list[Heard]:
        """Press a button of a message that the bot sent long ago, which it has forgotten."""
        (old,) = render(Reply("Un message d’avant.", ((Button("Un bouton", data),),)))
        name = transaction(self.room, len(self.person.heard), data)
        sent = await self.app.sender.send(old, self.room, name)
        await self.person.until(lambda: any(each.event == sent.event for each in self.person.heard))
        return await self._react(sent.event, 1)

    async def _react(self, event: str, number: int) -> list[Heard]:
        before = len(self.person.heard)
        sign = await self.person.react(self.room, event, f"{number}\ufe0f\u20e3")
        return await self.person.answers(self.room, sign, before)


async def play_all(town: Town, told: Iterable[Dialogue], people: int) -> list[str]:
    """Play dialogues, with so many people at once.

    Return those that did not go as written, with why.
    """
    town.now = STARTS
    # The weekly message, sent each minute, would come between two turns of who subscribes.
    with patch.object(runner, "_MINUTE", 86_400.0):
        async with town.living() as app:
            return await _play_together(app, town, list(told), people)


async def _play_together(
    app: MatrixApp, town: Town, told: list[Dialogue], people: int
) -> list[str]:
    failed: list[str] = []
    # Those in which time passes, or that change what the bot knows, have it for themselves.
    alone = [each for each in told if any(line[0] in "@+" for _, line in each.lines)]
    persons = [await town.person() for _ in range(people)]
    waiting = iter([each for each in told if each not in alone])

    async def keep_playing(person: Person, ahead: Iterable[Dialogue]) -> None:
        room = await person.meet(town.bot)
        for each in ahead:
            await _forget(app, person)
            failed.extend(await _play(each, Scene(app, town, person, room)))

    await asyncio.gather(*(keep_playing(person, waiting) for person in persons))
    for each in alone:
        town.now = STARTS
        app.keeper._in_use.know(town.world.live)
        await keep_playing(persons[0], [each])
    assert not any(person.unread for person in persons), "some answers could not be deciphered"
    for person in persons:
        await person.__aexit__()
    return failed


async def _play(told: Dialogue, scene: Scene) -> list[str]:
    is_empty = False
    for number, line in told.lines:
        is_empty = line.strip() == ">" or (is_empty and line[:1] != ">")  # nobody can send nothing
        if not is_empty:
            try:
                await scene.play(line[0], line[1:].strip())
            except (AssertionError, ValueError, TimeoutError) as error:
                return [f"{told.name}:{number}: {line}\n{type(error).__name__} {error}"]
    return []


async def _forget(app: MatrixApp, person: Person) -> None:
    """Begin anew with someone: nothing is remembered of them."""
    key = app.names.person(person.id)
    app.keeper._held.pop(key, None)
    while True:
        try:
            await app.memory.run(app.store.erase, key)
            break
        except StoreError:  # held by the weekly message, on a busy machine
            await asyncio.sleep(0.2)
    assert await app.memory.run(app.store.load_session, key) == Session()
