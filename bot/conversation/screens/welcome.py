"""The first words, the help, and the small courtesies."""

from __future__ import annotations

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn, spoken
from matching.words import fold

_NODS = frozenset(("oui", "non", "ok", "d'accord", "ca marche", "entendu"))
_AIDS = (buttons.press("aids", "Aides ouvertes"), buttons.press("subscription", "Mon abonnement"))


def show(turn: Turn, _: str = "") -> Outcome:
    """Show the welcome: what it does, what not to write here, three needs to try, the main doors."""
    tries = tuple((buttons.press("need", need, need),) for need in turn.world.examples.needs)
    doors = (
        (buttons.THEMES, buttons.press("place", "Mon territoire"), buttons.press("folder", "Mon dossier")),
        (*_AIDS, buttons.press("assessment", "Autodiagnostic")),
        (buttons.press("context", "La région en chiffres"), buttons.HELP),
    )
    return turn.says(Reply(say("welcome", about=turn.world.collection.about), (*tries, *doors)))


def show_help(turn: Turn, _: str = "") -> Outcome:
    """Show what one can write and what it does."""
    doors = (
        (buttons.THEMES, buttons.press("place", "Mon territoire"), buttons.press("folder", "Mon dossier")),
        _AIDS,
        (buttons.press("assessment", "Autodiagnostic"), buttons.press("acronyms", "Les sigles")),
        (buttons.press("partners", "Les partenaires"), buttons.press("about", "Le recueil")),
        (buttons.press("privacy", "Vie privée"), buttons.press("context", "La région en chiffres")),
    )
    return turn.says(Reply(say("help", about=turn.world.collection.about, examples=turn.world.examples), doors))


def show_help_on(unknown: str, turn: Turn, _: str = "") -> Outcome:
    """Say that a command does not exist, and show what one can write."""
    session, replies = show_help(turn)
    return session, (Reply(say("command_unknown", name=unknown)), *replies)


def thank(turn: Turn, _: str) -> Outcome:
    """Answer thanks, and offer to say whether it helped."""
    return turn.says(
        Reply(say("thanks"), ((buttons.press("useful", "Cela m’a aidé"), buttons.press("useless", "Pas vraiment")),))
    )


def stop(turn: Turn, _: str) -> Outcome:
    """Leave what was being said; to who is subscribed, offer to end that too: they may have meant it."""
    active = turn.session.subscription.active
    doors = (buttons.press("unsubscribe", "Arrêter aussi les messages"),) if active else ()
    return turn.session.afresh(), (Reply(say("stopped"), ((*doors, buttons.THEMES, buttons.HELP),)),)


def nod(turn: Turn, text: str) -> Outcome | None:
    """Answer a bare "oui" or "ok", which nothing asked for, with what one can write; "non" is said of the answer, if any."""
    word = fold(text).strip(" .!?,")
    return show_help(turn) if word in _NODS and not (word == "non" and turn.session.need) else None


def hear(turn: Turn, text: str) -> Outcome | None:
    """Answer what is only polite, or tells who writes, and asks nothing: "je suis secrétaire de mairie"."""
    parser = turn.world.matcher.parser
    need, said = parser.parse(text), {each.meaning.facet for each in parser.read(text).found}
    return show(turn) if said and not need.units and not need.intents else None


AFTER_ALL = Doors(readers=(hear,))
DOORS = Doors(
    presses={"help": show_help, "welcome": show},
    commands={"start": show, "aide": show_help, "help": show_help, "stop": stop},
    words=spoken(show, "bonjour", "salut", "bonsoir", "coucou", "hello", "bjr", "slt", "bonjour tambour", "allo")
    | spoken(show_help, "aide", "help", "menu", "?", "a l'aide", "aidez moi", "comment ca marche", "comment faire")
    | spoken(show_help, "je ne comprends pas", "j'ai pas compris", "je n'ai pas compris", "que sais-tu faire")
    | spoken(stop, "nouvelle recherche", "autre chose", "autre sujet", "changer de sujet")
    | spoken(thank, "merci", "merci beaucoup", "merci bien", "super merci", "top merci", "ok merci", "mrc")
    | spoken(thank, "merci pour tout", "merci a vous", "je vous remercie", "un grand merci", "parfait merci", "parfait")
    | spoken(stop, "stop", "annuler", "arreter", "laisse tomber", "non merci", "au revoir", "a bientot", "bonne journee"),
    wishes={"greet": show, "help": show_help, "thanks": thank, "stop": stop, "bye": stop},
    readers=(nod,),
)
