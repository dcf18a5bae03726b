"""Whether the best entry answers a need.

It is judged from the share of the need that is covered, and from how much that share says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matching.weights import WEIGHTS, Weights


class Outcome(StrEnum):
    """What came of a need."""

    FOUND = "found"
    UNSURE = "unsure"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Grounds:
    """What a verdict rests on.

    The share of the need that the best entry covers (0 to 1), the need's weight, the weight of what
    is known not to be covered by any entry, whether a concept or an audience was understood, and
    how much the most telling thing says: a meaning says all, « sais » nearly nothing.
    """

    coverage: float
    weight: float
    uncovered: float = 0.0
    recognised: bool = False
    telling: float = WEIGHTS.surely
    weights: Weights = WEIGHTS

    @property
    def evidence(self) -> float:
        """The weight of what the best entry answers."""
        return self.coverage * self.weight

    @property
    def assurance(self) -> float:
        """How sure one is that the best entry answers: more than 0, the more the surer.

        Coverage alone leaves long stories empty, evidence alone believes one rare word: each makes
        up for the other.
        """
        evidence = self.evidence - self.uncovered / 2
        return 2 * self.coverage + evidence + (self.weights.recognised if self.recognised else 0.0)


def judge(grounds: Grounds) -> Outcome:
    """Return the outcome.

    The thresholds stand where 1 % of the answerable needs of tests/relevance are left empty.
    """
    weights = grounds.weights
    if grounds.assurance < weights.doubtful or grounds.telling < weights.hardly:
        return Outcome.NOTHING
    return (
        Outcome.FOUND
        if grounds.assurance >= weights.answered and grounds.telling >= weights.surely
        else Outcome.UNSURE
    )
