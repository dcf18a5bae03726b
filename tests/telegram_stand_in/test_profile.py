"""The profile: commands by scope and language, name, descriptions, menu button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.telegram_stand_in.calling import call

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn

PRIVATE = {"type": "all_private_chats"}
AIDE = {"command": "aide", "description": "Aide"}


def test_commands_are_kept_by_scope_and_language(quiet: StandIn) -> None:
    assert call(quiet, "setMyCommands", commands=[AIDE], scope=PRIVATE, language_code="fr") is True
    assert call(quiet, "getMyCommands", scope=PRIVATE, language_code="fr") == [AIDE]
    assert call(quiet, "getMyCommands", scope=PRIVATE) == []
    assert call(quiet, "deleteMyCommands", scope=PRIVATE, language_code="fr") is True
    assert call(quiet, "getMyCommands", scope=PRIVATE, language_code="fr") == []


@pytest.mark.parametrize(
    ("name", "description", "why"),
    [
        ("", "x", "command must be non-empty"),
        ("Aide", "x", "BOT_COMMAND_INVALID"),
        ("aidé", "x", "BOT_COMMAND_INVALID"),
        ("a" * 33, "x", "command length must not exceed 32"),
        ("aide", " ", "command description must be non-empty"),
        ("aide", "x" * 257, "command description length must not exceed 256"),
    ],
)
def test_a_command_is_refused(quiet: StandIn, name: str, description: str, why: str) -> None:
    commands = [{"command": name, "description": description}]
    assert call(quiet, "setMyCommands", commands=commands) == f"Bad Request: {why}"


def test_scopes_and_languages_are_checked(quiet: StandIn) -> None:
    assert (
        call(quiet, "setMyCommands", commands=[AIDE] * 101) == "Bad Request: BOT_COMMANDS_TOO_MUCH"
    )
    assert call(quiet, "setMyCommands", commands=[AIDE], language_code="français").startswith(
        "Bad Request: invalid language"
    )
    unknown = call(quiet, "setMyCommands", commands=[AIDE], scope={"type": "village"})
    assert unknown == "Bad Request: can't parse BotCommandScope: unsupported type specified"
    scope = {"type": "chat_administrators", "chat_id": -9}
    assert (
        call(quiet, "setMyCommands", commands=[AIDE], scope=scope) == "Bad Request: chat not found"
    )


@pytest.mark.parametrize(("method", "key", "longest"), [
    ("MyName", "name", 64), ("MyDescription", "description", 512),
    ("MyShortDescription", "short_description", 120),
])  # fmt: skip
def test_texts_are_kept_by_language(quiet: StandIn, method: str, key: str, longest: int) -> None:
    assert call(quiet, f"set{method}", **{key: "é" * longest}) is True
    assert call(quiet, f"set{method}", **{key: "fr", "language_code": "fr"}) is True
    assert call(quiet, f"get{method}", language_code="fr") == {key: "fr"}
    assert call(quiet, f"get{method}", language_code="de") == {key: "é" * longest}
    assert "too long" in call(quiet, f"set{method}", **{key: "é" * (longest + 1)})


def test_the_menu_button(quiet: StandIn) -> None:
    assert call(quiet, "getChatMenuButton") == {"type": "default"}
    assert call(quiet, "setChatMenuButton", menu_button={"type": "commands"}) is True
    assert call(quiet, "getChatMenuButton") == {"type": "commands"}
    assert "unsupported type" in call(quiet, "setChatMenuButton", menu_button={"type": "x"})
