"""Whom a card and a site serve.

Help for one département is of little use to people of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.exports import known_helpers
from knowledge.serving import departments_of, served_only, site_serves

if TYPE_CHECKING:
    from knowledge.collection import Collection


@pytest.mark.parametrize(
    ("url", "departments", "serves"),
    [
        ("https://www.pas-de-calais.gouv.fr", ["62"], True),
        ("https://www.pas-de-calais.gouv.fr/aides", ["02", "80"], False),
        ("https://lenord.fr", ["59"], True),
        ("https://lenord.fr", ["60"], False),
        ("https://udccas62.fr", ["59"], False),
        ("www.aisne.com", ["02"], True),
        ("www.aisne.com", ["80"], False),
        # what names none serves everyone
        ("https://www.caf.fr", ["02"], True),
        ("https://nordpasdecalais.example.org", ["80"], True),
        ("https://www.ville-nordhausen.fr", ["80"], True),
    ],
)
def test_a_site_that_names_a_departement_serves_no_other(
    collection: Collection, url: str, departments: list[str], serves: bool
) -> None:
    assert site_serves(url, departments, collection.places) is serves


@pytest.mark.parametrize("card", ["45", "1", "B", "W"])
def test_a_folder_names_only_the_sites_that_serve_where_its_card_lies(
    collection: Collection, card: str
) -> None:
    kept = collection.cards[card]
    here = kept.place.departments if kept.place else ()
    sites = [site for each in known_helpers([kept], collection) for site in each.sites]
    assert sites
    assert not here or all(site_serves(site, here, collection.places) for site in sites)


@pytest.mark.parametrize(("card", "code"), [("I", "80"), ("B", "59"), ("G", "62"), ("45", "")])
def test_an_aid_whose_contacts_all_serve_one_departement_serves_it_alone(
    collection: Collection, card: str, code: str
) -> None:
    assert served_only(collection.cards[card]) == code


@pytest.mark.parametrize(
    ("code", "departments"),
    [("02361", {"02"}), ("62", {"62"}), ("240200444", {"02"}), ("disparu", set())],
)
def test_a_place_lies_in_its_departements(
    collection: Collection, code: str, departments: set[str]
) -> None:
    assert departments_of(code, collection.places) == departments
