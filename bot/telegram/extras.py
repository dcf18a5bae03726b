"""What only Telegram offers on some screens: send a card to another conversation, and keep a contact in the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.conversation import buttons
from bot.conversation.events import Event, Pressed
from bot.telegram import sentences
from bot.telegram.rendering import Call, place

if TYPE_CHECKING:
    from bot.conversation.world import World
    from bot.telegram.updates import Source
    from knowledge.model import Contact

AGAIN = "tg-again"
_CONTACT = "tg-contact"
_MOST_CONTACTS = 3


def extra_row(event: Event, world: World, has_inline: bool) -> tuple[InlineKeyboardButton, ...]:
    """Return the buttons to add to the answer to a press."""
    verb, card = buttons.read(event.data) if isinstance(event, Pressed) else ("", "")
    if verb == "share" and has_inline and world.card(card):
        return (InlineKeyboardButton(sentences.SEND_TO, switch_inline_query=f"fiche {card}"),)
    if verb == "contacts" and contacts_to_keep(world, card):
        return (InlineKeyboardButton(sentences.KEEP_CONTACT, callback_data=f"{_CONTACT}:{card}"),)
    return ()


def contact_calls(event: Event, world: World, source: Source) -> tuple[Call, ...]:
    """Return the calls that give the contacts of a card as contacts of the telephone; none for another event."""
    verb, card = buttons.read(event.data) if isinstance(event, Pressed) else ("", "")
    found = contacts_to_keep(world, card) if verb == _CONTACT else []
    return tuple(_contact(each, source) for each in found[:_MOST_CONTACTS])


def contacts_to_keep(world: World, written: str) -> list[Contact]:
    """Return the contacts of a card that have a name and a telephone."""
    card = world.card(written)
    return [each for each in card.contacts if each.phones and (each.name or each.organisation)] if card else []


def _contact(contact: Contact, source: Source) -> Call:
    name = contact.name or contact.organisation or ""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{_escaped(name)}", f"N:{_escaped(name)};;;;"]
    if contact.organisation:
        lines.append(f"ORG:{_escaped(contact.organisation)}")
    lines += [f"TEL:{phone}" for phone in contact.phones] + [f"EMAIL:{email}" for email in contact.emails] + ["END:VCARD"]
    arguments = {"phone_number": contact.phones[0], "first_name": name[:64], "vcard": "\n".join(lines)}
    return Call("send_contact", arguments | place(source))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", " ")
