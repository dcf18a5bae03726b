"""Keeps encryption going: keys given out and asked for, those of rooms given to all first.

`key_requests` sees to those that were lost."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from nio import ErrorResponse

from bot.channels.matrix.errors import NotSharedError
from bot.channels.matrix.key_requests import KeyRequests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nio import AsyncClient

_log = logging.getLogger("tambour.matrix")


class Encryption:
    """What the library leaves to its user, for one client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._sharing: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # by room

    def begin(self) -> None:
        """Begin, once the client has its device."""
        self.keys = KeyRequests(self._client)

    async def keep_up(self) -> None:
        """Do what is due after a synchronisation; what fails is due again after the next."""
        client = self._client
        if client.should_upload_keys:
            _check(await client.keys_upload())
        if client.should_query_keys:
            _check(await client.keys_query())
        if client.should_claim_keys:
            _check(await client.keys_claim(client.get_users_for_key_claiming()))
        await self.keys.send()

    async def share(self, room_id: str) -> None:
        """Give the key of an encrypted room to every device there.

        Raises NotSharedError where one may lack it.

        To be called before anything is sent, with nothing awaited in between: the library, left
        to share a key itself, takes it for shared even where the server refused to carry it, and
        sends what nobody can read."""
        client, room = self._client, self._client.rooms[room_id]
        async with self._sharing[room_id]:
            if not room.members_synced:
                _must(await client.joined_members(room_id))
            if client.should_query_keys:
                _must(await client.keys_query())
            if not client.olm.should_share_group_session(room_id):
                return
            if without_channel := client.get_missing_sessions(room_id):
                _must(await client.keys_claim(without_channel))
            try:
                await client.share_group_session(room_id, ignore_unverified_devices=True)
                self._see_all_have_it(room)
            except KeyError as changed:  # someone came or left meanwhile: the key is of no more use
                raise NotSharedError("the room changed") from changed
            except BaseException:
                client.olm.outbound_group_sessions.pop(room_id, None)
                raise

    def _see_all_have_it(self, room: Any) -> None:
        olm = self._client.olm
        if not olm.users_for_key_query.isdisjoint(room.users):
            raise NotSharedError("someone came")
        shared = olm.outbound_group_sessions[room.room_id]
        if missing := set(self._readers(room)) - shared.users_shared_with:
            raise NotSharedError(f"{len(missing)} devices")

    def _readers(self, room: Any) -> Iterator[tuple[str, str]]:
        """Yield the devices that are to read a room.

        Those in use, that the library has a channel to."""
        client = self._client
        missing = client.olm.get_missing_sessions(list(room.users))
        for user_id in room.users:
            for device in client.device_store.active_user_devices(user_id):
                if device.id != client.device_id and device.id not in missing.get(user_id, ()):
                    yield user_id, device.id


def _check(answer: Any) -> None:
    if isinstance(answer, ErrorResponse):
        _log.warning("%s: %s", type(answer).__name__, answer.status_code)


def _must(answer: Any) -> None:
    if isinstance(answer, ErrorResponse):
        raise NotSharedError(f"{type(answer).__name__}: {answer.status_code}")
