"""Ordeals of the real bot on a real server, small in the suite and large in the benchmarks."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bot.channels.matrix.running import Process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from tests.bot.channels.matrix.running import Town
    from tests.homeserver.person import Person

LONG = 900.0  # seconds that an ordeal may take in all


@dataclass
class Crowd:
    """People who each have an encrypted room with the bot, and what they ask there."""

    people: list[Person]
    rooms: list[str]
    each: int  # questions, asked in order; each names a card, so that its answer is told apart

    @property
    def asked(self) -> int:
        """How many questions they ask in all."""
        return self.each * len(self.people)

    def answers(self) -> Counter[tuple[int, str]]:
        """Return how often each question was answered, by the person and the card."""
        return Counter(
            (number, card) for number, person in enumerate(self.people) for card in cards(person)
        )

    def unread(self) -> int:
        """Return how many messages could not be deciphered."""
        return sum(len(person.unread) for person in self.people)

    async def ask(self) -> None:
        """Ask, everyone at once."""

        async def ask(person: Person, room: str) -> None:
            for card in range(1, self.each + 1):
                await person.say(room, f"/fiche {card}")

        await asyncio.gather(*map(ask, self.people, self.rooms))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds of what they read. Raises TimeoutError."""
        async with asyncio.timeout(LONG):
            while not holds():  # noqa: ASYNC110 - many are waited for
                await asyncio.sleep(0.05)


@asynccontextmanager
async def crowd(town: Town, people: int, each: int) -> AsyncIterator[Crowd]:
    """Give people whom the bot, which runs, has greeted."""
    async with AsyncExitStack() as stack:
        found = [
            await stack.enter_async_context(await town.person(f"p{number}."))
            for number in range(people)
        ]
        yield Crowd(found, [await person.meet(town.bot) for person in found], each)


async def killed(town: Town, crowded: Crowd, after: Iterable[int]) -> None:
    """Have a crowd ask a bot that is killed after so many answers, and again; end when all came."""
    asking = asyncio.create_task(crowded.ask())
    for number in after:
        with Process(town) as process:
            await process.connected()
            await crowded.until(lambda: len(crowded.answers()) >= number)  # noqa: B023
            process.process.kill()
            process.end()
    with Process(town) as process:
        await process.connected()
        await asking
        await crowded.until(lambda: len(crowded.answers()) >= crowded.asked)
        for person, room in zip(crowded.people, crowded.rooms, strict=True):
            await person.ask(room, "merci")  # whatever came twice has come by then


def cards(person: Person, before: int = 0) -> list[str]:
    """Return the beginnings of the cards that someone was shown."""
    texts = (each.text for each in person.heard[before:] if each.kind == "m.room.message")
    return [" ".join(text.split()[:2]) for text in texts if text.startswith("Fiche ")]
