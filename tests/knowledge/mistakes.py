"""The mistakes a curator may make: for each, the rule, the file, the change that breaks it and every line that tells it."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.changes import Change, encoded, made_folder, moved, named_in_latin1, replaced, summary_of, whole

NAVETTE = "cards/1-vivre/1-navette-du-marche.yaml"
FETE = "cards/1-vivre/2-fete-des-voisins.yaml"
AIDE = "cards/1-vivre/A-aide-aux-navettes.yaml"
TITLE = "title: Une navette pour le marché"
STEP = "  - Emprunter le minibus de la mairie\n"

INTEGER = "n’est pas un nombre entier ; écrivez-le en chiffres, sans guillemets ni espace, comme 54283"
LIST = "il faut une liste ; écrivez un élément par ligne, précédé de « - »"
FIELDS = "il faut des champs ; écrivez « nom: valeur », un par ligne, en retrait"
TEXT = "il faut un texte ; mettez-le entre guillemets droits :"
QUOTE = "mettez tout le texte entre guillemets droits"
SIGN = f"ce signe ne peut pas commencer un texte ; {QUOTE}"
UNCLOSED = "guillemet ouvert ici et mal refermé ; refermez-le à la fin du texte"
COLON = f"deux-points inattendu ; {QUOTE}, ou vérifiez le retrait et les deux-points de cette ligne et de la précédente"
ASKEW = f"ligne mal alignée ou texte coupé par un guillemet ; alignez-la avec ses voisines, ou {QUOTE} (’ pour apostrophe)"
ENCODING = "caractères illisibles ; enregistrez le fichier en « UTF-8 »"
EMPTY = "fichier vide ou fait de seuls commentaires ; écrivez-y ses champs ou supprimez-le"
ABSENT = "fichier absent ; vérifiez son nom, ou créez-le"
ROW = "ligne illisible ; vérifiez ses guillemets et ses virgules"

MISTAKES: list[tuple[str, str, Change, list[str]]] = [
    (
        "an_unknown_field_suggests_the_nearest",
        NAVETTE,
        replaced("keywords:", "keyword:"),
        [f"{NAVETTE}:41: keyword: champ inconnu ; vouliez-vous « keywords » ?"],
    ),
    (
        "an_unknown_field_like_no_other_lists_eight",
        NAVETTE,
        replaced("keywords:", "zzz:"),
        [
            f"{NAVETTE}:41: zzz: champ inconnu ; écrivez l’un de : "
            "answers, audiences, contacts, id, key_figures, keywords, kind, links, …"
        ],
    ),
    (
        "an_unknown_field_of_a_contact_suggests_one_of_contacts",
        NAVETTE,
        replaced("    emails:", "    mails:"),
        [f"{NAVETTE}:27: contacts.0.mails: champ inconnu ; vouliez-vous « emails » ?"],
    ),
    (
        "a_missing_field_is_named",
        NAVETTE,
        replaced(f"{TITLE}\n", ""),
        [f"{NAVETTE}:1: title: champ manquant ; ajoutez-le"],
    ),
    (
        "a_missing_field_of_a_place_points_to_the_place",
        NAVETTE,
        replaced("  kind: commune\n", ""),
        [f"{NAVETTE}:5: place.kind: champ manquant ; ajoutez-le"],
    ),
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
        "a_population_is_not_negative",
        NAVETTE,
        replaced("population: 800", "population: -800"),
        [f"{NAVETTE}:12: place.population: « -800 » est trop petit ; écrivez un nombre d’au moins 0"],
    ),
    (
        "a_rate_is_at_most_a_hundred",
        NAVETTE,
        replaced("12.5", "112.5"),
        [f"{NAVETTE}:13: place.poverty_rate: « 112.5 » est trop grand ; écrivez un nombre d’au plus 100"],
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
        "a_no_among_words_wants_quotes",
        "spelling.yaml",
        replaced("rdv: rendez-vous", "nn: no"),
        [f'spelling.yaml:4: short_forms.nn: {TEXT} "no"'],
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
        "words_are_no_list",
        "spelling.yaml",
        whole("short_forms:\n  - bjr\n"),
        [f"spelling.yaml:1: short_forms: {FIELDS}"],
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
        "a_title_is_no_list",
        NAVETTE,
        replaced(TITLE, "title: [Une navette, le marché]"),
        [f"{NAVETTE}:3: title: il faut un seul texte, pas une liste ; retirez le « - » ou les crochets"],
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
        "an_unknown_theme_suggests_the_nearest",
        NAVETTE,
        replaced("theme: transports", "theme: transport"),
        [f"{NAVETTE}:4: theme: thème inconnu ; vouliez-vous « transports » ?"],
    ),
    (
        "an_unknown_theme_like_no_other_lists_them",
        NAVETTE,
        replaced("theme: transports", "theme: musique"),
        [f"{NAVETTE}:4: theme: thème inconnu ; écrivez l’un de : transports, voisinage"],
    ),
    (
        "an_unknown_audience_suggests_the_nearest",
        NAVETTE,
        replaced("[anciens, jeunes]", "[anciens, jeune]"),
        [f"{NAVETTE}:23: audiences.1: public inconnu ; vouliez-vous « jeunes » ?"],
    ),
    (
        "an_unknown_partner_suggests_the_nearest",
        NAVETTE,
        replaced("id: mairie", "id: marie"),
        [f"{NAVETTE}:34: partners.0.id: partenaire inconnu ; vouliez-vous « mairie » ?"],
    ),
    (
        "an_unknown_role_lists_the_three",
        NAVETTE,
        replaced("[operator]", "[payeur]"),
        [f"{NAVETTE}:35: partners.0.roles.0: « payeur » n’est pas admis ; écrivez funder, engineering ou operator"],
    ),
    (
        "an_unknown_kind_lists_the_two",
        NAVETTE,
        replaced("kind: practice", "kind: pratique"),
        [f"{NAVETTE}:2: kind: « pratique » n’est pas admis ; écrivez practice ou aid"],
    ),
    (
        "a_kind_is_shown_as_it_was_written",
        NAVETTE,
        replaced("kind: practice", "kind: on"),
        [f"{NAVETTE}:2: kind: « on » n’est pas admis ; écrivez practice ou aid"],
    ),
    (
        "an_unknown_kind_of_place_lists_the_five",
        NAVETTE,
        replaced("kind: commune", "kind: ville"),
        [f"{NAVETTE}:7: place.kind: « ville » n’est pas admis ; écrivez commune, epci, departement, region ou territoire"],
    ),
    (
        "an_id_has_neither_capitals_nor_accents",
        "thesaurus.yaml",
        replaced("id: navette", "id: Navette à vélo"),
        [
            "thesaurus.yaml:3: concepts.0.id: « Navette à vélo » a une forme inconnue ; "
            "écrivez des minuscules sans accent, des chiffres et des tirets, comme « parents-solos »"
        ],
    ),
    (
        "an_email_has_an_at_sign",
        NAVETTE,
        replaced("mairie@ambreville.example", "mairie(at)ambreville.example"),
        [
            f"{NAVETTE}:28: contacts.0.emails.0: « mairie(at)ambreville.example » n’est pas une adresse e-mail ; "
            "écrivez nom@domaine.fr"
        ],
    ),
    (
        "a_phone_has_ten_digits",
        NAVETTE,
        replaced("03 99 00 00 01", "03 99 00 00"),
        [
            f"{NAVETTE}:30: contacts.0.phones.0: « 03 99 00 00 » n’est pas un numéro de téléphone ; "
            'écrivez dix chiffres, "03 22 71 80 80"'
        ],
    ),
    (
        "a_phone_has_no_eleventh_digit",
        NAVETTE,
        replaced("03 99 00 00 01", "03 99 00 00 012"),
        [
            f"{NAVETTE}:30: contacts.0.phones.0: « 03 99 00 00 012 » n’est pas un numéro de téléphone ; "
            'écrivez dix chiffres, "03 22 71 80 80"'
        ],
    ),
    (
        "a_link_is_an_address",
        NAVETTE,
        replaced("- https://ambreville.example/navette", "- site d'Ambreville"),
        [f"{NAVETTE}:32: contacts.0.urls.0: « site d'Ambreville » n’est pas une adresse web ; écrivez https://site.fr/page"],
    ),
    (
        "a_name_is_no_code",
        "places/areas.yaml",
        replaced('"299900011"', "Ambreville"),
        [
            "places/areas.yaml:9: areas.0.epcis.0: code SIREN inconnu ; cherchez-le dans places/epci.csv",
            "places/areas.yaml:9: areas.0.epcis.0: « Ambreville » n’est pas un code ; "
            'écrivez un code INSEE ("02168"), SIREN ou de département ("02")',
        ],
    ),
    (
        "a_commune_is_no_departement",
        AIDE,
        replaced("    urls:", '    departments: ["99001"]\n    urls:'),
        [f'{AIDE}:16: partners.0.departments.0: « 99001 » n’est pas un code de département ; écrivez par exemple "02"'],
    ),
    (
        "an_id_is_taken_once",
        "cards/1-vivre/1-fete.yaml",
        lambda path: path.write_text((path.parent / Path(FETE).name).read_text().replace('id: "2"', 'id: "1"')),
        [f"{NAVETTE}:1: id: la fiche « 1 » existe déjà dans 1-fete.yaml ; choisissez un autre id"],
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
        "a_number_goes_with_a_practice",
        NAVETTE,
        replaced("kind: practice", "kind: aid"),
        [f"{NAVETTE}:2: kind: « aid » ne va pas avec l’id « 1 » ; une pratique a un numéro, une aide une lettre"],
    ),
    (
        "an_id_is_a_number_or_a_letter",
        NAVETTE,
        replaced('id: "1"', "id: fiche 1"),
        [f'{NAVETTE}:1: id: « fiche 1 » a une forme inconnue ; écrivez un numéro ("45") ou une lettre majuscule ("S")'],
    ),
    (
        "a_number_as_id_wants_quotes",
        NAVETTE,
        replaced('id: "1"', "id: 1"),
        [f'{NAVETTE}:1: id: {TEXT} "1"'],
    ),
    ("a_quote_is_closed", NAVETTE, replaced("  - Le prix", '  - "Le prix'), [f"{NAVETTE}:45: {UNCLOSED}"]),
    (
        "a_quote_left_open_is_told_where_it_opens",
        NAVETTE,
        replaced('id: "1"', 'id: "1'),
        [f"{NAVETTE}:1: {UNCLOSED}"],
    ),
    ("an_apostrophe_ends_a_quote", NAVETTE, replaced(TITLE, "title: 'L'eau'"), [f"{NAVETTE}:3: {ASKEW}"]),
    ("a_field_stands_under_its_neighbours", NAVETTE, replaced("  kind:", " kind:"), [f"{NAVETTE}:7: {ASKEW}"]),
    ("a_field_does_not_drift_right", NAVETTE, replaced("  kind:", "    kind:"), [f"{NAVETTE}:7: {COLON}"]),
    ("a_list_stays_in_line", NAVETTE, replaced("  - Emprunter", " - Emprunter"), [f"{NAVETTE}:20: {ASKEW}"]),
    (
        "a_list_holds_items_only",
        NAVETTE,
        replaced("  - Emprunter", "  Emprunter: oui\n  -"),
        [f"{NAVETTE}:20: ligne mal alignée ; commencez-la par « - », ou alignez ce champ avec les autres"],
    ),
    (
        "a_list_begins_on_its_own_line",
        NAVETTE,
        replaced("key_figures:\n  -", "key_figures: -"),
        [f"{NAVETTE}:21: « - » mal placé ; commencez la liste à la ligne, en retrait"],
    ),
    (
        "a_field_has_a_colon",
        NAVETTE,
        replaced("kind: practice", "kind practice"),
        [f"{NAVETTE}:2: deux-points manquant ; écrivez « champ: valeur »"],
    ),
    (
        "a_colon_has_a_space_after",
        NAVETTE,
        replaced("theme: transports", "theme:transports"),
        [f"{NAVETTE}:4: deux-points manquant ; écrivez « champ: valeur »"],
    ),
    (
        "a_colon_in_a_title_wants_quotes",
        NAVETTE,
        replaced("Une navette", "Une navette : le bus"),
        [f"{NAVETTE}:3: {COLON}"],
    ),
    (
        "a_bracket_is_closed",
        NAVETTE,
        replaced("jeunes]", "jeunes"),
        [f"{NAVETTE}:23: crochet ouvert ici et mal refermé ; écrivez [un, deux]"],
    ),
    ("an_at_sign_opens_no_text", NAVETTE, replaced("Une navette", "@navette"), [f"{NAVETTE}:3: {SIGN}"]),
    ("a_star_opens_no_text", NAVETTE, replaced("Neuf places", "* neuf places"), [f"{NAVETTE}:22: {SIGN}"]),
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
        [f"{NAVETTE}:4: « --- » au milieu du fichier ; retirez cette ligne, ou faites deux fichiers"],
    ),
    (
        "a_bell_is_no_letter",
        NAVETTE,
        replaced("Neuf places", "Neuf\x07 places"),
        [f"{NAVETTE}:22: caractère invisible interdit ; effacez-le et retapez le texte autour"],
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
    ("a_file_of_comments_holds_nothing", NAVETTE, whole("# rien\n\n# à venir\n"), [f"{NAVETTE}:1: {EMPTY}"]),
    ("a_card_is_no_list", NAVETTE, whole("- id: a\n- kind: b\n"), [f"{NAVETTE}:1: {FIELDS}"]),
    ("a_card_is_no_text", NAVETTE, whole("bonjour\n"), [f"{NAVETTE}:1: {FIELDS}"]),
    (
        "a_list_in_a_list_in_a_list_has_an_end",
        NAVETTE,
        whole("[" * 1000 + "]" * 1000),
        [f"{NAVETTE}:1: trop de listes les unes dans les autres ; remettez chaque texte sur sa ligne"],
    ),
    ("a_folder_is_no_card", NAVETTE, made_folder, [f"{NAVETTE}:1: c’est un dossier ; mettez un fichier à sa place"]),
    (
        "a_card_is_filed_under_its_challenge",
        NAVETTE,
        moved("../2-travail/1-navette-du-marche.yaml"),
        [
            "cards/2-travail/1-navette-du-marche.yaml:4: theme: le thème « transports » se range dans 1-vivre/ ; "
            "déplacez le fichier ou changez le thème"
        ],
    ),
    (
        "a_file_name_begins_with_the_id",
        NAVETTE,
        moved("11-navette.yaml"),
        [
            "cards/1-vivre/11-navette.yaml:1: id: le nom du fichier ne commence pas par l’id ; renommez-le « 1-navette.yaml »",
        ],
    ),
    (
        "a_file_name_ends_in_yaml",
        FETE,
        moved("2-fete.yml"),
        [
            "cards/1-vivre/2-fete.yml:1: ce fichier n’est pas lu ; donnez-lui un nom qui finit par .yaml",
            "assessment.yaml:23: items.1.cards.0: fiche inconnue ; écrivez l’un de : 1, A",
        ],
    ),
    (
        "a_file_name_can_be_read",
        NAVETTE,
        named_in_latin1,
        ["cards/1-vivre/1-march?.yaml:1: nom de fichier illisible ; renommez-le sans accent ni signe particulier"],
    ),
    (
        "a_summary_has_forty_words",
        AIDE,
        summary_of(39),
        [f"{AIDE}:5: summary: le résumé compte 39 mots ; écrivez-en de 40 à 90"],
    ),
    (
        "a_summary_has_no_more_than_ninety_words",
        AIDE,
        summary_of(91),
        [f"{AIDE}:5: summary: le résumé compte 91 mots ; écrivez-en de 40 à 90"],
    ),
    (
        "one_step_is_not_enough",
        NAVETTE,
        replaced(STEP, ""),
        [f"{NAVETTE}:18: steps: il y en a 1, 2 au moins ; ajoutez-en"],
    ),
    (
        "seven_steps_are_too_many",
        NAVETTE,
        replaced(STEP, STEP * 6),
        [f"{NAVETTE}:18: steps: il y en a 7, 6 au plus ; regroupez-en"],
    ),
    (
        "a_wrong_step_still_counts_as_one",
        NAVETTE,
        replaced(STEP, "  - 12\n"),
        [f'{NAVETTE}:20: steps.1: {TEXT} "12"'],
    ),
    (
        "an_unknown_commune_suggests_the_nearest",
        NAVETTE,
        replaced("    - Ambreville", "    - Ambrevile"),
        [f"{NAVETTE}:11: place.main_towns.0: commune inconnue dans la région ; vouliez-vous « Ambreville » ?"],
    ),
    (
        "an_unknown_commune_like_no_other_is_looked_up",
        NAVETTE,
        replaced("    - Ambreville", "    - Zurich"),
        [f"{NAVETTE}:11: place.main_towns.0: commune inconnue dans la région ; cherchez son nom dans places/communes.csv"],
    ),
    (
        "a_missing_insee_code_is_given",
        NAVETTE,
        replaced('  code: "99001"\n', ""),
        [f'{NAVETTE}:5: place.code: code INSEE manquant ; écrivez "99001"'],
    ),
    (
        "a_missing_insee_code_of_no_known_name_is_looked_up",
        NAVETTE,
        replaced('Ambreville\n  kind: commune\n  code: "99001"\n', "Hameau\n  kind: commune\n"),
        [f"{NAVETTE}:5: place.code: code INSEE manquant ; cherchez-le dans places/communes.csv"],
    ),
    (
        "an_unknown_siren_is_set_right",
        FETE,
        replaced("299900011", "299900012"),
        [f'{FETE}:8: place.code: code SIREN inconnu ; écrivez "299900011"'],
    ),
    (
        "a_card_is_about_somebody",
        NAVETTE,
        replaced("[anciens, jeunes]", "[]"),
        [f"{NAVETTE}:23: audiences: il y en a 0, 1 au moins ; ajoutez-en"],
    ),
    (
        "a_contact_can_be_called",
        FETE,
        replaced("organisation: CC du Val d'Onde", "role: Accueil"),
        [f"{FETE}:22: contacts.0: ce contact est vide ; donnez un nom, un organisme ou une adresse"],
    ),
    ("a_registry_is_there", "partners.yaml", Path.unlink, [f"partners.yaml:1: {ABSENT}"]),
    ("the_areas_are_there", "places/areas.yaml", Path.unlink, [f"places/areas.yaml:1: {ABSENT}"]),
    ("the_communes_are_there", "places/communes.csv", Path.unlink, [f"places/communes.csv:1: {ABSENT}"]),
    (
        "a_theme_has_a_guide",
        "guides/voisinage.yaml",
        Path.unlink,
        ["guides/voisinage.yaml:1: le thème « voisinage » n’a pas de repères ; écrivez ce fichier"],
    ),
    (
        "a_guide_is_of_a_known_theme",
        "guides/voisinage.yaml",
        replaced("theme: voisinage", "theme: voisinages"),
        ["guides/voisinage.yaml:2: theme: thème inconnu ; vouliez-vous « voisinage » ?"],
    ),
    (
        "a_guide_is_named_after_its_theme",
        "guides/voisinage.yaml",
        replaced("theme: voisinage", "theme: transports"),
        ["guides/voisinage.yaml:2: theme: le fichier ne porte pas le nom du thème ; renommez-le « transports.yaml »"],
    ),
    (
        "a_question_leads_to_known_cards",
        "assessment.yaml",
        replaced('["2"]', '["22"]'),
        ["assessment.yaml:23: items.1.cards.0: fiche inconnue ; écrivez l’un de : 1, 2, A"],
    ),
    (
        "a_question_is_about_a_known_theme",
        "assessment.yaml",
        replaced("theme: voisinage", "theme: voisins"),
        ["assessment.yaml:21: items.1.theme: thème inconnu ; vouliez-vous « voisinage » ?"],
    ),
    (
        "a_level_is_taken_once",
        "assessment.yaml",
        replaced("value: 1", "value: 0"),
        ["assessment.yaml:10: levels.1.value: « 0 » est déjà pris ; choisissez un autre value"],
    ),
    (
        "a_partner_is_taken_once",
        "partners.yaml",
        replaced("partners:\n", "partners:\n  - {id: mairie, name: M, full_name: M, roles: [operator], what: M}\n"),
        ["partners.yaml:4: partners.1.id: « mairie » est déjà pris ; choisissez un autre id"],
    ),
    (
        "a_theme_belongs_to_a_known_challenge",
        "themes.yaml",
        replaced("challenge: 1\n    page: 5", "challenge: 7\n    page: 5"),
        ["themes.yaml:17: themes.1.challenge: enjeu inconnu ; écrivez l’un de : 1"],
    ),
    (
        "an_audience_is_related_to_known_ones",
        "audiences.yaml",
        replaced("[anciens]", "[bambins]"),
        ["audiences.yaml:6: audiences.0.related.0: public inconnu ; écrivez l’un de : anciens, jeunes"],
    ),
    (
        "an_acronym_leads_to_a_known_partner",
        "acronyms.yaml",
        replaced("partner: region-onde", "partner: region"),
        ["acronyms.yaml:10: acronyms.1.partner: partenaire inconnu ; vouliez-vous « region-onde » ?"],
    ),
    (
        "a_nickname_is_of_a_known_commune",
        "places/areas.yaml",
        replaced("99001", "99009"),
        ["places/areas.yaml:11: nicknames.0.commune: code INSEE inconnu ; cherchez-le dans places/communes.csv"],
    ),
    (
        "an_example_is_a_known_commune",
        "about.yaml",
        replaced("99002", "99009"),
        ["about.yaml:11: examples.commune: code INSEE inconnu ; cherchez-le dans places/communes.csv"],
    ),
    (
        "an_example_fits_a_button",
        "about.yaml",
        replaced("une navette pour le marché", "une navette pour le marché " * 3),
        ["about.yaml:10: examples.needs.0: cet exemple est trop long pour un bouton ; écrivez-le en moins de 50 signes"],
    ),
    (
        "there_is_an_example_where_examples_are_given",
        "about.yaml",
        replaced("[une navette pour le marché, rencontrer ses voisins]", "[]"),
        ["about.yaml:10: examples.needs: il y en a 0, 1 au moins ; ajoutez-en"],
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
        ["places/communes.csv:1: colonnes séparées par « ; » ; enregistrez en CSV séparé par des virgules"],
    ),
    (
        "a_csv_has_every_column",
        "places/communes.csv",
        replaced("population", "habitants"),
        ["places/communes.csv:1: population: colonne manquante ; ajoutez-la, avec ce nom en première ligne"],
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
        ["places/former_communes.csv:2: insee: code INSEE inconnu ; cherchez-le dans places/communes.csv"],
    ),
    (
        "a_point_is_in_degrees_with_a_point",
        "places/coordinates.csv",
        replaced("49.6", '"49,6"'),
        ["places/coordinates.csv:3: latitude: « 49,6 » ne convient pas ; écrivez des degrés avec un point : 49.5992"],
    ),
    (
        "a_point_is_of_a_commune",
        "places/coordinates.csv",
        replaced("99002", "99008"),
        ["places/coordinates.csv:3: insee: code INSEE inconnu ; cherchez-le dans places/communes.csv"],
    ),
    ("a_quote_of_a_row_is_closed", "places/epci.csv", replaced("CC du", '"CC "du'), [f"places/epci.csv:2: {ROW}"]),
    (
        "a_figure_of_an_answer_stands_elsewhere_in_the_card",
        NAVETTE,
        replaced("La navette a neuf places.", "La navette a 12 places."),
        [f"{NAVETTE}:55: answers.1.says: « 12 » n’est dans aucun autre champ de la fiche ; ajoutez-le à key_figures"],
    ),
    (
        "a_name_of_an_answer_stands_elsewhere_in_the_card",
        NAVETTE,
        replaced("Le trajet coûte un euro.", "Le trajet coûte un euro, dit Paul MARTIN."),
        [
            f"{NAVETTE}:48: answers.0.says: « MARTIN » n’est dans aucun autre champ de la fiche ; vérifiez ce nom",
            f"{NAVETTE}:48: answers.0.says: « Paul » n’est dans aucun autre champ de la fiche ; vérifiez ce nom",
        ],
    ),
    (
        "an_answer_has_ways_of_asking_for_it",
        NAVETTE,
        replaced("      - le nombre de sièges\n", ""),
        [f"{NAVETTE}:56: answers.1.asked: il y en a 3, 4 au moins ; ajoutez-en"],
    ),
    (
        "an_expression_names_a_group_that_is_written",
        "emergencies.yaml",
        replaced("[ne respire plus]", "[ne respire plus, <persone> ... tombe]"),
        ["emergencies.yaml:6: emergencies.0.terms.1: groupe inconnu « persone » ; vouliez-vous « personne » ?"],
    ),
    (
        "a_gap_stands_between_two_words",
        "emergencies.yaml",
        replaced("[ne respire plus]", "[ne respire ...]"),
        [
            "emergencies.yaml:6: emergencies.0.terms.0: « ... » se met entre deux mots ; "
            "retirez-le au début, à la fin ou en double"
        ],
    ),
    (
        "a_family_has_three_letters",
        "emergencies.yaml",
        replaced("[ne respire plus]", "[ne re* plus]"),
        [
            "emergencies.yaml:6: emergencies.0.terms.0: « re* » est mal écrit ; mettez « mot », « un|autre », « frapp* » "
            "(trois lettres ou plus) ou « <groupe> »"
        ],
    ),
    (
        "a_group_holds_words_only",
        "emergencies.yaml",
        replaced("[personne, habitant]", "[personne, <habitant>]"),
        [
            "emergencies.yaml:9: groups.0.words.1: « <habitant> » n’est pas un mot ; écrivez des mots, ou « frapp* » "
            "pour une famille"
        ],
    ),
]
