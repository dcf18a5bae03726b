"""The mistakes a curator may make, and what tells each.

They are in cards and how they are written, in places, and in the rest.
"""

from tests.knowledge.mistakes.in_cards import CARDS
from tests.knowledge.mistakes.in_places import PLACES
from tests.knowledge.mistakes.in_vocabulary import VOCABULARY
from tests.knowledge.mistakes.in_writing import WRITING
from tests.knowledge.mistakes.words import ABSENT, AIDE, FETE, NAVETTE

MISTAKES = [*CARDS, *WRITING, *PLACES, *VOCABULARY]

__all__ = ["ABSENT", "AIDE", "FETE", "MISTAKES", "NAVETTE"]
