"""From an event of a room to what it asks, pure.

Events are read as the plain objects that they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.channels import sentences
from bot.channels.matrix.names import room_key
from bot.channels.typed import HELP, clean, here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.channels.matrix.names import Names

_VOICE = "org.matrix.msc3245.voice"
_POLL = "org.matrix.msc3381.poll"
# The kinds of messages without words, by what bot/texts/messenger.yaml calls them.
_KINDS = {
    "m.audio": "audio",
    "m.image": "photo",
    "m.video": "video",
    "m.file": "document",
}
_GEO = re.compile(r"geo:(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)(?![\d.])")
_WITH_WORDS = ("m.text", "m.emote")
_QUOTE = re.compile(r"(?:> [^\n]*\n)+\n?")  # how older clients repeat what is replied to


@dataclass(frozen=True)
class Me:
    """The bot as others name it."""

    user_id: str
    display_name: str

    @property
    def called(self) -> re.Pattern[str]:
        """What calls the bot in a text.

        Its name or its user id, with what parts it from the rest."""
        name, user = self.display_name, self.user_id[1:]
        whole = filter(None, (user, name, user.partition(":")[0]))
        either = "|".join(re.escape(each) for each in sorted(whole, key=len, reverse=True))
        # Tchap adds the body to the name, "Tambour [Aisne]": what is before calls too.
        short = re.escape(name.partition(" [")[0]) or either
        called = rf"(?:(?<![\w@])@?(?:{either})|(?:^|(?<!\w)@){short})(?!\w)[ \u00a0,:]*"
        return re.compile(called, re.IGNORECASE)


@dataclass(frozen=True)
class Room:
    """What matters of a room; one of more than two people is shared."""

    id: str
    members: int = 2

    @property
    def is_shared(self) -> bool:
        """Tell whether what is said may be for others than the bot."""
        return self.members > 2


@dataclass(frozen=True)
class Origin:
    """Where something was said, by whom, and where its answer goes.

    The thread of a room, "" for none."""

    room: str
    person: str
    event: str
    key: str
    thread: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class Say:
    """Words for the conversation; a number may press a button in sight."""

    text: str
    source: Origin


@dataclass(frozen=True)
class Press:
    """A button pressed by what it carries, or by its number, under a message of the bot."""

    source: Origin
    message: str
    data: str = ""
    number: int = 0


@dataclass(frozen=True)
class Remark:
    """Something that the conversation can't answer, and what to say of it."""

    sentence: str
    source: Origin


@dataclass(frozen=True)
class Amended:
    """A message said to be corrected, and what it now says."""

    message: str
    text: str
    source: Origin


@dataclass(frozen=True)
class Located:
    """A place shared; `data` is what a button that asks which commune it is in would carry."""

    data: str
    source: Origin


@dataclass(frozen=True)
class Withdrawn:
    """A message taken back by who wrote it."""

    message: str
    source: Origin


Todo = Say | Press | Located | Remark | Amended | Withdrawn


