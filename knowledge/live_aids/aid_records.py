"""A record of Aides-territoires as a live aid.

Reading it is pure, and tolerant of fields that are missing or new.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.live_aids.model import LiveAid
from knowledge.live_aids.stored import aid_from_json, aid_to_json
from knowledge.live_aids.territory import EVERYWHERE, Territory
from knowledge.live_aids.text import one_line, plain_text, service_mailboxes
from knowledge.place_names import plain
from knowledge.plain_values import cut

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from knowledge.live_aids.labels import Labels

SOURCE = "Aides-territoires"
# Of the pages shown to people, whatever the address of the API.
SITE = "https://aides-territoires.beta.gouv.fr"
# Characters; a few records go far beyond.
_LONGEST = {"name": 250, "what": 4000, "for_whom": 2000, "rate_comment": 600}
_PERMANENT = "permanente"
_CHARGED = "Service payant."


@dataclass(frozen=True)
class Draft:
    """An aid as one record tells it, before one knows which listings hold it.

    `scale` and `code` of its territory are raw.
    """

    aid: LiveAid
    scale: str = ""
    code: str = ""

    def to_json(self) -> str:
        """Return the draft as it is kept while a reading is under way."""
        return json.dumps(
            {"aid": aid_to_json(self.aid), "scale": self.scale, "code": self.code},
            ensure_ascii=False,
        )

    def territory(self, listed_in: frozenset[str] = EVERYWHERE) -> Territory:
        """Return the territory of the aid, listed in these départements."""
        return Territory(self.aid.territory, self.scale, self.code, listed_in)


def draft_from_json(text: str) -> Draft:
    """Read a kept draft. Raises ValueError where it is none."""
    kept = json.loads(text)
    return Draft(aid_from_json(kept["aid"]), kept["scale"], kept["code"])


def id_of(record: Mapping[str, Any]) -> str:
    """Return our id for a record. Raises ValueError where it has none."""
    number = record.get("id")
    if isinstance(number, bool) or not re.fullmatch(r"[0-9]{1,12}", str(number)):
        raise ValueError("id absent ou qui n’est pas un nombre")
    return f"at-{number}"


def read_record(record: Mapping[str, Any], labels: Labels, places: Collection[str] = ()) -> Draft:
    """Return the aid that a record tells.

    Of its contact only the mailboxes of services are kept. ValueError names in French the field
    that can't be read.
    """
    categories = _texts(record, "categories")
    themes = [theme for each in categories for theme in labels.themes_of(each) or ()]
    name = cut(one_line(_text(record, "name")), _LONGEST["name"])
    if not name:
        raise ValueError("name : vide")
    territory = one_line(_text(record, "perimeter"))
    comment = one_line(_text(record, "subvention_comment"))
    charged = [_CHARGED] if record.get("is_charged") is True else []
    aid = LiveAid(
        id=id_of(record),
        source=SOURCE,
        name=name,
        funders=_texts(record, "financers"),
        what=cut(plain_text(_text(record, "description")), _LONGEST["what"]),
        for_whom=cut(plain_text(_text(record, "eligibility")), _LONGEST["for_whom"]),
        beneficiaries=_texts(record, "targeted_audiences"),
        kinds=labels.kinds_of(_texts(record, "aid_types")),
        themes=tuple(dict.fromkeys(themes)),
        labels=categories,
        territory=territory,
        opens=_day(record, "start_date"),
        deadline=_day(record, "submission_deadline"),
        permanent=plain(_text(record, "recurrence")) == _PERMANENT,
        rate_low=_whole(record, "subvention_rate_lower_bound", 100),
        rate_high=_whole(record, "subvention_rate_upper_bound", 100),
        rate_comment=cut(" ".join((*charged, comment)), _LONGEST["rate_comment"]),
        loan=_whole(record, "loan_amount") or _whole(record, "recoverable_advance_amount"),
        contact=service_mailboxes(_text(record, "contact"), places),
        url=_page(_text(record, "url")),
        apply_url=_address(_text(record, "application_url"))
        or _address(_text(record, "origin_url")),
        mention=one_line(_text(record, "import_data_mention")),
        updated=_day(record, "date_updated") or _day(record, "date_created"),
        twin=twin_of(name, territory),
    )
    return Draft(aid, _text(record, "perimeter_scale"), _text(record, "perimeter_code"))


def twin_of(name: str, territory: str) -> str:
    """Return what a national aid and its local copies share: its name without the territory."""
    words = f" {plain(name)} ".replace(f" {plain(territory)} ", " ") if territory else plain(name)
    return words.strip()[:200]


def _text(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise ValueError(f"{field} : un texte était attendu")
    # JSON may hold half a sign, which no database takes.
    return str(value).encode("utf-8", "replace").decode()


def _texts(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = record.get(field)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{field} : une liste de textes était attendue")
    return tuple(dict.fromkeys(filter(None, map(one_line, value))))


def _day(record: Mapping[str, Any], field: str) -> date | None:
    """Return the day of a date, with or without its time."""
    written = _text(record, field)
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError as error:
        raise ValueError(f"{field} : « {cut(written, 30)} » n’est pas une date") from error


def _whole(record: Mapping[str, Any], field: str, most: int = 10**10) -> int | None:
    """Return a number of percents or euros; one written with a decimal point loses it."""
    value = record.get(field)
    if value in (None, ""):
        return None
    try:
        number = int(float(str(value)))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{field} : « {cut(str(value), 30)} » n’est pas un nombre") from error
    if not 0 <= number <= most:
        raise ValueError(f"{field} : {number} est hors de 0 à {most}")
    return number


def _page(path: str) -> str:
    return f"{SITE}{path}" if path.startswith("/") else _address(path)


def _address(url: str) -> str:
    """Return an address that a browser opens; nothing for anything else."""
    return url.strip() if re.fullmatch(r"https?://[^\s<>\"]+", url.strip(), re.IGNORECASE) else ""
