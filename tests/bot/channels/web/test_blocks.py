"""A reply's text becomes well-formed HTML that says the same, whatever stands in it."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.plain import plain
from bot.channels.web.blocks import to_html
from bot.channels.web.lines import tel
from tests.bot.channels.web.visiting import Read

_WORDS = some.text(
    some.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    max_size=30,
)
_PIECES = some.tuples(
    some.sampled_from(("", "b", "i", "code", "blockquote")),
    _WORDS,
    some.sampled_from(("", "\n", "\n\n")),
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("un\ndeux\n\ntrois", "<p>un<br>\ndeux</p>\n<p>trois</p>"),
        (
            "<b>Titre</b> (fiche 4)\nsuite",
            "<h3><strong>Titre</strong> (fiche 4)</h3>\n<p>suite</p>",
        ),
        ("<b>Important</b>, dit-il", "<p><strong>Important</strong>, dit-il</p>"),
        ("• a\n• b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("<i>2. Titre</i>\nsuite", "<p><em>2. Titre</em><br>\nsuite</p>"),
        ("<blockquote>cité\n\nencore</blockquote>", "<blockquote><p>cité</p></blockquote>"),
        ("<code>a@b.fr</code>", '<p><a href="mailto:a@b.fr">a@b.fr</a></p>'),
        ("à a@b.fr.", '<p>à <a href="mailto:a@b.fr">a@b.fr</a>.</p>'),
        ("au 03 23 69 01 02.", '<p>au <a href="tel:+33323690102">03 23 69 01 02</a>.</p>'),
        ("en 2023, 12 345 678 910 habitants", "<p>en 2023, 12 345 678 910 habitants</p>"),
        (
            '<a href="https://a.fr/?b=1&amp;c">là</a>',
            '<p><a href="https://a.fr/?b=1&amp;c" rel="noopener" target="_top">là</a></p>',
        ),
        ("1 &lt; 2 &amp; <i>3</i>", "<p>1 &lt; 2 &amp; <em>3</em></p>"),
    ],
)
def test_a_text_is_laid_out(text: str, html: str) -> None:
    assert to_html(text).startswith(html)


def test_a_long_reply_of_many_parts_folds_at_its_headings() -> None:
    text = "\n\n".join(f"<b>Partie {number}</b>\n{'mot ' * 120}" for number in range(4))
    html = to_html(text)
    assert html.count("<details open><summary>") == html.count("</details>") == 3
    assert "<details" not in to_html(
        "\n\n".join(f"<b>Partie {number}</b>\ncourt" for number in range(4))
    )


@given(some.lists(_PIECES, max_size=12))
def test_nothing_said_is_lost_and_the_html_is_sound(pieces: list[tuple[str, str, str]]) -> None:
    text = "".join(
        f"<{tag}>{escape(words)}</{tag}>{end}" if tag else escape(words) + end
        for tag, words, end in pieces
    )
    page = Read(f"<div>{to_html(text)}</div>")
    marks = re.compile(r"[•\s]|\d+\. ")
    assert sorted(marks.sub("", page.elements[0].text)) == sorted(marks.sub("", plain(text)))


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("03.23.69.01.02", "tel:+33323690102"),
        ("+33 3 23", "tel:+33323"),
        ("15", "tel:15"),
        ("0 800 47 33 33", "tel:+33800473333"),
    ],
)
def test_a_number_is_called(number: str, link: str) -> None:
    assert tel(number) == link
