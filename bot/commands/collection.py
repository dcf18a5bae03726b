"""The commands that look into the collection.

They search it, print it, check it, and learn from needs without an answer.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.commands.sentences import sentence
from bot.commands.settled import settled_world, shown_notices, typed_lines
from bot.conversation.events import Commanded, Pressed


@click.command()
@click.argument("need", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON.")
@click.option(
    "--explain", is_flag=True, help="Ce qui a été compris, et les points de chaque fiche."
)
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="Nombre de fiches."
)
def search(need: tuple[str, ...], as_json: bool, explain: bool, limit: int) -> None:
    """Les fiches qui répondent à un besoin.

    Sans BESOIN, un besoin par ligne sur l'entrée, et une réponse en JSON par ligne.
    """
    from matching.as_json import answer_as_json

    world = settled_world()
    for text in [" ".join(need)] if need else typed_lines():
        answer = world.matcher.search(text, limit)
        if explain:
            from matching.explanation import explain as explained

            click.echo(explained(world.matcher, answer.need, limit))
        elif as_json or not need:
            click.echo(
                json.dumps(answer_as_json(answer, world.collection.cards), ensure_ascii=False)
            )
        else:
            from bot.channels.plain import told

            click.echo(told(world, Pressed(f"need:{text}")))


@click.command()
@click.argument("card_id", metavar="ID")
def card(card_id: str) -> None:
    """Une fiche, entière."""
    from bot.channels.plain import told

    world = settled_world()
    text = told(world, Commanded("fiche", card_id))
    if world.card(card_id) is None:
        raise click.ClickException(text)
    click.echo(text)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne, avec tout.")
def cards(as_json: bool) -> None:
    """Toutes les fiches du recueil."""
    from bot.settings import read_settings
    from knowledge.export import card_as_json
    from knowledge.loading import load_collection

    collection = load_collection(read_settings().collection)
    for each in collection.cards.values():
        click.echo(
            json.dumps(card_as_json(each, collection), ensure_ascii=False)
            if as_json
            else f"{each.id:>3}  {each.title}"
        )


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--schema", is_flag=True, help="Écrit le schéma JSON d'une fiche, pour les éditeurs.")
def check(paths: tuple[Path, ...], schema: bool) -> None:
    """Vérifie les fichiers de données : où, ce qui ne va pas, comment le corriger.

    Chaque erreur est dite avec son fichier, sa ligne et son champ.
    """
    from bot.commands import wording
    from bot.conversation.hearing.checking import claimed_twice, named_twice
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
        # What can't be read is not compared.
        problems += wording.problems() or [*named_twice(FOLDER), *claimed_twice(FOLDER)]
        files += len(wording.files())
    for problem in problems:
        click.echo(problem)
    remarks = remark_paths(paths or (home,))
    for remark in remarks:
        click.echo(sentence("check_remark", remark=remark), err=True)
    if problems:
        raise click.ClickException(sentence("check_wrong", problems=len(problems), files=files))
    told = (
        sentence("check_right_remarked", files=files, remarks=len(remarks))
        if remarks
        else sentence("check_right", files=files)
    )
    click.echo(told, err=True)


@click.command()
def learn() -> None:
    """Pour chaque besoin resté sans réponse : les fiches les plus proches, et un correctif.

    Le correctif est à relire, puis à accepter.
    """
    from bot.settings import read_settings
    from bot.storage.store import Store
    from matching.learning import learn as lesson_of

    world = settled_world()
    settings = read_settings()
    store = Store(settings.database)
    with shown_notices():
        asked = store.unmatched()
    lessons = [
        (each, lesson)
        for each in asked
        if (lesson := lesson_of(world.matcher, each.need, settings.collection / "cards"))
    ]
    for each, lesson in lessons:
        titles = " ; ".join(
            f"{card} {world.collection.cards[card].title}" for card in lesson.nearest
        )
        click.echo(sentence("learn_need", need=each.need, times=each.times, day=each.last_day))
        click.echo(sentence("learn_nearest", titles=titles or sentence("learn_none")))
        click.echo(lesson.patch)
    command = "tambour learn | git apply"
    told = sentence("learn_done", lessons=len(lessons), asked=len(asked), command=command)
    click.echo(told, err=True)
