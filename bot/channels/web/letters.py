"""E-mail links with a first message to complete, for the contacts of cards in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from bot.channels.plain import read_html
from bot.conversation.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.conversation.world import World
    from knowledge.model import Card, Contact


def mail_links(world: World, cards: Iterable[Card], place: str) -> Callable[[str], str]:
    """Return what gives the link of an e-mail, with a first message to contacts of cards.

    The message is about the first of these cards that has the address.
    `place` is the name of where the person is, which the message says; "" where it is not known."""
    known: dict[str, tuple[Card, Contact | None]] = {}
    for card in cards:
        for contact in card.contacts:
            known |= {email: known.get(email, (card, contact)) for email in contact.emails}
        for partner in card.partners:
            known |= {email: known.get(email, (card, None)) for email in partner.emails}

    def linked(email: str) -> str:
        return (
            mail_link(world, email, *known[email], place)
            if email in known
            else f"mailto:{quote(email, safe='@')}"
        )

    return linked


def mail_link(world: World, email: str, card: Card, contact: Contact | None, place: str) -> str:
    """Return the link that writes to someone about a card, as the conversation proposes."""
    text = say("first_email", card=card, contact=contact, place=place, collection=world.collection)
    spans = read_html(text)
    body = "".join(span.text for span in spans if "blockquote" in span.tags)
    bold = [number for number, span in enumerate(spans) if "b" in span.tags]
    subject = spans[bold[-1] + 1].text.strip()
    query = urlencode({"subject": subject, "body": body.replace("\n", "\r\n")}, quote_via=quote)
    return f"mailto:{quote(email, safe='@')}?{query}"
