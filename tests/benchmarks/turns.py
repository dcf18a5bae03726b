"""The share of turns held, by kind: `python -m tests.benchmarks.turns`.

With `--web`, played through the page's HTTP.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.channels.plain import plain, to_event
from bot.conversation.core import respond
from bot.conversation.replies import Reply
from bot.conversation.session import Session
from bot.world.bootstrap import build_world
from tests.bot.channels.web.visiting import SETTINGS, Clock, Visitor, parts, served
from tests.turns.holding import SETS, holds, turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.conversation.world import World

    Talk = Callable[[Sequence[str]], str]


@contextmanager
def _in_the_terminal(world: World) -> Iterator[Talk]:
    """Give what plays messages in a fresh conversation, and returns the last reply."""

    def talk(messages: Sequence[str]) -> str:
        session, replies = Session(), tuple[Reply, ...]()
        for text in messages:
            session, replies = respond(world, session, to_event(text, []), datetime.now(UTC))
        return "\n".join(plain(reply.text) for reply in replies)

    yield talk


@contextmanager
def _on_the_page(world: World) -> Iterator[Talk]:
    """Give the same, through the page's forms."""
    with served(SETTINGS, parts(world, Clock())) as address:

        def talk(messages: Sequence[str]) -> str:
            visitor = Visitor(address)
            for text in messages:
                visitor.say(text)
            visitor.close()
            return visitor.answer

        yield talk


@click.command()
@click.option("--web", is_flag=True, help="Through the page's HTTP.")
def main(web: bool) -> None:
    """Print the share of turns held, of each set and kind."""
    with (_on_the_page if web else _in_the_terminal)(build_world()) as talk:
        for name in SETS:
            held: dict[str, list[bool]] = defaultdict(list)
            for turn in turns(name):
                held[turn.kind].append(holds(turn, talk((*turn.said, turn.then))))
            every = [each for kind in held.values() for each in kind]
            click.echo(
                f"turns-{name}: {sum(every)} of {len(every)} held, {sum(every) / len(every):.3f}"
            )
            click.echo(
                "  "
                + ", ".join(
                    f"{kind} {sum(each)}/{len(each)}" for kind, each in sorted(held.items())
                )
            )


if __name__ == "__main__":
    main()
