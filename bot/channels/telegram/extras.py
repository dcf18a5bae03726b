"""What only Telegram offers on some screens.

One can share a card, a need or a folder, and keep a contact in the telephone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from telegram import InlineKeyboardButton

from bot.channels.telegram import links, sentences
from bot.channels.telegram.rendering import Call, place
from bot.conversation import buttons
from bot.conversation.events import Event, Pressed
from bot.conversation.replies import MOST_BUTTONS
from bot.conversation.vcards import vcard

if TYPE_CHECKING:
    from telegram import User

    from bot.channels.telegram.todo import Source
    from bot.conversation.replies import Reply
    from bot.conversation.session import Session
    from bot.conversation.world import World
    from knowledge.model import Contact

AGAIN = "tg-again"
_CONTACT = "tg-contact"
_MOST_CONTACTS = 3


def extra_row(
    event: Event, reply: Reply, session: Session, world: World, me: User
) -> tuple[InlineKeyboardButton, ...]:
    """Return the buttons to add to an answer, where it has room for one more.

    What it shows, and the session it leaves, say which.
    """
    if sum(map(len, reply.rows)) >= MOST_BUTTONS:
        return ()
    verb, card = buttons.read(event.data) if isinstance(event, Pressed) else ("", "")
    if verb == "share" and world.card(card):
        if me.supports_inline_queries:
            return (InlineKeyboardButton(sentences.SEND_TO, switch_inline_query=f"fiche {card}"),)
        return (
            _share(sentences.SEND_TO, world.collection.cards[card].title, me, links.to_card(card)),
        )
    if verb == "contacts" and contacts_to_keep(world, card):
        return (InlineKeyboardButton(sentences.KEEP_CONTACT, callback_data=f"{_CONTACT}:{card}"),)
    shown = {buttons.read(button.data)[0] for button in reply.buttons}
    if "folder-export" in shown and session.folder:
        return (
            _share(
                sentences.SHARE_FOLDER, sentences.SHARED_FOLDER, me, links.to_folder(session.folder)
            ),
        )
    if "subtime" in shown:
        return (
            _share(
                sentences.SHARE_SUBSCRIPTION, sentences.SHARED_SUBSCRIPTION, me, links.SUBSCRIPTION
            ),
        )
    if (
        "useful" in {verb, *shown}
        and not session.dropped
        and (need := links.to_need(" ".join(session.said)))
    ):
        return (_share(sentences.SHARE_NEED, sentences.SHARED_NEED, me, need),)
    return ()


def contact_calls(event: Event, world: World, source: Source) -> tuple[Call, ...]:
    """Return the calls that give the contacts of a card as contacts of the telephone.

    There are none for another event.
    """
    verb, card = buttons.read(event.data) if isinstance(event, Pressed) else ("", "")
    found = contacts_to_keep(world, card) if verb == _CONTACT else []
    return tuple(_contact(each, source) for each in found[:_MOST_CONTACTS])


def contacts_to_keep(world: World, written: str) -> list[Contact]:
    """Return the contacts of a card that have a name and a telephone."""
    card = world.card(written)
    return (
        [each for each in card.contacts if each.phones and (each.name or each.organisation)]
        if card
        else []
    )


def _share(label: str, text: str, me: User, start: str) -> InlineKeyboardButton:
    """Return the button that lets one choose to whom to send a link to the bot.

    It works where inline mode does not.
    """
    query = urlencode({"url": links.link(str(me.username), start), "text": text}, quote_via=quote)
    return InlineKeyboardButton(label, url=f"https://t.me/share/url?{query}")


def _contact(contact: Contact, source: Source) -> Call:
    name = contact.name or contact.organisation or ""
    arguments = {
        "phone_number": contact.phones[0],
        "first_name": name[:64],
        "vcard": vcard(contact),
    }
    return Call("send_contact", arguments | place(source))
