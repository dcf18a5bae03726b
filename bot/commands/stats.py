"""What people look for, for the person in charge: in words, as JSON, as a picture."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.commands.sentences import sentence
from bot.commands.settled import shown_notices


@click.command()
@click.option(
    "--days",
    default=30,
    show_default=True,
    type=click.IntRange(1, 730),
    help="Nombre de jours, aujourd'hui compris.",
)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Écrit aussi l'image dans ce fichier .png.",
)
def stats(days: int, as_json: bool, picture: Path | None) -> None:
    """Ce que l'on cherche, pendant quelques jours ; rien ne dit qui.

    Besoins par thème, fiches ouvertes, avis, abonnements.
    """
    from contextlib import closing
    from datetime import UTC, datetime

    from bot.channels.plain import plain
    from bot.settings import read_settings
    from bot.storage.store import Store
    from bot.watching import stats as figures
    from bot.watching.stats_picture import picture as drawn
    from knowledge.loading import load_collection

    settings = read_settings()
    with closing(Store(settings.database)) as store, shown_notices():
        found = figures.gather(store, days, datetime.now(UTC))
    collection = load_collection(settings.collection)
    click.echo(
        json.dumps(figures.as_json(found), ensure_ascii=False)
        if as_json
        else plain(figures.told(found, collection))
    )
    if picture:
        try:
            picture.write_bytes(drawn(found, collection))
        except OSError as error:
            raise click.ClickException(
                sentence("unwritable", file=picture, cause=error.strerror)
            ) from error
        click.echo(sentence("stats_picture_done", file=picture), err=True)
