"""What a message asks, in its context.

Who wins where several acts are possible stands here, in order: 1 a danger; 2 what was awaited; 3
the label of a button in sight; 4 several orders or questions, one after the other; 5 exact words;
6 what it resembles: a question about what is in sight, a wish, a correction or a change of place
or audience; 7 a need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import (
    Alarm,
    AskNeed,
    Awaited,
    Courtesy,
    Heard,
    Show,
)
from bot.conversation.hearing.again_said import gone_on
from bot.conversation.hearing.aids_in_sight import of_the_aids
from bot.conversation.hearing.asked_last import asked_last
from bot.conversation.hearing.body_in_sight import of_the_body
from bot.conversation.hearing.by_name import by_name
from bot.conversation.hearing.chosen_said import chosen
from bot.conversation.hearing.cues import cued
from bot.conversation.hearing.erasing_said import erased_in_part
from bot.conversation.hearing.exact import SHORT, exactly, heard_as, named, whole
from bot.conversation.hearing.files_said import shape_said
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.in_turn import in_turn
from bot.conversation.hearing.judging import judge
from bot.conversation.hearing.manners_said import of_ones_own_case, suggested, will_do
from bot.conversation.hearing.narrowing import narrowed
from bot.conversation.hearing.needs_seen import of_the_needs
from bot.conversation.hearing.none_open import none_was_open
from bot.conversation.hearing.noting import noted
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.question_said import numbered_question
from bot.conversation.hearing.sights import in_sight, offered
from bot.conversation.hearing.supposed import only_supposed
from bot.conversation.hearing.undoing import undone
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.known_acts import AskTambour
from bot.conversation.personal import without_personal
from matching.verdict import Outcome
from matching.words import tokens

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

IN_ONES_WORDS = frozenset(
    ("comment", "reason", "error", "remark", "foldertitle", "foldernote")
)  # awaited: anything said is it, but for the wish to stop
_WRITTEN = frozenset(("comment", "foldertitle", "foldernote"))
_SENT = frozenset(("remark", "reason", "error"))  # awaited: what is said is sent to the curator
_PLACE, _PLACE_CHANGE = "place", "place_change"  # awaited; what may be said of it then
_ABOUT_THE_BOT = frozenset(("tambour", "privacy", "kept_now"))
# Screens that one may ask for where one was about to write something.
_OTHER_SCREENS = frozenset(
    ("folder", "print", "clear", "assess", "assess_result", "assess_export", "assess_weak",
     "assess_strong", "assess_pause", "help", "themes", "keep", "unkeep", "folder_note",
     "folder_title", "open", "mydata", "erase", "follow", "folder_order")
)  # fmt: skip
# What may follow a danger told before, and is answered as it is.
_CALM = frozenset(("thanks", "bye", "danger"))
_THANKS = frozenset(("thanks",))
_STOPS = frozenset(("stop", "bye", "privacy", "mydata", "erase"))
_PLAIN_QUESTION, _LONGEST_QUESTION = 0.3, 14  # of one about the bot: its score, its words
_ENDS = frozenset(",.;:!?")  # what stands between a remark and its question
_PLAIN = 0.5  # how plainly something else is asked for a danger told before to be over
# "allo", "au secours", "stop".
_SAID_IN_FEAR = frozenset(("greet", "help", "stop", "nod", "useless", "useful", "human"))


def hear(text: str, context: Context, world: World, *, explained: bool = False) -> Heard:
    """Return what a message asks, why, and what else it could have been. Any text gives an act.

    `explained`: the reason names the example that the message resembles, which takes a little
    longer.
    """
    said = Utterance(text, world.matcher.parser)
    for step in _AS_TYPED:
        heard = step(said, context, world)
        if heard is not None:
            return heard
    said = Utterance(without_personal(text, world.contact_names) or text, world.matcher.parser)
    for step in _STEPS:
        heard = step(said, context, world)
        if heard is not None:
            return heard
    return judge(said, context, world, explained=explained)


def _danger(said: Utterance, context: Context, _: World) -> Heard | None:
    told = said.text.danger.emergencies
    if not told or context.awaited in IN_ONES_WORDS or only_supposed(said, context, told):
        return None
    if told == said.text.danger.named and said.need.units:
        return Heard(
            AskNeed((said.typed,)),
            f"a danger is named as a subject: {', '.join(sorted(told))}",
            "need",
        )
    return Heard(
        Alarm(tuple(sorted(told)), said.typed),
        f"a danger is told: {', '.join(sorted(told))}",
        "danger",
    )


def _awaited(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take what is said as what was awaited.

    The wish to stop, and another screen asked by its name, are heard as themselves.
    """
    if not context.awaited:
        return None
    if said.text.danger.emergencies:
        return Heard(Awaited(said.typed), f"{context.awaited} was awaited, and a danger is told")
    if context.awaited in _WRITTEN and (order := _order(said, context, world)):
        return order
    if context.awaited in _SENT and (asked := _of_the_bot(said, context, world)):
        return asked
    exact = whole(said) or (form.kind if (form := formed(said.words, pointed=False)) else "")
    if (
        context.listed
        and context.awaited not in IN_ONES_WORDS
        and (seen := _of_list(said, context, world) or _ordered_of_list(said, context, world))
    ):
        return seen
    meant = _STOPS | _THANKS if context.awaited in _WRITTEN else _STOPS
    if exact and (context.awaited not in IN_ONES_WORDS or exact in meant):
        return heard_as(exact, said, context, world, exact)
    return Heard(Awaited(said.typed), f"{context.awaited} was awaited")


