"""From what was seen of an address to what to do about it."""

from __future__ import annotations

import pytest

from knowledge.link_check.addresses import AddressKind, CheckedAddress
from knowledge.link_check.report import as_json, is_offline, report
from knowledge.link_check.verdict import Finding, Mail, Seen, Trouble, Verdict, judge, judge_mail

ASKED = "https://site.example/bus/horaires"
CASES = [
    (Seen(ASKED, 200), Verdict.WELL),
    (Seen(ASKED, 404), Verdict.DEAD),
    (Seen(ASKED, 410), Verdict.DEAD),
    (Seen(ASKED, 500), Verdict.UNREACHABLE),
    (Seen(ASKED, 503), Verdict.UNREACHABLE),
    *((Seen(ASKED, status), Verdict.UNSURE) for status in (304, 401, 403, 405, 429, 451)),
    (Seen("https://site.example/bus/2026", 200), Verdict.WELL),
    (
        Seen("https://site.example/bus/2026", 200, moved_to="https://site.example/bus/2026"),
        Verdict.MOVED,
    ),
    (
        Seen("https://site.example/bus/2026", 404, moved_to="https://site.example/bus/2026"),
        Verdict.DEAD,
    ),
    (
        Seen(
            "https://www.site.example/bus/horaires/",
            200,
            moved_to="https://www.site.example/bus/horaires/",
        ),
        Verdict.WELL,
    ),
    (Seen("https://site.example/", 200, moved_to="https://site.example/"), Verdict.UNSURE),
    (Seen(ASKED, trouble=Trouble.NO_HOST), Verdict.DEAD),
    (Seen(ASKED, trouble=Trouble.MALFORMED), Verdict.DEAD),
    (Seen(ASKED, trouble=Trouble.NO_NETWORK), Verdict.UNREACHABLE),
    (Seen(ASKED, trouble=Trouble.SLOW), Verdict.UNREACHABLE),
    (Seen(ASKED, trouble=Trouble.CUT), Verdict.UNREACHABLE),
    (Seen(ASKED, trouble=Trouble.UNSAFE), Verdict.UNSURE),
    (Seen(ASKED, trouble=Trouble.LOOP), Verdict.UNSURE),
]


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_each_thing_seen_has_its_verdict_and_says_why(seen: Seen, verdict: Verdict) -> None:
    finding = judge(ASKED, seen)
    assert finding.verdict is verdict
    assert bool(finding.why) == (verdict is not Verdict.WELL)
    assert bool(finding.new) == (verdict is Verdict.MOVED)


def test_a_home_page_that_moves_is_moved() -> None:
    assert judge(
        "https://vieux.example/",
        Seen("https://neuf.example/", 200, moved_to="https://neuf.example/"),
    ) == Finding(Verdict.MOVED, "déplacée pour de bon", "https://neuf.example/")


def test_every_answer_of_the_name_servers_has_its_verdict() -> None:
    found = {mail: judge_mail(mail).verdict for mail in Mail}
    assert found == {
        Mail.RECEIVES: Verdict.WELL,
        Mail.BARE: Verdict.UNSURE,
        Mail.REFUSES: Verdict.DEAD,
        Mail.NO_HOST: Verdict.DEAD,
        Mail.UNKNOWN: Verdict.UNREACHABLE,
    }


def test_the_report_begins_with_what_is_dead_and_says_where_it_is_printed() -> None:
    mort = CheckedAddress(AddressKind.WEB, ASKED, ("fiche 45", "repères mobilite"))
    moved = CheckedAddress(AddressKind.WEB, "https://vieux.example", ("fiche 2",))
    mail = CheckedAddress(AddressKind.MAIL, "mairie.example", ("fiche 3",))
    findings = [
        (moved, Finding(Verdict.MOVED, "déplacée pour de bon", "https://neuf.example")),
        (mort, judge(ASKED, Seen(ASKED, 404))),
        (mail, Finding(Verdict.WELL)),
    ]
    assert list(report(findings)) == [
        "Mortes : à remplacer ou à retirer (1)",
        "  https://site.example/bus/horaires",
        "      page introuvable (erreur 404)",
        "      fiche 45, repères mobilite",
        "",
        "Déplacées pour de bon : à remplacer par la nouvelle adresse (1)",
        "  https://vieux.example",
        "      → https://neuf.example",
        "      fiche 2",
        "",
        "1 adresses en ordre sur 3",
    ]
    assert as_json(*findings[0]) == (
        '{"address": "https://vieux.example", "kind": "web", "verdict": "moved", "why": '
        '"déplacée pour de bon", "new": "https://neuf.example", "places": ["fiche 2"]}'
    )


def test_where_no_site_is_found_the_machine_is_to_blame() -> None:
    lost = judge(ASKED, Seen(ASKED, trouble=Trouble.NO_HOST))
    address = CheckedAddress(AddressKind.WEB, ASKED, ("fiche 1",))
    assert is_offline([(address, lost)] * 3)
    assert not is_offline([(address, lost), (address, Finding(Verdict.WELL))])
    assert not is_offline([])
