"""The mistakes a curator may make in the files of places.

See words.py for what an entry holds.
"""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.changes import Change, replaced, whole
from tests.knowledge.mistakes.words import ABSENT, ENCODING, ROW

PLACES: list[tuple[str, str, Change, list[str]]] = [
    (
        "a_name_is_no_code",
        "places/areas.yaml",
        replaced('"299900011"', "Ambreville"),
        [
            (
                "places/areas.yaml:9: areas.0.epcis.0: code SIREN inconnu ; "
                "cherchez-le dans places/epci.csv"
            ),
            "places/areas.yaml:9: areas.0.epcis.0: « Ambreville » n’est pas un code ; "
            'écrivez un code INSEE ("02168"), SIREN ou de département ("02")',
        ],
    ),
    ("the_areas_are_there", "places/areas.yaml", Path.unlink, [f"places/areas.yaml:1: {ABSENT}"]),
    (
        "the_communes_are_there",
        "places/communes.csv",
        Path.unlink,
        [f"places/communes.csv:1: {ABSENT}"],
    ),
    (
        "a_nickname_is_of_a_known_commune",
        "places/areas.yaml",
        replaced("99001", "99009"),
        [
            (
                "places/areas.yaml:11: nicknames.0.commune: code INSEE inconnu ; "
                "cherchez-le dans places/communes.csv"
            )
        ],
    ),
    (
        "a_departement_has_its_code",
        "places/areas.yaml",
        replaced('["99"]', "[]"),
        ["places/areas.yaml:6: departments.0.departments: il y en a 0, 1 au moins ; ajoutez-en"],
    ),
    (
        "a_csv_of_excel_has_commas",
        "places/communes.csv",
        lambda path: path.write_text(path.read_text().replace(",", ";")),
        [
            (
                "places/communes.csv:1: colonnes séparées par « ; » ; "
                "enregistrez en CSV séparé par des virgules"
            )
        ],
    ),
    (
        "a_csv_has_every_column",
        "places/communes.csv",
        replaced("population", "habitants"),
        [
            (
                "places/communes.csv:1: population: colonne manquante ; ajoutez-la, "
                "avec ce nom en première ligne"
            )
        ],
    ),
    (
        "a_csv_of_excel_is_in_utf_8",
        "places/epci.csv",
        whole("siren,name,kind,population\n299900011,CC d'Ambrée,CC,1\n".encode("latin-1")),
        [f"places/epci.csv:2: {ENCODING}"],
    ),
    (
        "a_code_of_excel_keeps_its_zero",
        "places/communes.csv",
        replaced("99003", "9003"),
        [
            "places/communes.csv:4: insee: « 9003 » ne convient pas ; "
            "écrivez un code INSEE de cinq caractères, avec son zéro : 02168"
        ],
    ),
    (
        "a_row_has_every_cell",
        "places/communes.csv",
        replaced(",250,99120", ""),
        ["places/communes.csv:4: population: case vide ; écrivez un nombre entier, sans espace"],
    ),
    (
        "a_former_commune_is_in_one_of_today",
        "places/former_communes.csv",
        replaced("99001", "99009"),
        [
            (
                "places/former_communes.csv:2: insee: code INSEE inconnu ; "
                "cherchez-le dans places/communes.csv"
            )
        ],
    ),
    (
        "a_point_is_in_degrees_with_a_point",
        "places/coordinates.csv",
        replaced("49.6", '"49,6"'),
        [
            (
                "places/coordinates.csv:3: latitude: « 49,6 » ne convient pas ; "
                "écrivez des degrés avec un point : 49.5992"
            )
        ],
    ),
    (
        "a_point_is_of_a_commune",
        "places/coordinates.csv",
        replaced("99002", "99008"),
        [
            (
                "places/coordinates.csv:3: insee: code INSEE inconnu ; "
                "cherchez-le dans places/communes.csv"
            )
        ],
    ),
    (
        "a_quote_of_a_row_is_closed",
        "places/epci.csv",
        replaced("CC du", '"CC "du'),
        [f"places/epci.csv:2: {ROW}"],
    ),
]
