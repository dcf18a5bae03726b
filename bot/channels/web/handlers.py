"""What a visitor asks, answered with the session that travels with them.

Whatever a form brings, there is an answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from bot.channels.web.carried import Carried
from bot.channels.web.miniapp import chat_of
from bot.channels.web.tokens import ExpiredError, ForgedError
from bot.conversation.events import Commanded, Pressed, Said

if TYPE_CHECKING:
    from datetime import datetime

    from bot.channels.web.forms import SentForm
    from bot.channels.web.tokens import Tokens
    from bot.conversation.events import Event
    from bot.conversation.replies import Reply
    from bot.conversation.session import Session
    from bot.conversation.turn import Outcome
    from bot.conversation.world import World

WELCOME = Commanded("start")


class Conversation(Protocol):
    """What is asked of the conversation (bot/channels/conversation_thread.py)."""

    @property
    def world(self) -> World:
        """What answers are made from now."""
        ...

    async def answer(self, session: Session, event: Event, now: datetime) -> Outcome:
        """Answer a session that travels with its visitor."""
        ...

    async def ask(self, key: str, event: Event, now: datetime) -> Outcome:
        """Answer in a chat whose session is stored."""
        ...


@dataclass(frozen=True)
class WebAnswer:
    """An answer to show: what the person did, in words, and what is said to it.

    `token` carries the session on, `before` is the one it was asked with; `word` says what of it is
    to be told beside: expired, forged, full, unknown (whom Telegram does not vouch for); `unsent`
    is a text that was not heard, given back.
    """

    asked: str
    event: Event
    replies: tuple[Reply, ...]
    session: Session
    token: str
    before: str = ""
    chat: str = ""
    word: str = ""
    unsent: str = ""
    changes: frozenset[str] = field(default_factory=frozenset)


class WebHandlers:
    """Answers one form after another, and remembers nothing of them.

    With the `bot_token`, those whom Telegram names find what is theirs."""

    def __init__(self, conversation: Conversation, tokens: Tokens, bot_token: str = "") -> None:
        self._conversation, self._tokens, self._bot_token = conversation, tokens, bot_token

    async def welcome(self, now: datetime, need: str = "") -> WebAnswer:
        """Begin a conversation; with a need, by its answer."""
        event = Said(need) if need else WELCOME
        return await self._answer(Carried(), "", event, need, now)

    async def recognise(self, init: str, now: datetime) -> WebAnswer:
        """Begin with who comes from Telegram: in their own chat, or as anyone if not believed."""
        try:
            chat = chat_of(init, self._bot_token, now)
        except (ExpiredError, ForgedError):
            return replace(await self.welcome(now), word="unknown" if self._bot_token else "")
        return await self._answer(Carried(chat=chat), "", WELCOME, "", now)

    async def take(self, form: SentForm, now: datetime) -> WebAnswer:
        """Answer what a form brings.

        One that carries nothing of ours begins afresh, and says so.
        """
        if form.init:
            return await self.recognise(form.init, now)
        word = ""
        try:
            carried = self._tokens.open(form.token)
        except ExpiredError:
            carried, word = Carried(), "expired"
        except ForgedError:
            return await self._afresh(form, now)
        event = form.event or WELCOME
        return await self._answer(carried, form.token, event, _in_words(form), now, word)

    async def file(self, form: SentForm, now: datetime) -> Reply | None:
        """Return the reply that holds a file, made again from what the answer was made from."""
        try:
            carried = self._tokens.open(form.token) if form.token else Carried()
        except (ExpiredError, ForgedError):
            return None
        _, replies = await self._outcome(carried, form.event or WELCOME, now)
        return replies[form.file] if form.file < len(replies) else None

    async def _afresh(self, form: SentForm, now: datetime) -> WebAnswer:
        return replace(await self.welcome(now), word="forged", unsent=form.said)

    async def _answer(
        self, carried: Carried, before: str, event: Event, asked: str, now: datetime, word: str = ""
    ) -> WebAnswer:
        session, replies = await self._outcome(carried, event, now)
        token = self._tokens.seal(Carried(session, carried.chat))
        if token is None:
            return WebAnswer(asked, event, (), carried.session, before, before, word="full")
        changes = frozenset(
            name
            for name in ("subscription", "place", "folder")
            if getattr(carried.session, name) != getattr(session, name)
        )
        return WebAnswer(
            asked, event, replies, session, token, before, carried.chat, word, changes=changes
        )

    async def _outcome(self, carried: Carried, event: Event, now: datetime) -> Outcome:
        if not carried.chat:
            return await self._conversation.answer(carried.session, event, now)
        return await self._conversation.ask(carried.chat, event, now)


def _in_words(form: SentForm) -> str:
    """Return what the person did as they read it: the label pressed, or what they wrote."""
    return form.label if isinstance(form.event, Pressed) else form.said
