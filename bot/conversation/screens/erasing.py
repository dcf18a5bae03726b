"""The erasure of all that is kept of a person, or of a part of it, asked once before it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeVar

from bot.conversation import buttons
from bot.conversation.days import day_of, is_recent
from bot.conversation.hearing.context import Sight
from bot.conversation.kept_acts import PARTS
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.session import Answered, Session
from bot.conversation.subscription import Subscription
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Container

    from bot.conversation.kept_acts import ErasePart
    from bot.conversation.world import World

_T = TypeVar("_T")
_BETWEEN = "+"  # the parts that a button carries


@dataclass(frozen=True)
class OfPerson:
    """What is kept of a person, part by part; a blank part holds nothing."""

    place: str
    folder: int
    assessment: bool
    answers: int
    assessed_before: bool
    subscription: bool
    kept_aids: int
    talk: bool

    def holds(self, part: str) -> bool:
        """Tell whether a part holds anything."""
        before = part == "assessment" and self.assessed_before
        return bool(getattr(self, part)) or before

    @property
    def anything(self) -> bool:
        """Whether any part does."""
        return any(map(self.holds, PARTS))


def ask_erase(turn: Turn, _: str = "") -> Outcome:
    """Say what would be erased, and ask once.

    The button carries its day, so that an old one asks again.
    """
    yes = buttons.press("erase-yes", label("yes_erase"), day_of(turn.now).isoformat())
    rows = (
        (yes, buttons.press("erase-no", label("no_keep_all"))),
        (buttons.press("mydata", label("receive_data_first")),),
    )
    return turn.says(
        Reply(say("erase", held=kept_now(turn.world, turn.session)), rows), sight=Sight.ERASING
    )


def ask_part(turn: Turn, act: ErasePart) -> Outcome:
    """Say which parts would be erased and which stay, and ask once; say so where there are none."""
    held = kept_now(turn.world, turn.session)
    parts = [each for each in act.parts if held.holds(each)]
    if not parts:
        asked = [label(f"part_{each}") for each in act.parts]
        rows = ((buttons.press("privacy", label("privacy")), buttons.THEMES),)
        return turn.says(Reply(say("erase_nothing", asked=asked), rows), sight=Sight.NOTHING)
    gone = kept_now(turn.world, turn.session, parts)
    left = [label(f"part_{each}") for each in PARTS if each not in parts and held.holds(each)]
    written = f"{day_of(turn.now).isoformat()}:{_BETWEEN.join(parts)}"
    choice = (
        (
            buttons.press("erase-yes", label("yes_erase_part"), written),
            buttons.press("erase-no", label("no_keep_all")),
        ),
        (buttons.press("erase", label("erase_everything")),),
    )
    text = say("erase_part", left=left, held=gone)
    return turn.says(Reply(text, choice), sight=Sight.ERASING)


def keep_all(turn: Turn, _: str = "") -> Outcome:
    """Say that nothing is erased."""
    return turn.says(
        Reply(say("erase_not"), ((buttons.THEMES, buttons.HELP),)), sight=Sight.NOTHING
    )


def erase(turn: Turn, written: str) -> Outcome:
    """Forget everything, and have the driver erase what is stored; or forget some parts.

    Where the question is not of these days, ask again.
    """
    day, _, named = written.partition(":")
    if day and not is_recent(day, day_of(turn.now)):
        return ask_erase(turn)
    doors = ((buttons.THEMES, buttons.HELP),)
    if not named:
        return Session(erased=True), (Reply(say("erased"), doors),)
    parts = [each for each in PARTS if each in named.split(_BETWEEN)]
    session = turn.session
    for part in parts:
        session = _without(session, part, turn)
    names = [label(f"part_{each}") for each in parts]
    return replace(turn, session=session).says(
        Reply(say("erased_part", gone=names), doors), sight=Sight.NOTHING
    )


def _without(session: Session, part: str, turn: Turn) -> Session:
    """Return a session without a part of what is kept."""
    blank, followed = Session(), session.subscription
    since = turn.now.astimezone(UTC).isoformat(timespec="seconds")
    if part == "talk":
        return replace(session.afresh(), trail=(), asked="", doors=())
    changes: dict[str, dict[str, Any]] = {
        "place": {"place": ""},
        "folder": {"folder": (), "folder_title": "", "folder_notes": {}},
        "assessment": {
            "assessment": blank.assessment,
            "previous_assessment": blank.previous_assessment,
            "question": "",
            "scope": "",
        },
        # The moment tells it from one never seen, so that one stored meanwhile does not come back.
        "subscription": {"subscription": Subscription(since=since, kept=followed.kept)},
        "kept_aids": {"subscription": replace(followed, kept=())},
    }
    return replace(session, **changes[part])


def kept_now(world: World, session: Session, parts: Container[str] = PARTS) -> OfPerson:
    """Return what is kept of a person, or some parts of it."""

    def of(part: str, value: _T, empty: _T) -> _T:
        return value if part in parts else empty

    blank, followed = Answered(), session.subscription
    return OfPerson(
        place=of("place", world.place_name(session.place) or session.place, ""),
        folder=of("folder", len(session.folder), 0),
        assessment=of("assessment", session.assessment != blank, False),
        answers=of("assessment", len(session.assessment.levels), 0),
        assessed_before=of("assessment", session.previous_assessment != blank, False),
        subscription=of("subscription", followed.active, False),
        kept_aids=of("kept_aids", len(followed.kept), 0),
        talk=of("talk", bool(session.need or session.offered or session.card), False),
    )


DOORS = Doors(
    presses={"erase": ask_erase, "erase-yes": erase, "erase-no": keep_all},
    commands={"erase": ask_erase},
)
