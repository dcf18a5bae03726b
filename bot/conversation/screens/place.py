"""The person's own place.

It is asked by name, postcode or département, chosen among homonyms, and forgotten on request.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.ways import ways
from bot.conversation.homonyms import told_by
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.screens.moved_need import moved
from bot.conversation.screens.no_place import names_none
from bot.conversation.screens.place_told import choose_one, say_elsewhere
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from knowledge.distances import nearest_commune
from knowledge.finding_places import Candidate
from knowledge.gazetteer import Point
from knowledge.place_labels import label as label_of
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.acts import TellPlace
    from bot.conversation.replies import Button

WAITING = "place"
_MOST_CHOICES = 12
# Kilometres from the middle of a commune to its limit: beyond, a point is in none of the region's.
_WIDEST = 12.0
_POLE = 90.0  # degrees of latitude
_FORGET = buttons.press("forgetplace", label("forget_place"))
_OTHER, _KNOWN = "change", "known"
_CHANGE = buttons.press("place", label("change_place"), _OTHER)


def show(turn: Turn, wish: str = "") -> Outcome:
    """Show the place that is known; ask for it where none is, or where one wishes to change it."""
    known = turn.world.place_name(turn.session.place)
    return (
        _shown(turn, turn.session.place, "place") if known and wish != _OTHER else ask(turn, wish)
    )


def ask(turn: Turn, wish: str = "") -> Outcome:
    """Ask for the person's place, and say what it is for.

    "known" says that it was asked which one is known.
    """
    return turn.says(_asking(turn, say("place_ask", unknown=wish == _KNOWN)), waiting=WAITING)


def find(turn: Turn, written: str) -> Outcome:
    """Keep the place that a text names, or offer those it may name, or say what to write."""
    if not written.strip():
        return show(turn)
    found = turn.world.place_finder.find(written)
    if found.sure:
        return keep(turn, found.candidates[0].code)
    if found.candidates:
        return _choose(turn, written, found.candidates)
    afar = turn.world.matcher.parser.parse(written).elsewhere
    return _unknown(turn, found.elsewhere or ", ".join(afar) or written)


def listen(turn: Turn, written: str) -> Outcome | None:
    """Take a text as the place that was asked for.

    One that names none and asks something else is left.
    """
    if (meant := _of_those_offered(turn, written)) or len(named := _named(turn, written)) == 1:
        return keep(turn, meant or named[0])
    is_name = turn.world.place_finder.is_name(written)
    return None if names_none(turn, written) and not is_name else find(turn, written)


def _of_those_offered(turn: Turn, written: str) -> str:
    """Return which of the homonyms just offered a text tells.

    "celui de l'Aisne" tells it by a département; a town does too. It is "" for none.
    """
    places = turn.world.collection.places
    codes = [
        data.partition(":")[2] for _, data in turn.session.doors if data.startswith("setplace:")
    ]
    known = ways().words
    telling = [word for word in tokens(written) if word not in known.ignored]
    ranks = numbers_in(telling) if known.ranks.issuperset(telling) else []
    if len(ranks) == 1 and ranks[0] <= len(codes):
        return codes[ranks[0] - 1]
    offered = [code for code in codes if code in places.communes]
    named = turn.world.matcher.parser.parse(written).places
    around = tuple(places.communes[code].department for code in named if code in places.communes)
    for wanted in (named, around):
        told = told_by(offered, wanted, turn.world) if len(offered) > 1 else ()
        if len(told) == 1:
            return told[0]
    return ""


def tell(turn: Turn, act: TellPlace) -> Outcome:
    """Keep the place of someone who says where they are: "mon territoire, c'est Hirson".

    Of homonyms, it is asked which. A name only near a known one, or elsewhere, is not noted.
    """
    named = turn.world.matcher.parser.parse(act.text).named
    if not named:
        return find(turn, act.text)
    several = [
        codes[0] for _, codes in named if len(codes) == 1 and turn.world.place_name(codes[0])
    ]
    if len(dict.fromkeys(several)) > 1:
        return choose_one(turn, several, WAITING)
    name, codes = named[0]
    known = [code for code in codes if turn.world.place_name(code)]
    if not codes and name in turn.world.matcher.parser.parse(act.text).elsewhere:
        return say_elsewhere(turn, name)
    if not known:
        return _unknown(turn, name)
    if len(known) == 1:
        return keep(turn, known[0]) if act.sure else offer(turn, known[0])
    return _choose(
        turn,
        name,
        [Candidate(code, label_of(code, turn.world.collection.places)) for code in known],
    )


def offer(turn: Turn, code: str) -> Outcome:
    """Ask whether a place told in passing is theirs: "on est à côté de Guise"."""
    doors = (
        buttons.press("setplace", label("yes_note_place"), code),
        buttons.press("nearby", label("cards_around_there"), f":{code}"),
    )
    reply = Reply(say("place_offer", name=turn.world.place_name(code)), (doors,))
    return turn.says(reply, sight=Sight.OFFERING_PLACE)


def show_here(turn: Turn, written: str) -> Outcome:
    """Ask whether one is in the commune nearest to a point: "49.893,2.302".

    The point itself is not kept. A point farther than any commune reaches is told to lie outside
    the region.
    """
    point = _point(written)
    found = nearest_commune(point, turn.world.collection.places) if point else None
    if found is None or found[1] > _WIDEST:
        text = say("place_outside", examples=turn.world.examples)
        return turn.says(_asking(turn, text), waiting=WAITING)
    code, places = found[0], turn.world.collection.places
    department = places.departments[places.communes[code].department].name
    doors = (
        buttons.press("setplace", label("yes_note_place"), code),
        buttons.press("nearby", label("cards_around_there"), f":{code}"),
    )
    reply = Reply(
        say("place_here", name=turn.world.place_name(code), department=department),
        (doors, (_CHANGE,)),
    )
    return turn.says(reply, sight=Sight.OFFERING_PLACE)


def _point(written: str) -> Point | None:
    latitude, _, longitude = written.partition(",")
    try:
        point = Point(float(latitude), float(longitude))
    except ValueError:
        return None
    return point if abs(point.latitude) <= _POLE and isfinite(point.longitude) else None


def leave(turn: Turn, _: str = "") -> Outcome:
    """Note nothing of a place that was not theirs."""
    doors = (buttons.press("place", label("give_place"), _OTHER), buttons.THEMES)
    return turn.says(Reply(say("place_not"), (doors,)))


def _named(turn: Turn, written: str) -> tuple[str, ...]:
    """Return the codes of the places that a text names."""
    found = turn.world.place_finder.find(written)
    if found.sure:
        return (found.candidates[0].code,)
    named = turn.world.matcher.parser.parse(written).named
    # A name that was mended is asked.
    typed = [codes for name, codes in named if set(tokens(name)) <= set(tokens(written))]
    return tuple(code for codes in typed for code in codes if turn.world.place_name(code))


def keep(turn: Turn, code: str) -> Outcome:
    """Keep a place by its code; ask again where it no longer exists."""
    if not turn.world.place_name(code):
        return ask(turn)
    session, replies = _shown(turn, code, "place_kept")
    if turn.session.need:
        session, again = answer_again(replace(turn, session=moved(session, turn.world, code)))
        replies = (*replies, *again)
    return replace(session, sight=Sight.PLACE), replies


def answer_again(turn: Turn) -> Outcome:
    """Answer the need in sight again, now that the place is another."""
    from bot.conversation.screens import answer, live_aids

    of_aids = live_aids.are_asked(turn)
    return live_aids.answer_session(turn) if of_aids else answer.answer_session(turn)


def forget(turn: Turn, _: str = "") -> Outcome:
    """Forget the person's place."""
    rows = ((buttons.press("place", label("give_place")), buttons.THEMES),)
    return turn.says(
        Reply(say("place_forgotten", was_known=bool(turn.session.place)), rows),
        place="",
        waiting="",
    )


