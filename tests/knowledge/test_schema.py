"""The schema of a card that editors complete with.

It is committed as it is written, and knows every id.
"""

from __future__ import annotations

import json

from click.testing import CliRunner

from bot.commands.cli import tambour
from knowledge.collection import DATA, Collection
from knowledge.schema import card_schema
from tests.knowledge.conftest import SMALL


def test_the_committed_schema_is_the_one_that_check_writes() -> None:
    written = CliRunner().invoke(tambour, ["check", "--schema"])
    assert written.exit_code == 0
    assert (DATA / "card.schema.json").read_text(encoding="utf-8") == written.stdout


def test_the_schema_lists_the_ids(collection: Collection) -> None:
    schema = json.loads((DATA / "card.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["theme"]["enum"] == list(collection.themes)
    assert schema["properties"]["audiences"]["items"]["enum"] == list(collection.audiences)
    assert schema["$defs"]["CardPartner"]["properties"]["id"]["enum"] == list(collection.partners)


def test_the_schema_of_another_region_lists_its_own_ids() -> None:
    assert card_schema(SMALL)["properties"]["theme"]["enum"] == ["transports", "voisinage"]


def test_the_schema_refuses_an_unknown_field() -> None:
    assert card_schema(SMALL)["additionalProperties"] is False
