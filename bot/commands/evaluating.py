"""The command that measures matching.

It measures the ranking of needs, the places of texts, and what each number moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import click

from bot.commands.settled import settled_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.evaluation import Judged, Measures


@click.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option(
    "--ablate", is_flag=True, help="Ce que chaque nombre du classement change ; prend deux minutes."
)
def evaluate(file: TextIO, ablate: bool) -> None:
    """Évalue le classement des besoins, ou les lieux des textes.

    Les lignes {need, relevant} sont pour le classement, {kind, need, without, places} pour les
    lieux.
    """
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
    matcher = settled_world().matcher
    measures = measure(
        judged, lambda need: [match.id for match in matcher.search(need, CUT).matches]
    )
    click.echo(f"{'kind':12} needs  nDCG@{CUT}  success@1  recall@{CUT}  empty: right  wrong")
    for kind, row in [
        *((kind, row) for kind, row in measures.items() if kind),
        ("all", measures[""]),
    ]:
        click.echo(_measures_line(kind, row))


def _evaluate_places(name: str, lines: list[str]) -> None:
    """Print how well the places of some texts are understood, then those that are not."""
    from matching.place_evaluation import measure_places, read_placed

    try:
        placed = read_placed(lines)
    except ValueError as error:
        raise click.ClickException(f"{name} : {error}") from error
    world = settled_world()
    measures = measure_places(placed, world.matcher, world.place_finder)
    click.echo(f"{'kind':12} texts  place right  first card same as without the place or nearer")
    for kind, row in [
        *((kind, row) for kind, row in measures.items() if kind),
        ("all", measures[""]),
    ]:
        click.echo(
            f"{kind:12} {row.texts:5}  {row.right:11.3f}  "
            f"{'—' if row.kept is None else f'{row.kept:.3f}'}"
        )
    for what, texts in (("place", measures[""].wrong), ("card", measures[""].lost)):
        for text in texts:
            click.echo(f"{what:5} {text}", err=True)


def _ablate(judged: Sequence[Judged]) -> None:
    """Print what each number of matching moves, where it does nothing in place of what it does."""
    from bot.settings import read_settings
    from knowledge.collection import DATA
    from knowledge.loading import load_collection
    from matching.ablation import ablated

    collection = load_collection(read_settings().collection)
    click.echo(f"{'number':16} value  without   nDCG@5  success  empty: right  wrong  what it does")
    for each in ablated(judged, collection, DATA / "french" / "words.txt"):
        figures = (
            f"{each.ndcg:+.4f}   {each.success:+.3f}  {each.empty_right:+12d}  "
            f"{each.empty_wrong:+5d}"
        )
        click.echo(f"{each.name:16} {each.value:5g}  {each.neutral:7g}  {figures}  {each.does}")


def _measures_line(kind: str, row: Measures) -> str:
    answerable = row.needs > row.out_of_scope
    figures = (row.ndcg, row.success, row.recall)
    ndcg, success, recall = (f"{figure:.3f}" if answerable else "—" for figure in figures)
    empty = f"{row.empty_right:5} / {row.out_of_scope:<5} {row.empty_wrong:5}"
    return f"{kind:12} {row.needs:5}  {ndcg:>6}  {success:>9}  {recall:>8}  {empty}"
