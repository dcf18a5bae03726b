"""The command line: each command is also what tests, benchmarks and operators call."""

from __future__ import annotations

import json
import os
import sys
import traceback
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from bot.commands.aids import aids
from bot.commands.curation import export
from bot.commands.digest import digest
from bot.commands.operations import backup, links, restore
from bot.commands.stats import stats
from bot.conversation.events import Commanded, Pressed
from bot.errors import ToldError
from bot.version import running_version
from knowledge.problems import BrokenCollectionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.conversation.world import World
    from bot.keeper import Keeper
    from bot.live import LiveLookout
    from matching.evaluation import Judged, Measures
    from matching.matcher import Answer


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(running_version(), message="%(prog)s %(version)s", help="La version, puis s'arrête.")
def tambour() -> None:
    """Un besoin, les bonnes pratiques : qui l'a fait, comment, qui appeler, qui peut aider à payer."""


for _command in (aids, backup, digest, export, links, restore, stats):
    tambour.add_command(_command)


@tambour.command()
@click.option("--json", "as_json", is_flag=True, help="Plusieurs conversations : un objet JSON par ligne.")
def chat(as_json: bool) -> None:
    """La conversation dans le terminal."""
    from bot.terminal import ask, converse

    with _keeper() as keeper:
        if as_json:
            from bot.json_lines import converse as converse_in_json

            converse_in_json(keeper, _typed_lines(), sys.stdout, _warn)
        elif sys.stdin.isatty() and sys.stdout.isatty():
            from rich.console import Console

            console = Console(highlight=False)
            converse(keeper, ask(console), sys.stdout, console, _warn)
        else:
            converse(keeper, _typed_lines(), sys.stdout, None, _warn)


@tambour.command()
@click.argument("text")
@click.option("--after", multiple=True, metavar="TEXT", help="Ce qui a été dit avant, du plus ancien au plus récent.")
def hear(text: str, after: tuple[str, ...]) -> None:
    """Ce qui est entendu dans un message, pourquoi, et ce que cela aurait pu être d'autre."""
    from datetime import UTC, datetime

    from bot.conversation.core import respond
    from bot.conversation.hearing.context import context_of
    from bot.conversation.hearing.hear import hear as hear_text
    from bot.conversation.session import Session
    from bot.terminal import to_event

    world, session, now = _world(), Session(), datetime.now(UTC)
    for said in after:
        session, _ = respond(world, session, to_event(said, []), now)
    heard = hear_text(text, context_of(world, session), world, explained=True)
    click.echo(f"{heard.act}\n  {heard.because}")
    for name, likely in heard.runners_up:
        click.echo(f"  {likely:5.2f}  {name}")


