"""The acronyms and bodies that a message names.

It finds those too that a message asks about and nobody here knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import Define
from matching.need import Facet
from matching.words import fold, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World
    from knowledge.vocabulary import Acronym
    from matching.need import Unit

_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*\b")
_LONGEST = 9  # letters of an acronym
_MOST = 3
_MOST_WORDS = 12  # of a message that only asks what a body is, and of a name


def bodies_in(
    said: Utterance, world: World
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the acronyms, the partners (ids) and the unknown names of a message.

    They are those that it asks about, in its order.
    """
    asking = ways().leads["asking_what"]
    words = [word for word in said.words if word not in ways().words.ignored and word not in asking]
    by_name = world.ear.acronyms
    acronyms = [by_name[word] for word in words if word in by_name]
    if said.holds(ways().leads["asks_meaning"]):
        acronyms += [
            acronym
            for expansion, acronym in world.ear.expansions.items()
            if expansion in _padded(said)
        ]
    if said.need.places:
        acronyms = [each for each in acronyms if each not in _of_each_place(world)]
    partners, _ = _partners_and_rest(said, (), world)
    known = {fold(each) for each in acronyms}
    if acronyms or partners:
        spoken = {each.partner for each in world.collection.acronyms if each.acronym in acronyms}
        return (
            tuple(dict.fromkeys(acronyms))[:_MOST],
            tuple(dict.fromkeys(p for p in partners if p not in spoken))[:1],
            (),
        )
    french = world.matcher.parser.lexicon.french
    capitals = (
        {fold(word) for word in _CAPITALS.findall(said.typed)}
        if not said.typed.isupper()
        else set()
    )
    as_typed = {reading.read for reading in said.text.words}
    places = {word for unit in said.need.units if unit.about(Facet.PLACE) for word in unit.words}
    places |= {word for name in said.need.elsewhere for word in tokens(name)}
    unknown = [
        word for word in words if word not in known | places and word.isalpha() and word in as_typed
    ]
    unknown = [word for word in unknown if 1 < len(word) <= _LONGEST]
    unknown = [word for word in unknown if word in capitals or not french.knows(word)]
    return (), (), tuple(dict.fromkeys(unknown))[:1]


def _padded(said: Utterance) -> str:
    return f" {' '.join(said.words)} "


def named_alone(said: Utterance, world: World) -> Define | None:
    """Return what says what a body or an acronym is, where a short message asks that.

    It does too where the message only names it. A bare acronym is a need, unless a question mark
    follows it; a body's own name is not: "CIAS ?", "la CAF".
    """
    if len(said.words) > _MOST_WORDS:
        return None
    acronyms, left = _acronyms_and_rest(said, world)
    partners, left = _partners_and_rest(said, left, world)
    asks = bool(said.holds(ways().leads["asks_meaning"]))
    if not (acronyms or partners) or any(word not in _aside(asks=asks) for word in left):
        return None
    bodies = [
        *partners,
        *(each.partner for each in acronyms if each.partner in world.collection.partners),
    ]
    if bodies and (
        said.holds(ways().leads["asks_body"])
        if asks
        else not said.is_question and _is_own_name(said, bodies[0], world)
    ):
        return Define(partners=(bodies[0] or "",))
    if acronyms and (asks or said.is_question):
        return Define(tuple(dict.fromkeys(each.acronym for each in acronyms))[:_MOST])
    return Define(partners=tuple(partners[:1])) if partners and asks else None


def things_in(said: Utterance, world: World) -> tuple[str, ...]:
    """Return the acronyms that a message spells and that name no body: "la CTG", not "la CAF"."""
    spelt, _ = _acronyms_and_rest(said, world)
    things = (each.acronym for each in spelt if not names_its_body(each, world))
    return tuple(dict.fromkeys(things))[:_MOST]


def names_its_body(acronym: Acronym, world: World) -> bool:
    """Tell whether an acronym is how its body is called."""
    body = world.collection.partners.get(acronym.partner or "")
    if body is None:
        return False
    return fold(acronym.acronym) in map(fold, (body.name, body.full_name, *body.aliases))


