"""Messages: sent, edited, deleted, or refused for where they go."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.telegram_stand_in.calling import call, data, keyboard
from tests.telegram_stand_in.server import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_stand_in.stand_in import StandIn

GROUP = -1001
MARKUP = keyboard([data("Suite")])


def send(telegram: StandIn, chat: int = 7, **more: Any) -> Any:
    return call(telegram, "sendMessage", chat_id=chat, text="<b>x</b>", parse_mode="HTML", **more)


def edit(telegram: StandIn, **more: Any) -> Any:
    return call(telegram, "editMessageText", chat_id=7, message_id=2, parse_mode="HTML", **more)


def test_an_edit_changes_text_and_buttons(quiet: StandIn) -> None:
    send(quiet, reply_markup=MARKUP)
    [message] = quiet.messages(7)
    assert edit(quiet, text="<i>x</i>", reply_markup=MARKUP)["entities"][0]["type"] == "italic"
    assert edit(quiet, text="<i>x</i>")
    assert (message.labels, message.edits, quiet.refused) == ([], 2, [])


def test_an_edit_that_changes_nothing_is_refused(quiet: StandIn) -> None:
    send(quiet, reply_markup=MARKUP)
    assert edit(quiet, text="<b>x</b>", reply_markup=MARKUP).startswith(
        "Bad Request: message is not modified: "
    )
    same = call(quiet, "editMessageReplyMarkup", chat_id=7, message_id=2, reply_markup=MARKUP)
    assert same.startswith("Bad Request: message is not modified: ")


def test_what_is_not_there_or_not_the_bots_is_not_edited(quiet: StandIn) -> None:
    assert edit(quiet, text="y") == "Bad Request: message to edit not found"
    assert (
        call(quiet, "editMessageText", chat_id=7, message_id=1, text="y")
        == "Bad Request: message can't be edited"
    )
    call(quiet, "sendContact", chat_id=7, phone_number="+33 3", first_name="Mairie")
    assert edit(quiet, text="y") == "Bad Request: there is no text in the message to edit"
    assert call(quiet, "deleteMessage", chat_id=7, message_id=2) is True
    assert edit(quiet, text="y") == "Bad Request: message to edit not found"


def test_a_message_is_deleted_within_two_days(quiet: StandIn) -> None:
    send(quiet)
    quiet.world.clock.advance(48 * 3600 + 1)
    assert (
        call(quiet, "deleteMessage", chat_id=7, message_id=2)
        == "Bad Request: message can't be deleted"
    )
    assert (
        call(quiet, "deleteMessage", chat_id=7, message_id=9)
        == "Bad Request: message to delete not found"
    )


@pytest.mark.parametrize(
    ("happens", "chat", "why"),
    [
        (lambda _: None, 8, "Bad Request: chat not found"),
        (lambda t: t.block(7), 7, "Forbidden: bot was blocked by the user"),
        (lambda t: t.deactivate(7), 7, "Forbidden: user is deactivated"),
        (
            lambda t: t.say(GROUP, "x", sender=9),
            9,
            "Forbidden: bot can't initiate conversation with a user",
        ),
        (lambda t: t.leave(GROUP), GROUP, "Forbidden: bot was kicked from the supergroup chat"),
        (
            lambda t: t.mute(GROUP),
            GROUP,
            "Bad Request: not enough rights to send text messages to the chat",
        ),
        (
            lambda t: t.migrate(GROUP, -1002),
            GROUP,
            "Bad Request: group chat was upgraded to a supergroup chat",
        ),
    ],
)
def test_a_chat_is_shut(
    quiet: StandIn, happens: Callable[[StandIn], object], chat: int, why: str
) -> None:
    quiet.group(GROUP)
    happens(quiet)
    assert send(quiet, chat) == why


def test_what_was_shut_opens_again(quiet: StandIn) -> None:
    quiet.block(7)
    quiet.unblock(7)
    quiet.leave(GROUP)
    quiet.join(GROUP)
    quiet.migrate(GROUP, -1002)
    assert send(quiet)
    assert send(quiet, -1002)
    send(quiet, GROUP)
    assert quiet.calls[-1].answer["parameters"] == {"migrate_to_chat_id": -1002}


def test_topics(quiet: StandIn) -> None:
    quiet.group(GROUP, topics=[3, 4])
    quiet.close_topic(GROUP, 4)
    assert send(quiet, GROUP, message_thread_id=3)["message_thread_id"] == 3
    assert send(quiet, GROUP, message_thread_id=4) == "Bad Request: TOPIC_CLOSED"
    assert send(quiet, GROUP, message_thread_id=5) == "Bad Request: message thread not found"
    quiet.delete_topic(GROUP, 3)
    assert send(quiet, GROUP, message_thread_id=3) == "Bad Request: message thread not found"
    assert quiet.messages(GROUP) == []


def test_replies(quiet: StandIn) -> None:
    assert send(quiet, reply_parameters={"message_id": 1})["reply_to_message"]["text"] == "bonjour"
    assert (
        send(quiet, reply_parameters={"message_id": 99})
        == "Bad Request: message to be replied not found"
    )
    assert send(quiet, reply_parameters={"message_id": 99, "allow_sending_without_reply": True})


def test_files_come_in_forms(quiet: StandIn) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 10)).save(picture, "PNG")

    def upload(content: bytes) -> Any:
        head = b'--B\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n--B\r\n'
        head += 'Content-Disposition: form-data; name="photo"; filename="é.png"\r\n\r\n'.encode()
        form = "multipart/form-data; boundary=B"
        body = head + content + b"\r\n--B--\r\n"
        return quiet.answer(Request(quiet.token, "sendPhoto", "", form, body, lambda: False))[0]

    sent = upload(picture.getvalue())["result"]["photo"][0]
    assert (sent["width"], sent["height"], quiet.calls[-1].parameters["photo"]) == (20, 10, "é.png")
    assert call(quiet, "sendPhoto", chat_id=7, photo=sent["file_id"])["photo"]
    assert upload(b"x")["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert upload(b"")["description"] == "Bad Request: file must be non-empty"
    assert (
        call(quiet, "sendPhoto", chat_id=7, photo="?")
        == "Bad Request: wrong file identifier/HTTP URL specified"
    )


def test_contacts_and_actions(quiet: StandIn) -> None:
    card = {"chat_id": 7, "phone_number": "+33 3", "first_name": "Mairie"}
    assert (
        call(quiet, "sendContact", **card | {"vcard": "é" * 1025}) == "Bad Request: VCARD_TOO_LONG"
    )
    assert (
        call(quiet, "sendContact", **card | {"first_name": ""})
        == 'Bad Request: field "first_name" must be non-empty'
    )
    assert call(quiet, "sendChatAction", chat_id=7, action="typing") is True
    assert (
        call(quiet, "sendChatAction", chat_id=7, action="x")
        == "Bad Request: wrong parameter action in request"
    )


def test_who_is_in_a_group(quiet: StandIn) -> None:
    quiet.group(GROUP, administrators=[5])
    assert [who["user"]["id"] for who in call(quiet, "getChatAdministrators", chat_id=GROUP)] == [5]
    assert call(quiet, "getChatMember", chat_id=GROUP, user_id=7)["status"] == "left"
    assert (
        call(quiet, "getChatMember", chat_id=GROUP, user_id=77) == "Bad Request: member not found"
    )
    assert call(quiet, "getChat", chat_id=GROUP)["title"] == "Conseil municipal"