def _shown(turn: Turn, code: str, template: str) -> Outcome:
    places = turn.world.collection.places
    commune = places.communes.get(code)
    epci = places.epcis.get(commune.epci if commune else code)
    departments = sorted(turn.world.departments_of(code))
    text = say(
        template,
        name=turn.world.place_name(code),
        commune=commune,
        epci=epci,
        departments=[turn.world.place_name(each) or each for each in departments if each != code],
    )
    asked = turn.session.need and template == "place"
    again = ((buttons.press("nearme", label("need_near_me")),),) if asked else ()
    rows = (*again, (buttons.press("nearby", label("cards_around_me")),), (_CHANGE, _FORGET))
    return turn.says(Reply(text, rows), place=code, waiting="")


def _unknown(turn: Turn, written: str) -> Outcome:
    text = say("place_unknown", written=written, examples=turn.world.examples)
    return turn.says(_asking(turn, text, _was_a_need(written)), waiting=WAITING)


def _choose(turn: Turn, written: str, candidates: Sequence[Candidate]) -> Outcome:
    doors = [buttons.press("setplace", each.label, each.code) for each in candidates]
    searched = _was_a_need(written)
    room = MOST_BUTTONS - len(searched)
    shown, others = doors[:room], candidates[room:_MOST_CHOICES]
    text = say("place_choice", written=written, count=len(candidates), shown=room, others=others)
    rows = buttons.in_rows(buttons.filled((*shown, *searched), buttons.THEMES), 1)
    behind = tuple(doors[room:_MOST_CHOICES])
    return turn.says(Reply(text, rows, behind=behind), waiting=WAITING)


def _was_a_need(written: str) -> tuple[Button, ...]:
    """Return the button that searches what was written, where it was a need and no place."""
    return buttons.to_need(" ".join(written.split()), label("was_a_need"))


def _asking(turn: Turn, text: str, first: tuple[Button, ...] = ()) -> Reply:
    """Return a text that asks for a place, with the départements as buttons and the ways out."""
    places = turn.world.collection.places.departments
    departments = [buttons.press("setplace", each.name, code) for code, each in places.items()]
    ways = (*first, *departments, *((_FORGET,) if turn.session.place else ()))
    shown, behind = buttons.few(ways, f"place:{_OTHER}")
    return Reply(text, buttons.in_rows(buttons.filled(shown, buttons.THEMES), 3), behind=behind)


DOORS = Doors(
    presses={
        "place": show,
        "here": show_here,
        "setplace": keep,
        "forgetplace": forget,
        "place-no": leave,
    },
    commands={"place": find},
    waiting={WAITING: listen},
)
