"""What the person who runs Tambour does to keep it well.

They back it up, restore it, and check the links of its collection.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.commands.sentences import sentence
from bot.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Remplace le fichier s'il existe.")
def backup(file: Path, force: bool) -> None:
    """Copie la base dans un fichier, pendant que le bot répond ; la copie est vérifiée."""
    from bot.storage.backup import back_up

    size = back_up(read_settings().database, file, force)
    click.echo(sentence("backup_done", file=file, size=size))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Remplace la base même si un programme s'en sert.")
def restore(file: Path, force: bool) -> None:
    """Remet une sauvegarde à la place de la base.

    Elle est vérifiée avant, et l'ancienne base est mise de côté.
    """
    from bot.storage.backup import restore as put_back

    database = read_settings().database
    done = put_back(file, database, force)
    click.echo(sentence("restore_done", database=database, file=file))
    if done.migrated:
        click.echo(sentence("restore_migrated", names=", ".join(done.migrated)))
    if done.aside:
        click.echo(sentence("restore_aside", aside=done.aside))
    click.echo(sentence("restore_erased"), err=True)
    click.echo(sentence("restore_digest"), err=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par adresse.")
def links(as_json: bool) -> None:
    """Ouvre chaque lien du recueil et cherche chaque domaine de courrier.

    Finit par 1 s'il y en a de morts.
    """
    from knowledge.link_check import mail, report, web
    from knowledge.link_check.addresses import addresses_of
    from knowledge.link_check.verdict import Verdict
    from knowledge.link_check.walk import walk
    from knowledge.loading import load_collection

    addresses = addresses_of(load_collection(read_settings().collection))
    with web.new_client() as client:
        findings = list(
            _watched(walk(addresses, web.Asker(client).look, mail.look_up), len(addresses))
        )
    if report.is_offline(findings):
        raise click.ClickException(sentence("links_offline"))
    for line in (
        (report.as_json(*each) for each in findings) if as_json else report.report(findings)
    ):
        click.echo(line)
    if any(finding.verdict is Verdict.DEAD for _, finding in findings):
        sys.exit(1)


def _watched(steps: Iterator[T], total: int) -> Iterator[T]:
    """Pass steps on, with a progress bar where a person looks."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return iter(
        track(
            steps,
            sentence("links_progress"),
            total=total,
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
    )
