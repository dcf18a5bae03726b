"""A curator's own aids, from a YAML or CSV file checked like a card: line, field, what is wrong, what to write instead."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from knowledge.explaining import explain, nearest
from knowledge.fields import Email, Identifier, Link, Record, Text
from knowledge.live_aids.aid_records import twin_of
from knowledge.live_aids.model import Kind, LiveAid
from knowledge.live_aids.territory import codes_named
from knowledge.problems import BrokenCollectionError, Problem
from knowledge.reading import check_record, read_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.collection import Collection
    from knowledge.problems import Location

    Where = Callable[[Location, str], Problem]

SOURCE = "Tambour"
_SEPARATOR = "|"  # between the items of a cell: names of funders hold commas, and Excel takes semicolons
_NOT_MORE_THAN = 2_000_000  # bytes
_EXAMPLE = "15/12/2026"


def _day(value: object) -> date:
    """Read 15/12/2026 or 2026-12-15, as text or as YAML's own date."""
    if type(value) is date:
        return value
    written = str(value).strip()
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(written)
    except ValueError as error:
        raise PydanticCustomError("day", "« {v} » n’est pas une date ; écrivez {e}", {"v": written, "e": _EXAMPLE}) from error


def _whole(value: object) -> int:
    """Read a number of percents or euros, whose sign and thousands may be written: 50 %, 60 000 €."""
    digits = re.sub(r"[\s\u202f\u00a0%€]", "", str(value))
    if isinstance(value, bool) or not re.fullmatch("[0-9]{1,10}", digits):
        raise PydanticCustomError("whole", "« {v} » n’est pas un nombre entier ; écrivez par exemple 50", {"v": str(value)})
    return int(digits)


def _yes(value: object) -> bool:
    if value is True or str(value).strip().lower() in ("oui", "vrai", "true"):
        return True
    if value is False or str(value).strip().lower() in ("non", "faux", "false"):
        return False
    raise PydanticCustomError("yes", "« {v} » n’est ni oui ni non ; écrivez oui ou non", {"v": str(value)})


def _percent(value: int) -> int:
    if value > 100:
        raise PydanticCustomError("percent", "« {v} » dépasse 100 % ; un taux, pas un montant", {"v": value})
    return value


Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]
Percent = Annotated[Whole, AfterValidator(_percent)]
Yes = Annotated[bool, BeforeValidator(_yes)]


class CuratedAid(Record):
    """An aid as a curator writes it; `places` are codes or exact names, none for the whole region; rates are percents."""

    id: Identifier
    name: Text
    funders: Annotated[tuple[Text, ...], Field(min_length=1)]
    what: Text
    for_whom: Text = ""
    beneficiaries: tuple[Text, ...] = ()
    kinds: Annotated[tuple[Literal["grant", "loan", "engineering", "other"], ...], Field(min_length=1)]
    themes: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    places: tuple[Text, ...] = ()
    opens: Day | None = None
    deadline: Day | None = None
    permanent: Yes = False
    rate_low: Percent | None = None
    rate_high: Percent | None = None
    rate_comment: Text = ""
    loan: Whole | None = None
    contact: Email | None = None
    url: Link
    apply_url: Link | None = None
    mention: Text = ""

    @model_validator(mode="after")
    def _fields_agree(self) -> CuratedAid:
        if self.opens and self.deadline and self.opens > self.deadline:
            raise PydanticCustomError("dates", "elle ferme avant d’ouvrir ; vérifiez opens et deadline")
        if self.permanent and self.deadline:
            raise PydanticCustomError("dates", "une aide permanente n’a pas de date limite ; retirez permanent ou deadline")
        if self.rate_low is not None and self.rate_high is not None and self.rate_low > self.rate_high:
            raise PydanticCustomError("rates", "son taux le plus bas dépasse le plus haut ; vérifiez rate_low et rate_high")
        return self


class CuratedFile(Record):
    """The YAML file: a list named `aids`."""

    aids: Annotated[tuple[CuratedAid, ...], Field(min_length=1)]


def read_curated(path: Path, collection: Collection) -> tuple[LiveAid, ...]:
    """Return the aids of a curator's .yaml or .csv file. Raises BrokenCollectionError with every problem."""
    if path.suffix.lower() in (".yaml", ".yml"):
        aids, where, problems = _read_yaml(path)
    elif path.suffix.lower() == ".csv":
        aids, where, problems = _read_csv(path)
    else:
        raise BrokenCollectionError([Problem(path, 1, "", "sorte de fichier inconnue ; donnez un .yaml ou un .csv")])
    problems = problems + [problem for i, aid in aids.items() for problem in _unknown(aid, collection, where, i)]
    for id_, count in Counter(aid.id for aid in aids.values()).items():
        again = [i for i, aid in aids.items() if aid.id == id_][1:] if count > 1 else []
        problems += [where((i, "id"), f"« {id_} » est déjà pris plus haut ; donnez à chaque aide le sien") for i in again]
    if problems:
        raise BrokenCollectionError(problems)
    return tuple(_live_aid(aid, collection) for aid in aids.values())


