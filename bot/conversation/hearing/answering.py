"""What is said to the question of the self-assessment in sight is heard here.

It is a level, in one's own words or in a long story, another answer to a question before, that
nobody knows, or what the question means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.conversation.acts import Heard, Level, Show
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.ear import ACT
from bot.conversation.hearing.forms import formed, levelled
from bot.conversation.hearing.question_said import (
    OF_RANK,
    of_the_question,
    retaken,
)
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import LAST, ways
from matching.verdict import Outcome
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World
    from knowledge.assessment import AssessmentLevel

_LIKE = 0.5  # how close to an example an answer to a question is
_PLAIN = 0.3  # how plainly something else is asked for it to be no answer
_SIDE = -0.3  # from which side of the classifier of answers one is an answer
_AFTER_A_YES = -0.7  # the same where it begins with a yes or a no
_BESIDE_A_NEED = -0.1  # the same where the message finds cards as a need
_SHORT = 5  # words of a level said by its value alone
_STORY = 10  # words from which an answer is a story, which tells what is and what was
_SIDE_OF_A_STORY = -0.8  # the side of one that wants nothing
_BEHIND = 0.4  # how much more such a story may lean to what is no answer: it tells of many things
# What tells a level; a yes alone tells no more than that something is begun.
_TELL = frozenset(("begun", "running", "judged", "none", "thinking"))
_VALUES = {"running": "2", "judged": "3"}


_LEVELS = 3  # the highest value of a level
_LONGEST_WISH = 10  # words of a wish for another part of it


class _Answer(NamedTuple):
    """A way of answering, and why it is heard."""

    name: str
    because: str


def answered(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return how a message answers the question in sight, None where it does not."""
    if another := retaken(said, world) or _of_another(said, world):
        return another
    if asked := of_the_question(said, context, world):
        return asked
    if elsewhere := to_another_part(said):
        return elsewhere
    if _asks_of_levels(said, world):
        return Heard(Level("levels_meaning"), "what a level means")
    if given := _by_its_words(said, world):
        return Heard(Level(_value(given.name, said)), given.because)
    if formed(said.words, pointed=False):
        return None
    if left := left_over(said, world):
        return left
    if _asks_an_acronym(said):
        return None
    given = _by_examples(said, world)
    return Heard(Level(_value(given.name, said)), given.because) if given else None


def to_another_part(said: Utterance) -> Heard | None:
    """Hear the wish for another challenge, another question, the result or who can help.

    "l'enjeu 3", "je veux refaire la question 2", "montrez le résultat", "qui peut nous aider".
    """
    leads, numbers = ways().leads, numbers_in(said.words)
    if len(said.words) > _LONGEST_WISH:
        return None
    if said.holds(leads["asks_result"]):
        return Heard(Show(ways().kinds["assess_result"].does), "the result is asked")
    if said.holds(leads["every_challenge"]):
        return Heard(Show("assess", "all"), "all of the self-assessment")
    if said.holds(leads["challenge"]) and len(numbers) == 1 and numbers[0] > 0:
        return Heard(Show("assess", str(numbers[0])), "a challenge by its number")
    if said.holds(leads["other_challenge"]):
        return Heard(Show(ways().kinds["assess"].does), "another challenge")
    of, rest = _reference(said)
    if of.isdecimal() and said.holds(leads["to_question"]) and not rest_tells(rest, said):
        return Heard(Show("qn", of), "a question by its number")
    if said.holds(leads["asks_helpers"]):
        return Heard(Level("meaning"), "who can help is asked")
    return None


def _asks_an_acronym(said: Utterance) -> bool:
    """Tell whether an acronym of the question is asked: "c'est quoi un PETR"."""
    known = said.parser.lexicon.acronyms
    return bool(said.holds(ways().leads["asks_meaning"]) and any(w in known for w in said.words))


def rest_tells(rest: str, said: Utterance) -> bool:
    """Tell whether words beside the number of a question name a level."""
    left = Utterance(rest, said.parser)
    return bool(rest) and levelled(left.words) is not None


def left_over(said: Utterance, world: World) -> Heard | None:
    """Hear the wish to know how many questions are left; of a theme, it is where that stands."""
    if said.holds(ways().leads["left_over"]) and not world.nearest_themes(said.need):
        return Heard(Show("assess-left"), "how many questions are left")
    return None


