"""The dialogues of the conversation, played through the page's HTTP.

They are played as a browser without JavaScript does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.web.visiting import STARTS, Clock, Visitor
from tests.bot.test_dialogues import _SPANS, FOLDER, Dialogue, _bare, dialogues

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx


class Scene:
    """A dialogue being played on the page: the visitor, and the clock of the site."""

    def __init__(self, visitor: Visitor, clock: Clock) -> None:
        self.visitor, self.clock = visitor, clock

    def play(self, sign: str, rest: str) -> None:
        if sign == ">":
            response = self._do(rest)
            assert response.status_code == 200
        elif sign in "=!":
            words = _bare(self.visitor.answer)
            assert (_bare(rest) in words) is (sign == "="), words
        elif sign == "[":
            labels = [_bare(label) for label in self.visitor.buttons]
            for wanted in rest.rstrip(" ]").split("|"):
                assert any(label.startswith(_bare(wanted)) for label in labels), (
                    f"{wanted} not in {labels}"
                )
        elif sign == "@":
            number, unit = rest.split()
            self.clock.now += int(number) * _SPANS[unit.rstrip("s")]
        else:
            assert sign == "~"
            names = [each.headers["Content-Disposition"] for each in self.visitor.files()]
            assert any(name.endswith(rest) for name in names), names

    def _do(self, typed: str) -> httpx.Response:
        if typed.startswith("["):
            wanted = _bare(typed.strip("[]"))
            begin = [
                (_bare(label), value)
                for label, value in self.visitor.buttons.items()
                if _bare(label).startswith(wanted)
            ]
            _, value = min((pair for pair in begin if pair[1]), key=lambda pair: pair[0] != wanted)
            return self.visitor.press(value)
        if typed.startswith("{"):
            return self.visitor.press(typed.strip("{}"))
        return self.visitor.say(typed)


@pytest.fixture
def scene(lasting_address: str, web_clock: Clock) -> Iterator[Scene]:
    web_clock.now = STARTS
    visitor = Visitor(lasting_address)
    yield Scene(visitor, web_clock)
    visitor.close()


@pytest.fixture
def aided_scene(aided_address: str, web_clock: Clock) -> Iterator[Scene]:
    web_clock.now = STARTS
    visitor = Visitor(aided_address)
    yield Scene(visitor, web_clock)
    visitor.close()


def _play(told: Dialogue, scene: Scene) -> None:
    is_empty = False
    for number, line in told.lines:
        # An empty form greets again.
        is_empty = line.strip() == ">" or (is_empty and line[:1] != ">")
        if is_empty:
            continue
        try:
            scene.play(line[0], line[1:].strip())
        except AssertionError as error:
            raise AssertionError(f"{told.name}:{number}: {line}\n{error}") from None


@pytest.mark.parametrize("told", list(dialogues(FOLDER)), ids=lambda told: told.name)
def test_the_dialogue_goes_as_written_on_the_web(scene: Scene, told: Dialogue) -> None:
    _play(told, scene)


# Lines with "+" change the list of aids under the conversation, which the terminal's own test does.
_STEADY = [
    each
    for each in dialogues(FOLDER / "aides")
    if not any(line.startswith("+") for _, line in each.lines)
]


@pytest.mark.parametrize("told", _STEADY, ids=lambda told: told.name)
def test_the_dialogue_about_aids_goes_as_written_on_the_web(
    aided_scene: Scene, told: Dialogue
) -> None:
    _play(told, aided_scene)
