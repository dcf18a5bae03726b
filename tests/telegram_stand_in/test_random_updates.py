"""Updates by chance are the same from the same seed, and of every kind."""

from __future__ import annotations

from random import Random

from tests.telegram_stand_in.calling import call
from tests.telegram_stand_in.clock import Clock
from tests.telegram_stand_in.random_updates import send_random
from tests.telegram_stand_in.stand_in import StandIn
from tests.telegram_stand_in.world import World


def sent(seed: int) -> list[object]:
    """Return a hundred updates."""
    clock = Clock(frozen=True)
    clock.advance(-clock.now())
    telegram, chance = StandIn(World(clock)), Random(seed)
    for _ in range(200):
        send_random(telegram, chance)
    updates: list[object] = call(telegram, "getUpdates")
    return updates


def test_the_same_seed_gives_the_same_updates() -> None:
    assert sent(1) == sent(1) != sent(2)
    kinds = {key for update in sent(1) if isinstance(update, dict) for key in update}
    assert kinds >= {
        "message",
        "edited_message",
        "channel_post",
        "callback_query",
        "inline_query",
        "my_chat_member",
    }
