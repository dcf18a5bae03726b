"""The bot's life on Matrix.

Its device and identity, then synchronisation after synchronisation until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from nio import AsyncClientConfig, ProfileGetDisplayNameResponse, SyncResponse
from nio.exceptions import ProtocolError

from bot.channels.conversation_thread import ConversationThread
from bot.channels.courtesy import PersonLimiter
from bot.channels.lanes import Lanes
from bot.channels.matrix.admins import MatrixAdmins
from bot.channels.matrix.arrivals import Arrivals
from bot.channels.matrix.broadcast import MatrixBroadcast, MatrixChats
from bot.channels.matrix.client import Client
from bot.channels.matrix.device import Folder, log_in
from bot.channels.matrix.encryption import Encryption
from bot.channels.matrix.handlers import MatrixHandlers
from bot.channels.matrix.identity import new_keys, sign
from bot.channels.matrix.masking import MatrixMasking, set_up_logging
from bot.channels.matrix.names import PREFIX, Names
from bot.channels.matrix.offers import Offers
from bot.channels.matrix.progress import Progress
from bot.channels.matrix.reading import Me, Reader
from bot.channels.matrix.rooms import Rooms
from bot.channels.matrix.sending import PAUSES, Ending, MatrixSender
from bot.channels.matrix.signing import Identity
from bot.channels.matrix.synchronising import Synchronising
from bot.channels.operators import Operators
from bot.channels.stopping import Stopping
from bot.channels.watch import Parts
from bot.digest.choosing import open_digest
from bot.digest.runner import DigestRunner
from bot.errors import StoppedError, ToldError
from bot.watching.logs import tell

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.channels.courtesy import Patience
    from bot.channels.keeper import Keeper
    from bot.channels.matrix.progress import Batch
    from bot.settings import MatrixSettings
    from bot.storage.store import Store
    from bot.world.reload import Reloader

_TO_ANSWER = 30.0  # seconds that it is given to answer any other request
_TO_FINISH = 5.0  # seconds that answers being made are given when the bot stops
_log = logging.getLogger("tambour.matrix")


def run(
    settings: MatrixSettings, keeper: Keeper, store: Store, log_level: str, reloader: Reloader
) -> None:
    """Run the bot until it is told to stop. Raises ToldError where it can't go on."""
    folder = Folder(settings.store)
    device = folder.device()
    masking = MatrixMasking((settings.password, device.token if device else ""))
    set_up_logging(log_level, masking, settings.json_logs)
    try:
        asyncio.run(MatrixApp(settings, folder, keeper, store, reloader=reloader).run())
    except StoppedError as error:
        raise ToldError(masking.mask(str(error))) from None
    except ToldError:
        raise
    except Exception as error:  # noqa: BLE001 - told to whoever started it
        _log.exception("the bot ends")
        raise ToldError(masking.mask(f"{type(error).__name__} : {error}")) from None


class Generous:
    """How fast a person may ask: twenty at once, then one every breath."""

    person, breath, patience = 20, 1.5, 30.0