def _ordered_of_list(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear an order about the list in sight where a place was awaited: "comparez-les"."""
    ordered = context.listed and said.begins(ways().leads["part_orders"])
    if context.awaited != _PLACE or not ordered or said.need.places or said.need.elsewhere:
        return None
    heard = exactly(said, context, world) or judge(said, context, world)
    return None if isinstance(heard.act, AskNeed) or heard.kind == _PLACE_CHANGE else heard


def _of_list(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear a card of the list in sight where a place or a day was awaited: "la 1 svp"."""
    pointed = point(said, context, world)
    if (
        not (context.listed and pointed.ids)
        or said.words[0] in ways().words.before_department
        or said.holds(ways().leads["of_a_department"])
    ):
        return None  # "le 59" is a département
    return exactly(said, context, world)


def _order(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear what is plainly asked of the bot where a title, a note or a comment is awaited.

    It is another note or title, what another screen is called, or an order: "imprime mon dossier".
    """
    if not said.words:
        return None
    if written := noted(said, context, world):
        return written
    leads = ways().leads
    if said.holds(leads["erasing"]) and said.holds((*leads["notes"], *leads["my_notes"])):
        return heard_as("folder_note", said, context, world, "the note is to be taken away")
    if (kind := whole(said)) in _OTHER_SCREENS:
        return heard_as(kind, said, context, world, f"the whole message is one of « {kind} »")
    if len(said.words) <= SHORT and (shape := shape_said(said)):
        return Heard(Show("export", shape), "the sort of file wanted", "print")
    if said.is_question or said.begins(ways().leads["asks"]):
        asked = exactly(said, context, world) or judge(said, context, world)
        other = isinstance(asked.act, AskTambour) or asked.kind in _OTHER_SCREENS
        return asked if other else None
    if not said.begins(ways().leads["orders"]):
        return None
    of_sight = in_sight(said, context, world)
    if of_sight and isinstance(of_sight.act, Show):
        return of_sight
    heard = exactly(said, context, world) or judge(said, context, world)
    return heard if heard.kind in _OTHER_SCREENS else None


def _of_the_bot(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear a question plainly about the bot where a remark is awaited: "qui va lire ça ?".

    One that says what is wrong is a remark itself: "le numéro est faux, vous corrigez ?".
    """
    leads, words = ways().leads, said.words
    asks = said.is_question or not ways().words.questions.isdisjoint(words)
    told = not _ENDS.isdisjoint(_but_for_thanks(said)) or said.holds(leads["wrong_part"])
    if not asks or told or not 0 < len(words) <= _LONGEST_QUESTION:
        return None
    alone = replace(context, card="", listed=(), awaited="")
    cue = cued(said, alone)
    exact = None if cue and cue.told else exactly(said, alone, world)
    heard = exact or judge(said, alone, world)
    plain = heard.score >= _PLAIN_QUESTION or not heard.runners_up
    return heard if heard.kind in _ABOUT_THE_BOT and plain else None


def _but_for_thanks(said: Utterance) -> str:
    """Return a message without its last sign and the thanks before its question: "merci, et…"."""
    head, _, rest = said.typed.partition(",")
    thanks = words_of("fillers", "agrees").issuperset(tokens(head))
    return (rest if thanks else said.typed).rstrip(" ?!.")


def _personal(said: Utterance, _: Context, world: World) -> Heard | None:
    """Leave a message that only gives names and coordinates.

    It is told that they are not for a bot.
    """
    if without_personal(said.typed, world.contact_names) or not said.typed.strip():
        return None
    return Heard(AskNeed((said.typed,)), "names and coordinates only", "personal")


def _door(said: Utterance, context: Context, _: World) -> Heard | None:
    """Press the button whose label was typed."""
    found = next((data for label, data in context.doors if label == said.folded and data), None)
    if not found:
        return None
    return Heard(Show(*buttons.read(found)), "the label of a button in sight")


def _still_in_danger(said: Utterance, context: Context, world: World) -> Heard | None:
    """Say again whom to call while a danger told before may still be spoken of.

    It was told shortly before: "allo", "il est chez lui là".
    """
    if not context.alarmed:
        return None
    leads = ways().leads
    if said.holds(leads["in_peace"]) and not said.holds(leads["in_earnest"]):
        return Heard(Courtesy("relieved"), "the danger is over, or was none", "relieved")
    exact = exactly(said, context, world)
    if exact is not None and exact.kind not in _SAID_IN_FEAR:
        return None
    judged = judge(said, context, world)
    asks = said.holds((*leads["asks_meaning"], *leads["of_practices"])) or _turns_away(said, world)
    of_the_bot = isinstance(judged.act, AskTambour) and judged.score >= 0
    calm = judged.kind in _CALM or judged.score > _PLAIN or asks or of_the_bot
    if exact is None and calm and not said.holds(leads["in_earnest"]):
        return None
    return Heard(
        Alarm(context.alarmed, said.typed, again=True),
        "a danger was told a few messages before",
        "danger",
    )


def _turns_away(said: Utterance, world: World) -> bool:
    """Tell whether a message leaves a danger told before for a subject: "et sinon, la salle ?"."""
    leaves = said.begins(ways().leads["new"])
    return leaves and world.matcher.rank(said.need).outcome is not Outcome.NOTHING


def _kept_alone(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear which cards alone stay in the folder: "ne garde que ceux de l'Aisne"."""
    leads = ways().leads
    if not context.folder or not said.holds_but_for(leads["keeps_only"], words_of("hesitates")):
        return None
    return heard_as("keep_only", said, context, world, "what alone is kept")


_Step = Callable[[Utterance, "Context", "World"], Heard | None]
_AS_TYPED: tuple[_Step, ...] = (_danger, _door, _awaited, undone, gone_on, noted, _personal)
_STEPS: tuple[_Step, ...] = (
    numbered_question,
    chosen,
    in_sight,
    offered,
    none_was_open,
    by_name,
    narrowed,
    will_do,
    in_turn,
    asked_last,
    of_the_needs,
    of_the_body,
    of_the_aids,
    _still_in_danger,
    _kept_alone,
    erased_in_part,
    suggested,
    of_ones_own_case,
    exactly,
    named,
)
