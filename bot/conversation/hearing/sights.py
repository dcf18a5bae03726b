"""What a few words say to the screen in sight.

They say a level, a theme's number, what to follow, or a yes to "Tout effacer ?".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import (
    AskNeed,
    ChooseTheme,
    Heard,
    NotThere,
    OfSeen,
    Show,
    TellPlace,
)
from bot.conversation.hearing.answering import answered, left_over, level_said
from bot.conversation.hearing.assess_said import chosen_to_assess
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.erasing_said import part_meant
from bot.conversation.hearing.files_said import shape_said
from bot.conversation.hearing.following_seen import subscription_said
from bot.conversation.hearing.forms import levelled
from bot.conversation.hearing.just_answered import just_answered
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.place_corrected import after_a_place
from bot.conversation.hearing.place_said import without_denied
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import LAST, ways, words_of
from bot.conversation.homonyms import MOST_OFFERED, ordered, told_by, unsure_place
from bot.conversation.known_acts import Overview
from matching.need import Facet
from matching.verdict import Outcome
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_LONGEST = 14  # words of an answer to a screen
_LONGEST_STORY = 80  # words of an answer to a question of the self-assessment
_SHORT = 6  # words of a message that only names a sort of file or another theme
_SHORT_REFUSAL = 10  # words of one that says more than no
_BEGINS, _OF_ONES_DATA = ("assess", "assessment"), ("mydata", "privacy")
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
    leads, aside = ways().leads, words_of("fillers", "hesitates")
    first = next((i for i, word in enumerate(said.words) if word not in aside), 0)
    after = Utterance(" ".join(said.words[first:]), said.parser)
    every = (said, after) if first else (said,)
    begins = any(each.begins(leads[f"{answer}_begins"]) for each in every)
    return begins and words_of(f"{answer}_words").issuperset(said.words)


def offered(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take a yes for the button that begins something, where it comes first.

    "combien de temps" asks it of what is kept, where that was just told.
    """
    verbs = {buttons.read(data)[0] for _, data in context.doors}
    if not verbs.isdisjoint(_OF_ONES_DATA) and said.says(ways().leads["how_long_alone"], ()):
        return Heard(Show("privacy", "how_long"), "how long what is kept is kept", "privacy")
    if not verbs.isdisjoint(_OF_ONES_DATA) and said.says(ways().leads["who_reads_alone"], ()):
        return Heard(Show("privacy", "who_reads"), "who reads what is kept", "privacy")
    short = len(said.words) <= _SHORT and not said.is_question
    if not verbs.isdisjoint(_OF_ONES_DATA) and short and said.begins(ways().leads["erasing"]):
        return Heard(Show(ways().kinds["erase"].does), "what was just told of is to be erased")
    door = buttons.read(context.doors[0][1]) if context.doors else ("", "")
    begins = _BEGINS if context.following else (*_BEGINS, "subscribe")
    if door[0] in _BEGINS and (chosen := chosen_to_assess(said, world)):
        return Heard(chosen, "what is chosen of the self-assessment", "assess")
    if door[0] not in begins or not _says(said, "yes"):
        return None
    return Heard(Show(*door), "a yes to what is offered first")


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
    if _says(said, "no") or _backs_out(said):
        return Heard(Show(*buttons.read(no)), "a no to what was asked")
    return None


def _backs_out(said: Utterance) -> bool:
    """Tell whether someone wants nothing done after all: "oups non je voulais pas"."""
    leads = ways().leads
    return (
        len(said.words) <= _SHORT_REFUSAL
        and bool(said.holds(leads["backs_out"]))
        and not (said.is_question or said.begins(leads["agrees"]))
    )


def _confirm_place(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take a yes, a no, or another place, said of the place that is offered."""
    if heard := _confirm(said, context, world):
        return heard
    if said.need.places and said.begins(ways().leads["no_begins"]):
        return Heard(TellPlace(without_denied(said)), "another place than the one offered")
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


def _assessment(said: Utterance, context: Context, world: World) -> Heard | None:
    form = levelled(said.words)
    if (form and form.kind == "begun") or _says(said, "yes"):
        stopped = Show("assess", "resume") if context.question else Show("assess", "all")
        return Heard(stopped, "a yes to the self-assessment")
    if _says(said, "no"):
        return Heard(Show("assessment-pause"), "a no to the self-assessment")
    challenges = [each for each in world.collection.challenges if said.folded == str(each)]
    if challenges:
        return Heard(Show("assess", said.folded), "a challenge by its number")
    if rank := _rank_of_a_challenge(said, world):
        return Heard(Show("assess", rank), "a challenge by its rank")
    if chosen := chosen_to_assess(said, world):
        return Heard(chosen, "what is chosen of the self-assessment", "assess")
    if not context.question and _answers_already(said, world):
        return Heard(Show("assess", "all"), "an answer before any question: they begin")
    return left_over(said, world)


def _answers_already(said: Utterance, world: World) -> bool:
    """Tell whether a message answers before any question, and finds no card as a need.

    "plutôt oui, une assistante sociale passe" does; "on n'a plus de médecin" is a need.
    """
    leads = ways().leads
    led = said.begins((*leads["yes_begins"], *leads["no_begins"]))
    found = world.matcher.rank(said.need).outcome is Outcome.FOUND
    return bool(level_said(said, world)) and (led or not found)


def _to_the_question(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take what is said of the answer just given, else the answer to the question in sight."""
    return just_answered(said, context, world) or answered(said, context, world)


def _rank_of_a_challenge(said: Utterance, world: World) -> str:
    """Return the challenge that "le premier thème" or "le dernier enjeu" names, "" for none."""
    leads, known = ways().leads, [str(each) for each in world.collection.challenges]
    numbers = numbers_in(said.words)
    aside = ways().words.ignored | words_of("challenge", "theme_words", "fillers", "begins_with")
    left = [word for word in said.words if word not in aside and not numbers_in([word])]
    named = said.holds((*leads["challenge"], *leads["theme_words"]))
    if left or not named or len(numbers) != 1 or not LAST <= numbers[0] <= len(known):
        return ""
    return known[numbers[0] - 1 if numbers[0] > 0 else LAST]


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
    aside = words_of("which_place")
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


def _of_a_guide(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take what is asked beside a guide: its examples, or the guide of another theme too.

    "juste les exemples", "et sur l'énergie ?" and "non, plutôt la culture" ask for these.
    """
    leads = ways().leads
    subjects = [unit for unit in said.need.subject if unit.meanings]
    if said.holds(leads["asks_examples"]) and not subjects and context.listed:
        theme = world.collection.themes[world.collection.cards[context.listed[0]].theme]
        where = " ".join(unit.label for unit in said.need.units if unit.about(Facet.PLACE))
        if where:
            return Heard(AskNeed((f"{theme.short} {where}",)), "the guide's theme there", "need")
        return Heard(Show("list", ",".join(context.listed)), "the cards of the guide", "open")
    led = said.begins((*leads["same"], *leads["instead"])) or said.begins(leads["about"])
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
    Sight.OFFERING_PLACE: _confirm_place,
    Sight.PLACE: after_a_place,
    Sight.EXPORT: _export,
    Sight.WHICH_ERROR: _which_error,
    Sight.WHICH_PLACE: _which_place,
    Sight.THEMES: _theme,
    Sight.GUIDE: _of_a_guide,
    Sight.SUBSCRIPTION: subscription_said,
    Sight.ASSESSMENT: _assessment,
    Sight.QUESTION: _to_the_question,
}