def level_said(said: Utterance, world: World) -> str:
    """Return the level that a few words tell, "begun" for a yes, "" for none."""
    given = _by_its_words(said, world) or _by_examples(said, world)
    value = _value(given.name, said) if given else ""
    return value if value in _TELL or value.isdecimal() else ""


def level_of_another(said: Utterance, world: World) -> tuple[str, str]:
    """Return the other question that a message names, and the level told of it.

    "la question 1 finalement non" tells both; each is "" where it is not told.
    """
    of, rest = _reference(said)
    for each in sorted(ways().leads["takes_back"], key=len, reverse=True):
        rest = f" {rest} ".replace(f" {' '.join(tokens(each))} ", " ").strip()
    return of, level_said(Utterance(rest, said.parser), world) if rest else ""


def _of_another(said: Utterance, world: World) -> Heard | None:
    """Hear another answer to a question before."""
    leads, (of, level) = ways().leads, level_of_another(said, world)
    if not of and said.holds(leads["takes_back"]) and _is_of_before(said, world):
        of = "before"
    again = of.endswith(OF_RANK) and said.holds(
        (*leads["takes_back"], *leads["to_question"], *leads["sees_again"], *leads["shows"])
    )
    if not of or not (level or again):
        return None
    return Heard(Level(level, of), f"another answer to question « {of} »")


def _reference(said: Utterance) -> tuple[str, str]:
    """Return the question that a message names, and the other words.

    It is "before", its number, or its rank in what is asked ("1.").
    """
    leads, text = ways().leads, f" {' '.join(said.words)} "
    for each in sorted(leads["question_before"], key=len, reverse=True):
        named = f" {' '.join(tokens(each))} "
        if named in text:
            return "before", text.replace(named, " ", 1).strip()
    words = list(said.words)
    before = (*leads["takes_back"], *leads["sees_again"], *leads["shows"])
    for i, word in enumerate(words[:-1]):
        if word in ways().words.ranks and words[i + 1] in leads["question_words"]:
            rank = numbers_in([word])[0]
            return f"{rank}{OF_RANK}", " ".join((*words[:i], *words[i + 2 :]))
        again = leads["takes_back"] if words[i + 1].isdecimal() else before
        if (
            word in leads["the_numbered"]
            and said.holds(again)
            and (of := _taken_back(words[: i + 2]))
        ):
            return of, " ".join((*words[:i], *words[i + 2 :]))
        if word in leads["question_words"] and (numbers := numbers_in(words[i + 1 : i + 2])):
            return str(numbers[0]), " ".join((*words[:i], *words[i + 2 :]))
    return "", " ".join(words)


def _taken_back(words: Sequence[str]) -> str:
    """Return the question whose answer is taken back: "je me suis trompée à la 12", "la première".

    A number that a level has is none, but for "ma réponse à la 2".
    """
    numbers = numbers_in(words[-1:])
    if not numbers or numbers[0] <= 0:
        return ""
    if words[-1] in ways().words.ranks:
        return f"{numbers[0]}{OF_RANK}"
    answers = not ways().leads["the_answer"].words.isdisjoint(words)
    return str(numbers[0]) if answers or numbers[0] > _LEVELS else ""


def _is_of_before(said: Utterance, world: World) -> bool:
    """Tell whether a message takes the answer before back more than it answers."""
    heeded = world.ear.listen(said)
    return heeded.answer()[0] == "before" or heeded.level()[0] == "before"


def _by_its_words(said: Utterance, world: World) -> _Answer | None:
    """Return the level that is called by its name or its value, or said in a form."""
    levels = world.collection.assessment.levels
    level = next((each for each in levels if fold(each.label) == said.folded), None)
    if level is not None:
        return _Answer(str(level.value), "the name of a level")
    if value := _valued(said, levels):
        return _Answer(value, "the value of a level")
    if form := levelled(said.words):
        return _Answer(form.kind, f"the form « {form.written} »")
    return None


