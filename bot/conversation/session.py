"""What the conversation remembers of one chat.

It can be stored, and read back by an older or newer version.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.conversation.subscription import Subscription
from matching.chosen_place import as_said

if TYPE_CHECKING:
    from bot.conversation.usage import Use

FORGETS_AFTER = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What was asked is never stored beside the chat; notes and subscriptions are stored apart, an
# erasure is an act.
_NEVER_STORED = frozenset(
    (
        "need",
        "needs",
        "dropped",
        "added",
        "former",
        "notes",
        "uses",
        "given",
        "erased",
        "act",
        "alarmed",
        "alarm_age",
        "doors",
        "subscription",
    )
)

# What is forgotten when one starts afresh.
_OF_THE_TALK = (
    "need",
    "needs",
    "shared",
    "dropped",
    "added",
    "former",
    "aids",
    "offered",
    "shown",
    "card",
    "waiting",
    "sight",
    "trail",
    "asked",
    "alarmed",
    "alarm_age",
    "doors",
)


@dataclass(frozen=True)
class Note:
    """Something said to the curator: `kind` is unmatched, useful, useless, reason or error.

    Stored apart from who said it.
    """

    kind: str
    text: str = ""
    card: str = ""


@dataclass(frozen=True)
class AskedNeed:
    """A need as it was asked and refined; `aids`: for live aids."""

    need: str
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    aids: bool

    @property
    def said(self) -> tuple[str, ...]:
        """The texts that it was asked in, as a person reads them."""
        return (self.need, *map(as_said, self.added))


@dataclass(frozen=True)
class Answered:
    """The self-assessment so far.

    It has levels and comments by question id, and the day it was begun (ISO).
    """

    levels: dict[str, int] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    begun: str = ""

    def over(self, stored: Answered) -> Answered:
        """Return these answers and those of the stored ones that they do not change."""
        levels, comments = stored.levels | self.levels, stored.comments | self.comments
        return replace(self, levels=levels, comments=comments, begun=stored.begun or self.begun)


@dataclass(frozen=True)
class Session:
    """What is remembered of a chat, and counted of one turn of it.

    `need` is the last one asked, in the person's words, refined by `dropped` and `added`; `needs`
    are those of one message that asked several, `shared` the card that answers each; `aids`: the
    last asked for live aids; `former` is what was asked before it. `offered` are the ids that
    answer it, `shown` how many of them were seen, `card` the last one opened.
    `waiting` says what a free text would answer ("error:45", "place"...), `sight` what was shown
    last, `trail` the cards opened before, `asked` what was asked last of a card ("contact"...),
    `alarmed` the dangers told `alarm_age` turns ago, `doors` the labels and data of the buttons in
    sight. `place` is a code of places, `folder` ids of cards
    kept, `folder_title` what it is called, `folder_notes` what was noted on its cards, by id,
    `question` the one the self-assessment is at, `scope` the challenge it keeps to, if any.
    `notes`, and `uses` to count, are those of this turn; `given` tells that the person asked in it
    for all that is kept, `erased` that they had it erased: the driver does. `act`: what was heard.
    """

    need: str = ""
    needs: tuple[str, ...] = ()
    shared: str = ""
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    former: AskedNeed | None = None
    aids: bool = False
    offered: tuple[str, ...] = ()
    shown: int = 0
    card: str = ""
    waiting: str = ""
    sight: str = ""
    trail: tuple[str, ...] = ()
    asked: str = ""
    alarmed: tuple[str, ...] = ()
    alarm_age: int = 0
    doors: tuple[tuple[str, str], ...] = ()
    place: str = ""
    folder: tuple[str, ...] = ()
    folder_title: str = ""
    folder_notes: dict[str, str] = field(default_factory=dict)
    assessment: Answered = field(default_factory=Answered)
    previous_assessment: Answered = field(default_factory=Answered)
    question: str = ""
    scope: str = ""
    subscription: Subscription = field(default_factory=Subscription)
    notes: tuple[Note, ...] = ()
    uses: tuple[Use, ...] = ()
    given: bool = False
    erased: bool = False
    act: str = ""
    seen: datetime = EPOCH

    def is_stale(self, now: datetime) -> bool:
        """Tell whether what was being said is too old to go on with."""
        return (
            bool(self.need or self.offered or self.card or self.waiting)
            and now - self.seen > FORGETS_AFTER
        )

    @property
    def said(self) -> tuple[str, ...]:
        """The texts that the need was asked in, as a person reads them.

        They are the first one and those added to it.
        """
        return self.asked_last.said

    @property
    def asked_last(self) -> AskedNeed:
        """The last need as it is now refined."""
        return AskedNeed(self.need, self.dropped, self.added, self.aids)

    def afresh(self) -> Session:
        """Return the session with what was being said forgotten.

        Place, folder and self-assessment stay.
        """
        blank = Session()
        return replace(self, **{name: getattr(blank, name) for name in _OF_THE_TALK})

    def noting(self, note: Note) -> Session:
        """Return the session with one more note for the curator."""
        return replace(self, notes=(*self.notes, note))

    def using(self, *uses: Use) -> Session:
        """Return the session with more uses to count."""
        return replace(self, uses=(*self.uses, *uses))

    def to_json(self) -> str:
        """Return the session as it is stored: without what was asked in words."""
        stored = {name: value for name, value in vars(self).items() if name not in _NEVER_STORED}
        return json.dumps(stored, ensure_ascii=False, default=_plain)

    def over(self, stored: Session) -> Session:
        """Return this session, lived while the stored one could not be read.

        What the stored one holds besides is added.
        """
        blank, stored = Session(), stored.afresh()
        names = [each.name for each in fields(Session)]
        missing = {
            name: getattr(stored, name)
            for name in names
            if getattr(self, name) == getattr(blank, name)
        }
        merged = {
            "folder": tuple(dict.fromkeys((*stored.folder, *self.folder))),
            "folder_notes": stored.folder_notes | self.folder_notes,
            "assessment": self.assessment.over(stored.assessment),
            "subscription": self.subscription.over(stored.subscription),
        }
        return replace(self, **(missing | merged))


def session_from_json(text: str) -> Session:
    """Read a stored session, but for fields this version does not know.

    ValueError is raised where it is no session.
    """
    stored = json.loads(text)
    if not isinstance(stored, dict):
        raise ValueError("not a session")
    readable = stored.keys() - _NEVER_STORED
    known = {each.name: stored[each.name] for each in fields(Session) if each.name in readable}
    try:
        for name in ("offered", "folder", "trail"):
            known[name] = tuple(map(str, known.get(name, ())))
        known["folder_notes"] = {
            str(card): str(note) for card, note in dict(known.get("folder_notes", {})).items()
        }
        known["folder_title"] = str(known.get("folder_title", ""))
        for name in ("assessment", "previous_assessment"):
            known[name] = _answered(known.get(name, {}))
        known["seen"] = datetime.fromisoformat(known["seen"]) if known.get("seen") else EPOCH
        return Session(**known)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError("not a session") from error


def _plain(value: object) -> object:
    """Return what JSON can hold of a moment or of a self-assessment."""
    return value.isoformat() if isinstance(value, datetime) else vars(value)


def _answered(stored: dict[str, Any]) -> Answered:
    return Answered(
        {str(question): int(level) for question, level in stored.get("levels", {}).items()},
        {str(question): str(comment) for question, comment in stored.get("comments", {}).items()},
        str(stored.get("begun", "")),
    )
