"""Places are read in needs as people say them, and common words are left to what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from matching.matcher import Matcher


def _codes(matcher: Matcher, *names: str) -> set[str]:
    """Return the codes of communes by name; of one of several, by "name/département".

    Other places stand for themselves.
    """
    communes = matcher.collection.places.communes.values()
    found = set()
    for name in names:
        bare, _, department = name.partition("/")
        found |= {
            each.insee
            for each in communes
            if each.name == bare and department in ("", each.department)
        } or {name}
    return found


@pytest.mark.parametrize(
    ("need", "names"),
    [
        # articles, contracted or not
        ("je suis maire du Crotoy et je cherche un médecin", ["Le Crotoy"]),
        ("au Touquet", ["Le Touquet-Paris-Plage"]),
        ("plus de médecin au Catelet", ["Le Catelet"]),
        ("plus de médecin au portel", ["Le Portel"]),
        ("garde d'enfants aux Ageux", ["Les Ageux"]),
        ("une crèche à La Capelle", ["La Capelle"]),
        ("les jeunes du Cateau", ["Le Cateau-Cambrésis"]),
        # former and hyphenated names
        ("plus de médecin à Bazoches-sur-Vesles", ["Bazoches-et-Saint-Thibaut"]),
        ("à Berzy-le-Sec", ["Bernoy-le-Château"]),
        ("une épicerie à la neuville d'aumont", ["La Drenne"]),
        ("transport à Malo-les-Bains", ["Dunkerque"]),
        ("mobilité à Montreuil", ["Montreuil-sur-Mer"]),
        # CEDEX and postcodes
        ("une borne numérique, 80026 Amiens cedex 1", ["Amiens"]),
        ("plus de médecin, 59033 Lille CEDEX", ["Lille"]),
        ("mobilité à Laon cedex 9", ["Laon"]),
        ("mobilité 80000 Vervins", ["Vervins"]),
        ("mobilité, Vervins 02140", ["Vervins"]),
        ("mobilité 02830 Saint-Michel", ["Saint-Michel/02"]),
        ("mobilité dans le 2", ["02"]),
        ("02 mobilité", ["02"]),
        # communes that are words too
        ("plus de médecin à Hirson et Guise", ["Hirson", "Guise"]),
        ("plus de médecin à Marquise, Samer et Rue", ["Marquise", "Samer", "Rue"]),
        ("mobilité près de Guise", ["Guise"]),
        ("plus de médecin à Rue", ["Rue"]),
        ("plus de médecin a long", []),
        ("mairie d'Avion, mobilité", ["Avion"]),
        ("mobilité à Croix", ["Croix"]),
        ("mobilité à La Bouteille", ["La Bouteille"]),
        ("transport Hirson-Guise", ["Hirson", "Guise"]),
        ("non, la Somme", ["80"]),
        # homonyms, and what tells them apart
        ("mobilité à Moyenneville", ["Moyenneville"]),
        ("mobilité à fleury", ["Fleury"]),
        ("mobilité à Fleury dans l'Oise", ["Fleury/60"]),
        ("mobilité a dury 62", ["Dury/62"]),
        ("mobilité à Saint-Aubin (Nord)", ["Saint-Aubin/59"]),
        ("mobilité à Bray-Dunes", ["Bray-Dunes"]),
        ("mobilité à Saint-Amand", ["Saint-Amand", "Saint-Amand-les-Eaux"]),
        ("mobilité des jeunes à Rue", ["Rue"]),
        ("mobilité, une maison a la vallée au blé", ["La Vallée-au-Blé"]),
        ("plus de médecin à Saint-Pol", ["Saint-Pol-sur-Ternoise"]),
        ("mobilité au nord de l'Aisne", ["02"]),
        # names badly spelt
        ("mobilité à Vervin", ["Vervins"]),
        ("mobilité à Grandvillier", ["Grandvilliers"]),
        ("mobilité à vic s/ aisne", ["Vic-sur-Aisne"]),
        ("mobilité à St-Quentin", ["Saint-Quentin"]),
        ("mobilité a chateau tierry", ["Château-Thierry"]),
        # areas and EPCI
        ("agglo de Béthune-Bruay, mobilité", ["200072460"]),
        ("mobilité dans l'Avesnois", ["Avesnois"]),
    ],
)
def test_a_place_is_read_as_people_say_it(matcher: Matcher, need: str, names: list[str]) -> None:
    assert set(matcher.parser.parse(need).places) == _codes(matcher, *names)


@pytest.mark.parametrize(
    "need",
    [
        "un bus",
        "plus de bus",
        "il dort dans la rue",
        "la croix rouge",
        "la Croix-Rouge",
        "une vieille chapelle",
        "on a 80 chômeurs",
        "le loyer est de 62 euros",
        "une commune de 59 habitants",
        "à ma guise",
        "en guise de cadeau",
        "à long terme",
        "les jeunes partent à la ville",
        "une somme d'argent",
        "Mme Vernon",
        "des bulles et des folies",
        "à la rivière",
        "rue",
        "croix",
        "02 34 56 78 90",
        "80 % des gens n'ont pas de voiture",
        "il y a 60 familles en difficulté",
        "le nord de la France",
        "62 jeunes sans emploi",
    ],
)
def test_a_common_word_or_number_is_no_place(matcher: Matcher, need: str) -> None:
    parsed = matcher.parser.parse(need)
    assert (parsed.places, parsed.elsewhere) == ((), ())


@pytest.mark.parametrize(
    ("need", "name"),
    [
        ("mobilité autour de Reims", "Reims"),
        ("je suis maire de Rouen et je cherche des idées pour la mobilité", "Rouen"),
        ("isolement, commune de Langres", "Langres"),
        ("mobilité à lyon", "lyon"),
        ("mobilité à Charleville-Mézières", "Charleville-Mézières"),
        ("mobilité pour les jeunes de Marseille", "Marseille"),
        ("mobilité à Saint-Quentin-en-Yvelines", "Saint-Quentin-en-Yvelines"),
        ("mobilité du côté de Trifouillis-les-Oies", "Trifouillis-les-Oies"),
        ("mobilité vers dieppe", "dieppe"),
        ("mobilité à Trouville-sur-Mer", "Trouville-sur-Mer"),
        ("mobilité à Villedieu-les-Poêles-Rouffigny", "Villedieu-les-Poêles-Rouffigny"),
    ],
)
def test_a_place_elsewhere_is_named_as_typed_and_costs_no_answer(
    matcher: Matcher, need: str, name: str
) -> None:
    found = matcher.search(need)
    assert found.need.elsewhere == (name,)
    assert found.need.places == ()
    assert found.need.corrected == ()
    assert found.matches


def test_a_need_tells_each_place_it_names_with_those_it_may_be(matcher: Matcher) -> None:
    named = dict(matcher.parser.parse("mobilité à Fleury, à Vervins et à Reims").named)
    assert set(named["Fleury"]) == _codes(matcher, "Fleury")
    assert named["Vervins"] == ("02789",)
    assert named["Reims"] == ()


@pytest.mark.parametrize(
    ("need", "some"),
    [
        ("tiers-lieu à Vaux", ["Vaux-Andigny", "Vaux-sur-Somme"]),
        ("tiers-lieu à Fontaine", ["Fontaine-au-Pire", "Fontaine-lès-Vervins"]),
        ("tiers-lieu à Beaumont", ["Beaumont-Hamel", "Beaumont-en-Cambrésis", "Hénin-Beaumont"]),
        ("tiers-lieu à Neuville", ["Neuville-en-Ferrain", "Neuville-Bosc"]),
        ("mobilité, 62 500", ["Saint-Omer", "Tilques"]),
        ("mobilité 2100", ["Saint-Quentin", "Harly"]),
    ],
)
def test_a_name_or_number_of_several_places_gives_them_all(
    matcher: Matcher, need: str, some: list[str]
) -> None:
    assert _codes(matcher, *some) < set(matcher.parser.parse(need).places)


@pytest.mark.parametrize(
    "place", ["à Rue", "au Crotoy", "autour de Reims", "à Trifouillis", "80026 Amiens cedex"]
)
@pytest.mark.parametrize(
    "need", ["garde d'enfants", "illettrisme des adultes", "mobilité des jeunes"]
)
def test_a_place_never_empties_an_answer(matcher: Matcher, need: str, place: str) -> None:
    assert matcher.search(f"{need} {place}").outcome is matcher.search(need).outcome


@pytest.mark.parametrize(
    ("need", "named", "units"),
    [
        ("gare d'enfants à Guise", ["Guise"], ["garde d’enfants", "guise"]),
        ("épicerie solitaire à Vervin", ["Vervins"], ["épicerie solidaire", "vervin"]),
        ("co voiturage a Bray-sur-Somme", ["Bray-sur-Somme"], ["covoiturage", "bray sur somme"]),
        (
            "lé transport solitaire pr ma mémé a guise",
            ["Guise"],
            ["transport solidaire", "mémé", "guise"],
        ),
        (
            "je sui mair a Saint Quentin keske je peu fer pour lé jeun",
            ["Saint-Quentin"],
            ["saint quentin", "jeunes"],
        ),
        ("un mini bus à Rue", ["Rue"], ["minibus", "rue"]),
    ],
)
def test_places_are_left_where_the_words_around_them_are_mended(
    matcher: Matcher, need: str, named: list[str], units: list[str]
) -> None:
    parsed = matcher.parser.parse(need)
    assert set(parsed.places) == {
        each for name in named for each in _codes(matcher, name) if each.isdigit()
    }
    assert [unit.label for unit in parsed.units] == units


def test_an_acronym_that_nobody_knows_stays_beside_a_place(matcher: Matcher) -> None:
    parsed = matcher.parser.parse("ouvrir une MdF près de Guise")
    assert parsed.places == tuple(_codes(matcher, "Guise") - {"Guise"})
    assert "mdf" in {word for unit in parsed.units for word in unit.words}
    assert not parsed.corrected
