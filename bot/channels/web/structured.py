"""What machines read of a page, in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.distances import card_point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.channels.web.pages import Frame
    from knowledge.collection import Collection
    from knowledge.live_aids.model import LiveAid
    from knowledge.model import Card
    from knowledge.vocabulary import Guide, Partner, Theme

_CONTEXT = "https://schema.org"


def of_site(frame: Frame) -> dict[str, Any]:
    """Return what the site is, and how it is searched by address."""
    search = {
        "@type": "SearchAction",
        "target": f"{frame.settings.url}/?q={{search_term_string}}",
        "query-input": "required name=search_term_string",
    }
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": frame.title,
        "url": f"{frame.settings.url}/",
        "inLanguage": "fr",
        "potentialAction": search,
    }


def of_card(frame: Frame, card: Card, collection: Collection) -> dict[str, Any]:
    """Return what a card tells: how, where, for whom, and the way to it from its theme."""
    theme = collection.themes[card.theme]
    told: dict[str, Any] = {
        "@type": "HowTo" if card.kind == "practice" else "GovernmentService",
        "@id": f"{frame.settings.url}/fiche/{card.id}",
        "name": card.title,
        "description": card.summary,
        "inLanguage": "fr",
        "audience": [
            {"@type": "Audience", "audienceType": collection.audiences[each].name}
            for each in card.audiences
        ],
    }
    if card.kind == "practice":
        told["step"] = [{"@type": "HowToStep", "text": step} for step in card.steps]
        told["publisher"] = {"@type": "Organization", "name": collection.about.publisher}
    if card.place:
        where = "contentLocation" if card.kind == "practice" else "areaServed"
        told[where] = {"@type": "Place", "name": card.place.name}
        if point := card_point(card, collection.places):
            told[where]["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": round(point.latitude, 4),
                "longitude": round(point.longitude, 4),
            }
    way = [(f"/theme/{theme.id}", theme.title), (f"/fiche/{card.id}", card.title)]
    return {"@context": _CONTEXT, "@graph": [told, _way(frame, way)]}


def of_guide(frame: Frame, theme: Theme, guide: Guide, collection: Collection) -> dict[str, Any]:
    """Return what a guide is."""
    return {
        "@context": _CONTEXT,
        "@type": "Article",
        "headline": theme.title,
        "description": guide.why,
        "inLanguage": "fr",
        "url": f"{frame.settings.url}/reperes/{theme.id}",
        "publisher": {"@type": "Organization", "name": collection.about.publisher},
    }


def of_partner(frame: Frame, partner: Partner) -> dict[str, Any]:
    """Return who a partner is."""
    return {
        "@context": _CONTEXT,
        "@type": "Organization",
        "name": partner.name,
        "legalName": partner.full_name,
        "description": partner.what,
        "mainEntityOfPage": f"{frame.settings.url}/partenaire/{partner.id}",
    }


def of_list(frame: Frame, name: str, entries: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the entries of a list, each the path of its page and its name."""
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "url": f"{frame.settings.url}{path}",
            "name": title,
        }
        for number, (path, title) in enumerate(entries, 1)
    ]
    return {"@context": _CONTEXT, "@type": "ItemList", "name": name, "itemListElement": items}


def of_aid(frame: Frame, aid: LiveAid) -> dict[str, Any]:
    """Return what an open aid gives, and who gives it."""
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "MonetaryGrant",
        "name": aid.name,
        "url": f"{frame.settings.url}/aide/{aid.id}",
        "funder": [{"@type": "Organization", "name": each} for each in aid.funders],
    }
    return told | ({"description": aid.what} if aid.what else {})


def _way(frame: Frame, steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": name,
            "item": f"{frame.settings.url}{path}",
        }
        for number, (path, name) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