class MatrixApp:
    """Everything wired together.

    `now` is the time of day, `reloader` what takes a changed collection.
    """

    def __init__(
        self,
        settings: MatrixSettings,
        folder: Folder,
        keeper: Keeper,
        store: Store,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: Patience | None = None,
        reloader: Reloader | None = None,
    ) -> None:
        """Wire what needs no server; `patience` is how fast people may ask."""
        self._settings, self._folder, self.store, self._now = settings, folder, store, now
        self._patience, self._reloader = patience or Generous(), reloader
        # The library would wait and try again by itself, out of sight of what decides here.
        config = AsyncClientConfig(
            store_sync_tokens=False,
            max_limit_exceeded=0,
            max_timeouts=0,
            request_timeout=_TO_ANSWER,
        )
        self.client = Client(
            settings.server, settings.user, store_path=str(folder.path), config=config
        )
        self.keeper, self.memory = keeper, ConversationThread(keeper, store)
        self.lanes = Lanes()
        self.encryption = Encryption(self.client)
        self._progress = Progress(folder.keep_since)
        self.digest_runner: DigestRunner | None = None
        self._reading = Synchronising(self.client)
        self.is_connected = False
        self._stopping = Stopping()

    async def run(self) -> None:
        """Start, answer until told to stop, then finish what is being answered.

        Raises StoppedError or ToldError."""
        self._stopping.listen()
        try:
            await self._stopping.until_told(self._live())
        finally:
            if self.digest_runner:
                await self.digest_runner.stop()
            if not await self.lanes.finish(_TO_FINISH):
                _log.warning(
                    "some answers were not finished: their questions are read again at the start"
                )
            await self.client.close()
            await self.memory.close()
        self._stopping.raise_failure()

    def stop(self) -> None:
        """Ask for a clean end; may be called again."""
        self._stopping.tell()

    async def _live(self) -> None:
        await self._insist(lambda: log_in(self.client, self._settings, self._folder))
        await self._wire()
        first, is_new = await self._reading.first(self._folder.since())
        await self._insist(self.encryption.keep_up)
        await self._insist(lambda: sign(self.client, self._identity, self._settings.password))
        async with self.operators.watching(self._settings.listening):
            self.digest_runner = self._new_digest_runner()
            self.digest_runner.start()
            self.is_connected = True
            _log.info("connected to the Matrix server, in %s rooms", len(self.client.rooms))
            await self._answer(first, is_new)

    async def _answer(self, first: SyncResponse, is_new: bool) -> None:
        """Answer what was said meanwhile, then what is said, synchronisation after another."""
        self._take(first, is_new)
        while True:
            response = await self._reading.next()
            with suppress(
                ClientError, TimeoutError, OSError, ProtocolError
            ):  # due again after the next
                await self.encryption.keep_up()
            self._take(response)

    async def _wire(self) -> None:
        """Join the parts that need the secrets of the bot and its name."""
        keys = await self.memory.run(self.store.keep_channel_keys, new_keys())
        self._identity = Identity.from_seeds(self._settings.user, keys)
        self.names = Names(keys["names"])
        self.encryption.begin()
        self.rooms = Rooms(self.client, self.names)
        self.sender = MatrixSender(self.client, self.rooms, self.encryption)
        self.operators = self._new_operators()
        self._offers = offers = Offers()
        self.handlers = MatrixHandlers(
            self.client,
            self.memory,
            self.rooms,
            self.sender,
            offers,
            PersonLimiter(self._patience, time.monotonic),
            self._now,
            self.lanes.start,
            self.operators.clerk,
        )
        me = Me(self._settings.user, await self._display_name())
        reader = Reader(me, self.names, offers.knows)
        self._arrivals = Arrivals(
            self.client, self.rooms, self.encryption, reader, self._settings.admitted, self.memory
        )

    def _new_operators(self) -> Operators:
        sender = self.sender
        parts = Parts(
            "Matrix",
            self.memory,
            self.keeper,
            self.store,
            failed=lambda: {act.name.lower(): n for act, n in dict(sender.failed).items()},
            not_done=lambda: sender.ended[Ending.REFUSED],
            queues=lambda: {"updates": len(self.lanes)},
            suspended=lambda: self.rooms.closed,
            silence=self._reading.silence,
            rounds=lambda: self.digest_runner.done if self.digest_runner else None,
            reloader=self._reloader,
        )
        admins = frozenset(map(self.names.person, self._settings.admins))
        send = MatrixAdmins(admins, self.rooms, sender).send
        copy = self._settings.working_copy
        return Operators(parts, admins, send, self._now, copy, prefix=PREFIX)

    def _new_digest_runner(self) -> DigestRunner:
        """Return what runs the weekly message."""
        channel = MatrixBroadcast(self.rooms, self.sender, self._offers, self._now)
        chosen = open_digest(lambda: self.memory.world, self.store.path)
        return DigestRunner(*chosen, channel, MatrixChats(self.rooms), self._now)

    async def _display_name(self) -> str:
        async def ask() -> str:
            answer = await self.client.get_displayname()
            known = isinstance(answer, ProfileGetDisplayNameResponse)
            return str(answer.displayname or "") if known else ""

        return str(await self._insist(ask))

    def _take(self, response: SyncResponse, is_new: bool = True) -> None:
        """Put all that a synchronisation brought in the lanes of its rooms.

        Where it is not new, invitations only."""
        batch = self._progress.begin(response.next_batch)
        for room_id, invitation in response.rooms.invite.items():
            events = [event.source for event in invitation.invite_state]
            self._work(batch, room_id, partial(self._arrivals.invited, room_id, events))
        for room_id in response.rooms.leave:
            self._arrivals.out(room_id)
        for room_id, info in response.rooms.join.items() if is_new else ():
            try:
                for work in self._arrivals.works(room_id, info.timeline.events, self.handlers):
                    self._work(batch, room_id, work)
            except Exception:  # noqa: BLE001 - whatever one room holds, the others are answered
                _log.exception("the events of a room could not be read")
        batch.close()

    def _work(self, batch: Batch, room_id: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do some work in the lane of a room; it is done with unless the bot stops before."""
        self.lanes.add(room_id, partial(self._do, work, batch.add(), time.monotonic()))

    async def _do(
        self, work: Callable[[], Awaitable[None]], done: Callable[[], None], arrived: float
    ) -> None:
        try:
            await work()
            seconds = time.monotonic() - arrived
            self.operators.watch.answered(seconds)
            tell(_log, "answered", ms=round(seconds * 1000))
        except StoppedError as error:
            self._stopping.fail(error)
            return
        except Exception:  # noqa: BLE001 - the next events are answered
            _log.exception("an event could not be handled")
        done()

    async def _insist(self, call: Callable[[], Awaitable[Any]]) -> Any:
        """Make a call without which the bot can't start.

        Wait for the server as long as it takes."""
        tries = 0
        while True:
            try:
                return await call()
            except (ClientError, TimeoutError, OSError) as error:
                tries += 1
                _log.warning("the server can't be reached, trying again: %s", type(error).__name__)
            await asyncio.sleep(PAUSES.after(tries))
