"""The conversation in a terminal: colours where there is a screen, plain lines where there is none; numbers press buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.session import Session
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console

    from bot.conversation.replies import Attachment, Button, Reply
    from bot.conversation.world import World
    from bot.keeper import Keeper

_STYLES = {"b": "bold", "i": "italic dim", "code": "cyan", "blockquote": "dim"}
_CHAT = "terminal"
_GOODBYE = "À bientôt !"
_LEAVING = frozenset(("quitter", "quit", "exit", "q", "au revoir"))


@dataclass(frozen=True)
class Span:
    """A run of text and the tags it stands in; `url` where it is a link."""

    text: str
    tags: tuple[str, ...] = ()
    url: str = ""


class _Reader(HTMLParser):
    """Cuts the HTML subset of replies into spans."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[Span] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        url = next((url for _, url in self._open if url), "")
        self.spans.append(Span(data, tuple(tag for tag, _ in self._open), url))


def read_html(text: str) -> list[Span]:
    """Return the spans of a reply's text."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.spans


def plain(text: str) -> str:
    """Return a reply's text without its tags; a link whose words are not its address is followed by it."""
    parts = []
    for span in read_html(text):
        bare = re.sub(r"^https?://", "", span.url)
        parts.append(f"{span.text} ({span.url})" if span.url and bare not in span.text else span.text)
    return "".join(parts)


def told(world: World, event: Event) -> str:
    """Return what the conversation answers to one event, as plain text."""
    return "\n\n".join(plain(reply.text) for reply in respond(world, Session(), event, datetime.now(UTC))[1])


def pressable(reply: Reply) -> list[Button]:
    """Return the buttons of a reply in reading order: the terminal numbers them from 1."""
    return [button for row in reply.rows for button in row]


def to_event(line: str, offered: list[Button]) -> Event:
    """Return what a typed line means: the number of a button, a /command, or words."""
    typed = line.strip()
    if typed.isdigit() and 1 <= int(typed) <= len(offered) and offered[int(typed) - 1].data:
        return Pressed(offered[int(typed) - 1].data)
    if typed.startswith("/"):
        name, _, argument = typed[1:].partition(" ")
        return Commanded(fold(name), argument.strip())
    return Said(typed)


def converse(keeper: Keeper, lines: Iterable[str], out: IO[str], console: Console | None, warn: Callable[[str], None]) -> None:
    """Hold a conversation until lines end or someone leaves; `console` is None where there is no screen."""

    def answer(event: Event) -> list[Button]:
        replies, warnings = keeper.handle(_CHAT, event, datetime.now(UTC))
        for warning in warnings:
            warn(warning)
        return _show(replies, out, console)

    offered: list[Button] = answer(Commanded("start")) if console else []
    for line in lines:
        if fold(line.strip()) in _LEAVING:
            break
        if not line.strip():
            continue
        offered = answer(to_event(line, offered))
    if console:
        console.print(_GOODBYE)


def _show(replies: tuple[Reply, ...], out: IO[str], console: Console | None) -> list[Button]:
    offered: list[Button] = []
    for reply in replies:
        offered = pressable(reply)
        if console:
            _show_styled(reply, offered, console)
        else:
            out.write(plain(reply.text) + "\n")
            out.write("".join(f"[{number}] {button.label}\n" for number, button in enumerate(offered, 1)))
            out.write("\n")
        if reply.attachment:
            _tell(save(reply.attachment, Path()), out, console)
    out.flush()
    return offered


def save(attachment: Attachment, folder: Path) -> str:
    """Write a file or a picture in a folder under a name not taken, and return what to say of it."""
    first = Path(Path(attachment.name).name)
    for count in range(1, 1000):
        path = folder / (first if count == 1 else first.with_stem(f"{first.stem}-{count}"))
        try:
            with path.open("xb") as file:
                file.write(attachment.content)
        except FileExistsError:
            continue
        except OSError as error:
            return f"{attachment.name} n’a pas pu être enregistré dans {folder.resolve()} ({error.strerror})."
        return f"✓ Enregistré dans ce dossier : {path.name} ({attachment.description})"
    return f"{attachment.name} n’a pas été enregistré : trop de fichiers de ce nom dans {folder.resolve()}."


def _tell(sentence: str, out: IO[str], console: Console | None) -> None:
    if console:
        console.print(sentence, style="green", markup=False)
    else:
        out.write(f"{sentence}\n\n")


def _show_styled(reply: Reply, offered: list[Button], console: Console) -> None:
    from rich.text import Text

    text = Text()
    for span in read_html(reply.text):
        style = " ".join(_STYLES[tag] for tag in span.tags if tag in _STYLES)
        text.append(span.text, f"{style} link {span.url}".strip() if span.url else style)
    console.print()
    console.print(text)
    console.print()
    for number, button in enumerate(offered, 1):
        console.print(Text(f"  [{number}] ", "green"), Text(button.label), sep="")


def ask(console: Console) -> Iterable[str]:
    """Yield the lines a person types, until the end of input or Ctrl-C."""
    while True:
        try:
            yield console.input("\n[bold green]› [/]")
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
