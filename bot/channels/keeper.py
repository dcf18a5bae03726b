"""Between the conversation and the store, for every channel.

When the store fails, memory carries on until it is back.
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, TypeVar

from bot.channels.foreseen import Foreseen, HeldSession
from bot.conversation import buttons
from bot.conversation.core import respond
from bot.conversation.events import Pressed
from bot.conversation.notices import notice
from bot.conversation.replies import Reply
from bot.conversation.screens.privacy import data_file
from bot.conversation.session import FORGETS_AFTER, Session
from bot.conversation.texts import say
from bot.errors import StoreError
from bot.world.world_in_use import WorldInUse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.conversation.events import Event
    from bot.conversation.session import Note
    from bot.conversation.turn import Outcome
    from bot.conversation.usage import Use
    from bot.conversation.world import World
    from bot.storage.store import Store
    from bot.world.lookout import Lookout

T = TypeVar("T")
_notices = logging.getLogger("tambour.notices")
_MOST_CHATS, _MOST_SAVED = 2_000, 500  # sessions held in memory; those that are stored too
_MOST_NOTES = 1_000  # notes waiting to be stored
_OF_AN_AID = frozenset(("aid", "keepaid", "shareaid", "aidcards", "aidics"))
_TRIES_AGAIN = timedelta(seconds=30)
_COUNTS_EVERY = timedelta(seconds=5)  # uses of sessions that are kept elsewhere, stored together


class Keeper:
    """Answers events chat by chat, and remembers.

    Without a store it remembers as long as it lives. `uses` counts what was done since it began;
    `trouble` says why the store can't be used, "" while it can.
    """

    def __init__(self, world: World, store: Store | None, *lookouts: Lookout) -> None:
        self._in_use, self._store, self._lookouts = WorldInUse(world), store, lookouts
        self.uses: Counter[Use] = Counter()
        self.trouble = ""
        self._held: dict[str, HeldSession] = {}
        # Waits for the next session that is stored.
        self._uncounted: Counter[tuple[date, Use]] = Counter()
        self._notes: deque[tuple[Note, date]] = deque(maxlen=_MOST_NOTES)
        self._again: dict[str, datetime] = {}  # while reading or writing fails: when to try again
        self._renewals = 0  # of the store's file, as last seen
        self._retained: date | None = None
        self._counted: datetime | None = None

    @property
    def world(self) -> World:
        """What it answers from now."""
        return self._in_use.world

    def handle(self, chat: str, event: Event, now: datetime) -> Outcome:
        """Return the session of a chat as an event leaves it, and what to answer."""
        return self.carry_out(self.foresee(chat, event, now))

    def foresee(self, chat: str, event: Event, now: datetime) -> Foreseen:
        """Return what an event would make of a conversation; nothing of it is changed."""
        self._look_for(event, now)
        before = self._recall(chat, now)
        return Foreseen(chat, now, before, *respond(self.world, before.session, event, now))

    def carry_out(self, foreseen: Foreseen) -> Outcome:
        """Remember what was foreseen, and return it as it is now."""
        chat, now, session, replies = (
            foreseen.chat,
            foreseen.now,
            foreseen.session,
            foreseen.replies,
        )
        self._notes.extend((note, now.date()) for note in session.notes)
        self._count(session.uses, now)
        self._hold(chat, foreseen.before, session)
        self._try("write", self._write, now)
        if session.given and self._store:
            replies = self._with_records(chat, replies, session, now)
        if session.erased and self._store and chat in self._held:
            replies = (Reply(say("erase_later")),)
        return self._held[chat].session if chat in self._held else Session(), replies

    def answer(self, session: Session, event: Event, now: datetime) -> Outcome:
        """Answer a session that its channel carries.

        Only notes to the curator and counts are stored of it.
        """
        self._look_for(event, now)
        session, replies = respond(self.world, session, event, now)
        self._notes.extend((note, now.date()) for note in session.notes)
        self._count(session.uses, now)
        if self._notes:
            self.flush(now)
        return session, replies

    def flush(self, now: datetime) -> None:
        """Store the notes and counts that wait in memory."""
        self._counted = now
        self._try("write", self._write, now)
        self._try("write", self._write_counts, now)

    def _look_for(self, event: Event, now: datetime) -> None:
        """Take the world as it is now, at once where an event asks for an aid that is not known."""
        if _asks_for_an_unknown_aid(event, self.world):
            for lookout in self._lookouts:
                lookout.hasten()
        self.look_out(now)

    def look_out(self, now: datetime) -> None:
        """Take the world as it is now, between two answers.

        Each day, erase too what has been kept long enough.
        """
        if self._retained != now.date():
            self._try("write", lambda store: self._retain(store, now), now)
        if self._uncounted and (self._counted is None or abs(now - self._counted) >= _COUNTS_EVERY):
            self.flush(now)
        for lookout in self._lookouts:
            lookout.look(self._in_use, now)

    def _count(self, uses: tuple[Use, ...], now: datetime) -> None:
        self.uses.update(uses)
        if self._store:
            self._uncounted.update((now.date(), use) for use in uses)

    def _recall(self, chat: str, now: datetime) -> HeldSession:
        """Return the session of a chat: as stored, and with what only memory knows of it."""
        held = self._held.get(chat)
        if held and held.unsaved and not held.unread:
            return held
        stored = self._try("read", lambda store: store.load_session(chat), now)
        if stored is None:
            return held or HeldSession(Session(), unread=True)
        if held and held.unread:
            return HeldSession(held.session.over(stored))
        # The same moment tells that no other program has written since: memory also holds the words
        # of the last need.
        return held if held and held.session.seen == stored.seen else HeldSession(stored)

    def _hold(self, chat: str, before: HeldSession, session: Session) -> None:
        """Keep in memory what is to be stored, the latest last.

        Beyond a number, the oldest are forgotten, those stored first.
        """
        self._held.pop(chat, None)
        if session.erased and self._store is None:
            return
        if session.erased:
            self._held[chat] = HeldSession(Session(), unsaved=True, erased=True)
        else:
            self._held[chat] = HeldSession(
                replace(session, notes=(), uses=(), given=False), True, before.unread, before.erased
            )
        if len(self._held) > _MOST_SAVED:
            oldest = min(
                self._held, key=lambda each: (self._held[each].unsaved, self._held[each].erased)
            )
            if not self._held[oldest].unsaved or len(self._held) > _MOST_CHATS:
                del self._held[oldest]

    def _with_records(
        self, chat: str, replies: tuple[Reply, ...], session: Session, now: datetime
    ) -> tuple[Reply, ...]:
        """Add to the file of someone's data what is stored of them besides their session."""
        from bot.digest.record import record, unreadable

        found = self._try("read", lambda store: record(store, chat, self.world), now)
        file = data_file(self.world, session, unreadable() if found is None else found)
        return tuple(
            replace(reply, attachment=file) if reply.attachment else reply for reply in replies
        )

    def _write(self, store: Store) -> None:
        """Store all that is not yet stored.

        It is the last ones held, as each message puts its chat last and the oldest go first.
        """
        unsaved = list(takewhile(lambda chat: self._held[chat].unsaved, reversed(self._held)))
        for chat in reversed(unsaved):
            self._write_session(store, chat, self._held[chat])
        while self._notes:
            store.keep_note(*self._notes[0])
            self._notes.popleft()

    def _write_counts(self, store: Store) -> None:
        if self._uncounted:
            store.count(self._uncounted)
            self._uncounted.clear()

    def _write_session(self, store: Store, chat: str, held: HeldSession) -> None:
        if held.erased:
            store.erase(chat)
            if held.session == Session():
                del self._held[chat]
                return
        if held.unread:
            held.session = held.session.over(store.load_session(chat))
        store.save_session(chat, held.session, self._uncounted)
        self._uncounted.clear()
        held.unsaved = held.unread = held.erased = False

    def _retain(self, store: Store, now: datetime) -> None:
        """Erase what has been kept long enough.

        The words of a need that one can no longer go on from leave memory too.
        """
        store.apply_retention(now)
        kept = {
            chat: held
            for chat, held in self._held.items()
            if held.unsaved or now - held.session.seen <= FORGETS_AFTER
        }
        self._held = kept
        self._retained = now.date()

    def _try(
        self, way: Literal["read", "write"], action: Callable[[Store], T], now: datetime
    ) -> T | None:
        """Do something with the store, unless it failed just now.

        A failure is said once, and so is its end.
        """
        store = self._store
        if store is None or (way in self._again and now < self._again[way]):
            return None
        try:
            done = action(store)
        except StoreError as error:
            if not self._again:
                _notices.warning("%s", notice("store_fails", why=error))
            self._again[way], self.trouble = now + _TRIES_AGAIN, str(error)
            return None
        if self._again.pop(way, None) and not self._again:
            self.trouble = ""
            _notices.warning("%s", notice("store_is_back"))
        self._store_again(store)
        return done

    def _store_again(self, store: Store) -> None:
        """Have all that memory holds stored again, where the file is another.

        A file that took the place of the one before holds none of it.
        """
        if store.renewals == self._renewals:
            return
        self._renewals = store.renewals
        for held in self._held.values():
            held.unread = held.unread or not held.unsaved
            held.unsaved = True


def _asks_for_an_unknown_aid(event: Event, world: World) -> bool:
    """Tell whether a button names a live aid that is not known.

    A curator may have just added it.
    """
    verb, named = buttons.read(event.data) if isinstance(event, Pressed) else ("", "")
    return verb in _OF_AN_AID and named not in world.live.records
