"""From what a synchronisation brought to works.

Questions for the handlers, invitations, rooms that end, messages to decipher."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from nio import MegolmEvent

from bot.channels.matrix import sentences
from bot.channels.matrix.asking import ask, insist
from bot.channels.matrix.invitations import inviter, is_admitted
from bot.channels.matrix.membership import happened
from bot.channels.matrix.names import room_key
from bot.channels.matrix.reading import Origin, Remark

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

    from nio import AsyncClient

    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.matrix.encryption import Encryption
    from bot.channels.matrix.handlers import MatrixHandlers
    from bot.channels.matrix.membership import Happened
    from bot.channels.matrix.reading import Reader, Room
    from bot.channels.matrix.rooms import Rooms

    Work = Callable[[], Awaitable[None]]

_log = logging.getLogger("tambour.matrix")


class Arrivals:
    """Reads what came, room by room."""

    def __init__(
        self,
        client: AsyncClient,
        rooms: Rooms,
        encryption: Encryption,
        reader: Reader,
        admitted: Sequence[str],
        memory: ConversationThread,
    ) -> None:
        self._client, self._rooms, self._encryption = client, rooms, encryption
        self._reader, self._admitted, self._memory = reader, admitted, memory
        # Rooms that replace one where the bot was: no hello there.
        self._replacing: set[str] = set()

    def works(
        self, room_id: str, events: Sequence[Any], handlers: MatrixHandlers
    ) -> Iterator[Work]:
        """Yield what the events of a room ask, in their order."""
        room, me = self._rooms.room(room_id), self._reader.me.user_id
        sources = [event.source for event in events]
        what = happened(sources, me)
        if what.came_in:
            yield partial(self._came_in, room, what, sources, handlers)
        if what.became:
            yield partial(self._follow, room_id, what.became)
        for event in events[what.since :]:
            if isinstance(event, MegolmEvent):
                if event.sender != me and (work := self._decipher(event, room, handlers)):
                    yield work
                continue
            todo = self._reader.read(event.source, room)
            if admitted := handlers.admit(todo) if todo else None:
                yield partial(handlers.handle, admitted)
        if what.someone_left:
            yield partial(self._leave_where_alone, room_id)

    def out(self, room_id: str) -> None:
        """Note that the bot is no longer in a room: it left, or was thrown out."""
        if self._rooms.is_in(room_id):
            _log.info("the bot is out of a room")
        self._rooms.forget(room_id)

    async def invited(self, room_id: str, events: Sequence[Mapping[str, Any]]) -> None:
        """Accept an invitation of an admitted person; refuse another's, with the reason."""
        person = inviter(events, self._reader.me.user_id)
        if is_admitted(person, self._admitted):
            _, refused = await insist(lambda: self._client.join(room_id))
            if refused:
                _log.warning("an invitation can't be accepted: %s", refused.why)
            else:
                _log.info("an invitation is accepted")
            return
        said = {"reason": sentences.NOT_ADMITTED}
        await insist(lambda: ask(self._client, "POST", f"/rooms/{room_id}/leave", said))
        _log.info("an invitation from a server that is not admitted is refused")

    async def _came_in(
        self,
        room: Room,
        what: Happened,
        events: Sequence[Mapping[str, Any]],
        handlers: MatrixHandlers,
    ) -> None:
        """Say hello in a room just joined, unless a question waits there or it replaces another."""
        later = events[what.since :]
        if room.id in self._replacing or any(self._reader.read(event, room) for event in later):
            return
        others = self._rooms.others(room.id)
        if room.is_shared or len(others) != 1:
            name = self._reader.me.display_name or self._reader.me.user_id
            source = Origin(room.id, "", what.came_in, room_key(room.id), is_shared=False)
            await handlers.handle(Remark(sentences.HELLO_SHARED.format(name=name), source))
            return
        key = self._reader.names.person(others[0])
        self._rooms.note_spoken(key, room.id)
        await handlers.greet(Origin(room.id, others[0], what.came_in, key))

    def _decipher(self, event: MegolmEvent, room: Room, handlers: MatrixHandlers) -> Work | None:
        """Return what to do of a message whose key is missing: who sends many is held back."""
        said = Remark(sentences.UNREADABLE, self._reader.source(event.source, room))
        admitted = handlers.admit(said)
        if admitted is said:
            return partial(self._recover, event, room, said, handlers)
        return partial(handlers.handle, admitted) if admitted and not room.is_shared else None

    async def _recover(
        self, event: MegolmEvent, room: Room, said: Remark, handlers: MatrixHandlers
    ) -> None:
        """Do what a message asks once its key has come; say once for a key that it has not."""
        keys = self._encryption.keys
        is_known = keys.was_waited_for(event)
        found = await keys.recovered(event)
        if found is not None:
            if todo := self._reader.read(found, room):
                await handlers.handle(todo)
        elif not (is_known or room.is_shared):
            await handlers.handle(said)

    async def _follow(self, old: str, new: str) -> None:
        """Take what was remembered to the room that replaces another, and go there.

        Where it can't be joined uninvited, an invitation is waited for."""
        self._replacing.add(new)
        self._rooms.note_replaced(old, new)
        await self._memory.rename(room_key(old), room_key(new))
        _, refused = await insist(lambda: self._client.join(new))
        if refused:
            _log.info("the room that replaces another waits for an invitation: %s", refused.why)
        else:
            await insist(lambda: self._client.room_leave(old))

    async def _leave_where_alone(self, room_id: str) -> None:
        if self._rooms.is_alone(room_id):
            await insist(lambda: self._client.room_leave(room_id))
            self._rooms.forget(room_id)
            _log.info("a room where nobody is left is left")
