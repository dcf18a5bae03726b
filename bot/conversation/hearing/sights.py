"""What a few words say to the screen in sight.

They say a level, a theme's number, what to follow, or a yes to "Tout effacer ?".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import (
    ChooseTheme,
    Follow,
    FollowWhen,
    Heard,
    NotThere,
    OfSeen,
    Show,
    TellPlace,
)
from bot.conversation.hearing.answering import answered, left_over
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.erasing_said import part_meant
from bot.conversation.hearing.files_said import shape_said
from bot.conversation.hearing.following_said import (
    after,
    followed_alone,
    kinds_of_aid,
    parted,
    replacement,
    subjects_of,
)
from bot.conversation.hearing.forms import levelled
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.place_corrected import after_a_place
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.times import when_said
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import LAST, ways
from bot.conversation.homonyms import MOST_OFFERED, ordered, told_by, unsure_place
from bot.conversation.known_acts import Overview
from matching.need import Facet
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_LONGEST = 14  # words of an answer to a screen
_LONGEST_STORY = 80  # words of an answer to a question of the self-assessment
_SHORT = 6  # words of a message that only names a sort of file or another theme
_CONFIRMED = {
    Sight.ERASING: ("erase-yes", "erase-no"),
    Sight.STOPPING: ("unsubscribe-yes", "subscription:stay"),
    Sight.CLEARING: ("folder-clear", "folder"),
    Sight.RESTARTING: ("assessment-again", "assessment"),
    Sight.OFFERING_PLACE: ("setplace", "place-no"),
}


def in_sight(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return what a message says to the screen in sight, None where it speaks of something else."""
    reader = _READERS.get(context.sight)
    longest = _LONGEST_STORY if context.sight == Sight.QUESTION else _LONGEST
    return reader(said, context, world) if reader and 0 < len(said.words) <= longest else None


def _says(said: Utterance, answer: str) -> bool:
    """Tell whether a message is a yes or a no and nothing else.

    It begins as one and holds no other word.
    """
    leads = ways().leads
    text, known = (
        " ".join(said.words),
        {word for each in leads[f"{answer}_words"] for word in tokens(each)},
    )
    begins = any(
        f"{text} ".startswith(f"{' '.join(tokens(each))} ") for each in leads[f"{answer}_begins"]
    )
    return begins and all(word in known for word in said.words)


