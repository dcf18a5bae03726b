"""What a message asks, in its context.

Who wins where several acts are possible stands here, in order: 1 a danger; 2 what was awaited; 3
the label of a button in sight; 4 exact words; 5 what it resembles: a question about what is in
sight, a wish, a correction or a change of place or audience; 6 a need.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import (
    Alarm,
    AskNeed,
    Awaited,
    Courtesy,
    Heard,
    NotThere,
    Show,
)
from bot.conversation.hearing.asked_of_cards import goes_on_with_payers
from bot.conversation.hearing.body_in_sight import of_the_body
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.erasing_said import erase_part
from bot.conversation.hearing.files_said import shape_said
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.intent import FACTS, act_of, goes_on
from bot.conversation.hearing.judging import judge
from bot.conversation.hearing.left_out import begins_on_it
from bot.conversation.hearing.naming import named_alone
from bot.conversation.hearing.noting import noted
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.sights import in_sight, offered
from bot.conversation.hearing.undoing import undone
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import AskTambour, Define
from bot.conversation.personal import without_personal
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

IN_ONES_WORDS = frozenset(
    ("comment", "reason", "error", "remark", "foldertitle", "foldernote")
)  # awaited: anything said is it, but for the wish to stop
_WRITTEN = frozenset(("comment", "foldertitle", "foldernote"))
# Screens that one may ask for where one was about to write something.
_OTHER_SCREENS = frozenset(
    ("folder", "print", "clear", "assess", "assess_result", "assess_export", "assess_weak",
     "assess_strong", "assess_pause", "help", "themes", "keep", "unkeep", "folder_note",
     "folder_title", "open", "mydata", "erase", "follow", "folder_order")
)  # fmt: skip
_CONTACT = "contact"
# What may follow a danger told before, and is answered as it is.
_CALM = frozenset(("thanks", "bye", "danger"))
_STOP = "stop"
_STOPS = frozenset(("stop", "bye", "privacy", "mydata", "erase"))
_SHORT = 3  # words of a message that a form alone may hear where nothing is in sight
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
    if not told or context.awaited in IN_ONES_WORDS:
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
    exact = _whole(said) or (form.kind if (form := formed(said.words, pointed=False)) else "")
    if exact and (context.awaited not in IN_ONES_WORDS or exact in _STOPS):
        return _heard(exact, said, context, world, exact)
    return Heard(Awaited(said.typed), f"{context.awaited} was awaited")


def _order(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear what is plainly asked of the bot where a title, a note or a comment is awaited.

    It is another note or title, what another screen is called, or an order: "imprime mon dossier".
    """
    if not said.words:
        return None
    if written := noted(said, context, world):
        return written
    if (kind := _whole(said)) in _OTHER_SCREENS:
        return _heard(kind, said, context, world, f"the whole message is one of « {kind} »")
    if len(said.words) <= _SHORT and (shape := shape_said(said)):
        return Heard(Show("export", shape), "the sort of file wanted", "print")
    if said.is_question or said.begins(ways().leads["asks"]):
        asked = _exact(said, context, world) or judge(said, context, world)
        other = isinstance(asked.act, AskTambour) or asked.kind in _OTHER_SCREENS
        return asked if other else None
    if not said.begins(ways().leads["orders"]):
        return None
    of_sight = in_sight(said, context, world)
    if of_sight and isinstance(of_sight.act, Show):
        return of_sight
    heard = _exact(said, context, world) or judge(said, context, world)
    return heard if heard.kind in _OTHER_SCREENS else None


def _personal(said: Utterance, _: Context, world: World) -> Heard | None:
    """Leave a message that only gives names and coordinates.

    It is told that they are not for a bot.
    """
    if without_personal(said.typed, world.contact_names) or not said.typed.strip():
        return None
    return Heard(AskNeed((said.typed,)), "names and coordinates only", "personal")


