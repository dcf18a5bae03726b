"""The small decisions.

Errors, invitations, rooms, how far all is answered, what is masked, when one waits."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientConnectionError
from nio import ErrorResponse
from nio.exceptions import LocalProtocolError

from bot.channels.matrix.errors import NextStep, NotSharedError, decide
from bot.channels.matrix.gate import Gate
from bot.channels.matrix.invitations import inviter, is_admitted
from bot.channels.matrix.masking import MatrixMasking, set_up_logging
from bot.channels.matrix.membership import Happened, happened
from bot.channels.matrix.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

ME = "@tambour:server.example"


def refused(code: str | None, status: int, retry: int | None = None) -> ErrorResponse:
    answer = ErrorResponse("words", code, retry)
    answer.transport_response = SimpleNamespace(status=status)
    return answer


@pytest.mark.parametrize(
    ("failure", "act", "seconds"),
    [
        (refused("M_LIMIT_EXCEEDED", 429, 1500), NextStep.WAIT, 1.5),
        (refused(None, 429), NextStep.WAIT, 5.0),  # a proxy's
        (refused("M_UNKNOWN_TOKEN", 401), NextStep.STOP, 0),
        (refused("M_USER_DEACTIVATED", 403), NextStep.STOP, 0),
        (refused("M_FORBIDDEN", 403), NextStep.SUSPEND, 0),
        (refused("M_NOT_FOUND", 404), NextStep.SUSPEND, 0),
        (refused("M_TOO_LARGE", 413), NextStep.SHORTER, 0),
        (refused("M_UNKNOWN", 500), NextStep.RETRY, 0),
        (refused(None, 502), NextStep.RETRY, 0),
        (refused("M_BAD_JSON", 400), NextStep.REFUSE, 0),
        (ClientConnectionError(), NextStep.RETRY, 0),
        (TimeoutError(), NextStep.RETRY, 0),
        (NotSharedError(), NextStep.RETRY, 0),
        (LocalProtocolError("no such room"), NextStep.SUSPEND, 0),
        (ValueError("a bug"), NextStep.REFUSE, 0),
    ],
)
def test_each_failure_has_its_decision(
    failure: ErrorResponse | BaseException, act: NextStep, seconds: float
) -> None:
    decision = decide(failure)
    assert (decision.act, decision.seconds) == (act, seconds)


@pytest.mark.parametrize(
    ("user", "admitted", "is_let_in"),
    [
        ("@a:agent.interieur.tchap.gouv.fr", ["tchap.gouv.fr"], True),
        ("@a:agent.interieur.tchap.gouv.fr", ["*.tchap.gouv.fr"], True),
        ("@a:nottchap.gouv.fr", ["tchap.gouv.fr"], False),
        ("@a:elsewhere.example", ["tchap.gouv.fr"], False),
        ("@jean.dupont-aisne.gouv.fr:agent.x.tchap.gouv.fr", ["aisne.gouv.fr"], True),
        ("@jean-paul.martin-ddets.aisne.gouv.fr:agent.x", ["aisne.gouv.fr"], True),
        ("@jean.dupont-somme.gouv.fr:agent.x", ["aisne.gouv.fr"], False),
        ("@a:anywhere.example:8448", [], True),
        ("@a:server.example:8448", ["server.example"], True),
    ],
)
def test_people_are_let_in_by_their_server_or_their_mail_domain(
    user: str, admitted: list[str], is_let_in: bool
) -> None:
    assert is_admitted(user, admitted) is is_let_in


def member(who: str, membership: str, before: str = "") -> dict[str, Any]:
    return {
        "type": "m.room.member",
        "event_id": f"${membership}",
        "state_key": who,
        "sender": "@jean:server.example",
        "content": {"membership": membership},
        "unsigned": {"prev_content": {"membership": before}} if before else {},
    }


def test_who_invites_is_who_signed_the_bots_own_invitation() -> None:
    other = member("@other:server.example", "invite") | {"sender": "@mallory:server.example"}
    assert inviter([other, member(ME, "invite")], ME) == "@jean:server.example"
    assert inviter([other], ME) == ""


TOMBSTONE = {"type": "m.room.tombstone", "state_key": "", "content": {"replacement_room": "!new"}}
SAID = {"type": "m.room.message", "content": {}}


@pytest.mark.parametrize(
    ("events", "what"),
    [
        (
            [SAID, member(ME, "invite"), SAID, member(ME, "join", "invite")],
            Happened("$join", since=1),
        ),
        ([member(ME, "join", "join")], Happened()),  # a name changed
        ([member("@jean:x", "leave", "join")], Happened(someone_left=True)),
        ([member("@jean:x", "ban", "join")], Happened(someone_left=True)),
        ([TOMBSTONE], Happened(became="!new")),
        ([{}], Happened()),
    ],
)
def test_what_happened_to_a_room_is_read_from_its_events(
    events: list[dict[str, Any]], what: Happened
) -> None:
    assert happened(events, ME) == what


def test_a_token_is_kept_once_all_before_it_is_done() -> None:
    kept: list[str] = []
    progress = Progress(kept.append)
    first, second = progress.begin("s1"), progress.begin("s2")
    done = first.add()
    second.close()
    first.close()
    assert kept == []
    done()
    assert kept == ["s2"]
    progress.begin("s3").close()
    assert kept == ["s2", "s3"]


@pytest.mark.parametrize(
    "said",
    [
        "key for @jean.dupont-aisne.gouv.fr:agent.tchap.example lost",
        "GET /user/%40jean.dupont-aisne.gouv.fr%3Aagent.tchap.example/filter",
        "('@jean.dupont-aisne.gouv.fr:agent.tchap.example', 'DEVICE')",
        "PUT /user/%40jean%2Fpaul.dupont-aisne.gouv.fr%3Aagent.tchap.example/filter",
        "mail to jean.dupont@aisne.gouv.fr failed",
        "token syt_amVhbi5kdXBvbnQ_secretsecretsecret_0abcde",
        "the password is hunter-two",
    ],
)
def test_neither_people_nor_secrets_are_written(said: str) -> None:
    masked = MatrixMasking(("hunter-two",)).mask(said)
    for secret in ("dupont", "aisne", "amVhbi", "hunter"):
        assert secret not in masked


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """Give the root of logs, whose handlers and levels are put back at the end."""
    root = logging.getLogger()
    before = root.level, root.handlers[:], logging.root.manager.loggerDict.copy()
    levels = {name: logging.getLogger(name).level for name in before[2]}
    yield root
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error", "critical"])
def test_no_library_names_anyone_at_any_level(
    level: str, root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(level, MatrixMasking(()))
    libraries = [name for name in root.manager.loggerDict if name.startswith(("nio", "peewee"))]
    assert len(libraries) > 5
    for name in libraries:
        for number in range(logging.DEBUG, logging.CRITICAL + 1, 10):
            library = logging.getLogger(name)
            library.log(
                number, "from %s %s", "@jean.dupont-aisne.gouv.fr:agent.example", ("DEVICE",)
            )
            library.log(number, "mail of jean.dupont@aisne.gouv.fr, {'user': '%s'}", ME)
    written = capsys.readouterr().err
    assert "[person]" in written
    assert not any(secret in written for secret in ("dupont", "aisne", ME))


def test_after_a_pause_requests_go_one_by_one() -> None:
    async def scene() -> list[int]:
        gate, under_way, most = Gate(), 0, []

        async def request() -> None:
            nonlocal under_way
            async with gate.turn():
                under_way += 1
                most.append(under_way)
                await asyncio.sleep(0)
                under_way -= 1

        await asyncio.gather(*(request() for _ in range(3)))
        together = max(most)
        most.clear()
        gate.hold(0.0)
        await asyncio.gather(*(request() for _ in range(3)))
        return [together, max(most)]

    assert asyncio.run(scene()) == [3, 1]


def test_what_nobody_waits_for_goes_behind_the_answers_or_not_at_all() -> None:
    async def scene() -> list[object]:
        gate, said = Gate(), list[object]()

        async def sign(seconds: float) -> None:
            async with gate.behind(seconds) as is_calm:
                said.append(is_calm)

        async with gate.turn():
            await sign(0.01)
            waiting = asyncio.create_task(sign(30.0))
            await asyncio.sleep(0)
            said.append("answered")
        await waiting
        gate.hold(0.0)
        await sign(0.01)
        return said

    assert asyncio.run(scene()) == [False, "answered", True, False]
