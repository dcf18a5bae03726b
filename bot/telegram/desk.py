"""Does what updates ask: presses acknowledged at once, the conversation asked, its replies sent where they belong."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.constants import ChatAction, ChatMemberStatus
from telegram.error import TelegramError

from bot.conversation import buttons
from bot.conversation.events import Commanded, Pressed
from bot.conversation.replies import Button
from bot.telegram import sentences
from bot.telegram.extras import AGAIN, contact_calls, extra_row
from bot.telegram.inline import look_up
from bot.telegram.rendering import Call, render, tell
from bot.telegram.sending import Done
from bot.telegram.updates import Ask, LookUp, Membership, Migration, Tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from telegram import Bot

    from bot.conversation.events import Event
    from bot.conversation.world import World
    from bot.telegram.memory import Memory
    from bot.telegram.rate import Courtesy
    from bot.telegram.sending import Sender
    from bot.telegram.updates import Source, Todo

_TOO_OLD = timedelta(hours=1)
_TYPING_AFTER = 0.7  # seconds
_MOST_LOST = 500
# Events that change what a group has set for all.
_SETTING_PRESSES = frozenset(("setplace", "forgetplace", "erase-yes"))
_SETTING_COMMANDS = frozenset(("effacer", "abonnement"))
_log = logging.getLogger("tambour.telegram")


class Desk:
    """Handles what is to be done, one thing after the other in a lane."""

    def __init__(
        self, world: World, memory: Memory, bot: Bot, sender: Sender, courtesy: Courtesy, now: Callable[[], datetime]
    ) -> None:
        self._world, self._memory, self._bot, self._sender = world, memory, bot, sender
        self._courtesy, self._now = courtesy, now
        self._apologised: set[int] = set()
        self._lost: OrderedDict[int, list[Call]] = OrderedDict()  # answers that may not have arrived, by chat

    @staticmethod
    def lane(todo: Todo) -> str:
        """Return what must be done in order with this: all of a chat; inline queries of a person among themselves."""
        if isinstance(todo, LookUp):
            return f"inline {todo.person}"
        if isinstance(todo, Migration):
            return f"chat {todo.old}"
        return f"chat {todo.chat if isinstance(todo, Membership) else todo.source.chat}"

    async def acknowledge(self, todo: Ask | Tell) -> None:
        """Tell the client that a press was seen, so that its button stops turning."""
        said = {"text": todo.sentence} if isinstance(todo, Tell) and todo.sentence else {}
        arguments = {"callback_query_id": todo.source.pressed, **said}
        await self._sender.answer(Call("answer_callback_query", arguments, can_repeat=True))

    def admit(self, todo: Ask | Tell) -> Ask | Tell | None:
        """Return what to do of what someone sends, on its arrival: that, a polite refusal, or nothing while they know."""
        source = todo.source
        if self._is_late(source):
            return todo
        admitted = self._courtesy.admit(source.person)
        if admitted == "refuse":
            return Tell(sentences.SLOW_DOWN, replace(source, pressed=""))
        return todo if admitted == "answer" else None

    async def handle(self, todo: Todo) -> None:
        """Do what an update asks."""
        if isinstance(todo, LookUp):
            await self._sender.answer(await self._memory.run(look_up, self._world, todo, self._bot.username))
        elif isinstance(todo, Membership):
            self._note(todo)
        elif isinstance(todo, Migration):
            self._sender.migrated[todo.old] = todo.new
            await self._memory.move(todo.old, todo.new)
        else:
            await self._attend(todo)

    async def _attend(self, todo: Ask | Tell) -> None:
        """Answer someone who is in front, or who wrote while the bot was stopped."""
        source = todo.source
        self._sender.suspended.discard(source.chat)
        if self._is_late(source):
            if source.chat not in self._apologised:
                self._apologised.add(source.chat)
                await self._sender.send(tell(sentences.LATE, source), source.chat)
            return
        if isinstance(todo, Ask):
            await self._answer(todo.event, source)
        elif todo.sentence and not source.pressed:
            await self._sender.send(tell(todo.sentence, source), source.chat)

    def _is_late(self, source: Source) -> bool:
        return source.date is not None and self._now() - source.date > _TOO_OLD

    async def _answer(self, event: Event, source: Source) -> None:
        if source.is_group and _is_setting(event) and not await self._is_admin(source):
            await self._sender.send(tell(sentences.ADMINS_ONLY, source), source.chat)
        elif event == Pressed(AGAIN):
            calls = self._lost.pop(source.chat, None)
            await self._show(calls or [tell(sentences.NOTHING_TO_SEND, source)], source)
        elif calls := list(contact_calls(event, self._world, source)):
            await self._show(calls, source)
        else:
            await self._show(await self._converse(event, source), source)

    async def _converse(self, event: Event, source: Source) -> list[Call]:
        """Return the calls that show what the conversation answers; whatever happens in it, the person is answered."""
        asked = asyncio.ensure_future(self._memory.ask(source.key, event, self._now()))
        await asyncio.wait({asked}, timeout=_TYPING_AFTER)
        if not asked.done():
            await self._type(source)
        try:
            replies = await asked
            extra = extra_row(event, self._world, bool(self._bot.bot.supports_inline_queries))
            last = len(replies) - 1
            return [call for i, reply in enumerate(replies) for call in render(reply, source, extra if i == last else ())]
        except Exception:
            _log.exception("the conversation failed")
            return [tell(sentences.BROKEN, source)]

    async def _show(self, calls: list[Call], source: Source) -> None:
        """Send calls in order; one that may be lost can be had again, one that is refused is replaced by a word."""
        lost: list[Call] = []
        for call in calls:
            done = await self._sender.send(call, source.chat)
            if done is Done.SUSPENDED:
                return
            if done is Done.UNCERTAIN:
                lost.append(call)
            elif done is Done.REFUSED:
                await self._sender.send(tell(sentences.BROKEN, source), source.chat)
        if lost:
            self._lost[source.chat] = lost
            if len(self._lost) > _MOST_LOST:
                self._lost.popitem(last=False)
            rows = ((Button(sentences.SEND_AGAIN, AGAIN),),)
            note = replace(tell(sentences.MAYBE_LOST, source, rows), can_repeat=True)  # twice is better than never
            await self._sender.send(note, source.chat)

    async def _type(self, source: Source) -> None:
        """Show that something is being written; a failure is nobody's loss."""
        try:
            await self._bot.send_chat_action(source.chat, ChatAction.TYPING, message_thread_id=source.topic or None)
        except TelegramError as error:
            _log.debug("typing not shown: %s", error.message)

    async def _is_admin(self, source: Source) -> bool:
        """Tell whether someone may change what a group has set; one who writes as the group itself is an administrator."""
        if source.person == source.chat:
            return True
        try:
            member = await self._bot.get_chat_member(source.chat, source.person)
        except TelegramError as error:
            _log.warning("administrators of chat %s unknown: %s", source.chat, error.message)
            return False
        return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)

    def _note(self, change: Membership) -> None:
        if change.is_gone:
            self._sender.suspended.add(change.chat)
        else:
            self._sender.suspended.discard(change.chat)
        _log.info("chat %s %s", change.chat, "suspended: it left or blocked the bot" if change.is_gone else "is back")


def _is_setting(event: Event) -> bool:
    if isinstance(event, Pressed):
        return buttons.read(event.data)[0] in _SETTING_PRESSES
    if not isinstance(event, Commanded):
        return False
    return event.name in _SETTING_COMMANDS or (event.name == "territoire" and bool(event.argument))
