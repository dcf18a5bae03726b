"""What a person wrote, without e-mail addresses, phone numbers and people's names: nothing of these is looked for or kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Container

_EMAIL = r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+|[\w.+-]+ ?(?:\(at\)|\[at\]|arobase) ?[\w-]+(?:(?:\.| ?point ?)[\w-]+)+"
_PHONE = r"(?<![\d\w])(?:\+ ?33|0033|0) ?(?:\(0\))? ?[1-9](?:[ .\-/_]{0,3}\d{2}){4}(?!\d)"
_TITLE = r"(?:[Mm](?:onsieur|adame|ademoiselle|me|lle|r)\b\.?|M(?:ME|LLE|R)\b\.?|M\.|[Dd](?:octeur|r)\b\.?|Maître\b|Me\b)"
_CAPITALISED = r"(?:(?:d[eu] |de la |d['’]|le |la )?[A-ZÀÂÉÈÊËÎÏÔÖÙÛÜÇ][\w'’-]*)"
_NAME = re.compile(rf"\b{_TITLE} ?(?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{0,3}})")
# Written in haste, a name has no capital; the next word of these short titles is one, but for what a title may qualify.
_HASTY = re.compile(r"\b(?:mme|mlle|mr|dr)\b\.? (?P<name>[^\W\d_][\w'’-]{2,})", re.IGNORECASE)
_NO_NAMES = frozenset(tokens("les des une qui est maire adjoint adjointe president conseiller secretaire tout avec pour dans"))
_CALLED = re.compile(
    r"(?i:je m['’ ]appelle|mon nom (?:est|c['’ ]est)|(?:il|elle) s['’ ]appelle) "
    rf"(?P<name>{_CAPITALISED}(?: {_CAPITALISED})*)"
)
_FOUND = re.compile(f"{_EMAIL}|{_PHONE}", re.IGNORECASE)
_STREET = re.compile(
    r",? ?(?:\d+ ?(?:bis|ter)?,? )?\b(?:rue|avenue|boulevard|impasse|chemin|all[ée]e|place|route) "
    rf"{_CAPITALISED}(?: {_CAPITALISED})*"
)
# What is said around them: once they are gone, it asks nothing.
_AROUND = frozenset(
    tokens(
        """voici voila mon ma mes notre nos votre vos ton son sa ses le la les l un une c est ce sera a au aux sur par de du d
        pour et ou ici moi me m nous je j on suis vous tu il elle si besoin bonjour bonsoir merci svp stp plait cordialement
        maire mairie mail mails email e adresse mel courriel courrier tel telephone numero num portable fixe
        nom prenom coordonnees telephoner appelle appelez appeler rappeler rappelez contacter contactez joindre joignez
        ecrivez ecrire ecris envoyer envoyez repondre repondez pouvez peux peut"""
    )
)
_LEADING = re.compile(r"[\w'’]+\W*$")


def without_personal(text: str, known: Container[str] = frozenset()) -> str:
    """Return a text without coordinates and names, but for the `known` folded names; the same text where it holds none."""
    left = _cut(_FOUND, text, known)
    for names in (_CALLED, _NAME, _HASTY):
        left = _cut(names, left, known)
    if left == text:
        return text
    left = " ".join(_STREET.sub(" ", left).split()).strip(" ,;:.-!")
    return left if any(word not in _AROUND for word in tokens(left)) else ""


def _cut(pattern: re.Pattern[str], text: str, known: Container[str]) -> str:
    """Return a text without what a pattern finds, and without the words that only announce it."""
    pieces: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        name = found.groupdict().get("name")
        if name and (fold(name) in _NO_NAMES or any(word in known for word in tokens(name))):
            continue
        pieces.append(_without_announcement(text[end : found.start()]))
        end = found.end()
    return " ".join((*pieces, text[end:])) if end else text


def _without_announcement(before: str) -> str:
    """Drop the last words of a text that only announce an address: "je cherche une crèche, mon mail c'est"."""
    left = before.rstrip()
    while (last := _LEADING.search(left)) and all(word in _AROUND for word in tokens(last[0])):
        left = left[: last.start()]
    return left
