"""What users of other bots complain of.

Each complaint that can be reproduced has its test, here or where HELD says.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.conversation.buttons import to_need
from bot.conversation.replies import LONGEST_DATA
from tests.bot.channels.telegram.test_private import quiet
from tests.telegram_stand_in.html_text import utf16

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.telegram_stand_in.stand_in import StandIn

_CHATS = count(9001)
_TESTS = Path(__file__).parent
# Complaint -> the tests that hold it elsewhere, as file::name.
HELD = {
    "messages are lost in flood waits": (
        "test_sending.py::test_answers_to_many_keep_telegrams_limits",
        "test_faults.py::test_what_surely_was_not_done_is_repeated",
    ),
    "the bot freezes for everyone during a 429": (
        "test_faults.py::test_a_pause_holds_its_chat_only",
        "test_webhook.py::test_a_chat_held_holds_up_no_other",
    ),
    "messages sent during a restart are lost": (
        "test_life.py::test_what_was_written_while_it_was_down_is_answered",
    ),
    "messages being answered at a crash are lost": (
        "test_faults.py::test_killed_in_the_middle_of_questions_it_answers_each_and_none_more_than_twice",
    ),
    "two instances answer everything twice": (
        "test_life.py::test_two_instances_end_with_a_clear_message",
    ),
    "a time-out sends the message twice": (
        "test_faults.py::test_what_is_uncertain_is_not_repeated_but_offered",
        "test_transport.py::test_a_failure_is_read_as_what_it_was",
    ),
    "the HTML is refused and nothing is sent": (
        "test_sending.py::test_html_that_is_refused_is_sent_plain_once",
    ),
    "an edit of a message that is gone is lost": (
        "test_sending.py::test_an_edit_of_a_message_that_is_gone_is_sent_afresh",
    ),
    "one who blocked the bot breaks the loop": (
        "test_faults.py::test_a_chat_that_refuses_is_left_alone",
    ),
    "one who comes back is not known again": (
        "test_faults.py::test_one_who_blocked_the_bot_is_suspended_and_resumed_on_return",
        "test_standings.py::test_what_is_known_of_chats_outlives_the_program",
    ),
    "a group that becomes a supergroup is lost": (
        "test_groups.py::test_a_group_that_becomes_a_supergroup_keeps_what_it_set",
        "test_sending.py::test_a_group_that_migrated_gets_the_message_under_its_new_number",
    ),
    "the token is in the logs": (
        "test_life.py::test_the_token_and_what_people_say_are_in_no_log",
        "test_masking.py::test_no_form_of_a_secret_is_written",
    ),
    "an empty search says nothing": (
        "test_inline_mode.py::test_nothing_typed_or_nothing_found_is_answered_with_a_way_on",
    ),
}


@pytest.mark.parametrize("complaint", HELD)
def test_the_complaint_is_held_where_it_is_said(complaint: str) -> None:
    for held in HELD[complaint]:
        file, _, name = held.partition("::")
        assert f"\ndef {name}(" in (_TESTS / file).read_text(encoding="utf-8"), held


@pytest.fixture
def chat(street: StandIn) -> Iterator[int]:
    """A chat of its own; whatever was called in the test, nothing was refused."""
    before = len(street.refused)
    yield next(_CHATS)
    assert [call for call in street.refused[before:] if not quiet(call.description)] == []


@pytest.mark.parametrize(
    "text",
    [
        "mission_locale*du_[Nord](x)",
        "<b>mobilité & 'jeunes'</i>",
        "a_b@mairie.fr ~ ` > # + - = | { } . !",
        "&lt;script&gt;",
    ],
)
def test_signs_of_a_markup_make_no_message_unreadable(
    street: StandIn, chat: int, text: str
) -> None:
    street.say(chat, text)
    assert street.wait_for_messages(chat)


def test_an_underscore_in_an_address_is_shown_as_it_is(street: StandIn, chat: int) -> None:
    street.press_data(street.say(chat, "bonjour"), "contacts:45")
    texts = [message.text for message in street.wait_for_messages(chat, 2)]
    assert any("missionlocale@mlchth.com" in text for text in texts)


def test_a_long_answer_is_parted_and_no_tag_is_cut(street: StandIn, chat: int) -> None:
    """The stand-in refuses what is too long, and tags that are cut: nothing is refused."""
    for command in ("confidentialite", "sigles", "region", "aide"):
        street.command(chat, command)
    street.say(chat, "é" * 4096)
    street.wait(lambda: not street.updates.waiting)
    assert all(utf16(message.text) <= 4096 for message in street.messages(chat))


@pytest.mark.parametrize(
    "need", ["мобильность молодых в деревне", "é" * 33, "🥁" * 20, "jeunes " * 9]
)
def test_a_button_is_measured_in_bytes_and_not_in_letters(
    street: StandIn, chat: int, need: str
) -> None:
    assert all(len(button.data.encode()) <= LONGEST_DATA for button in to_need(need, "Chercher"))
    street.say(chat, need)
    assert street.wait_for_messages(chat)


def test_a_page_pressed_twice_keeps_its_keyboard(street: StandIn, chat: int) -> None:
    street.press_data(street.say(chat, "bonjour"), "keep:45")
    kept = street.wait_for_messages(chat, 2)[1]
    for _ in range(3):
        street.press_data(kept, "folder-edit:1")
    street.wait(lambda: not street.updates.waiting)
    assert any("Ranger" in label for label in kept.labels)


def test_a_press_too_old_to_be_acknowledged_is_still_answered(street: StandIn, chat: int) -> None:
    message = street.say(chat, "bonjour")
    street.wait_for_messages(chat)
    person = {"id": chat, "is_bot": False, "first_name": "Camille"}
    shown = {"message_id": message.id, "date": 0, "chat": {"id": chat, "type": "private"}}
    street.raw(
        {
            "callback_query": {
                "id": "1",
                "from": person,
                "chat_instance": "1",
                "data": "card:45",
                "message": shown,
            }
        }
    )
    assert "Fiche 45" in street.wait_for_messages(chat, 2)[1].text


def test_a_wish_to_stop_is_a_word_away(street: StandIn, chat: int) -> None:
    street.say(chat, "arrête les messages")
    (answer,) = street.wait_for_messages(chat)
    assert re.search(r"abonn|messages", answer.text)


def test_one_common_word_does_not_make_an_answer(street: StandIn, chat: int) -> None:
    """Partial fuzzy ratios give 100 to any text that shares one word with the question."""
    street.say(chat, "mobilité jeunes")
    (answer,) = street.wait_for_messages(chat)
    assert "(fiche 45)" in answer.text
    other = next(_CHATS)
    street.say(other, "fusée lunaire téléguidée pour les jeunes pousses de tomates")
    (unsure,) = street.wait_for_messages(other)
    assert "(fiche 45)" not in unsure.text


def test_a_refused_card_does_not_stop_the_conversation(street: StandIn, chat: int) -> None:
    street.press_data(street.say(chat, "bonjour"), "card:999")
    street.wait_for_messages(chat, 2)
    street.say(chat, "mobilité jeunes")
    assert "(fiche 45)" in street.wait_for_messages(chat, 3)[2].text
