"""Does what updates ask.

Presses are acknowledged at once, the conversation is asked, and its replies are sent where they
belong.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.constants import ChatAction, ChatMemberStatus
from telegram.error import TelegramError

from bot.channels.telegram import sentences
from bot.channels.telegram.extras import AGAIN, contact_calls, extra_row
from bot.channels.telegram.inline import look_up
from bot.channels.telegram.rendering import Call, render, tell
from bot.channels.telegram.sending import Done
from bot.channels.telegram.todo import Ask, ChatChange, LookUp, Tell
from bot.conversation.events import Pressed
from bot.conversation.replies import Button
from bot.conversation.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from telegram import Bot

    from bot.channels.clerk import Clerk
    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.courtesy import PersonLimiter
    from bot.channels.telegram.sending import Sender
    from bot.channels.telegram.standings import Standings
    from bot.channels.telegram.todo import Source, Work
    from bot.conversation.events import Event
    from bot.conversation.turn import Outcome

_TOO_OLD = timedelta(hours=1)
_TYPING_AFTER = 1.5  # seconds: among 200 who ask at once, the sign would cost more than it tells
_MOST_LOST = 500
_log = logging.getLogger("tambour.telegram")


class Handlers:
    """Handles what is to be done, one thing after the other in a lane."""

    def __init__(
        self,
        memory: ConversationThread,
        bot: Bot,
        sender: Sender,
        per_person: PersonLimiter,
        now: Callable[[], datetime],
        standings: Standings,
        clerk: Clerk | None = None,
    ) -> None:
        self._memory, self._bot, self._sender = memory, bot, sender
        self._per_person, self._now, self._standings, self._clerk = (
            per_person,
            now,
            standings,
            clerk,
        )
        # Answers that may not have arrived, by chat.
        self._lost: OrderedDict[int, list[Call]] = OrderedDict()

    @staticmethod
    def lane(todo: Work) -> str:
        """Return what must be done in order with this.

        It is all of a chat; inline queries of a person are in order among themselves.
        """
        if isinstance(todo, LookUp):
            return f"inline {todo.person}"
        return f"chat {todo.chat if isinstance(todo, ChatChange) else todo.source.chat}"

    async def acknowledge(self, todo: Ask | Tell) -> None:
        """Tell the client that a press was seen, so that its button stops turning."""
        said = {"text": todo.sentence} if isinstance(todo, Tell) and todo.sentence else {}
        arguments = {"callback_query_id": todo.source.pressed, **said}
        await self._sender.answer(Call("answer_callback_query", arguments, can_repeat=True))

    def admit(self, todo: Ask | Tell) -> Ask | Tell | None:
        """Return what to do of what someone sends, on its arrival.

        It is that, a polite refusal, or nothing while they know. In a group, a command that names
        no bot is for this one only where it has just spoken.
        """
        source = todo.source
        if isinstance(todo, Ask) and todo.is_unnamed and not self._sender.has_spoken(source.chat):
            return None
        if self._is_late(source):
            return todo
        admitted = self._per_person.admit(source.person)
        if admitted == "refuse":
            return Tell(sentences.SLOW_DOWN, replace(source, pressed=""))
        return todo if admitted == "answer" else None

    async def handle(self, todo: Work) -> None:
        """Do what an update asks, and keep what it tells of the chat."""
        try:
            await self._do(todo)
        finally:
            await self._standings.save(self._now())

    async def _do(self, todo: Work) -> None:
        if isinstance(todo, LookUp):
            await self._sender.answer(await self._memory.run(self._look_up, todo))
        elif isinstance(todo, ChatChange):
            await self._note(todo)
        else:
            await self._attend(todo)

    def _look_up(self, todo: LookUp) -> Call:
        return look_up(self._memory.world, todo, self._bot.username)

    async def _attend(self, todo: Ask | Tell) -> None:
        """Answer someone who is in front, or who wrote while the bot was stopped."""
        source = todo.source
        self._sender.suspended.discard(source.chat)
        if self._is_late(source):
            if source.chat not in self._standings.apologised:
                self._standings.apologised.add(source.chat)
                await self._sender.send(tell(sentences.LATE, source), source.chat)
            return
        self._standings.apologised.discard(source.chat)
        if isinstance(todo, Ask):
            await self._answer(todo.event, source)
        elif todo.sentence and not source.pressed:
            await self._sender.send(tell(todo.sentence, source), source.chat)

    def _is_late(self, source: Source) -> bool:
        return source.date is not None and self._now() - source.date > _TOO_OLD

    async def _answer(self, event: Event, source: Source) -> None:
        if event == Pressed(AGAIN):
            calls = self._lost.pop(source.chat, None)
            await self._show(calls or [tell(sentences.NOTHING_TO_SEND, source)], source)
        elif calls := list(contact_calls(event, self._memory.world, source)):
            await self._show(calls, source)
        else:
            await self._show(await self._converse(event, source), source)

    async def _converse(self, event: Event, source: Source) -> list[Call]:
        """Return the calls that show what the conversation answers.

        Whatever happens in it, the person is answered.
        """
        asked = asyncio.ensure_future(self._ask(event, source))
        await asyncio.wait({asked}, timeout=_TYPING_AFTER)
        if not asked.done():
            await self._type(source)
        try:
            outcome = await asked
            if outcome is None:
                return [tell(sentences.ADMINS_ONLY, source)]
            session, replies = outcome
            last = len(replies) - 1
            extra = extra_row(event, replies[last], session, self._memory.world, self._bot.bot)
            return [
                call
                for i, reply in enumerate(replies)
                for call in render(reply, source, extra if i == last else ())
            ]
        except Exception:  # noqa: BLE001 - whoever writes is answered
            _log.exception("the conversation failed")
            return [tell(sentences.BROKEN, source)]

    async def _ask(self, event: Event, source: Source) -> Outcome | None:
        """Ask the conversation.

        It returns None where this would change what a group has set, and the person is no
        administrator.
        """
        now = self._now()
        person = "" if source.is_group else str(source.person)
        if self._clerk and (served := await self._clerk.serve(event, person, now)) is not None:
            return Session(), served
        if source.is_group and not source.is_direct:
            return await self._memory.ask_for_all(
                source.key, event, now, lambda: self._is_admin(source)
            )
        return await self._memory.ask(source.key, event, now)

    async def _show(self, calls: list[Call], source: Source) -> None:
        """Send calls in order.

        One that may be lost can be had again, one that is refused is replaced by a word.
        """
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
            # Twice is better than never.
            note = replace(tell(sentences.MAYBE_LOST, source, rows), can_repeat=True)
            await self._sender.send(note, source.chat)

    async def _type(self, source: Source) -> None:
        """Show that something is being written, where it can be shown.

        A failure is nobody's loss.
        """
        if source.is_direct:
            return
        try:
            await self._bot.send_chat_action(
                source.chat, ChatAction.TYPING, message_thread_id=source.topic or None
            )
        except TelegramError as error:
            _log.debug("typing not shown: %s", error.message)

    async def _is_admin(self, source: Source) -> bool:
        """Tell whether someone may change what a group has set.

        One who writes as the group itself is an administrator; one who writes as a channel can't be
        known.
        """
        if source.person < 0:
            return source.person == source.chat
        try:
            member = await self._bot.get_chat_member(source.chat, source.person)
        except TelegramError as error:
            _log.warning("administrators of a group unknown: %s", error.message)
            return False
        return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)

    async def _note(self, change: ChatChange) -> None:
        if change.became:
            self._sender.migrated[change.chat] = change.became
            await self._memory.move(change.chat, change.became)
            return
        if change.is_gone:
            self._sender.suspended.add(change.chat)
        else:
            self._sender.suspended.discard(change.chat)
        _log.info(
            "a chat %s", "is suspended: it left or blocked the bot" if change.is_gone else "is back"
        )
