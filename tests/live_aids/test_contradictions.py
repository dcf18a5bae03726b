"""Fields of an aid that contradict each other are shown « à vérifier ».

They are shown as the source gives them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.plain import plain
from bot.conversation.texts import say
from bot.digest.content import Digest, Item
from bot.digest.letter import compose
from knowledge.live_aids.model import LiveAid, Record, State

if TYPE_CHECKING:
    from bot.conversation.world import World

TODAY = date(2026, 11, 23)
DATES: list[tuple[dict[str, Any], str]] = [
    (
        {"opens": date(2027, 3, 1), "deadline": date(2026, 12, 15)},
        "« à partir du lundi 1er mars 2027 » et « jusqu’au mardi 15",
    ),
    (
        {"opens": date(2026, 12, 20), "deadline": date(2026, 12, 15)},
        "à partir du dimanche 20 décembre",
    ),
    (
        {"permanent": True, "deadline": date(2026, 12, 15)},
        "la source dit « toute l’année » et « jusqu’au mardi 15 décembre",
    ),
]
RATES = [(60, 40, "« de 60 à 40 % »"), (100, 0, "« de 100 à 0 % »"), (1, 0, "« de 1 à 0 % »")]


@pytest.mark.parametrize(("known", "said"), DATES)
def test_dates_that_contradict_each_other_are_shown_to_be_checked(
    world: World, known: dict[str, Any], said: str
) -> None:
    record = Record(LiveAid("at-1", "s", "Aide", **known), 1, TODAY - timedelta(days=30))
    assert record.state(TODAY) is State.OPEN
    shown = plain(say("live_aid_share", record=record, aid=record.aid, today=TODAY))
    (letter,) = compose(
        Digest(TODAY, (Item("at-1", "new"),)), {"at-1": record}, world.collection, TODAY
    )
    for text in (shown, plain(letter.text)):
        written = text.replace("\u202f", " ")
        assert "ates à vérifier" in written
        assert said in written.replace("à partir du 1er mars", "à partir du lundi 1er mars")


@pytest.mark.parametrize(("low", "high", "said"), RATES)
def test_rates_that_contradict_each_other_are_shown_to_be_checked(
    low: int, high: int, said: str
) -> None:
    aid = LiveAid("at-1", "s", "Aide", rate_low=low, rate_high=high)
    shown = plain(
        say("live_aid_part", part="amount", record=Record(aid, 1, TODAY), aid=aid, today=TODAY)
    ).replace("\u202f", " ")
    assert f"Taux à vérifier : la source dit {said}" in shown


@pytest.mark.parametrize(("low", "high"), [(40, 60), (50, 50), (None, 40), (0, 80), (None, None)])
def test_rates_that_agree_are_not(low: int | None, high: int | None) -> None:
    assert not LiveAid("at-1", "s", "Aide", rate_low=low, rate_high=high).rates_disagree
