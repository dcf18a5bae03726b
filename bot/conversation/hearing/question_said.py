"""What is said of the question of the self-assessment in sight, or of the answer just given.

It is to be read again, its remark is to be seen or taken away, or the answer was a slip: "non
attends, plutôt 1".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, Level, Show
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.utterance import without
from bot.conversation.hearing.ways import ways, words_of
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

OF_RANK = "."  # after a number: it is the rank of a question in what is asked, not its number
_SHORT = 10  # words of what is said of a question


def of_the_question(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear that the question is to be read again, left for another theme, or its remark seen."""
    leads = ways().leads
    if len(said.words) > _SHORT:
        return None
    if said.holds(leads["ones_remark"]) and said.holds(leads["erasing"]):
        return Heard(Level("unremarked"), "the remark is to be taken away")
    if said.holds(leads["ones_remark"]) and said.holds((*leads["sees_again"], *leads["asks"])):
        return Heard(Level("remarked"), "the remark is to be seen")
    if said.holds(leads["like_before"]) or said.says(leads["same_alone"], words_of("fillers")):
        return Heard(Level("same"), "the answer of the question before, again")
    tells = said.begins(leads["stands_at"])  # "on en est au tout début" tells a level
    again = (*leads["erasing"], *leads["begin_again"])
    if said.holds(leads["to_start"]) and not (tells or said.holds(again)):
        return Heard(Level("", f"1{OF_RANK}"), "the first question is to be seen")
    if said.holds(leads["says_again"]):
        return Heard(Show("q", context.question), "the question is to be read again")
    themes = world.nearest_themes(said.need) if said.begins(leads["moves_to"]) else []
    if themes:
        return Heard(Show("assess", f"theme:{themes[0]}"), "the questions of another theme")
    return None


def numbered_question(said: Utterance, _: Context, __: World) -> Heard | None:
    """Open "question 12" of the self-assessment."""
    aside = {*ways().words.ignored, *ways().leads["to_question"]}
    words = [word for word in said.words if word not in aside]
    numbers = numbers_in(words[1:])
    if len(words) != 2 or words[0] not in ways().leads["question_words"] or len(numbers) != 1:
        return None
    return Heard(Show("qn", str(numbers[0])), "a question by its number", "question")


def retaken(said: Utterance, world: World) -> Heard | None:
    """Hear that the answer just given was a slip, and the level to write in its stead, if told.

    "non, 0" answers the question in sight: what it says twice is no slip.
    """
    leads = ways().leads
    slips = said.holds((*leads["takes_back"], *leads["slips"]))
    opens = said.begins((*leads["slips"], *leads["no_begins"]))
    if not (slips and opens) or said.is_question or len(said.words) > _SHORT:
        return None
    left = words_left(said, (*leads["slips"], *leads["takes_back"]))
    telling = [word for word in left if word not in _aside(leads["no_begins"])]
    if not telling:
        return Heard(Level("before"), "the answer before was a slip")
    value = _value(left, telling, world)
    return Heard(Level(value, "before"), "another level for the answer before") if value else None


def words_left(said: Utterance, expressions: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a message without some expressions, the longest of them first."""
    longest_first = sorted(expressions, key=lambda each: -len(tokens(each)))
    known = ways().words.ignored - ways().words.numbers.keys()
    return tuple(word for word in without(said.words, longest_first) if word not in known)


def _aside(expressions: Iterable[str]) -> set[str]:
    """Return the words that grade an answer or refuse one, and tell no level."""
    words = {word for each in (*ways().leads["grading"], *expressions) for word in tokens(each)}
    return words - ways().words.numbers.keys() - ways().words.nothing


def _value(left: Sequence[str], telling: Sequence[str], world: World) -> str:
    """Return the level that words give by its name or its value, "" where they say more."""
    levels, known = world.collection.assessment.levels, ways().words
    for level in levels:
        name = [word for word in tokens(level.label) if word not in known.ignored]
        others = [word for word in left if word not in name]
        if set(name) <= set(left) and set(others).isdisjoint(telling):
            return str(level.value)
    if len(telling) != 1:
        return ""
    word = telling[0]
    if word == "0" or word in known.nothing:
        return "0"
    numbers = [1] if word in known.articles else numbers_in([word])
    return str(numbers[0]) if numbers and numbers[0] in {each.value for each in levels} else ""
