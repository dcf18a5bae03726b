"""Keyboards: what Telegram refuses of a reply_markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.links import wrong_link
from tests.telegram_stand_in.refusals import bad_request

if TYPE_CHECKING:
    from tests.telegram_stand_in.parameters import Parameters

MOST_IN_A_ROW = 8
MOST_BUTTONS = 100
_ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query",
    "switch_inline_query_chosen_chat", "switch_inline_query_current_chat", "login_url", "web_app",
    "copy_text",
)  # fmt: skip
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def read_markup(parameters: Parameters, *, inline_only: bool = False) -> dict[str, Any] | None:
    """Return the keyboard of a call, checked; None where there is none."""
    return check_markup(
        parameters.decoded("reply_markup", "reply keyboard markup"), inline_only=inline_only
    )


def check_markup(markup: Any, *, inline_only: bool = False) -> dict[str, Any] | None:
    """Return a keyboard as it is, or refuse it; one with no button counts as none."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not any(kind in markup for kind in _KINDS):
        raise bad_request("Object expected as reply markup")
    if inline_only and "inline_keyboard" not in markup:
        raise bad_request("Inline keyboard expected")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("Input field placeholder must be 1-64 characters long")
    if "inline_keyboard" in markup:
        rows = _rows(
            markup["inline_keyboard"], 'Field "inline_keyboard" of the InlineKeyboardMarkup'
        )
        for button in (button for row in rows for button in row):
            _check_inline(button)
        return markup if any(rows) else None
    for row in _rows(markup.get("keyboard", []), 'Field "keyboard"'):
        for button in row:
            _check_plain(button)
    return markup


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"{what} must be an Array of Arrays")
    if any(len(row) > MOST_IN_A_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _check_plain(button: Any) -> None:
    text = (
        button
        if isinstance(button, str)
        else button.get("text")
        if isinstance(button, dict)
        else None
    )
    if not text:
        raise bad_request("Keyboard button text must be non-empty")


def _check_inline(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request(
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object"
        )
    if not isinstance(button.get("text"), str):
        raise bad_request(
            'can\'t parse inline keyboard button: Field "text" must be of type String'
        )
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if button.get("style") not in (None, "primary", "success", "danger"):
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    actions = [
        name
        for name in _ACTIONS
        if name in button and not (name in ("url", "callback_data") and not button[name])
    ]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            "can't parse inline keyboard button: exactly one optional field must be used"
        )
    _check_action(actions[0], button[actions[0]])


def _check_action(name: str, value: Any) -> None:
    if name == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    elif name == "url":
        if why := wrong_link(value):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: {why}")
    elif name == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif name in ("web_app", "login_url"):
        if not str(value.get("url", "")).startswith("https://"):
            raise bad_request(
                f"inline keyboard button {name} URL is invalid: Only HTTPS links are allowed"
            )
    elif name.startswith("switch_inline_query"):
        query = value.get("query", "") if isinstance(value, dict) else value
        if not isinstance(query, str) or len(query) > 256:
            raise bad_request("BUTTON_DATA_INVALID")
    else:
        raise bad_request("BUTTON_TYPE_INVALID")
