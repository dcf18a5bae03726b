"""The conversation in a terminal.

It has colours where there is a screen, plain lines where there is none. Numbers press buttons.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bot.channels.plain import plain, pressable, read_html, to_event
from bot.conversation.data import heard
from bot.conversation.events import Commanded, Event
from bot.conversation.notices import notice
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from bot.channels.keeper import Keeper
    from bot.conversation.replies import Attachment, Button, Reply

_STYLES = {"b": "bold", "i": "italic dim", "code": "cyan", "blockquote": "dim"}
_CHAT = "terminal"
_LEAVING = frozenset(heard("written")["leaving_terminal"])


def converse(keeper: Keeper, lines: Iterable[str], out: IO[str], console: Console | None) -> None:
    """Hold a conversation until lines end or someone leaves.

    `console` is None where there is no screen.
    """

    def answer(event: Event) -> list[Button]:
        _, replies = keeper.handle(_CHAT, event, datetime.now(UTC))
        return _show(replies, out, console)

    offered: list[Button] = answer(Commanded("start")) if console else []
    for line in lines:
        if fold(line.strip()) in _LEAVING:
            break
        if not line.strip():
            continue
        offered = answer(to_event(line, offered))
    if console:
        console.print(notice("terminal_goodbye"))


def _show(replies: tuple[Reply, ...], out: IO[str], console: Console | None) -> list[Button]:
    offered: list[Button] = []
    for reply in replies:
        offered = pressable(reply)
        if console:
            _show_styled(reply, offered, console)
        else:
            out.write(plain(reply.text) + "\n")
            out.write(
                "".join(f"[{number}] {button.label}\n" for number, button in enumerate(offered, 1))
            )
            out.write("\n")
        if reply.attachment:
            _tell(save(reply.attachment, Path()), out, console)
    out.flush()
    return offered


def save(attachment: Attachment, folder: Path) -> str:
    """Write a file or a picture in a folder under a name not taken.

    It returns what to say of it.
    """
    first = Path(Path(attachment.name).name)
    for count in range(1, 1000):
        path = folder / (first if count == 1 else first.with_stem(f"{first.stem}-{count}"))
        try:
            with path.open("xb") as file:
                file.write(attachment.content)
        except FileExistsError:
            continue
        except OSError as error:
            where = folder.resolve()
            return notice("file_unsaved", file=attachment.name, folder=where, cause=error.strerror)
        return notice("file_saved", file=path.name, description=attachment.description)
    return notice("file_names_taken", file=attachment.name, folder=folder.resolve())


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
