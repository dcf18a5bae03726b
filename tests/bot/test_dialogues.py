"""Conversations written out as text files.

What the person says, and what the bot must say, must not say, and offers.

In tests/bot/dialogues/*.txt, one dialogue a file, or several short ones, each begun by `- its
title`; blank lines and lines that begin with # are for the reader. Then: `> words` the person
writes, `> /command argument` gives a command, `> [label]` presses the button of that label (or that
begins so) in the last messages, `> {data}` presses an old button that carries these data; `= words`
the answer must hold them; `! words` it must not; `[ label | label` it must offer these buttons; `@
2 jours`, `@ 3 heures` time passes; `~ nom` it must give a file or picture whose name ends so. No
answer may have too many buttons.

Those of dialogues/aides begin with the made-up live aids of open_aids.yaml; `+ 12 jours` there
makes the list that old, `+ rien` empties it, `+ rien jamais` as if it had never been read, `+
lecture` as if it were being read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.channels.plain import plain
from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.session import Session
from matching.live_aids import LiveAids
from matching.words import fold
from tests.bot.few_buttons import Seen, too_many
from tests.bot.open_aids import AS_OF, with_live_aids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.replies import Button, Reply
    from bot.conversation.world import World

FOLDER = Path(__file__).parent / "dialogues"
AIDES = FOLDER / "aides"
_SPANS = {"jour": timedelta(days=1), "heure": timedelta(hours=1), "minute": timedelta(minutes=1)}


class Scene:
    """A dialogue being played: the session, the time, and the last replies."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.session = Session()
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self.replies: tuple[Reply, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(plain(reply.text) for reply in self.replies)

    @property
    def buttons(self) -> list[Button]:
        return [button for reply in self.replies for row in reply.rows for button in row]

    def play(self, sign: str, rest: str) -> None:
        if sign == ">":
            self.session, self.replies = respond(
                self.world, self.session, self._event(rest), self.now
            )
            assert too_many(Seen(rest, self.session, self.replies)) == ""
        elif sign == "=":
            assert _bare(rest) in _bare(self.text)
        elif sign == "!":
            assert _bare(rest) not in _bare(self.text)
        elif sign == "[":
            labels = [_bare(button.label) for button in self.buttons]
            for wanted in rest.rstrip(" ]").split("|"):
                assert any(label.startswith(_bare(wanted)) for label in labels), (
                    f"{wanted} not in {labels}"
                )
        elif sign == "@":
            count, unit = rest.split()
            self.now += int(count) * _SPANS[unit.rstrip("s")]
        elif sign == "+":
            self.world = knowing(self.world, rest, self.now)
        elif sign == "~":
            assert any(
                reply.attachment and reply.attachment.name.endswith(rest) for reply in self.replies
            )
        else:
            raise ValueError(f"unknown sign {sign}")

    def _event(self, typed: str) -> Event:
        if typed.startswith("["):
            wanted = _bare(typed.strip("[]"))
            begin = [
                each for each in self.buttons if _bare(each.label).startswith(wanted) and each.data
            ]
            pressed = min(begin, key=lambda each: _bare(each.label) != wanted, default=None)
            assert pressed, f"no button {wanted} among {[button.label for button in self.buttons]}"
            return Pressed(pressed.data)
        if typed.startswith("{"):
            return Pressed(typed.strip("{}"))
        if typed.startswith("/"):
            name, _, argument = typed[1:].partition(" ")
            return Commanded(name, argument)
        return Said(typed)


def knowing(world: World, aids: str, now: datetime) -> World:
    """Return a world that knows other live aids, as a line that begins with + says."""
    if aids == "lecture":
        return replace(world, live=LiveAids(loading=True))
    if aids.startswith("rien"):
        return with_live_aids(world, {}, None if aids.endswith("jamais") else AS_OF)
    return with_live_aids(world, as_of=now - int(aids.split()[0]) * _SPANS["jour"])


def _bare(text: str) -> str:
    """Compare words, not typography."""
    return " ".join(fold(text).split())


class Dialogue(NamedTuple):
    """What is played: a name, and the numbered lines of a file that it stands on."""

    name: str
    lines: list[tuple[int, str]]


def dialogues(folder: Path) -> Iterator[Dialogue]:
    """Give the dialogues of a folder's files, one by one."""
    for path in sorted(folder.glob("*.txt")):
        told = Dialogue(path.stem, [])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("- "):
                if told.lines:
                    yield told
                told = Dialogue(f"{path.stem}: {line[2:].strip()}", [])
            elif line.strip() and not line.startswith("#"):
                told.lines.append((number, line))
        yield told


@pytest.mark.parametrize("told", list(dialogues(FOLDER)), ids=lambda told: told.name)
def test_the_dialogue_goes_as_written(world: World, told: Dialogue) -> None:
    play(told, Scene(world))


@pytest.mark.parametrize("told", list(dialogues(AIDES)), ids=lambda told: told.name)
def test_the_dialogue_about_aids_goes_as_written(aided_world: World, told: Dialogue) -> None:
    play(told, Scene(aided_world))


def play(told: Dialogue, scene: Scene) -> None:
    """Play a dialogue to its end, or to the first line that does not hold."""
    for number, line in told.lines:
        try:
            scene.play(line[0], line[1:].strip())
        except AssertionError as error:
            raise AssertionError(
                f"{told.name}:{number}: {line}\n{error}\n---\n{scene.text}"
            ) from None
