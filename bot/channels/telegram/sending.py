"""The one caller of Telegram.

It makes calls as the table of errors decides, as far as a policy goes, as fast as it may.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass
from enum import Enum, auto
from math import inf
from typing import TYPE_CHECKING, Any, Literal

from telegram.error import TelegramError

from bot.channels.back_off import BackOff
from bot.channels.remembering import remember
from bot.channels.telegram.errors import Decision, Remedy, decide
from bot.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.channels.telegram.rendering import Call
    from bot.channels.telegram.send_queue import SendQueue

_MARGIN = 0.2  # seconds added to a pause that Telegram asks for
_JUST = 600.0  # seconds during which the bot has just spoken
_MOST_REMEMBERED = 1_000  # groups where it spoke, before those where it is long ago are forgotten
_log = logging.getLogger("tambour.telegram")


@dataclass(frozen=True)
class Policy:
    """How far to go for a call: how many `tries`, parted by a `back_off`.

    `repeats`: what may have been done is repeated never, where twice does no harm, or always.
    `longest_hold`: the longest pause asked by Telegram that is waited for; where there is such a
    bound, each pause counts as a try. `patience`: seconds that Telegram is given to answer, None
    for the usual ones. `behind`: answers go before it. `follows`: it goes on to the supergroup that
    a group became.
    """

    tries: int
    back_off: BackOff
    repeats: Literal["never", "harmless", "always"] = "harmless"
    longest_hold: float = inf
    patience: float | None = None
    behind: bool = False
    follows: bool = True


ANSWERS = Policy(6, BackOff(0.2))
# A press or an inline query, which is soon too old.
QUERIES = Policy(5, BackOff(0.2), repeats="always", longest_hold=60.0)
ALERTS = Policy(6, BackOff(0.2), repeats="always")  # twice is better than never
# Nobody waits for a digest, a late answer is one, and the outbox tries again later what is given
# up.
DIGESTS = Policy(
    4, BackOff(0.5), repeats="never", longest_hold=30.0, patience=10.0, behind=True, follows=False
)


class Done(Enum):
    """How a call ended."""

    SENT = auto()
    UNCERTAIN = auto()  # it may have been done, or not
    SUSPENDED = auto()  # the chat, or its topic, gets nothing until it comes back
    REFUSED = auto()


class Sender:
    """Makes calls, and learns from them how chats stand.

    `suspended` are the chats that blocked the bot, `migrated` the numbers that groups took.
    `failed` counts what was decided of calls that failed, `ended` how calls to chats ended.
    """

    def __init__(
        self, bot: Bot, send_queue: SendQueue, on_migration: Callable[[int, int], Awaitable[None]]
    ) -> None:
        self.suspended: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.failed: Counter[Remedy] = Counter()
        self.ended: Counter[Done] = Counter()
        self._spoke: dict[int, float] = {}
        # How messages look, as hashes.
        self._shown: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._bot, self._send_queue, self._on_migration = bot, send_queue, on_migration

    def note_spoken(self, chat: int) -> None:
        """Note that the bot has just written in a chat: of a group only, it is asked."""
        if chat >= 0:
            return
        now = time.monotonic()
        if len(self._spoke) > _MOST_REMEMBERED:
            self._spoke = {each: then for each, then in self._spoke.items() if now - then < _JUST}
        self._spoke[chat] = now

    def has_spoken(self, chat: int) -> bool:
        """Tell whether the bot has just written in a group."""
        return time.monotonic() - self._spoke.get(chat, -_JUST) < _JUST

    async def send(self, call: Call, chat: int, policy: Policy = ANSWERS) -> Done:
        """Make a call to a chat, at its turn.

        StoppedError is raised where nothing can be sent any more.
        """
        made = await self.make(call, chat, policy)
        done = _done(made, call) if isinstance(made, Decision) else Done.SENT
        self.ended[done] += 1
        return done

    async def answer(self, call: Call) -> bool:
        """Make a call that goes to no chat, without a turn, and tell whether it was done.

        StoppedError is raised where nothing can be sent any more.
        """
        made = await self.make(call, None, QUERIES)
        return not isinstance(made, Decision) or _done(made, call) is Done.SENT

    async def make(self, call: Call, chat: int | None, policy: Policy) -> int | Decision:
        """Make a call until it is done or given up.

        It returns the number of the message, 0 where none is new, or what ended it.
        """
        tries = 0
        last = Decision(Remedy.GIVEN_UP)
        while tries < policy.tries:
            if chat is not None:
                if (became := self.migrated.get(chat)) and not policy.follows:
                    return Decision(Remedy.MIGRATE, chat=became)
                chat = became or chat
                if chat in self.suspended:
                    return Decision(Remedy.SUSPEND, "suspended")
                if self._shows(call, chat):
                    return 0
                await self._send_queue.enter(
                    chat, is_edit=call.method.startswith("edit"), broadcast=policy.behind
                )
            made = await self._try(call, chat, policy.patience)
            if isinstance(made, int):
                return made
            await self._learn(made, chat)
            if made.act is Remedy.WAIT and policy.longest_hold == inf:
                continue
            tries += 1
            again = _again(call, made, policy)
            if again is None:
                return made
            call, last = again, made
            if made.act in (Remedy.RETRY, Remedy.UNCERTAIN):
                await asyncio.sleep(policy.back_off.after(tries))
        return Decision(Remedy.GIVEN_UP, f"{last.why}, after {tries} tries")

    async def _try(self, call: Call, chat: int | None, patience: float | None) -> int | Decision:
        """Make a call once; return the number of the message, or what to do of its failure."""
        more: dict[str, Any] = {} if chat is None else {"chat_id": chat}
        if patience is not None:
            more["read_timeout"] = patience
        try:
            done = await getattr(self._bot, call.method)(**more, **call.arguments)
        except TelegramError as error:
            decision = decide(error)
            self.failed[decision.act] += 1
            if decision.act is not Remedy.QUIET:
                return decision
            done = None
        message = int(getattr(done, "message_id", 0))
        if chat is not None:
            self.note_spoken(chat)
            if done is not None and "text" in call.arguments:
                remember(self._shown, (chat, message), _looks(call))
        return message

    async def _learn(self, decision: Decision, chat: int | None) -> None:
        """Keep what a failure tells of the chat, for all calls to come.

        Where Telegram asks for a pause, they are held.
        """
        if decision.act is Remedy.WAIT:
            _log.warning("Telegram asks for a pause of %.0f s", decision.seconds)
            if chat is None:
                await asyncio.sleep(min(decision.seconds, QUERIES.longest_hold) + _MARGIN)
            else:
                self._send_queue.hold(chat, decision.seconds + _MARGIN)
        elif chat is not None and decision.act is Remedy.SUSPEND:
            _log.info("a chat is suspended: %s", decision.why)
            self.suspended.add(chat)
        elif chat is not None and decision.act is Remedy.MIGRATE:
            self.migrated[chat] = decision.chat
            await self._on_migration(chat, decision.chat)

    def _shows(self, call: Call, chat: int) -> bool:
        """Tell whether a message already is what an edit would make of it.

        What it is is what is remembered of it.
        """
        message = call.arguments.get("message_id", 0)
        return bool(message) and self._shown.get((chat, message)) == _looks(call)


def _again(call: Call, decision: Decision, policy: Policy) -> Call | None:
    """Return the call to try next; None where there is nothing more to try."""
    match decision.act:
        case Remedy.RETRY:
            return call
        case Remedy.WAIT:
            return call if decision.seconds <= policy.longest_hold else None
        case Remedy.UNCERTAIN:
            repeats = policy.repeats == "always" or (
                policy.repeats == "harmless" and call.can_repeat
            )
            return call if repeats else None
        case Remedy.MIGRATE:
            return call if policy.follows else None
        case Remedy.PLAIN:
            if simpler := call.simpler():
                _log.error("%s refused, sent simpler: %s", call.method, decision.why)
            return simpler
        case Remedy.TOPIC:
            return call.out_of_topic()
        case Remedy.AFRESH:
            return call.afresh
        case _:
            return None


def _done(decision: Decision, call: Call) -> Done:
    """Return how a call that failed has ended.

    StoppedError is raised where none can succeed any more.
    """
    if decision.act is Remedy.STOP:
        raise StoppedError(decision.why)
    if decision.act in (Remedy.SUSPEND, Remedy.CLOSED):
        return Done.SUSPENDED
    if decision.act is Remedy.UNCERTAIN:
        _log.warning("%s is uncertain: %s", call.method, decision.why)
        return Done.UNCERTAIN
    _log.error("%s refused: %s", call.method, decision.why)
    return Done.REFUSED


def _looks(call: Call) -> int:
    """Return a mark of how the message of a call looks."""
    return hash(tuple(call.arguments.get(name) for name in ("text", "parse_mode", "reply_markup")))
