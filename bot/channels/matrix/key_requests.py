"""Asks for the keys of messages that can't be read, and takes what comes.

Each is asked for once, of the device that wrote, and never many at a time.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from nio import ErrorResponse
from nio.event_builders import RoomKeyRequestMessage
from nio.exceptions import EncryptionError, ProtocolError

from bot.channels.remembering import remember

if TYPE_CHECKING:
    from nio import AsyncClient, MegolmEvent

MOST_AT_ONCE = 20  # requests that leave after one synchronisation
MOST_OPEN = 500  # requests kept that nothing has answered
_WAITS = (0.5, 1.0, 2.0, 4.0)  # seconds between two looks for a key that is late
_log = logging.getLogger("tambour.matrix")


class KeyRequests:
    """What the library leaves to its user of lost keys, for one client that is logged in."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._sending = asyncio.Lock()
        self._looked_for: OrderedDict[str, None] = OrderedDict()  # sessions, waited for in vain
        client.olm._should_accept_forward = _Acceptance(client.olm)

    def is_asked(self, session: str) -> bool:
        """Tell whether the key of a session was asked for and has not come."""
        waiting = (message.request_id for message in self._waiting())
        return session in self._client.olm.outgoing_key_requests or session in waiting

    async def recovered(self, event: MegolmEvent) -> dict[str, Any] | None:
        """Return an event that could not be read, once its key has come; None where it does not.

        The first of a session is waited for; those that follow it are looked at once.
        """
        session = str(event.session_id)
        if not self.is_asked(session):
            asked = event.as_key_request(
                event.sender, self._client.device_id, device_id=event.device_id
            )
            self._client.olm.outgoing_to_device_messages.append(asked)
            with suppress(ClientError, OSError, ProtocolError, TimeoutError):  # due again soon
                await self.send()
        waits = (0.0,) if session in self._looked_for else _WAITS
        for seconds in waits:
            await asyncio.sleep(seconds)
            try:
                found: dict[str, Any] = self._client.decrypt_event(event).source
            except EncryptionError:
                continue
            return found
        remember(self._looked_for, session, None)
        return None

    def was_waited_for(self, event: MegolmEvent) -> bool:
        """Tell whether the key of an event was waited for in vain before."""
        return str(event.session_id) in self._looked_for

    async def send(self) -> None:
        """Send what waits for devices, requests for keys within limits.

        Many messages of keys that nobody has would otherwise become as many requests.
        """
        olm = self._client.olm
        async with self._sending:
            for message in self._waiting()[MOST_AT_ONCE:]:
                olm.outgoing_to_device_messages.remove(message)
            for session in list(olm.outgoing_key_requests)[:-MOST_OPEN]:
                olm.store.remove_outgoing_key_request(olm.outgoing_key_requests.pop(session))
            for answer in await self._client.send_to_device_messages():
                if isinstance(answer, ErrorResponse):
                    _log.warning("%s: %s", type(answer).__name__, answer.status_code)

    def _waiting(self) -> list[RoomKeyRequestMessage]:
        messages = self._client.olm.outgoing_to_device_messages
        return [each for each in messages if isinstance(each, RoomKeyRequestMessage)]


class _Acceptance:
    """Decides of a key that a device forwards, in the place of the library's own decision.

    The library takes those of the bot's other devices only, of which there are none. One that was
    asked for is as good as given at first where the device that made it forwards it.
    """

    def __init__(self, olm: Any) -> None:
        self._olm = olm

    def __call__(self, _: str, sender_key: str, event: Any) -> bool:
        """Tell whether to take it; `sender_key` is proven to be that of the device that sent it."""
        asked = self._olm.outgoing_key_requests.get(event.session_id)
        return (
            asked is not None
            and (asked.algorithm, asked.room_id) == (event.algorithm, event.room_id)
            and event.source["content"].get("sender_key") == sender_key
        )
