"""`tambour hear` and `tambour chat --json` tell what was heard and why.

The second holds many chats in one process, apart from each other.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bot.channels.json_lines import converse
from bot.channels.keeper import Keeper
from bot.commands import conversing
from bot.commands.cli import tambour

if TYPE_CHECKING:
    from bot.conversation.world import World


def _answers(world: World, *lines: object) -> list[dict[str, Any]]:
    out = io.StringIO()
    typed = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    converse(Keeper(world, None), typed, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_what_is_heard_is_said_in_its_context(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversing, "settled_world", lambda: world)
    alone = CliRunner().invoke(tambour, ["hear", "la 2"])
    then = CliRunner().invoke(tambour, ["hear", "la 2", "--after", "mobilité jeunes"])
    assert alone.exit_code == then.exit_code == 0
    assert "NotThere" in alone.stdout
    assert "OfSeen(what='open'" in then.stdout
    assert "« open »" in then.stdout


def test_chats_are_apart_and_answered_line_for_line(world: World) -> None:
    a, b, opened = _answers(
        world,
        {"chat": "a", "text": "mobilité jeunes"},
        {"chat": "b", "text": "la 2"},
        {"chat": "a", "text": "la 2"},
    )
    assert [each["chat"] for each in (a, b, opened)] == ["a", "b", "a"]
    assert (a["act"], b["act"], opened["act"]) == ("AskNeed", "NotThere", "OfSeen")
    assert set(a["replies"][0]) == {"text", "buttons", "files"}
    assert all(button["label"] for button in a["replies"][0]["buttons"])


def test_a_button_is_pressed_by_its_data_and_a_file_is_given(world: World) -> None:
    (given,) = _answers(world, {"chat": "a", "press": "mydata"})
    assert given["act"] == "Show"
    assert [file["name"] for reply in given["replies"] for file in reply["files"]] == [
        "mes-donnees.json"
    ]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"chat": "a"}', '{"text": "bonjour"}', '{"chat": 3, "text": "bonjour"}']
)
def test_a_line_that_can_t_be_read_is_said_and_the_next_is_answered(
    world: World, line: str
) -> None:
    wrong, right = _answers(world, line, {"chat": "a", "text": "bonjour"})
    assert wrong["error"]
    assert right["replies"]
