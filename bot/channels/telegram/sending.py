"""Carries calls out, as the table of errors decides and as fast as the limiter allows."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import Counter, OrderedDict
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from telegram.error import TelegramError

from bot.channels.telegram.errors import Act, decide
from bot.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.channels.telegram.errors import Decision
    from bot.channels.telegram.rendering import Call
    from bot.channels.telegram.turnstile import Turnstile

_MOST_TRIES = 6
_FIRST_PAUSE = 0.2  # seconds; doubled at each try
_MARGIN = 0.2  # seconds added to a pause that Telegram asks for
_JUST = 600.0  # seconds during which the bot has just spoken
_MOST_REMEMBERED = 10_000  # chats where it spoke, before those where it is long ago are forgotten; messages
_log = logging.getLogger("tambour.telegram")


class Done(Enum):
    """How a call ended."""

    SENT = auto()
    UNCERTAIN = auto()  # it may have been done, or not
    SUSPENDED = auto()  # the chat, or its topic, gets nothing until it comes back
    REFUSED = auto()


class Sender:
    """Makes calls; `suspended` are the chats that blocked the bot, `migrated` the numbers that groups took.

    `failed` counts what was decided of calls that failed, `ended` how calls to chats ended."""

    def __init__(self, bot: Bot, turnstile: Turnstile, on_migration: Callable[[int, int], Awaitable[None]]) -> None:
        self.suspended: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.failed: Counter[Act] = Counter()
        self.ended: Counter[Done] = Counter()
        self._spoke: dict[int, float] = {}
        self._shown: OrderedDict[tuple[int, int], int] = OrderedDict()  # how messages look, as hashes
        self._bot, self._turnstile, self._on_migration = bot, turnstile, on_migration

    def note_spoken(self, chat: int) -> None:
        """Note that the bot has just written in a chat."""
        now = time.monotonic()
        if len(self._spoke) > _MOST_REMEMBERED:
            self._spoke = {each: then for each, then in self._spoke.items() if now - then < _JUST}
        self._spoke[chat] = now

    def has_spoken(self, chat: int) -> bool:
        """Tell whether the bot has just written in a chat."""
        return time.monotonic() - self._spoke.get(chat, -_JUST) < _JUST

    async def send(self, call: Call, chat: int, broadcast: bool = False) -> Done:
        """Make a call to a chat, at its turn. Raises StoppedError where nothing can be sent any more."""
        done = await self._send(call, chat, broadcast)
        self.ended[done] += 1
        return done

    async def _send(self, call: Call, chat: int, broadcast: bool) -> Done:
        tries = 0
        while tries < _MOST_TRIES:
            chat = self.migrated.get(chat, chat)
            if chat in self.suspended:
                return Done.SUSPENDED
            if self._shows(call, chat):
                return Done.SENT
            await self._turnstile.enter(chat, is_edit=call.method.startswith("edit"), broadcast=broadcast)
            decision = await self._try(call, chat_id=chat)
            if decision is None or decision.act is Act.QUIET:
                self.note_spoken(chat)
                return Done.SENT
            if decision.act is Act.WAIT:
                _log.warning("Telegram asks for a pause of %.0f s", decision.seconds)
                self._turnstile.hold(chat, decision.seconds + _MARGIN)
                continue
            tries += 1
            if decision.act is Act.RETRY or (decision.act is Act.UNCERTAIN and call.can_repeat):
                await asyncio.sleep(_pause(tries))
            elif decision.act is Act.PLAIN and (simpler := call.simpler()):
                _log.error("%s refused, sent simpler: %s", call.method, decision.why)
                call = simpler
            elif decision.act is Act.TOPIC and (elsewhere := call.out_of_topic()):
                call = elsewhere
            elif decision.act is Act.AFRESH and call.afresh:
                call = call.afresh
            elif decision.act is Act.MIGRATE:
                self.migrated[chat] = decision.chat
                await self._on_migration(chat, decision.chat)
            else:
                return self._ended(decision, call, chat)
        _log.error("%s given up after %s tries", call.method, tries)
        return Done.REFUSED

    async def answer(self, call: Call) -> bool:
        """Make a call that goes to no chat (a press or an inline query answered), without a turn; tell whether it was done."""
        for tries in range(1, _MOST_TRIES):
            decision = await self._try(call)
            if decision is None or decision.act is Act.QUIET:
                return True
            if decision.act is Act.STOP:
                raise StoppedError(decision.why)
            if decision.act not in (Act.WAIT, Act.RETRY, Act.UNCERTAIN):
                _log.warning("%s refused: %s", call.method, decision.why)
                return False
            await asyncio.sleep(decision.seconds + _MARGIN if decision.act is Act.WAIT else _pause(tries))
        return False

    async def _try(self, call: Call, **more: Any) -> Decision | None:
        """Make a call once; return None where it is done, or what to do of its failure."""
        try:
            done = await getattr(self._bot, call.method)(**more, **call.arguments)
        except TelegramError as error:
            return self.decide(error)
        if "chat_id" in more and "text" in call.arguments:
            self._shown[more["chat_id"], getattr(done, "message_id", 0)] = _looks(call)
            if len(self._shown) > _MOST_REMEMBERED:
                self._shown.popitem(last=False)
        return None

    def _shows(self, call: Call, chat: int) -> bool:
        """Tell whether a message already is what an edit would make of it, as far as is remembered."""
        message = call.arguments.get("message_id", 0)
        return bool(message) and self._shown.get((chat, message)) == _looks(call)

    def decide(self, error: TelegramError) -> Decision:
        """Return what to do of a call that failed, and count it."""
        decision = decide(error)
        self.failed[decision.act] += 1
        return decision

    def _ended(self, decision: Decision, call: Call, chat: int) -> Done:
        if decision.act is Act.STOP:
            raise StoppedError(decision.why)
        if decision.act is Act.SUSPEND:
            _log.info("a chat is suspended: %s", decision.why)
            self.suspended.add(chat)
            return Done.SUSPENDED
        if decision.act is Act.CLOSED:
            return Done.SUSPENDED
        if decision.act is Act.UNCERTAIN:
            _log.warning("%s is uncertain: %s", call.method, decision.why)
            return Done.UNCERTAIN
        _log.error("%s refused: %s", call.method, decision.why)
        return Done.REFUSED


def _looks(call: Call) -> int:
    """Return a mark of how the message of a call looks."""
    return hash(tuple(call.arguments.get(name) for name in ("text", "parse_mode", "reply_markup")))


def _pause(tries: int) -> float:
    """Return the seconds before another try: twice as long each time, never the same for all."""
    return float(_FIRST_PAUSE * 2 ** (tries - 1) * random.uniform(0.7, 1.3))
