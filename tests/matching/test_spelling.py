"""Words as people write them: cut, sounded out, in Picard, slipped into others.

Some are never mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matching.need import Facet
from matching.verdict import Outcome
from matching.words import singular, sounds

if TYPE_CHECKING:
    from matching.matcher import Matcher

CUT = [
    ("co-voiturage", "covoiturage"),
    ("co voiturage", "covoiturage"),
    ("un mini-bus", "minibus"),
    ("un mini bus", "minibus"),
    ("télé-médecine", "télémédecine"),
    ("télé travail", "télétravail"),
    ("éco-mobilité", "écomobilité"),
    ("multi services", "multiservices"),
    ("photo-voltaïque", "photovoltaïque"),
    ("agri-voltaïsme", "agrivoltaïsme"),
    ("péri-scolaire", "périscolaire"),
    ("bio diversité", "biodiversité"),
    ("inter-générationnel", "intergénérationnel"),
    ("vidéo-surveillance", "vidéosurveillance"),
    ("auto-consommation", "autoconsommation"),
    ("trans-port solidaire", "transport solidaire"),
    ("micro-crédit", "microcrédit"),
]


@pytest.mark.parametrize(("typed", "closed"), CUT)
def test_a_word_cut_by_a_hyphen_or_a_space_answers_as_its_closed_form(
    matcher: Matcher, typed: str, closed: str
) -> None:
    first, second = (matcher.search(text) for text in (typed, closed))
    assert [match.id for match in first.matches] == [match.id for match in second.matches]
    assert first.outcome is second.outcome


GLUED = [
    ("jen peux plus", "j en peux plus"),
    ("jlai déjà vu", "je l ai déjà vu"),
    ("yen a d'autres", "il y en a d autres"),
    ("ils sen occupent", "ils s en occupent"),
    ("quon paie", "qu on paie"),
    ("une demande daide", "une demande d aide"),
    ("cété dur", "c était dur"),
    ("dans loise", "dans l oise"),
    ("lé zabitan", "les habitants"),
    ("les zenfants", "les enfants"),
    ("ki pèye koi", "qui paie quoi"),
    ("lotobus y pass kan", "l autobus y pass quand"),
    ("la zone humide", "la zone humide"),
    ("un zoo", "un zoo"),
]


@pytest.mark.parametrize(("typed", "read"), GLUED)
def test_small_words_glued_together_are_read_apart(matcher: Matcher, typed: str, read: str) -> None:
    assert " ".join(word.shown for word in matcher.parser.read(typed).words) == read


@pytest.mark.parametrize(
    "text", ["chargé de mission", "un photo club", "du bio local", "auto et moto", "mini prix"]
)
def test_a_word_of_its_own_is_not_joined_to_the_next(matcher: Matcher, text: str) -> None:
    assert matcher.parser.parse(text).corrected == ()


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("désert médical", "déserts médicaux"),
        ("cabinet médical", "cabinets médicaux"),
        ("centre social", "centres sociaux"),
        ("agent communal", "agents communaux"),
        ("local communal", "locaux communaux"),
        ("bâtiment communal", "bâtiments communaux"),
        ("journal communal", "journaux communaux"),
        ("travailleur social", "travailleurs sociaux"),
        ("bailleur social", "bailleurs sociaux"),
        ("produit local", "produits locaux"),
        ("projet social", "projets sociaux"),
        ("droit social", "droits sociaux"),
    ],
)
def test_a_plural_in_aux_means_what_its_singular_means(
    matcher: Matcher, one: str, several: str
) -> None:
    meanings = [
        {meaning for unit in matcher.parser.parse(text).units for meaning in unit.meanings}
        for text in (one, several)
    ]
    assert meanings[0] == meanings[1]


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("médicaux", "medical"),
        ("réseaux", "reseau"),
        ("tuyaux", "tuyau"),
        ("vieux", "vieu"),
        ("taux", "tau"),
        ("eaux", "eau"),
    ],
)
def test_only_some_plurals_in_aux_come_from_al(several: str, one: str) -> None:
    folded = several.replace("é", "e")
    assert singular(folded) == one


SLIPS = [
    ("gare d'enfants", "garde"),
    ("transport solitaire", "solidaire"),
    ("épicerie solitaire", "solidaire"),
    ("garage solitaire", "solidaire"),
    ("chèque énergique", "energie"),
    ("habitat partager", "partage"),
    ("chantier de jaunes bénévoles", "jeunes"),
    ("violences conjugués", "conjugales"),
    ("une passoire thermite", "thermique"),
    ("colis alimentaires et panier de légume", "legume"),
    ("jardins partager", "partage"),
    ("maison de la paroisse et chantier de jaunes", "jeunes"),
]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_word_that_slipped_into_another_is_read_from_its_expression(
    matcher: Matcher, typed: str, meant: str
) -> None:
    assert any(
        word.startswith(meant) for unit in matcher.parser.parse(typed).units for word in unit.words
    )


@pytest.mark.parametrize(
    "text",
    [
        "mobilité jeunes",
        "le collège ferme",
        "une gare routière",
        "un mail du maire",
        "le fonds agricole",
        "une personne solitaire",
        "la mairie du village",
        "la route du bourg",
        "un court de tennis",
        "le marché du bourg",
    ],
)
def test_a_word_that_stands_well_where_it_is_has_not_slipped(matcher: Matcher, text: str) -> None:
    assert matcher.parser.parse(text).corrected == ()


@pytest.mark.parametrize(
    "text",
    [
        "zzzz",
        "aaa",
        "kes",
        "qsdfgh",
        "xwxw",
        "hgf dfg",
        "mmmmh",
        "azerty uiop",
        "blurp",
        "wxcvbn",
        "ppp",
        "brrr",
        "trululu",
    ],
)
def test_nonsense_is_corrected_to_nothing(matcher: Matcher, text: str) -> None:
    answer = matcher.search(text)
    assert (answer.need.corrected, answer.outcome) == ((), Outcome.NOTHING)


@pytest.mark.parametrize(
    "acronym",
    [
        "MdF",
        "mdf",
        "AAD",
        "aad",
        "SDE80",
        "PCRS",
        "PLPDMA",
        "BNSSA",
        "CNIL",
        "SMUR",
        "OPJ",
        "DRH",
        "SPL",
        "kes",
    ],
)
def test_an_acronym_that_is_not_known_is_never_mended_into_another(
    matcher: Matcher, acronym: str
) -> None:
    assert matcher.parser.parse(acronym).corrected == ()
    assert matcher.parser.parse(f"on cherche un {acronym}").corrected == ()


def test_the_pacs_is_not_several_pac(matcher: Matcher) -> None:
    assert "mariage" in matcher.parser.parse("pacs").topics
    assert "mariage" not in matcher.parser.parse("dossier PAC").topics


BY_EAR = [
    ("koi fèr pour lé vieu ki son seul ché eu", ["42", "56", "1"]),
    ("lé mamie peuve plu allé o docteur, un bus ?", ["46", "47", "48"]),
    ("ya pu de bus pr allé o lycé", ["47", "45"]),
    ("prendre le permi c tro chair", ["45", "43"]),
    ("fere venir un muzé o vilaj", ["25"]),
    ("mettre les bibliotek en rézo", ["53", "23"]),
    ("la kantine et lekol tro loin, regroupé 6 vilaj", ["27"]),
    ("partir en vakans kan on a pa de sou", ["50"]),
    ("lé parent save plu koi fer avec leur ado", ["49"]),
    ("lo coute tro cher pr lé famille", ["62"]),
    ("kel aplikation pour prévnir les abitan", ["7"]),
    ("nounou kel papié fo remplire", ["18"]),
    ("une mamy a froi ds sa mezon", ["59"]),
    ("komen aprendre a lir kan on est gran", ["54", "55"]),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("les gamin trenent a l'abribu", "ennui-des-jeunes"),
        ("le kfé du village veut pas mourir", "cafe-associatif"),
        ("lé gens arrive pa a payé l'elec", "impayes-d-energie"),
        ("jeune ki part tous a la ville", "exode-rural"),
        ("lé ado trenent a l'abribu", "ennui-des-jeunes"),
        ("un kafe ds le bourg", "cafe-associatif"),
    ],
)
def test_what_is_written_by_ear_means_what_it_sounds_like(
    matcher: Matcher, typed: str, meant: str
) -> None:
    units = matcher.parser.parse(typed).units
    assert any(meant in (*unit.about(Facet.CONCEPT), *unit.about(Facet.TOPIC)) for unit in units)


@pytest.mark.parametrize(("typed", "cards"), BY_EAR)
def test_a_need_written_by_ear_finds_its_card(
    matcher: Matcher, typed: str, cards: list[str]
) -> None:
    assert matcher.search(typed, 1).matches[0].id in cards


PICARD = [
    ("ches viux tout seus à s'mason", ["42", "56"]),
    ("l'ieau est trop tchère", ["62"]),
    ("el cantine d'ches tiots", ["27", "22"]),
    ("ches gins i savent point lire", ["54", "55"]),
    ("eune mason d'famille pour ches mères", ["17"]),
    ("pus d'carette pour aller ouvrer", ["43", "44", "45"]),
    ("in a pus d' docteur dins ch'villache", ["40", "41"]),
    ("min fiu i veut passer sin permis", ["45", "43"]),
    ("ches infants i n'mingent pas à l'cantine", ["27", "28", "60"]),
    ("eune crèche pour ches tchots", ["39"]),
    ("ches viux i n'ont pus d'carette", ["46", "44"]),
]


@pytest.mark.parametrize(("typed", "cards"), PICARD)
def test_a_need_in_picard_finds_its_card(matcher: Matcher, typed: str, cards: list[str]) -> None:
    assert matcher.search(typed, 1).matches[0].id in cards


@pytest.mark.parametrize(
    "text",
    ["le fer à repasser", "à toi la chair", "peu de son", "i et o", "il a plu et le PLU change"],
)
def test_words_of_their_own_keep_their_meaning_in_plain_french(matcher: Matcher, text: str) -> None:
    assert matcher.parser.parse(text).corrected == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("peuve", "peuvent"), ("vakanse", "vacances"), ("chair", "cher"), ("refer", "refaire")],
)
def test_a_word_has_every_sound_it_may_have(typed: str, meant: str) -> None:
    assert set(sounds(typed)) & set(sounds(meant))