@dataclass(frozen=True)
class Reader:
    """Reads events for a bot; `is_mine` tells its own messages by their ids."""

    me: Me
    names: Names
    is_mine: Callable[[str], bool] = field(default=lambda _: False)

    def read(self, event: Mapping[str, Any], room: Room) -> Todo | None:
        """Return what an event asks; None where it asks nothing of the bot."""
        if event.get("sender") == self.me.user_id or "state_key" in event:
            return None
        content = event.get("content")
        kind = event.get("type")
        if not isinstance(content, dict):
            return None
        source = self._source(event, content, room)
        if kind == "m.room.redaction":
            taken = str(event.get("redacts") or content.get("redacts") or "")
            return Withdrawn(taken, source)
        if kind == "m.reaction":
            return self._reaction(content, source)
        if kind in (f"{_POLL}.response", "m.poll.response"):
            return self._vote(content, source)
        if kind == "m.room.message":
            return self._message(content, source)
        is_poll = kind in (f"{_POLL}.start", "m.poll.start")
        unsupported = {"m.sticker": "sticker"}.get(str(kind), "poll" if is_poll else "")
        return self._unsupported(unsupported, content, source) if unsupported else None

    def source(self, event: Mapping[str, Any], room: Room) -> Origin:
        """Return where an event comes from."""
        content = event.get("content")
        return self._source(event, content if isinstance(content, dict) else {}, room)

    def _source(self, event: Mapping[str, Any], content: dict[str, Any], room: Room) -> Origin:
        person = str(event.get("sender", ""))
        relation = _relation(content)
        threaded = relation.get("rel_type") == "m.thread"
        thread = str(relation.get("event_id", "")) if threaded else ""
        key = room_key(room.id, thread) if room.is_shared else self.names.person(person)
        return Origin(room.id, person, str(event.get("event_id", "")), key, thread, room.is_shared)

    def _message(self, content: dict[str, Any], source: Origin) -> Todo | None:
        kind = content.get("msgtype")
        relation = _relation(content)
        if relation.get("rel_type") == "m.replace":
            return self._corrected(content, relation, source)
        if kind in _WITH_WORDS:
            text = clean(_QUOTE.sub("", str(content.get("body", "")), count=1))
            if not source.is_shared:
                return Say(text, source)
            return Say(self._asked(text), source) if self._is_for_me(content, text) else None
        if kind == "m.location" and not source.is_shared:
            return Located(_here(content), source)
        name = "voice" if _VOICE in content else _KINDS.get(str(kind), "")
        return self._unsupported(name, content, source) if name else None

    def _corrected(
        self, content: dict[str, Any], relation: dict[str, Any], source: Origin
    ) -> Amended | None:
        new = content.get("m.new_content")
        said = (
            new.get("body") if isinstance(new, dict) and new.get("msgtype") in _WITH_WORDS else ""
        )
        if not said or source.is_shared:
            return None
        return Amended(str(relation.get("event_id", "")), clean(str(said)), source)

    def _unsupported(self, name: str, content: dict[str, Any], source: Origin) -> Remark | None:
        if source.is_shared and not self._is_for_me(content, ""):
            return None
        return Remark(sentences.UNSUPPORTED.get(name, sentences.TEXT_ONLY), source)

    def _is_for_me(self, content: dict[str, Any], text: str) -> bool:
        """Tell whether a message in a shared room names the bot, or replies to it."""
        mentions = content.get("m.mentions")
        named = mentions.get("user_ids") if isinstance(mentions, dict) else ()
        if isinstance(named, list) and self.me.user_id in named:
            return True
        relation = _relation(content)
        reply = relation.get("m.in_reply_to")
        replied = str(reply.get("event_id", "")) if isinstance(reply, dict) else ""
        if replied and not relation.get("is_falling_back") and self.is_mine(replied):
            return True
        return bool(text and self.me.called.search(text))

    def _asked(self, text: str) -> str:
        """Return what is said to the bot without its name: a call for help where that is all."""
        return self.me.called.sub("", text).strip() or HELP

    def _reaction(self, content: dict[str, Any], source: Origin) -> Press | None:
        relation = _relation(content)
        number = number_of(str(relation.get("key", "")))
        target = str(relation.get("event_id", ""))
        return Press(source, target, number=number) if number and target else None

    def _vote(self, content: dict[str, Any], source: Origin) -> Press | None:
        response = content.get(f"{_POLL}.response", content)
        answers = (
            response.get("answers", response.get("m.selections"))
            if isinstance(response, dict)
            else ()
        )
        chosen = answers[0] if isinstance(answers, list) and answers else ""
        target = str(_relation(content).get("event_id", ""))
        return (
            Press(source, target, data=clean(chosen))
            if isinstance(chosen, str) and chosen
            else None
        )


def keycap(number: int) -> str:
    """Return how the number of a button is shown, and reacted with.

    A key of a telephone up to 9."""
    return f"{number}\ufe0f\u20e3" if number < 10 else f"[{number}]"


def number_of(sign: str) -> int:
    """Return the number that a key of a telephone shows, however a client writes it.

    0 for another sign."""
    found = re.fullmatch("([1-9])\ufe0f?\u20e3", sign)
    return int(found[1]) if found else 0


def _here(content: Mapping[str, Any]) -> str:
    """Return what a button that asks which commune a shared place is in would carry."""
    found = _GEO.match(str(content.get("geo_uri", "")))
    return here(float(found[1]), float(found[2])) if found else "here"


def _relation(content: Mapping[str, Any]) -> dict[str, Any]:
    relation = content.get("m.relates_to")
    return relation if isinstance(relation, dict) else {}
