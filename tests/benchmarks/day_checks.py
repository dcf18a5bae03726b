"""What a simulated day must show.

It is checked at its end against the database, the log and what people received.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.storage.backup import Restored, restore
from tests.benchmarks.day_log import Logged, is_expected, read_log
from tests.benchmarks.day_people import MIDNIGHT

if TYPE_CHECKING:
    from tests.benchmarks.day import Day

ADMIN, SPECIAL = 900_001, range(900_010, 900_020)
_MOST_GROWTH = 1.05


def conclude(day: Day) -> tuple[list[str], Logged]:
    """Return the figures, and what the log says; what is wrong is noted."""
    logged = read_log(day.logs, day.telegram.calls)
    day.wrong += logged.unexplained
    day.wrong += [f"no answer to {chat}: {text or 'a press'}" for chat, text in day.crowd.lost]
    day.wrong += [
        f"refused: {call}" for call in day.telegram.refused if not is_expected(call.description)
    ]
    seen = day.crowd.seen
    lost = [text for _, text in day.crowd.lost if text]
    figures = [
        (
            f"questions {seen['questions']}, answered {seen['answered']}, lost {len(lost)}; "
            f"presses {seen['presses']}"
        ),
        f"other: {dict(seen)}",
        *_digests(day),
        *_copies(day),
        *_changes(day),
        *_memory(day),
    ]
    return figures, logged


def _digests(day: Day) -> list[str]:
    """Compare what was due with what was received."""
    runs = [json.loads(report) for (report,) in day.look("select report from runs")]
    told = Counter(
        {
            name: sum(run.get(name, 0) for run in runs)
            for name in ("recovered", "uncertain", "deferred")
        }
    )
    moment = (MIDNIGHT + timedelta(hours=8)).isoformat(timespec="microseconds")
    ((due,),) = day.look(f"select count(*) from turns where moment >= '{moment}'")
    rows = day.look("select chat, state from deliveries")
    states = Counter(state for _, state in rows)
    blocked = {number for number, person in day.telegram.world.people.items() if person.blocked}
    for key, state in rows:
        chat = int(key.removeprefix("telegram:"))
        marks = day.crowd.digests.get(chat, [])
        if state != ("blocked" if chat in blocked else "sent") or (
            chat not in blocked and not marks
        ):
            day.wrong.append(f"the digest of {chat} is {state}, received {len(marks)} times")
        if not all(marks[1:]):
            day.wrong.append(f"{chat} got a digest twice and was not told so")
    twice = sum(len(marks) > 1 for marks in day.crowd.digests.values())
    if not states["sent"]:
        day.wrong.append("no digest was sent")
    if due != day.people:
        day.wrong.append(f"{due} people were dealt with of {day.people}")
    ends = f"written {len(rows)}, at the end {dict(states)}"
    return [f"digests: due {due}, {ends}; on the way {dict(told)}; received twice, marked {twice}"]


def _copies(day: Day) -> list[str]:
    """Check the copy taken during the digest by restoring it."""
    status = day.backup.wait(60) if day.backup else 1
    if status:
        day.wrong.append(f"the backup ended with {status}")
        return []
    target = day.folder / "restored.db"
    if restore(day.copy, target) != Restored(None, ()):
        day.wrong.append("the backup lacked migrations")
    sent = day.look("select count(*) from deliveries where state = 'sent'", target)[0][0]
    (people,), (here,) = (
        day.look("select count(*) from subscriptions", path)[0] for path in (target, None)
    )
    if sent < day.sent_at_backup or people != here:
        day.wrong.append(
            f"the backup holds {sent} digests sent of {day.sent_at_backup}, "
            f"{people} people of {here}"
        )
    return [
        (
            f"backup: restored and checked, {people} people, {sent} digests sent "
            f"(at least {day.sent_at_backup})"
        )
    ]


def _changes(day: Day) -> list[str]:
    """Check what the day changes while the bot runs.

    The database was migrated, the collection and the aids taken, the broken collection refused.
    """
    steps = {name for (name,) in day.look("select name from _sqlite_migrations")}
    old = day.look("select times from unmatched where need = 'fusée lunaire'")
    card, aid = "(fiche 45)", "Un télescope orbital par village"
    found = [
        any(words in message.text for message in day.telegram.messages(chat))
        for chat, words in zip(SPECIAL, (card, card, aid, aid, card), strict=False)
    ]
    if not {"standings", "deliveries_by_state"} <= steps or old != [(3,)]:
        day.wrong.append(f"the database was not migrated: {sorted(steps)}, {old}")
    if found != [False, True, False, True, True]:
        day.wrong.append(
            f"card before, after; aid before, after; card while the collection is broken: {found}"
        )
    alerts = [message.text.splitlines()[0] for message in day.telegram.messages(ADMIN)]
    return [
        f"migrated; card before, after its change: {found[:2]}, aid: {found[2:4]}; alerts: {alerts}"
    ]


def _memory(day: Day) -> list[str]:
    """Compare the last hour with the second.

    It is compared too with the second whole hour of the process that is then alive.
    """
    second, after, last = day.held[1], day.held[day.killed // 60 + 2], day.held[-1]
    if last > second * _MOST_GROWTH or last > after * _MOST_GROWTH:
        day.wrong.append(
            f"memory grew: {second:.1f} MB in the second hour, {after:.1f} after the kill, "
            f"{last:.1f} in the last"
        )
    told = " ".join(f"{each:.0f}" for each in day.held)
    return [
        (
            f"memory, MB, by hour: {told}; last to second {last / second:.3f}, "
            f"to second of its process {last / after:.3f}"
        )
    ]
