"""Someone on the server with a client of their own.

Opens rooms, writes, presses, and reads what the bot says."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self

from nio import (
    AsyncClient,
    AsyncClientConfig,
    MegolmEvent,
    RoomCreateResponse,
    RoomSendResponse,
)
from nio.exceptions import EncryptionError

from tests.homeserver.server import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.homeserver.server import Server

PATIENCE = 60.0
_ENCRYPTION = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}


@dataclass
class Heard:
    """A message of someone else: its event id, its content, and the room."""

    room: str
    event: str
    sender: str
    content: dict[str, Any]
    kind: str = "m.room.message"

    @property
    def text(self) -> str:
        return str(self.content.get("body", ""))


@dataclass
class Person:
    """`heard` is all that was read of others, in order; `unread` what could not be deciphered."""

    client: AsyncClient
    heard: list[Heard] = field(default_factory=list)
    read_by: dict[str, set[str]] = field(default_factory=dict)  # event -> who marked it as read
    left: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    _task: asyncio.Task[None] | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def arrive(cls, server: Server, user_id: str, folder: Path) -> Self:
        """Log in on a new device, and begin to read."""
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        config = AsyncClientConfig(store_sync_tokens=False, request_timeout=30)
        client = AsyncClient(server.address, user_id, store_path=str(folder), config=config)
        await client.login(PASSWORD, device_name="Élément")
        person = cls(client)
        await person._synchronise(0)
        if client.should_upload_keys:
            await client.keys_upload()
        person._task = asyncio.create_task(person._read())
        return person

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self.client.close()

    @property
    def id(self) -> str:
        return str(self.client.user_id)

    async def open(
        self, *others: str, encrypted: bool = True, direct: bool = True, name: str = ""
    ) -> str:
        """Create a room, invite others and wait until they are in; return it."""
        state = [_ENCRYPTION] if encrypted else []
        rule = "direct" if direct else "restricted"
        state.append(
            {"type": "im.vector.room.access_rules", "state_key": "", "content": {"rule": rule}}
        )
        created = await self.client.room_create(
            is_direct=direct, invite=list(others), initial_state=state, name=name or None
        )
        assert isinstance(created, RoomCreateResponse), created
        room = str(created.room_id)
        await self.until(lambda: len(self.joined(room)) > len(others))
        return room

    async def meet(self, bot: str, encrypted: bool = True) -> str:
        """Open a room with the bot, wait for its greeting, and return the room."""
        room = await self.open(bot, encrypted=encrypted)
        await self.until(
            lambda: any(each.room == room and each.kind == "m.room.message" for each in self.heard)
        )
        return room

    def joined(self, room: str) -> list[str]:
        known = self.client.rooms.get(room)
        return [each for each in known.users if each not in known.invited_users] if known else []

    async def say(self, room: str, text: str, **more: Any) -> str:
        """Write in a room, and return the event."""
        return await self.send(room, {"msgtype": "m.text", "body": text} | more)

    async def send(self, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        sent = await self.client.room_send(room, kind, content, ignore_unverified_devices=True)
        assert isinstance(sent, RoomSendResponse), sent
        return str(sent.event_id)

    async def react(self, room: str, event: str, sign: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
        return await self.send(room, {"m.relates_to": relation}, "m.reaction")

    async def ask(self, room: str, text: str, **more: Any) -> list[Heard]:
        """Write, wait until it is marked as read, and return what was said meanwhile."""
        before = len(self.heard)
        event = await self.say(room, text, **more)
        return await self.answers(room, event, before)

    async def answers(self, room: str, event: str, before: int) -> list[Heard]:
        """Return what was said in a room since, once an event is marked as read there."""
        await self.until(lambda: bool(self.read_by.get(event)))
        return [
            each
            for each in self.heard[before:]
            if each.room == room and each.kind == "m.room.message"
        ]

    async def until(self, holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something holds. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    async def file(self, heard: Heard) -> bytes:
        """Return a file that was sent, deciphered."""
        from nio.crypto.attachments import decrypt_attachment

        keys = heard.content.get("file")
        answer = await self.client.download(keys["url"] if keys else heard.content["url"])
        body = bytes(answer.body)
        if keys is None:
            return body
        return bytes(
            decrypt_attachment(body, keys["key"]["k"], keys["hashes"]["sha256"], keys["iv"])
        )

    async def upload(self, content: bytes) -> str:
        answer, _ = await self.client.upload(BytesIO(content), filesize=len(content))
        return str(answer.content_uri)

    async def _read(self) -> None:
        while True:
            try:
                await self._synchronise(10_000)
                await self._keep_up()
            except OSError:  # the server is being restarted
                await asyncio.sleep(0.2)

    async def _keep_up(self) -> None:
        client = self.client
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        await client.send_to_device_messages()

    async def _synchronise(self, milliseconds: int) -> None:
        response = await self.client.sync(milliseconds)
        rooms = getattr(response, "rooms", None)
        for room, info in rooms.join.items() if rooms else ():
            for event in info.timeline.events:
                self._hear(room, event)
            for event in info.ephemeral:
                for receipt in getattr(event, "receipts", ()):
                    if receipt.user_id != self.client.user_id:
                        self.read_by.setdefault(receipt.event_id, set()).add(receipt.user_id)
        if rooms:
            self.left |= set(rooms.leave)
            for room in rooms.invite:
                await self.client.join(room)
        self._changed.set()

    def _hear(self, room: str, event: Any) -> None:
        if isinstance(event, MegolmEvent):
            event.room_id = room
            try:
                event = self.client.decrypt_event(event)
            except EncryptionError:
                self.unread.append(event.event_id)
                return
        if "state_key" in event.source or event.sender == self.client.user_id:
            return
        content, kind = event.source.get("content", {}), str(event.source.get("type"))
        self.heard.append(Heard(room, event.event_id, event.sender, content, kind))
