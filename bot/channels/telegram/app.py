"""The bot's life in Telegram: start, receive by polling or webhook, stop within ten seconds."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.conversation_thread import ConversationThread
from bot.channels.courtesy import PersonLimiter
from bot.channels.lanes import Lanes
from bot.channels.operators import Operators
from bot.channels.stopping import Stopping
from bot.channels.telegram.admins import TelegramAdmins
from bot.channels.telegram.broadcast import Broadcast, TelegramChats
from bot.channels.telegram.handlers import Handlers
from bot.channels.telegram.insisting import insist
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.rate import Limiter, Limits
from bot.channels.telegram.reading import read
from bot.channels.telegram.send_queue import SendQueue
from bot.channels.telegram.sending import Done, Sender
from bot.channels.telegram.standings import Standings
from bot.channels.telegram.todo import Ask, Tell
from bot.channels.telegram.transport import Transport
from bot.channels.telegram.update_offsets import UpdateOffsets
from bot.channels.telegram.updates import ALLOWED
from bot.channels.telegram.webhook import webhook
from bot.channels.watch import Parts
from bot.digest.choosing import open_digest
from bot.digest.runner import DigestRunner
from bot.errors import StoppedError
from bot.watching.logs import tell
from bot.watching.server import HEALTH

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bot.channels.keeper import Keeper
    from bot.channels.telegram.todo import Work
    from bot.settings import TelegramSettings, WebhookSettings
    from bot.storage.store import Store
    from bot.world.reload import Reloader

    Beside = Callable[[ConversationThread], AbstractAsyncContextManager[None]]

_CONNECTIONS = 64
_TO_ANSWER = 4.0  # seconds that Telegram is given to answer a call; beyond, it is uncertain
_TO_FINISH = 5.0  # seconds that answers being made are given when the bot stops
_TO_TAKE = 2.0  # seconds after which an update that is brought is said to be taken, answered or not
_log = logging.getLogger("tambour.telegram")


class App:
    """Everything wired together.

    `now` is the time of day, `reloader` what takes a changed collection.

    `beside` is what goes on while the bot receives, and asks the same conversation: another
    channel.
    """

    def __init__(
        self,
        settings: TelegramSettings,
        keeper: Keeper,
        store: Store | None,
        limits: Limits | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        reloader: Reloader | None = None,
        beside: Beside | None = None,
    ) -> None:
        limits = limits or Limits()
        self._settings = settings
        self._polling_request = Transport(2, _TO_ANSWER)
        self.bot = Bot(
            settings.token,
            base_url=settings.api,
            request=Transport(_CONNECTIONS, _TO_ANSWER),
            get_updates_request=self._polling_request,
        )
        self._memory = ConversationThread(keeper, store)
        send_queue = SendQueue(Limiter(limits, time.monotonic))
        sender = Sender(self.bot, send_queue, self._memory.move)
        self._standings, self._now = Standings(self._memory, store, sender), now
        self._digest_runner: DigestRunner | None = None
        if store:
            channel, chosen = (
                Broadcast(sender, now),
                open_digest(lambda: self._memory.world, store.path),
            )
            self._digest_runner = DigestRunner(*chosen, channel, TelegramChats(sender), now)
        self._lanes = Lanes()
        self._intake = Intake(self._give)
        self._silence: Callable[[], float] = lambda: 0.0
        self._operators = self._operated(keeper, store, sender, send_queue, reloader)
        per_person = PersonLimiter(limits, time.monotonic)
        self._handlers = Handlers(
            self._memory, self.bot, sender, per_person, now, self._standings, self._operators.clerk
        )
        self._offsets = UpdateOffsets()
        self._stopping = Stopping()
        self._beside = beside

    def _operated(
        self,
        keeper: Keeper,
        store: Store | None,
        sender: Sender,
        send_queue: SendQueue,
        reloader: Reloader | None,
    ) -> Operators:
        """Return what those who run the bot have of it."""
        parts = Parts(
            "Telegram",
            self._memory,
            keeper,
            store,
            failed=lambda: {act.name.lower(): n for act, n in dict(sender.failed).items()},
            not_done=lambda: sender.ended[Done.REFUSED] + sender.ended[Done.UNCERTAIN],
            queues=lambda: self._queues(send_queue),
            suspended=lambda: len(sender.suspended),
            silence=lambda: self._silence(),
            rounds=self._last_rounds,
            reloader=reloader,
        )
        admins, hook = self._settings.watch.admins, self._settings.webhook
        return Operators(
            parts,
            frozenset(map(str, admins)),
            TelegramAdmins(admins, sender).send,
            self._now,
            self._settings.working_copy,
            [webhook(hook.path, hook.secret, self._receive)] if hook else [],
        )

    async def run(self) -> None:
        """Start, receive until told to stop, then finish what is being answered.

        StoppedError is raised where it can't go on.
        """
        self._stopping.listen()
        try:
            await self._stopping.until_told(insist(self.bot.initialize))
            if not self._stopping.is_told:
                _log.info("@%s is connected to Telegram", self.bot.username)
                await self._standings.load()
                async with self._operators.watching(self._settings.listening):
                    await self._serve()
        finally:
            if self._digest_runner:
                await self._digest_runner.stop()
            with suppress(TelegramError):
                await self.bot.shutdown()
            await self._standings.save(self._now())
            await self._memory.flush(self._now())
            await self._memory.close()
        self._stopping.raise_failure()

    async def _serve(self) -> None:
        """Receive until told to stop, and what goes on beside it."""
        if self._digest_runner:
            self._digest_runner.start()
        async with self._beside(self._memory) if self._beside else nullcontext():
            hook = self._settings.webhook
            await (self._bring(hook) if hook else self._poll())

    def stop(self) -> None:
        """Ask for a clean end; may be called again."""
        self._stopping.tell()

    def _queues(self, sending: SendQueue) -> dict[str, int]:
        answers, digests = sending.waiting
        return {"updates": len(self._lanes), "answers": answers, "broadcast": digests}

    def _last_rounds(self) -> datetime | None:
        return self._digest_runner.done if self._digest_runner else None

    async def _poll(self) -> None:
        """Ask for updates; what is answered when the bot stops is confirmed."""
        polling = Polling(
            self._polling_request, f"{self._settings.api}{self._settings.token}", self._take
        )
        self._silence = polling.silence
        await self._stopping.until_told(self._drop_webhook())
        self._lanes.start(introduce(self.bot, self._settings.page))
        try:
            await self._stopping.until_told(polling.run())
        finally:
            if not await self._finish():
                _log.warning(
                    "some answers were not finished: Telegram will bring these messages again"
                )
            await polling.confirm()

    async def _drop_webhook(self) -> None:
        if (await insist(self.bot.get_webhook_info)).url:
            await insist(lambda: self.bot.delete_webhook(drop_pending_updates=False))

    async def _bring(self, settings: WebhookSettings) -> None:
        """Let Telegram bring updates to an address of this bot."""
        called = partial(
            self.bot.set_webhook,
            settings.url,
            secret_token=settings.secret,
            allowed_updates=list(ALLOWED),
        )
        try:
            await self._stopping.until_told(insist(called))
            self._lanes.start(introduce(self.bot, self._settings.page))
            _log.info(
                "listening on port %s; health at %s",
                ", ".join(map(str, self._operators.server.ports)),
                HEALTH,
            )
            await self._stopping.wait()
        finally:
            await self._operators.server.stop_listening()
            await self._finish()

    async def _receive(self, update: Any) -> None:
        """Take an update that is brought; return once it is answered, or after a while."""
        number = update.get("update_id") if isinstance(update, dict) else None
        if isinstance(number, int) and self._offsets.take(number, time.monotonic()):
            done = asyncio.Event()
            if self._take(update, done.set):
                return  # Telegram brings what comes after once it is told that this is taken
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _TO_TAKE)

    async def _finish(self) -> bool:
        """Finish what is being answered and what waits for more to come.

        It tells whether all was done.
        """
        self._intake.flush()
        return await self._lanes.finish(_TO_FINISH)

    def _take(self, raw: dict[str, Any], done: Callable[[], None]) -> bool:
        """Take an update, and tell whether it waits for more to come.

        A press is acknowledged without waiting for its turn.
        """
        todo, text = read(raw, self.bot, self._now())
        if isinstance(todo, Ask | Tell) and todo.source.pressed:
            self._lanes.start(self._guarded(self._handlers.acknowledge(todo)))
        return self._intake.take(todo, done, text)

    def _give(self, todo: Work | None, done: Callable[[], None]) -> None:
        """Put what is asked in its lane."""
        if isinstance(todo, Ask | Tell):
            todo = self._handlers.admit(todo)
        if todo is None:
            done()
        else:
            self._lanes.add(
                self._handlers.lane(todo), partial(self._handle, todo, done, time.monotonic())
            )

    async def _handle(self, todo: Work, done: Callable[[], None], arrived: float) -> None:
        """Do what an update asks; it is done with unless the bot stops before."""
        try:
            await self._handlers.handle(todo)
            if isinstance(todo, Ask):
                seconds = time.monotonic() - arrived
                self._operators.watch.answered(seconds)
                tell(_log, "answered", ms=round(seconds * 1000))
        except StoppedError as error:
            self._stopping.fail(error)
            return
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            _log.exception("an update could not be handled")
        done()

    async def _guarded(self, work: Any) -> None:
        try:
            await work
        except StoppedError as error:
            self._stopping.fail(error)
