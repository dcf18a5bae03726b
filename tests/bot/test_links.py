"""`tambour links` writes its report to standard output.

The exit status says whether something is dead.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.operations import links
from knowledge.link_check import mail, web
from knowledge.link_check.verdict import Mail, Seen, Trouble

SMALL = Path(__file__).parent.parent / "knowledge" / "small"


@pytest.mark.parametrize(
    ("status", "trouble", "received", "exit_status", "said"),
    [
        (200, None, Mail.RECEIVES, 0, "3 adresses en ordre sur 3"),
        (503, None, Mail.UNKNOWN, 0, "Injoignables en ce moment : à revoir un autre jour (3)"),
        (
            404,
            None,
            Mail.RECEIVES,
            1,
            "Mortes : à remplacer ou à retirer (2)\n  https://ambreville.example/navette\n",
        ),
        (
            200,
            None,
            Mail.NO_HOST,
            1,
            "  adresses en @ambreville.example\n      ce domaine n’existe plus\n      fiche 1\n",
        ),
        (0, Trouble.NO_HOST, Mail.UNKNOWN, 1, "vérifiez que cette machine est reliée à internet"),
    ],
)
def test_what_is_seen_makes_the_report_and_the_exit_status(
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    trouble: Trouble | None,
    received: Mail,
    exit_status: int,
    said: str,
) -> None:
    monkeypatch.setenv("TAMBOUR_COLLECTION", str(SMALL))
    monkeypatch.setattr(web.Asker, "look", lambda _, url: Seen(url, status, trouble))
    monkeypatch.setattr(mail, "look_up", lambda _: received)
    done = CliRunner().invoke(links, [], catch_exceptions=False)
    assert (done.exit_code, said in done.output) == (exit_status, True), done.output


def test_as_json_it_gives_every_address_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMBOUR_COLLECTION", str(SMALL))
    monkeypatch.setattr(web.Asker, "look", lambda _, url: Seen(url, 200))
    monkeypatch.setattr(mail, "look_up", lambda _: Mail.RECEIVES)
    lines = [
        json.loads(line)
        for line in CliRunner()
        .invoke(links, ["--json"], catch_exceptions=False)
        .output.splitlines()
    ]
    assert {(line["address"], line["verdict"]) for line in lines} == {
        ("https://ambreville.example/navette", "well"),
        ("https://onde.example", "well"),
        ("ambreville.example", "well"),
    }
