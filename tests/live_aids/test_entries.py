"""The entries of feeds.

Each is held once, whatever its guid and link become, and read for what it says.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.feeds import read_feed
from knowledge.live_aids.said_dates import said_deadlines
from tests.live_aids.conftest import NOW, TODAY

if TYPE_CHECKING:
    from knowledge.live_aids.memory import Memory

FEED = "https://www.aisne.test/flux/rss"
OTHER = "https://region.test/rss"
HOUSE = "https://www.aisne.test"


def rss(*entries: str) -> bytes:
    """Return a feed; an entry is "title|link|guid|date|text".

    Each of them is "" where it is left out.
    """
    items = ""
    for entry in entries:
        parts = (*entry.split("|"), "", "", "", "")
        names = ("title", "link", "guid", "pubDate", "description")
        items += (
            "<item>"
            + "".join(f"<{n}>{p}</{n}>" for n, p in zip(names, parts, strict=False) if p)
            + "</item>"
        )
    return f'<rss version="2.0"><channel><title>Préfecture</title>{items}</channel></rss>'.encode()


def hold(memory: Memory, *entries: str, feed: str = FEED, days: int = 0) -> int:
    """Have the memory hold a feed as it is some days later."""
    return memory.hold(feed, read_feed(rss(*entries), feed), NOW + timedelta(days=days))


def names(memory: Memory) -> list[str]:
    return sorted(each.aid.name for each in memory.held())


ALL_HELD = [
    ("Vélo||N/A", "Toiture||N/A", "Crèche||N/A"),
    ("Vélo||none", "Toiture||None", "Crèche||-"),
    ("Vélo|https://a.test/x|7", "Toiture|https://a.test/y|7", "Crèche|https://a.test/z|7"),
    (f"Vélo|{HOUSE}/aides", f"Toiture|{HOUSE}/aides", f"Crèche|{HOUSE}/aides"),
    (f"Vélo|{HOUSE}/", f"Toiture|{HOUSE}", f"Crèche|{HOUSE}/"),
    (
        f"Vélo|{HOUSE}/aides?utm_source=a",
        f"Toiture|{HOUSE}/aides?utm_source=b",
        f"Crèche|{HOUSE}/aides/",
    ),
    (
        "Vélo|||Mon, 02 Nov 2026 08:00:00 +0100",
        "Vélo|||Mon, 09 Nov 2026 08:00:00 +0100",
        "Vélo|||Mon, 16 Nov 2026 08:00:00 +0100",
    ),
    (f"Fonds|{HOUSE}/a#un", f"Fonds|{HOUSE}/a#deux", f"Fonds|{HOUSE}/a?lot=3"),
]


@pytest.mark.parametrize("entries", ALL_HELD)
def test_no_entry_of_a_feed_takes_the_place_of_another(
    memory: Memory, entries: tuple[str, ...]
) -> None:
    assert hold(memory, *entries) == 3
    assert names(memory) == sorted(each.split("|")[0] for each in entries)
    assert hold(memory, *reversed(entries), days=1) == 0
    assert hold(memory, *entries[1:], days=2) == 0


SAME = [  # an entry, then the same one met again
    ("Appel vélo|http://www.aisne.test/velo|g1", "Appel vélo|https://www.aisne.test/velo|g1"),
    ("Appel vélo|http://www.aisne.test/velo", "Appel vélo|https://aisne.test/velo/"),
    (f"Appel vélo|{HOUSE}/velo", f"Appel vélo|{HOUSE}/velo?utm_source=rss&amp;utm_medium=feed"),
    (f"Appel vélo|{HOUSE}/velo?id=3", f"Appel vélo|{HOUSE}/velo?id=3&amp;at_medium=rss"),
    (f"Appel vélo|{HOUSE}/velo", f"Appel vélo|{HOUSE}/velo#xtor=RSS-1"),
    (f"Appel vélo|{HOUSE}/velo|g1", f"Appel vélo|{HOUSE}/velo|g2"),
    (f"Appel vélo|{HOUSE}/velo|g1", f"Appel vélo (date limite repoussée)|{HOUSE}/velo|g2"),
    (f"Appel vélo|{HOUSE}/velo", f"Appel vélo|{HOUSE}/velo|g1"),
    (f"Appel vélo|{HOUSE}/aller voir", f"Appel vélo|{HOUSE}/aller%20voir"),
    ("Appel vélo|/velo", f"Appel vélo|{HOUSE}/velo"),
    (
        "Appel vélo||N/A|Mon, 02 Nov 2026 08:00:00 +0100",
        "Appel vélo|||Mon, 02 Nov 2026 08:00:00 +0100",
    ),
    (f"Appel vélo|{HOUSE}/velo|http://x.test/?p=1", f"Appel vélo|{HOUSE}/velo|https://x.test/?p=1"),
    (f"Appel vélo|{HOUSE}/velo;jsessionid=AA", f"Appel vélo|{HOUSE}/velo;jsessionid=BB"),
    (f"Appel vélo|{HOUSE}/velo?PHPSESSID=AA", f"Appel vélo|{HOUSE}/velo?PHPSESSID=BB"),
    (f"Rénover l’école|{HOUSE}/a|g1", f"Rénovation des écoles : derniers jours|{HOUSE}/a|g2"),
    (f"Fonds vert : ouverture|{HOUSE}/a|g1", f"Fonds vert : clôture prochaine|{HOUSE}/a|g2"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_the_same_aid_is_asked_about_once_and_what_was_refused_stays_so(
    memory: Memory, before: str, after: str
) -> None:
    hold(memory, before)
    assert hold(memory, after, days=1) == 0
    (held,) = memory.held()
    memory.refuse(held.aid.id, TODAY)
    assert (hold(memory, before, days=2), hold(memory, after, days=3), memory.held()) == (0, 0, [])


@pytest.mark.parametrize(("before", "after"), SAME[:8])
def test_two_feeds_with_the_same_entry_ask_once(memory: Memory, before: str, after: str) -> None:
    hold(memory, before)
    assert hold(memory, after, feed=OTHER) == 0
    assert len(memory.held()) == 1
    memory.refuse(memory.held()[0].aid.id, TODAY)
    assert (
        hold(memory, before, days=1),
        hold(memory, after, feed=OTHER, days=1),
        memory.held(),
    ) == (0, 0, [])


TWINS = [  # the same entry in two feeds, with no link in common
    ("Appel vélo|||Mon, 02 Nov 2026 08:00:00 +0100",) * 2,
    (
        "Appel vélo|/velo||Mon, 02 Nov 2026 08:00:00 +0100",
        "Appel  Vélo||g7|Mon, 02 Nov 2026 08:00:00 +0100",
    ),
    (
        "Appel vélo|https://a.test/1||Mon, 02 Nov 2026 08:00:00 +0100|Deux roues",
        "Appel vélo|https://b.test/2|9|Mon, 02 Nov 2026 08:00:00 +0100|Deux roues",
    ),
]


@pytest.mark.parametrize(("here", "there"), TWINS)
def test_two_feeds_that_say_the_same_of_one_day_ask_once(
    memory: Memory, here: str, there: str
) -> None:
    hold(memory, here)
    assert (hold(memory, there, feed=OTHER), len(memory.held())) == (0, 1)


NO_TWINS = [  # of another day, of other words, of no day and no word
    ("Appel|||Mon, 02 Nov 2026 08:00:00 +0100", "Appel|||Tue, 03 Nov 2026 08:00:00 +0100"),
    (
        "Appel|/a||Mon, 02 Nov 2026 08:00:00 +0100|Des vélos",
        "Appel|/b||Mon, 02 Nov 2026 08:00:00 +0100|Des toits",
    ),
    ("Appel à projets", "Appel à projets"),
]


@pytest.mark.parametrize(("here", "there"), NO_TWINS)
def test_two_feeds_of_which_only_the_titles_are_the_same_ask_twice(
    memory: Memory, here: str, there: str
) -> None:
    hold(memory, here)
    assert (hold(memory, there, feed=OTHER), len(memory.held())) == (1, 2)


OTHERS = [
    # A page that serves each year.
    (f"Appel vélo 2026|{HOUSE}/velo|g1", f"Appel vélo 2027|{HOUSE}/velo|g2"),
    (f"Appel vélo|{HOUSE}/aides|g1", f"Rénover les toitures des écoles|{HOUSE}/aides|g2"),
    (
        f"Appel vélo|{HOUSE}/a|1|Mon, 02 Nov 2026 08:00:00 +0100",
        f"Toiture|{HOUSE}/b|1|Tue, 03 Nov 2026 08:00:00 +0100",
    ),
    (f"Appel vélo|{HOUSE}/", f"Crèches|{HOUSE}/"),
    # Words that any call bears tell none from another.
    (f"Appel à projets cantines|{HOUSE}/aides|g1", f"Appel à projets toitures|{HOUSE}/aides|g2"),
    (f"Aide aux écoles rurales|{HOUSE}/aides|g1", f"Aide aux mairies rurales|{HOUSE}/aides|g2"),
    (f"Fonds de soutien au vélo|{HOUSE}/a|1", f"Fonds de soutien aux crèches|{HOUSE}/b|1"),
]


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_another_aid_is_asked_about_even_where_one_was_refused(
    memory: Memory, before: str, after: str
) -> None:
    hold(memory, before)
    memory.refuse(memory.held()[0].aid.id, TODAY)
    assert hold(memory, after, days=1) == 1
    assert names(memory) == [after.split("|")[0]]
    assert hold(memory, before, after, days=2) == 0


def test_a_link_for_all_entries_loses_none_when_one_comes_alone(memory: Memory) -> None:
    many = [f"Appel à projets {what}|{HOUSE}/aides" for what in ("cantines", "toits", "vélo")]
    hold(memory, *many)
    assert hold(memory, f"Appel à projets crèches|{HOUSE}/aides", days=1) == 1
    assert len(memory.held()) == 4


MOVED_GUIDS = [  # guids that only count the entries of their feed
    (("Cantines|/a|1", "Toits|/b|2"), ("Crèches|/c|1", "Cantines|/a|2", "Toits|/b|3")),
    (("Cantines|/a|0", "Toits|/b|1"), ("Toits|/b|0", "Crèches|/c|1")),
    (("Cantines|/a|x1",), ("Crèches|/b|x1", "Cantines|/a|x2")),
]


@pytest.mark.parametrize(("before", "after"), MOVED_GUIDS)
def test_guids_that_move_from_entry_to_entry_lose_none(
    memory: Memory, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    hold(memory, *before)
    assert hold(memory, *after, days=1) == 1
    assert names(memory) == sorted({each.split("|")[0] for each in (*before, *after)})
    assert hold(memory, *after, days=2) == 0


SAID = [
    ("Date limite : 15 décembre 2026", [date(2026, 12, 15)]),
    (
        "Dossiers jusqu’au 15/12/2026 à midi, date limite repoussée au 31.01.2027",
        [date(2026, 12, 15), date(2027, 1, 31)],
    ),
    ("À déposer avant le 1er février 2027. Réunion le 3 mars 2027.", [date(2027, 2, 1)]),
    ("Publié le 3 décembre 2026", []),
    ("Au plus tard le 31/02/2027", []),
    ("Clôture le 1er mars 2026", []),
]


@pytest.mark.parametrize(("text", "days"), SAID)
def test_the_deadlines_that_a_text_seems_to_say(text: str, days: list[date]) -> None:
    assert list(said_deadlines(text, TODAY)) == days


LINKS = [
    ("/detr", f"{HOUSE}/detr"),
    ("detr.html", f"{HOUSE}/flux/detr.html"),
    ("//www.nord.test/detr", "https://www.nord.test/detr"),
    ("?id=12", f"{FEED}?id=12"),
    ("www.aisne.gouv.fr/detr", "https://www.aisne.gouv.fr/detr"),
    (f"{HOUSE}/mon dossier/a b.pdf", f"{HOUSE}/mon%20dossier/a%20b.pdf"),
    (f"{HOUSE}/été?q=a b", f"{HOUSE}/%C3%A9t%C3%A9?q=a%20b"),
    (f"{HOUSE}/a%20b", f"{HOUSE}/a%20b"),
    ("https:/www.nord.test/detr", "https://www.nord.test/detr"),
    ("https//www.nord.test/detr", "https://www.nord.test/detr"),
    ("http:///www.nord.test/detr", "http://www.nord.test/detr"),
    ("HTTPS://www.nord.test/detr", "https://www.nord.test/detr"),
    ("javascript:alert(1)", ""),
    ("mailto:a@b.fr", ""),
    ("http://[", ""),
]


@pytest.mark.parametrize(("written", "read"), LINKS)
def test_a_link_is_made_whole(written: str, read: str) -> None:
    assert [aid.url for aid in read_feed(rss(f"Appel|{written}"), FEED)] == [read]


def test_links_are_relative_to_the_site_that_a_feed_names() -> None:
    content = rss("Appel|/detr").replace(
        b"</title><item>", b"</title><link>https://site.test/accueil</link><item>"
    )
    assert read_feed(content, "https://flux.test/123")[0].url == "https://site.test/detr"


FIRST_WORDS = [
    ("||||Aide aux vélos", "Aide aux vélos"),
    (
        "||||&lt;p&gt;Aide aux &lt;b&gt;vélos&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Deux roues&lt;/p&gt;",
        "Aide aux vélos Deux roues",
    ),
    ("||||&lt;ul&gt;&lt;li&gt;Un vélo&lt;/li&gt;&lt;/ul&gt;", "Un vélo"),
    ("- - -||||Aide aux vélos", "Aide aux vélos"),
    ("   |/velo|||" + "mot " * 60, ("mot " * 22).strip() + "…"),
]


@pytest.mark.parametrize(("entry", "name"), FIRST_WORDS)
def test_an_entry_without_a_title_takes_its_first_words(entry: str, name: str) -> None:
    assert [aid.name for aid in read_feed(rss(entry), FEED)] == [name]


@pytest.mark.parametrize(
    "entry", [f"|{HOUSE}/velo|g1", f"...|{HOUSE}/velo|g1", f" |{HOUSE}/velo|g1|| - "]
)
def test_an_entry_without_a_word_is_left_out(entry: str) -> None:
    assert read_feed(rss(entry), FEED) == ()
