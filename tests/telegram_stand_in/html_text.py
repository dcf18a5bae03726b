"""HTML as Telegram reads it: what is read, and how it is set; or why it is refused.

Stricter than Telegram where Telegram keeps silent and people see the mistake: it leaves an unknown
entity or a bare & as it is, drops a link it cannot follow, and undoes a quote within a quote or
marks within code. Here these are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from tests.telegram_stand_in.links import wrong_link
from tests.telegram_stand_in.refusals import RefusalError, bad_request

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "tg-spoiler": "spoiler", "span": "spoiler",
    "blockquote": "blockquote", "a": "text_link", "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([^\s>]*)([^>]*)(>?)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?""")
_ENTITY = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot);")
_TIME = re.compile(r"[rR]|[wWdDtT]*")


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


def utf16(text: str) -> int:
    """Return the length that Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text as it is read and its entities, in order. Raises RefusalError."""
    read: list[str] = []
    length = position = 0
    entities: list[dict[str, Any]] = []
    open_tags: list[_Open] = []

    def add(text: str, start: int) -> None:
        nonlocal length
        plain = _plain(text, source, start)
        read.append(plain)
        length += utf16(plain)

    for tag in _TAG.finditer(source):
        add(source[position : tag.start()], position)
        position = tag.end()
        where = len(source[: tag.start()].encode())
        if tag[1]:
            _close(tag, where, open_tags, entities, length, "".join(read))
        else:
            open_tags.append(_opened(tag, where, length, open_tags))
    add(source[position:], position)
    if open_tags:
        raise _refused(f'Can\'t find end tag corresponding to start tag "{open_tags[-1].tag}"')
    return "".join(read), sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _opened(tag: re.Match[str], where: int, length: int, around: list[_Open]) -> _Open:
    name = tag[2].lower()
    if not tag[4]:
        raise _refused(f"Unclosed start tag at byte offset {where}")
    if name not in _TYPES:
        raise _refused(f'Unsupported start tag "{name}" at byte offset {where}')
    attributes: dict[str, str] = {}
    end = 0
    for found in _ATTRIBUTE.finditer(tag[3]):
        if found.start() != end:
            break
        attributes[found[1]] = unescape(found[2] or found[3] or found[4] or "")
        end = found.end()
    if tag[3][end:].strip():
        raise _refused(f'Empty attribute name in the tag "{name}" at byte offset {where}')
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    names = [outer.tag for outer in around]
    if name in names and name in ("blockquote", "a"):
        raise _refused(f'Tag "{name}" within itself at byte offset {where}')
    if ("code" in names or "pre" in names) and (names, name) != (["pre"], "code"):
        raise _refused(f'Tag "{name}" within code at byte offset {where}')
    return _Open(name, length, attributes)


def _close(
    tag: re.Match[str],
    where: int,
    open_tags: list[_Open],
    entities: list[dict[str, Any]],
    length: int,
    read: str,
) -> None:
    if not open_tags:
        raise _refused(f"Unexpected end tag at byte offset {where}")
    if not tag[4] or tag[3].strip():
        raise _refused(f"Unclosed end tag at byte offset {where}")
    name, opened = tag[2].lower(), open_tags.pop()
    if name and name != opened.tag:
        raise _refused(
            f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", '
            f'found "</{name}>"'
        )
    entity = {"type": _TYPES[opened.tag], "offset": opened.start, "length": length - opened.start}
    if entity["length"]:
        entities.append(entity | _details(opened, read))


def _details(opened: _Open, read: str) -> dict[str, Any]:
    """Return what an entity says besides its place."""
    given = opened.attributes
    if opened.tag == "a":
        url = given.get("href") or read.encode("utf-16-le")[opened.start * 2 :].decode("utf-16-le")
        if why := wrong_link(url):
            raise _refused(f"URL '{url}' is invalid: {why}")
        return {"url": url}
    if opened.tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    if opened.tag == "tg-emoji":
        if not given.get("emoji-id", "").isdecimal():
            raise bad_request("Invalid custom emoji identifier specified")
        return {"custom_emoji_id": given["emoji-id"]}
    if opened.tag == "tg-time":
        unix, shape = given.get("unix", ""), given.get("format", "")
        if not unix.isdecimal() or not 0 < int(unix) < 2**31 or not _TIME.fullmatch(shape):
            raise bad_request("Invalid date format used")
        return {"unix_time": int(unix), "date_time_format": shape}
    return {}


def _plain(text: str, source: str, start: int) -> str:
    """Return a text with its entities decoded."""
    for ampersand in re.finditer("&", text):
        if not _ENTITY.match(text, ampersand.start()):
            where = len(source[: start + ampersand.start()].encode())
            raise _refused(
                f'Unsupported entity "{text[ampersand.start() :][:10]}" at byte offset {where}'
            )
    decoded = _ENTITY.sub(lambda found: _character(found[1]), text)
    if any("\ud800" <= character <= "\udfff" for character in decoded):
        raise bad_request("Text contains invalid Unicode characters after decoding HTML entities")
    return decoded


def _character(name: str) -> str:
    if not name.startswith("#"):
        return unescape(f"&{name};")
    number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(number) if 0 < number < 0x10FFFF else f"&{name};"


def _refused(why: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: can't parse entities: {why}")
