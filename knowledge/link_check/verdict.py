"""From what was seen of an address to what the curator should do.

It decides, and touches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit


class Trouble(StrEnum):
    """Why no answer came."""

    NO_HOST = "ce nom de site n’existe plus"
    NO_NETWORK = "le nom du site n’a pas pu être cherché"
    SLOW = "le site n’a pas répondu à temps"
    CUT = "le site refuse ou coupe la connexion"
    UNSAFE = "la connexion chiffrée échoue : certificat périmé ou mal installé"
    LOOP = "le site renvoie sans fin d’une adresse à l’autre"
    MALFORMED = "ce n’est pas une adresse"


class Mail(StrEnum):
    """What name servers say of the domain of mail addresses."""

    RECEIVES = "reçoit le courrier"
    BARE = "aucun serveur de courrier n’est annoncé ; le courrier arrive peut-être quand même"
    REFUSES = "ce domaine annonce qu’il ne reçoit pas de courrier"
    NO_HOST = "ce domaine n’existe plus"
    UNKNOWN = "les serveurs de noms n’ont pas répondu"


@dataclass(frozen=True)
class Seen:
    """What became of a web address: the last status, or the trouble; `at` is where it was.

    `moved_to` is where permanent redirections lead, before any temporary one; "" where there is
    none.
    """

    at: str
    status: int = 0
    trouble: Trouble | None = None
    moved_to: str = ""


class Verdict(StrEnum):
    """What to do about an address."""

    DEAD = "dead"
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    UNSURE = "unsure"
    WELL = "well"


@dataclass(frozen=True)
class Finding:
    """A verdict, its reason in words, and the new address of what has moved."""

    verdict: Verdict
    why: str = ""
    new: str = ""


_GONE = frozenset((404, 410))
_OF_TROUBLE = {
    Trouble.NO_HOST: Verdict.DEAD,
    Trouble.MALFORMED: Verdict.DEAD,
    Trouble.NO_NETWORK: Verdict.UNREACHABLE,
    Trouble.SLOW: Verdict.UNREACHABLE,
    Trouble.CUT: Verdict.UNREACHABLE,
    Trouble.UNSAFE: Verdict.UNSURE,
    Trouble.LOOP: Verdict.UNSURE,
}
_OF_MAIL = {
    Mail.RECEIVES: Verdict.WELL,
    Mail.BARE: Verdict.UNSURE,
    Mail.REFUSES: Verdict.DEAD,
    Mail.NO_HOST: Verdict.DEAD,
    Mail.UNKNOWN: Verdict.UNREACHABLE,
}


def judge(asked: str, seen: Seen) -> Finding:
    """Say what to do about a web address."""
    if seen.trouble:
        return Finding(_OF_TROUBLE[seen.trouble], seen.trouble.value)
    if seen.status in _GONE:
        return Finding(Verdict.DEAD, f"page introuvable (erreur {seen.status})")
    if seen.status >= 500:
        return Finding(Verdict.UNREACHABLE, f"le site est en panne (erreur {seen.status})")
    if not 200 <= seen.status < 300:
        return Finding(
            Verdict.UNSURE, f"le site refuse de répondre à un programme (erreur {seen.status})"
        )
    if _is_home(seen.at) and not _is_home(asked):
        return Finding(
            Verdict.UNSURE, f"renvoie à l’accueil, {seen.at} : la page n’existe sans doute plus"
        )
    if seen.moved_to and not _nearly_same(asked, seen.moved_to):
        return Finding(Verdict.MOVED, "déplacée pour de bon", seen.moved_to)
    return Finding(Verdict.WELL)


def judge_mail(seen: Mail) -> Finding:
    """Say what to do about a mail domain."""
    verdict = _OF_MAIL[seen]
    return Finding(verdict, "" if verdict is Verdict.WELL else seen.value)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query and not parts.fragment


def _nearly_same(one: str, other: str) -> bool:
    """Tell whether two addresses differ by what no reader minds.

    That is the scheme, "www.", capitals of the name, or the last slash.
    """

    def bare(url: str) -> tuple[str, str, str]:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

    return bare(one) == bare(other)
