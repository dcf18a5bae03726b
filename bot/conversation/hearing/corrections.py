"""What changes the need being asked.

"non, plutôt le logement", "pas le Nord, l'Aisne" and "partout" do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import AskInstead, AskNeed, Correct
from bot.conversation.hearing.left_out import (
    begins_of,
    but_for_its_audience,
    read_correction,
    says_it_as_one,
)
from bot.conversation.hearing.utterance import without
from bot.conversation.hearing.ways import ways, words_of
from matching.need import Facet
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.left_out import SaidOtherwise
    from bot.conversation.hearing.utterance import Utterance
    from matching.need import Need, Unit
    from matching.parsing import Parser

_LONGEST = 18  # words of a message that may correct the last one
_CONTINUES_WITHIN = 8
_OF_SEVERAL = ("s", "x")  # how words for several people end
_WHO_AND_WHERE = (Facet.PLACE, Facet.AUDIENCE)


def correction(said: Utterance, context: Context) -> Act | None:
    """Return how a message changes the last need, or None where it is a need of its own."""
    if not 0 < len(said.words) <= _LONGEST:
        return None
    if not context.need:
        return _only_without(said)
    if said.says(ways().leads["anywhere"], ways().words.ignored | words_of("same")):
        return refined(said.parser, context, "", (Facet.PLACE,), place=True)
    if any(
        unit.meanings and unit.words[0] in ways().leads["begins_a_subject"]
        for unit in said.need.units
    ):
        return None  # "non recours" is a subject
    if begins_of(said.folded, ways().leads["not_only"]):
        return AskInstead()
    return _as_read(said, context, read_correction(said.typed))


def _as_read(said: Utterance, context: Context, read: SaidOtherwise) -> Act | None:
    """Return how a message changes the last need by its parts."""
    if read.without:
        return _without(said, context, read)
    if _is_for_them(said, context):
        return refined(said.parser, context, said.typed, (None,))
    if read.instead and said.holds(ways().leads["own_mistake"]) and _sought(said, read.asked):
        return AskNeed((read.asked,))
    if read.instead:
        asks_on = bool(context.card and read.asked and said.holds(ways().leads["of_facts"]))
        others = is_for_others(said)
        whom = bool(said.holds(ways().leads["for_whom"]))
        return _instead(
            said.parser, context, read.asked, for_others=others, for_whom=whom, asks_on=asks_on
        )
    if len(said.words) <= _CONTINUES_WITHIN and begins_of(said.folded, ways().leads["same"]):
        likewise = ways().leads["likewise"]
        if said.begins(likewise) or (said.holds(likewise) and not context.card):
            return _likewise(said, context, read.asked)
        besides = bool(said.holds(ways().leads["also"]))
        return _same_for(said.parser, context, read.asked, besides=besides)
    return None


def _sought(said: Utterance, asked: str) -> bool:
    """Tell whether someone says what they were looking for: "je cherchais les aides à domicile"."""
    units = said.parser.parse(asked).units
    return bool(said.holds(ways().leads["sought"])) and any(
        unit.meanings and not unit.about(Facet.PLACE) for unit in units
    )


def _is_for_them(said: Utterance, context: Context) -> bool:
    """Tell whether a message asks something else for those whom the last need was for.

    "et un local pour eux ?" does, where "eux" are no cards.
    """
    if context.card or not said.holds(ways().leads["for_them"]):
        return False
    kinds = {_kind(unit) for unit in said.need.units if unit.meanings}
    audiences = need_of(said.parser, context).audiences
    return bool(audiences) and None in kinds and Facet.AUDIENCE not in kinds


def refined(
    parser: Parser,
    context: Context,
    added: str,
    replaced: Container[Facet | None],
    *,
    place: bool = False,
) -> Correct:
    """Return the same need, where what it said of some kinds gives way to what is added.

    None stands for its subject.
    """
    gone, back = [], []
    for unit in need_of(parser, context).units:
        if _kind(unit) in replaced:
            gone.append(unit.names[-1])
        elif Facet.AUDIENCE in replaced and (rest := but_for_its_audience(parser, unit)):
            gone.append(unit.names[-1])
            back.append(rest)
    added_too = [added] if added and parser.parse(added).units else []
    return Correct(tuple(gone), (*back, *added_too), place)


def need_of(parser: Parser, context: Context) -> Need:
    """Return the last need as it was refined since."""
    return parser.refine(context.need, context.dropped, context.added)


def _only_without(said: Utterance) -> Act | None:
    """Return what a first message asks besides what it leaves out.

    Where it only leaves out, it is asked what is wanted.
    """
    read = read_correction(said.typed)
    if not read.without or not begins_of(said.folded, ways().leads["only_without"]):
        return None
    if says_it_as_one(said.parser, read.without[0]):
        return None
    if read.asked and said.parser.parse(read.asked).units:
        return AskNeed((read.asked,))
    return AskInstead()


def _without(said: Utterance, context: Context, read: SaidOtherwise) -> Act | None:
    """Return the need without what is named and with what is added.

    What it does not hold is said, and changes nothing.
    """
    parser, need = said.parser, need_of(said.parser, context)
    gone: list[str] = []
    for left_out in read.without:
        meant = parser.parse(left_out.named)
        names = {name for unit in meant.units for name in own_names(unit)}
        held = [unit.names[-1] for unit in need.units if names & set(unit.names)]
        if not held and not read.asked:
            if says_it_as_one(parser, left_out):
                return None
            return AskInstead(left_out.named if any(unit.meanings for unit in meant.units) else "")
        gone += held
    if not gone:
        return (
            _instead(parser, context, read.asked) if read.begins_without or read.instead else None
        )
    added = (read.asked,) if read.asked and parser.parse(read.asked).units else ()
    return Correct(tuple(gone), added)


def _instead(
    parser: Parser,
    context: Context,
    asked: str,
    *,
    for_others: bool = False,
    for_whom: bool = False,
    asks_on: bool = False,
) -> Act | None:
    """Return the need with another audience or place, or another subject.

    Where `for_others`, the subject stays. Where the words say none, it is asked which, but where
    they ask something of the open card (`asks_on`).
    """
    units = parser.parse(asked).units
    kinds = {_kind(unit) for unit in units if unit.meanings}
    if not kinds and units and for_whom:
        return _for_people_unknown(parser, context, units)
    if not kinds:
        return None if asks_on else AskInstead()
    if for_others:
        return refined(parser, context, asked, (Facet.AUDIENCE,))
    if None in kinds:
        kept = [unit for unit in need_of(parser, context).units if _kind(unit) is not None]
        named = {_kind(unit) for unit in units}
        if not kept or len(named) > 1:
            return AskNeed((asked,))
    return refined(
        parser, context, asked, (None,) if None in kinds else kinds, place=kinds == {Facet.PLACE}
    )


def _for_people_unknown(parser: Parser, context: Context, units: Sequence[Unit]) -> Act:
    """Return the need for people whom nobody here knows: "plutôt pour les adultes"."""
    gone = (
        unit.names[-1]
        for unit in need_of(parser, context).units
        if unit.about(Facet.AUDIENCE) and not unit.about(Facet.CONCEPT)
    )
    return Correct(tuple(gone), (" ".join(unit.label for unit in units),))


def is_for_others(said: Utterance) -> bool:
    """Tell whether a message says whom the same is for: "plutôt pour les petits à la crèche"."""
    read = read_correction(said.typed)
    units = said.parser.parse(read.asked).units if read.instead and read.asked else ()
    whom = bool(units) and _kind(units[0]) is Facet.AUDIENCE
    return whom and bool(said.holds(ways().leads["for_whom"]))


def _same_for(parser: Parser, context: Context, rest: str, *, besides: bool) -> Act | None:
    """Return the same for another audience or place, where the message names nothing else.

    Where `besides`, it is for one more.
    """
    kinds = {_kind(unit) for unit in parser.parse(rest).units}
    if not kinds or not all(kind in _WHO_AND_WHERE for kind in kinds):
        return None
    return refined(
        parser, context, rest, () if besides else kinds, place=Facet.PLACE in kinds and not besides
    )


def _likewise(said: Utterance, context: Context, whom: str) -> Act | None:
    """Return the same for people whom nobody here knows: "pareil pour les infirmières"."""
    rest = " ".join(without(tokens(whom), ways().leads["likewise"]))
    kinds = {_kind(unit) for unit in said.parser.parse(rest).units if unit.meanings}
    for_whom = said.holds(ways().leads["for_whom"])
    if for_whom and rest:
        replaced = () if None in kinds else kinds or (Facet.AUDIENCE,)
        return refined(said.parser, context, rest, replaced)
    return _same_for(said.parser, context, rest, besides=False)


def own_names(unit: Unit) -> Sequence[str]:
    """Return the names of a unit, but for the theme of what is narrower.

    "pas de vélo" takes no mobility away.
    """
    themes = {f"{Facet.THEME}:{theme}" for theme in unit.about(Facet.THEME)}
    return (
        [name for name in unit.names if name not in themes]
        if len(themes) < len(unit.meanings)
        else unit.names
    )


def _kind(unit: Unit) -> Facet | None:
    """Return whether a unit names a place or an audience, and nothing else that is asked.

    What befalls people is asked for itself: "illettrisme", where "chômeurs" are people.
    """
    befalls = bool(unit.about(Facet.CONCEPT)) and not unit.words[0].endswith(_OF_SEVERAL)
    if befalls and not unit.about(Facet.PLACE):
        return None
    return next((facet for facet in _WHO_AND_WHERE if unit.about(facet)), None)