def _asks_of_levels(said: Utterance, world: World) -> bool:
    """Tell whether it is asked what a level means, or how two of them differ."""
    leads, numbers = ways().leads, numbers_in(said.words)
    of_one = bool(numbers) and bool(said.holds(leads["a_level"]))
    levels = _named(said, world) or len(numbers) > 1 or of_one or said.holds(leads["the_levels"])
    return bool(levels and said.holds((*leads["asks_level"], *leads["wavers"])))


def _named(said: Utterance, world: World) -> bool:
    """Tell whether a message holds the name of a level."""
    levels = world.collection.assessment.levels
    return bool(said.holds(tuple(fold(each.label) for each in levels)))


def _valued(said: Utterance, levels: Sequence[AssessmentLevel]) -> str:
    """Return the level that "2", "niveau 2" or "la deuxième" says; a rank is counted from 1."""
    grading = {word for each in ways().leads["grading"] for word in tokens(each)}
    words = [word for word in said.words if word not in grading]
    ordered = sorted(levels, key=lambda each: each.value)
    values = [str(each.value) for each in ordered]
    if words and words[0] in values and words[1:] in ([], values[-1:]):
        return words[0]
    left = [word for word in words if word not in ways().words.ignored]
    ranks = numbers_in(left)
    if not left and len(said.words) <= _SHORT and said.words[-1] in ways().words.articles:
        return values[1]  # "d'accord, alors un"
    if len(left) != 1 or len(ranks) != 1 or not LAST <= ranks[0] <= len(values):
        return ""
    return values[ranks[0] - 1 if ranks[0] > 0 else LAST]


def _by_examples(said: Utterance, world: World) -> _Answer | None:
    """Return the way of answering whose examples a message resembles more than any other."""
    heeded = world.ear.listen(said)
    like, near, example = heeded.level()
    sides = heeded.ear.answering.of(said.mended)
    name, side = heeded.answer()
    act, other = heeded.kinds(1)[0]
    leads = ways().leads
    asks = said.is_question or said.begins((*leads["asks_leave"], *leads["asks_fact"]))
    if asks and name in _TELL and like in _TELL:
        return None  # it asks, and answers nothing
    if like and near >= _LIKE and (other < _PLAIN or other < side):
        return _Answer(like, f"it resembles « {example} »")
    because = f"it answers as « {name} » does ({side:.2f}; {act} {other:.2f})"
    least = max(_SIDE_OF_A_STORY, sides.get(ACT, -1.0) - _BEHIND)
    if _is_story(said) and side > least and other < _PLAIN:
        return _Answer(name, because)
    found = world.matcher.rank(said.need).outcome is Outcome.FOUND
    least = _BESIDE_A_NEED if found or said.is_question else _SIDE
    if said.words[0] in (*ways().leads["yes_begins"], *ways().leads["no_begins"]):
        least = _AFTER_A_YES
    return _Answer(name, because) if side > least and side > other else None


def _is_story(said: Utterance) -> bool:
    """Tell whether a message tells something at length, and wants and asks nothing."""
    asked = said.is_question or said.holds((*ways().leads["asks"], *ways().leads["wants"]))
    return len(said.words) >= _STORY and not asked


def _value(name: str, said: Utterance) -> str:
    """Return the level that a way of answering tells, where words beside it tell more.

    What is in place and judged is the highest, what was and is no more is none.
    """
    leads = ways().leads
    says_yes = bool(said.words) and said.words[0] in leads["yes_begins"]
    works = says_yes or bool(said.holds(leads["in_place"]))
    if name == "before" and said.holds(leads["was_so"]):
        name = "none"
    if name == "none" and said.holds(leads["is_spoken_of"]):
        name = "thinking"
    if name == "none" and works and said.holds(leads["not_evaluated"]):
        name = "running"
    if name == "judged" and said.holds(leads["not_evaluated"]):
        name = "running"
    if name == "running" and said.begins(leads["a_little"]):
        name = "begun"  # how far is asked
    if name == "none" and said.holds(leads["nothing_but"]):
        name = "begun"
    if name in ("begun", "running") and said.holds(leads["evaluated"]):
        name = "running" if said.holds(leads["not_evaluated"]) else "judged"
    if name == "begun" and said.holds((*leads["in_place"], *leads["not_evaluated"])):
        name = "running"
    return _VALUES.get(name, name)
