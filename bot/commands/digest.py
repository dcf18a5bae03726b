"""The command `tambour digest`.

It gives what the weekly digest would say, its sending, and the reports of its runs.
"""

from __future__ import annotations

import asyncio
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.commands.sentences import sentence
from bot.errors import ToldError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.digest.choosing import Choosing, DuePerson
    from bot.digest.deliveries import Chosen, RunReport
    from bot.digest.outbox import Outbox

_TOGETHER = 500
_COUNTS = (
    "due", "written", "recovered", "sent", "blocked", "deferred", "uncertain", "refused", "dropped",
)  # fmt: skip


@click.group()
def digest() -> None:
    """Le message de la semaine : ce qu'il dirait, son envoi, ce qui a été fait."""


@digest.command()
@click.option("--chat", default="", help="Une seule conversation, par sa clé : telegram:123456.")
def preview(chat: str) -> None:
    """Ce que chaque abonné recevrait s'il était l'heure ; rien n'est envoyé ni noté."""
    from bot.channels.plain import plain

    with _opened() as (choosing, outbox):
        now = datetime.now(UTC)
        shown = 0
        chats = [each for each in choosing.everyone(now) if chat in ("", each)]
        if chat and not chats:
            raise click.ClickException(sentence("digest_no_subscription", chat=chat))
        for person, chosen in _chosen(choosing, outbox, chats, now, early=True):
            replies = (
                choosing.compose(chosen.digest, person.subscription, now) if chosen.digest else ()
            )
            shown += bool(replies)
            if replies or chat:
                texts = [plain(reply.text) for reply in replies]
                click.echo(
                    f"== {person.chat}\n"
                    + ("\n\n".join(texts) or sentence("digest_no_news"))
                    + "\n"
                )
        click.echo(sentence("digest_previewed", shown=shown, chats=len(chats)), err=True)


@digest.command()
@click.option(
    "--dry-run",
    is_flag=True,
    help="Choisit pour ceux dont c'est l'heure, sans rien envoyer ni noter.",
)
def send(dry_run: bool) -> None:
    """Envoie maintenant tout ce qui est dû, par Telegram."""
    if dry_run:
        with _opened() as (choosing, outbox):
            now = datetime.now(UTC)
            due = choosing.due(outbox, "telegram:", now)
            written = sum(
                chosen.digest is not None for _, chosen in _chosen(choosing, outbox, due, now)
            )
            waiting = len(outbox.ready(now, 1_000_000, "telegram:"))
        click.echo(sentence("digest_on_its_way", due=len(due), written=written, waiting=waiting))
        return
    from bot.channels.telegram.sending_digests import send_all
    from bot.settings import read_settings, read_telegram_settings
    from bot.storage.store import Store

    settings = read_telegram_settings()
    with _opened() as (choosing, outbox):
        reports = asyncio.run(send_all(settings, Store(read_settings().database), choosing, outbox))
    if not reports:
        click.echo(sentence("digest_nobody"), err=True)
    for each in reports:
        click.echo(_line(each))
    if trouble := [words for each in reports for words in each.trouble]:
        raise ToldError(" ; ".join(trouble))


@digest.command()
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Nombre d'envois."
)
def report(limit: int) -> None:
    """Ce que les derniers envois ont fait, et ce qui attend."""
    with _opened() as (_, outbox):
        for each in outbox.reports(limit):
            click.echo(_line(each))
        counts = outbox.counts()
    states = [sentence(f"state_{state}", count=count) for state, count in sorted(counts.items())]
    told = ", ".join(states) or sentence("digest_nothing")
    click.echo(sentence("digest_in_all", states=told))


def _line(each: RunReport) -> str:
    counts = ", ".join(
        sentence(f"count_{name}", count=getattr(each, name))
        for name in _COUNTS
        if getattr(each, name)
    )
    done = counts or sentence("digest_nothing_done")
    return f"{each.started}  " + " ; ".join((done, *each.trouble))


@contextmanager
def _opened() -> Iterator[tuple[Choosing, Outbox]]:
    """Give what chooses and the outbox of the settings.

    Errors are told as the command line tells them.
    """
    from bot.digest.choosing import open_digest
    from bot.settings import read_settings
    from bot.world.bootstrap import build_world
    from bot.world.live import read_live_aids
    from knowledge.live_aids.memory import Memory

    settings = read_settings()
    world = build_world(settings.collection)
    with closing(Memory(settings.database)) as memory:
        # For first digests.
        world = replace(world, live=read_live_aids(memory, settings.database, world))
    choosing, outbox = open_digest(lambda: world, settings.database)
    with closing(choosing), closing(outbox):
        yield choosing, outbox


def _chosen(
    choosing: Choosing, outbox: Outbox, chats: list[str], now: datetime, early: bool = False
) -> Iterator[tuple[DuePerson, Chosen]]:
    """Yield what would be decided for each of these chats that is due, touching nothing.

    Where `early`, it is for all of them.
    """
    tellable = choosing.tellable(now)
    for start in range(0, len(chats), _TOGETHER):
        pasts = outbox.pasts(chats[start : start + _TOGETHER])
        for person in choosing.people(pasts, now, early):
            yield person, choosing.choose(person, pasts[person.chat], tellable)
