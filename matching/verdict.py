"""Whether the best entry answers a need: from the share of it that is covered, and how much that share says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ANSWERED, DOUBTFUL = 1.9, 1.5  # assurance from which one is sure, from which one says what comes close
_MOST_EVIDENCE = 1.5  # beyond, more words answered make nobody surer
_RECOGNISED = 0.25  # what it is worth that a concept or an audience was understood, and not single words only
_SURELY, HARDLY = 0.5, 0.3  # what the most telling thing must say for one to be sure, for one to answer at all


class Outcome(StrEnum):
    """What came of a need."""

    FOUND = "found"
    UNSURE = "unsure"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Grounds:
    """What a verdict rests on: the share of the need that the best entry covers (0 to 1), the need's weight, the weight of
    what is known not to be covered by any entry, whether a concept or an audience was understood, and how much the most
    telling thing says: a meaning says all, « sais » nearly nothing."""

    coverage: float
    weight: float
    uncovered: float = 0.0
    recognised: bool = False
    telling: float = _SURELY

    @property
    def evidence(self) -> float:
        """The weight of what the best entry answers."""
        return self.coverage * self.weight

    @property
    def assurance(self) -> float:
        """How sure one is that the best entry answers, 0 to 3.7.

        Coverage alone leaves long stories empty, evidence alone believes one rare word: each makes up for the other.
        """
        evidence = min(self.evidence - self.uncovered / 2, _MOST_EVIDENCE)
        return 2 * self.coverage + evidence + (_RECOGNISED if self.recognised else 0.0)


def judge(grounds: Grounds) -> Outcome:
    """Return the outcome; the thresholds stand where 1 % of the answerable needs of tests/relevance are left empty."""
    if grounds.assurance < DOUBTFUL or grounds.telling < HARDLY:
        return Outcome.NOTHING
    return Outcome.FOUND if grounds.assurance >= ANSWERED and grounds.telling >= _SURELY else Outcome.UNSURE
