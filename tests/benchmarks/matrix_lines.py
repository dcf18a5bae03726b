"""The lines of `tambour chat --json`, carried through encrypted rooms.

What is measured there can be measured on Matrix.

`python -m tests.benchmarks.matrix_lines` reads {"chat", "text"} a line and writes {"chat",
"replies": [{"text"}]}.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.world.bootstrap import build_world
from tests.bot.channels.matrix.playing import _forget
from tests.bot.channels.matrix.running import Town
from tests.homeserver.server import Server

_PEOPLE = 4
_BUTTON = re.compile(r"^(?:\d\ufe0f\u20e3|\[\d+\]) .*$", re.MULTILINE)


async def _play(town: Town, lines: list[dict[str, Any]]) -> list[str]:
    """Return the lines that answer, chat by chat."""
    chats = iter([list(each) for _, each in groupby(lines, lambda line: line["chat"])])
    written: list[str] = []
    async with town.living() as app:

        async def keep_playing() -> None:
            async with await town.person() as person:
                room = await person.meet(town.bot)
                for chat in chats:
                    await _forget(app, person)
                    for line in chat:
                        heard = await person.ask(room, line["text"])
                        replies = [{"text": _BUTTON.sub("", each.text).strip()} for each in heard]
                        written.append(
                            json.dumps(
                                {"chat": line["chat"], "replies": replies}, ensure_ascii=False
                            )
                        )

        await asyncio.gather(*(keep_playing() for _ in range(_PEOPLE)))
    return written


def main() -> None:
    """Carry what is read to a server of its own."""
    lines = [json.loads(line) for line in sys.stdin if line.strip()]
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder) / "server") as server:
        town = Town(server, Path(folder), build_world())
        print("\n".join(asyncio.run(_play(town, lines))))


if __name__ == "__main__":
    main()
