"""What administrators may ask besides everyone's questions.

It is one table of commands and presses, the same for every channel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.events import Commanded, Event, Pressed
from bot.conversation.notices import notice
from bot.conversation.replies import Attachment, Reply
from bot.conversation.texts import say
from bot.curator import home
from bot.curator.office import Office
from bot.watching.health import troubles
from bot.watching.stats import DAYS, gather, told
from bot.watching.stats_picture import picture
from bot.watching.version import running_version

if TYPE_CHECKING:
    from bot.watching.stats import Stats
    from knowledge.collection import Collection


Work = Callable[[Office, str], tuple[Reply, ...]]


@dataclass(frozen=True)
class Service:
    """What an event asks of the administration.

    It has its name for the log ("/stats"), what does it, and with which argument.
    """

    name: str
    work: Work
    argument: str


def service(event: Event) -> Service | None:
    """Return what an event asks of the administration; None for an event that everyone may send."""
    if isinstance(event, Commanded) and event.name in COMMANDS:
        return Service(
            f"/{event.name} {event.argument}".strip(), COMMANDS[event.name], event.argument
        )
    if isinstance(event, Pressed) and (verb := buttons.read(event.data)[0]) in PRESSES:
        return Service(event.data, PRESSES[verb], buttons.read(event.data)[1])
    return None


def stats(office: Office, days: str) -> tuple[Reply, ...]:
    """Tell what people looked for in the last days, in words and as a picture."""
    asked = int(days) if re.fullmatch("[1-9][0-9]{0,2}", days) else DAYS
    return figures(gather(office.store, asked, office.now), office.world.collection)


def figures(found: Stats, collection: Collection) -> tuple[Reply, ...]:
    """Show figures as a picture, and in words."""
    shown = Attachment(
        "tambour.png",
        picture(found, collection),
        notice("stats_picture"),
    )
    return (Reply(told(found, collection), attachment=shown),)


def health(office: Office, _: str) -> tuple[Reply, ...]:
    """Tell how the bot does."""
    wrong = sorted(troubles(office.condition))
    return (
        Reply(say("health", condition=office.condition, troubles=wrong, version=running_version())),
    )


COMMANDS: dict[str, Work] = {"stats": stats, "sante": health, "curateur": home.show}
PRESSES: dict[str, Work] = {**home.PRESSES}
