"""Territories: which codes concern a place, and what a source's territory means here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.territory import (
    EVERYWHERE,
    Territory,
    codes_named,
    codes_of,
    concerned_codes,
)

if TYPE_CHECKING:
    from knowledge.collection import Collection

THIERACHE_CENTRE, SOISSONS = "240200444", "02722"
WHOLE_REGION = frozenset(("02", "59", "60", "62", "80"))


@pytest.mark.parametrize(
    ("place", "held", "not_held"),
    [
        ("02381", {"02381", "02"}, {"02722", "59"}),
        (THIERACHE_CENTRE, {THIERACHE_CENTRE, "02", "02141"}, {SOISSONS, "59"}),
        ("02", {"02", THIERACHE_CENTRE, SOISSONS}, {"59", "59350"}),
        ("Thiérache", {"02", "59", THIERACHE_CENTRE}, {SOISSONS, "200043404"}),
        ("Picardie", {"02", "60", "80", SOISSONS}, {"59", "59350"}),
        ("Atlantide", set(), {"02"}),
    ],
)
def test_a_place_is_concerned_by_what_holds_it_and_what_lies_in_it(
    collection: Collection, place: str, held: set[str], not_held: set[str]
) -> None:
    found = concerned_codes(place, collection.places)
    assert held <= found
    assert not not_held & found


def test_every_commune_is_concerned_by_what_concerns_it_and_no_sister(
    collection: Collection,
) -> None:
    places = collection.places
    for commune in places.communes.values():
        whole = {commune.insee, commune.epci, commune.department} - {""}
        assert concerned_codes(commune.insee, places) == whole
        assert all(commune.insee in places.communes_of[each] for each in whole - {commune.insee})


@pytest.mark.parametrize(
    ("territory", "codes"),
    [
        (Territory("France", "Pays"), EVERYWHERE),
        (Territory("Europe", "Continent"), EVERYWHERE),
        (Territory("France métropolitaine", "Métropole"), EVERYWHERE),
        (Territory("Hauts-de-France", "Région"), EVERYWHERE),
        (Territory("", ""), EVERYWHERE),
        (Territory("Picardie", "Région"), {"02", "60", "80"}),
        (Territory("Occitanie", "Région"), None),
        (Territory("La Réunion", "Outre-mer"), None),
        (Territory("Aisne", "Département"), {"02"}),
        (Territory("Pas de Calais", "Département"), {"62"}),
        (Territory("Ain", "Département"), None),
        (Territory("CC de la Thiérache du Centre", "epci"), {THIERACHE_CENTRE}),
        (Territory("Métropole Européenne de Lille", "epci"), {"200093201"}),
        (Territory("CC du Haut-Jura", "epci"), None),
        (Territory("Soissons", "commune"), {SOISSONS}),
        (Territory("n’importe", "commune", SOISSONS), {SOISSONS}),
        (Territory("Valence", "commune", "26362"), None),
        (Territory("Soissons", "commune", "26362"), None),
        (Territory("Somme"), {"80"}),
        (Territory("Artois-Picardie", "Bassin hydrographique"), WHOLE_REGION),
        (Territory("Seine-Normandie (Bassin)", "Bassin hydrographique"), {"02", "60", "80"}),
        (Territory("Loire-Bretagne", "Bassin hydrographique"), None),
        (Territory("GAL Sud Avesnois", "Ad-hoc", listed_in=frozenset({"59"})), {"59"}),
        (
            Territory("GAL du pays de Thiérache", "Ad-hoc"),
            {"200071983", THIERACHE_CENTRE, "240200600", "240200634"},
        ),
        (Territory("PNR Oise - Pays de France", "Ad-hoc"), EVERYWHERE),
    ],
)
def test_a_source_s_territory_becomes_our_codes(
    collection: Collection, territory: Territory, codes: set[str] | frozenset[str] | None
) -> None:
    assert codes_of(territory, collection.places) == codes


@pytest.mark.parametrize("name", ["02", "Aisne", "aisne"])
def test_a_name_or_a_code_names_its_place(collection: Collection, name: str) -> None:
    assert codes_named(name, collection.places) == {"02"}
