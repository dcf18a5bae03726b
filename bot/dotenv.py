"""The lines of a .env file, read as shells and other tools read them.

A line that would be lost is told.
"""

from __future__ import annotations

import codecs
import re

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)", re.DOTALL)
_SINGLE = re.compile(r"'((?:[^'\\]|\\.)*)'\s*(?:#.*)?")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(?:#.*)?')
_CURLY = "“”„‘’«»"
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


class UnreadableLineError(ValueError):
    """A line can't be read: its number, and why, as a key of bot/texts/settings.yaml says it."""

    def __init__(self, number: int, why: str, **values: str) -> None:
        """Take the `values` that fill what is said."""
        super().__init__(why)
        self.number = number
        self.why = why
        self.values = values


def read_dotenv(raw: bytes, prefix: str) -> dict[str, str]:
    """Return the NAME=value lines whose name begins with a prefix.

    Blank lines, remarks and other names are passed over. UnicodeDecodeError is raised for other
    encodings, UnreadableLineError for a line that names the prefix and is no such line.
    """
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw.decode("utf-16" if wide else "utf-8-sig")
    values = {}
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip().lstrip("\ufeff\u200b").strip()
        if written.startswith("#") or prefix not in written.partition("=")[0]:
            continue
        found = _LINE.fullmatch(written)
        if found is None:
            raise UnreadableLineError(number, "form", line=written[:60], prefix=prefix)
        if found[1].startswith(prefix):
            values[found[1]] = _value(found[2], number)
    return values


def _value(written: str, number: int) -> str:
    """Return a value without its quotes, nor the remark after it, which a blank comes before."""
    if quoted := _SINGLE.fullmatch(written):
        return re.sub(r"\\(['\\])", r"\1", quoted[1])
    if quoted := _DOUBLE.fullmatch(written):
        return re.sub(r"\\(.)", lambda escaped: _ESCAPES.get(escaped[1], escaped[1]), quoted[1])
    if written[:1] and written[0] in "\"'":
        raise UnreadableLineError(number, "open_quote")
    if written[:1] and written[0] in _CURLY:
        raise UnreadableLineError(number, "curly_quotes")
    return re.split(r"(?:^|\s)#", written, maxsplit=1)[0].strip()
