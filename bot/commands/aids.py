"""The commands of live aids.

They synchronise the sources, list, add a curator's file, accept or refuse what feeds announce.
"""

from __future__ import annotations

import json
import re
import sys
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.sentences import sentence
from bot.conversation.days import PARIS
from knowledge.live_aids.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from knowledge.live_aids.entries import Held
    from knowledge.live_aids.memory import Memory
    from knowledge.live_aids.model import Record


@click.group()
def aids() -> None:
    """Les aides ouvertes : les lire dans leurs sources, les voir, en ajouter.

    Les sources sont Aides-territoires et des flux.
    """


@aids.command()
def sync() -> None:
    """Lit toutes les sources ; à lancer une fois par jour, après 5 heures."""
    from bot.settings import read_aids_settings, read_settings
    from bot.world.bootstrap import build_world
    from bot.world.live import read_live_aids
    from knowledge.live_aids.aides_territoires import AidesTerritoires
    from knowledge.live_aids.labels import load_labels
    from knowledge.live_aids.sync import Sources
    from knowledge.live_aids.sync import sync as synchronise

    settings, own = read_aids_settings(), read_settings()
    world = build_world(own.collection)
    collection = world.collection
    labels = load_labels(collection.themes, own.collection)
    with _memory() as memory, _progress() as progress:
        if settings.token:
            with AidesTerritoires(settings.token, settings.api) as client:
                sources = Sources(client, settings.feeds)
                report = synchronise(memory, sources, labels, collection.places, _now(), progress)
        else:
            report = synchronise(
                memory, Sources(feeds=settings.feeds), labels, collection.places, _now(), progress
            )
        read_live_aids(memory, own.database, world)  # indexed here, and not by the bot
    for line in report.lines():
        click.echo(line, err=True)
    if report.troubled:
        raise click.ClickException(sentence("aids_source_fails"))


@aids.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne, avec tout.")
@click.option(
    "--state",
    type=click.Choice([state.value for state in State]),
    help="Seulement les aides dans cet état.",
)
@click.option(
    "--held", is_flag=True, help="Ce que les flux annoncent et qui attend un oui ou un non."
)
def list_(as_json: bool, state: str | None, held: bool) -> None:
    """Les aides connues, par date limite."""
    from knowledge.live_aids.export import aid_as_json, record_as_json

    today = _now().date()
    with _memory() as memory:
        if held:
            for each in memory.held(today):
                content = {
                    **aid_as_json(each.aid),
                    "received": each.day.isoformat(),
                    "why": str(each.why),
                }
                content |= {"shown": aid_as_json(each.now)} if each.now else {}
                click.echo(json.dumps(content, ensure_ascii=False) if as_json else _held_line(each))
            return
        records = memory.records().values()
    chosen = [record for record in records if state is None or record.state(today) == state]
    for record in sorted(
        chosen,
        key=lambda record: (
            record.aid.deadline is None,
            record.aid.deadline or today,
            record.aid.id,
        ),
    ):
        click.echo(
            json.dumps(record_as_json(record, today), ensure_ascii=False)
            if as_json
            else _line(record, today)
        )


@aids.command()
@click.argument("file", type=click.Path(path_type=Path))
def add(file: Path) -> None:
    """Ajoute les aides d'un fichier YAML ou CSV, ou met à jour celles qui y étaient déjà."""
    from bot.settings import read_settings
    from bot.world.bootstrap import build_world
    from knowledge.live_aids.curated import read_curated, warnings_of
    from knowledge.live_aids.sync import add_curated
    from knowledge.problems import BrokenCollectionError

    try:
        read = read_curated(file, build_world(read_settings().collection).collection)
    except BrokenCollectionError as error:
        for problem in error.problems:
            click.echo(problem)
        raise click.ClickException(
            sentence("aids_file_wrong", problems=len(error.problems), file=file)
        ) from error
    now = _now()
    with _memory() as memory:
        report = add_curated(memory, read, now)
    for line in (*report.lines(), *warnings_of(read, now.date())):
        click.echo(line, err=True)


