"""The collection to browse.

Every page is sound, is reached, says what it is to machines, and lets no text through as HTML.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import httpx
import icalendar
import pytest

from bot.channels.web.browse import addresses
from bot.channels.web.drawn_map import drawn
from tests.bot.channels.web.visiting import SETTINGS, Clock, Read, parts, served
from tests.bot.open_aids import open_aids, with_live_aids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World

_NASTY = "</script><script>alert(1)</script><b>\"'"


@pytest.fixture(scope="module")
def browser(aided_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=aided_address) as client:
        yield client


@pytest.fixture(scope="module")
def pages(browser: httpx.Client, aided_world: World) -> dict[str, Read]:
    """Every page that search engines are told of, and the pages of aids."""
    paths = [*addresses(aided_world), *(f"/aide/{each}" for each in aided_world.live.records)]
    found = {}
    for path in paths:
        response = browser.get(path)
        assert response.status_code == 200, path
        found[path] = Read(response.text)
    return found


def test_every_link_of_every_page_leads_somewhere(
    browser: httpx.Client, pages: dict[str, Read]
) -> None:
    linked = {
        each.attributes["href"]
        for page in pages.values()
        for each in page.elements
        if each.tag in ("a", "link")
    }
    ours = {each.partition("#")[0] for each in linked if each.startswith("/")} - set(pages)
    broken = {path for path in ours if path and browser.get(path).status_code != 200}
    assert broken == set()
    strange = {
        each
        for each in linked
        if not each.startswith(("/", "#", "https://", "http://", "mailto:", "tel:"))
    }
    assert strange == set()


def test_every_page_of_the_collection_is_reached_by_links(pages: dict[str, Read]) -> None:
    linked = {
        each.attributes["href"]
        for page in pages.values()
        for each in page.elements
        if each.tag == "a"
    }
    assert {path for path in pages if not path.startswith("/aide/")} - linked == set()


def test_every_page_has_a_title_of_its_own_a_description_and_one_heading(
    pages: dict[str, Read],
) -> None:
    titles = [page.all("title")[0].text for page in pages.values()]
    assert len(set(titles)) == len(titles)
    for path, page in pages.items():
        description = [
            each for each in page.elements if each.attributes.get("name") == "description"
        ]
        assert [1 for each in description if 20 < len(each.attributes["content"]) <= 200], path
        assert len(page.all("h1")) == 1, path
        levels = [int(each.tag[1]) for each in page.elements if each.tag in ("h1", "h2", "h3")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_what_machines_read_of_a_page_is_json_of_that_page(pages: dict[str, Read]) -> None:
    told = {
        path: json.loads(each.text)
        for path, page in pages.items()
        for each in page.elements
        if each.attributes.get("type") == "application/ld+json"
    }
    practice = told["/fiche/45"]["@graph"][0]
    assert (practice["@type"], len(practice["step"])) == ("HowTo", 6)
    assert practice["contentLocation"]["geo"]["latitude"] == pytest.approx(49.04, abs=0.1)
    assert told["/fiche/A"]["@graph"][0]["@type"] == "GovernmentService"
    assert (
        told["/"]["potentialAction"]["target"]
        == "https://tambour.exemple.fr/?q={search_term_string}"
    )
    assert sum(path.startswith("/fiche/") for path in told) == 87


def test_a_card_whole_stands_on_its_page(pages: dict[str, Read], world: World) -> None:
    for card in world.collection.cards.values():
        text = pages[f"/fiche/{card.id}"].all("main")[0].text
        for told in (
            card.title,
            card.summary,
            *card.steps,
            *card.key_figures,
            *(each.name or "" for each in card.contacts),
        ):
            bare = "".join(letter for letter in told if letter.isalnum())
            assert bare in "".join(letter for letter in text if letter.isalnum()), (card.id, told)


@pytest.mark.parametrize(
    "path",
    [
        "/fiche/999",
        "/fiche/",
        "/theme/absent",
        "/reperes/x",
        "/partenaire/%00",
        "/aide/x",
        "/aides?theme=x",
        "/aides.rss?theme=x",
    ],
)
def test_what_does_not_exist_is_said(browser: httpx.Client, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.text


def test_the_map_shows_each_practice_of_the_region_apart(world: World) -> None:
    shown = drawn(world.collection)
    assert shown
    assert len({(mark.x, mark.y) for mark in shown.marks}) == len(shown.marks) > 50
    assert all(0 < mark.x < shown.width and 0 < mark.y < shown.height for mark in shown.marks)
    where = {name.text: (name.x, name.y) for name in shown.names}
    assert where["Nord"][1] < where["Somme"][1] < where["Oise"][1], "north is up"
    assert where["Oise"][0] < where["Aisne"][0], "east is right"


def test_the_feed_and_the_calendar_hold_the_open_aids(browser: httpx.Client, world: World) -> None:
    feed = ElementTree.fromstring(browser.get("/aides.rss").content)
    titles = [each.findtext("title") for each in feed.iter("item")]
    assert "Rénover l’école du village pour dépenser moins d’énergie" in titles
    assert all(
        str(each.findtext("link")).startswith("https://tambour.exemple.fr/aide/")
        for each in feed.iter("item")
    )
    calendar = icalendar.Calendar.from_ical(browser.get("/aides.ics").content)
    assert len(calendar.walk("VEVENT")) > 1
    some = ElementTree.fromstring(browser.get("/aides.rss?theme=lien-social").content)
    assert 0 < len(list(some.iter("item"))) < len(titles)
    with served(SETTINGS, parts(world, Clock())) as address:
        empty = icalendar.Calendar.from_ical(httpx.get(f"{address}/aides.ics").content)
        assert empty.walk("VEVENT") == []
        assert "Aucune aide ouverte n’est connue" in httpx.get(f"{address}/aides").text


def test_no_text_of_an_aid_is_html_or_breaks_the_feed(world: World) -> None:
    records = {
        name: replace(
            each,
            aid=replace(
                each.aid, name=f"{_NASTY}\x01{name}", what=_NASTY, url="javascript:alert(1)"
            ),
        )
        for name, each in open_aids().items()
    }
    with served(SETTINGS, parts(with_live_aids(world, records), Clock())) as address:
        for path in ("/aides", *(f"/aide/{each}" for each in records)):
            page = Read(httpx.get(address + path).text)
            assert all(
                "src" in each.attributes or each.is_in(type="application/ld+json")
                for each in page.all("script")
            )
            assert all(
                not each.attributes["href"].startswith("javascript") for each in page.all("a")
            )
        assert (
            len(
                list(ElementTree.fromstring(httpx.get(f"{address}/aides.rss").content).iter("item"))
            )
            > 3
        )


def test_programs_search_and_read_as_on_the_command_line(browser: httpx.Client) -> None:
    found = browser.get("/api/search", params={"q": "mobilité jeunes", "limit": "2"})
    told = found.json()
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert (told["outcome"], told["results"][0]["id"], len(told["results"])) == ("found", "45", 2)
    assert told["results"][0]["url"] == "https://tambour.exemple.fr/fiche/45"
    assert len(browser.get("/api/cards").json()) == 87
    assert (
        browser.get("/api/cards?id=45").json()["title"]
        == "Avoir une offre de mobilité pour les jeunes"
    )
    for path, status in (
        ("/api/search", 400),
        ("/api/cards?id=999", 404),
        ("/api/x", 404),
        ("/api/search?q=a&limit=x", 200),
    ):
        response = browser.get(path)
        assert response.status_code == status
        assert status == 200 or response.json() == {"error": status}


def test_search_engines_are_told_of_every_page(browser: httpx.Client, world: World) -> None:
    site = ElementTree.fromstring(browser.get("/sitemap.xml").content)
    told = [
        str(each.text) for each in site.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert told == [f"https://tambour.exemple.fr{path}" for path in addresses(world)]
    assert "Sitemap: https://tambour.exemple.fr/sitemap.xml" in browser.get("/robots.txt").text


def test_the_pages_follow_a_collection_that_changed(world: World) -> None:
    told = parts(world, Clock())
    with served(SETTINGS, told) as address:
        assert "Avoir une offre" in httpx.get(f"{address}/fiche/45").text
        card = world.collection.cards["45"].model_copy(update={"title": "Un autre titre"})
        changed = replace(world.collection, cards=world.collection.cards | {"45": card})
        object.__setattr__(told.conversation, "world", replace(world, collection=changed))
        assert "Un autre titre" in httpx.get(f"{address}/fiche/45").text


def test_the_pace_of_programs_is_their_own(world: World) -> None:
    told = replace(
        parts(world, Clock()),
        api_pace=replace(parts(world, Clock()).api_pace, at_once=2, a_second=1.0),
    )
    with served(SETTINGS, told) as address:
        assert [httpx.get(f"{address}/api/cards?id=45").status_code for _ in range(3)] == [
            200,
            200,
            429,
        ]
        assert httpx.get(f"{address}/fiche/45").status_code == 200
