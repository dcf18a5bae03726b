"""The commands that hold the conversation: in the terminal, Telegram, Matrix, on the web.

One tells what is heard in a text.
"""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import click

from bot.commands.sentences import sentence
from bot.commands.settled import settled_aids, settled_keeper, settled_world, typed_lines
from bot.errors import ToldError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bot.channels.conversation_thread import ConversationThread


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help="Plusieurs conversations : un objet JSON par ligne."
)
def chat(as_json: bool) -> None:
    """La conversation dans le terminal."""
    from bot.channels.terminal import ask, converse

    with settled_keeper() as keeper:
        if as_json:
            from bot.channels.json_lines import converse as converse_in_json

            converse_in_json(keeper, typed_lines(), sys.stdout)
        elif sys.stdin.isatty() and sys.stdout.isatty():
            from rich.console import Console

            console = Console(highlight=False)
            converse(keeper, ask(console), sys.stdout, console)
        else:
            converse(keeper, typed_lines(), sys.stdout, None)


@click.command()
@click.argument("text")
@click.option(
    "--after",
    multiple=True,
    metavar="TEXT",
    help="Ce qui a été dit avant, du plus ancien au plus récent.",
)
def hear(text: str, after: tuple[str, ...]) -> None:
    """Ce qui est entendu dans un message, pourquoi, et ce que cela aurait pu être d'autre."""
    from datetime import UTC, datetime

    from bot.channels.plain import to_event
    from bot.conversation.core import respond
    from bot.conversation.hearing.context import context_of
    from bot.conversation.hearing.hear import hear as hear_text
    from bot.conversation.session import Session

    world, session, now = settled_world(), Session(), datetime.now(UTC)
    for said in after:
        session, _ = respond(world, session, to_event(said, []), now)
    heard = hear_text(text, context_of(world, session), world, explained=True)
    click.echo(f"{heard.act}\n  {heard.because}")
    for name, likely in heard.runners_up:
        click.echo(f"  {likely:5.2f}  {name}")


_log_level = click.option(
    "--log-level",
    default="info",
    show_default=True,
    type=click.Choice(("debug", "info", "warning", "error")),
    help="Ce qui est écrit sur la sortie d'erreur.",
)


@click.command()
@_log_level
@click.option(
    "--web", "with_page", is_flag=True, help="Servir aussi la page web, dans le même programme."
)
def telegram(log_level: str, with_page: bool) -> None:
    """Le bot Telegram, jusqu'à Ctrl-C ; TAMBOUR_TELEGRAM_TOKEN doit être donné."""
    from bot.channels.keeper import Keeper
    from bot.settings import read_settings, read_telegram_settings
    from bot.storage.store import Store

    settings, store = read_telegram_settings(), Store(read_settings().database)
    from bot.channels.telegram.program import run
    from bot.world.reload import Reloader

    with closing(Reloader(read_settings().collection)) as reloader, settled_aids() as lookout:
        world = settled_world()
        beside = _page_beside() if with_page else None
        run(settings, Keeper(world, store, reloader, lookout), store, log_level, reloader, beside)


def _page_beside() -> Callable[[ConversationThread], AbstractAsyncContextManager[None]]:
    """Return what serves the web page from the conversation of another channel."""
    from bot.channels.web.site import SiteParts, serving
    from bot.settings import read_web_settings

    settings = read_web_settings()
    return lambda conversation: serving(settings, SiteParts(conversation, stores=True))


@click.command()
@_log_level
def web(log_level: str) -> None:
    """La page web, jusqu'à Ctrl-C : la même conversation, et le recueil à parcourir."""
    from bot.channels.keeper import Keeper
    from bot.channels.web.site import run
    from bot.settings import read_settings, read_web_settings
    from bot.storage.store import Store
    from bot.world.reload import Reloader

    settings, store = read_web_settings(), Store(read_settings().database)
    with closing(Reloader(read_settings().collection)) as reloader, settled_aids() as lookout:
        run(settings, Keeper(settled_world(), store, reloader, lookout), store, log_level)


@click.command()
@_log_level
def matrix(log_level: str) -> None:
    """Le bot Matrix (Tchap), jusqu'à Ctrl-C.

    TAMBOUR_MATRIX_SERVER et TAMBOUR_MATRIX_USER doivent être donnés.
    """
    from bot.channels.keeper import Keeper
    from bot.settings import read_matrix_settings, read_settings
    from bot.storage.store import Store

    settings, store = read_matrix_settings(), Store(read_settings().database)
    try:
        from bot.channels.matrix.app import run
    except ModuleNotFoundError as error:
        raise ToldError(
            sentence("matrix_missing", module=error.name, command="pip install 'tambour[matrix]'")
        ) from None
    from bot.world.reload import Reloader

    with closing(Reloader(read_settings().collection)) as reloader, settled_aids() as lookout:
        keeper = Keeper(settled_world(), store, reloader, lookout)
        run(settings, keeper, store, log_level, reloader)
