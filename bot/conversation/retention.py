"""What is kept, why and how long: the one table that the privacy screen prints and that the store applies."""

from __future__ import annotations

from dataclasses import dataclass

_YEAR = 365


@dataclass(frozen=True)
class Kept:
    """One kind of thing kept: what it is, what for, and how many days after what it goes; the words are those of the screen."""

    what: str
    why: str
    days: int
    after: str

    @property
    def duration(self) -> str:
        """Return the time it is kept, in words: "1 an", "400 jours"."""
        years, rest = divmod(self.days, _YEAR)
        if rest:
            return f"{self.days} jours"
        return f"{years} an" if years == 1 else f"{years} ans"


RETENTION: dict[str, Kept] = {
    "sessions": Kept(
        "Votre territoire, votre dossier, votre autodiagnostic et ses commentaires, les dernières fiches vues, "
        "le jour et l’heure de votre dernier message, avec le numéro de cette conversation",
        "pour vous retrouver d’un jour à l’autre",
        400,
        "votre dernier message",
    ),
    "notes": Kept(
        "Vos avis sur mes réponses, avec la question, et les erreurs que vous signalez, sans rien qui dise de qui ils viennent",
        "pour corriger et compléter les fiches",
        2 * _YEAR,
        "leur envoi",
    ),
    "unmatched": Kept(
        "Les questions restées sans réponse, sans rien qui dise qui les a posées",
        "pour apprendre les mots qui me manquent",
        _YEAR,
        "la dernière fois qu’on les a posées",
    ),
}
