"""One card, whole, in the order one needs it.

It says what, where, how, figures, whom to call, who can help, links, doubts, and the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import aid_doors, buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from bot.conversation.usage import CARDS, Use

if TYPE_CHECKING:
    from knowledge.model import Card


def open_card(turn: Turn, written: str) -> Outcome:
    """Show the card of an id as people write it, or say which exist."""
    card = turn.world.card(written)
    if card is None:
        return turn.says(
            Reply(
                say("card_missing", written=written, cards=turn.world.collection.cards),
                ((buttons.THEMES,),),
            )
        )
    session, replies = turn.says(show(turn, card), card=card.id)
    return session.using(Use(CARDS, card.id)), replies


def show(turn: Turn, card: Card) -> Reply:
    """Return everything a card holds."""
    collection = turn.world.collection
    theme = collection.themes[card.theme]
    text = say(
        "card",
        card=card,
        theme=theme,
        challenge=collection.challenge_of(card),
        collection=collection,
    )
    kept = card.id in turn.session.folder
    keeping = ("unkeep", "leave_folder") if kept else ("keep", "keep")
    shown, behind = buttons.few(
        (
            buttons.press("contacts", label("contacts"), card.id),
            buttons.press("helpers", label("who_can_help"), card.id),
            buttons.press(keeping[0], label(keeping[1]), card.id),
            buttons.press("share", label("share"), card.id),
            *aid_doors.door(turn, card.id),
            buttons.press("alike", label("cards_alike"), card.id),
            buttons.press("error", label("report_error"), card.id),
            buttons.to_theme(theme.id, label("theme", name=theme.short)),
        ),
        f"card:{card.id}",
    )
    return Reply(text, buttons.in_rows(shown, 2), behind=behind)


def show_alike(turn: Turn, card_id: str) -> Outcome:
    """List the cards that resemble one the most."""
    from bot.conversation.screens.answer import list_cards

    alike = turn.world.matcher.alike_entries(card_id, 6)
    return list_cards(turn, ",".join(alike))


def share(turn: Turn, card_id: str) -> Outcome:
    """Give a card as a short text to forward."""
    card = turn.world.collection.cards.get(card_id)
    if card is None:
        return open_card(turn, card_id)
    text = say("share", card=card, collection=turn.world.collection)
    return turn.says(Reply(text, ((buttons.to_card(card.id, label("back_to_card")),),)))


DOORS = Doors(
    presses={"card": open_card, "alike": show_alike, "share": share},
    commands={"card": open_card},
)
