"""Contacts as vCards 3.0, the version that every telephone reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.texts import link

if TYPE_CHECKING:
    from knowledge.model import Contact

_FOLDED_AT = 75  # bytes of a line, without its end
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0e-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})


def vcard(contact: Contact, note: str = "") -> str:
    """Return the vCard of someone, each of its lines folded and ended.

    They have a name, an organisation or an address.
    """
    shown = (
        contact.name or contact.organisation or (*contact.emails, *contact.phones, *contact.urls)[0]
    )
    family, given = _names(contact.name or "")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escaped(shown)}",
        f"N:{escaped(family)};{escaped(given)};;;",
        *([f"ORG:{escaped(contact.organisation)}"] if contact.organisation else ()),
        *([f"TITLE:{escaped(contact.role)}"] if contact.role else ()),
        *(f"EMAIL;TYPE=INTERNET,WORK:{escaped(email)}" for email in contact.emails),
        *(f"TEL;TYPE=WORK,VOICE:{escaped(phone)}" for phone in contact.phones),
        *(f"URL:{link(url)}" for url in contact.urls),
        *([f"NOTE:{escaped(note)}"] if note else ()),
        "END:VCARD",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Return a text as a value of a vCard: on one line, its separators escaped."""
    return _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", text)).translate(_ESCAPES)


def folded(line: str) -> str:
    """Cut a line into lines of at most 75 bytes, between characters.

    Each but the first begins with a space.
    """
    lines, size = [""], 0
    for character in line:
        size += len(character.encode())
        if size > _FOLDED_AT:
            lines.append(" ")
            size = 1 + len(character.encode())
        lines[-1] += character
    return "\r\n".join(lines)


def _names(name: str) -> tuple[str, str]:
    """Return family and given names: a family name is printed in capitals.

    Where none is, it is the last word.
    """
    words = name.split()
    capitals = [word for word in words if word.isupper() and len(word.strip(".")) > 1] or words[-1:]
    return " ".join(capitals), " ".join(word for word in words if word not in capitals)
