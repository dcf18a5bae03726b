"""What is kept of a person, now and in general, how long, and all of it as a file."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.conversation import buttons
from bot.conversation.days import WEEKDAYS
from bot.conversation.labels import label
from bot.conversation.replies import Attachment, Reply
from bot.conversation.retention import RETENTION
from bot.conversation.screens.erasing import kept_now
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.session import Answered, AskedNeed, Session
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
    "shared",
    "asked",
    "alarmed",
    "alarm_age",
    "doors",
    "seen",
    "need",
    "needs",
    "added",
    "dropped",
    "former",
)
_OF_ONE_TURN = ("notes", "uses", "given", "erased", "act")


def show(turn: Turn, asked: str = "") -> Outcome:
    """Say what is kept of the person now, then what is kept of anyone, why and how long.

    Where it was asked, who reads ("who_reads") or how long ("how_long") comes first; "now": no more
    than what is kept of the person.
    """
    doors = (
        buttons.press("mydata", label("receive_data")),
        buttons.press("erase", label("erase_data")),
    )
    held = kept_now(turn.world, turn.session)
    if asked == "now":
        rows = (doors, (buttons.press("privacy", label("privacy")), buttons.HELP))
        return turn.says(Reply(say("kept_now", held=held), rows))
    text = say("privacy", retention=RETENTION.values(), asked=asked, held=held)
    return turn.says(Reply(text, (doors, (buttons.HELP,))))


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
    if isinstance(value, AskedNeed):
        return value.said
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
        _name("pause_begins"): subscription.pause_begins,
        _name("pause_ends"): subscription.pause_ends,
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


DOORS = Doors(
    presses={
        "privacy": show,
        "mydata": give_all,
    },
    commands={"privacy": show, "my_data": give_all},
)
