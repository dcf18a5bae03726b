"""Plays written dialogues through encrypted rooms.

Some at once, those in which time passes one after the other."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.conversation.session import Session
from tests.bot.test_dialogues import _SPANS, Dialogue, _bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.channels.matrix.app import MatrixApp
    from tests.bot.channels.matrix.running import Town
    from tests.homeserver.person import Heard, Person

STARTS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_NUMBERED = re.compile(r"^(?:(\d)\ufe0f\u20e3|\[(\d+)\]) (.*)$", re.MULTILINE)


def can_be_played(told: Dialogue) -> bool:
    """Tell whether a dialogue holds only what a person can do here.

    Nobody forges the data of a button."""
    return not any(line.startswith("> {") for _, line in told.lines)


class Scene:
    """A dialogue being played in a room: what the bot said at the last turn."""

    def __init__(self, town: Town, person: Person, room: str) -> None:
        self.town, self.person, self.room = town, person, room
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
        else:
            assert sign == "~"
            assert any(str(each.content.get("filename", "")).endswith(rest) for each in self.shown)

    async def _do(self, typed: str) -> list[Heard]:
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
        before = len(self.person.heard)
        event = await self.person.react(self.room, message.event, f"{number}\ufe0f\u20e3")
        return await self.person.answers(self.room, event, before)


async def play_all(town: Town, told: Iterable[Dialogue], people: int) -> list[str]:
    """Play dialogues, with so many people at once.

    Return those that did not go as written, with why."""
    failed: list[str] = []
    town.now = STARTS
    async with town.living() as app:
        timed = [each for each in told if any(line.startswith("@") for _, line in each.lines)]
        others = [each for each in told if each not in timed]
        persons = [await town.person() for _ in range(people)]
        waiting = iter(others)

        async def keep_playing(person: Person, ahead: Iterable[Dialogue]) -> None:
            room = await person.meet(town.bot)
            for each in ahead:
                await _forget(app, person)
                failed.extend(await _play(each, Scene(town, person, room)))

        await asyncio.gather(*(keep_playing(person, waiting) for person in persons))
        for each in timed:
            town.now = STARTS
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
    await app.memory.run(app.store.erase, key)
    assert await app.memory.run(app.store.load_session, key) == Session()
