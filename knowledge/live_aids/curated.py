"""A curator's own aids, from a YAML or CSV file checked like a card.

What is wrong is told with its line, its field, and what to write instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from knowledge.explaining import explain, nearest
from knowledge.fields import DataModel, Email, Identifier, Link, Text
from knowledge.live_aids.aid_records import twin_of
from knowledge.live_aids.curated_files import read_rows
from knowledge.live_aids.curated_values import Day, GivenKind, Percent, Whole, Yes
from knowledge.live_aids.curated_words import curated_words
from knowledge.live_aids.model import AidKind, LiveAid
from knowledge.live_aids.territory import EVERYWHERE, codes_named
from knowledge.place_names import bare, plain
from knowledge.problems import BrokenCollectionError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from knowledge.collection import Collection
    from knowledge.gazetteer import Places
    from knowledge.live_aids.curated_files import Row
    from knowledge.problems import Problem

SOURCE = "Tambour"
_FIRST_ZERO = re.compile(r"^(\d|\d{4})$")
_MOST_TOLD = 5  # communes of a postcode


class CuratedAid(DataModel):
    """An aid as a curator writes it.

    `places` are codes or exact names, none for the whole region. Rates are percents.
    """

    id: Identifier
    name: Text
    funders: Annotated[tuple[Text, ...], Field(min_length=1)]
    what: Text
    for_whom: Text = ""
    beneficiaries: tuple[Text, ...] = ()
    kinds: Annotated[tuple[GivenKind, ...], Field(min_length=1)]
    themes: Annotated[tuple[Text, ...], Field(min_length=1)]
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
            raise PydanticCustomError(
                "dates",
                "elle ferme avant d’ouvrir ; vérifiez opens et deadline (ouverture et date limite)",
            )
        if self.permanent and self.deadline:
            raise PydanticCustomError(
                "dates", "une aide permanente n’a pas de date limite ; retirez l’un des deux"
            )
        if (
            self.rate_low is not None
            and self.rate_high is not None
            and self.rate_low > self.rate_high
        ):
            raise PydanticCustomError(
                "rates",
                (
                    "son taux le plus bas dépasse le plus haut ; "
                    "vérifiez rate_low et rate_high (taux minimum et maximum)"
                ),
            )
        return self


_LISTS = tuple(
    name
    for name, field in CuratedAid.model_fields.items()
    if str(field.annotation).startswith("tuple")
)


def read_curated(path: Path, collection: Collection) -> tuple[LiveAid, ...]:
    """Return the aids of a curator's .yaml or .csv file.

    BrokenCollectionError is raised with every problem.
    """
    rows, problems = read_rows(path, _LISTS)
    read = [(row, *_checked(row, collection)) for row in rows]
    aids: list[LiveAid] = []
    met: set[str] = set()
    for row, aid, wrong in read:
        problems += wrong
        if aid is not None and aid.id in met:
            problems.append(
                row.problem(
                    ("id",), f"« {aid.id} » est déjà pris plus haut ; donnez à chaque aide le sien"
                )
            )
        if aid is not None and not wrong:
            aids.append(_live_aid(aid, collection))
        if aid is not None:
            met.add(aid.id)
    if problems:
        raise BrokenCollectionError(problems)
    return tuple(aids)


def warnings_of(aids: Iterable[LiveAid], today: date) -> list[str]:
    """Return what a curator is told of aids that are kept all the same: those past already."""
    return [
        f"attention : « {aid.name} » ({aid.id}) a fermé le {aid.deadline:%d/%m/%Y} ; "
        "personne ne la verra"
        for aid in aids
        if aid.deadline and aid.deadline < today
    ]


def _checked(row: Row, collection: Collection) -> tuple[CuratedAid | None, list[Problem]]:
    """Return the aid of a row, and what is wrong with it."""
    values = row.values | {
        name: tuple(mean(each) if isinstance(each, str) else each for each in written)
        for name, mean in (
            ("kinds", curated_words().kind),
            ("themes", lambda each: _theme(each, collection)),
        )
        if isinstance(written := row.values.get(name), tuple)
    }
    try:
        aid = CuratedAid.model_validate(values)
    except ValidationError as error:
        return None, [
            row.problem(location, message)
            for location, message in explain(error, CuratedAid, row.written)
        ]
    every = f"écrivez l’un de : {', '.join(collection.themes)}"
    wrong = [
        row.problem(("themes", i), f"thème inconnu{nearest(theme, collection.themes, every)}")
        for i, theme in enumerate(aid.themes)
        if theme not in collection.themes
    ]
    for i, place in enumerate(aid.places):
        if isinstance(codes := curated_codes(place, collection.places), str):
            wrong.append(row.problem(("places", i), codes))
    return aid, wrong


def _theme(written: str, collection: Collection) -> str:
    """Return the theme of an id, a title or a short title; an unknown one as it is written."""
    named = (
        each.id
        for each in collection.themes.values()
        if plain(written) in map(plain, (each.id, each.title, each.short))
    )
    return next(named, written)


def curated_codes(written: str, places: Places) -> frozenset[str] | str:
    """Return the codes of a place, none for the whole region.

    Where something is wrong with it, that is returned, in words.
    """
    if curated_words().is_everywhere(written, places.region):
        return EVERYWHERE
    code = _FIRST_ZERO.sub(r"0\1", written.strip())  # a spreadsheet takes the first zero away
    inside = re.search(r"\(([0-9AB]{2,9})\)\s*$", written)
    for name in filter(None, (inside and inside[1], written, bare(plain(written)), code)):
        if found := codes_named(name, places):
            communes = [places.communes[each] for each in sorted(found) if each in places.communes]
            if len(communes) < 2:
                return found
            which = " ou ".join(
                f"{each.insee} ({places.departments[each.department].name})" for each in communes
            )
            return (
                f"« {written} » est le nom de {len(communes)} communes ; "
                f"écrivez le code de la bonne : {which}"
            )
    if of_postcode := [
        each for each in places.communes.values() if written.strip() in each.postcodes
    ]:
        which = ", ".join(f"{each.insee} ({each.name})" for each in of_postcode[:_MOST_TOLD])
        return f"« {written} » est un code postal ; écrivez un code INSEE : {which}"
    known = (
        each.name
        for some in (places.communes, places.epcis, places.departments)
        for each in some.values()
    )
    how = "écrivez un code INSEE, SIREN ou de département"
    return (
        f"« {written} » est inconnu dans la région"
        f"{nearest(written, [*known, *(each.name for each in places.areas)], how)}"
    )


def _named(written: tuple[str, ...], places: Places) -> str:
    """Return the names of places, of which some may be written as codes."""
    names = []
    for each in written:
        codes = curated_codes(each, places)
        code = next(iter(codes)) if isinstance(codes, frozenset) and len(codes) == 1 else ""
        known = places.communes.get(code) or places.epcis.get(code) or places.departments.get(code)
        names.append(known.name if known else each)
    return ", ".join(names)


def _live_aid(aid: CuratedAid, collection: Collection) -> LiveAid:
    codes = [curated_codes(place, collection.places) for place in aid.places]
    everywhere = EVERYWHERE in codes
    return LiveAid(
        id=f"cur-{aid.id}",
        source=SOURCE,
        name=aid.name,
        funders=aid.funders,
        what=aid.what,
        for_whom=aid.for_whom,
        beneficiaries=aid.beneficiaries,
        kinds=tuple(map(AidKind, aid.kinds)),
        themes=aid.themes,
        territory=collection.places.region
        if everywhere or not aid.places
        else _named(aid.places, collection.places),
        places=EVERYWHERE
        if everywhere
        else EVERYWHERE.union(*(each for each in codes if isinstance(each, frozenset))),
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
