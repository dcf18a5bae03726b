"""Places are found by what people write: numbers, names spelt anyhow, homonyms to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.finding_places import PlaceFinder, bare, heard, plain

if TYPE_CHECKING:
    from knowledge.collection import Collection


@pytest.fixture(scope="module")
def finder(collection: Collection) -> PlaceFinder:
    return PlaceFinder(collection.places)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("chateau tierry", "02168"),
        ("Chateau Thierry (02)", "02168"),
        ("St Quentin", "02691"),
        ("saint quantin", "02691"),
        ("hazebrouk", "59295"),
        ("Vic s/ Aisne", "02795"),
        ("je suis maire de Vervins", "02789"),
        ("la fere", "02304"),
        ("le touquet", "62826"),
        ("arras", "62041"),
        ("CU d'Arras", "200033579"),
        ("communauté de communes du vimeu", "200070944"),
        ("l'aisne", "02"),
        ("62", "62"),
        ("le 62", "62"),
        ("2", "02"),
        ("département de la Somme", "80"),
        ("Haute Somme", "200037059"),
        ("pays de thiérache", "Thiérache"),
        ("02168", "02168"),
        ("200071785", "200071785"),
        ("02300 Abbécourt", "02001"),
        ("Fleury 62", "62339"),
        ("fleury dans l'Oise", "60239"),
    ],
)
def test_a_place_that_is_meant_without_doubt_is_found(finder: PlaceFinder, written: str, code: str) -> None:
    found = finder.find(written)
    assert found.sure
    assert [each.code for each in found.candidates] == [code]


@pytest.mark.parametrize(
    ("written", "first", "others"),
    [
        ("beauvé", "60057", set()),
        ("dunkerke", "59183", {"245900428"}),
        ("fleury", "60239", {"02316", "62339", "80317"}),
        ("Le Hamel", "80411", {"60297"}),
        ("condé", "59153", {"80205", "02209"}),
        ("st amand", "59526", {"62741"}),
        ("02400", "02168", {"02114"}),
        ("Paris", "62826", set()),
    ],
)
def test_several_places_are_offered_the_likeliest_first(
    finder: PlaceFinder, written: str, first: str, others: set[str]
) -> None:
    found = finder.find(written)
    assert not found.sure
    assert found.candidates[0].code == first
    assert others <= {each.code for each in found.candidates}


@pytest.mark.parametrize(
    "written", ["", " ", "🙂", "non", "mobilité des jeunes", "xxxxxxx", "Hauts-de-France", "99999", "75", "a"]
)
def test_what_is_near_no_place_finds_none(finder: PlaceFinder, written: str) -> None:
    assert not finder.find(written).candidates


def test_a_candidate_says_what_tells_it_from_its_homonyms(finder: PlaceFinder) -> None:
    labels = [each.label for each in finder.find("fleury").candidates]
    assert labels[0] == "Fleury (Oise, 592 hab.)"
    assert len(set(labels)) == len(labels)


def test_every_place_is_found_by_its_own_name_and_code(finder: PlaceFinder) -> None:
    places = finder.places
    named = [(each.name, each.insee) for each in list(places.communes.values())[::97]]
    named += [(each.name, each.siren) for each in places.epcis.values()]
    named += [(area.name, code) for code, area in places.departments.items()]
    for name, code in named:
        assert code in {each.code for each in finder.find(name).candidates}, name


@pytest.mark.parametrize(
    ("written", "folded"), [("St-Quentin", "saint quentin"), ("Nœux-lès-Mines", "noeux les mines"), ("L’Aisne", "l aisne")]
)
def test_names_are_folded(written: str, folded: str) -> None:
    assert plain(written) == folded


def test_what_stands_before_a_name_is_left_out() -> None:
    assert bare("ma commune est la fere") == "fere"
    assert bare("ville") == "ville"


def test_names_that_sound_alike_are_alike() -> None:
    assert heard("beauve") == heard("beauvais")
