"""`tambour digest`: the preview touches nothing, the sending is told, the reports stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.commands.digest import digest
from bot.conversation.notices import notice
from bot.conversation.subscription import Subscription
from bot.digest.deliveries import DeliveryState
from bot.errors import ToldError
from tests.bot.digest.parts import MONDAY, Village, a_record, someone
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World

ANNE = "telegram:1"


@pytest.fixture
def village(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    """Give a village whose database is that of the settings.

    Anne follows mobility there, and an aid is new to her.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAMBOUR_DATABASE", str(tmp_path / "tambour.db"))
    monkeypatch.setattr("bot.world.bootstrap.build_world", lambda *_: world)
    made = Village(world, tmp_path)
    made.subscribe({ANNE: someone(themes=("mobilite",), since="2026-11-18T09:00:00+00:00")})
    made.know(a_record(1, seen=MONDAY, themes=("mobilite",)))
    yield made
    made.close()


def run(*arguments: str) -> str:
    """Run the command, which must end well, and return what it printed."""
    done = CliRunner().invoke(digest, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_preview_shows_what_each_would_get_and_touches_nothing(village: Village) -> None:
    assert "Votre abonnement commence" in run("preview")
    village.run()
    shown = run("preview", "--chat", ANNE)
    assert "== telegram:1" in shown
    assert "Aide 1" in shown
    assert run("preview", "--chat", ANNE) == shown
    assert village.outbox.counts() == {DeliveryState.SENT: 1}


@pytest.mark.usefixtures("village")
def test_a_first_digest_is_previewed_with_the_open_aids_that_match() -> None:
    shown = run("preview")
    assert (
        "Votre abonnement commence. Pour débuter, une aide ouverte qui vous concerne."
        in shown.replace("\u202f", " ")
    )
    assert "Aide 1" in shown


@pytest.mark.usefixtures("village")
def test_the_preview_of_someone_unknown_is_refused() -> None:
    done = CliRunner().invoke(digest, ("preview", "--chat", "telegram:2"))
    assert done.exit_code == 1
    assert "n’a pas d’abonnement en cours" in done.output


def test_a_dry_run_counts_and_touches_nothing(village: Village) -> None:
    assert (
        run("send", "--dry-run") == "dus : 1 ; messages à écrire : 1 ; déjà écrits, à envoyer : 0\n"
    )
    assert village.outbox.counts() == {}


@pytest.mark.usefixtures("village")
def test_sending_sends_all_that_is_due_and_is_told_in_the_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with StandIn() as telegram:
        for name, value in telegram.environment.items():
            monkeypatch.setenv(name, value)
        telegram.world.person(1, started=True)
        printed = run("send")
        assert "dus 1, écrits 1, envoyés 1" in printed
        assert "Votre abonnement commence" in telegram.messages(1)[0].text
    reported = run("report").splitlines()
    assert reported[:-1] == printed.splitlines()[::-1], "the latest first"
    assert "envoyés" in reported[-1]


def test_without_telegram_nothing_is_lost_and_it_is_said(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMBOUR_TELEGRAM_TOKEN", "123456:AAwrongWrongWrongWrongWrongWrongWro")
    monkeypatch.setenv("TAMBOUR_TELEGRAM_API", "http://127.0.0.1:9/bot")
    with pytest.raises(ToldError, match="rien n’a été envoyé"):
        run("send")
    assert village.outbox.counts() == {}


def test_a_refused_token_is_named_and_never_written(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StandIn() as telegram:
        monkeypatch.setenv("TAMBOUR_TELEGRAM_API", telegram.environment["TAMBOUR_TELEGRAM_API"])
        monkeypatch.setenv(
            "TAMBOUR_TELEGRAM_TOKEN", "4200000001:AAautreautreautreautreautreautreau"
        )
        with pytest.raises(ToldError, match="TAMBOUR_TELEGRAM_TOKEN est refusé") as told:
            run("send")
    assert "AAautre" not in str(told.value)
    assert village.outbox.counts() == {}


def _send(monkeypatch: pytest.MonkeyPatch) -> tuple[str, BaseException | None]:
    """Send all that is due, and return what was said and how it failed."""
    with StandIn() as telegram:
        for name, value in telegram.environment.items():
            monkeypatch.setenv(name, value)
        telegram.world.person(1, started=True)
        done = CliRunner().invoke(digest, ("send",))
        return done.output, done.exception


@pytest.mark.parametrize(
    "follows",
    [Subscription(), someone(active=False), someone(paused=True)],
    ids=["who never asked", "who stopped", "who pauses"],
)
def test_sending_where_nothing_is_due_says_so(
    village: Village, monkeypatch: pytest.MonkeyPatch, follows: Subscription
) -> None:
    village.subscribe({ANNE: follows})
    for _ in range(2):
        assert _send(monkeypatch) == (
            "personne n’attend de message pour l’instant : rien n’a été envoyé\n",
            None,
        )


def test_sending_while_another_run_is_at_work_says_so(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    village.outbox.take_lease("another", now, now + timedelta(seconds=60))
    told, failed = _send(monkeypatch)
    assert isinstance(failed, ToldError)
    assert notice("digest_busy") in str(failed)
    assert notice("digest_busy") in told


def test_sending_that_breaks_says_so(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    assert village.outbox.counts() == {}
    monkeypatch.setattr("bot.digest.rounds.Rounds.run", None)
    assert isinstance(_send(monkeypatch)[1], ToldError)