def _confirm_erasing(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take a yes, a no, or what alone is to be erased, said of « Tout effacer ? »."""
    if heard := _confirm(said, context, world):
        return heard
    act = part_meant(said, context, world)
    return Heard(act, "what alone is to be erased", "erase") if act else None


def _confirm(said: Utterance, context: Context, _: World) -> Heard | None:
    """Take a typed "oui vas-y" for the button that confirms, a "non" for the one that does not."""
    yes, no = _CONFIRMED[Sight(context.sight)]
    if _says(said, "yes"):
        data = next((data for _, data in context.doors if data.startswith(f"{yes}:")), yes)
        return Heard(Show(*buttons.read(data)), "a yes to what was asked")
    if _says(said, "no"):
        return Heard(Show(*buttons.read(no)), "a no to what was asked")
    return None


def _theme(said: Utterance, _: Context, world: World) -> Heard | None:
    """Take a number for the theme of that rank."""
    themes, numbers = list(world.collection.themes), numbers_in(said.words)
    left = [
        word
        for word in said.words
        if word not in ways().words.ignored and word not in ways().leads["theme_words"]
    ]
    if len(numbers) != 1 or any(not numbers_in([word]) for word in left):
        return None
    number = numbers[0]
    if number != LAST and number > len(themes):
        return Heard(NotThere(str(number)), "no theme is numbered so")
    return Heard(ChooseTheme(themes[number - 1 if number > 0 else LAST]), "the rank of a theme")


def _subscription(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take a day, an hour, a place, or what is added, left out or alone followed."""
    if context.following and said.folded in ways().leads["takes_back_following"]:
        return Heard(Show(ways().kinds["follow_stop"].does), "the subscription is taken back")
    if context.following and said.says(ways().leads["goes_on_following"], ways().words.ignored):
        return Heard(Show(ways().kinds["follow_resume"].does), "the messages are to go on")
    if said.holds(ways().leads["whole_department"]) and not said.need.places:
        wider = _around_home(context, world)
        return Heard(Follow("only", wider) if wider else Show("subplace"), "all the area around")
    return _when(said, context) or _followed_where(said) or _followed_what(said)


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
            return Heard(FollowWhen(day, hour), "a day or an hour for the message")
    if said.holds(known.leads["other_time"]) or (day < 0 and hour < 0 and _names_a_time(said)):
        return Heard(Show("subtime"), "another time is asked")
    if said.holds(known.leads["send_nothing"]) and said.holds(known.leads["for_a_while"]):
        return Heard(Show("subpause"), "nothing is to be sent for a while")
    return None


def _followed_where(said: Utterance) -> Heard | None:
    """Take the whole region, or a place and no more."""
    leads = ways().leads
    if said.holds(leads["whole_region"]):
        return Heard(Show("subplace", "*"), "the whole region")
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


def _followed_what(said: Utterance) -> Heard | None:
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
    if said.holds(leads["not_wanted"]) and (
        kinds or any(unit.meanings for unit in said.need.subject)
    ):
        return Heard(Follow("drop", subjects_of(said), kinds), "what is not wanted any more")
    for how in ("only", "without", "drop", "add"):
        begins = leads["follow_only_begins"] if how == "only" else ()
        if rest := after(said, (*leads[f"follow_{how}"], *begins)):
            asks = said.is_question or not (kinds or subjects_of(rest))
            return None if asks else Heard(_with_what(how, rest, kinds), f"{how} is said first")
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


def _assessment(said: Utterance, context: Context, world: World) -> Heard | None:
    form = levelled(said.words)
    if (form and form.kind == "begun") or _says(said, "yes"):
        stopped = Show("assess", "resume") if context.question else Show("assess", "all")
        return Heard(stopped, "a yes to the self-assessment")
    return left_over(said, world)


def _export(said: Utterance, _: Context, __: World) -> Heard | None:
    """Take the name of a sort of file for the file."""
    shape = shape_said(said)
    short = len(said.words) <= _SHORT and not said.holds(ways().leads["assess"])
    return Heard(Show("export", shape), "the sort of file wanted") if shape and short else None


def _which_place(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take the département, the town nearby or the postcode of the commune meant.

    "celui du Pas-de-Calais" says the first.
    """
    need = said.parser.refine(context.need, context.dropped, context.added)
    unit = unsure_place(need, world, context.place)
    codes = ordered(unit, world, context.place) if unit else ()
    places = said.need.places or _places_told(said, world)
    aside = {word for each in ways().leads["which_place"] for word in tokens(each)}
    if not codes or not (
        names_only(said, Facet.PLACE, aside) or all(word in aside for word in said.words)
    ):
        return None
    told = told_by(codes, places, world)
    if numbers := [each for each in numbers_in(said.words) if not places]:
        ranked = codes[:MOST_OFFERED]
        told = tuple(
            ranked[each if each == LAST else each - 1] for each in numbers if each <= len(ranked)
        )
    return Heard(Show("where", ",".join(told)), "which commune of that name") if told else None


def _places_told(said: Utterance, world: World) -> tuple[str, ...]:
    """Return the départements and communes that the words name, whatever stands before them."""
    known = world.collection.places
    return tuple(code for code, each in known.departments.items() if fold(each.name) in said.folded)


def _which_error(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take the card that an error was seen in."""
    numbers = [str(each) for each in numbers_in(said.words) if str(each) in world.collection.cards]
    ids = point(said, context, world).ids or tuple(numbers)
    told = said.typed if said.holds((*ways().leads["wrong_part"], *ways().leads["error"])) else ""
    if len(ids) != 1:
        return None
    return Heard(OfSeen("error", ids, told), "the card that the error is in")


def _another_guide(said: Utterance, _: Context, world: World) -> Heard | None:
    """Take the theme whose guide is wanted too: "et sur l'énergie ?", "non, plutôt la culture"."""
    leads = ways().leads
    led = said.begins((*leads["same"], *leads["instead"])) or said.begins(leads["about"])
    subjects = [unit for unit in said.need.subject if unit.meanings]
    of_one = len(subjects) == 1 and not said.need.audiences and not said.need.places
    themes = world.nearest_themes(said.need)
    if not (led and of_one and themes and len(said.words) <= _SHORT):
        return None
    return Heard(Overview(themes[0]), "the guide of another theme", "overview")


_READERS: dict[str, Callable[[Utterance, Context, World], Heard | None]] = {
    Sight.ERASING: _confirm_erasing,
    Sight.STOPPING: _confirm,
    Sight.CLEARING: _confirm,
    Sight.RESTARTING: _confirm,
    Sight.OFFERING_PLACE: _confirm,
    Sight.PLACE: after_a_place,
    Sight.EXPORT: _export,
    Sight.WHICH_ERROR: _which_error,
    Sight.WHICH_PLACE: _which_place,
    Sight.THEMES: _theme,
    Sight.GUIDE: _another_guide,
    Sight.SUBSCRIPTION: _subscription,
    Sight.ASSESSMENT: _assessment,
    Sight.QUESTION: answered,
}
