"""What a subscription follows, chosen by buttons that say what will be, so that pressing twice is safe, or in a few words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.conversation import buttons
from bot.conversation.days import WEEKDAYS
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import LONGEST_DATA, Button, Reply
from bot.conversation.screens import place
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.screens.subscription import LONGEST_WORD, MOST_WORDS, changed, shown
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Callable


_ON_A_PAGE = 16
_HOURS = range(6, 22)
_EVERYWHERE = "*"
_BACK = buttons.press("subscription", label("done"))


@dataclass(frozen=True)
class _List:
    """A list to choose from: the field of the subscription, the screen that shows it, its names by id."""

    field: str
    verb: str
    title: str
    names: Callable[[Turn], dict[str, str]]


_LISTS = {
    "t": _List(
        "themes",
        "subthemes",
        label("followed_themes"),
        lambda turn: {t.id: t.short for t in turn.world.collection.themes.values()},
    ),
    "a": _List(
        "audiences",
        "subaudiences",
        label("followed_audiences"),
        lambda turn: {a.id: a.name for a in turn.world.collection.audiences.values()},
    ),
    "k": _List(
        "kinds", "subkinds", label("followed_kinds"), lambda _: {kind: name.capitalize() for kind, name in KINDS.items()}
    ),
}


def show_themes(turn: Turn, page: str = "") -> Outcome:
    """Show a page of themes to follow."""
    return _choose(turn, "t", int(page) if page.isdecimal() else 0)


def show_audiences(turn: Turn, page: str = "") -> Outcome:
    """Show a page of audiences to follow."""
    return _choose(turn, "a", int(page) if page.isdecimal() else 0)


def show_kinds(turn: Turn, _: str = "") -> Outcome:
    """Show the kinds of aid to follow."""
    return _choose(turn, "k", 0)


def follow(turn: Turn, written: str) -> Outcome:
    """Follow something: "t:mobilite"."""
    return _set(turn, written, True)


def unfollow(turn: Turn, written: str) -> Outcome:
    """No longer follow something: "a:jeunes", "w:verger"."""
    return _set(turn, written, False)


def show_words(turn: Turn, _: str = "") -> Outcome:
    """Show the words followed, and wait for one more."""
    return _show_words(turn, len(turn.session.subscription.words) < MOST_WORDS)


def _show_words(turn: Turn, waits: bool) -> Outcome:
    words = turn.session.subscription.words
    doors = [buttons.press("unfollow", label("take_away", name=word), f"w:{word}") for word in words]
    more = () if waits or len(words) >= MOST_WORDS else (buttons.press("subwords", label("add_word")),)
    rows = (*buttons.in_rows([each for each in doors if len(each.data.encode()) <= LONGEST_DATA], 3), (*more, _BACK))
    text = say("subscription_words", words=words, waits=waits, longest=LONGEST_WORD, most=MOST_WORDS)
    return turn.says(Reply(text, rows), waiting="subword" if waits else "")


def add_word(turn: Turn, written: str) -> Outcome | None:
    """Follow a word or a few, as they were typed; leave a question, or what is too long to be a word."""
    subscription = turn.session.subscription
    word = " ".join(written.split()).strip(" !.,")
    if word.endswith("?") or len(word) > LONGEST_WORD:
        return None
    if word and len(subscription.words) < MOST_WORDS:
        subscription = replace(subscription, words=tuple(dict.fromkeys((*subscription.words, word))))
    return _show_words(replace(turn, session=replace(turn.session, subscription=subscription)), False)


def set_place(turn: Turn, code: str) -> Outcome:
    """Follow the aids of a place by its code, of all the region for "*"; ask for it where none is given."""
    if code == _EVERYWHERE or turn.world.place_name(code):
        return _changed(turn, place="" if code == _EVERYWHERE else code)
    name = turn.world.place_name(turn.session.place)
    own = ((buttons.press("subplace", label("my_own_place", name=name), turn.session.place),),) if name else ()
    rows = (*own, (buttons.press("subplace", label("all_the_region"), _EVERYWHERE), _BACK))
    return turn.says(Reply(say("subscription_place"), rows), waiting="subplace")


def find_place(turn: Turn, written: str) -> Outcome | None:
    """Follow the aids of the place that a text names, or offer those it may name; leave a text that asks something else."""
    found = turn.world.place_finder.find(written)
    if found.sure:
        return _changed(turn, place=found.candidates[0].code)
    if place.asks(turn, written):
        return None
    doors = [buttons.press("subplace", each.label, each.code) for each in found.candidates[:12]]
    rows = (*buttons.in_rows(doors, 1), (buttons.press("subplace", label("all_the_region"), _EVERYWHERE), _BACK))
    unknown = say("place_unknown", written=written, examples=turn.world.examples)
    return turn.says(Reply(say("subscription_which_place") if doors else unknown, rows), waiting="subplace")


def show_time(turn: Turn, _: str = "") -> Outcome:
    """Show the days and hours to choose from."""
    subscription = turn.session.subscription
    days = [_ticked("subday", name, str(i), i == subscription.day) for i, name in enumerate(WEEKDAYS)]
    hours = [_ticked("subhour", label("at_hour", hour=hour), str(hour), hour == subscription.hour) for hour in _HOURS]
    rows = (*buttons.in_rows(days, 4), *buttons.in_rows(hours, 4), (_BACK,))
    text = say("subscription_time", day=WEEKDAYS[subscription.day], hour=subscription.hour)
    return turn.says(Reply(text, rows, replaces=True), sight=Sight.SUBSCRIPTION)


def set_day(turn: Turn, day: str) -> Outcome:
    """Write on that day of the week, from 0, Monday."""
    chosen = int(day) if day.isdecimal() and int(day) < len(WEEKDAYS) else turn.session.subscription.day
    return show_time(_with(turn, day=chosen))


def set_hour(turn: Turn, hour: str) -> Outcome:
    """Write at that hour of the day."""
    chosen = int(hour) if hour.isdecimal() and int(hour) in _HOURS else turn.session.subscription.hour
    return show_time(_with(turn, hour=chosen))


def _choose(turn: Turn, kind: str, page: int) -> Outcome:
    """Show a page of a list, each button with what pressing it does."""
    listed = _LISTS[kind]
    chosen: tuple[str, ...] = getattr(turn.session.subscription, listed.field)
    names = listed.names(turn)
    pages = -(-len(names) // _ON_A_PAGE)
    page = min(page, pages - 1)
    here = list(names.items())[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    doors = [_ticked("unfollow" if each in chosen else "follow", name, f"{kind}:{each}", each in chosen) for each, name in here]
    others = [
        buttons.press(listed.verb, label(key), str(number))
        for number, key in ((page - 1, "page_before"), (page + 1, "page_after"))
        if 0 <= number < pages
    ]
    rows = (*buttons.in_rows(doors, 2), *((tuple(others),) if others else ()), (_BACK,))
    text = say("subscription_choose", title=listed.title, names=[names[each] for each in chosen if each in names])
    return turn.says(Reply(text, rows, replaces=True))


def _set(turn: Turn, written: str, wanted: bool) -> Outcome:
    kind, _, name = written.partition(":")
    if kind == "w" and not wanted:
        words = tuple(each for each in turn.session.subscription.words if each != name)
        return _show_words(_with(turn, words=words), False)
    if kind not in _LISTS or name not in _LISTS[kind].names(turn):
        return turn.says(shown(turn, turn.session.subscription))
    field, names = _LISTS[kind].field, list(_LISTS[kind].names(turn))
    others = tuple(each for each in getattr(turn.session.subscription, field) if each != name)
    turned = _with(turn, **{field: (*others, name) if wanted else others})
    return _choose(turned, kind, names.index(name) // _ON_A_PAGE)


def _ticked(verb: str, name: str, argument: str, is_on: bool) -> Button:
    return buttons.press(verb, label("ticked", name=name) if is_on else name, argument)


def _with(turn: Turn, **fields: Any) -> Turn:
    return replace(turn, session=replace(turn.session, subscription=replace(turn.session.subscription, **fields)))


def _changed(turn: Turn, **fields: Any) -> Outcome:
    return changed(turn, replace(turn.session.subscription, **fields))


DOORS = Doors(
    presses={
        "subthemes": show_themes,
        "subaudiences": show_audiences,
        "subkinds": show_kinds,
        "subwords": show_words,
        "subplace": set_place,
        "subtime": show_time,
        "subday": set_day,
        "subhour": set_hour,
        "follow": follow,
        "unfollow": unfollow,
    },
    waiting={"subword": add_word, "subplace": find_place},
)
