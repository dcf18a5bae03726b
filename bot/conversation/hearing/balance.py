"""What counts how much in a judgement.

It is each ground for hearing a message one way, and its weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Balance:
    """The weights of the grounds, in sides of hearing.leaning.

    Above 0 a message is of a kind, at -1 it is nothing like it.

    Most were fitted (a conditional logit over the ways to hear each message) on the cases of
    tests/bot/hearing, on questions of cards and needs held out of what teaches, and on those of
    tests/relevance; those of what is found by rule, and of what a word says, were set by the
    dialogues of tests/bot. The turns that measure set none.
    """

    # A wish: any kind of act that is neither a need nor a question about a card.
    # It is of the screen in sight: the weekly message, the self-assessment.
    same_topic: float = 1.35
    cued: float = 2.0  # it bears a cue of it: sorts of words that together tell what is asked
    said_so: float = 1.5  # a word says so: "quelles aides" of open aids, "c'est quoi" of a meaning
    beside_found: float = 0.15  # cards answer the message, and nothing is in sight
    beside_found_seen: float = -0.05  # the same where something is in sight
    # How far it is from the message, where the message holds a subject: rather a need.
    doubtful: float = -0.2
    beside_unsure: float = 0.15  # cards may answer it
    told_of_ours: float = -0.3  # what is lacked at home is told beside cards, and it is no need
    a_card_open: float = -0.2  # a card is open, which is asked about more than anything else
    nothing_open: float = -0.15  # it is asked of a card or an aid, and none is open
    topic_named: float = 0.8  # it is of the weekly message, and the message names that
    function_named: float = 0.8  # it is of the folder or the self-assessment, and names it
    beside_it: float = 1.0  # it is of the folder or the self-assessment, just shown or changed
    beside_it_and_a_card: float = 0.5  # the same where a card is open, of which one may ask too
    tells_wrong: float = 0.6  # it tells an error, says what is wrong, and asks nothing
    of_folder: float = 1.0  # it is done to the folder, and names a card kept there
    body_named: float = 0.15  # it asks what a body does, and the message names one
    # A question about the card in sight.
    asks: float = 0.1  # what any question about a card has
    open_card: float = 0.6  # the card is open, and not only listed
    answered: float = 1.25  # how close an answer of the card is, beyond `ANSWERED_FROM`
    seen_words: float = 0.2  # "ils", "là-bas"
    on_it: float = 0.3  # it begins with "il", "c'est": with what is in sight
    ends_on_it: float = 1.0  # it ends with it: "on fait ses courses avec ?"
    own_subject: float = -0.7  # the share of the message that another card speaks of more
    asks_question: float = -0.15  # it ends with a question mark, as needs do too
    asks_fact: float = 0.25  # it begins with "combien" or "quelle"
    led_away: float = -0.45  # "rien à voir"
    of_region: float = -0.4  # it names the region
    of_another_body: float = -0.7  # it names a body that a card which is only listed does not
    of_the_card: float = 0.2  # it asks of those of the card, or what one must do there
    asks_if: float = 0.4  # it is answered by a yes or a no: "il y a une liste d'attente ?"
    supposes: float = 0.5  # it supposes something of it: "et si le chauffeur a un accident"
    not_of_ours: float = -0.4  # it tells what is lacked at home, or seeks something else
    # It asks what a body it names has to do with the open card, or whether that is still so.
    of_the_open: float = 1.9
    # A need.
    needs: float = -0.05  # what any need has
    found: float = 0.3  # it finds cards
    need_subjects: float = 0.2  # the share of its words that are subjects or audiences
    beside_card: float = 0.1  # a card is open
    told_there: float = -0.8  # the share of a question that the answers of the open card speak of
    question: float = -0.15  # it ends with a question mark
    explains: float = -0.5  # it asks what a thing is: "c'est quoi un chantier d'insertion"
    nothing: float = -0.45  # it finds none
    first: float = 0.3  # nothing is in sight
    bare: float = 0.8  # it is only subjects, audiences and places: "logement dans l'Oise"
    led_to: float = 0.3  # "rien à voir"
    in_topic: float = 1.2  # the weekly message or the self-assessment is in sight
    bare_in_topic: float = 0.75  # the same of one that is only subjects
    of_ours: float = 0.6  # it tells what is lacked at home, or seeks something, beside cards
    # What is found by rule, and has no side of its own.
    bare_acronym: float = 2.0  # an acronym alone, with a question mark or a card open
    one_of_those: float = 1.6  # a card in sight told by its words: "celui de Guise"
    pointed: float = 0.4  # a card named by its number, with words that ask nothing known
    asked_again: float = 0.8  # a body of the card named after a contact was asked
    moved: float = 1.6  # the last need for another place or audience, where nothing else is asked
    moved_from_a_card: float = 1.2  # the same where a card is open, of which something may be asked
    tells_place: float = 1.6  # someone tells where they are, and no more
    place_alone: float = 0.5  # a place and nothing else
    corrects: float = 0.6  # a message that says the last answer was not it
    leaves_out: float = 1.5  # one that names what of the last need is to be left out

    def weigh(self, side: float, grounds: Mapping[str, float]) -> float:
        """Return the score of a way to hear a message.

        It is its side, and each ground as far as it holds.
        """
        return side + sum(amount * float(getattr(self, name)) for name, amount in grounds.items())


BALANCE = Balance()
ALARM = 0.2  # the side from which a danger is heard in words that no list has
# The same beside an expression that alarms nobody: "y a le feu au lac".
ALARM_ALL_THE_SAME = 1.5
LEAST_OF_A_WISH = -0.7  # the side below which no wish is heard, but where a word says so
LEAST_OF_A_QUESTION = -0.4  # the same of a question, of which a card in sight may be asked
# The same on the screen of a topic: the weekly message, the self-assessment, the folder.
LEAST_IN_A_TOPIC = -0.8
# The same where nothing is in sight: what nobody knows is rather a need.
LEAST_OF_A_FIRST_WISH = -0.6
# The same of what changes something that lasts: a subscription, a place, the folder.
LEAST_OF_A_CHANGE = -0.2
# The same where the message names what is changed: "m'écrire un poème" names it too.
LEAST_OF_A_NAMED_CHANGE = -0.6
# The same of what is said beside the subject: a need never met is no joke.
LEAST_OF_A_COURTESY = -0.5
# The side at least of a kind that a message bears a cue of.
LEAST_OF_A_CUE = -0.7
# The score below which a question about a card, where nothing is found, is not understood.
LEAST = -0.7
ANSWERED_FROM = 0.3  # the score of an answer of a card that says nothing for or against
# The kind of what is not our subject, and the side of it from which a place that is named is no
# place for the last need: "quel temps à Lille".
OUTSIDE, BESIDE = "outside", 0.1
WANTED = -0.3  # the side from which a sort of fact is known to be asked
# The nearness from which an answer of the region, of the bot about itself, of a guide is given.
TOLD_FROM, ITSELF_FROM, GUIDE_FROM = 0.3, 0.45, 0.55
DEFINED_FROM = 0.85  # the same, for an answer of a guide to say what a thing is
