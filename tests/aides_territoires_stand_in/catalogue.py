"""Aids made up from a seed, true to the schema: the same seed gives the same aids."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from tests.aides_territoires_stand_in.territories import (
    DEPARTMENTS,
    FRANCE,
    OCCITANIE,
    PERIMETERS,
    REGION,
)

AUDIENCES = {
    "commune": "Commune",
    "epci": "Intercommunalité / Pays",
    "department": "Département",
    "public-org": "Etablissement public dont services de l'Etat",
    "association": "Association",
    "farmer": "Agriculteur",
}
_CATEGORIES = (
    "Solidarités / lien social / Personnes âgées",
    "Solidarités / lien social / Alimentation",
    "Mobilité / transports / Mobilité pour tous",
    "Énergies / Déchets / Economie d'énergie et rénovation énergétique",
    "Eau et milieux aquatiques / Cours d'eau / canaux / plans d'eau",
    "Urbanisme / logement / aménagement / Logement et habitat",
    "Culture et identité collective / patrimoine / sports / Bibliothèques et livres",
    "Fonctions support / Appui méthodologique",
)
_TYPES = (
    "Subvention",
    "Prêt",
    "Ingénierie technique",
    "Autre aide financière",
    "Avance récupérable",
)
_VERBS = ("Rénover", "Créer", "Financer", "Ouvrir", "Équiper", "Accompagner", "Développer")
_OBJECTS = (
    "l'école",
    "un café associatif",
    "une épicerie",
    "la mobilité des jeunes",
    "un lieu d'accueil",
    "une maison de santé",
)
_WORDS = [
    "commune", "projet", "habitants", "dossier", "soutien", "travaux", "équipement", "étude",
    "public", "rural", "montant", "dépenses", "durée", "part",
]  # fmt: skip
_HOLDERS = [
    FRANCE,
    FRANCE,
    FRANCE,
    REGION,
    REGION,
    OCCITANIE,
    30,
    31,
    40,
    41,
    50,
    51,
    *DEPARTMENTS.values(),
]


def aids(count: int, seed: int, today: date) -> list[dict[str, Any]]:
    """Return `count` records, most recently published first.

    About one in ten is not for communes or EPCI.
    """
    chance = random.Random(seed)
    return [aid(990_000 + count - i, chance, today) for i in range(count)]


def aid(number: int, chance: random.Random, today: date, **fields: Any) -> dict[str, Any]:
    """Return one record, some of whose fields are given."""
    perimeter = PERIMETERS[fields.pop("perimeter_id", None) or chance.choice(_HOLDERS)]
    name = f"{chance.choice(_VERBS)} {chance.choice(_OBJECTS)} n° {number}"
    deadline = None if chance.random() < 0.5 else today + timedelta(days=chance.randrange(1, 300))
    audiences = ["Commune", "Intercommunalité / Pays"] if chance.random() < 0.9 else ["Agriculteur"]
    return {
        "id": number,
        "slug": f"aide-{number}",
        "url": f"/aides/aide-{number}/",
        "name": name,
        "name_initial": None,
        "short_title": None,
        "financers": [f"Financeur {number % 40}"],
        "financers_full": [{"id": number % 40, "name": f"Financeur {number % 40}", "logo": None}],
        "instructors": [],
        "instructors_full": [],
        "programs": [],
        "description": _html(chance, 60),
        "eligibility": f"<ul>\r\n <li>{' '.join(chance.choices(_WORDS, k=12))}</li>\r\n</ul>",
        "perimeter": perimeter.name,
        "perimeter_scale": perimeter.scale,
        "perimeter_id": perimeter.id,
        "mobilization_steps": ["Réflexion / conception"],
        "origin_url": f"https://example.fr/{number}",
        "categories": sorted(chance.sample(_CATEGORIES, 2)),
        "is_call_for_project": False,
        "application_url": None,
        "targeted_audiences": audiences,
        "aid_types": [chance.choice(_TYPES)],
        "is_charged": chance.random() < 0.1,
        "destinations": ["Dépenses d’investissement"],
        "start_date": None,
        "predeposit_date": None,
        "submission_deadline": deadline.isoformat() if deadline else None,
        "subvention_rate_lower_bound": None,
        "subvention_rate_upper_bound": chance.choice((None, 30, 50, 80)),
        "subvention_comment": "Plafond de 60 000 € par projet",
        "loan_amount": None,
        "recoverable_advance_amount": None,
        "contact": (
            "<p>Mme Jeanne Martin, jeanne.martin@example.fr, 06 12 34 56 78, "
            "ou contact@example.fr</p>"
        ),
        "recurrence": "Ponctuelle" if deadline else "Permanente",
        "project_examples": None,
        "import_data_url": None,
        "import_data_mention": None,
        "import_share_licence": None,
        "date_created": f"{today - timedelta(days=90)}T09:14:05+00:00",
        "date_updated": f"{today - timedelta(days=number % 60)}T05:30:41+00:00",
        "project_references": [],
        "european_aid": None,
        "is_live": True,
    } | fields


def _html(chance: random.Random, words: int) -> str:
    paragraphs = (" ".join(chance.choices(_WORDS, k=words)) for _ in range(chance.randrange(1, 5)))
    return "".join(
        f'<p style="margin:0">\r\n {text}&nbsp;: d&#8217;abord.\r\n</p>' for text in paragraphs
    )
