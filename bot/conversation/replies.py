"""What the bot answers.

It is a text in a small HTML subset (b, i, a, code, blockquote, time), buttons, one picture or file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

LONGEST_TEXT = 4096  # UTF-16 units that a message holds once rendered, on the strictest channel
LONGEST_DATA = 64  # bytes that a button carries
WIDEST_ROW = 8  # buttons in a row
MOST_BUTTONS = 6  # that a message holds
MOST_OF_A_CARD = 4  # under an answer to a question about a card


@dataclass(frozen=True)
class Button:
    """Something to press: it sends `data` back, or opens `url`, or copies `copy`.

    Only one of the three is set.
    """

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Attachment:
    """A picture or a file to keep: its name, its bytes, and what a screen reader says of it."""

    name: str
    content: bytes
    description: str

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown in the conversation rather than offered as a file."""
        return self.name.endswith(".png")


@dataclass(frozen=True)
class Reply:
    """One message; `replaces` tells that it takes the place of the one whose button was pressed.

    `behind` are the buttons that it has no room for: one of its own shows them, and their labels
    may be typed.
    """

    text: str
    rows: Rows = ()
    attachment: Attachment | None = None
    replaces: bool = False
    behind: tuple[Button, ...] = ()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button of the message, those behind last."""
        return (*(button for row in self.rows for button in row), *self.behind)


def headed(text: str, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Return some replies whose first begins with a text, in the same message."""
    first, *others = replies
    return (replace(first, text=f"{text}\n\n{first.text}"), *others)
