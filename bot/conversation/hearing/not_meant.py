"""What a message leans to, or what a word of it says, and is not meant here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.cues import bears
from bot.conversation.hearing.ear import REGION, TAMBOUR
from bot.conversation.hearing.folder_asked import asks_cards, asks_what_was_kept
from bot.conversation.hearing.intent import FACTS
from bot.conversation.hearing.left_out import begins_on_it
from bot.conversation.hearing.needs import is_bare
from bot.conversation.hearing.of_ours import tells_of_ours
from bot.conversation.hearing.of_the_card import asks_of_a_body, asks_of_the_card
from bot.conversation.hearing.subjects_said import is_named
from bot.conversation.hearing.ways import ways
from matching.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.hearing.matter import Matter


# Sorts of words of fr/cues.yaml.
_GIVEN_AT_THE_END, _FORM_AT_THE_END = ("at_the_end", "one_gets"), ("at_the_end", "form_of")
# Asked of the open card, or said beside it.
SAID_BESIDE_A_CARD = (
    "contact", "payment", "keep", "unkeep", "share", "write", "thanks", "back", "alike", "compare",
    "around", "same_size", "outside", REGION,
)  # fmt: skip
_OF_MESSAGE = "follow"  # kinds that begin so are of the weekly message
ASSESSING = frozenset(
    ("assess", "assess_resume", "assess_pause", "assess_result", "assess_weak", "assess_export",
     "assess_again", "assess_left", "assess_strong", "assess_standing", "assess_progress")
)  # fmt: skip
# What is asked of the bot, and of no card.
_OF_THE_BOT = frozenset(("unkeep", "write", "privacy", "help", "robot", "error"))


def is_something_else(name: str, matter: Matter) -> bool:
    """Tell whether what leans to a kind of act is heard otherwise here."""
    if name in FACTS:  # a question about a card is weighed as one
        seen = matter.context.seen
        return any(each in matter.world.collection.cards for each in seen)
    if name.startswith(_OF_MESSAGE) and matter.context.card and _holds(matter, "signs_up"):
        return True  # "où on s'inscrit" asks it of the open card
    if _of_the_bot(name, matter) and asks_of_the_card(matter.said, matter.context):
        return True
    tells = _NOT_MEANT.get(name)
    return tells is not None and tells(matter)


def _of_the_bot(name: str, matter: Matter) -> bool:
    """Tell whether a kind of act is of the bot alone, and the message does not name the weekly one.

    "faut prévenir avant ?" does not.
    """
    said, leads = matter.said, ways().leads
    if not name.startswith(_OF_MESSAGE):
        return name in _OF_THE_BOT
    return not said.holds(leads["follow"]) or said.begins(leads["obliges"])


def _holds(matter: Matter, *names: str) -> bool:
    return bool(matter.said.holds(tuple(word for each in names for word in ways().leads[each])))


def asks_no_message_yet(matter: Matter) -> bool:
    """Tell whether the message is for later, or at another rhythm than each week."""
    other = _holds(matter, "other_rhythm") and not _holds(matter, "each_week")
    return other or _holds(matter, "not_yet")


def _only_keeps(matter: Matter) -> bool:
    """Tell whether the open card is to be kept: "mets-la de côté et préviens-moi"."""
    return bool(matter.context.card) and _holds(matter, "keeps") and not is_named(matter.said)


def _only_missed_it(matter: Matter) -> bool:
    """Tell whether a need that finds cards tells of a call missed, or of what is sought.

    "on a raté l'appel, faute d'être prévenus" orders no message.
    """
    if matter.ranking.outcome is Outcome.NOTHING or _holds(matter, "orders_message"):
        return False
    return _holds(matter, "was_not_told", "is_sought") and is_named(matter.said)


def _hour_of_something_else(matter: Matter) -> bool:
    """Tell whether a day or an hour is said of a need: "les jeunes le soir"."""
    context = matter.context
    of_message = context.following or context.sight == Sight.SUBSCRIPTION
    of_need = bool(context.need or context.card) or is_named(matter.said)
    return of_need and not of_message and not _holds(matter, "of_message", "follow")


def _agrees_to_nothing(matter: Matter) -> bool:
    """Tell whether a question or a need only holds a word of agreement.

    "les parents sont d'accord ?" does, and "bon d'accord, le logement des jeunes".
    """
    subjects = any(unit.meanings for unit in matter.said.need.subject)
    return subjects and (matter.said.is_question or matter.ranking.outcome is not Outcome.NOTHING)


def _of_the_sorts(matter: Matter) -> bool:
    """Tell whether the two sorts of cards are compared: "une pratique et une aide"."""
    sorts = _holds(matter, "a_practice") and _holds(matter, "an_aid")
    return sorts and not matter.pointed.ids


def _refuses_calls(matter: Matter) -> bool:
    """Tell whether the weekly message is to leave out what it can't: "pas d'appels à projets"."""
    refuses = _holds(matter, "follow_without", "follow_drop", "not_wanted")
    calls = _holds(matter, "calls_for_projects")
    return matter.context.sight == Sight.SUBSCRIPTION and calls and refuses


def _of_nobody_here(matter: Matter) -> bool:
    """Tell whether a message speaks of no one's own case.

    "les impôts montent ?" beside a card does not, nor "ma facture de chauffage de l'école", nor
    "les frigos sont vides".
    """
    of_others = bool(matter.context.card) or matter.said.begins(ways().leads["of_people"])
    return (of_others and not _holds(matter, "of_me")) or _holds(matter, "municipal")


