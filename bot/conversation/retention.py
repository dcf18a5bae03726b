"""What is kept, why and how long: the one table that the privacy screen prints and that the store applies."""

from __future__ import annotations

from dataclasses import dataclass

DELIVERED_DAYS = 400  # days that a weekly message stays after it was sent, and what it told after the aid ended
_YEAR = 365


@dataclass(frozen=True)
class Kept:
    """One kind of thing kept: what it is, what for, and how many days after what it goes; the words are those of the screen.

    `days` is None where it stays until the person ends it: `after` then says how."""

    what: str
    why: str
    days: int | None
    after: str

    @property
    def until(self) -> str:
        """Return how long it is kept, in words: "C’est effacé 400 jours après votre dernier message"."""
        if self.days is None:
            return f"C’est gardé {self.after}"
        return f"C’est effacé {_duration(self.days)} après {self.after}"


def _duration(days: int) -> str:
    """Return a time in words: "1 an", "400 jours"."""
    years, rest = divmod(days, _YEAR)
    if rest:
        return f"{days} jours"
    return f"{years} an" if years == 1 else f"{years} ans"


RETENTION: dict[str, Kept] = {
    "sessions": Kept(
        "Votre territoire, votre dossier, votre autodiagnostic et ses commentaires, les dernières fiches vues, "
        "le jour et l’heure de votre dernier message, avec le numéro de cette conversation",
        "pour vous retrouver d’un jour à l’autre",
        400,
        "votre dernier message",
    ),
    "subscriptions": Kept(
        "Votre abonnement (thèmes, publics, mots, territoire, jour et heure) et les aides ouvertes que vous gardez, "
        "avec le numéro de cette conversation",
        "pour vous écrire quand une aide vous concerne",
        None,
        "jusqu’à ce que vous l’arrêtiez, par « arrête les messages » ou par un bouton de chaque message",
    ),
    "standings": Kept(
        "Le numéro d’une conversation qui m’a bloqué, à qui j’ai dit mon absence ou dont le groupe a changé de numéro",
        "pour ne pas écrire à qui ne le veut plus, ni deux fois la même chose",
        400,
        "ce changement",
    ),
    "deliveries": Kept(
        "Les messages de la semaine que je vous ai envoyés ou que je dois vous envoyer, avec le numéro de cette conversation",
        "pour n’en perdre ni n’en répéter aucun",
        DELIVERED_DAYS,
        "leur envoi",
    ),
    "told": Kept(
        "Les aides et les fiches que je vous ai annoncées, et quel jour, avec le numéro de cette conversation",
        "pour ne pas vous les annoncer deux fois",
        None,
        f"jusqu’à {DELIVERED_DAYS} jours après la fin de l’aide, ou jusqu’à ce qu’il ne reste rien d’autre de vous",
    ),
    "turns": Kept(
        "Le jour et l’heure de votre dernier rendez-vous de la semaine, avec le numéro de cette conversation",
        "pour vous écrire au rythme que vous avez choisi",
        None,
        "jusqu’à ce qu’il ne reste rien d’autre de vous",
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
    "usage": Kept(
        "Combien de besoins par thème, de fiches ouvertes et d’avis chaque jour : des nombres, sans rien qui dise de qui",
        "pour voir ce que l’on cherche ici, et si l’on y trouve",
        2 * _YEAR,
        "le jour compté",
    ),
}
