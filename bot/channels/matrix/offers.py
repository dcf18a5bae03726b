"""The buttons in sight.

Those of the last answer of each conversation, and those of each message, for what is pressed
late."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channels.remembering import remember

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.replies import Button


@dataclass(frozen=True)
class Offered:
    """What the buttons of a message carry, in order, and the thread it stands in, "" for none."""

    carried: tuple[str, ...] = ()
    thread: str = ""


class Offers:
    """Remembers, up to a number, what was offered.

    What is older is read again from the message itself."""

    def __init__(self) -> None:
        self._in_sight: OrderedDict[str, Sequence[Button]] = OrderedDict()
        self._by_message: OrderedDict[str, Offered] = OrderedDict()

    def show(self, key: str, buttons: Sequence[Button]) -> None:
        """Note the buttons of the last message of an answer."""
        remember(self._in_sight, key, buttons)

    def sent(self, message: str, offered: Offered) -> None:
        """Note a message of the bot, and what its buttons carry."""
        remember(self._by_message, message, offered)

    def in_sight(self, key: str) -> Sequence[Button] | None:
        """Return the buttons in sight of a conversation; None where that is not known."""
        return self._in_sight.get(key)

    def of_message(self, message: str) -> Offered | None:
        """Return what a message offers; None where it is not known."""
        return self._by_message.get(message)

    def knows(self, message: str) -> bool:
        """Tell whether a message is known to be the bot's."""
        return message in self._by_message
