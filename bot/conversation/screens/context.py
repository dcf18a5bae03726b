"""The region in figures, as the collection describes it, and what this collection is."""

from __future__ import annotations

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.texts import first_sentence, say
from bot.conversation.turn import Doors, Outcome, Turn, spoken

_LONGEST_LABEL = 36
_ABOUT = buttons.press("about", "À propos du recueil")
_CONTEXT = buttons.press("context", "La région en chiffres")


def show(turn: Turn, page: str = "") -> Outcome:
    """Show a section by its number, from 1; else the people most concerned, the sources, and a door to each section."""
    context = turn.world.collection.context
    number = int(page) if page.isdecimal() else 0
    if not 1 <= number <= len(context.sections):
        doors = [
            buttons.press("context", first_sentence(section.title, _LONGEST_LABEL), str(i))
            for i, section in enumerate(context.sections, 1)
        ]
        return turn.says(Reply(say("context", context=context), (*((door,) for door in doors), (_ABOUT, buttons.THEMES))))
    text = say("context_section", context=context, section=context.sections[number - 1], number=number)
    before = (buttons.press("context", "Précédent", str(number - 1)),) if number > 1 else ()
    after = (buttons.press("context", "Suivant", str(number + 1)),) if number < len(context.sections) else ()
    return turn.says(Reply(text, ((*before, *after), (_CONTEXT, buttons.THEMES))))


def show_about(turn: Turn, _: str = "") -> Outcome:
    """Show what the collection is, how to use it, and under which licence."""
    collection = turn.world.collection
    text = say("about", about=collection.about, count=len(collection.cards))
    return turn.says(Reply(text, ((buttons.THEMES, _CONTEXT), (buttons.press("partners", "Les partenaires"), buttons.HELP))))


DOORS = Doors(
    presses={"context": show, "about": show_about},
    commands={"region": show, "apropos": show_about},
    words=spoken(show, "la region en chiffres", "region en chiffres", "les chiffres de la region", "contexte regional")
    | spoken(show_about, "a propos", "a propos du recueil", "le recueil", "c'est quoi tambour", "qui es-tu", "qui etes-vous"),
    wishes={"about": show_about},
)
