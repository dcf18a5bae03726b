"""The numbers that rank the entries for a need, in one frozen type.

Each says what it does, and what would be without it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from matching.need import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _knob(value: float, does: str, without: float) -> Any:
    """Return a number of `Weights`, what it does, and the value at which it does nothing."""
    return field(default=value, metadata={"does": does, "without": without})


@dataclass(frozen=True)
class Weights:
    """The numbers of matching; `tambour evaluate --ablate FILE` prints what each moves."""

    # What a text is worth by where it stands in an entry, and how mentions add up (BM25, Robertson
    # and Zaragoza, 2009).
    title: float = _knob(3.0, "une mention dans le titre", 1.0)
    keywords: float = _knob(1.5, "une mention dans les mots-clés", 1.0)
    needs: float = _knob(1.0, "une mention dans les besoins écrits par un curateur", 0.3)
    summary: float = _knob(1.0, "une mention dans le résumé", 0.3)
    steps: float = _knob(0.5, "une mention dans les étapes", 0.0)
    figures: float = _knob(0.3, "une mention dans les chiffres", 0.0)
    place: float = _knob(1.5, "une mention dans le territoire", 0.0)
    contacts: float = _knob(1.5, "une mention dans les contacts", 0.0)
    partners: float = _knob(0.7, "une mention dans les partenaires", 0.0)
    declared: float = _knob(4.0, "un thème, un public ou un partenaire déclaré, en mentions", 0.0)
    saturation: float = _knob(3.0, "k1 : dès quand des mentions de plus n'ajoutent rien", 100.0)
    length: float = _knob(0.5, "b : ce qui retient une longue fiche", 0.0)
    number: float = _knob(
        0.3, "ce que dit un nombre, contre un mot : « 16-25 » aide, « 35 km » non", 1.0
    )
    # What a unit of a need is worth.
    asking: float = _knob(
        0.35, "ce qui reste des mots qui disent seulement ce qu'on veut : « qui finance »", 1.0
    )
    least: float = _knob(
        0.5, "le moindre poids d'une expression qui a un sens : « tout seul »", 0.0
    )
    audience_changed: float = _knob(
        2.0, "ce que pèse de plus un public qui en remplace un autre : « plutôt les seniors »", 1.0
    )
    meant: float = _knob(0.3, "ce que compte le sens d'une expression contre ses mots", 0.0)
    named: float = _knob(
        1.0, "la force d'un groupe de mots équivalents, d'un sigle, d'une personne", 0.0
    )
    audience: float = _knob(0.5, "la force d'un public", 0.0)
    partner: float = _knob(0.4, "la force d'un partenaire", 0.0)
    theme: float = _knob(0.2, "la force d'un thème", 0.0)
    # What is added to the words: the sentences in which people ask, the place, what resembles the
    # best entries.
    echoed: float = _knob(0.1, "ce que compte la phrase d'un curateur la plus proche", 0.0)
    said: float = _knob(0.95, "dès quelle ressemblance un besoin est cette phrase même", 2.0)
    taught: float = _knob(
        0.35,
        "ce que pèse au moins une phrase pour être reconnue : « rien » est dans « plus rien »",
        0.0,
    )
    alike: float = _knob(0.3, "ce qu'une fiche gagne à ressembler aux meilleures", 0.0)
    place_share: float = _knob(0.35, "ce que pèse le lieu contre le sujet", 0.0)
    anywhere: float = _knob(0.3, "la proximité d'une fiche qui vaut partout", 0.0)
    comparable: float = _knob(
        0.6, "quelle part du sujet une fiche doit couvrir pour que son lieu compte", 0.0
    )
    no_subject: float = _knob(
        0.3, "à côté d'un lieu, le poids sous lequel les mots ne demandent rien", 0.0
    )
    same_epci: float = _knob(0.9, "la proximité dans la même intercommunalité", 0.0)
    same_department: float = _knob(0.6, "la proximité dans le même département", 0.0)
    next_door: float = _knob(
        0.85, "la proximité de ce qui s'est fait à côté, hors de l'intercommunalité", 0.6
    )
    at_reach: float = _knob(
        0.6, "la proximité de ce qui s'est fait au plus loin où l'on va voir", 0.0
    )
    away: float = _knob(0.7, "ce qui reste à une fiche qui ne sert qu'un autre département", 1.0)
    # Whether the best entry answers.
    answered: float = _knob(1.9, "l'assurance dès laquelle on est sûr", 0.0)
    doubtful: float = _knob(1.5, "l'assurance dès laquelle on montre ce qui s'approche", 0.0)
    recognised: float = _knob(
        0.25, "ce que vaut d'avoir compris un public ou un groupe de mots", 0.0
    )
    surely: float = _knob(0.5, "ce que dit au moins le plus parlant pour être sûr", 0.0)
    hardly: float = _knob(0.3, "ce que dit au moins le plus parlant pour répondre", 0.0)
    everyone: float = _knob(0.025, "la rareté d'un public qui ne demande rien : « habitants »", 0.0)

    def strength(self, facet: Facet) -> float:
        """Return what a meaning of a facet is worth in an entry.

        It is 0 for those that only rank or set aside.
        """
        if facet in _NAMED:
            return self.named
        return float(getattr(self, facet.value)) if facet in _GROUPS else 0.0

    def without(self) -> Iterator[tuple[str, str, Weights]]:
        """Yield each number's name, what it does, and the same weights where it does nothing."""
        for each in fields(self):
            told: Mapping[str, Any] = each.metadata
            yield each.name, str(told["does"]), replace(self, **{each.name: told["without"]})


_NAMED = frozenset((Facet.CONCEPT, Facet.ACRONYM, Facet.PERSON))
_GROUPS = frozenset((Facet.AUDIENCE, Facet.PARTNER, Facet.THEME))
WEIGHTS = Weights()
