"""What programs ask, as the command line gives it: a search, the cards, the list of pages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from bot.channels.web.browse import addresses
from knowledge.export import card_as_json
from matching.as_json import answer_as_json

if TYPE_CHECKING:
    from bot.channels.web.pages import Frame
    from bot.conversation.world import World

_LIMIT, _MOST = 5, 20
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def search(frame: Frame, world: World, need: str, limit: str) -> dict[str, Any]:
    """Return the cards that answer a need, each with the address of its page."""
    most = min(int(limit), _MOST) if re.fullmatch("[1-9][0-9]{0,3}", limit) else _LIMIT
    told = answer_as_json(world.matcher.search(need, most), world.collection.cards)
    for result in told["results"]:
        result["url"] = f"{frame.settings.url}/fiche/{result['id']}"
    return told


def cards(world: World, card_id: str) -> list[dict[str, Any]] | dict[str, Any] | None:
    """Return every card, or one by its id; None for one that does not exist."""
    collection = world.collection
    if not card_id:
        return [card_as_json(card, collection) for card in collection.cards.values()]
    card = collection.cards.get(card_id)
    return card_as_json(card, collection) if card else None


def as_text(told: object) -> str:
    """Return JSON with its accents as they are."""
    return json.dumps(told, ensure_ascii=False)


def sitemap(frame: Frame, world: World) -> bytes:
    """Return the addresses of all pages, as search engines read them."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP})
    for path in addresses(world):
        ElementTree.SubElement(
            ElementTree.SubElement(root, "url"), "loc"
        ).text = f"{frame.settings.url}{path}"
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def robots(frame: Frame) -> str:
    """Return what search engines may read: all but answers to what someone typed."""
    return (
        "User-agent: *\nDisallow: /?q=\nDisallow: /api/\n\n"
        f"Sitemap: {frame.settings.url}/sitemap.xml\n"
    )