@tambour.command()
@click.argument("need", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON.")
@click.option("--explain", is_flag=True, help="Ce qui a été compris, et les points de chaque fiche.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="Nombre de fiches.")
def search(need: tuple[str, ...], as_json: bool, explain: bool, limit: int) -> None:
    """Les fiches qui répondent à un besoin ; sans BESOIN, un besoin par ligne sur l'entrée, un objet JSON par ligne."""
    world = _world()
    for text in [" ".join(need)] if need else _typed_lines():
        answer = world.matcher.search(text, limit)
        if explain:
            from matching.explanation import explain as explained

            click.echo(explained(world.matcher, answer.need, limit))
        elif as_json or not need:
            click.echo(json.dumps(_answer_as_json(world, answer), ensure_ascii=False))
        else:
            from bot.terminal import told

            click.echo(told(world, Pressed(f"need:{text}")))


@tambour.command()
@click.argument("card_id", metavar="ID")
def card(card_id: str) -> None:
    """Une fiche, entière."""
    from bot.terminal import told

    world = _world()
    text = told(world, Commanded("fiche", card_id))
    if world.card(card_id) is None:
        raise click.ClickException(text)
    click.echo(text)


@tambour.command()
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne, avec tout.")
def cards(as_json: bool) -> None:
    """Toutes les fiches du recueil."""
    from bot.settings import read_settings
    from knowledge.export import card_as_json
    from knowledge.loading import load_collection

    collection = load_collection(read_settings().collection)
    for each in collection.cards.values():
        click.echo(json.dumps(card_as_json(each, collection), ensure_ascii=False) if as_json else f"{each.id:>3}  {each.title}")


@tambour.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--schema", is_flag=True, help="Écrit le schéma JSON d'une fiche, pour les éditeurs.")
def check(paths: tuple[Path, ...], schema: bool) -> None:
    """Vérifie les fichiers de données : fichier, ligne, champ, ce qui ne va pas, comment le corriger."""
    from bot import wording
    from bot.conversation.hearing.checking import claimed_twice
    from bot.conversation.hearing.ways import FOLDER
    from bot.settings import read_settings
    from knowledge.loading import check_paths, remark_paths
    from knowledge.schema import card_schema

    home = read_settings().collection
    if schema:
        click.echo(json.dumps(card_schema(home), ensure_ascii=False, indent=2))
        return
    problems, files = check_paths(paths or (home,))
    if not paths:
        problems += wording.problems() or claimed_twice(FOLDER)  # what can't be read is not compared
        files += len(wording.files())
    for problem in problems:
        click.echo(problem)
    remarks = remark_paths(paths or (home,))
    for remark in remarks:
        click.echo(f"remarque : {remark}", err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} problème(s) dans {files} fichiers")
    told = f", {len(remarks)} remarque(s)" if remarks else ""
    click.echo(f"{files} fichiers, aucun problème{told}", err=True)


@tambour.command()
def learn() -> None:
    """Pour chaque besoin resté sans réponse : les fiches les plus proches, et le correctif à relire puis accepter."""
    from bot.settings import read_settings
    from bot.store import Store
    from matching.learning import learn as lesson_of

    world = _world()
    settings = read_settings()
    store = Store(settings.database)
    asked = store.unmatched()
    for warning in store.warnings:
        _warn(warning)
    lessons = [
        (each, lesson) for each in asked if (lesson := lesson_of(world.matcher, each.need, settings.collection / "cards"))
    ]
    for each, lesson in lessons:
        titles = " ; ".join(f"{card} {world.collection.cards[card].title}" for card in lesson.nearest)
        click.echo(f"# « {each.need} », {each.times} fois, la dernière le {each.last_day}")
        click.echo(f"# fiches les plus proches : {titles or 'aucune'}")
        click.echo(lesson.patch)
    click.echo(f"{len(lessons)} besoin(s) à apprendre sur {len(asked)} ; relisez, puis : tambour learn | git apply", err=True)


@tambour.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--ablate", is_flag=True, help="Ce que chaque nombre du classement change ; prend deux minutes.")
def evaluate(file: TextIO, ablate: bool) -> None:
    """Mesure le classement sur des lignes {need, relevant}, ou les lieux sur des lignes {kind, need, without, places}."""
    from matching.evaluation import CUT, measure, read_judged
    from matching.place_evaluation import is_placed

    lines = file.readlines()
    if lines and is_placed(lines[0]):
        _evaluate_places(file.name, lines)
        return
    try:
        judged = read_judged(lines)
    except ValueError as error:
        raise click.ClickException(f"{file.name} : {error}") from error
    if ablate:
        _ablate(judged)
        return
    matcher = _world().matcher
    measures = measure(judged, lambda need: [match.id for match in matcher.search(need, CUT).matches])
    click.echo(f"{'kind':12} needs  nDCG@{CUT}  success@1  recall@{CUT}  empty: right  wrong")
    for kind, row in [*((kind, row) for kind, row in measures.items() if kind), ("all", measures[""])]:
        click.echo(_measures_line(kind, row))


def _evaluate_places(name: str, lines: list[str]) -> None:
    """Print how well the places of some texts are understood, then those that are not."""
    from matching.place_evaluation import measure_places, read_placed

    try:
        placed = read_placed(lines)
    except ValueError as error:
        raise click.ClickException(f"{name} : {error}") from error
    world = _world()
    measures = measure_places(placed, world.matcher, world.place_finder)
    click.echo(f"{'kind':12} texts  place right  first card same as without the place or nearer")
    for kind, row in [*((kind, row) for kind, row in measures.items() if kind), ("all", measures[""])]:
        click.echo(f"{kind:12} {row.texts:5}  {row.right:11.3f}  {'—' if row.kept is None else f'{row.kept:.3f}'}")
    for what, texts in (("place", measures[""].wrong), ("card", measures[""].lost)):
        for text in texts:
            click.echo(f"{what:5} {text}", err=True)


@tambour.command()
@click.option(
    "--log-level",
    default="info",
    show_default=True,
    type=click.Choice(("debug", "info", "warning", "error")),
    help="Ce qui est écrit sur la sortie d'erreur.",
)
def telegram(log_level: str) -> None:
    """Le bot Telegram, jusqu'à Ctrl-C ; TAMBOUR_TELEGRAM_TOKEN doit être donné."""
    from bot.keeper import Keeper
    from bot.settings import read_settings, read_telegram_settings
    from bot.store import Store

    settings, store = read_telegram_settings(), Store(read_settings().database)
    from bot.reload import Reloader
    from bot.telegram.app import run

    with closing(Reloader(read_settings().collection)) as reloader, _live_aids() as lookout:
        world = _world()
        run(settings, Keeper(world, store, reloader, lookout), store, log_level, reloader)


def main() -> None:
    """Run the command line; whatever happens, the person reads a sentence, and a traceback only where they asked for it."""
    try:
        _run()
    except BrokenCollectionError as error:
        click.echo(error, err=True)
        click.echo("Le recueil ne peut pas être lu tel quel ; corrigez ces lignes puis relancez.", err=True)
        sys.exit(1)
    except ToldError as error:
        click.echo(f"Erreur : {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        sys.exit(0)
    except Exception as error:
        click.echo(f"Erreur inattendue ({type(error).__name__} : {error}) ; signalez-la avec ce que vous faisiez.", err=True)
        sys.exit(1)


def _run() -> None:
    """Run the command line; where traces are asked for, show that of what goes wrong. Raises whatever does."""
    try:
        tambour(prog_name="tambour", standalone_mode=True)
    except BrokenPipeError:
        raise
    except Exception:
        from bot.settings import shows_traces

        if shows_traces():
            traceback.print_exc()
        raise


def _ablate(judged: Sequence[Judged]) -> None:
    """Print what each number of matching moves, where it does nothing in place of what it does."""
    from bot.settings import read_settings
    from knowledge.collection import DATA
    from knowledge.loading import load_collection
    from matching.ablation import ablated

    collection = load_collection(read_settings().collection)
    click.echo(f"{'number':16} value  without   nDCG@5  success  empty: right  wrong  what it does")
    for each in ablated(judged, collection, DATA / "french" / "words.txt"):
        figures = f"{each.ndcg:+.4f}   {each.success:+.3f}  {each.empty_right:+12d}  {each.empty_wrong:+5d}"
        click.echo(f"{each.name:16} {each.value:5g}  {each.neutral:7g}  {figures}  {each.does}")


def _world() -> World:
    from bot.bootstrap import build_world
    from bot.settings import read_settings

    return build_world(read_settings().collection)


@contextmanager
def _live_aids() -> Iterator[LiveLookout]:
    """Give what keeps the live aids of the settings' database up to date."""
    from bot.live import LiveLookout
    from bot.settings import read_settings
    from knowledge.live_aids.memory import Memory

    settings = read_settings()
    database = settings.database
    with closing(LiveLookout(Memory(database), database, settings.collection)) as lookout:
        yield lookout


@contextmanager
def _keeper() -> Iterator[Keeper]:
    """Give what answers and remembers, with the database of the settings."""
    from bot.keeper import Keeper
    from bot.settings import read_settings
    from bot.store import Store

    store = Store(read_settings().database)
    with _live_aids() as lookout:
        yield Keeper(_world(), store, lookout)


def _warn(warning: str) -> None:
    click.echo(f"({warning})", err=True)


def _typed_lines() -> Iterator[str]:
    """Yield the lines of standard input; those that are not UTF-8 are read as Windows-1252, which is said once."""
    told = False
    try:
        for line in sys.stdin.buffer:
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                text = line.decode("cp1252", "replace")
                if not told:
                    _warn("des lignes ne sont pas en UTF-8 : elles sont lues en Windows-1252")
                told = True
            yield text.lstrip("\ufeff").rstrip("\r\n")
    except KeyboardInterrupt:
        return


def _answer_as_json(world: World, answer: Answer) -> dict[str, object]:
    need = answer.need
    understood = {facet: list(getattr(need, facet)) for facet in ("themes", "audiences", "places", "partners", "intents")}
    cards = world.collection.cards
    results = [
        {
            "id": match.id,
            "kind": cards[match.id].kind,
            "title": cards[match.id].title,
            "score": match.score,
            "reasons": list(match.reasons),
        }
        for match in answer.matches
    ]
    return {
        "need": need.text,
        "understood": understood,
        "outcome": answer.outcome,
        "results": results,
        "elapsed_us": answer.elapsed_us,
    }


def _measures_line(kind: str, row: Measures) -> str:
    answerable = row.needs > row.out_of_scope
    figures = (row.ndcg, row.success, row.recall)
    ndcg, success, recall = (f"{figure:.3f}" if answerable else "—" for figure in figures)
    empty = f"{row.empty_right:5} / {row.out_of_scope:<5} {row.empty_wrong:5}"
    return f"{kind:12} {row.needs:5}  {ndcg:>6}  {success:>9}  {recall:>8}  {empty}"
