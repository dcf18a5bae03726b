"""Texts: what Telegram reads, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telegram_stand_in.calling import call
from tests.telegram_stand_in.html_text import read_html

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn

PARSE = "Bad Request: can't parse entities: "


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("aide &amp; &lt;b&gt; &#233; &#x1F941;", "aide & <b> é 🥁", []),
        ("🥁<b>un <i>deux</i></b>", "🥁un deux", [("bold", 2, 7), ("italic", 5, 4)]),
        ('<a href="https://a.fr/?x=1&amp;y=2">là</a>', "là", [("text_link", 0, 2)]),
        ("<blockquote expandable>long</blockquote>", "long", [("expandable_blockquote", 0, 4)]),
        ('<tg-time unix="1795454366" format="wDT">le 23</tg-time>', "le 23", [("date_time", 0, 5)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1), ("code", 0, 1)]),
        ('<span class="tg-spoiler">x</span><b></b>', "x", [("spoiler", 0, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
    ],
)
def test_html_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = read_html(source)
    assert read == text
    assert sorted(
        (entity["type"], entity["offset"], entity["length"]) for entity in found
    ) == sorted(entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("é<p>x</p>", PARSE + 'Unsupported start tag "p" at byte offset 2'),
        ("<b>x", PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", PARSE + "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            PARSE + 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("1 < 2", PARSE + "Unclosed start tag at byte offset 2"),
        ("x<br>y", PARSE + 'Unsupported start tag "br" at byte offset 1'),
        ("<span>x</span>", PARSE + 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a & b", PARSE + 'Unsupported entity "& b" at byte offset 2'),
        ("a&nbsp;b", PARSE + 'Unsupported entity "&nbsp;b" at byte offset 1'),
        (
            '<a href="mailto:a@b.fr">x</a>',
            PARSE + "URL 'mailto:a@b.fr' is invalid: Unsupported URL protocol",
        ),
        ('<a href="mairie">x</a>', PARSE + "URL 'mairie' is invalid: Wrong HTTP URL"),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            PARSE + 'Tag "blockquote" within itself at byte offset 13',
        ),
        ("<code>a<b>b</b></code>", PARSE + 'Tag "b" within code at byte offset 7'),
        ('<tg-time unix="demain">x</tg-time>', "Bad Request: invalid date format used"),
        (
            "&#xD83E;",
            "Bad Request: text contains invalid Unicode characters after decoding HTML entities",
        ),
        ("", "Bad Request: message text is empty"),
        ("<b> </b>", "Bad Request: text must be non-empty"),
        ("<b>" + "é" * 4097 + "</b>", "Bad Request: message is too long"),
        ("🥁" * 2049, "Bad Request: message is too long"),
        ("<b>x</b>" * 101, "Bad Request: ENTITIES_TOO_LONG"),
    ],
)
def test_a_text_is_refused(quiet: StandIn, source: str, why: str) -> None:
    assert call(quiet, "sendMessage", chat_id=7, text=source, parse_mode="HTML") == why
    assert [refused.description for refused in quiet.refused] == [why]


def test_the_length_counts_after_the_tags(quiet: StandIn) -> None:
    sent: Any = call(
        quiet, "sendMessage", chat_id=7, text="<b>" + "🥁" * 2048 + "</b>", parse_mode="HTML"
    )
    assert len(sent["text"]) == 2048
    assert [message.text for message in quiet.messages(7)] == [sent["text"]]


def test_a_caption_is_shorter(quiet: StandIn) -> None:
    sent = {"chat_id": 7, "document": "https://mairie.fr/a.pdf"}
    assert (
        call(quiet, "sendDocument", caption="é" * 1025, **sent)
        == "Bad Request: message caption is too long"
    )
    assert call(quiet, "sendDocument", caption="é" * 1024, **sent)["caption"]