def _numbered_question(said: Utterance, _: Context, __: World) -> Heard | None:
    """Open "question 12" of the self-assessment."""
    aside = {*ways().words.ignored, *ways().leads["to_question"]}
    words = [word for word in said.words if word not in aside]
    numbers = numbers_in(words[1:])
    if len(words) != 2 or words[0] not in ways().leads["question_words"] or len(numbers) != 1:
        return None
    return Heard(Show("qn", str(numbers[0])), "a question by its number", "question")


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
    exact = _exact(said, context, world)
    if exact is not None and exact.kind not in _SAID_IN_FEAR:
        return None
    judged = judge(said, context, world)
    asks = said.holds((*leads["asks_meaning"], *leads["of_practices"]))
    calm = judged.kind in _CALM or judged.score > _PLAIN or asks
    if exact is None and calm and not said.holds(leads["in_earnest"]):
        return None
    return Heard(
        Alarm(context.alarmed, said.typed, again=True),
        "a danger was told a few messages before",
        "danger",
    )


def _kept_alone(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear which cards alone stay in the folder: "ne garde que ceux de l'Aisne"."""
    if not context.folder or not said.holds(ways().leads["keeps_only"]):
        return None
    return _heard("keep_only", said, context, world, "what alone is kept")


def _erased_in_part(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear what alone is to be erased of what is kept: "effacez mes réponses, pas mon dossier"."""
    act = erase_part(said, context, world)
    return Heard(act, "what is to be erased is named", "erase") if act else None


def _exact(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear whole messages, and the forms of a few words, with the cards that they point at."""
    if not said.words:
        return Heard(Show("help"), "no words")
    if kind := _whole(said):
        return _heard(kind, said, context, world, f"the whole message is one of « {kind} »")
    if said.holds(ways().leads["no_card"]):
        return None  # "la fiche de poste" is none of ours
    pointed = point(said, context, world)
    if pointed.ids and not pointed.explicit and said.words[0] in ways().leads["indefinite"]:
        return None  # "une aide pour les aidants" is none of those in sight
    named = bool(pointed.ids or pointed.missing)
    form = formed(pointed.rest if named else said.words, pointed=named)
    of_it = form is not None and form.kind == _STOP and context.card and begins_on_it(said)
    for_me = form is not None and form.kind in FACTS and said.holds(ways().leads["noted_for_me"])
    if form is None or of_it or for_me or (context.seen and ways().kinds[form.kind].yields):
        return _contact_of_a_body(said, context, world)
    kind = goes_on(form, pointed, context, said) or form.kind
    if pointed.missing and not pointed.ids:
        return Heard(
            NotThere(pointed.missing[0], pointed.explicit, pointed.ranked),
            f"{kind}: nothing is numbered so",
            kind,
        )
    act = act_of(kind, said, context, world, pointed)
    if isinstance(act, NotThere) and len(said.words) > _SHORT:
        return None  # with nothing in sight, "avez-vous mon numéro de tel" asks something else
    return Heard(act, f"the form « {form.written} » of « {kind} »", kind) if act else None


def _contact_of_a_body(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear the form of a contact around the name of a body: "le tel de la CAF dans l'Oise"."""
    if not said.need.partners:
        return None
    named = {
        word
        for unit in said.need.units
        if unit.about(Facet.PARTNER) or unit.about(Facet.PLACE)
        for word in unit.words
    }
    rest = [word for word in said.words if word not in named]
    form = formed(rest, pointed=False) if len(rest) < len(said.words) else None
    if form is None or form.kind != _CONTACT:
        return None
    return _heard(
        _CONTACT, said, context, world, f"the form « {form.written} » around the name of a body"
    )


def _heard(
    kind: str, said: Utterance, context: Context, world: World, because: str
) -> Heard | None:
    act = act_of(kind, said, context, world, point(said, context, world))
    return Heard(act, because, kind) if act else None


def _whole(said: Utterance) -> str:
    return ways().by_whole.get(said.folded, "")


def _named(said: Utterance, context: Context, world: World) -> Heard | None:
    act = named_alone(said, world)
    if isinstance(act, Define) and goes_on_with_payers(said, context):
        return None
    return Heard(act, "the name of a body or an acronym, and no more", "define") if act else None


_Step = Callable[[Utterance, "Context", "World"], Heard | None]
_AS_TYPED: tuple[_Step, ...] = (_danger, _door, _awaited, undone, noted, _personal)
_STEPS: tuple[_Step, ...] = (
    _numbered_question,
    in_sight,
    offered,
    of_the_body,
    _still_in_danger,
    _kept_alone,
    _erased_in_part,
    _exact,
    _named,
)