@aids.command()
@click.argument("aid_id", metavar="ID")
@click.option(
    "--deadline", metavar="JOUR", help="Sa date limite, comme 15/12/2026 : un flux ne la donne pas."
)
def accept(aid_id: str, deadline: str | None) -> None:
    """Dit oui à ce qu'un flux propose ou change, ou que l'aide est encore ouverte.

    L'aide est alors proposée.
    """
    from knowledge.live_aids.said_dates import said_deadlines

    today, until = _now().date(), _day(deadline) if deadline else None
    with _memory() as memory:
        record = memory.accept(aid_id, today, until)
    aid = record.aid
    click.echo(sentence("aids_accepted", id=aid.id, name=aid.name), err=True)
    said = [day for day in said_deadlines(f"{aid.name}. {aid.what}", today) if day != aid.deadline]
    seems = sentence("aids_seems", day=said[0]) if said else ""
    command = (
        f"tambour aids accept {aid.id} --deadline "
        f"{said[0] if said else today.replace(month=12, day=15):%d/%m/%Y}"
    )
    if aid.deadline and aid.deadline < today:
        click.echo(sentence("aids_passed", deadline=aid.deadline, seems=seems), err=True)
    elif aid.deadline is None:
        click.echo(sentence("aids_give_deadline", seems=seems, command=command), err=True)
        click.echo(sentence("aids_asked_again"), err=True)
    elif seems and not until:
        click.echo(
            sentence("aids_keeps_deadline", deadline=aid.deadline, seems=seems, command=command),
            err=True,
        )


@aids.command()
@click.argument("aid_id", metavar="ID")
def refuse(aid_id: str) -> None:
    """Dit non à ce qu'un flux propose, même accepté avant.

    Si l'aide a changé, c'est à ce seul changement.
    """
    with _memory() as memory:
        only_the_change = memory.refuse(aid_id, _now().date())
    told = "aids_change_refused" if only_the_change else "aids_refused"
    click.echo(sentence(told, id=aid_id), err=True)


@aids.command()
@click.argument("aid_id", metavar="ID")
def withdraw(aid_id: str) -> None:
    """Retire une aide ajoutée par « add » : elle n'est plus proposée."""
    if not aid_id.startswith("cur-"):
        raise click.UsageError(sentence("aids_not_added", id=aid_id, command="tambour aids refuse"))
    with _memory() as memory:
        record = memory.withdraw(aid_id, _now().date())
    click.echo(sentence("aids_withdrawn", id=aid_id, name=record.aid.name), err=True)
    click.echo(sentence("aids_withdraw_too"), err=True)


@contextmanager
def _memory() -> Iterator[Memory]:
    """Give the memory of the settings' database."""
    from bot.settings import read_settings
    from knowledge.live_aids.memory import Memory

    with closing(Memory(read_settings().database)) as memory:
        yield memory


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give the way to show progress: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _doing, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        shown: dict[str, TaskID] = {}

        def show(doing: str, done: int, total: int) -> None:
            if doing not in shown:
                shown[doing] = bars.add_task(doing)
            bars.update(shown[doing], completed=done, total=total)

        yield show


def _now() -> datetime:
    return datetime.now(PARIS)


def _day(written: str) -> date:
    """Read a day as it is written in a curator's file."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written.strip())
    try:
        return (
            date(int(found[3]), int(found[2]), int(found[1]))
            if found
            else date.fromisoformat(written.strip())
        )
    except ValueError as error:
        raise click.UsageError(sentence("aids_no_day", written=written)) from error


def _held_line(held: Held) -> str:
    name = (
        sentence("aids_renamed", old=held.now.name, new=held.aid.name)
        if held.now and held.now.name != held.aid.name
        else held.aid.name
    )
    told = sentence(f"aids_held_{held.why}", name=name)
    return f"{held.aid.id}  {held.day:%d/%m/%Y}  {told}  {held.aid.url}"


def _line(record: Record, today: date) -> str:
    aid = record.aid
    deadline = f"{aid.deadline:%d/%m/%Y}" if aid.deadline else sentence("aids_no_deadline")
    return (
        f"{aid.id}  {record.state(today)}  {deadline}  {aid.name} "
        f"({', '.join((*aid.funders, aid.territory))})"
    )
