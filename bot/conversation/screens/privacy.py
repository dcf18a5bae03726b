"""What is kept of a person and how long, all of it as a file, and its erasure."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.conversation import buttons
from bot.conversation.days import WEEKDAYS, day_of, is_recent
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import Attachment, Reply
from bot.conversation.retention import RETENTION
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.session import Answered, Session
from bot.conversation.subscription import Subscription
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.conversation.world import World

_NAMED = (
    "place",
    "folder",
    "folder_title",
    "folder_notes",
    "assessment",
    "previous_assessment",
    "question",
    "scope",
    "subscription",
    "offered",
    "shown",
    "aids",
    "card",
    "waiting",
    "sight",
    "trail",
    "asked",
    "alarmed",
    "alarm_age",
    "doors",
    "seen",
    "need",
    "added",
    "dropped",
)
_OF_ONE_TURN = ("notes", "uses", "given", "erased", "act")


def show(turn: Turn, asked: str = "") -> Outcome:
    """Say what is kept, why and how long.

    Where it was asked, who reads ("who_reads") or how long ("how_long") comes first.
    """
    doors = (
        buttons.press("mydata", label("receive_data")),
        buttons.press("erase", label("erase_data")),
    )
    return turn.says(
        Reply(say("privacy", retention=RETENTION.values(), asked=asked), (doors, (buttons.HELP,)))
    )


def give_all(turn: Turn, _: str = "") -> Outcome:
    """Give all that the session holds as a file.

    The driver adds what is stored besides.
    """
    doors = (
        buttons.press("erase", label("erase_data")),
        buttons.press("privacy", label("privacy")),
    )
    reply = Reply(say("mydata"), (doors,), data_file(turn.world, turn.session))
    return replace(turn.session, given=True), (reply,)


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
        Reply(say("erase", **_going(turn.world, turn.session)), rows), sight=Sight.ERASING
    )


def keep_all(turn: Turn, _: str = "") -> Outcome:
    """Say that nothing is erased."""
    return turn.says(
        Reply(say("erase_not"), ((buttons.THEMES, buttons.HELP),)), sight=Sight.NOTHING
    )


def erase(turn: Turn, day: str) -> Outcome:
    """Forget everything, and have the driver erase what is stored.

    Where the question is not of these days, ask again.
    """
    if day and not is_recent(day, day_of(turn.now)):
        return ask_erase(turn)
    return Session(erased=True), (Reply(say("erased"), ((buttons.THEMES, buttons.HELP),)),)


def data_file(
    world: World, session: Session, besides: Mapping[str, Any] | None = None
) -> Attachment:
    """Return the file of all that is kept of a chat.

    It is its session, and what is stored besides, already in words.
    """
    content = json.dumps(
        {**everything(world, session), **(besides or {})}, ensure_ascii=False, indent=2, default=str
    )
    return Attachment("mes-donnees.json", content.encode(), label("all_kept"))


def everything(world: World, session: Session) -> dict[str, Any]:
    """Return all that is remembered of a chat, in words a person reads."""
    others = (each.name for each in fields(Session) if each.name not in (*_NAMED, *_OF_ONE_TURN))
    told = {name: _readable(world, name, getattr(session, name)) for name in (*_NAMED, *others)}
    return {_name(name) if name in _NAMED else name: value for name, value in told.items()}


def _readable(world: World, name: str, value: Any) -> Any:
    if isinstance(value, Answered):
        return _answers(world, value)
    if isinstance(value, Subscription):
        return _followed(world, value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if name == "place" and value:
        return _place(world, value)
    if name in ("folder", "offered"):
        return [_titled(world, card) for card in value]
    if name == "card" and value:
        return _titled(world, value)
    return value


def _name(key: str) -> str:
    return label(f"data_{key}")


def _place(world: World, code: str) -> dict[str, str]:
    return {"code": code, _name("of_place"): world.place_name(code)}


def _titled(world: World, card_id: str) -> dict[str, str]:
    if record := world.live.records.get(card_id):
        return {_name("of_aid"): card_id, _name("title"): record.aid.name}
    card = world.collection.cards.get(card_id)
    return {_name("of_card"): card_id, _name("title"): card.title if card else ""}


def _followed(world: World, subscription: Subscription) -> dict[str, Any]:
    collection = world.collection

    def themes(ids: Iterable[str]) -> list[str]:
        return [
            collection.themes[each].title if each in collection.themes else each for each in ids
        ]

    def kinds(names: Iterable[str]) -> list[str]:
        return [KINDS.get(each, each) for each in names]

    return {
        _name("active"): subscription.active,
        _name("paused"): subscription.paused,
        _name("themes"): themes(subscription.themes),
        _name("audiences"): [
            collection.audiences[each].name if each in collection.audiences else each
            for each in subscription.audiences
        ],
        _name("words"): subscription.words,
        _name("followed_places"): [_place(world, each) for each in subscription.places],
        _name("kinds"): kinds(subscription.kinds),
        _name("left_out"): [
            *themes(subscription.without_themes),
            *subscription.without_words,
            *kinds(subscription.without_kinds),
        ],
        _name("time"): label(
            "day_and_hour", day=WEEKDAYS[subscription.day], hour=subscription.hour
        ),
        _name("since"): subscription.since,
        _name("kept_aids"): [_titled(world, each) for each in subscription.kept],
    }


def _answers(world: World, answered: Answered) -> dict[str, Any]:
    questions = {item.id: item.question for item in world.collection.assessment.items}
    labels = {level.value: level.label for level in world.collection.assessment.levels}
    answers = [
        {
            "question": questions.get(each, each),
            _name("level"): labels.get(answered.levels.get(each, -1), answered.levels.get(each)),
            _name("comment"): answered.comments.get(each, ""),
        }
        for each in dict.fromkeys((*answered.levels, *answered.comments))
    ]
    others = {
        name: value
        for name, value in asdict(answered).items()
        if name not in ("levels", "comments", "begun")
    }
    return {_name("begun"): answered.begun, _name("answers"): answers} | others


def _going(world: World, session: Session) -> dict[str, Any]:
    """Return what an erasure takes away, as the screen tells it; what is empty is not told."""
    blank = Answered()
    return {
        "place": world.place_name(session.place) or session.place,
        "folder": len(session.folder),
        "assessed": session.assessment != blank,
        "answers": len(session.assessment.levels),
        "assessed_before": session.previous_assessment != blank,
        "subscribed": session.subscription.active,
        "kept_aids": len(session.subscription.kept),
        "talked": bool(session.need or session.offered or session.card),
    }


DOORS = Doors(
    presses={
        "privacy": show,
        "mydata": give_all,
        "erase": ask_erase,
        "erase-yes": erase,
        "erase-no": keep_all,
    },
    commands={"privacy": show, "my_data": give_all, "erase": ask_erase},
)
