"""The real bot when Telegram fails.

Every question is answered, none twice, and what is uncertain is said.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram import sentences
from tests.bot.channels.telegram.ordeals import killed_amid_questions, random_updates, under_faults
from tests.bot.channels.telegram.running import Process, in_thread
from tests.telegram_stand_in.faults import BAD_GATEWAY, LOST, RESET, SERVER_ERROR, TOO_MANY, Fault
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World

_CHATS = count(5001)


@pytest.mark.parametrize(
    "fault", [SERVER_ERROR, BAD_GATEWAY, TOO_MANY], ids=lambda fault: fault.kind.name
)
def test_what_surely_was_not_done_is_repeated(street: StandIn, fault: Fault) -> None:
    chat = next(_CHATS)
    street.faults.next(fault, "sendMessage", chat)
    street.say(chat, "mobilité jeunes")
    assert "(fiche 45)" in street.wait_for_messages(chat)[0].text
    street.wait(lambda: not street.updates.waiting)
    assert len(street.messages(chat)) == 1


@pytest.mark.parametrize(("fault", "arrived"), [(LOST, 1), (RESET, 0)], ids=["done", "not done"])
def test_what_is_uncertain_is_not_repeated_but_offered(
    street: StandIn, fault: Fault, arrived: int
) -> None:
    chat = next(_CHATS)
    street.faults.next(fault, "sendMessage", chat)
    street.say(chat, "mobilité jeunes")
    note = street.wait_for_messages(chat, arrived + 1)[-1]
    assert note.text == sentences.MAYBE_LOST
    again = note.button(sentences.SEND_AGAIN)["callback_data"]
    for number, expected in ((2, "(fiche 45)"), (3, sentences.NOTHING_TO_SEND)):
        # Long after: at once, it would be the same press.
        street.press_data(note, again, gone=number == 3)
        assert expected in street.wait_for_messages(chat, arrived + number)[-1].text


def test_an_uncertain_edit_is_repeated(street: StandIn) -> None:
    chat = next(_CHATS)
    message = street.say(chat, "bonjour")
    street.press_data(message, "keep:45")
    kept = street.wait_for_messages(chat, 2)[1]
    street.faults.next(RESET, "editMessageText", chat)
    street.press_data(kept, "folder-edit:1")
    street.wait(lambda: kept.edits)
    assert len(street.called("editMessageText", chat)) == 2


def test_a_pause_holds_its_chat_only(street: StandIn) -> None:
    held, other = next(_CHATS), next(_CHATS)
    street.faults.next(TOO_MANY, "sendMessage", held, times=1000)
    street.say(held, "bonjour")
    street.wait(lambda: street.called("sendMessage", held))
    street.say(other, "bonjour")
    street.wait_for_messages(other)
    assert street.messages(held) == []
    street.faults.stop()
    street.wait_for_messages(held)


def test_one_who_blocked_the_bot_is_suspended_and_resumed_on_return(street: StandIn) -> None:
    chat = next(_CHATS)
    street.say(chat, "bonjour")
    street.wait_for_messages(chat)
    street.block(chat)
    street.wait(lambda: not street.updates.waiting)
    street.unblock(chat)
    street.say(chat, "mobilité jeunes")
    assert "(fiche 45)" in street.wait_for_messages(chat, 2)[1].text


def test_a_chat_that_refuses_is_left_alone(street: StandIn) -> None:
    chat = next(_CHATS)
    street.deactivate(chat)
    street.say(chat, "bonjour")
    street.wait(lambda: street.called("sendMessage", chat))
    street.wait(lambda: not street.updates.waiting)
    assert len(street.called("sendMessage", chat)) == 1


@pytest.mark.process
def test_under_faults_of_every_kind_every_question_is_answered_and_none_twice(
    tmp_path: Path,
) -> None:
    with StandIn() as telegram, Process(telegram, tmp_path) as process:
        waits = under_faults(telegram, range(1, 41), a_second=1000, seed=1)
        assert process.stop() == 0
        assert "Traceback" not in process.log
    assert waits.doubles == 0
    assert max(waits.seconds) < 20


@pytest.mark.process
def test_killed_in_the_middle_of_questions_it_answers_each_and_none_more_than_twice(
    tmp_path: Path,
) -> None:
    assert set(killed_amid_questions(tmp_path, 60, 20)) <= {1, 2}


@pytest.mark.process
def test_random_updates_of_every_kind_stop_nothing_and_every_private_text_is_answered(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with StandIn(limits=None) as telegram, in_thread(telegram, world, tmp_path):
        assert random_updates(telegram, 300, seed=7) == []
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
