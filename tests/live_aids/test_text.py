"""Text: what a reader gets of a source's HTML, and what is never kept of its contacts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.live_aids.text import one_line, plain_text, service_mailboxes
from knowledge.plain_values import cut


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>\r\n <strong>Objet</strong>\r\n</p><p>Moins de 2&nbsp;000 habitants.</p>",
            "Objet\n\nMoins de 2 000 habitants.",
        ),
        ("<ul>\r\n <li>École</li><li><p>Mairie</p></li></ul>", "• École\n• Mairie"),
        ("<ul><li></li><li>Un</li></ul>Suite", "• Un\n\nSuite"),
        ("Un<br/>deux<br>trois", "Un\ndeux\ntrois"),
        ("<style>p{}</style><script>alert(1)</script>Vu<svg><text>x</text></svg>", "Vu"),
        (
            "<table><tr><td>Taux</td><td>50&#37;</td></tr><tr><td>Plafond</td></tr></table>",
            "Taux 50%\nPlafond",
        ),
        ("Déjà &lt;b&gt; du texte &amp; rien d&#8217;autre", "Déjà <b> du texte & rien d’autre"),
        ("Cou\u00adpure in\u200bvisible \ufeff", "Coupure invisible"),
        ("a < b et 3 > 2", "a < b et 3 > 2"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_page_would_show(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text(alphabet=st.sampled_from("<>/pliulbrscript &;#xa0\r\n•\u200b\x00é ")))
def test_any_text_becomes_text_without_blank_runs_or_hidden_signs(html: str) -> None:
    text = plain_text(html)
    assert text == text.strip()
    assert not re.search(r"\n{3}|  |[\u200b\x00\r]", text)
    assert "\n" not in one_line(html)


@given(st.text(min_size=0, max_size=60), st.integers(min_value=2, max_value=30))
def test_a_cut_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest


@pytest.mark.parametrize(
    ("contact", "kept"),
    [
        (
            (
                '<p>Courriel : <a href="mailto:commerce@x.fr">commerce@x.fr</a><br>Tél. : '
                "04 65 71 00 00</p>"
            ),
            "",
        ),
        ("Mme Jeanne Martin, jeanne.martin@region.fr, 06 12 34 56 78", ""),
        ("j.martin@region.fr ou contact@region.fr", "contact@region.fr"),
        ("Service-Culture@Region.fr.", "service-culture@region.fr"),
        ("pref-detr-dsil@aisne.gouv.fr", "pref-detr-dsil@aisne.gouv.fr"),
        ("amiel.durand@x.fr, eaubonne@x.fr, camille.social@x.fr", ""),
        (
            "contact@a.fr CONTACT@a.fr mairie@b.fr accueil@c.fr info@d.fr",
            "contact@a.fr, mairie@b.fr, accueil@c.fr",
        ),
        ("Prenez contact avec votre antenne.", ""),
    ],
)
def test_only_the_mailboxes_of_services_are_kept_of_a_contact(contact: str, kept: str) -> None:
    assert service_mailboxes(contact, {"aisne"}) == kept
