"""The pages of the collection: themes, guides, cards, partners, the map of practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels.web.drawn_map import drawn
from bot.channels.web.letters import mail_links
from bot.channels.web.pages import WebPage, shortened_to
from bot.channels.web.structured import of_card, of_guide, of_list, of_partner
from bot.channels.web.words import word
from bot.conversation.exports import known_helpers
from knowledge.collection import card_order
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.channels.web.pages import Frame
    from bot.conversation.world import World

    Maker = Callable[[Frame, World, str], str | None]

_ALIKE = 4


def card_page(frame: Frame, world: World, written: str) -> str | None:
    """Return the page of a card: all it holds, first messages ready to send, those alike."""
    collection = world.collection
    card = collection.cards.get(written)
    if card is None:
        return None
    page = WebPage(
        f"/fiche/{card.id}",
        card.title,
        shortened_to(card.summary),
        of_card(frame, card, collection),
    )
    alike = [
        collection.cards[each]
        for each in world.matcher.alike_entries(card.id, _ALIKE)
        if each in collection.cards
    ]
    return frame.render(
        "card",
        page,
        card=card,
        collection=collection,
        theme=collection.themes[card.theme],
        challenge=collection.challenge_of(card),
        alike=alike,
        mail=mail_links(world, (card,), ""),
    )


def themes_page(frame: Frame, world: World, _: str) -> str | None:
    """Return the page of the challenges, their themes, and how many cards each has."""
    collection = world.collection
    page = WebPage(
        "/themes", word("themes_title"), word("themes_description", region=collection.places.region)
    )
    return frame.render("themes", page, collection=collection, cards_of=collection.cards_of_theme)


def theme_page(frame: Frame, world: World, written: str) -> str | None:
    """Return the page of a theme: its cards, and the way to its guide."""
    collection = world.collection
    theme = collection.themes.get(written)
    if theme is None:
        return None
    cards = collection.cards_of_theme[theme.id]
    title = word("theme_title", title=theme.title)
    description = shortened_to(collection.guides[theme.id].why)
    addresses = [(f"/fiche/{card.id}", card.title) for card in cards]
    page = WebPage(f"/theme/{theme.id}", title, description, of_list(frame, title, addresses))
    challenge = collection.challenges[theme.challenge]
    return frame.render(
        "theme", page, theme=theme, cards=cards, challenge=challenge, collection=collection
    )


def guide_page(frame: Frame, world: World, written: str) -> str | None:
    """Return the page of a theme's guide: why it matters, the levers, the money, the addresses."""
    collection = world.collection
    theme = collection.themes.get(written)
    if theme is None:
        return None
    guide = collection.guides[theme.id]
    title = word("guide_title", title=theme.title)
    page = WebPage(
        f"/reperes/{theme.id}",
        title,
        shortened_to(guide.why),
        of_guide(frame, theme, guide, collection),
    )
    return frame.render("guide", page, theme=theme, guide=guide, mail=mail_links(world, (), ""))


def partners_page(frame: Frame, world: World, _: str) -> str | None:
    """Return the page of the partners, by name."""
    found = sorted(world.collection.partners.values(), key=lambda each: fold(each.name))
    page = WebPage(
        "/partenaires", word("partners_title"), word("partners_description", count=len(found))
    )
    return frame.render("partners", page, partners=found)


def partner_page(frame: Frame, world: World, written: str) -> str | None:
    """Return the page of a partner: what it does, its addresses, the cards it helps."""
    collection = world.collection
    partner = collection.partners.get(written)
    if partner is None:
        return None
    cards = sorted(
        (
            card
            for card in collection.cards.values()
            if any(each.id == partner.id for each in card.partners)
        ),
        key=card_order,
    )
    helper = next(
        (each for each in known_helpers(cards, collection) if each.partner.id == partner.id), None
    )
    page = WebPage(
        f"/partenaire/{partner.id}",
        word("partner_title", name=partner.name),
        shortened_to(partner.what),
        of_partner(frame, partner),
    )
    return frame.render(
        "partner",
        page,
        partner=partner,
        helper=helper,
        cards=cards,
        collection=collection,
        mail=mail_links(world, (), ""),
    )


def map_page(frame: Frame, world: World, _: str) -> str | None:
    """Return the page of the map: a point a practice, and beside it the same as a list."""
    collection = world.collection
    page = WebPage(
        "/carte", word("map_title"), word("map_description", region=collection.places.region)
    )
    practices = sorted((card for card in collection.cards.values() if card.place), key=card_order)
    return frame.render(
        "map", page, map=drawn(collection), practices=practices, collection=collection
    )


def program_page(frame: Frame, world: World, _: str) -> str | None:
    """Return the page that tells programs what they may ask."""
    page = WebPage("/api", word("api_title"), word("api_description"))
    return frame.render("api", page, example=world.examples.needs[0])


# What is at each address; {id} is what the page is of.
PAGES: dict[str, Maker] = {
    "/themes": themes_page,
    "/theme/{id}": theme_page,
    "/reperes/{id}": guide_page,
    "/fiche/{id}": card_page,
    "/partenaires": partners_page,
    "/partenaire/{id}": partner_page,
    "/carte": map_page,
    "/api": program_page,
}


def addresses(world: World) -> list[str]:
    """Return the path of every page of the collection, as a search engine is told of them."""
    collection = world.collection
    return [
        *("/", "/themes", "/carte", "/partenaires", "/aides", "/api"),
        *(f"/{kind}/{theme}" for theme in collection.themes for kind in ("theme", "reperes")),
        *(f"/fiche/{card.id}" for card in sorted(collection.cards.values(), key=card_order)),
        *(f"/partenaire/{partner}" for partner in collection.partners),
    ]
