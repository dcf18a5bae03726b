"""The mistakes a curator may make in how a card is written.

See words.py for what an entry holds.
"""

from __future__ import annotations

from tests.knowledge.changes import Change, encoded, named_in_latin1, replaced, whole
from tests.knowledge.mistakes.words import (
    AIDE,
    ASKEW,
    COLON,
    EMPTY,
    ENCODING,
    FIELDS,
    INTEGER,
    LIST,
    NAVETTE,
    QUOTE,
    SIGN,
    STEP,
    TEXT,
    TITLE,
    UNCLOSED,
)

WRITING: list[tuple[str, str, Change, list[str]]] = [
    (
        "a_quoted_number_is_a_text",
        NAVETTE,
        replaced("population: 800", 'population: "800"'),
        [f"{NAVETTE}:12: place.population: « 800 » {INTEGER}"],
    ),
    (
        "a_number_has_no_space",
        NAVETTE,
        replaced("population: 800", "population: 1 800"),
        [f"{NAVETTE}:12: place.population: « 1 800 » {INTEGER}"],
    ),
    (
        "inhabitants_are_whole",
        NAVETTE,
        replaced("population: 800", "population: 800.5"),
        [f"{NAVETTE}:12: place.population: « 800.5 » {INTEGER}"],
    ),
    (
        "a_no_is_no_number",
        NAVETTE,
        replaced("population: 800", "population: no"),
        [f"{NAVETTE}:12: place.population: « no » {INTEGER}"],
    ),
    (
        "a_rate_has_a_point_and_no_comma",
        NAVETTE,
        replaced("12.5", "12,5"),
        [
            f"{NAVETTE}:13: place.poverty_rate: « 12,5 » n’est pas un nombre ; "
            "écrivez-le en chiffres avec un point, sans guillemets ni %, comme 15.4"
        ],
    ),
    (
        "a_number_for_a_text_wants_quotes",
        NAVETTE,
        replaced(TITLE, "title: 2025"),
        [f'{NAVETTE}:3: title: {TEXT} "2025"'],
    ),
    (
        "a_date_for_a_text_wants_quotes",
        NAVETTE,
        replaced(TITLE, "title: 2025-11-01"),
        [f'{NAVETTE}:3: title: {TEXT} "2025-11-01"'],
    ),
    (
        "a_date_that_never_was_wants_quotes",
        NAVETTE,
        replaced(TITLE, "title: 2025-13-41"),
        [f"{NAVETTE}:3: title: valeur illisible ; mettez-la entre guillemets droits"],
    ),
    (
        "an_hour_for_a_text_wants_quotes",
        NAVETTE,
        replaced("  - Neuf places", "  - 12:30"),
        [f'{NAVETTE}:22: key_figures.0: {TEXT} "12:30"'],
    ),
    (
        "a_yes_for_a_text_wants_quotes",
        NAVETTE,
        replaced(TITLE, "title: yes"),
        [f'{NAVETTE}:3: title: {TEXT} "yes"'],
    ),
    (
        "a_code_that_begins_with_zero_wants_quotes",
        NAVETTE,
        replaced('departments: ["99"]', "departments: [02]"),
        [f'{NAVETTE}:9: place.departments.0: {TEXT} "02"'],
    ),
    (
        "one_audience_is_a_list_too",
        NAVETTE,
        replaced("[anciens, jeunes]", "anciens"),
        [f"{NAVETTE}:23: audiences: {LIST}"],
    ),
    (
        "fields_are_no_list",
        AIDE,
        replaced("    roles: [funder, engineering]", "    roles:\n      funder: engineering"),
        [f"{AIDE}:15: partners.0.roles: {LIST}"],
    ),
    (
        "a_place_is_no_list",
        AIDE,
        replaced("steps:", "place: [Ambreville]\nsteps:"),
        [f"{AIDE}:9: place: {FIELDS}"],
    ),
    (
        "a_link_has_fields",
        NAVETTE,
        replaced("  - title: La page de la navette\n    url: https", "  - https"),
        [f"{NAVETTE}:38: links.0: {FIELDS}"],
    ),
    (
        "a_colon_in_an_item_wants_quotes",
        NAVETTE,
        replaced("  - Neuf places", "  - Places : neuf"),
        [f"{NAVETTE}:22: key_figures.0: deux-points au milieu d’un texte ; {QUOTE}"],
    ),
    (
        "an_empty_field_is_filled_or_removed",
        NAVETTE,
        replaced(TITLE, "title:"),
        [f"{NAVETTE}:3: title: ce champ est vide ; écrivez sa valeur ou retirez la ligne"],
    ),
    (
        "a_blank_text_is_empty",
        NAVETTE,
        replaced(TITLE, 'title: " "'),
        [f"{NAVETTE}:3: title: ce champ est vide ; écrivez sa valeur ou retirez la ligne"],
    ),
    (
        "a_field_is_written_once",
        NAVETTE,
        replaced("source_page: 3", "source_page: 3\nsource_page: 4"),
        [f"{NAVETTE}:41: source_page: champ écrit deux fois ; gardez-en un seul"],
    ),
    (
        "a_field_of_a_contact_is_written_once",
        NAVETTE,
        replaced("    organisation:", "    name: Paul\n    organisation:"),
        [f"{NAVETTE}:26: contacts.0.name: champ écrit deux fois ; gardez-en un seul"],
    ),
    (
        "a_number_as_id_wants_quotes",
        NAVETTE,
        replaced('id: "1"', "id: 1"),
        [f'{NAVETTE}:1: id: {TEXT} "1"'],
    ),
    (
        "a_quote_is_closed",
        NAVETTE,
        replaced("  - Le prix", '  - "Le prix'),
        [f"{NAVETTE}:45: {UNCLOSED}"],
    ),
    (
        "a_quote_left_open_is_told_where_it_opens",
        NAVETTE,
        replaced('id: "1"', 'id: "1'),
        [f"{NAVETTE}:1: {UNCLOSED}"],
    ),
    (
        "an_apostrophe_ends_a_quote",
        NAVETTE,
        replaced(TITLE, "title: 'L'eau'"),
        [f"{NAVETTE}:3: {ASKEW}"],
    ),
    (
        "a_field_stands_under_its_neighbours",
        NAVETTE,
        replaced("  kind:", " kind:"),
        [f"{NAVETTE}:7: {ASKEW}"],
    ),
    (
        "a_field_does_not_drift_right",
        NAVETTE,
        replaced("  kind:", "    kind:"),
        [f"{NAVETTE}:7: {COLON}"],
    ),
    (
        "a_list_stays_in_line",
        NAVETTE,
        replaced("  - Emprunter", " - Emprunter"),
        [f"{NAVETTE}:20: {ASKEW}"],
    ),
    (
        "a_list_holds_items_only",
        NAVETTE,
        replaced("  - Emprunter", "  Emprunter: oui\n  -"),
        [
            (
                f"{NAVETTE}:20: ligne mal alignée ; commencez-la par « - », "
                "ou alignez ce champ avec les autres"
            )
        ],
    ),
    (
        "a_list_begins_on_its_own_line",
        NAVETTE,
        replaced("key_figures:\n  -", "key_figures: -"),
        [f"{NAVETTE}:21: « - » mal placé ; commencez la liste à la ligne, en retrait"],
    ),
    (
        "a_colon_in_a_title_wants_quotes",
        NAVETTE,
        replaced("Une navette", "Une navette : le bus"),
        [f"{NAVETTE}:3: {COLON}"],
    ),
    (
        "an_at_sign_opens_no_text",
        NAVETTE,
        replaced("Une navette", "@navette"),
        [f"{NAVETTE}:3: {SIGN}"],
    ),
    (
        "a_star_opens_no_text",
        NAVETTE,
        replaced("Neuf places", "* neuf places"),
        [f"{NAVETTE}:22: {SIGN}"],
    ),
    (
        "a_bang_opens_no_text",
        NAVETTE,
        replaced("Une navette", "!Une navette"),
        [f"{NAVETTE}:3: title: valeur illisible ; mettez-la entre guillemets droits"],
    ),
    (
        "a_list_is_no_reference_to_another",
        NAVETTE,
        replaced("[navette, marché]\n", "&mots [navette]\nvideos: *mots\n"),
        [
            f"{NAVETTE}:41: videos: renvoi « * » à une autre valeur ; recopiez-la",
            f"{NAVETTE}:42: videos: ce champ est vide ; écrivez sa valeur ou retirez la ligne",
        ],
    ),
    (
        "a_backslash_is_doubled",
        NAVETTE,
        replaced("Neuf places", '"Neuf \\places"'),
        [f"{NAVETTE}:22: barre oblique inversée entre guillemets ; doublez-la"],
    ),
    (
        "a_file_holds_one_card",
        NAVETTE,
        replaced("theme:", "---\ntheme:"),
        [
            (
                f"{NAVETTE}:4: « --- » au milieu du fichier ; retirez cette ligne, "
                "ou faites deux fichiers"
            )
        ],
    ),
    (
        "a_tab_is_no_indentation",
        NAVETTE,
        replaced("  kind:", "\tkind:"),
        [f"{NAVETTE}:7: tabulation en début de ligne ; mettez des espaces ordinaires"],
    ),
    (
        "a_no_break_space_is_no_indentation",
        NAVETTE,
        replaced("  kind:", "\u00a0\u00a0kind:"),
        [f"{NAVETTE}:7: espace insécable en début de ligne ; mettez des espaces ordinaires"],
    ),
    ("latin_1_is_not_read", NAVETTE, encoded("latin-1"), [f"{NAVETTE}:3: {ENCODING}"]),
    ("utf_16_is_not_read", NAVETTE, encoded("utf-16"), [f"{NAVETTE}:1: {ENCODING}"]),
    ("an_empty_file_holds_nothing", NAVETTE, whole(""), [f"{NAVETTE}:1: {EMPTY}"]),
    (
        "a_file_of_comments_holds_nothing",
        NAVETTE,
        whole("# rien\n\n# à venir\n"),
        [f"{NAVETTE}:1: {EMPTY}"],
    ),
    ("a_card_is_no_list", NAVETTE, whole("- id: a\n- kind: b\n"), [f"{NAVETTE}:1: {FIELDS}"]),
    ("a_card_is_no_text", NAVETTE, whole("bonjour\n"), [f"{NAVETTE}:1: {FIELDS}"]),
    (
        "a_list_in_a_list_in_a_list_has_an_end",
        NAVETTE,
        whole("[" * 1000 + "]" * 1000),
        [
            (
                f"{NAVETTE}:1: trop de listes les unes dans les autres ; "
                "remettez chaque texte sur sa ligne"
            )
        ],
    ),
    (
        "a_file_name_can_be_read",
        NAVETTE,
        named_in_latin1,
        [
            (
                "cards/1-vivre/1-march?.yaml:1: nom de fichier illisible ; "
                "renommez-le sans accent ni signe particulier"
            )
        ],
    ),
    (
        "a_wrong_step_still_counts_as_one",
        NAVETTE,
        replaced(STEP, "  - 12\n"),
        [f'{NAVETTE}:20: steps.1: {TEXT} "12"'],
    ),
]
