"""Updates by chance, from a seed: every kind, malformed ones, and the extremes of Unicode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telegram_stand_in.oddities import CONTENTS, MALFORMED
from tests.telegram_stand_in.wire import user

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.telegram_stand_in.stand_in import StandIn
    from tests.telegram_stand_in.world import Message

TEXTS = (
    "mobilité jeunes", "mes anciens n’ont plus de médecin", "é" * 4096, "🥁" * 2048, "\u202etxet",
    "a\u0300" * 200, "\u200b", "👩‍👩‍👧‍👦🏳️‍🌈", "<b>&amp;</i>", "' OR 1=1 --", "{{ 7 * 7 }}", "%s%n",
    "\x00", "ﷺ" * 50, "𝕞𝕠𝕓𝕚𝕝𝕚𝕥é", "ＭＯＢＩＬＩＴＥ", "\U0010ffff", "٤٥",
    "a" * 4096, " ", "\n\n", "45", "n° 45", "/", "//", "@", "#", "-1", "1e999", "../../etc/passwd",
)  # fmt: skip
COMMANDS = ("start", "aide", "fiche", "themes", "effacer", "inconnue", "a" * 32)
DATA = ("x", "", ":", "card:45", "c:45:2", "é" * 32, "a" * 64, "\x00", "🥁" * 16, "themes", "-1")
PEOPLE = range(1001, 1021)
GROUPS = (-1000000001001, -1000000001002, -2003)
CHANNEL = -1000000009001


def send_random(
    telegram: StandIn, chance: Random, people: Sequence[int] = PEOPLE
) -> Message | None:
    """Have something happen.

    Returns the private text that it is, if it is one: that one wants an answer.
    """
    person, group = chance.choice(people), chance.choice(GROUPS)
    chat = chance.choice((person, person, group))
    text = chance.choice((*TEXTS, _noise(chance)))
    kind = chance.randrange(16)
    if kind < 4:
        written = telegram.say(chat, text, sender=person)
        return written if chat == person else None
    if kind == 4:
        written = telegram.command(
            chat, chance.choice(COMMANDS), text[: chance.randrange(70)], sender=person
        )
        return written if chat == person else None
    if kind == 5:
        telegram.send(
            chat,
            chance.choice(list(CONTENTS)),
            caption=chance.choice(("", text[:1024])),
            sender=person,
        )
    elif kind == 6:
        telegram.inline(text[:256], sender=person, offset=chance.choice(("", "20", "x", "é" * 32)))
    elif kind in (7, 8):
        pressed = chance.choice(
            telegram.messages(chat) or [telegram.send(chat, "nothing", sender=person)]
        )
        data = [button["callback_data"] for button in pressed.buttons if "callback_data" in button]
        telegram.press_data(
            pressed, chance.choice((*data, *DATA)), sender=person, gone=chance.random() < 0.1
        )
    elif kind == 9:
        telegram.edit(telegram.send(chat, "nothing", sender=person), text)
    elif kind == 10:
        telegram.post(CHANNEL, text)
    elif kind == 11:
        telegram.pay(person)
    elif kind == 12:
        chance.choice((telegram.join, telegram.promote))(group, by=person)
    elif kind == 13:
        chosen = {
            "result_id": text[:16],
            "from": user(telegram.world.person(person)),
            "query": text[:256],
        }
        telegram.raw({"chosen_inline_result": chosen})
    elif kind == 14:
        telegram.block(person)
        telegram.unblock(person)
    else:
        telegram.malformed(chance.choice(list(MALFORMED)))
    return None


def _noise(chance: Random) -> str:
    """Return any characters but halves of one."""
    codes = (
        chance.choice((chance.randrange(32, 0x250), chance.randrange(0xE000, 0x110000)))
        for _ in range(20)
    )
    return "".join(map(chr, codes))
