"""A reply as messages.

The HTML that Matrix knows, plain text that says the same, numbered lines, a file before its
words."""

from __future__ import annotations

from bot.channels.matrix.reading import Origin
from bot.channels.matrix.rendering import BUTTONS, render, tell, to_html
from bot.conversation.replies import Attachment, Button, Reply

ROWS = (
    (Button("Ouvrir la 1", "card:45"), Button("Site", url="https://exemple.fr/?a=1&b=2")),
    (Button("Copier a@b.fr", copy="a@b.fr"), Button("Aide", "help")),
)
SHARED = Origin("!r", "@j:x", "$asked", "matrix:!r", is_shared=True)
THREAD = Origin("!r", "@j:x", "$asked", "matrix:!r/$root", "$root", is_shared=True)


def test_html_is_that_of_matrix_and_the_plain_text_says_the_same() -> None:
    (message,) = render(
        Reply('<b>Fiche</b> &amp; co\nle <time datetime="2026-12-01">1er</time>', ROWS)
    )
    assert message.content["body"] == (
        "Fiche & co\nle 1er\n\n1️⃣ Ouvrir la 1\nSite : https://exemple.fr/?a=1&b=2\n"
        "Copier a@b.fr : a@b.fr\n2️⃣ Aide"
    )
    assert message.content["formatted_body"] == (
        "<b>Fiche</b> &amp; co<br>le 1er<br><br>1️⃣ Ouvrir la 1<br>"
        '<a href="https://exemple.fr/?a=1&amp;b=2">Site</a><br>'
        "Copier a@b.fr : <code>a@b.fr</code><br>2️⃣ Aide"
    )


def test_a_message_carries_what_its_numbers_press() -> None:
    (message,) = render(Reply("x", ROWS))
    assert message.content[BUTTONS] == ["card:45", "help"]
    assert [button.label for button in message.buttons] == ["Ouvrir la 1", "Aide"]
    assert BUTTONS not in render(Reply("x"))[0].content


def test_the_eleventh_button_is_numbered_too() -> None:
    (message,) = render(Reply("x", (tuple(Button(f"b{n}", f"d{n}") for n in range(11)),)))
    assert "9️⃣ b8\n[10] b9\n[11] b10" in message.content["body"]


def test_a_file_goes_before_its_words_and_a_picture_has_its_size() -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
    file, words = render(Reply("Voici.", attachment=Attachment("radar.png", picture, "Un radar")))
    assert file.content["msgtype"] == "m.image"
    assert file.content["body"] == "Un radar"
    assert file.content["info"] == {"mimetype": "image/png", "size": 24, "w": 640, "h": 480}
    assert words.content["body"] == "Voici."
    (file, _) = render(Reply("", attachment=Attachment("a.vcf", b"x", "Des contacts")))
    assert (file.content["msgtype"], file.content["body"]) == ("m.file", "a.vcf")


def test_an_answer_goes_where_it_was_asked() -> None:
    assert "m.relates_to" not in render(Reply("x"), Origin("!r", "@j:x", "$asked", "k"))[0].content
    assert tell("x", SHARED).content["m.relates_to"] == {"m.in_reply_to": {"event_id": "$asked"}}
    relation = tell("x", THREAD).content["m.relates_to"]
    assert (relation["rel_type"], relation["event_id"]) == ("m.thread", "$root")


def test_what_is_too_large_has_a_form_without_html() -> None:
    (message,) = render(Reply("<b>x</b>"))
    shorter = message.shorter()
    assert shorter
    assert shorter.content == {"msgtype": "m.text", "body": "x"}
    assert shorter.shorter() is None


def test_line_ends_are_said() -> None:
    assert to_html("a\n\nb") == "a<br><br>b"
