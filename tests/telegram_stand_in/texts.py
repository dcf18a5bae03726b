"""Texts and captions of a call: read, measured, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.html_text import read_html, utf16
from tests.telegram_stand_in.refusals import bad_request

if TYPE_CHECKING:
    from tests.telegram_stand_in.parameters import Parameters

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_SOURCE = 1 << 15
MOST_ENTITIES = 100


def read_text(
    source: str, parse_mode: str, entities: Any = None
) -> tuple[str, list[dict[str, Any]]]:
    """Return a text as it is read and its entities; an empty one where nothing can be read."""
    if len(source.encode("utf-8", "surrogatepass")) > LONGEST_SOURCE:
        raise bad_request("text is too long")
    if any("\ud800" <= character <= "\udfff" for character in source):
        raise bad_request("strings must be encoded in UTF-8")
    if parse_mode.lower() == "html":
        text, found = read_html(source)
    elif parse_mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, found = source, entities or []
    if len(found) > MOST_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")
    return text, found


def message_text(parameters: Parameters) -> dict[str, Any]:
    """Return the text of a message, its entities and its source, 1 to 4096 units long."""
    return checked_text(
        parameters.text("text"),
        parameters.text("parse_mode"),
        parameters.decoded("entities", "message entities"),
    )


def checked_text(source: str, parse_mode: str, entities: Any = None) -> dict[str, Any]:
    """Return a text that can be a message."""
    if not source:
        raise bad_request("message text is empty")
    text, found = read_text(source, parse_mode, entities)
    if not text.strip():
        raise bad_request("text must be non-empty")
    if utf16(text.strip()) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": found, "source": source}


def caption_text(parameters: Parameters) -> dict[str, Any]:
    """Return the caption of a file, which may be empty."""
    source = parameters.text("caption")
    entities = parameters.decoded("caption_entities", "message entities")
    text, found = read_text(source, parameters.text("parse_mode"), entities)
    if utf16(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"text": text, "entities": found, "source": source}
