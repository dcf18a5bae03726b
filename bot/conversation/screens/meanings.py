"""What an acronym, a body, a theme or the region is.

The question is answered first, then come the ways on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.questions import questions
from bot.conversation.replies import Reply, headed
from bot.conversation.screens import acronyms, answer, around, context, partners, themes
from bot.conversation.texts import say
from matching.verdict import Outcome as Found

if TYPE_CHECKING:
    from bot.conversation.known_acts import AskGuide, AskRegion, AskTambour, Define, Overview
    from bot.conversation.turn import Outcome, Turn


# The button under what is told of each topic of texts/questions.yaml: its verb and its label.
_ABOUT_ITSELF = {
    "following": ("subscription", "my_subscription"),
    "assessment": ("assessment", "assessment"),
    "privacy": ("privacy", "privacy"),
    "folder": ("folder", "my_folder"),
    "aids": ("aids", "open_aids"),
    "collection": ("about", "about_collection"),
    "place": ("place", "my_place"),
    "using": ("themes", "themes"),
}


def define(turn: Turn, act: Define) -> Outcome:
    """Say what acronyms stand for and what bodies do; say so of a name that nobody here knows."""
    known = {each.acronym: each for each in turn.world.collection.acronyms}
    replies = [acronyms.explained(turn, known[each]) for each in act.acronyms if each in known]
    for partner in act.partners:
        replies += partners.show(turn, partner)[1]
    if act.thing:
        return _not_explained(turn, act.thing)
    if not replies:
        return acronyms.show(turn, act.unknown[0] if act.unknown else "")
    return turn.says(*replies)


def _not_explained(turn: Turn, thing: str) -> Outcome:
    """Say that a thing is not explained, with the cards that speak of it where none is in sight."""
    found = turn.world.matcher.rank(turn.world.matcher.parser.parse(thing)).outcome
    if turn.session.offered or turn.session.card or found is not Found.FOUND:
        return acronyms.say_not_explained(turn, thing)
    session, replies = answer.ask(turn, thing)
    return session, headed(say("not_explained_but", thing=thing), replies)


def overview(turn: Turn, act: Overview) -> Outcome:
    """Show the guide of a theme, or what was done in a place."""
    if act.place and not act.theme:
        return around.show_place(turn, act)
    return themes.show(turn, act.theme)


def region(turn: Turn, act: AskRegion) -> Outcome:
    """Answer a question about the region's figures by its closest lines, else show them all."""
    answers = turn.world.collection.context.answers
    told = [answers[each].says for each in act.answers if each < len(answers)]
    found = told or context.closest(turn.world, act.text)
    if not found:
        return context.show(turn)
    doors = (buttons.press("context", label("region_figures")), buttons.THEMES)
    return turn.says(
        Reply(say("region_fact", lines=found, context=turn.world.collection.context), (doors,))
    )


def itself(turn: Turn, act: AskTambour) -> Outcome:
    """Answer a question about the bot itself, with a button to what it is about."""
    verb, name = _ABOUT_ITSELF[act.topic]
    collection, places = turn.world.collection, turn.world.collection.places
    says = questions()[act.topic][act.answer].says.format(
        title=collection.about.title,
        region=places.region,
        departments=", ".join(each.name for each in places.departments.values()),
        commune=turn.world.examples.commune,
    )
    return turn.says(
        Reply(say("itself", says=says), ((buttons.press(verb, label(name)), buttons.HELP),))
    )


def guide(turn: Turn, act: AskGuide) -> Outcome:
    """Answer a question about a theme by its guide, with the guide and its cards a button away.

    One that begins a conversation, and that the guide leads where its cards are listed, has them.
    """
    session = turn.session
    if not (session.offered or session.card or session.sight) and _leads_to_cards(turn, act):
        return answer.ask(turn, act.text)
    theme = turn.world.collection.themes[act.theme]
    told = turn.world.collection.guides[act.theme].answers[act.answer]
    doors = (buttons.to_theme(theme.id, label("theme_guide", theme=theme.short)), buttons.THEMES)
    return turn.says(
        Reply(say("guide_fact", told=told, theme=theme, undefined=act.undefined), (doors,))
    )


def _leads_to_cards(turn: Turn, act: AskGuide) -> bool:
    """Tell whether a question finds cards below a line of the guides."""
    found = turn.world.matcher.search(act.text)
    return bool(found.matches and found.line and found.outcome is Found.FOUND)
