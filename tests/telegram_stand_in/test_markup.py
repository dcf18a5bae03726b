"""Keyboards: what Telegram refuses of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telegram_stand_in.calling import call, data, keyboard

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn

PARSE = "Bad Request: can't parse inline keyboard button: "
URL = "Bad Request: inline keyboard button URL '{}' is invalid: {}"
LONG = "https://mairie.fr/" + "a" * 2048


@pytest.mark.parametrize(
    "button",
    [
        data("64 octets", "é" * 32),
        {"text": "lien", "url": "https://www.aides-territoires.beta.gouv.fr/?a=b#c"},
        {"text": "lien accentué", "url": "https://forêt.fr/é"},
        {"text": "lien tg", "url": "tg://resolve?domain=x"},
        {"text": "lien profond", "url": "https://t.me/b?start=fiche-45"},
        {"text": "adresse", "copy_text": {"text": "mairie@exemple.fr"}},
        {"text": "partager", "switch_inline_query": ""},
        {
            "text": "choisir",
            "switch_inline_query_chosen_chat": {"query": "45", "allow_group_chats": True},
        },
        {"text": "couleur", "callback_data": "x", "style": "primary"},
    ],
)
def test_a_button_is_taken(quiet: StandIn, button: dict[str, Any]) -> None:
    assert call(quiet, "sendMessage", chat_id=7, text="x", reply_markup=keyboard([button]))[
        "message_id"
    ]


@pytest.mark.parametrize(
    ("button", "why"),
    [
        (data("x", "é" * 33), "Bad Request: BUTTON_DATA_INVALID"),
        (data("x", ""), PARSE + "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x"}, PARSE + "Text buttons are unallowed in the inline keyboard"),
        (data(" "), "Bad Request: inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, PARSE + 'Field "text" must be of type String'),
        (data("x") | {"url": "https://a.fr"}, PARSE + "exactly one optional field must be used"),
        (data("x") | {"style": "pink"}, PARSE + "invalid button style specified"),
        ({"text": "x", "copy_text": {"text": ""}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": "a" * 257}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "url": "https://t.me/b?start=é"},
            URL.format("https://t.me/b?start=é", "Wrong start parameter")),
        ({"text": "x", "url": "mairie"}, URL.format("mairie", "Wrong HTTP URL")),
        ({"text": "x", "url": "tel:+333"}, URL.format("tel:+333", "Unsupported URL protocol")),
        ({"text": "x", "url": "http://a.fr/ b"}, URL.format("http://a.fr/ b", "Wrong HTTP URL")),
        ({"text": "x", "url": "mailto:a@b.fr"},
            URL.format("mailto:a@b.fr", "Unsupported URL protocol")),
        ({"text": "x", "url": LONG}, URL.format(LONG, "URL is too long")),
    ],
)  # fmt: skip
def test_a_button_is_refused(quiet: StandIn, button: dict[str, Any], why: str) -> None:
    assert call(quiet, "sendMessage", chat_id=7, text="x", reply_markup=keyboard([button])) == why


@pytest.mark.parametrize(
    ("rows", "taken"), [([8], True), ([9], False), ([8] * 12 + [4], True), ([8] * 12 + [5], False)]
)
def test_eight_in_a_row_a_hundred_in_all(quiet: StandIn, rows: list[int], taken: bool) -> None:
    markup = keyboard(*([data("x")] * width for width in rows))
    answer = call(quiet, "sendMessage", chat_id=7, text="x", reply_markup=markup)
    assert isinstance(answer, dict) if taken else answer == "Bad Request: reply markup is too long"


def test_a_keyboard_that_is_no_json(quiet: StandIn) -> None:
    answer = call(quiet, "sendMessage", chat_id=7, text="x", reply_markup="{")
    assert answer == "Bad Request: can't parse reply keyboard markup JSON object"
