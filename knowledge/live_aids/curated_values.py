"""The values that a curator writes for an aid, as people write them.

They are days, amounts, percents, kinds, yes and no.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from knowledge.live_aids.curated_words import curated_words

_EXAMPLE = "15/12/2026"


def _day(value: object) -> date:
    """Read 15/12/2026 or 2026-12-15, as text or as YAML's own date."""
    if type(value) is date:
        return value
    written = str(value).strip()
    written = re.sub("[ T]00:00(:00)?$", "", written)
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written)
    try:
        return (
            date(int(found[3]), int(found[2]), int(found[1]))
            if found
            else date.fromisoformat(written)
        )
    except ValueError as error:
        raise PydanticCustomError(
            "day", "« {v} » n’est pas une date ; écrivez {e}", {"v": written, "e": _EXAMPLE}
        ) from error


def _whole(value: object) -> int:
    """Read a number of percents or euros, whose sign and thousands may be written.

    50 % and 60 000 € are such.
    """
    digits = re.sub(r"[\s\u202f\u00a0%€]", "", str(value))
    if isinstance(value, bool) or not re.fullmatch("[0-9]{1,10}", digits):
        raise PydanticCustomError(
            "whole",
            "« {v} » n’est pas un nombre entier ; écrivez par exemple 50",
            {"v": str(value)},
        )
    return int(digits)


def _yes(value: object) -> bool:
    if value is True or str(value).strip().lower() in ("oui", "vrai", "true"):
        return True
    if value is False or str(value).strip().lower() in ("non", "faux", "false"):
        return False
    raise PydanticCustomError(
        "yes", "« {v} » n’est ni oui ni non ; écrivez oui ou non", {"v": str(value)}
    )


def _kind(value: str) -> str:
    if value not in curated_words().kinds:
        raise PydanticCustomError(
            "kind",
            "« {v} » n’est pas admis ; écrivez {kinds}",
            {"v": value, "kinds": curated_words().kind_names},
        )
    return value


def _percent(value: int) -> int:
    if value > 100:
        raise PydanticCustomError(
            "percent", "« {v} » dépasse 100 % ; un taux, pas un montant", {"v": value}
        )
    return value


Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]
Percent = Annotated[Whole, AfterValidator(_percent)]
GivenKind = Annotated[str, AfterValidator(_kind)]
Yes = Annotated[bool, BeforeValidator(_yes)]
