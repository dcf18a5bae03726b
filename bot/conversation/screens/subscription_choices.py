"""What a subscription follows and leaves out, by buttons.

They say what will be, so that pressing twice is safe.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.conversation import buttons
from bot.conversation.following import MOST_WORDS
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import LONGEST_DATA, MOST_BUTTONS, Button, Reply
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.screens.subscription import shown
from bot.conversation.screens.subscription_named import LONGEST_WORD, followed
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Callable


_ON_A_PAGE = 4
BACK = buttons.press("subscription", label("done"))
_TO_WHAT = buttons.press("subchange", label("done"))


@dataclass(frozen=True)
class _List:
    """A list to choose from.

    It has the field of the subscription, the screen that shows it, its names by id, and what a
    press says.
    """

    field: str
    verb: str
    title: str
    names: Callable[[Turn], dict[str, str]]
    on: str = "follow"
    off: str = "unfollow"


@dataclass(frozen=True)
class _Words:
    """The words followed, or left out.

    It has the field of the subscription, the screen, what is awaited there, and what a press says.
    """

    field: str
    verb: str
    waits: str
    off: str


def _themes(turn: Turn) -> dict[str, str]:
    return {theme.id: theme.short for theme in turn.world.collection.themes.values()}


def _audiences(turn: Turn) -> dict[str, str]:
    return {audience.id: audience.name for audience in turn.world.collection.audiences.values()}


def _kinds(_: Turn) -> dict[str, str]:
    return {kind: name.capitalize() for kind, name in KINDS.items()}


_FOLLOWED = {
    "t": _List("themes", "subthemes", label("followed_themes"), _themes),
    "a": _List("audiences", "subaudiences", label("followed_audiences"), _audiences),
    "k": _List("kinds", "subkinds", label("followed_kinds"), _kinds),
}
_LEFT_OUT = {
    "t": _List(
        "without_themes", "subnothemes", label("themes_left_out"), _themes, "exclude", "include"
    ),
    "k": _List(
        "without_kinds", "subnokinds", label("kinds_left_out"), _kinds, "exclude", "include"
    ),
}
_WORDS = _Words("words", "subwords", "subword", "unfollow")
_NO_WORDS = _Words("without_words", "subnowords", "subnoword", "include")


def show_what(turn: Turn, _: str = "") -> Outcome:
    """Show what is followed and left out, and the ways to change each."""
    text = say("subscription_what", followed=followed(turn, turn.session.subscription))
    rows = (
        tuple(
            buttons.press(f"sub{each}", label(f"choose_{each}"))
            for each in ("themes", "audiences", "words")
        ),
        (
            buttons.press("subkinds", label("choose_kinds")),
            buttons.press("subwithout", label("choose_without")),
            BACK,
        ),
    )
    return turn.says(Reply(text, rows), sight=Sight.SUBSCRIPTION)


def show_without(turn: Turn, _: str = "") -> Outcome:
    """Show what is left out, and the ways to change it."""
    text = say("subscription_without", followed=followed(turn, turn.session.subscription))
    row = tuple(
        buttons.press(f"subno{each}", label(f"choose_{each}"))
        for each in ("themes", "words", "kinds")
    )
    return turn.says(Reply(text, (row, (_TO_WHAT,))), sight=Sight.SUBSCRIPTION)


def _showing(listed: dict[str, _List], kind: str) -> Callable[[Turn, str], Outcome]:
    """Return what shows a page of a list to choose from."""

    def show(turn: Turn, page: str = "") -> Outcome:
        return _choose(turn, listed[kind], kind, int(page) if page.isdecimal() else 0)

    return show


def follow(turn: Turn, written: str) -> Outcome:
    """Follow something: "t:mobilite"."""
    return _set(turn, written, _FOLLOWED, True)


def unfollow(turn: Turn, written: str) -> Outcome:
    """No longer follow something: "a:jeunes", "w:verger"."""
    return _without_word(turn, written, _WORDS) or _set(turn, written, _FOLLOWED, False)


def exclude(turn: Turn, written: str) -> Outcome:
    """Leave something out: "k:loan"."""
    return _set(turn, written, _LEFT_OUT, True)


def include(turn: Turn, written: str) -> Outcome:
    """No longer leave something out: "t:culture-loisirs", "w:piscine"."""
    return _without_word(turn, written, _NO_WORDS) or _set(turn, written, _LEFT_OUT, False)


def show_words(turn: Turn, _: str = "") -> Outcome:
    """Show the words followed, and wait for one more."""
    return _show_words(turn, _WORDS, len(_words(turn, _WORDS)) < MOST_WORDS)


def show_no_words(turn: Turn, _: str = "") -> Outcome:
    """Show the words left out, and wait for one more."""
    return _show_words(turn, _NO_WORDS, len(_words(turn, _NO_WORDS)) < MOST_WORDS)


def add_word(turn: Turn, written: str) -> Outcome | None:
    """Follow a word or a few, as they were typed.

    A question, or what is too long to be a word, is left.
    """
    return _add_word(turn, written, _WORDS)


def add_no_word(turn: Turn, written: str) -> Outcome | None:
    """Leave out the aids that hold a word or a few."""
    return _add_word(turn, written, _NO_WORDS)


def _add_word(turn: Turn, written: str, listed: _Words) -> Outcome | None:
    word = " ".join(written.split()).strip(" !.,")
    if word.endswith("?") or len(word) > LONGEST_WORD:
        return None
    words = _words(turn, listed)
    if tokens(word) and len(words) < MOST_WORDS:
        turn = with_fields(turn, **{listed.field: tuple(dict.fromkeys((*words, word)))})
    return _show_words(turn, listed, False)


def _words(turn: Turn, listed: _Words) -> tuple[str, ...]:
    words: tuple[str, ...] = getattr(turn.session.subscription, listed.field)
    return words


def _show_words(turn: Turn, listed: _Words, waits: bool) -> Outcome:
    words = _words(turn, listed)
    doors = [
        buttons.press(listed.off, label("take_away", name=word), f"w:{word}") for word in words
    ]
    more = (
        ()
        if waits or len(words) >= MOST_WORDS
        else (buttons.press(listed.verb, label("add_word")),)
    )
    ways = (*more, _TO_WHAT)
    carried = [each for each in doors if len(each.data.encode()) <= LONGEST_DATA]
    shown, behind = buttons.few(carried, listed.verb, MOST_BUTTONS - len(ways))
    rows = (*buttons.in_rows(shown, 3), ways)
    text = say(
        "subscription_words",
        words=words,
        left_out=listed is _NO_WORDS,
        waits=waits,
        longest=LONGEST_WORD,
        most=MOST_WORDS,
        nothing=turn.session.subscription.follows_nothing,
    )
    return turn.says(Reply(text, rows, behind=behind), waiting=listed.waits if waits else "")


def _without_word(turn: Turn, written: str, listed: _Words) -> Outcome | None:
    """Take a word out of those of a list; None where the text does not say one: "w:verger"."""
    kind, _, name = written.partition(":")
    if kind != "w":
        return None
    words = tuple(each for each in _words(turn, listed) if each != name)
    return _show_words(with_fields(turn, **{listed.field: words}), listed, False)


def _choose(turn: Turn, listed: _List, kind: str, page: int) -> Outcome:
    """Show a page of a list, each button with what pressing it does.

    After the last page comes the first again. The names of the other pages may be typed.
    """
    chosen: tuple[str, ...] = getattr(turn.session.subscription, listed.field)
    names = listed.names(turn)
    pages = -(-len(names) // _ON_A_PAGE)
    page = min(page, pages - 1)
    doors = [
        ticked(listed.off if each in chosen else listed.on, name, f"{kind}:{each}", each in chosen)
        for each, name in names.items()
    ]
    here = slice(page * _ON_A_PAGE, (page + 1) * _ON_A_PAGE)
    following = buttons.press(listed.verb, label("page_after"), str((page + 1) % pages))
    ways = (following, _TO_WHAT) if pages > 1 else (_TO_WHAT,)
    rows = (*buttons.in_rows(doors[here], 2), ways)
    text = say(
        "subscription_choose",
        title=listed.title,
        names=[names[each] for each in chosen if each in names],
        others=[name for each, name in names.items() if each not in chosen],
        left_out=listed.on == "exclude",
        nothing=turn.session.subscription.follows_nothing,
    )
    return turn.says(Reply(text, rows, replaces=True, behind=tuple(doors)))


def _set(turn: Turn, written: str, lists: dict[str, _List], wanted: bool) -> Outcome:
    kind, _, name = written.partition(":")
    if kind not in lists or name not in lists[kind].names(turn):
        return turn.says(shown(turn, turn.session.subscription))
    listed, names = lists[kind], list(lists[kind].names(turn))
    others = tuple(
        each for each in getattr(turn.session.subscription, listed.field) if each != name
    )
    turned = with_fields(turn, **{listed.field: (*others, name) if wanted else others})
    return _choose(turned, listed, kind, names.index(name) // _ON_A_PAGE)


def ticked(verb: str, name: str, argument: str, is_on: bool) -> Button:
    """Return a button that is ticked while it is on."""
    return buttons.press(verb, label("ticked", name=name) if is_on else name, argument)


def with_fields(turn: Turn, **fields: Any) -> Turn:
    """Return a turn whose subscription has some fields changed."""
    return replace(
        turn,
        session=replace(turn.session, subscription=replace(turn.session.subscription, **fields)),
    )


DOORS = Doors(
    presses={
        "subchange": show_what,
        "subwithout": show_without,
        "subthemes": _showing(_FOLLOWED, "t"),
        "subaudiences": _showing(_FOLLOWED, "a"),
        "subkinds": _showing(_FOLLOWED, "k"),
        "subnothemes": _showing(_LEFT_OUT, "t"),
        "subnokinds": _showing(_LEFT_OUT, "k"),
        "subwords": show_words,
        "subnowords": show_no_words,
        "exclude": exclude,
        "include": include,
    },
    waiting={"subword": add_word, "subnoword": add_no_word},
)
