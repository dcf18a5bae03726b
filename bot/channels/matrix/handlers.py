"""Does what is asked.

The conversation asked, its replies sent where they belong, presses and corrections understood."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import ClientError

from bot.channels import sentences
from bot.channels.matrix.asking import ask
from bot.channels.matrix.history import last_buttons, offered_by
from bot.channels.matrix.names import room_key, transaction
from bot.channels.matrix.offers import Offered
from bot.channels.matrix.reading import Amended, Located, Press, Remark, Say, Withdrawn, keycap
from bot.channels.matrix.rendering import BUTTONS, WORDS, render, tell
from bot.channels.matrix.sending import Ending
from bot.channels.plain import to_event
from bot.channels.remembering import remember
from bot.conversation.events import Commanded, Event, Pressed
from bot.conversation.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from nio import AsyncClient

    from bot.channels.clerk import Clerk
    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.courtesy import PersonLimiter
    from bot.channels.matrix.offers import Offers
    from bot.channels.matrix.reading import Origin, Todo
    from bot.channels.matrix.rendering import Message
    from bot.channels.matrix.rooms import Rooms
    from bot.channels.matrix.sending import MatrixSender
    from bot.conversation.replies import Button
    from bot.conversation.turn import Outcome

_MOST_SIGNS = 3  # buttons offered as reactions too: each is an event more
_log = logging.getLogger("tambour.matrix")


class MatrixHandlers:
    """Handles what is to be done, one thing after the other in a room."""

    def __init__(
        self,
        client: AsyncClient,
        memory: ConversationThread,
        rooms: Rooms,
        sender: MatrixSender,
        offers: Offers,
        per_person: PersonLimiter,
        now: Callable[[], datetime],
        beside: Callable[[Awaitable[None]], None],
        clerk: Clerk | None,
    ) -> None:
        """Take what it works with; `beside` does what nobody waits for."""
        self._client, self._memory, self._rooms, self._sender = client, memory, rooms, sender
        self._offers, self._per_person, self._now, self._beside = offers, per_person, now, beside
        self._clerk = clerk
        self._last: OrderedDict[str, str] = OrderedDict()  # the message asked last, by conversation
        self._withdrawn: OrderedDict[str, str] = OrderedDict()  # messages taken back

    def admit(self, todo: Todo) -> Todo | None:
        """Return what to do of what arrives: that, a polite refusal, or nothing while they know."""
        if isinstance(todo, Withdrawn):
            remember(self._withdrawn, todo.message, "")
            return None
        admitted = self._per_person.admit(todo.source.person)
        if admitted == "refuse":
            return Remark(sentences.SLOW_DOWN, todo.source)
        return todo if admitted == "answer" else None

    async def handle(self, todo: Todo) -> None:
        """Do what is asked, then mark it as read. Raises StoppedError."""
        source = todo.source
        if not source.is_shared:
            self._rooms.note_spoken(source.key, source.room)
        if isinstance(todo, Withdrawn) or source.event in self._withdrawn:
            return
        if isinstance(todo, Remark):
            await self._show([tell(todo.sentence, source)], source)
        elif isinstance(todo, Press):
            await self._press(todo)
        elif isinstance(todo, Amended):
            await self._correct(todo)
        elif isinstance(todo, Located):
            await self._answer(Pressed(todo.data), source)
        else:
            await self._say(todo)
        self._beside(self._mark_read(source))

    async def greet(self, source: Origin) -> None:
        """Say hello in a room that the bot has just come into, alone with someone."""
        await self._answer(Commanded("start"), source)

    async def _say(self, todo: Say) -> None:
        source = todo.source
        remember(self._last, source.key, source.event)
        await self._answer(to_event(todo.text, await self._in_sight(todo)), source)

    async def _in_sight(self, todo: Say) -> list[Button]:
        """Return the buttons that a number may press.

        Those of the last answer, even one sent before a restart."""
        known = self._offers.in_sight(todo.source.key)
        if known is None and todo.text.strip().isdigit():
            known = await last_buttons(self._client, todo.source.room)
        return list(known or ())

    async def _press(self, press: Press) -> None:
        """Press a button under a message.

        One that is not there, or a sign under another's message, asks nothing."""
        source = press.source
        offered = self._offers.of_message(press.message)
        if offered is None:
            offered = await offered_by(self._client, source.room, press.message)
            self._offers.sent(press.message, offered)
        carried = offered.carried
        if press.number:
            data = carried[press.number - 1] if press.number <= len(carried) else ""
        else:
            data = press.data if press.data in carried else ""
        if source.is_shared and offered.thread:  # a reaction does not say in which thread it is
            key = room_key(source.room, offered.thread)
            source = replace(source, thread=offered.thread, key=key)
        if data:
            await self._answer(Pressed(data), source)

    async def _correct(self, todo: Amended) -> None:
        """Answer the last question as it now reads.

        Of an earlier one, say that it is to be asked again."""
        if self._last.get(todo.source.key) == todo.message:
            await self._answer(
                to_event(todo.text, await self._in_sight(Say(todo.text, todo.source))), todo.source
            )
        else:
            await self._show([tell(sentences.EDITED, todo.source)], todo.source)

    async def _answer(self, event: Event, source: Origin) -> None:
        try:
            outcome = await self._ask(event, source)
            replies = outcome[1] if outcome else ()
            messages = [message for reply in replies for message in render(reply, source)]
            if outcome is None:
                messages = [tell(sentences.ADMINS_ONLY, source)]
        except Exception:  # noqa: BLE001 - whoever writes is answered
            _log.exception("the conversation failed")
            messages = [tell(sentences.BROKEN, source)]
        await self._show(messages, source)

    async def _ask(self, event: Event, source: Origin) -> Outcome | None:
        """Ask the conversation.

        None where this would change what a shared room has set, and the person may not."""
        now = self._now()
        if not source.is_shared:
            if self._clerk and (served := await self._clerk.serve(event, source.key, now)):
                return Session(), served
            return await self._memory.ask(source.key, event, now)
        return await self._memory.ask_for_all(source.key, event, now, lambda: self._may_set(source))

    async def _show(self, messages: Sequence[Message], source: Origin) -> None:
        """Send messages in order; one that is refused is replaced by a word."""
        for number, message in enumerate(messages):
            name = transaction(source.room, source.event, number)
            sent = await self._sender.send(message, source.room, name)
            if sent.done is Ending.SUSPENDED:
                return
            if sent.done is Ending.REFUSED:
                excuse = tell(sentences.BROKEN, source)
                sent = await self._sender.send(excuse, source.room, transaction(name, "refused"))
            self._note(sent.event, message, source)
        if words := [message for message in messages if message.kind == WORDS]:
            self._offers.show(source.key, words[-1].buttons)

    def _note(self, event: str, message: Message, source: Origin) -> None:
        """Remember what the buttons of a message carry, and offer the first as reactions."""
        if not event:
            return
        carried = tuple(message.content.get(BUTTONS, ()))
        self._offers.sent(event, Offered(carried, source.thread))
        if signs := [keycap(number) for number, _ in enumerate(message.buttons[:_MOST_SIGNS], 1)]:
            self._beside(self._sender.react(source.room, event, signs))

    async def _mark_read(self, source: Origin) -> None:
        """Mark a message as read, in whatever thread: a failure is nobody's loss."""
        try:
            path = f"/rooms/{source.room}/receipt/m.read/{source.event}"
            await ask(self._client, "POST", path, {})
        except (ClientError, TimeoutError, OSError) as error:
            _log.debug("a message is not marked as read: %s", type(error).__name__)

    async def _may_set(self, source: Origin) -> bool:
        """Tell whether someone may change what a shared room has set."""
        return self._rooms.may_set(source.room, source.person)
