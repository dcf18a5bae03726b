"""Whom to call about a card, those of the person's département first, and who can help.

A first e-mail is ready to send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.conversation import buttons
from bot.conversation.hearing.facts import ABOUT
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from bot.conversation.labels import label
from bot.conversation.replies import MOST_OF_A_CARD, Button, Reply
from bot.conversation.screens.card import open_card
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from knowledge.model import Card, CardPartner, Contact

W = TypeVar("W", "Contact", "CardPartner")
_MOST_COPIES = 2
_MOST_PAYERS = 2
_SHORT = 4  # letters of a word that is too common to name a person or a body


def show(turn: Turn, card_id: str, asked: str = "") -> Outcome:
    """Show whom to call about a card, and buttons that copy each e-mail.

    Of the bodies it names, only the one that is asked for."""
    card = turn.world.collection.cards.get(card_id)
    if card is None:
        return open_card(turn, card_id)
    contacts = near_first(card.contacts, turn)
    partners = [
        partner
        for partner in near_first(card.partners, turn)
        if partner.emails or partner.phones or partner.urls
    ]
    contacts, partners = _asked_for(turn, asked, contacts, partners)
    text = say(
        "contacts",
        card=card,
        contacts=contacts,
        partners=partners,
        untold="" if card.contacts else _told_of(card, ABOUT["contact"]),
        no_phone=lacks_phone(turn, asked, (*contacts, *partners)),
        collection=turn.world.collection,
    )
    emails = dict.fromkeys(
        [email for contact in contacts for email in contact.emails]
        + [email for partner in partners for email in partner.emails]
    )
    copies = [
        Button(label("copy", address=email), copy=email) for email in list(emails)[:_MOST_COPIES]
    ]
    write = (buttons.press("write", label("write_first"), card.id),) if emails else ()
    rows = (
        *((copy,) for copy in copies),
        (*write, buttons.to_card(card.id, label("back_to_card"))),
    )
    return turn.says(Reply(text, rows), card=card.id, sight="contact")


def lacks_phone(turn: Turn, asked: str, reached: Iterable[Contact | CardPartner]) -> bool:
    """Tell whether a telephone is asked for, and none of those who may be reached has one."""
    wanted = Utterance(asked, turn.world.matcher.parser).holds(ways().leads["a_phone"])
    return bool(wanted) and not any(each.phones for each in reached)


def _told_of(card: Card, sorts: Collection[str]) -> str:
    """Return the first thing that a card tells of some sorts."""
    return next((answer.says for answer in card.answers if answer.about in sorts), "")


def _asked_for(
    turn: Turn, asked: str, contacts: list[Contact], partners: list[CardPartner]
) -> tuple[list[Contact], list[CardPartner]]:
    """Return the lines of the bodies, persons and départements that a question names.

    They are all the lines where it names none.
    """
    need = turn.world.matcher.parser.parse(asked)
    words = {stem(word) for word in tokens(asked)}
    departments = {code for place in need.places for code in turn.world.departments_of(place)}
    named = [each for each in partners if each.id in need.partners or words & _names(each.person)]
    people = [each for each in contacts if words & (_names(each.name) | _names(each.organisation))]
    if departments:
        here = [each for each in contacts if departments & set(each.departments)]
        helping = [each for each in partners if departments & set(each.departments)]
        if here or helping:
            return here, [each for each in helping if not named or each in named]
    if named:
        return people if people and not need.partners else [], named
    return (people, []) if people and len(people) < len(contacts) else (contacts, partners)


def _names(name: str | None) -> set[str]:
    return {stem(word) for word in tokens(name or "") if len(word) > _SHORT}


def show_helpers(turn: Turn, card_id: str, asked: str = "") -> Outcome:
    """Show who can help with a card, and in which role.

    Where it was asked in words who pays, what the card tells of that comes first.
    """
    card = turn.world.collection.cards.get(card_id)
    if card is None:
        return open_card(turn, card_id)
    text = say(
        "helpers",
        card=card,
        paid=_paid(turn, card) if asked else (),
        partners=near_first(card.partners, turn),
        collection=turn.world.collection,
    )
    named = {
        partner.id: turn.world.collection.partners[partner.id].name for partner in card.partners
    }
    doors = [buttons.press("partner", name, partner) for partner, name in named.items()]
    back = buttons.to_card(card.id, label("back_to_card"))
    shown, behind = buttons.few(doors, f"helpers:{card.id}", MOST_OF_A_CARD - 1)
    rows = (*buttons.in_rows(shown, 2), (back,))
    return turn.says(Reply(text, rows, behind=behind), card=card.id, sight="payment")


def _paid(turn: Turn, card: Card) -> list[str]:
    """Return what a card tells of who pays, else that it does not tell who pays what it cost."""
    told = [answer.says for answer in card.answers if answer.about in ABOUT["payment"]]
    parser, leads = turn.world.matcher.parser, ways().leads
    untold = (
        answer.says
        for answer in card.answers
        if answer.absent and answer.about in ABOUT["cost"]
        if Utterance(answer.says, parser).holds(leads["takes_part"])
    )
    return told[:_MOST_PAYERS] or list(untold)[:1]


def write_first(turn: Turn, card_id: str) -> Outcome:
    """Show a first e-mail ready to send, in the person's name to fill in."""
    card = turn.world.collection.cards.get(card_id)
    if card is None:
        return open_card(turn, card_id)
    contact = next(iter(near_first(card.contacts, turn)), None)
    place = turn.world.place_name(turn.session.place)
    text = say(
        "first_email", card=card, contact=contact, place=place, collection=turn.world.collection
    )
    return turn.says(
        Reply(text, ((buttons.press("contacts", label("back_to_contacts"), card.id),),))
    )


def near_first(lines: Iterable[W], turn: Turn) -> list[W]:
    """Return lines with those that serve the person's départements first.

    Those of other départements come last.
    """
    mine = turn.world.departments_of(turn.session.place)

    def far(line: W) -> int:
        if not line.departments or not mine:
            return 1
        return 0 if mine & set(line.departments) else 2

    return sorted(lines, key=far)


DOORS = Doors(
    presses={"contacts": show, "helpers": show_helpers, "write": write_first},
)
