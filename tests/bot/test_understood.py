"""What was understood is shown as the person typed it, and proper names as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.understood import understood

if TYPE_CHECKING:
    from bot.conversation.world import World


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("caf et logement", ["CAF", "logement"]),
        ("fuite d'eau a l'école", ["fuite d’eau", "école"]),
        ("Mobilité seniors dans l'aisne", ["mobilité", "seniors", "Aisne"]),
        ("mise en place d'un ccas", ["CCAS"]),
        ("transpor solidère", ["transport solidaire"]),
        ("mobilité 60000", ["mobilité", "Beauvais (60000)"]),
        ("mobilité 02500", ["mobilité", "Hirson (02500)"]),
    ],
)
def test_what_was_understood_reads_as_it_was_typed_and_names_as_they_are_printed(
    world: World, typed: str, shown: list[str]
) -> None:
    assert [each.label for each in understood(world.matcher.parser.parse(typed), world)] == shown
