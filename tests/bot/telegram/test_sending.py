"""Calls carried out over real HTTP: what the table of errors decides is done."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, cast

import pytest
from telegram import Bot

from bot.telegram.rate import Limiter, Limits
from bot.telegram.rendering import Call
from bot.telegram.sending import Done, Sender, StoppedError
from bot.telegram.transport import Transport
from bot.telegram.turnstile import Turnstile
from tests.bot.telegram.moved_time import run_moved

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
            sender = Sender(bot, Turnstile(Limiter(Limits(), time.monotonic)), _on_migration)
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
    edit = Call("edit_message_text", {"message_id": 99, "text": "bonjour"}, can_repeat=True, afresh=_say())
    assert _send(telegram, (edit, chat)) == [Done.SENT]
    assert len(telegram.messages(chat)) == 1


def test_an_edit_that_changes_nothing_is_quiet(telegram: StandIn, chat: int) -> None:
    _send(telegram, (_say(), chat))
    edit = Call("edit_message_text", {"message_id": telegram.messages(chat)[0].id, "text": "bonjour"}, can_repeat=True)
    assert _send(telegram, (edit, chat)) == [Done.SENT]


def test_a_group_that_migrated_gets_the_message_under_its_new_number(telegram: StandIn) -> None:
    telegram.group(-5, kind="group")
    telegram.migrate(-5, -1005, told=False)
    assert _send(telegram, (_say("un"), -5), (_say("deux"), -5)) == [Done.SENT] * 2
    assert [message.text for message in telegram.messages(-1005) if message.kind == "text"] == ["un", "deux"]
    assert len(telegram.called("sendMessage", -5)) == 1


def test_a_chat_that_blocked_the_bot_is_asked_once(telegram: StandIn, chat: int) -> None:
    telegram.block(chat)
    assert _send(telegram, (_say(), chat), (_say(), chat)) == [Done.SUSPENDED] * 2
    assert len(telegram.called("sendMessage")) == 1


def test_what_is_refused_for_good_is_not_repeated(telegram: StandIn, chat: int) -> None:
    assert _send(telegram, (_say("x" * 4097), chat)) == [Done.REFUSED]
    assert len(telegram.called("sendMessage")) == 1


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
        sender = Sender(cast("Bot", recorder), Turnstile(limiter), _on_migration)
        await asyncio.gather(*(sender.send(_say(), chat) for chat in range(1, 301)))

    run_moved(run())
    assert len(recorder.times) == 300
    assert max(sum(start <= each < start + 1.0 for each in recorder.times) for start in recorder.times) <= 30
    assert recorder.times[-1] < 12, "and little below the limit"