def acronym_named(name: str, world: World) -> Acronym | None:
    """Return the acronym that is spelt so, however it is typed, old names of it included."""
    words = tokens(name)
    by_name = world.ear.acronyms
    bare = [word for word in words if word not in ways().words.ignored]
    found = by_name.get("".join(words)) or by_name.get("".join(bare))
    return next((each for each in world.collection.acronyms if each.acronym == found), None)


def _aside(*, asks: bool) -> frozenset[str]:
    return ways().words.ignored | frozenset(ways().leads["asking_what"] if asks else ())


def _acronyms_and_rest(said: Utterance, world: World) -> tuple[list[Acronym], list[str]]:
    """Return the acronyms in a message, and its other words.

    Acronyms are met by their letters or by the words they stand for.
    """
    by_name = world.ear.acronyms
    known = {each.acronym: each for each in world.collection.acronyms}
    words = list(said.read if len(said.read) == len(said.words) else said.words)
    found: list[Acronym] = []
    left: list[str] = []
    i = 0
    while i < len(words):
        for end in range(min(len(words), i + _MOST_WORDS), i, -1):
            typed, read = ("".join(each[i:end]) for each in (said.words, words))
            whole = world.ear.expansions.get(f" {' '.join(words[i:end])} ")
            acronym = by_name.get(typed) or by_name.get(read) or whole
            if acronym and _is_spelt(said, said.words[i:end], acronym):
                found.append(known[acronym])
                i = end
                break
        else:
            left.append(words[i])
            i += 1
    return found, left


def _is_spelt(said: Utterance, words: Sequence[str], acronym: str) -> bool:
    """Tell whether words spell an acronym out: "un CCAS" is not UNCCAS, nor "ça" CA."""
    if words[0] not in ways().words.ignored or all(len(word) == 1 for word in words):
        return True
    return len(words) == 1 and acronym in said.typed and not said.typed.isupper()


def _partners_and_rest(
    said: Utterance, words: Sequence[str], world: World
) -> tuple[list[str], list[str]]:
    """Return the bodies that a message names, and the words that name none."""
    units = [
        unit
        for unit in said.need.units
        if unit.about(Facet.PARTNER)
        and not _is_implied(unit, world)
        and not (said.need.places and _has_its_own(unit, world))
    ]
    named = [
        each
        for unit in units
        for each in unit.about(Facet.PARTNER)[:1]
        if each in world.collection.partners
    ]
    inside = {word for unit in units for word in unit.words}
    return named, [word for word in words if word not in inside]


def _has_its_own(unit: Unit, world: World) -> bool:
    """Tell whether each place has such a body of its own: "la com de com de Thiérache"."""
    bodies = (world.collection.partners.get(each) for each in unit.about(Facet.PARTNER)[:1])
    return any(body.many for body in bodies if body)


def _of_each_place(world: World) -> frozenset[str]:
    """Return the acronyms of bodies that each place has of its own: "la CC du Pays de Lumbres"."""
    partners = world.collection.partners
    many = {each for each, partner in partners.items() if partner.many}
    return frozenset(each.acronym for each in world.collection.acronyms if each.partner in many)


def _is_implied(unit: Unit, world: World) -> bool:
    """Tell whether an expression names no body, and only implies one.

    "conseil municipal des jeunes" implies the communes, and has no word of their name.
    """
    bodies = [world.collection.partners.get(each) for each in unit.about(Facet.PARTNER)[:1]]
    names = [name for body in bodies if body for name in (body.name, body.full_name)]
    said = {stem(word) for word in unit.words}
    return bool(unit.about(Facet.CONCEPT)) and said.isdisjoint(
        stem(word) for name in names for word in tokens(name)
    )


def _is_own_name(said: Utterance, partner: str, world: World) -> bool:
    """Tell whether a message is the proper name of a body.

    A name made of common words ("centre social") is a need first.
    """
    body, knows = world.collection.partners[partner], world.matcher.parser.lexicon.french.knows
    proper = sum(letter.isupper() for letter in body.name) > 1
    proper = proper or not all(knows(word) for word in tokens(body.name) if len(word) > 1)
    bare = said.words[1:] if said.words[0] in ways().words.before_number else said.words
    return proper and any(
        tuple(tokens(name)) in (said.words, bare) for name in (body.name, body.full_name)
    )
