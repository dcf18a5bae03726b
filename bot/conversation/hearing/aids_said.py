"""What a message asks of live aids: those of a need, those kept, their calendar."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.acts import (
    EVERY_AID,
    OfSeen,
    OpenAids,
    Show,
)
from bot.conversation.data import heard
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.cues import bears
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.subjects_said import is_named, kinds_of_aid, subject_of
from bot.conversation.hearing.times import date_said
from bot.conversation.hearing.ways import ways, words_of
from matching.need import Facet
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.matter import Matter
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

CLOSES_SOON = ("close", "soon")  # sorts of words of fr/cues.yaml
_SHORT = 8  # words of what goes on with aids


def kept_aids(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return the aids kept, the folder where only cards are.

    Of an aid in sight, "rappelle-moi avant la date" keeps it.
    """
    ids = tuple(
        each
        for each in (*pointed.ids, *filter(None, (context.card,)))
        if each in world.live.records
    )[:1]
    if ids and ids[0] not in context.kept_aids and said.holds(ways().leads["keep_this"]):
        return OfSeen("keep", ids, said.typed)
    return Show("keptaids" if context.kept_aids or not context.folder else "folder")


def calendar(_: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return the deadlines for a calendar: of the aid meant, else of all those kept."""
    ids = tuple(
        each
        for each in (*pointed.ids, *filter(None, (context.card,)))
        if each in world.live.records
    )
    return OfSeen("calendar", ids) if ids else Show("keptics")


def aids(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return the aids asked for: those that close or are new, of a need, of a card, or all.

    "Toutes les aides" are all of them, whatever one follows.
    """
    if said.folded in ways().kinds["aids"].whole:
        news = (*ways().leads["new_aids"], *ways().leads["news_alone"])
        return OpenAids(new=bool(said.holds(news)))
    if before := date_said(said.words):
        return OpenAids(before=before)
    if of_list := _of_the_list(said, context, world):
        return of_list
    about = "" if _names_ourselves(said) else subject_of(said)
    if said.holds(ways().leads["every_aid"]) and _names_only(about, ways().leads["every_aid"]):
        return OpenAids(EVERY_AID)
    named = any(unit.meanings and unit.label in about for unit in said.need.subject)
    ends = not named and said.holds((*ways().leads["until_when"], *ways().leads["closes_first"]))
    if ends or said.holds(ways().leads["closing"]) or bears(said, *CLOSES_SOON):
        return OpenAids(closing=True)
    if said.holds(ways().leads["new_aids"]) and not named:
        return OpenAids(new=True)
    seen = (*pointed.ids, *filter(None, (context.card,)))
    if about and (not seen or not said.holds(ways().leads["seen_things"])):
        return OpenAids(about)
    return OpenAids(seen[0] if seen else _just_sought(said, context, world))


def _names_ourselves(said: Utterance) -> bool:
    """Tell whether aids are for communes as such, and no subject: "aides aux communes rurales"."""
    subjects = [unit for unit in said.need.subject if unit.meanings]
    ourselves = words_of("ourselves", "of_aids")
    return bool(subjects) and all(ourselves.issuperset(unit.words) for unit in subjects)


def _of_the_list(said: Utterance, context: Context, world: World) -> Act | None:
    """Return what is asked of the aids listed: which closes first, or those of some kinds."""
    if first := first_to_close(said, context, world):
        return OfSeen("deadline", (first,), said.typed)
    kinds = narrowed(said, context, world)
    return OpenAids(kinds=kinds, without=not said.holds(_alone())) if kinds else None


def _just_sought(said: Utterance, context: Context, world: World) -> str:
    """Return the need or the theme in sight, where "des aides ouvertes pour ça ?" speaks of it."""
    of_those = said.holds(ways().leads["seen_things"]) or said.words[0] in ways().words.goes_on
    if not of_those:
        return ""
    first = world.collection.cards.get(next(iter(context.listed), ""))
    if context.sight == Sight.GUIDE and first:
        return world.collection.themes[first.theme].short
    return context.need if first or context.of_aids else ""


def _names_only(about: str, leads: Iterable[str]) -> bool:
    return set(tokens(about)) <= {word for each in leads for word in tokens(each)}


def narrowed(said: Utterance, context: Context, world: World) -> tuple[str, ...]:
    """Return the kinds of aid that the list in sight is narrowed to, or rid of.

    "que les subventions" and "sans les prêts" do, where aids are listed.
    """
    leads = ways().leads
    if not _listed(context, world):
        return ()
    if said.holds(leads["no_loan"]):
        return ("loan",)
    asked = (*_alone(), *leads["follow_without"], *leads["follow_drop"])
    return kinds_of_aid(said) if said.holds(asked) else ()


def goes_on_with_aids(said: Utterance, context: Context, world: World) -> bool:
    """Tell whether aids are sought for another subject or place: "et pour la santé", "à Guise"."""
    none_found = context.of_aids and not context.seen
    if not (listed_aids(context, world) or none_found) or len(said.words) > _SHORT:
        return False
    if said.is_question and not said.begins(ways().leads["same"]):
        return False
    only_a_place = said.need.places and names_only(said, Facet.PLACE)
    return bool(only_a_place or (said.begins(ways().leads["same"]) and is_named(said)))


def _alone() -> tuple[str, ...]:
    """Return what says that some kinds of aid alone are wanted."""
    return (*ways().leads["follow_only"], *ways().leads["only_these"])


def asks_first(said: Utterance, context: Context, world: World) -> bool:
    """Tell whether it is asked which aid of the list in sight closes first."""
    return bool(first_to_close(said, context, world))


def first_to_close(said: Utterance, context: Context, world: World) -> str:
    """Return the aid of the last list that closes first, "" where that is not asked."""
    listed = listed_aids(context, world)
    dated = [each for each in listed if world.live.records[each].aid.deadline]
    if not dated or not said.holds(ways().leads["closes_first"]):
        return ""
    return min(dated, key=lambda each: str(world.live.records[each].aid.deadline))


def _listed(context: Context, world: World) -> tuple[str, ...]:
    """Return the aids of the list in sight, none where one is open."""
    return () if context.card else listed_aids(context, world)


def listed_aids(context: Context, world: World) -> tuple[str, ...]:
    """Return the aids of the last list, though one of them is open; none where a card is."""
    if context.card and context.card not in context.listed:
        return ()
    return tuple(each for each in context.listed if each in world.live.records)


def begins_with_aids(said: Utterance) -> bool:
    """Tell whether a message is aids and their subject: "aides santé", not "aides à domicile"."""
    led = said.begins(ways().leads["aids_of"]) and len(said.words) <= _SHORT
    first = said.words[0] if said.words else ""
    inside = any(unit.meanings and first in unit.words for unit in said.need.units)
    return led and not inside and any(unit.meanings for unit in said.need.subject)


def fund_in(words: Iterable[str], world: World) -> str:
    """Return the acronym of the fund that folded words name first, "" for none: "la DETR".

    A fund is money that has its own dates, whether or not it is among the open aids.
    """
    named = (world.ear.acronyms.get(word, "") for word in words)
    return next((each for each in named if each in _funds()), "")


@cache
def _funds() -> frozenset[str]:
    return frozenset(heard("written")["funds"])


def fresh(said: Utterance, context: Context, world: World, _: Pointed) -> Act | None:
    """Return how fresh the list of open aids is, or how many the weekly message would tell."""
    leads = ways().leads
    if context.sight == Sight.SUBSCRIPTION and said.holds(leads["how_many"]):
        return Show(ways().kinds["follow_preview"].does)
    if context.card in world.collection.cards and not said.holds(leads["aids_listed"]):
        return None  # "elle date de quand, cette info" asks it of the open card
    return Show(ways().kinds["aids_fresh"].does)


def asks_how_fresh(matter: Matter) -> bool:
    """Tell whether a message asks how fresh or how long the list of open aids is."""
    said, leads = matter.said, ways().leads
    of_message = matter.context.sight == Sight.SUBSCRIPTION
    if matter.context.card or of_message or not said.holds(leads["fresh"]):
        return False
    listed = any(each in matter.world.live.records for each in matter.context.listed)
    if not (listed or said.holds(leads["aids_listed"])):
        return False
    aside = words_of("fresh", "aids_listed")
    subjects = (unit for unit in said.need.subject if unit.meanings)
    return all(aside.issuperset(unit.words) for unit in subjects)


def is_of_aids(matter: Matter) -> bool:
    """Tell whether a message asks of open aids what is new, until when, or some of those listed."""
    said, context, leads = matter.said, matter.context, ways().leads
    ends = bool(said.holds(leads["until_when"])) and not context.card
    unseen = not (context.seen or context.sight) and said.holds(leads["to_apply"])
    return bool(
        said.holds(leads["new_aids"])
        or (said.holds(leads["fund_asked"]) and fund_in(said.words, matter.world))
        or date_said(said.words)
        or (ends and (is_named(said) or unseen))
        or begins_with_aids(said)
        or said.ends(leads["aids_last"])
        or asks_first(said, context, matter.world)
        or narrowed(said, context, matter.world)
    )
