"""The shape of a card.

It tells where it was done, by whom, whom to call, who can help, what to verify.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    StrictFloat,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from knowledge.fields import (
    CardId,
    Code,
    Count,
    DataModel,
    Department,
    Email,
    Identifier,
    Link,
    Phone,
    Text,
)

Kind = Literal["practice", "aid"]
PlaceKind = Literal["commune", "epci", "departement", "region", "territoire"]
Role = Literal["funder", "engineering", "operator"]
Subject = Literal[
    "who", "with", "number", "cost", "price", "payer", "since", "duration", "frequency", "where",
    "means", "results", "open_to", "condition", "difficulty", "first_step", "how", "contact",
    "sure", "other",
]  # fmt: skip
FEWEST_WAYS = 4  # of asking for a fact: with fewer, it is rarely recognised
SUMMARY_WORDS = (40, 90)


def _summary(value: str) -> str:
    low, high = SUMMARY_WORDS
    if not low <= (n := len(value.split())) <= high:
        raise PydanticCustomError(
            "summary",
            "le résumé compte {n} mots ; écrivez-en de {low} à {high}",
            {"n": n, "low": low, "high": high},
        )
    return value


Summary = Annotated[Text, AfterValidator(_summary)]


class Place(DataModel):
    """Where a card was done.

    `population` is in inhabitants, `poverty_rate` in percent of the population.
    """

    name: Text
    kind: PlaceKind
    code: Code | None = None
    departments: tuple[Department, ...] = ()
    communes_count: Count | None = None
    main_towns: tuple[Text, ...] = ()
    communes: tuple[Text, ...] = ()
    population: Count | None = None
    poverty_rate: Annotated[StrictFloat | StrictInt, Field(ge=0, le=100)] | None = None
    to_check: Text | None = None


class Contact(DataModel):
    """Whom to call about a card; `departments` is filled where the line serves only those."""

    name: Text | None = None
    role: Text | None = None
    organisation: Text | None = None
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    urls: tuple[Link, ...] = ()
    departments: tuple[Department, ...] = ()
    to_check: Text | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Contact:
        if not (self.name or self.organisation or self.emails or self.phones or self.urls):
            raise PydanticCustomError(
                "contact", "ce contact est vide ; donnez un nom, un organisme ou une adresse"
            )
        return self


class CardPartner(DataModel):
    """A partner as one card needs it.

    It has its roles there, what it does there, the address printed for it.
    """

    id: Identifier
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    detail: Text | None = None
    person: Text | None = None
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    urls: tuple[Link, ...] = ()
    departments: tuple[Department, ...] = ()
    to_check: Text | None = None


class Address(DataModel):
    """A link of the collection; `url` is missing where the printed page hid it behind a word."""

    title: Text
    url: Link | None = None
    email: Email | None = None
    duration: Text | None = None
    to_check: Text | None = None


class Answer(DataModel):
    """A fact of a card that a person may ask for, with ways of asking for it.

    `about` is what kind of fact it is: who did it, with whom, a number, what it cost them, what the
    user pays, who pays, since when, how long, how often, where, means and staff, results, who may
    come, under what condition, what was hard, what to do first, how, whom to call, whether
    something printed is sure. `absent`: the card does not tell it, and `says` so.
    """

    about: Subject
    says: Text
    asked: Annotated[tuple[Text, ...], Field(min_length=FEWEST_WAYS)]
    absent: bool = False


class Card(DataModel):
    """One sheet of the collection: a practice ("1", "2", ...) or an aid ("A", "B", ...)."""

    id: CardId
    kind: Kind
    title: Text
    theme: Identifier
    place: Place | None = None
    summary: Summary
    steps: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)]
    key_figures: tuple[Text, ...] = ()
    audiences: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    contacts: tuple[Contact, ...] = ()
    partners: tuple[CardPartner, ...] = ()
    links: tuple[Address, ...] = ()
    videos: tuple[Address, ...] = ()
    source_page: Count
    source: Text | None = None
    keywords: tuple[Text, ...] = ()
    needs: tuple[Text, ...] = ()
    to_check: tuple[Text, ...] = ()
    answers: tuple[Answer, ...] = ()

    @field_validator("kind")
    @classmethod
    def _goes_with_id(cls, kind: Kind, others: ValidationInfo) -> Kind:
        card_id = others.data.get("id")
        if card_id and (kind == "practice") != card_id.isdigit():
            raise PydanticCustomError(
                "kind_of_id",
                (
                    "« {kind} » ne va pas avec l’id « {id} » ; une pratique a un numéro, "
                    "une aide une lettre"
                ),
                {"id": card_id, "kind": kind},
            )
        return kind
