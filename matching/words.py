"""Words as the matcher sees them.

They are without accents or case, cut at apostrophes, reduced to French stems and sounds.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_LIGATURES = {"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": "'", "ʼ": "'", "`": "'", "´": "'"}
_KEPT_ACCENTS = str.maketrans(_LIGATURES)
# The letters of French in one pass; anything rarer takes the long way through Unicode
# decomposition.
_PLAIN_LETTERS = dict(
    zip("àâäçéèêëîïôöùûüÿ«»–—\u00a0\u202f", 'aaaceeeeiioouuuy""--  ', strict=True)
)
_NO_ACCENTS = str.maketrans(_LIGATURES | _PLAIN_LETTERS)
_WORD = re.compile(r"[a-z0-9]+")
_SPELT = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b|\b[a-z](?: [a-z]){2,}\b")
_snowball = Stemmer.Stemmer("french")


def fold(text: str) -> str:
    """Return a text in lower case without accents, ligatures or typographic apostrophes."""
    folded = text.lower().translate(_NO_ACCENTS)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return a word folded; the same few thousand words are met again and again."""
    return fold(word)


def spelt(text: str) -> list[str]:
    """Return the words of a text as spelt, accents kept, initials joined.

    "l'École du C.I.A.S." gives l, école, du, cias.
    """
    lowered = text.translate(_KEPT_ACCENTS).lower()
    joined = _INITIALS.sub(lambda found: re.sub(r"[. ]", "", found.group()), lowered)
    return _SPELT.findall(unicodedata.normalize("NFC", joined))


def tokens(text: str) -> list[str]:
    """Return the words of a text, folded, initials joined."""
    joined = _INITIALS.sub(lambda found: re.sub(r"[. ]", "", found.group()), fold(text))
    return _WORD.findall(joined)


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return a folded word without the endings of plural and feminine.

    Seules gives seul, médicaux médical.
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("aux") and len(word) > 5 and word[-4] not in "ey":
        return f"{word[:-2]}l"
    root = word.rstrip("sx")
    return root[:-1] if len(root) > 4 and root[-1] == "e" else root


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a folded word.

    It is Snowball's French one, then without the mute endings that folding hides from it.
    """
    if len(word) <= 3 or word[0].isdigit():
        return word
    root: str = _snowball.stemWord(word)
    while len(root) > 4 and root[-1] in "esx":
        root = root[:-1]
    return root


# In this order; each is applied to the whole word, capitals mark sounds already decided.
_SOUNDS = [
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"[éèêë]", "E"),
        (r"[àâä]", "a"),
        (r"[îï]", "i"),
        (r"[ôö]", "o"),
        (r"[ùûü]", "u"),
        (r"ç", "s"),
        (r"ph", "f"),
        (r"(^|[^sc])h", r"\1"),
        (r"sch|sh|ch", "C"),
        (r"eaux$|aux$|eau|au|o[st]$", "o"),
        (r"sc(?=[eiyE])", "s"),
        (r"c(?=[eiyE])", "s"),
        (r"ti(?=on|el|al|eu)", "si"),
        (r"qu|q|ck|c", "k"),
        (r"ge(?=[ao])|g(?=[eiyE])", "j"),
        (r"gu(?=[eiyE])", "g"),
        (r"gn", "n"),
        (r"x$", ""),
        (r"x", "ks"),
        (r"z", "s"),
        (r"(?<=[vm])ill(?=e|a)", "il"),
        (r"(?<=[aeouE])(?:ill|il$|y(?=[aeiouEW]))", "Y"),
        (r"ill", "iY"),
        (r"y", "i"),
        (r"oi", "wa"),
        (r"ou", "U"),
        (r"eu", "W"),
        (r"(?:ain|ein|aim|in|im|un|um)(?![aeiouEW])", "I"),
        (r"(?:an|am|en|em)(?![aeiounmEW])", "A"),
        (r"(?:on|om)(?![aeiounmEW])", "O"),
        (r"ai|ei|oe|ae", "E"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[^aeiouEW])e(?:nt|s)?$", ""),
        (r"(?:es|er|ez|et)$", "E"),
        (r"(?<=.)e(?:nt|s)?$", ""),
        (r"(?<=r)g$", ""),
        (r"[stdpb]+$", ""),
        (r"E(?=.)", "e"),
    )
]


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return how a word sounds in French, roughly.

    Quoi and koi give kwa, papier and papié papiE, papi papi.
    """
    for pattern, sign in _SOUNDS:
        word = pattern.sub(sign, word)
    return word


_MUTE_PLURAL = re.compile(r"(?<=[^m])ent$")


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, ...]:
    """Return every way a word may sound, the likeliest first.

    Peuvent may sound pev too, vakans vakAs, cher Cer.
    """
    heard = [
        word,
        f"{word[:-2]}aire"
        if word.endswith("er")
        else f"{word}e"
        if word[-1:] in "bcdprst"
        else word,
    ]
    heard += [_MUTE_PLURAL.sub("e", word)] if _MUTE_PLURAL.search(word) else []
    return tuple(dict.fromkeys(map(sound, heard)))
