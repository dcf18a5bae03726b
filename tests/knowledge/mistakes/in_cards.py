"""The mistakes a curator may make in the cards; see words.py for what an entry holds."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.changes import Change, made_folder, moved, replaced, summary_of
from tests.knowledge.mistakes.words import AIDE, FETE, NAVETTE, STEP, TITLE

CARDS: list[tuple[str, str, Change, list[str]]] = [
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
        "a_population_is_not_negative",
        NAVETTE,
        replaced("population: 800", "population: -800"),
        [
            (
                f"{NAVETTE}:12: place.population: « -800 » est trop petit ; "
                "écrivez un nombre d’au moins 0"
            )
        ],
    ),
    (
        "a_rate_is_at_most_a_hundred",
        NAVETTE,
        replaced("12.5", "112.5"),
        [
            (
                f"{NAVETTE}:13: place.poverty_rate: « 112.5 » est trop grand ; "
                "écrivez un nombre d’au plus 100"
            )
        ],
    ),
    (
        "a_title_is_no_list",
        NAVETTE,
        replaced(TITLE, "title: [Une navette, le marché]"),
        [
            (
                f"{NAVETTE}:3: title: il faut un seul texte, pas une liste ; "
                "retirez le « - » ou les crochets"
            )
        ],
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
        [
            (
                f"{NAVETTE}:35: partners.0.roles.0: « payeur » n’est pas admis ; "
                "écrivez funder, engineering ou operator"
            )
        ],
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
        [
            (
                f"{NAVETTE}:7: place.kind: « ville » n’est pas admis ; écrivez commune, epci, "
                "departement, region ou territoire"
            )
        ],
    ),
    (
        "an_email_has_an_at_sign",
        NAVETTE,
        replaced("mairie@ambreville.example", "mairie(at)ambreville.example"),
        [
            f"{NAVETTE}:28: contacts.0.emails.0: « mairie(at)ambreville.example » n’est pas une "
            "adresse e-mail ; écrivez nom@domaine.fr"
        ],
    ),
    (
        "a_phone_has_ten_digits",
        NAVETTE,
        replaced("03 99 00 00 01", "03 99 00 00"),
        [
            f"{NAVETTE}:30: contacts.0.phones.0: « 03 99 00 00 » n’est pas un numéro de "
            "téléphone ; "
            'écrivez dix chiffres, "03 22 71 80 80"'
        ],
    ),
    (
        "a_phone_has_no_eleventh_digit",
        NAVETTE,
        replaced("03 99 00 00 01", "03 99 00 00 012"),
        [
            f"{NAVETTE}:30: contacts.0.phones.0: « 03 99 00 00 012 » n’est pas un numéro de "
            "téléphone ; "
            'écrivez dix chiffres, "03 22 71 80 80"'
        ],
    ),
    (
        "a_link_is_an_address",
        NAVETTE,
        replaced("- https://ambreville.example/navette", "- site d'Ambreville"),
        [
            (
                f"{NAVETTE}:32: contacts.0.urls.0: « site d'Ambreville » n’est pas une adresse "
                "web ; écrivez https://site.fr/page"
            )
        ],
    ),
    (
        "a_commune_is_no_departement",
        AIDE,
        replaced("    urls:", '    departments: ["99001"]\n    urls:'),
        [
            (
                f"{AIDE}:16: partners.0.departments.0: « 99001 » n’est pas un code de "
                'département ; écrivez par exemple "02"'
            )
        ],
    ),
    (
        "an_id_is_taken_once",
        "cards/1-vivre/1-fete.yaml",
        lambda path: path.write_text(
            (path.parent / Path(FETE).name).read_text().replace('id: "2"', 'id: "1"')
        ),
        [f"{NAVETTE}:1: id: la fiche « 1 » existe déjà dans 1-fete.yaml ; choisissez un autre id"],
    ),
    (
        "a_number_goes_with_a_practice",
        NAVETTE,
        replaced("kind: practice", "kind: aid"),
        [
            (
                f"{NAVETTE}:2: kind: « aid » ne va pas avec l’id « 1 » ; "
                "une pratique a un numéro, une aide une lettre"
            )
        ],
    ),
    (
        "an_id_is_a_number_or_a_letter",
        NAVETTE,
        replaced('id: "1"', "id: fiche 1"),
        [
            (
                f'{NAVETTE}:1: id: « fiche 1 » a une forme inconnue ; écrivez un numéro ("45") '
                'ou une lettre majuscule ("S")'
            )
        ],
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
        "a_bracket_is_closed",
        NAVETTE,
        replaced("jeunes]", "jeunes"),
        [f"{NAVETTE}:23: crochet ouvert ici et mal refermé ; écrivez [un, deux]"],
    ),
    (
        "a_bell_is_no_letter",
        NAVETTE,
        replaced("Neuf places", "Neuf\x07 places"),
        [f"{NAVETTE}:22: caractère invisible interdit ; effacez-le et retapez le texte autour"],
    ),
    (
        "a_folder_is_no_card",
        NAVETTE,
        made_folder,
        [f"{NAVETTE}:1: c’est un dossier ; mettez un fichier à sa place"],
    ),
    (
        "a_card_is_filed_under_its_challenge",
        NAVETTE,
        moved("../2-travail/1-navette-du-marche.yaml"),
        [
            "cards/2-travail/1-navette-du-marche.yaml:4: theme: le thème « transports » se range "
            "dans 1-vivre/ ; déplacez le fichier ou changez le thème"
        ],
    ),
    (
        "a_file_name_begins_with_the_id",
        NAVETTE,
        moved("11-navette.yaml"),
        [
            (
                "cards/1-vivre/11-navette.yaml:1: id: le nom du fichier ne commence pas par "
                "l’id ; renommez-le « 1-navette.yaml »"
            ),
        ],
    ),
    (
        "a_file_name_ends_in_yaml",
        FETE,
        moved("2-fete.yml"),
        [
            (
                "cards/1-vivre/2-fete.yml:1: ce fichier n’est pas lu ; "
                "donnez-lui un nom qui finit par .yaml"
            ),
            "assessment.yaml:23: items.1.cards.0: fiche inconnue ; écrivez l’un de : 1, A",
        ],
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
        "an_unknown_commune_suggests_the_nearest",
        NAVETTE,
        replaced("    - Ambreville", "    - Ambrevile"),
        [
            (
                f"{NAVETTE}:11: place.main_towns.0: commune inconnue dans la région ; "
                "vouliez-vous « Ambreville » ?"
            )
        ],
    ),
    (
        "an_unknown_commune_like_no_other_is_looked_up",
        NAVETTE,
        replaced("    - Ambreville", "    - Zurich"),
        [
            (
                f"{NAVETTE}:11: place.main_towns.0: commune inconnue dans la région ; "
                "cherchez son nom dans places/communes.csv"
            )
        ],
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
        [
            (
                f"{FETE}:22: contacts.0: ce contact est vide ; donnez un nom, un organisme ou "
                "une adresse"
            )
        ],
    ),
    (
        "a_figure_of_an_answer_stands_elsewhere_in_the_card",
        NAVETTE,
        replaced("La navette a neuf places.", "La navette a 12 places."),
        [
            (
                f"{NAVETTE}:55: answers.1.says: « 12 » n’est dans aucun autre champ de la "
                "fiche ; ajoutez-le à key_figures"
            )
        ],
    ),
    (
        "a_name_of_an_answer_stands_elsewhere_in_the_card",
        NAVETTE,
        replaced("Le trajet coûte un euro.", "Le trajet coûte un euro, dit Paul MARTIN."),
        [
            (
                f"{NAVETTE}:48: answers.0.says: « MARTIN » n’est dans aucun autre champ de la "
                "fiche ; vérifiez ce nom"
            ),
            (
                f"{NAVETTE}:48: answers.0.says: « Paul » n’est dans aucun autre champ de la "
                "fiche ; vérifiez ce nom"
            ),
        ],
    ),
    (
        "an_answer_has_ways_of_asking_for_it",
        NAVETTE,
        replaced("      - le nombre de sièges\n", ""),
        [f"{NAVETTE}:56: answers.1.asked: il y en a 3, 4 au moins ; ajoutez-en"],
    ),
]
