"""Calls carried out over real HTTP: what the table of errors decides is done."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, cast

import pytest
from telegram import Bot

from bot.channels.telegram.rate import Limiter, Limits
from bot.channels.telegram.rendering import Call, to_keyboard
from bot.channels.telegram.send_queue import SendQueue
from bot.channels.telegram.sending import Done, Sender
from bot.channels.telegram.transport import Transport
from bot.conversation.replies import Button
from bot.errors import StoppedError
from tests.bot.channels.telegram.moved_time import run_moved
from tests.telegram_stand_in.faults import Fault, Kind

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from tests.telegram_stand_in.stand_in import StandIn

HTML = {"text": "<blink>1 &lt; 2</blink>", "parse_mode": "HTML"}


async def _on_migration(old: int, new: int) -> None:
    assert (old, new) == (-5, -1005)


def _send(telegram: StandIn, *calls: tuple[Call, int], token: str = "") -> list[Done]:
    """Carry calls out, one after the other."""

    async def run() -> list[Done]:
        bot = Bot(token or telegram.token, base_url=telegram.api, request=Transport(2, 60.0))
        async with bot.request:
            sender = Sender(bot, SendQueue(Limiter(Limits(), time.monotonic)), _on_migration)
            return [await sender.send(call, chat) for call, chat in calls]

    work: Coroutine[Any, Any, list[Done]] = run()
    return asyncio.run(work)


def _say(text: str = "bonjour") -> Call:
    return Call("send_message", {"text": text})


@pytest.fixture
def chat(telegram: StandIn) -> int:
    return telegram.world.person(1, started=True).id


def test_html_that_is_refused_is_sent_plain_once(telegram: StandIn, chat: int) -> None:
    assert _send(telegram, (Call("send_message", HTML), chat)) == [Done.SENT]
    assert [message.text for message in telegram.messages(chat)] == ["1 < 2"]
    assert len(telegram.called("sendMessage")) == 2


def test_an_edit_of_a_message_that_is_gone_is_sent_afresh(telegram: StandIn, chat: int) -> None:
    edit = Call(
        "edit_message_text", {"message_id": 99, "text": "bonjour"}, can_repeat=True, afresh=_say()
    )
    assert _send(telegram, (edit, chat)) == [Done.SENT]
    assert len(telegram.messages(chat)) == 1


def test_an_edit_that_changes_nothing_is_quiet_even_after_a_restart(
    telegram: StandIn, chat: int
) -> None:
    _send(telegram, (_say(), chat))
    edit = Call(
        "edit_message_text",
        {"message_id": telegram.messages(chat)[0].id, "text": "bonjour"},
        can_repeat=True,
    )
    assert _send(telegram, (edit, chat)) == [Done.SENT]


def test_a_group_that_migrated_gets_the_message_under_its_new_number(telegram: StandIn) -> None:
    telegram.group(-5, kind="group")
    telegram.migrate(-5, -1005, told=False)
    assert _send(telegram, (_say("un"), -5), (_say("deux"), -5)) == [Done.SENT] * 2
    assert [message.text for message in telegram.messages(-1005) if message.kind == "text"] == [
        "un",
        "deux",
    ]
    assert len(telegram.called("sendMessage", -5)) == 1


def test_a_chat_that_blocked_the_bot_is_asked_once(telegram: StandIn, chat: int) -> None:
    telegram.block(chat)
    assert _send(telegram, (_say(), chat), (_say(), chat)) == [Done.SUSPENDED] * 2
    assert len(telegram.called("sendMessage")) == 1


KEYBOARD = to_keyboard(((Button("Suite", "x"),),))
ANSWER = {"text": "<b>la réponse</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD}


@pytest.mark.parametrize(
    "why", ["message is too long", "ENTITY_BOUNDS_INVALID", "BUTTON_DATA_INVALID", "PEER_FLOWN"]
)
@pytest.mark.parametrize("times", [1, 2])
def test_an_answer_refused_for_an_unforeseen_reason_is_said_in_plain_words(
    telegram: StandIn, chat: int, why: str, times: int
) -> None:
    telegram.faults.next(Fault(Kind.REFUSED, why=why), "sendMessage", times=times)
    assert _send(telegram, (Call("send_message", ANSWER), chat)) == [Done.SENT]
    (message,) = telegram.messages(chat)
    assert (message.text, message.entities, message.labels) == (
        "la réponse",
        [],
        ["Suite"] if times == 1 else [],
    )


def test_a_text_too_long_is_cut(telegram: StandIn, chat: int) -> None:
    assert _send(telegram, (_say("x" * 4097), chat)) == [Done.SENT]
    assert telegram.messages(chat)[0].text == "x" * 4095 + "…"


def test_what_is_refused_in_its_simplest_form_is_not_repeated(telegram: StandIn, chat: int) -> None:
    telegram.faults.next(Fault(Kind.REFUSED, why="no"), "sendMessage", times=10)
    assert _send(telegram, (Call("send_message", ANSWER), chat)) == [Done.REFUSED]
    assert len(telegram.called("sendMessage")) == 3


def test_what_was_for_a_topic_that_is_gone_is_said_in_the_group(telegram: StandIn) -> None:
    telegram.group(-1001, topics=[5, 6])
    in_topic = Call("send_message", ANSWER | {"message_thread_id": 5})
    telegram.delete_topic(-1001, 5)
    assert _send(telegram, (in_topic, -1001)) == [Done.SENT]
    assert [(each.thread, each.labels) for each in telegram.messages(-1001)] == [(None, ["Suite"])]


def test_a_topic_that_is_closed_closes_no_other(telegram: StandIn) -> None:
    telegram.group(-1001, topics=[5, 6])
    telegram.close_topic(-1001, 5)
    calls = [
        (Call("send_message", ANSWER | {"message_thread_id": topic}), -1001) for topic in (5, 6)
    ]
    assert _send(telegram, *calls, (_say(), -1001)) == [Done.SUSPENDED, Done.SENT, Done.SENT]
    assert [each.thread for each in telegram.messages(-1001)] == [6, None]


def test_a_message_that_already_looks_so_is_not_edited(telegram: StandIn, chat: int) -> None:
    first = Call("send_message", {"text": "un", "reply_markup": KEYBOARD})
    edits = [
        Call("edit_message_text", {"message_id": 1, "text": text, "reply_markup": KEYBOARD})
        for text in ("un", "deux")
    ]
    assert (
        _send(telegram, *((call, chat) for call in (first, edits[0], edits[1], edits[1], edits[0])))
        == [Done.SENT] * 5
    )
    assert [call.parameters["text"] for call in telegram.called("editMessageText")] == [
        "deux",
        "un",
    ]


def test_a_token_refused_stops_everything(telegram: StandIn, chat: int) -> None:
    with pytest.raises(StoppedError):
        _send(telegram, (_say(), chat), token="123456:AAwrongWrongWrongWrongWrongWrongWro")


class _Recorder:
    """A bot of one method, which notes when it is called."""

    def __init__(self) -> None:
        self.times: list[float] = []

    async def send_message(self, **_: object) -> None:
        self.times.append(asyncio.get_running_loop().time())


def test_answers_to_many_keep_telegrams_limits() -> None:
    recorder = _Recorder()

    async def run() -> None:
        limiter = Limiter(Limits(), asyncio.get_running_loop().time)
        sender = Sender(cast("Bot", recorder), SendQueue(limiter), _on_migration)
        await asyncio.gather(*(sender.send(_say(), chat) for chat in range(1, 301)))

    run_moved(run())
    assert len(recorder.times) == 300
    assert (
        max(sum(start <= each < start + 1.0 for each in recorder.times) for start in recorder.times)
        <= 30
    )
    assert recorder.times[-1] < 12, "and little below the limit"
