"""What a few words say to the weekly message in sight.

They say a day, an hour, a place, or what is added, left out or alone followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Follow, FollowWhen, Heard, RestUntil, Show, TellPlace
from bot.conversation.hearing.following_said import after, followed_alone, parted, replacement
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.left_out import AROUND
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.needs import is_bare
from bot.conversation.hearing.pause_said import pause_said
from bot.conversation.hearing.subjects_said import kinds_of_aid, subjects_of
from bot.conversation.hearing.times import minutes_said, when_said
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of
from matching.need import Facet
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World


_LONGEST_SUBJECTS = 12  # words of a message that only names subjects
_SHORT = 6  # words of what only asks for the messages to go on


def subscription_said(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take what is said to it, with or without a hesitation before: "en fait enlève l'Oise"."""
    said = _but_for_its_reason(said)
    if heard := _subscription_said(said, context, world):
        return heard
    begun = after(said, ways().leads["changes_ones_mind"])
    return _subscription_said(begun, context, world) if begun and begun.words else None


def _but_for_its_reason(said: Utterance) -> Utterance:
    """Return a message without the end that only says why: "pas de sport, ça me concerne pas"."""
    written = said.typed.replace("’", "'").rstrip(AROUND)
    folded = fold(written)
    ends = [each for each in ways().leads["no_concern"] if folded.endswith(f" {each}")]
    if not ends or len(folded) != len(written):
        return said
    return Utterance(written[: -max(map(len, ends))].rstrip(AROUND), said.parser)


