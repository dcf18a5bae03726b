"""The JSON Schema of a card, with the ids that the registries hold.

Editors complete and check with it as one types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.loading import load_collection
from knowledge.model import Card

if TYPE_CHECKING:
    from pathlib import Path


def card_schema(folder: Path) -> dict[str, Any]:
    """Return the schema of the cards of a data folder.

    BrokenCollectionError is raised where the folder can't be used.
    """
    collection = load_collection(folder)
    schema = Card.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["theme"] = {"enum": list(collection.themes)}
    schema["properties"]["audiences"]["items"] = {"enum": list(collection.audiences)}
    schema["$defs"]["CardPartner"]["properties"]["id"] = {"enum": list(collection.partners)}
    return schema
