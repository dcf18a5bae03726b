"""Text that a change of encoding has broken: where it is, and what it must have been."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = "àâäéèêëîïôöùûüÿçœæñÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇŒÆ"
_SIGNS = "’‘“”„«»…–—•€°²³·×½\u00a0\u202f\u2009"
# What they look like, which may be so too.
_ENCODED_AGAIN = "".join(map(chr, range(0xA1, 0xC0))) + "ÃÂâ‚ƒ†‡ˆ‰Š‹Œ˜™š›œžŸŽ"
_LOST = "\ufffd"
_READERS = ("cp1252", "latin_1", "mac_roman", "cp850", "cp437")  # what mistakes a text for its own
_WINDOWS = ("cp1252", "latin_1")
_NOT_BROKEN = "https?://\\S+|\\S+@\\S+"
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,5}|#x[0-9a-fA-F]{2,5});")
# A letter of another encoding, where French never has it: a capital after a small letter, a sign or
# a control in a word.
_FOREIGN = re.compile(
    r"(?<=[a-z])[ŽˆŠ‚‡ƒÈËÍÁÙÓÚÞþ\u0400-\u04ff\u0391-\u03c9]"
    r"|[\u0400-\u04ff](?=[a-z])|Ž(?=[bcdfghjklmnpqrstvwxz])"
    r"|(?<=[a-z])[™‰](?=[a-z])|[\x80-\x9f]"
)
_MISREAD = (  # the signs that tell which encoding was taken for which
    ("ŽˆŽ™‰\x8d\x8e\x8f\x90\x9d", "cp1252", "mac_roman"),
    ("‚Š‡ƒ\x82\x85\x87\x8a", "cp1252", "cp850"),
    ("ÈËÍÁÙÓ", "mac_roman", "cp1252"),
    ("ÚÞþ", "cp850", "cp1252"),
)
_LONE_QUESTION = re.compile(r"(?<=[a-z])\?(?=[a-z])|(?<=[a-z]{2}[bcdfglmnprtv])\?(?= [a-z])")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Damage:
    """A broken word, and the line (from 1) where it stands.

    `meant` is what it must have been, "" where nothing tells.
    """

    line: int
    found: str
    meant: str

    @override
    def __str__(self) -> str:
        """Return what a curator reads."""
        shown = "".join(sign if sign.isprintable() else _LOST for sign in self.found)
        must = f"écrivez « {self.meant} »" if self.meant else "retapez ce mot"
        return (
            f"« {shown} » est abîmé par un changement d’encodage ; {must}, et enregistrez en "
            "« UTF-8 »"
        )


def damages(text: str) -> list[Damage]:
    """Return the first broken word of each line of a text that has one."""
    found = {text.count("\n", 0, sign.start()): None for sign in _suspect().finditer(text)}
    if not found:
        return []
    lines = text.split("\n")
    return [damage for number in found for damage in _first(lines[number], number + 1)]


@cache
def _suspect() -> re.Pattern[str]:
    """Return what finds a sign of which one at least is in any broken line.

    Signs that many good lines hold are left out.
    """
    begins = {look[0] for look in _encoded_signs()} - {"â"}
    signs = begins.union(*(signs for signs, *_ in _MISREAD)) | {_LOST}
    return re.compile(
        rf"[{''.join(sorted(signs))}\x80-\x9f\u0400-\u04ff\u0391-\u03c9]|â[€\x80\x82]"
        r"|&[#a-zA-Z]|(?<=[a-z])\?(?=[a-z ])"
    )


def _first(line: str, number: int) -> Iterator[Damage]:
    for broken, mend in (
        (_twice_encoded(), _decoded),
        (_ENTITY, unescape),
        (_FOREIGN, _read_again),
    ):
        found = broken.search(line)
        if found:
            word = _word_at(line, found, "&;#" if broken is _ENTITY else "")
            if (meant := mend(f"{word} ").strip()) != word:
                yield Damage(number, word, meant)
                return
    if _LOST in line:
        word = _word_at(line, next(re.finditer(_LOST, line)))
        yield Damage(number, word, _known_like(word, _LOST))
    elif found := _LONE_QUESTION.search(re.sub(_NOT_BROKEN, lambda link: "/" * len(link[0]), line)):
        word = _word_at(line, found, "?")
        if meant := _known_like(word, "?"):
            yield Damage(number, word, meant)


def _word_at(line: str, found: re.Match[str], also: str = "") -> str:
    """Return the word that holds what was found, however its broken letters look."""
    start, end = found.span()
    end -= found[0].endswith(" ")
    while (
        start > 0
        and (line[start - 1].isalpha() or not line[start - 1].isascii())
        and not line[start - 1].isspace()
    ):
        start -= 1
    while (
        end < len(line)
        and (line[end].isalpha() or not line[end].isascii() or line[end] in also + "&;#")
        and line[end] != "\n"
    ):
        end += 1
    return line[start:end].strip()


@cache
def _encoded_signs() -> dict[str, str]:
    """Return what each letter and sign looks like once its UTF-8 was read as something else."""
    seen: dict[str, str] = {}
    for reader in _READERS:
        for sign in _LETTERS + _SIGNS + _ENCODED_AGAIN * (reader in _WINDOWS):
            seen.setdefault(_read(sign.encode(), reader), sign)
    return {look: sign for look, sign in seen.items() if len(look) > 1} | {
        "Ã ": "à ",
        "Ã\u202f": "à ",
        "Â ": "\u00a0",
    }


@cache
def _twice_encoded() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_encoded_signs(), key=len, reverse=True))))


def _decoded(text: str) -> str:
    """Return a text as it was before its UTF-8 was read as something else.

    It may have been so several times.
    """
    for _ in range(3):
        mended = _twice_encoded().sub(lambda look: _encoded_signs()[look[0]], text)
        if mended == text:
            break
        text = mended
    return text


def _read_again(word: str) -> str:
    """Return a word read with the encoding that its strange letters tell."""
    pairs = [
        (reader, writer)
        for signs, reader, writer in _MISREAD
        if any(sign in word for sign in signs)
    ]
    for reader, writer in (*pairs, ("cp1251", "cp1252"), ("cp1253", "cp1252")):
        try:
            mended = _bytes(word, reader).decode(writer)
        except UnicodeError:
            continue
        if all(letter.isascii() or letter in _LETTERS + _SIGNS for letter in mended):
            return mended
    return word


def _bytes(text: str, encoding: str) -> bytes:
    """Return the bytes of a text, its controls as they are.

    Windows shows some of its own codes as controls.
    """
    return b"".join(bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode(encoding) for c in text)


def _read(raw: bytes, encoding: str) -> str:
    return "".join(_sign(byte, encoding) for byte in raw)


def _sign(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def _known_like(word: str, lost: str) -> str:
    """Return the word of the collection that most often stands where letters are lost.

    It is "" where none does.
    """
    pattern = re.compile(
        "".join(f"[{_LETTERS}’]" if c == lost else re.escape(c) for c in word), re.IGNORECASE
    )
    known = [each for each in _known_words() if pattern.fullmatch(each)]
    found = max(known, key=lambda each: (_known_words()[each], each), default="")
    return found[:1].upper() + found[1:] if word[0].isupper() else found


@cache
def _known_words() -> Counter[str]:
    """Return the words of the collection that comes with the program, read as they are."""
    texts = (path.read_text(encoding="utf-8", errors="ignore") for path in _FOLDER.rglob("*.yaml"))
    return Counter(
        word
        for text in texts
        for word in re.findall(r"[^\W\d_]+(?:’[^\W\d_]+)?", text.replace("'", "’"))
        if not word.isascii()
    )