def _of_what_is_smaller(matter: Matter) -> bool:
    """Tell whether a figure is asked of what is in sight, or of a place in a département.

    "combien de personnes vivent dedans" asks it of the first.
    """
    departments = matter.world.collection.places.departments
    small = any(each not in departments for each in matter.said.need.places)
    within = _holds(matter, "within") and not _holds(matter, "of_region")
    return (small or within) and bool(matter.context.seen)


def _of_the_card(matter: Matter) -> bool:
    """Tell whether what leans to the bot itself asks of the open card: "c'est réversible ?".

    "il s'arrête où" stops nothing.
    """
    on_it = begins_on_it(matter.said) and not _holds(matter, "of_you")
    return bool(matter.context.card) and on_it


def _lacks_something(matter: Matter) -> bool:
    """Tell whether a village lacks something, and no card is wrong: "plus de car depuis juin".

    "un souci avec le transport des anciens" names what is wrong, and no card.
    """
    said, context = matter.said, matter.context
    seen = context.seen and not tells_of_ours(said, context)
    told = _holds(matter, "error") and (_holds(matter, "wrong_part") or not is_named(said))
    beside = seen or matter.pointed.explicit or told
    return not beside and matter.ranking.outcome is not Outcome.NOTHING


def _done_to_others(matter: Matter) -> bool:
    """Tell whether a diagnosis or a questionnaire is spoken of that what is in sight may hold.

    "qui vient faire le diagnostic chez les gens ?" begins no self-assessment.
    """
    said = matter.said
    asks = bool(said.need.audiences) or said.begins(ways().leads["asks_fact"])
    loosely = _holds(matter, "assess_loosely") and not _holds(matter, "assess_itself")
    return bool(matter.context.seen) and loosely and asks


def _of_no_answers(matter: Matter) -> bool:
    """Tell whether results are asked of the cards in sight: nothing of one's own was answered.

    "y a un résultat mesuré ?" asks it of the card.
    """
    context = matter.context
    named = _holds(matter, "assess", "part_assessment", "challenge") or matter.beside
    return bool(context.seen and not context.answered and not named) or _done_to_others(matter)


def _is_for_later(matter: Matter) -> bool:
    """Tell whether it is asked what the self-assessment gives once done: "à la fin, quoi ?"."""
    said = matter.said
    asks = said.is_question or not ways().words.questions.isdisjoint(said.words)
    return asks and (bears(said, *_GIVEN_AT_THE_END) or bears(said, *_FORM_AT_THE_END))


def _takes_nothing_out(matter: Matter) -> bool:
    """Tell whether it is asked where nothing is kept, without a word of taking out.

    "la 1 : qui anime ?" asks it of the card.
    """
    asks = matter.said.is_question and not _holds(matter, "takes_out")
    return asks and not matter.context.folder


def _only_names_a_theme(matter: Matter) -> bool:
    """Tell whether a theme is named away from the self-assessment: "et le logement ?"."""
    of_it = matter.context.sight in (Sight.ASSESSMENT, Sight.QUESTION)
    return not of_it and is_bare(matter.said) and not _holds(matter, "assess")


_NOT_MEANT: dict[str, Callable[[Matter], bool]] = {
    **dict.fromkeys(("keep", "keep_all"), lambda matter: asks_what_was_kept(matter.said)),
    "follow": lambda matter: _only_keeps(matter) or _only_missed_it(matter),
    "inhabitant": _of_nobody_here,
    "error": _lacks_something,
    REGION: _of_what_is_smaller,
    **dict.fromkeys((TAMBOUR, "stop", "assess_pause"), _of_the_card),
    # "c'est quoi comme fiches dedans" asks it of the folder
    "folder": lambda matter: (
        _of_the_card(matter) and not (_holds(matter, "inside") and asks_cards(matter.said))
    ),
    "follow_when": _hour_of_something_else,
    # "l'ARS intervient ?" asks it of the open card
    # "faut-il un agrément de la CAF ?" asks it of what is in sight
    "define": lambda matter: asks_of_a_body(matter.said, matter.context),
    "partner_does": lambda matter: bool(matter.context.card) and _holds(matter, "takes_part"),
    # "un exemple dans mon coin, à Montreuil" says where
    "near_me": lambda matter: bool(matter.said.need.places),
    # "imprime seulement la 12" takes no other card out, nor does "je ne veux plus la 10"
    "keep_only": lambda matter: (
        _holds(matter, "as_file", "shows") or _holds(matter, "wants_no_more")
    ),
    # "des idées pour la reconstruire autrement" puts nothing in order
    "folder_order": lambda matter: (
        not (matter.context.folder or matter.heeded.leaning.get("folder_order", -1.0) > 0)
    ),
    # "le pdf ne s'ouvre pas"
    "print": lambda matter: _holds(matter, "fails"),
    # "mes réponses sont gardées ?"
    "kept_aids": lambda matter: _holds(matter, "part_assessment", "notes"),
    "compare": _of_the_sorts,
    **dict.fromkeys(ASSESSING, _done_to_others),
    **dict.fromkeys(("assess_weak", "assess_strong"), _of_no_answers),
    "assess_result": lambda matter: _is_for_later(matter) or _of_no_answers(matter),
    "assess_standing": lambda matter: _only_names_a_theme(matter) or _done_to_others(matter),
    "unkeep": _takes_nothing_out,
    # "les aînés ne sortent plus depuis que le car est supprimé"
    "erase": lambda matter: bool(matter.said.need.audiences),
    "aids": _refuses_calls,
    "nod": _agrees_to_nothing,
}
