"""Digests carried over real HTTP: how each call ends is what the outbox is told."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot.channels.telegram.broadcast import Broadcast, read_key, write_key
from bot.channels.telegram.rate import Limiter, Limits
from bot.channels.telegram.send_queue import SendQueue
from bot.channels.telegram.sending import Done, Sender
from bot.channels.telegram.transport import Transport
from bot.conversation.replies import Attachment, Button, Reply
from bot.digest.outcomes import Blocked, Deferred, Migrated, Refused, Sent, Uncertain
from tests.telegram_stand_in.faults import LOST, TOO_MANY, Fault, Kind

if TYPE_CHECKING:
    from bot.digest.outcomes import Outcome
    from tests.telegram_stand_in.stand_in import StandIn

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DIGEST = (Reply("<b>Une aide</b> à connaître", ((Button("Arrêter", "unsubscribe"),),)),)
ANNE = 1


def send(
    telegram: StandIn,
    *keys: str,
    replies: tuple[Reply, ...] = DIGEST,
    ended: Counter[Done] | None = None,
) -> list[Outcome]:
    """Send a digest to each of these chats, one after the other; `ended` counts how calls ended."""

    async def no_memory(*_: int) -> None:
        return None

    async def run() -> list[Outcome]:
        bot = Bot(telegram.token, base_url=telegram.api, request=Transport(2, 60.0))
        async with bot.request:
            send_queue = SendQueue(Limiter(Limits(), time.monotonic))
            sender = Sender(bot, send_queue, no_memory)
            channel = Broadcast(sender, lambda: NOW)
            outcomes = [await channel.send(key, replies) for key in keys]
            (Counter() if ended is None else ended).update(sender.ended)
            return outcomes

    return asyncio.run(run())


@pytest.fixture
def anne(telegram: StandIn) -> str:
    return write_key(telegram.world.person(ANNE, started=True).id)


def test_a_digest_received_gives_the_number_of_its_message(telegram: StandIn, anne: str) -> None:
    (outcome,) = send(telegram, anne)
    assert outcome == Sent(telegram.messages(ANNE)[0].id)
    assert telegram.messages(ANNE)[0].text == "Une aide à connaître"


def test_a_call_whose_answer_is_lost_is_made_once_and_uncertain(
    telegram: StandIn, anne: str
) -> None:
    telegram.faults.next(LOST, "sendMessage")
    (outcome,) = send(telegram, anne)
    assert isinstance(outcome, Uncertain)
    assert len(telegram.called("sendMessage")) == 1


def test_who_blocked_the_bot_is_asked_once(telegram: StandIn, anne: str) -> None:
    telegram.block(ANNE)
    assert all(isinstance(each, Blocked) for each in send(telegram, anne, anne))
    assert len(telegram.called("sendMessage")) == 1


def test_a_group_that_migrated_is_told_by_its_new_key(telegram: StandIn) -> None:
    telegram.group(-5, kind="group")
    telegram.migrate(-5, -1005, told=False)
    assert send(telegram, "telegram:-5", "telegram:-5") == [Migrated("telegram:-1005")] * 2
    assert telegram.messages(-1005) == [
        each for each in telegram.messages(-1005) if each.kind != "text"
    ]


def test_a_short_pause_is_waited_for_and_a_long_one_defers(telegram: StandIn, anne: str) -> None:
    telegram.faults.next(TOO_MANY, "sendMessage")
    assert isinstance(send(telegram, anne)[0], Sent)
    telegram.faults.next(Fault(Kind.TOO_MANY, seconds=3600), "sendMessage")
    (outcome,) = send(telegram, anne)
    assert isinstance(outcome, Deferred)
    assert outcome.until > NOW + timedelta(hours=1)


def test_what_telegram_refuses_is_sent_plain_and_what_it_always_refuses_is_refused(
    telegram: StandIn, anne: str
) -> None:
    ended: Counter[Done] = Counter()
    telegram.faults.next(Fault(Kind.REFUSED, why="no"), "sendMessage", times=3)
    assert isinstance(send(telegram, anne, ended=ended)[0], Refused)
    assert ended == {Done.REFUSED: 1}
    for text, sent in (("<blink>1</blink>", "1"), ("x" * 5000, "x" * 4095 + "…")):
        assert isinstance(send(telegram, anne, replies=(Reply(text),))[0], Sent)
        assert telegram.messages(ANNE)[-1].text == sent


def test_what_was_for_a_topic_that_is_gone_is_said_in_the_group_and_a_closed_one_waits(
    telegram: StandIn,
) -> None:
    telegram.group(-1001, topics=[5, 6])
    telegram.delete_topic(-1001, 5)
    telegram.close_topic(-1001, 6)
    gone, closed, group = send(telegram, "telegram:-1001/5", "telegram:-1001/6", "telegram:-1001")
    assert isinstance(gone, Sent)
    assert isinstance(group, Sent)
    assert isinstance(closed, Deferred)
    assert closed.until > NOW + timedelta(hours=12)
    assert [each.thread for each in telegram.messages(-1001)] == [None, None]


def test_a_key_that_names_no_chat_is_refused(telegram: StandIn) -> None:
    assert all(
        isinstance(each, Refused)
        for each in send(telegram, "telegram:5.5", "telegram:", "telegram:1/x")
    )
    assert telegram.calls == []


def test_a_digest_received_in_part_is_uncertain(telegram: StandIn, anne: str) -> None:
    telegram.faults.next(Fault(Kind.REFUSED, why="no"), "sendDocument", times=10)
    no_words = Reply("", attachment=Attachment("a.csv", b"x", "text/csv"))
    (outcome,) = send(telegram, anne, replies=(*DIGEST, no_words))
    assert isinstance(outcome, Uncertain)


KEYS = ("telegram:7", "telegram:-100/3", "telegram:-100/d3")


def test_a_key_names_a_chat_and_its_topic() -> None:
    assert [(each.chat, each.topic, each.is_group, each.key) for each in map(read_key, KEYS)] == [
        (7, 0, False, "telegram:7"),
        (-100, 3, True, "telegram:-100/3"),
        (-100, 3, True, "telegram:-100/d3"),
    ]
