"""The partners: what a body does, in which role, its addresses, and the cards it helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from knowledge.collection import card_order
from matching.words import fold

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card, CardPartner
    from knowledge.vocabulary import Partner

_ON_A_PAGE = 24
_MOST_ADDRESSES = 8


def show(turn: Turn, partner_id: str) -> Outcome:
    """Show what a partner does and the cards it helps.

    The list of partners is shown where it no longer exists.
    """
    partner = turn.world.collection.partners.get(partner_id)
    if partner is None:
        return show_all(turn)
    helped = _helped(turn.world.collection, partner_id)
    text = say(
        "partner",
        partner=partner,
        helped=helped,
        addresses=_addresses(turn, partner_id),
        collection=turn.world.collection,
    )
    doors = [buttons.to_card(card.id, label("card", id=card.id)) for card, _ in helped]
    ways = (
        *buttons.to_need(partner.name, label("search_cards")),
        buttons.press("partners", label("partners")),
    )
    shown, behind = buttons.few(doors, f"partner:{partner_id}", MOST_BUTTONS - len(ways))
    rows = buttons.in_rows(buttons.filled((*shown, *ways), buttons.THEMES), 3)
    return turn.says(Reply(text, rows, behind=behind))


def _addresses(turn: Turn, partner_id: str) -> list[tuple[Card, CardPartner]]:
    """Return the lines of cards that give an address of a partner, each once.

    Those of the person's place come first.
    """
    found: dict[tuple[object, object], tuple[Card, CardPartner]] = {}
    mine = turn.world.departments_of(turn.session.place)
    for card in turn.world.collection.cards.values():
        for each in card.partners:
            if each.id == partner_id and (each.emails or each.phones):
                found.setdefault((each.emails, each.phones), (card, each))
    return sorted(found.values(), key=lambda pair: not mine & set(pair[1].departments))[
        :_MOST_ADDRESSES
    ]


def show_all(turn: Turn, page: str = "") -> Outcome:
    """Show the partners by name, a page at a time, with a way to every other page.

    A name that is typed opens it: so many names make too many buttons.
    """
    partners = sorted(
        turn.world.collection.partners.values(), key=lambda partner: fold(partner.name)
    )
    pages = [partners[i : i + _ON_A_PAGE] for i in range(0, len(partners), _ON_A_PAGE)]
    shown = int(page) if page.isdecimal() and int(page) < len(pages) else 0
    others = [
        buttons.press("partners", _span(each), str(i)) for i, each in enumerate(pages) if i != shown
    ]
    text = say("partners", count=len(partners), span=_span(pages[shown]), partners=pages[shown])
    doors, behind = buttons.few((*others, buttons.THEMES), f"partners:{shown}")
    names = tuple(buttons.press("partner", each.name, each.id) for each in pages[shown])
    return turn.says(Reply(text, buttons.in_rows(doors, 3), behind=(*behind, *names)))


def look_up(turn: Turn, written: str) -> Outcome:
    """Show the partner named after the command; without one, the list."""
    named = turn.world.matcher.parser.parse(written).partners
    return show(turn, named[0]) if named else show_all(turn)


def _helped(collection: Collection, partner_id: str) -> list[tuple[Card, CardPartner]]:
    """Return the cards that a partner helps, with what it does for each."""
    helped = [
        (card, each)
        for card in collection.cards.values()
        for each in card.partners
        if each.id == partner_id
    ]
    once = {card.id: (card, each) for card, each in reversed(helped)}
    return sorted(once.values(), key=lambda each: card_order(each[0]))


def _span(page: list[Partner]) -> str:
    first, last = (fold(each.name)[:2].capitalize() for each in (page[0], page[-1]))
    return label("span", first=first, last=last)


DOORS = Doors(
    presses={"partner": show, "partners": show_all},
    commands={"partners": look_up},
)
