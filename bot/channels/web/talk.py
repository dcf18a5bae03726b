"""The page of the conversation: the answer to a form, as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channels.web.blocks import to_html
from bot.channels.web.forms import LONGEST_TEXT, pressing
from bot.channels.web.letters import mail_links
from bot.channels.web.lines import Links
from bot.channels.web.pages import WebPage
from bot.channels.web.structured import of_site
from bot.channels.web.words import word
from bot.conversation.buttons import read
from bot.conversation.events import Pressed

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.channels.web.handlers import WebAnswer
    from bot.channels.web.pages import Frame
    from bot.conversation.replies import Attachment, Rows
    from bot.conversation.world import World
    from knowledge.model import Card

_CARD_NAMED = re.compile(r"\b{} ([0-9]{{1,3}}|[A-Z]{{1,2}})\b".format(word("card_named")))


@dataclass(frozen=True)
class ShownReply:
    """One message of an answer as the page shows it."""

    html: Markup
    rows: Rows
    attachment: Attachment | None


def show(told: WebAnswer, frame: Frame, world: World) -> str:
    """Return the page that answers."""
    links = links_of(told, world)
    return frame.render(
        "talk",
        _page(told, frame),
        told=told,
        replies=[
            ShownReply(to_html(each.text, links), each.rows, each.attachment)
            for each in told.replies
        ],
        pressing=pressing,
        press=pressing_again(told),
        said=told.asked,
        longest=LONGEST_TEXT,
        notes=notes(told),
    )


def _page(told: WebAnswer, frame: Frame) -> WebPage:
    """Return what is said of the page: an answer is its visitor's own."""
    if told.asked:
        return WebPage("/", told.asked, found=False)
    return WebPage("/", "", word("description"), of_site(frame))


def links_of(told: WebAnswer, world: World) -> Links:
    """Return where the parts of an answer lead: pages of cards, first messages about them."""
    cards = world.collection.cards

    def page(found: re.Match[str]) -> str:
        return f"/fiche/{found[1]}" if found[1] in cards else ""

    return Links(
        mail_links(world, in_sight(told, world), world.place_name(told.session.place)),
        _CARD_NAMED,
        page,
    )


def in_sight(told: WebAnswer, world: World) -> list[Card]:
    """Return the cards that an answer is about: the one open, those listed, those kept."""
    session, cards = told.session, world.collection.cards
    ids = dict.fromkeys((session.card, *session.offered, *session.folder))
    return [cards[each] for each in ids if each in cards]


def notes(told: WebAnswer) -> frozenset[str]:
    """Return what the page says of itself beside an answer.

    That it sends or keeps nothing; with the first card kept, that the folder fades with the page.
    """
    if told.chat:
        return frozenset()
    verbs = {
        read(button.data)[0]
        for reply in told.replies
        for row in reply.rows
        for button in row
        if button.data
    }
    subscribes = "subscription" in told.changes or any(
        verb.startswith("sub") for verb in verbs - {"subscription"}
    )
    tells_what_is_kept = bool(verbs & {"erase", "erase-yes"})
    begins_a_folder = "folder" in told.changes and len(told.session.folder) == 1
    told_of = {"sends": subscribes, "keeps": tells_what_is_kept, "fades": begins_a_folder}
    return frozenset(name for name, is_told in told_of.items() if is_told)


def pressing_again(told: WebAnswer) -> str:
    """Return the data of the button that was pressed, "" where none was."""
    return told.event.data if isinstance(told.event, Pressed) else ""
