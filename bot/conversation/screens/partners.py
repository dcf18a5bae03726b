"""The partners: what a body does, in which role, its addresses, and the cards it helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.questions import question
from bot.conversation.replies import Reply
from bot.conversation.texts import first_sentence, say
from bot.conversation.turn import Doors, Outcome, Turn, spoken
from bot.conversation.wishes import wished
from knowledge.collection import card_order
from matching.need import Facet
from matching.words import fold, tokens

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card, CardPartner
    from knowledge.vocabulary import Partner

_ON_A_PAGE = 24
_LONGEST_LABEL = 30
_LONGEST_NAME = 120
_ARTICLES = ("le", "la", "les", "l")


def show(turn: Turn, partner_id: str) -> Outcome:
    """Show what a partner does and the cards it helps; the list of partners where it no longer exists."""
    partner = turn.world.collection.partners.get(partner_id)
    if partner is None:
        return show_all(turn)
    helped = _helped(turn.world.collection, partner_id)
    text = say("partner", partner=partner, helped=helped)
    doors = [buttons.to_card(card.id, f"Fiche {card.id}") for card, _ in helped]
    ways = (
        *buttons.to_need(partner.name, "Chercher dans les fiches"),
        buttons.press("partners", "Les partenaires"),
        buttons.THEMES,
    )
    return turn.says(Reply(text, (*buttons.in_rows(doors, 4), ways)))


def show_all(turn: Turn, page: str = "") -> Outcome:
    """Show the partners by name, a page at a time, with a way to every other page."""
    partners = sorted(turn.world.collection.partners.values(), key=lambda partner: fold(partner.name))
    pages = [partners[i : i + _ON_A_PAGE] for i in range(0, len(partners), _ON_A_PAGE)]
    shown = int(page) if page.isdecimal() and int(page) < len(pages) else 0
    doors = [buttons.press("partner", first_sentence(each.name, _LONGEST_LABEL), each.id) for each in pages[shown]]
    others = [buttons.press("partners", _span(each), str(i)) for i, each in enumerate(pages) if i != shown]
    text = say("partners", count=len(partners), span=_span(pages[shown]))
    return turn.says(Reply(text, (*buttons.in_rows(doors, 2), *buttons.in_rows(others, 5))))


def look_up(turn: Turn, written: str) -> Outcome:
    """Show the partner named after the command; without one, the list."""
    named = turn.world.matcher.parser.parse(written).partners
    return show(turn, named[0]) if named else show_all(turn)


def read(turn: Turn, text: str) -> Outcome | None:
    """Answer a question about what a partner is or does, or how to call it, or its name alone."""
    asked = question(turn.world, text)
    found = _named_alone(turn, asked.read) if asked else _by_its_name(turn, text) or _to_call(turn, text)
    return show(turn, found) if found else None


def _helped(collection: Collection, partner_id: str) -> list[tuple[Card, CardPartner]]:
    """Return the cards that a partner helps, with what it does for each."""
    helped = [(card, each) for card in collection.cards.values() for each in card.partners if each.id == partner_id]
    once = {card.id: (card, each) for card, each in reversed(helped)}
    return sorted(once.values(), key=lambda each: card_order(each[0]))


def _named_alone(turn: Turn, words: str) -> str:
    """Return the partner that a few words name, in any of its names, where they name nothing else."""
    units = turn.world.matcher.parser.parse(words).units
    return units[0].about(Facet.PARTNER)[0] if len(units) == 1 and units[0].about(Facet.PARTNER) else ""


def _by_its_name(turn: Turn, text: str) -> str:
    """Return the partner whose own name this is; a name made of common words ("centre social") is a need first."""
    words = tokens(text[:_LONGEST_NAME])
    bare = words[1:] if words[:1] and words[0] in _ARTICLES else words
    named = turn.world.matcher.parser.parse(text).partners
    for partner in (turn.world.collection.partners[each] for each in sorted(named)):
        if _is_proper(turn, partner.name) and any(tokens(name) in (words, bare) for name in (partner.name, partner.full_name)):
            return partner.id
    return ""


def _to_call(turn: Turn, text: str) -> str:
    """Return the partner whose contact is asked, where nothing else but a place is: "le tel de la CAF dans l'Oise".

    A common word ("la fondation") names no one partner."""
    units = turn.world.matcher.parser.parse(text).units
    meant = [unit for unit in units if unit.meanings and not unit.about(Facet.PLACE)]
    if len(meant) != 1 or not meant[0].about(Facet.PARTNER) or len(text) > _LONGEST_NAME:
        return ""
    named = {word for unit in units if unit.meanings for word in unit.words}
    wish = wished(" ".join(word for word in tokens(text) if word not in named))
    if wish is None or wish.kind != "contact" or wish.points:
        return ""
    known = turn.world.collection.partners
    named_so = (known[each] for each in meant[0].about(Facet.PARTNER) if each in known)
    return next((each.id for each in named_so if " " in each.name or _is_proper(turn, each.name)), "")


def _is_proper(turn: Turn, name: str) -> bool:
    """Tell a proper name from common words: it has a capital beyond the first letter, or a word that French lacks."""
    knows = turn.world.matcher.parser.lexicon.french.knows
    return sum(letter.isupper() for letter in name) > 1 or not all(knows(word) for word in tokens(name) if len(word) > 1)


def _span(page: list[Partner]) -> str:
    first, last = (fold(each.name)[:2].capitalize() for each in (page[0], page[-1]))
    return f"{first} à {last}"


DOORS = Doors(
    presses={"partner": show, "partners": show_all},
    commands={"partenaires": look_up},
    words=spoken(show_all, "partenaire", "partenaires", "les partenaires", "qui fait quoi", "tous les partenaires"),
    readers=(read,),
)
