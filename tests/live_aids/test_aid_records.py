"""A record of Aides-territoires.

It tells what a reader gets of it, and which of its fields can't be read.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.live_aids.aid_records import draft_from_json, read_record, twin_of
from knowledge.live_aids.model import AidKind
from knowledge.live_aids.territory import codes_of
from tests.aides_territoires_stand_in.catalogue import aid
from tests.live_aids.conftest import TODAY

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.live_aids.labels import Labels

RAW = aid(990001, Random(1), TODAY, perimeter_id=30)
COMMERCE: dict[str, Any] = RAW | {
    "name": "Créer ou maintenir un dernier commerce",
    "financers": ["Conseil régional d&#39;Exemple"],
    "description": (
        "<p>\r\n <strong>Objet</strong>\r\n</p><p>Communes de moins de 2&nbsp;000 habitants.</p>"
    ),
    "eligibility": "<ul>\r\n <li>Pas de commerce à 5 km</li>\r\n</ul>",
    "categories": [
        "Mobilité / transports / Mobilité pour tous",
        "Solidarités / lien social / Alimentation",
    ],
    "aid_types": ["Subvention", "Prêt"],
    "is_charged": True,
    "application_url": "javascript:alert(1)",
    "origin_url": "https://www.example.fr/commerce",
    "start_date": "2026-09-01",
    "submission_deadline": "2026-12-15T00:00:00+00:00",
    "subvention_rate_lower_bound": 0,
    "subvention_rate_upper_bound": 50.0,
    "recoverable_advance_amount": 30000,
    "recurrence": "Ponctuelle",
    "import_data_mention": "Données de l'Agence",
    "date_updated": "2026-09-06T05:30:41+00:00",
}


def test_a_reader_gets_plain_text_days_percents_and_no_name_of_a_person(
    labels: Labels, collection: Collection
) -> None:
    draft = read_record(COMMERCE, labels)
    found = draft.aid
    assert codes_of(draft.territory(), collection.places) == frozenset(("240200444",))
    assert (found.id, found.url) == (
        "at-990001",
        "https://aides-territoires.beta.gouv.fr/aides/aide-990001/",
    )
    assert (found.funders, found.beneficiaries) == (
        ("Conseil régional d'Exemple",),
        tuple(RAW["targeted_audiences"]),
    )
    assert (found.what, found.for_whom) == (
        "Objet\n\nCommunes de moins de 2 000 habitants.",
        "• Pas de commerce à 5 km",
    )
    assert (found.themes, found.kinds) == (
        ("mobilite", "alimentation"),
        (AidKind.GRANT, AidKind.LOAN),
    )
    assert (found.opens, found.deadline, found.permanent) == (
        date(2026, 9, 1),
        date(2026, 12, 15),
        False,
    )
    assert (found.rate_low, found.rate_high, found.loan) == (0, 50, 30000)
    assert found.rate_comment == "Service payant. Plafond de 60 000 € par projet"
    assert (found.contact, found.apply_url) == (
        "contact@example.fr",
        "https://www.example.fr/commerce",
    )
    assert (found.mention, found.updated) == ("Données de l'Agence", date(2026, 9, 6))
    assert "Martin" not in draft.to_json()
    assert draft_from_json(draft.to_json()) == draft


def test_an_id_and_a_name_are_enough(labels: Labels) -> None:
    found = read_record({"id": 7, "name": "Aide"}, labels).aid
    assert (found.id, found.places, found.deadline, found.permanent, found.url) == (
        "at-7",
        frozenset(),
        None,
        False,
        "",
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": None}, "id absent"),
        ({"id": True}, "id absent"),
        ({"name": "<p></p>"}, "name : vide"),
        ({"financers": "Région"}, "financers : une liste"),
        ({"categories": [3]}, "categories : une liste"),
        ({"description": {"html": ""}}, "description : un texte"),
        ({"start_date": "01/09/2026"}, "start_date : « 01/09/2026 » n’est pas une date"),
        (
            {"submission_deadline": "2026-02-30"},
            "submission_deadline : « 2026-02-30 » n’est pas une date",
        ),
        ({"subvention_rate_upper_bound": 60000}, "hors de 0 à 100"),
        ({"loan_amount": "beaucoup"}, "loan_amount : « beaucoup » n’est pas un nombre"),
        ({"loan_amount": float("inf")}, "loan_amount : « inf » n’est pas un nombre"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(
    labels: Labels, fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        read_record(COMMERCE | fields, labels)


def test_a_text_beyond_measure_is_cut(labels: Labels) -> None:
    assert len(read_record(COMMERCE | {"description": "mot " * 9000}, labels).aid.what) <= 4000


@pytest.mark.parametrize(
    ("name", "territory"),
    [
        ("Rénover l'école", "France"),
        ("Rénover l’école - Aisne", "Aisne"),
        ("Rénover l'École (Pas-de-Calais)", "Pas-de-Calais"),
    ],
)
def test_a_national_aid_and_its_local_copies_are_twins(name: str, territory: str) -> None:
    assert twin_of(name, territory) == "renover l ecole"
