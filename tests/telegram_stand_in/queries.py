"""The answers to presses and to inline queries, which come in time or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from tests.telegram_stand_in.links import is_start_parameter
from tests.telegram_stand_in.markup import check_markup
from tests.telegram_stand_in.refusals import bad_request
from tests.telegram_stand_in.texts import checked_text
from tests.telegram_stand_in.world import BOT_NAME

if TYPE_CHECKING:
    from tests.telegram_stand_in.parameters import Parameters
    from tests.telegram_stand_in.world import Query, World

ANSWER_WITHIN = {"callback": 10.0, "inline": 10.0}
LONGEST_NOTICE = 200
MOST_RESULTS = 50


def answer_callback_query(world: World, parameters: Parameters) -> Any:
    """Answer a press."""
    query = _waiting(world, parameters.text("callback_query_id"), "callback")
    if len(parameters.text("text")) > LONGEST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    if (url := parameters.text("url")) and not re.match(
        rf"(https://)?t\.me/{BOT_NAME}\?start=", url
    ):
        raise bad_request("URL_INVALID")
    query.answer = parameters.readable()
    return True


def answer_inline_query(world: World, parameters: Parameters) -> Any:
    """Answer an inline query."""
    results = parameters.decoded("results", "JSON encoded inline query results") or []
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    for result in results:
        _check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(parameters.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_button(parameters.decoded("button", "inline query results button"))
    query = _waiting(world, parameters.text("inline_query_id"), "inline")
    query.answer = parameters.readable() | {"results": results}
    return True


def _waiting(world: World, number: str, kind: Literal["callback", "inline"]) -> Query:
    query = world.queries.get(number)
    late = query is not None and world.clock.now() - query.time > ANSWER_WITHIN[kind]
    if query is None or query.kind != kind or query.answer is not None or late:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def _check_result(result: Any) -> None:
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: inline query result must be an object")
    number = result.get("id")
    if not isinstance(number, str) or not 1 <= len(number.encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if result.get("type") not in ("article", "contact"):
        raise bad_request(
            f'can\'t parse inline query result: type "{result.get("type")}" is unsupported'
        )
    if result["type"] == "contact":
        if not result.get("phone_number") or not result.get("first_name"):
            raise bad_request("can't parse inline query result: contact must be non-empty")
    elif not str(result.get("title") or "").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if content is None and result["type"] == "article":
        raise bad_request("can't parse inline query result: input message content is not specified")
    if content is not None:
        checked_text(
            str(content.get("message_text") or ""),
            str(content.get("parse_mode") or ""),
            content.get("entities"),
        )
    check_markup(result.get("reply_markup"), inline_only=True)


def _check_button(button: Any) -> None:
    if button is None:
        return
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request(
            "can't parse inline query results button: InlineQueryResultsButton must be an Object"
        )
    if "web_app" in button:
        return
    parameter = button.get("start_parameter")
    if parameter is None:
        raise bad_request(
            "can't parse inline query results button: it must have exactly one optional field"
        )
    if not parameter:
        raise bad_request("can't use empty start_parameter")
    if len(parameter) > 64:
        raise bad_request("too long start_parameter specified")
    if not is_start_parameter(parameter):
        raise bad_request("unallowed characters in start_parameter are used")


METHODS = {"answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query}