def _subscription_said(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take a day, an hour, a place, or what is added, left out or alone followed."""
    if context.following and said.says(ways().leads["ends_all"], ways().words.ignored):
        return Heard(Show(ways().kinds["follow_stop"].does), "the messages are to end")
    if context.following and _takes_the_pause_back(said, context):
        return Heard(Show(ways().kinds["follow_resume"].does), "there is to be no pause")
    if context.following and said.folded in ways().leads["takes_back_following"]:
        return Heard(Show(ways().kinds["follow_stop"].does), "the subscription is taken back")
    goes_on, short = ways().leads["goes_on_following"], len(said.words) <= _SHORT
    if context.following and (
        said.says(goes_on, ways().words.ignored) or (short and said.begins(goes_on))
    ):
        return Heard(Show(ways().kinds["follow_resume"].does), "the messages are to go on")
    if _asks_how_it_goes_on(said, context):
        return Heard(Show("subscription", "status"), "how the messages go on is asked")
    if said.is_question and said.says(ways().leads["asks_done"], ()):
        return Heard(Show("subscription", "status"), "whether it is noted is asked")
    if said.holds(ways().leads["looks_like"]):
        return Heard(Show(ways().kinds["follow_preview"].does), "what the message would be")
    if said.holds(ways().leads["whole_department"]) and not said.need.places:
        wider = _around_home(context, world)
        return Heard(Follow("only", wider) if wider else Show("subplace"), "all the area around")
    return (
        _when(said, context)
        or _widened(said, context, world)
        or _followed_where(said)
        or _followed_what(said, context)
        or _more(said, context)
    )


def _asks_how_it_goes_on(said: Utterance, context: Context) -> bool:
    """Tell whether it is asked when a pause ends, or how: "pour que ça redémarre je fais quoi"."""
    leads = ways().leads
    asks = said.is_question or said.holds((*leads["asks_how"], *leads["what_to_do"]))
    return bool(context.resting and asks and said.holds(leads["goes_on_again"]))


def _takes_the_pause_back(said: Utterance, context: Context) -> bool:
    """Tell whether the pause is not wanted after all: "finalement non, envoyez quand même"."""
    leads = ways().leads
    sends = said.holds(leads["sends_after_all"]) and not said.holds(leads["send_nothing"])
    undoes = said.says(leads["undoes"], words_of("fillers")) or said.holds(leads["backs_out"])
    return bool(context.resting and (sends or undoes) and not said.is_question)


def _widened(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take the intercommunality of a commune in its place: "je voulais dire l'interco de Roye"."""
    places = world.collection.places
    named = [places.communes[each] for each in said.need.places if each in places.communes]
    if len(named) != 1 or said.is_question or not said.holds(ways().leads["whole_epci"]):
        return None
    wide = places.epcis.get(named[0].epci)
    if wide is None:
        return None
    without = Follow("drop", named[0].name)
    act = (
        Follow("replace", wide.name, (), without) if context.following else Follow("add", wide.name)
    )
    return Heard(act, "the intercommunality of a commune")


def _more(said: Utterance, context: Context) -> Heard | None:
    """Take what is to be followed too, or above all.

    "mettez-moi aussi la santé", "pouvez-vous y adjoindre", "surtout pour les jeunes" say it.
    """
    named = said.need.places or any(unit.meanings for unit in said.need.subject)
    leads = ways().leads
    also = said.holds(leads["followed_too"]) and not (
        said.is_question or said.begins(leads["asks"]) or said.holds(leads["of_practices"])
    )
    if not named or not (also or said.holds(leads["asks_to_add"])):
        return None
    asked, but = parted(said)
    subjects, kinds = subjects_of(asked), kinds_of_aid(asked)
    if not (subjects or kinds):
        return None
    without = Follow("without", subjects_of(but), kinds_of_aid(but)) if but else None
    how = "add" if context.following else "begin"
    return Heard(Follow(how, subjects, kinds, without), "more is to be followed")


def _around_home(context: Context, world: World) -> str:
    """Return the département of the place noted, "" where none is."""
    places = world.collection.places
    commune = places.communes.get(context.place)
    known = places.departments.get(commune.department) if commune else None
    return known.name if known else ""


def _when(said: Utterance, context: Context) -> Heard | None:
    """Take a day or an hour for the message, or a while without any."""
    day, hour = when_said(said.words, context.sent_at)
    known = ways()
    if day >= 0 or hour >= 0:
        named = {
            word
            for names in (*known.times.days.values(), *known.times.hours.values())
            for name in names
            for word in name.split("-")
        }
        aside = named | known.times.hour_words | known.words.ignored | set(known.leads["of_times"])
        if all(word in aside or word[0].isdigit() for word in said.words):
            minutes = minutes_said(said.words)
            return Heard(FollowWhen(day, hour, minutes), "a day or an hour for the message")
    if said.holds(known.leads["other_time"]) or (day < 0 and hour < 0 and _names_a_time(said)):
        return Heard(Show("subtime"), "another time is asked")
    pause = pause_said(said)
    for_a_while = isinstance(pause, RestUntil) or said.holds(known.leads["for_a_while"])
    if said.holds(known.leads["send_nothing"]) and for_a_while:
        return Heard(pause, "nothing is to be sent for a while")
    return None


def _followed_where(said: Utterance) -> Heard | None:
    """Take the whole region, or a place and no more."""
    leads = ways().leads
    if said.holds(leads["whole_region"]):
        return Heard(Show("subplace", "*"), "the whole region")
    if said.need.places and said.holds(leads["after_all_not"]) and not said.is_question:
        return Heard(Follow("drop", subjects_of(said)), "a place that is not to be followed")
    if (
        not said.need.places
        or said.is_question
        or replacement(said)
        or not names_only(said, Facet.PLACE, set(leads["of_times"]))
    ):
        return None
    if said.holds(leads["own_place"]):
        return Heard(TellPlace(said.typed), "one's own place, and no more")
    more = any(said.folded.startswith(f"{each} ") for each in leads["follow_add"])
    return Heard(Follow("add" if more else "only", said.typed), "a place, and no more")


def _followed_what(said: Utterance, context: Context) -> Heard | None:
    """Take what is followed instead of something, added, left out, or alone followed."""
    leads, kinds = ways().leads, kinds_of_aid(said)
    if said.holds(leads["calls_for_projects"]):
        return None  # they are no kind of aid that can be told apart
    if replaced := replacement(said):
        return Heard(replaced, "one thing is followed instead of another")
    if alone := followed_alone(said):
        return Heard(alone, "one thing alone is followed, or everything")
    if said.holds(leads["no_loan"]):
        return Heard(Follow("without", "", ("loan",)), "no loan")
    if kinds and said.holds(leads["leaves_aside"]):
        return Heard(Follow("without", "", kinds), "a kind of aid is left aside")
    if said.holds(leads["not_wanted"]) and (
        kinds or any(unit.meanings for unit in said.need.subject)
    ):
        return Heard(Follow("drop", subjects_of(said), kinds), "what is not wanted any more")
    for how in ("only", "without", "drop", "add"):
        begins = leads["follow_only_begins"] if how == "only" else ()
        if rest := after(said, (*leads[f"follow_{how}"], *begins)):
            asks = said.is_question or not (kinds or subjects_of(rest))
            return None if asks else Heard(_with_what(how, rest, kinds), f"{how} is said first")
    return _only_named(said) or _named_at_once(said, context)


def _named_at_once(said: Utterance, context: Context) -> Heard | None:
    """Take the subjects told just after a subscription to everything: "le logement"."""
    just_begun = context.did == Follow.__name__ and context.follows_all
    known = all(unit.meanings for unit in said.need.units) and is_bare(said)
    other = said.folded in ways().by_whole or formed(said.words, pointed=False)
    if not (just_begun and known) or other or said.is_question or len(said.words) > _SHORT:
        return None
    return Heard(Follow("add", said.typed), "what is to be followed, told at once")


def _only_named(said: Utterance) -> Heard | None:
    """Take subjects and no more: "pour la santé et l'école" adds, "plutôt les seniors" replaces."""
    for how, lead in (("only", "follows_rather"), ("add", "follows_for")):
        rest = after(said, ways().leads[lead])
        if rest is None or said.is_question or len(said.words) > _LONGEST_SUBJECTS:
            continue
        subjects = subjects_of(rest)
        aside = ways().words.ignored | words_of("fillers", "also")
        named = {word for unit in rest.need.units if unit.meanings for word in unit.words}
        if subjects and aside.union(named).issuperset(rest.read):
            return Heard(Follow(how, subjects), "subjects, and no more")
    return None


def _with_what(how: str, rest: Utterance, kinds: tuple[str, ...]) -> Follow:
    """Return what follows the word of a change: "ajoutez" "la culture mais pas les prêts"."""
    asked, but = parted(rest) if how == "add" else (rest, None)
    if but is None:
        return Follow(how, rest.typed, kinds)
    without = Follow("without", subjects_of(but), kinds_of_aid(but))
    return Follow(how, asked.typed, kinds_of_aid(asked), without)


def _names_a_time(said: Utterance) -> bool:
    known = ways().times
    names = {word for each in (*known.days.values(), *known.hours.values()) for word in each}
    return any(word in names or word in known.hour_words for word in said.words)
