"""What the curator does at a desk: the collection as a file to explore."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from bot.commands.sentences import sentence


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(file: Path) -> None:
    """Écrit le recueil dans un fichier SQLite, pour l'explorer avec Datasette.

    Un export précédent est remplacé.
    """
    from bot.settings import read_settings
    from knowledge.loading import load_collection
    from knowledge.sqlite_file import cause
    from knowledge.tables import is_ours, write_tables

    if file.exists() and not is_ours(file):
        raise click.ClickException(sentence("export_not_ours", file=file))
    try:
        counts = write_tables(load_collection(read_settings().collection), file)
    except (OSError, sqlite3.Error) as error:
        raise click.ClickException(sentence("unwritable", file=file, cause=cause(error))) from error
    click.echo(f"{file} : {', '.join(f'{name} {count}' for name, count in counts.items())}")
