"""Names of places as they are compared.

They are plain, bare of what stands before them, and as they sound.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_WHOLE_WORDS = (
    (re.compile(r"\bst\b"), "saint"),
    (re.compile(r"\bste\b"), "sainte"),
    (re.compile(r"(?<= )(?:lez|le)(?= )"), "les"),
    (re.compile(r"\bs (?=[a-z]{3})"), "sur "),
)
# What stands before the name of a place, in what people write and in the names of
# intercommunalities.
_BEFORE = re.compile(
    r"^(?:(?:je suis|nous sommes|on est|c est|j habite|ma commune|mon village|mon territoire"
    r"|maire|elue?|est|mairie|commune|ville|village"
    r"|communaute (?:de communes|d agglomeration|urbaine)|com com|intercommunalite|interco"
    r"|agglo|agglomeration|metropole|departement|dpt|dept|code postal|cc|ca|cu"
    r"|le|la|les|l|de|du|des|d|a|au|aux|en|dans|pres|vers|autour|pas loin|a cote|du cote"
    r"|aux? (?:alentours|environs)) )+"
)
_HEARD = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        ("ph", "f"),
        ("qu|ck|k", "c"),
        ("y", "i"),
        ("h", ""),
        (r"(?:ais|ait|aix|ai|ei|ez|er|et)\b", "e"),
        ("eaux?|aux?", "o"),
        (r"(.)\1", r"\1"),
        (r"[stdx]\b", ""),
    )
)
_ARTICLES = (("Le ", "du "), ("Les ", "des "))


def plain(text: str) -> str:
    """Return a name without accents, capitals, hyphens or abbreviations.

    "St-Quentin" gives "saint quentin".
    """
    letters = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower().replace("œ", "oe")))
    words = _SEPARATORS.sub(" ", letters).strip()
    for pattern, whole in _WHOLE_WORDS:
        words = pattern.sub(whole, words)
    return words


def bare(plain_name: str) -> str:
    """Return a plain name without what stands before it: "je suis maire de la fere" -> "fere"."""
    return _BEFORE.sub("", plain_name)


def heard(bare_name: str) -> str:
    """Return roughly how a name sounds: "beauve" and "beauvais" give the same."""
    for pattern, sign in _HEARD:
        bare_name = pattern.sub(sign, bare_name)
    return bare_name


def of(name: str) -> str:
    """Return a name as "of" stands before it in French.

    It gives "d’Arras", "du Crotoy", "des Ageux", "de La Fère".
    """
    for article, contracted in _ARTICLES:
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d’{name}" if plain(name)[:1] in "aeiouyh" else f"de {name}"
