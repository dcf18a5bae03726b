"""The dialogues of the conversation, played through the real application and the stand-in.

Not one call is refused.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.plain import plain
from tests.bot.channels.telegram.running import in_thread
from tests.bot.test_dialogues import _SPANS, FOLDER, Dialogue, _bare, dialogues
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World
    from tests.telegram_stand_in.world import Message

pytestmark = pytest.mark.slow

_CHATS = count(1001)
STARTS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC).timestamp()


class Scene:
    """A dialogue being played in a chat: what the bot wrote or changed at the last turn."""

    def __init__(self, telegram: StandIn) -> None:
        self.telegram, self.chat = telegram, next(_CHATS)
        self.shown: list[Message] = []
        self.files: list[str] = []
        telegram.world.clock.advance(STARTS - telegram.world.clock.now())

    def play(self, sign: str, rest: str) -> None:
        buttons = [button for message in self.shown for button in message.buttons]
        if sign == ">":
            self._do(rest)
        elif sign in "=!":
            words = _bare(
                "\n".join(plain(message.source or message.text) for message in self.shown)
            )
            assert (_bare(rest) in words) is (sign == "="), words
        elif sign == "[":
            labels = [_bare(button["text"]) for button in buttons]
            for wanted in rest.rstrip(" ]").split("|"):
                assert any(label.startswith(_bare(wanted)) for label in labels), (
                    f"{wanted} not in {labels}"
                )
        elif sign == "@":
            number, unit = rest.split()
            self.telegram.world.clock.advance(
                int(number) * _SPANS[unit.rstrip("s")].total_seconds()
            )
        else:
            assert sign == "~"
            assert any(name.endswith(rest) for name in self.files), self.files

    def _do(self, typed: str) -> None:
        telegram, before, called = self.telegram, self._state(), len(self.telegram.calls)
        if typed.startswith("["):
            wanted = _bare(typed.strip("[]"))
            pairs = [
                (message, button)
                for message in self.shown
                for button in message.buttons
                if "callback_data" in button
            ]
            begin = [pair for pair in pairs if _bare(pair[1]["text"]).startswith(wanted)]
            message, button = min(begin, key=lambda pair: _bare(pair[1]["text"]) != wanted)
            telegram.press_data(message, button["callback_data"])
        elif typed.startswith("{"):
            message = (telegram.messages(self.chat) or [telegram.say(self.chat, "bonjour")])[-1]
            telegram.press_data(message, typed.strip("{}"))
        else:
            telegram.say(self.chat, typed)
        telegram.wait(lambda: not telegram.updates.waiting)
        after = self._state()
        self.shown = [
            message
            for message in telegram.messages(self.chat)
            if after[message.id] != before.get(message.id)
        ]
        self.files = [
            str(value) for call in telegram.calls[called:] for value in call.parameters.values()
        ]

    def _state(self) -> dict[int, Any]:
        return {message.id: message.edits for message in self.telegram.messages(self.chat)}


@pytest.fixture(scope="module")
def telegram(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with (
        StandIn(limits=None) as stand_in,
        in_thread(stand_in, world, tmp_path_factory.mktemp("dialogues")),
    ):
        yield stand_in


@pytest.mark.parametrize("told", list(dialogues(FOLDER)), ids=lambda told: told.name)
def test_the_dialogue_goes_as_written_in_telegram(telegram: StandIn, told: Dialogue) -> None:
    scene, is_empty = Scene(telegram), False
    for number, line in told.lines:
        # Nobody can send nothing in Telegram.
        is_empty = line.strip() == ">" or (is_empty and line[:1] != ">")
        if not is_empty:
            try:
                scene.play(line[0], line[1:].strip())
            except AssertionError as error:
                raise AssertionError(f"{told.name}:{number}: {line}\n{error}") from None
    assert telegram.refused == []