def _read_yaml(path: Path) -> tuple[dict[int, CuratedAid], Where, list[Problem]]:
    document, problems = read_document(path)
    if document is None:
        raise BrokenCollectionError(problems)
    read, unfit = check_record(document, CuratedFile)
    return (
        dict(enumerate(read.aids if read else ())),
        lambda location, message: document.problem(("aids", *location), message),
        [*problems, *unfit],
    )


def _read_csv(path: Path) -> tuple[dict[int, CuratedAid], Where, list[Problem]]:
    """Read the rows of a CSV file, its columns apart by commas, semicolons or tabulations, in UTF-8 or as Excel saves it."""
    lines: list[int] = []

    def where(location: Location, message: str) -> Problem:
        row, *rest = location
        return Problem(path, lines[int(row)], ".".join(map(str, rest)), message)

    text, problems = _csv_text(path)
    if problems:
        return {}, where, problems
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    known = list(CuratedAid.model_fields)
    columns = [str(column).strip() for column in rows.fieldnames or ()]
    strange = [column for column in columns if column not in known]
    if strange:
        return {}, where, [Problem(path, 1, column, f"colonne inconnue{nearest(column, known)}") for column in strange]
    rows.fieldnames = columns
    aids: dict[int, CuratedAid] = {}
    try:
        for row in rows:
            lines.append(rows.line_num)
            number = len(lines) - 1
            if None in row:
                problems.append(where((number,), "trop de cases ; mettez entre guillemets droits un texte qui en contient"))
            elif any(value and value.strip() for value in row.values()):
                aid, unfit = _checked(row)
                problems += [where((number, *location), message) for location, message in unfit]
                aids |= {number: aid} if aid else {}
    except csv.Error:
        problems.append(Problem(path, rows.line_num + 1, "", "ligne illisible ; vérifiez ses guillemets"))
    if not aids and not problems:
        problems.append(Problem(path, 1, "", "aucune aide ; écrivez-en une par ligne, sous les noms des colonnes"))
    return aids, where, problems


def _csv_text(path: Path) -> tuple[str, list[Problem]]:
    """Return the text of a file in UTF-8, or in Windows-1252 as older Excel saves it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return "", [Problem(path, 1, "", "fichier absent ou illisible ; vérifiez son nom et ses droits")]
    if len(raw) > _NOT_MORE_THAN or b"\x00" in raw:
        return "", [Problem(path, 1, "", "ce n’est pas un fichier CSV ; enregistrez le classeur au format « CSV UTF-8 »")]
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding), []
        except UnicodeDecodeError:
            continue
    return "", [Problem(path, 1, "", "caractères illisibles ; enregistrez le fichier au format « CSV UTF-8 »")]


def _checked(row: dict[str, str]) -> tuple[CuratedAid | None, list[tuple[Location, str]]]:
    lists = [name for name, field in CuratedAid.model_fields.items() if str(field.annotation).startswith("tuple")]
    cells: dict[str, Any] = {name: value.strip() for name, value in row.items() if value and value.strip()}
    for name in lists:
        if name in cells:
            cells[name] = tuple(item.strip() for item in cells[name].split(_SEPARATOR) if item.strip())
    try:
        return CuratedAid.model_validate(cells), []
    except ValidationError as error:
        return None, explain(error, CuratedAid, lambda location: _written(cells, location))


def _written(cells: dict[str, Any], location: Location) -> str | None:
    """Return what a cell holds, or one item of it; None for a whole row or list."""
    value: Any = cells
    for part in location:
        value = value.get(part, "") if isinstance(value, dict) else value[part]
    return value if isinstance(value, str) else None


def _unknown(aid: CuratedAid, collection: Collection, where: Where, row: int) -> list[Problem]:
    """Return a problem for each theme and place that does not exist."""
    problems = [
        where((row, "themes", i), f"thème inconnu{nearest(theme, collection.themes)}")
        for i, theme in enumerate(aid.themes)
        if theme not in collection.themes
    ]
    return problems + [
        where((row, "places", i), f"« {place} » est inconnu dans la région ; écrivez un code INSEE, SIREN ou de département")
        for i, place in enumerate(aid.places)
        if not codes_named(place, collection.places)
    ]


def _live_aid(aid: CuratedAid, collection: Collection) -> LiveAid:
    codes = [codes_named(place, collection.places) for place in aid.places]
    return LiveAid(
        id=f"cur-{aid.id}",
        source=SOURCE,
        name=aid.name,
        funders=aid.funders,
        what=aid.what,
        for_whom=aid.for_whom,
        beneficiaries=aid.beneficiaries,
        kinds=tuple(map(Kind, aid.kinds)),
        themes=aid.themes,
        territory=", ".join(aid.places) or collection.places.region,
        places=frozenset[str]().union(*codes),
        opens=aid.opens,
        deadline=aid.deadline,
        permanent=aid.permanent,
        rate_low=aid.rate_low,
        rate_high=aid.rate_high,
        rate_comment=aid.rate_comment,
        loan=aid.loan,
        contact=aid.contact or "",
        url=_whole_address(aid.url),
        apply_url=_whole_address(aid.apply_url or ""),
        mention=aid.mention,
        twin=twin_of(aid.name, ""),
    )


def _whole_address(link: str) -> str:
    return link if not link or link.startswith("http") else f"https://{link}"
