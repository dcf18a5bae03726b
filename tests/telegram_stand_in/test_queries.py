"""Presses and inline queries: answered in time, once, and well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telegram_stand_in.calling import call, data, keyboard

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(number: str = "a", text: str = "<b>x</b>", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": number,
        "title": "Fiche",
        "input_message_content": content,
    } | more


def test_a_press_is_answered_once_and_in_time(quiet: StandIn) -> None:
    call(quiet, "sendMessage", chat_id=7, text="x", reply_markup=keyboard([data("Suite", "s")]))
    query = quiet.press(quiet.messages(7)[0], "Suite")
    assert query.text == "s"
    assert call(quiet, "answerCallbackQuery", callback_query_id=query.id, text="oui") is True
    assert query.answer
    assert query.answer["text"] == "oui"
    assert call(quiet, "answerCallbackQuery", callback_query_id=query.id) == TOO_OLD
    late = quiet.press(quiet.messages(7)[0], "Suite")
    assert (
        call(quiet, "answerCallbackQuery", callback_query_id=late.id, text="x" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    quiet.world.clock.advance(11)
    assert call(quiet, "answerCallbackQuery", callback_query_id=late.id) == TOO_OLD


def test_an_inline_query_is_answered_and_a_result_chosen(quiet: StandIn) -> None:
    query = quiet.inline("mobilité")
    results = [article("a", reply_markup=keyboard([data("Suite")])), article("b")]
    assert (
        call(quiet, "answerInlineQuery", inline_query_id=query.id, results=results, next_offset="2")
        is True
    )
    message = quiet.choose(query, "a")
    press = quiet.press(message, "Suite")
    assert call(quiet, "answerCallbackQuery", callback_query_id=press.id) is True
    assert call(quiet, "editMessageText", inline_message_id=message.inline_id, text="y") is True
    assert (message.text, quiet.refused) == ("y", [])


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (
            {"results": [article(str(n)) for n in range(51)]},
            "too many inline query results specified",
        ),
        ({"results": [article("é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article("")]}, "RESULT_ID_INVALID"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        (
            {"results": [article(text="<b>")]},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"results": [article(text="")]}, "message text is empty"),
        ({"results": [article(title="")]}, "ARTICLE_TITLE_EMPTY"),
        (
            {"results": [article(reply_markup=keyboard([data("x", "é" * 33)]))]},
            "BUTTON_DATA_INVALID",
        ),
        ({"results": [], "next_offset": "é" * 33}, "NEXT_OFFSET_INVALID"),
        (
            {"results": [], "button": {"text": "x", "start_parameter": ""}},
            "can't use empty start_parameter",
        ),
        (
            {"results": [], "button": {"text": "x", "start_parameter": "é"}},
            "unallowed characters in start_parameter are used",
        ),
        (
            {"results": [], "button": {"text": "x", "start_parameter": "a" * 65}},
            "too long start_parameter specified",
        ),
    ],
)
def test_an_inline_answer_is_refused(quiet: StandIn, sent: dict[str, Any], why: str) -> None:
    query = quiet.inline("x")
    assert (
        call(quiet, "answerInlineQuery", inline_query_id=query.id, **sent) == f"Bad Request: {why}"
    )
    assert query.answer is None
