"""The mistakes a curator may make in the themes, words and other files.

See words.py for what an entry holds.
"""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.changes import Change, replaced, whole
from tests.knowledge.mistakes.words import ABSENT, FIELDS, TEXT

VOCABULARY: list[tuple[str, str, Change, list[str]]] = [
    (
        "a_no_among_words_wants_quotes",
        "spelling.yaml",
        replaced("rdv: rendez-vous", "nn: no"),
        [f'spelling.yaml:4: short_forms.nn: {TEXT} "no"'],
    ),
    (
        "words_are_no_list",
        "spelling.yaml",
        whole("short_forms:\n  - bjr\n"),
        [f"spelling.yaml:1: short_forms: {FIELDS}"],
    ),
    (
        "an_id_has_neither_capitals_nor_accents",
        "thesaurus.yaml",
        replaced("id: navette", "id: Navette à vélo"),
        [
            "thesaurus.yaml:3: concepts.0.id: « Navette à vélo » a une forme inconnue ; "
            "écrivez des minuscules sans accent, des chiffres et des tirets, "
            "comme « parents-solos »"
        ],
    ),
    ("a_registry_is_there", "partners.yaml", Path.unlink, [f"partners.yaml:1: {ABSENT}"]),
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
        [
            (
                "guides/voisinage.yaml:2: theme: le fichier ne porte pas le nom du thème ; "
                "renommez-le « transports.yaml »"
            )
        ],
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
        replaced(
            "partners:\n",
            "partners:\n  - {id: mairie, name: M, full_name: M, roles: [operator], what: M}\n",
        ),
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
        [
            (
                "audiences.yaml:6: audiences.0.related.0: public inconnu ; écrivez l’un de : "
                "anciens, jeunes"
            )
        ],
    ),
    (
        "an_acronym_leads_to_a_known_partner",
        "acronyms.yaml",
        replaced("partner: region-onde", "partner: region"),
        [
            (
                "acronyms.yaml:10: acronyms.1.partner: partenaire inconnu ; "
                "vouliez-vous « region-onde » ?"
            )
        ],
    ),
    (
        "an_example_is_a_known_commune",
        "about.yaml",
        replaced("99002", "99009"),
        [
            (
                "about.yaml:11: examples.commune: code INSEE inconnu ; "
                "cherchez-le dans places/communes.csv"
            )
        ],
    ),
    (
        "an_example_fits_a_button",
        "about.yaml",
        replaced("une navette pour le marché", "une navette pour le marché " * 3),
        [
            (
                "about.yaml:10: examples.needs.0: cet exemple est trop long pour un bouton ; "
                "écrivez-le en moins de 50 signes"
            )
        ],
    ),
    (
        "there_is_an_example_where_examples_are_given",
        "about.yaml",
        replaced("[une navette pour le marché, rencontrer ses voisins]", "[]"),
        ["about.yaml:10: examples.needs: il y en a 0, 1 au moins ; ajoutez-en"],
    ),
    (
        "an_expression_names_a_group_that_is_written",
        "emergencies.yaml",
        replaced("[ne respire plus]", "[ne respire plus, <persone> ... tombe]"),
        [
            (
                "emergencies.yaml:6: emergencies.0.terms.1: groupe inconnu « persone » ; "
                "vouliez-vous « personne » ?"
            )
        ],
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
            "emergencies.yaml:6: emergencies.0.terms.0: « re* » est mal écrit ; mettez « mot », "
            "« un|autre », « frapp* » (trois lettres ou plus) ou « <groupe> »"
        ],
    ),
    (
        "a_group_holds_words_only",
        "emergencies.yaml",
        replaced("[personne, habitant]", "[personne, <habitant>]"),
        [
            "emergencies.yaml:9: groups.0.words.1: « <habitant> » n’est pas un mot ; "
            "écrivez des mots, ou « frapp* » pour une famille"
        ],
    ),
]
