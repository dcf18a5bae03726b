"""Places are found by what people write.

They write numbers, names spelt anyhow, and homonyms to choose from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.finding_places import PlaceFinder
from knowledge.place_names import bare, heard, plain

if TYPE_CHECKING:
    from knowledge.collection import Collection


@pytest.fixture(scope="module")
def finder(collection: Collection) -> PlaceFinder:
    return PlaceFinder(collection.places)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Chateau Thierry (02)", "02168"),
        ("St Quentin", "02691"),
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
        # former names
        ("La Neuville-d'Aumont", "60196"),
        ("herbelles", "62471"),
        ("Artonges", "02458"),
        ("je suis maire de Contoire", "80625"),
        ("le deluge", "60196"),
        ("Berzy le sec", "02564"),
        ("Malo-les-Bains", "59183"),
        ("Montreuil", "62588"),
        # articles
        ("au Touquet", "62826"),
        ("mairie du Catelet", "02143"),
        ("je suis maire du Crotoy", "80228"),
        ("aux ageux", "60006"),
        # numbers
        ("80026 Amiens cedex 1", "80021"),
        ("59033 Lille cedex", "59350"),
        ("Laon cedex 9", "02408"),
        ("60021 beauvais CEDEX", "60057"),
        ("59000 Arras", "62041"),
        ("51100 Laon", "02408"),
        ("2300 abecourt", "02001"),
        ("dans le 2", "02"),
    ],
)
def test_a_place_that_is_meant_without_doubt_is_found(
    finder: PlaceFinder, written: str, code: str
) -> None:
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
        ("62 500", "62765", {"62149"}),
        ("2100", "02691", {"02371"}),
        ("Vaux", "02769", {"80782", "80784"}),
        ("neuvile", "59426", {"59427", "62609"}),
        ("Beaumont", "62427", {"59059", "60054", "02056", "80069"}),
        # near names are never noted without asking
        ("chateau tierry", "02168", set()),
        ("saint quantin", "02691", set()),
        ("hazebrouk", "59295", set()),
        ("Saint-Amant", "59526", {"62741"}),
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
    "written",
    ["", " ", "🙂", "non", "mobilité des jeunes", "xxxxxxx", "Hauts-de-France", "99999", "75", "a"],
)
def test_what_is_near_no_place_finds_none(finder: PlaceFinder, written: str) -> None:
    assert not finder.find(written).candidates


@pytest.mark.parametrize(
    ("written", "elsewhere"),
    [
        ("j'habite à Rouen", "Rouen"),
        ("Lyon", "Lyon"),
        ("je suis maire de Beaune", "Beaune"),
        ("nice", "Nice"),
        ("meaux", "Meaux"),
        ("Langres", "Langres"),
        ("charleville mezieres", "Charleville-Mézières"),
        ("51100 Reims", "Reims"),
        ("76000", "76000"),
        ("Rouen cedex 2", "Rouen"),
    ],
)
def test_a_place_of_another_region_is_known_as_such_and_taken_for_no_other(
    finder: PlaceFinder, written: str, elsewhere: str
) -> None:
    found = finder.find(written)
    assert (found.elsewhere, found.candidates, found.sure) == (elsewhere, (), False)


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("Fleury", "celui du Pas-de-Calais", "62339"),
        ("Fleury", "dans la somme", "80317"),
        ("Fleury", "celle près de Chaumont en Vexin", "60239"),
        ("Dury", "62", "62280"),
        ("Vaux", "Vaux-sur-Somme", "80784"),
        ("moyenneville", "c'est celui de l'oise", "60440"),
    ],
)
def test_a_place_is_told_from_its_homonyms_by_what_sets_it_apart(
    finder: PlaceFinder, name: str, written: str, code: str
) -> None:
    found = finder.among([each.code for each in finder.find(name).candidates], written)
    assert found.sure
    assert [each.code for each in found.candidates] == [code]


def test_a_candidate_says_what_tells_it_from_its_homonyms(finder: PlaceFinder) -> None:
    labels = [each.label for each in finder.find("fleury").candidates]
    assert labels[0] == "Fleury (Oise, près de Chaumont-en-Vexin)"
    assert len(set(labels)) == len(labels)


def test_every_place_is_found_by_its_own_name_and_code(finder: PlaceFinder) -> None:
    places = finder.places
    named = [(each.name, each.insee) for each in list(places.communes.values())[::97]]
    named += [(each.name, each.siren) for each in places.epcis.values()]
    named += [(area.name, code) for code, area in places.departments.items()]
    for name, code in named:
        assert code in {each.code for each in finder.find(name).candidates}, name


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("St-Quentin", "saint quentin"),
        ("Nœux-lès-Mines", "noeux les mines"),
        ("L’Aisne", "l aisne"),
    ],
)
def test_names_are_folded(written: str, folded: str) -> None:
    assert plain(written) == folded


def test_what_stands_before_a_name_is_left_out() -> None:
    assert bare("ma commune est la fere") == "fere"
    assert bare("ville") == "ville"


def test_names_that_sound_alike_are_alike() -> None:
    assert heard("beauve") == heard("beauvais")
