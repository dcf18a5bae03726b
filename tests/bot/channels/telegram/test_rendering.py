"""From replies to calls, by tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.telegram.rendering import Call, fold_steps, render, tell, to_keyboard
from bot.channels.telegram.todo import Source
from bot.conversation.replies import Attachment, Button, Reply

PRIVATE = Source(7, 7, 5)
PRESS = Source(7, 7, 5, pressed="1")
TOPIC = Source(-100, 7, 5, topic=9, is_group=True)
PICTURE = Attachment("a.png", b"\x89PNG", "Une image")
FILE = Attachment("a.csv", b"a;b", "Un tableau")
LONG = "é" * 1025


def _methods(reply: Reply, source: Source = PRIVATE) -> list[str]:
    return [call.method for call in render(reply, source)]


@pytest.mark.parametrize(
    ("reply", "source", "methods"),
    [
        (Reply("a"), PRIVATE, ["send_message"]),
        (Reply("a"), PRESS, ["send_message"]),
        (Reply("a", replaces=True), PRESS, ["edit_message_text"]),
        (Reply("a", replaces=True), PRIVATE, ["send_message"]),
        (Reply("a", replaces=True), Source(7, 7, 0, pressed="1"), ["send_message"]),
        (Reply("a", attachment=PICTURE), PRIVATE, ["send_photo"]),
        (Reply("a", attachment=PICTURE, replaces=True), PRESS, ["send_photo"]),
        (Reply("a", attachment=FILE), PRIVATE, ["send_document"]),
        (Reply(LONG, attachment=PICTURE), PRIVATE, ["send_photo", "send_message"]),
        (Reply("<b>" + "&amp;" * 1024 + "</b>", attachment=FILE), PRIVATE, ["send_document"]),
    ],
)
def test_a_reply_becomes_calls(reply: Reply, source: Source, methods: list[str]) -> None:
    assert _methods(reply, source) == methods


def test_an_edit_whose_message_is_gone_is_sent_afresh() -> None:
    (edit,) = render(Reply("a", replaces=True), PRESS)
    assert edit.can_repeat
    assert edit.afresh
    assert edit.afresh.method == "send_message"


def test_buttons_send_open_or_copy() -> None:
    rows = (
        (Button("a", data="card:45"), Button("b", url="https://a.fr")),
        (Button("c", copy="x@y.fr"), Button("vide")),
    )
    keyboard = to_keyboard(rows)
    assert keyboard
    (first, second), (third,) = keyboard.inline_keyboard
    assert (first.callback_data, second.url, third.copy_text and third.copy_text.text) == (
        "card:45",
        "https://a.fr",
        "x@y.fr",
    )
    assert to_keyboard(((Button("vide"),),)) is None


def test_no_more_than_100_buttons() -> None:
    keyboard = to_keyboard(tuple((Button(str(number), data="x"),) for number in range(150)))
    assert keyboard
    assert len(keyboard.inline_keyboard) == 100


def test_in_a_group_the_answer_is_in_the_topic_and_quotes_the_question() -> None:
    arguments = render(Reply("a"), TOPIC)[0].arguments
    assert arguments["message_thread_id"] == 9
    assert (
        arguments["reply_parameters"].message_id,
        arguments["reply_parameters"].allow_sending_without_reply,
    ) == (5, True)
    assert "reply_parameters" not in render(Reply("a"), PRIVATE)[0].arguments


def test_previews_are_off() -> None:
    assert render(Reply("a"), PRIVATE)[0].arguments["link_preview_options"].is_disabled
    assert tell("a", PRIVATE).arguments["link_preview_options"].is_disabled


def _simpler(call: Call) -> list[Call]:
    """Return all that is tried after a call that is refused, in order."""
    simpler = call.simpler()
    return [simpler, *_simpler(simpler)] if simpler else []


ROWS = ((Button("Suite", "x"),),)
LINKED = '<b>A &lt; B</b> <a href="https://c.fr">ici</a>'
PLAIN = "A < B ici (https://c.fr)"
DAY = 'Ouverte <time datetime="2026-12-15">jusqu’au mardi 15 décembre</time>'


@pytest.mark.parametrize(
    ("call", "texts"),
    [
        (render(Reply(LINKED, ROWS), PRIVATE)[0], [PLAIN, PLAIN]),
        (
            render(Reply(LINKED, ROWS, replaces=True), replace(PRIVATE, pressed="1"))[0],
            [PLAIN, PLAIN],
        ),
        (render(Reply(DAY), PRIVATE)[0], ["Ouverte jusqu’au mardi 15 décembre"] * 2),
        (render(Reply("é" * 5000), PRIVATE)[0], ["é" * 4095 + "…"] * 2),
        (tell("1 < 2", PRIVATE), ["1 < 2"]),
        (tell("é" * 5000, PRIVATE, ROWS), ["é" * 4095 + "…"] * 2),
        (Call("send_message", {"text": "bonjour"}), []),
        (Call("send_contact", {"phone_number": "3", "first_name": "A"}), []),
    ],
)
def test_what_is_refused_is_tried_plain_and_cut_then_without_buttons(
    call: Call, texts: list[str]
) -> None:
    tried = _simpler(call)
    assert [each.arguments["text"] for each in tried] == texts
    assert not any("parse_mode" in each.arguments for each in tried)
    assert not tried or set(tried[-1].arguments) == {"text"}


def test_a_file_that_is_refused_leaves_its_words() -> None:
    (sent,) = render(Reply(LINKED, attachment=PICTURE), PRIVATE)
    assert [
        (each.method, each.arguments.get("caption", each.arguments.get("text")))
        for each in _simpler(sent)
    ] == [
        (sent.method, PLAIN),
        ("send_message", PLAIN),
    ]


def test_what_is_said_in_a_topic_can_be_said_out_of_it() -> None:
    (sent,) = render(Reply("a"), TOPIC)
    (edit,) = render(Reply("a", replaces=True), replace(TOPIC, pressed="1"))
    for call in (sent, edit.afresh):
        elsewhere = call.out_of_topic() if call else None
        assert elsewhere
        assert "message_thread_id" not in elsewhere.arguments
        assert elsewhere.out_of_topic() is None


def test_long_steps_are_folded_and_short_ones_not() -> None:
    steps = "\n".join(f"{number}. {'pas à pas ' * 20}" for number in range(1, 5))
    text = f"<b>Comment</b>\n{steps}\n\n<b>1. Titre</b>\n1. court\n2. court"
    assert fold_steps(text) == (
        f"<b>Comment</b>\n<blockquote expandable>{steps}</blockquote>\n\n<b>1. "
        "Titre</b>\n1. court\n2. court"
    )
