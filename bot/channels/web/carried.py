"""What travels with a visitor: their whole session, as plain data and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.conversation.session import AskedNeed, Session, session_from_json
from bot.conversation.subscription import Subscription, subscription_from_json

_BLANK = json.loads(Session().to_json())


@dataclass(frozen=True)
class Carried:
    """A visitor's session; or the stored `chat` of someone whom Telegram vouches for."""

    session: Session = field(default_factory=Session)
    chat: str = ""


def to_data(carried: Carried) -> dict[str, Any]:
    """Return what is carried as JSON can hold it, without what is as in a new session."""
    if carried.chat:
        return {"chat": carried.chat}
    session, blank = carried.session, Session()
    stored = json.loads(session.to_json())
    data = {"kept": {name: each for name, each in stored.items() if each != _BLANK[name]}}
    talk = {
        name: getattr(session, name)
        for name in _TALK
        if getattr(session, name) != getattr(blank, name)
    }
    if session.subscription != Subscription():
        talk["subscription"] = asdict(session.subscription)
    if session.former:
        talk["former"] = asdict(session.former)
    return data | ({"talk": talk} if talk else {})


def from_data(data: object) -> Carried:
    """Read what was carried, unknown fields left out. Raises ValueError for anything else."""
    if not isinstance(data, dict):
        raise ValueError("nothing that was carried")
    if isinstance(chat := data.get("chat"), str):
        return Carried(chat=chat)
    session = session_from_json(json.dumps(data.get("kept", {})))
    talk = data.get("talk", {})
    if not isinstance(talk, dict):
        raise ValueError("no talk")
    try:
        known = {name: read(talk[name]) for name, read in _TALK.items() if name in talk}
    except (TypeError, ValueError, LookupError) as error:
        raise ValueError("no talk") from error
    return Carried(replace(session, **known))


def _texts(read: Any) -> tuple[str, ...]:
    return tuple(map(str, read))


def _doors(read: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(label), str(data)) for label, data in read)


def _former(read: Any) -> AskedNeed:
    need, aids = str(read["need"]), bool(read["aids"])
    return AskedNeed(need, _texts(read["dropped"]), _texts(read["added"]), aids)


def _subscription(read: Any) -> Subscription:
    return subscription_from_json(json.dumps(read))


# What the store never holds, and how it is read back.
_TALK: dict[str, Any] = {
    "need": str,
    "needs": _texts,
    "dropped": _texts,
    "added": _texts,
    "former": _former,
    "alarmed": _texts,
    "alarm_age": int,
    "act": str,
    "doors": _doors,
    "subscription": _subscription,
}
