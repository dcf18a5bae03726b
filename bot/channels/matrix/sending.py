"""Sends messages, as the table of errors decides.

The same transaction id, however often, is one message."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO
from typing import TYPE_CHECKING, Any

from nio import ErrorResponse, UploadResponse

from bot.channels.back_off import BackOff
from bot.channels.matrix.errors import NextStep, Ruling, decide
from bot.channels.matrix.gate import Gate
from bot.errors import StoppedError

if TYPE_CHECKING:
    from nio import AsyncClient

    from bot.channels.matrix.encryption import Encryption
    from bot.channels.matrix.rendering import Message
    from bot.channels.matrix.rooms import Rooms

PAUSES = BackOff(0.3, 30.0)
_STILL_OF_USE = 15.0  # seconds after which nobody waits for a sign under an answer
_log = logging.getLogger("tambour.matrix")


class Ending(Enum):
    """How a sending ended."""

    SENT = auto()
    SUSPENDED = auto()  # the bot can't write in the room
    REFUSED = auto()
    LATER = auto()  # surely to be tried again: the tries allowed are over


@dataclass(frozen=True)
class Sending:
    """How a sending ended, the event that it became, and why it became none.

    `seconds` asked for before another try."""

    done: Ending
    event: str = ""
    why: str = ""
    seconds: float = 0.0


class MatrixSender:
    """Sends; `ended` counts how, `failed` what was decided of requests that failed."""

    def __init__(self, client: AsyncClient, rooms: Rooms, encryption: Encryption) -> None:
        self._client, self._rooms, self._encryption = client, rooms, encryption
        self.gate = Gate()
        self.ended: Counter[Ending] = Counter()
        self.failed: Counter[NextStep] = Counter()

    async def send(self, message: Message, room: str, txn: str, most_tries: int = 0) -> Sending:
        """Send a message, trying until it is received or refused.

        `most_tries` bounds that, pauses asked for included.

        Raises StoppedError."""
        sent = await self._send(message, room, txn, most_tries)
        self.ended[sent.done] += 1
        return sent

    async def _send(self, message: Message, room: str, txn: str, most_tries: int) -> Sending:
        tries = 0
        while True:
            decision = await self._try(message, room, txn)
            if isinstance(decision, str):
                return Sending(Ending.SENT, decision)
            tries += 1
            if decision.act is NextStep.WAIT:
                _log.warning("the server asks for a pause of %.1f s", decision.seconds)
                self.gate.hold(decision.seconds)
            elif decision.act is NextStep.SHORTER and (shorter := message.shorter()):
                message = shorter
                continue
            elif decision.act is NextStep.STOP:
                raise StoppedError(decision.why)
            elif decision.act is NextStep.SUSPEND:
                _log.info("a room can't be written to: %s", decision.why)
                return Sending(Ending.SUSPENDED, why=decision.why)
            elif decision.act is not NextStep.RETRY:
                _log.error("a message is refused: %s", decision.why)
                return Sending(Ending.REFUSED, why=decision.why)
            if most_tries and tries >= most_tries:
                return Sending(Ending.LATER, why=decision.why, seconds=decision.seconds)
            if decision.act is NextStep.RETRY:
                await asyncio.sleep(PAUSES.after(tries))

    async def react(self, room: str, event: str, signs: list[str]) -> None:
        """Offer signs to react with, behind the answers to all; where these take long, none."""
        for number, sign in enumerate(signs):
            async with self.gate.behind(_STILL_OF_USE) as is_calm:
                if not is_calm or not self._rooms.is_in(room):
                    return
                relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
                try:
                    if self._rooms.is_encrypted(room):
                        await self._encryption.share(room)
                    answer = await self._client.room_send(
                        room, "m.reaction", {"m.relates_to": relation}, f"{event[1:]}-{number}"
                    )
                except Exception as error:  # noqa: BLE001 - nobody's loss
                    _log.debug("a reaction is left out: %s", type(error).__name__)
                    return
                if isinstance(answer, ErrorResponse):
                    self._decided(answer)
                    return

    async def _try(self, message: Message, room: str, txn: str) -> str | Ruling:
        """Send once; return the event, or what to do of the failure."""
        try:
            async with self.gate.turn():
                answer = await self._request(message, room, txn)
        except Exception as error:  # noqa: BLE001 - the table decides of each
            return self._decided(error)
        if isinstance(answer, ErrorResponse):
            return self._decided(answer)
        return str(answer.event_id)

    def _decided(self, failure: ErrorResponse | Exception) -> Ruling:
        decision = decide(failure)
        self.failed[decision.act] += 1
        if decision.act is NextStep.WAIT:
            self.gate.hold(decision.seconds)
        return decision

    async def _request(self, message: Message, room: str, txn: str) -> Any:
        is_encrypted = self._rooms.is_encrypted(room)
        content = dict(message.content)
        if message.file:
            uploaded = await self._upload(message, is_encrypted)
            if isinstance(uploaded, ErrorResponse):
                return uploaded
            content |= uploaded
        if is_encrypted:
            await self._encryption.share(room)
        return await self._client.room_send(
            room, message.kind, content, txn, ignore_unverified_devices=True
        )

    async def _upload(self, message: Message, is_encrypted: bool) -> Any:
        """Return what the content of a file says of where it lies, or the refusal."""
        assert message.file
        answer, keys = await self._client.upload(
            BytesIO(message.file.content),
            content_type=message.content["info"]["mimetype"],
            filename=None if is_encrypted else message.file.name,
            encrypt=is_encrypted,
            filesize=len(message.file.content),
        )
        if not isinstance(answer, UploadResponse):
            return answer
        return {"file": keys | {"url": answer.content_uri}} if keys else {"url": answer.content_uri}
