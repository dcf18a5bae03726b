"""Whether the best entry answers a need: from the share of it that is covered, and how much that share says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ANSWERED, DOUBTFUL = 1.65, 1.3  # assurance from which one is sure, from which one says what comes close
_MOST_EVIDENCE = 1.5  # beyond, more words answered make nobody surer


class Outcome(StrEnum):
    """What came of a need."""

    FOUND = "found"
    UNSURE = "unsure"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Verdict:
    """An outcome and the figures it comes from: coverage 0 to 1, evidence and what is known uncovered in weights of words."""

    outcome: Outcome
    coverage: float = 0.0
    evidence: float = 0.0
    uncovered: float = 0.0

    @property
    def assurance(self) -> float:
        """How sure one is that the best entry answers."""
        return 2 * self.coverage + min(self.evidence - self.uncovered / 2, _MOST_EVIDENCE)


def judge(coverage: float, weight: float, uncovered: float) -> Verdict:
    """Judge a need of a total `weight` whose best entry covers a share `coverage`, `uncovered` being known not to be covered.

    Coverage alone leaves long stories empty, evidence alone believes one rare word: each makes up for the other.
    The thresholds were set where 2 % of the answerable needs of tests/relevance are left empty.
    """
    assurance = Verdict(Outcome.FOUND, coverage, coverage * weight, uncovered).assurance
    outcome = Outcome.FOUND if assurance >= ANSWERED else Outcome.UNSURE if assurance >= DOUBTFUL else Outcome.NOTHING
    return Verdict(outcome, coverage, coverage * weight, uncovered)
