"""What the form of the conversation brings: what was carried, said, or pressed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from bot.channels.plain import to_event
from bot.conversation.events import Pressed
from bot.conversation.replies import LONGEST_DATA

if TYPE_CHECKING:
    from bot.conversation.events import Event
    from bot.conversation.replies import Button

LONGEST_TEXT = 2000  # signs of a message; a need takes twenty
_LONGEST_LABEL = 200
_MOST_FIELDS = 12


@dataclass(frozen=True)
class SentForm:
    """What was sent: a text, or a button pressed.

    `said` is the text, `press` the data of a button and `label` its words, `init` what Telegram
    says of who opens the page, `file` which reply of an answer a file is asked of.
    """

    token: str = ""
    said: str = ""
    press: str = ""
    label: str = ""
    init: str = ""
    file: int = 0

    @property
    def event(self) -> Event | None:
        """What the person did; None where they sent nothing."""
        if self.press:
            return Pressed(self.press)
        return to_event(self.said, []) if self.said else None


def pressing(button: Button) -> str:
    """Return what a button sends: its data, and the label that the next page shows as asked."""
    return f"{button.data}\n{button.label}"


def read_form(body: bytes) -> SentForm:
    """Read a form as browsers send it. Raises ValueError where it holds more than any of ours."""
    fields = parse_qs(
        body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS, errors="replace"
    )

    def first(name: str) -> str:
        return fields.get(name, [""])[0]

    press, _, label = first("press").replace("\r\n", "\n").partition("\n")
    said = first("said").replace("\x00", " ").replace("\r\n", "\n").strip()
    return SentForm(
        first("token"),
        said[:LONGEST_TEXT],
        press if len(press.encode()) <= LONGEST_DATA else "",
        label[:_LONGEST_LABEL],
        first("init"),
        int(number) if re.fullmatch("[0-9]{1,2}", number := first("file")) else 0,
    )
