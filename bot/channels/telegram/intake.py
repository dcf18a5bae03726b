"""Reads each update with what came just before.

Albums and cut texts are joined, presses and corrections that are none left out.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from bot.channels.remembering import remember
from bot.channels.telegram import sentences
from bot.channels.telegram.todo import Ask, Corrected, Tell
from bot.conversation.events import Pressed, Said
from bot.conversation.splitting import units

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.channels.telegram.todo import Todo, Work

    Done = Callable[[], None]

_DOUBLE = 1.0  # seconds in which the same press is a hand that trembles
_ALBUM = 1.0  # seconds after which an album is whole
_REST = 2.0  # seconds in which the rest of a text comes
# Clients cut a text of more than 4096 units there, or at the end of a sentence somewhat before.
_CUT_FROM = 3_000
_MOST_PARTS = 10


@dataclass
class _Open:
    """What may have more to come, and what to call once each of its parts is done with."""

    parts: list[Ask | Tell] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = None

    def is_joined_by(self, todo: Ask | Tell) -> bool:
        """Tell whether something is one with what came before."""
        before = self.parts[-1]
        if before.source.album or todo.source.album:
            return before.source.album == todo.source.album
        if not (isinstance(todo, Ask) and isinstance(todo.event, Said)):
            return False
        then, now = before.source.date, todo.source.date
        return then is None or now is None or now - then <= timedelta(seconds=_REST)

    def whole(self) -> Ask | Tell:
        """Return all parts as one: the words of all, or else what is to be said of the first."""
        asked = [part for part in self.parts if isinstance(part, Ask)]
        if not asked:
            return self.parts[0]
        said = [part.event.text for part in asked if isinstance(part.event, Said)]
        return (
            replace(asked[0], event=Said("\n".join(dict.fromkeys(said))))
            if len(said) == len(asked)
            else asked[0]
        )


class Intake:
    """Gives what is to be done to `give`, with what to call once it is done with.

    What may have more to come waits for it.
    """

    def __init__(self, give: Callable[[Work | None, Done], None]) -> None:
        self._give = give
        self._open: dict[tuple[int, int], _Open] = {}  # by chat and person
        self._albums: OrderedDict[str, None] = OrderedDict()  # those given
        # What messages said, as hashes.
        self._texts: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._presses: OrderedDict[tuple[int, int], tuple[int, str, float]] = OrderedDict()

    def take(self, todo: Todo | None, done: Done, text: str = "") -> bool:
        """Take what an update asks, which says a text; tell whether it waits for more to come."""
        if isinstance(todo, Corrected):
            self._give(self._corrected(todo), done)
        elif isinstance(todo, Ask | Tell):
            return self._take(todo, done, text)
        else:
            self._give(todo, done)
        return False

    def flush(self) -> None:
        """Give at once all that waits for more to come."""
        for writer in list(self._open):
            self._close(writer)

    def _take(self, todo: Ask | Tell, done: Done, text: str) -> bool:
        source = todo.source
        writer = (source.chat, source.person)
        if source.pressed:
            self._close(writer)
            self._give(None if self._is_double(todo) else todo, done)
            return False
        remember(self._texts, (source.chat, source.message), hash(text))
        if writer in self._open and self._open[writer].is_joined_by(todo):
            return self._add(writer, todo, done)
        self._close(writer)
        if source.album in self._albums:
            done()
        elif source.album or _may_be_cut(todo):
            return self._add(writer, todo, done)
        else:
            self._give(todo, done)
        return False

    def _add(self, writer: tuple[int, int], todo: Ask | Tell, done: Done) -> bool:
        """Add a part to what is open; it waits while more may come."""
        opened = self._open.setdefault(writer, _Open())
        opened.parts.append(todo)
        opened.done.append(done)
        if opened.timer:
            opened.timer.cancel()
        if len(opened.parts) == _MOST_PARTS or not (todo.source.album or _may_be_cut(todo)):
            self._close(writer)
            return False
        seconds = _ALBUM if todo.source.album else _REST
        opened.timer = asyncio.get_running_loop().call_later(seconds, self._close, writer)
        return True

    def _close(self, writer: tuple[int, int]) -> None:
        opened = self._open.pop(writer, None)
        if opened is None:
            return
        if opened.timer:
            opened.timer.cancel()
        whole = opened.whole()
        if whole.source.album:
            remember(self._albums, whole.source.album, None)

        def done() -> None:
            for each in opened.done:
                each()

        self._give(whole, done)

    def _is_double(self, todo: Ask | Tell) -> bool:
        """Tell whether a press was made a moment ago."""
        if not (isinstance(todo, Ask) and isinstance(todo.event, Pressed)):
            return False
        source, now = todo.source, monotonic()
        last = self._presses.get((source.chat, source.person))
        if last and last[:2] == (source.message, todo.event.data) and now - last[2] < _DOUBLE:
            return True
        remember(
            self._presses, (source.chat, source.person), (source.message, todo.event.data, now)
        )
        return False

    def _corrected(self, todo: Corrected) -> Tell | None:
        """Return a word on a message that now says something else.

        It is None where what the message said is not known.
        """
        message = (todo.source.chat, todo.source.message)
        before = self._texts.get(message)
        remember(self._texts, message, hash(todo.text))
        return (
            Tell(sentences.EDITED, todo.source) if before not in (None, hash(todo.text)) else None
        )


def _may_be_cut(todo: Ask | Tell) -> bool:
    if todo.source.is_group or not (isinstance(todo, Ask) and isinstance(todo.event, Said)):
        return False
    return units(todo.event.text) >= _CUT_FROM
