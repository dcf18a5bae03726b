"""The shape of the collection: cards, themes and their guides, partners, audiences, acronyms, the self-assessment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictFloat, StrictInt, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from knowledge.fields import CardId, Code, Count, Department, Email, Identifier, Link, Phone, Record, Text

Kind = Literal["practice", "aid"]
PlaceKind = Literal["commune", "epci", "departement", "region", "territoire"]
Role = Literal["funder", "engineering", "operator"]
SUMMARY_WORDS = (40, 90)


def _summary(value: str) -> str:
    low, high = SUMMARY_WORDS
    if not low <= (n := len(value.split())) <= high:
        raise PydanticCustomError(
            "summary", "le résumé compte {n} mots ; écrivez-en de {low} à {high}", {"n": n, "low": low, "high": high}
        )
    return value


Summary = Annotated[Text, AfterValidator(_summary)]


class Place(Record):
    """Where a card was done. `population` in inhabitants, `poverty_rate` in percent of the population."""

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


class Contact(Record):
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
            raise PydanticCustomError("contact", "ce contact est vide ; donnez un nom, un organisme ou une adresse")
        return self


class CardPartner(Record):
    """A partner as one card needs it: its roles there, what it does there, the address printed for it."""

    id: Identifier
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    detail: Text | None = None
    person: Text | None = None
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    urls: tuple[Link, ...] = ()
    departments: tuple[Department, ...] = ()
    to_check: Text | None = None


class Address(Record):
    """A link of the collection; `url` is missing where the printed page hid it behind a word."""

    title: Text
    url: Link | None = None
    email: Email | None = None
    duration: Text | None = None
    to_check: Text | None = None


class Card(Record):
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

    @field_validator("kind")
    @classmethod
    def _goes_with_id(cls, kind: Kind, others: ValidationInfo) -> Kind:
        card_id = others.data.get("id")
        if card_id and (kind == "practice") != card_id.isdigit():
            raise PydanticCustomError(
                "kind_of_id",
                "« {kind} » ne va pas avec l’id « {id} » ; une pratique a un numéro, une aide une lettre",
                {"id": card_id, "kind": kind},
            )
        return kind


class Challenge(Record):
    """One of the five *enjeux*; `folder` holds the cards of its themes."""

    number: Count
    title: Text
    folder: Text
    introduction: Text


class Theme(Record):
    """A *thématique* of a challenge; `words` are how people name it."""

    id: Identifier
    title: Text
    short: Text
    challenge: Count
    page: Count
    words: tuple[Text, ...]
    to_check: Text | None = None


class Themes(Record):
    """The file themes.yaml."""

    challenges: tuple[Challenge, ...]
    themes: tuple[Theme, ...]


class Guide(Record):
    """What the collection says of a theme: why it matters, the levers, the money, the addresses."""

    theme: Identifier
    why: Text
    levers: tuple[Text, ...]
    funding: tuple[Text, ...] = ()
    addresses: tuple[Address, ...] = ()
    videos: tuple[Address, ...] = ()
    to_check: tuple[Text, ...] = ()


class Partner(Record):
    """A body that helps: `roles` is what it usually does, `what` says it in a line."""

    id: Identifier
    name: Text
    full_name: Text
    aliases: tuple[Text, ...] = ()
    roles: tuple[Role, ...]
    what: Text
    links: tuple[Link, ...] = ()


class Partners(Record):
    """The file partners.yaml."""

    partners: tuple[Partner, ...]


class Audience(Record):
    """People concerned; `words` are how they are called in everyday French."""

    id: Identifier
    name: Text
    words: tuple[Text, ...]
    related: tuple[Identifier, ...] = ()


class Audiences(Record):
    """The file audiences.yaml."""

    audiences: tuple[Audience, ...]


class Acronym(Record):
    """An acronym, what it stands for, and a sentence for who asks what it is."""

    acronym: Text
    expansion: Text
    explanation: Text
    variants: tuple[Text, ...] = ()
    theme: Identifier | None = None
    partner: Identifier | None = None


class Acronyms(Record):
    """The file acronyms.yaml."""

    acronyms: tuple[Acronym, ...]


class Concept(Record):
    """A group of words that mean the same thing to the people who ask, whatever card they meet."""

    id: Identifier
    name: Text
    themes: tuple[Identifier, ...] = ()
    terms: tuple[Text, ...]


class Thesaurus(Record):
    """The file thesaurus.yaml."""

    concepts: tuple[Concept, ...]


class Intent(Record):
    """What one wants of the cards: who pays, whom to call, how to start, an example, what it is."""

    id: Text
    name: Text
    patterns: tuple[Text, ...]


class Intents(Record):
    """The file intents.yaml; `polite` are formulas of asking that carry no meaning."""

    intents: tuple[Intent, ...]
    polite: tuple[Text, ...]


class Level(Record):
    """One of the four answers to a question of the self-assessment."""

    value: Count
    label: Text


class Question(Record):
    """An item of the self-assessment, and the cards that help when the answer is low."""

    id: Identifier
    theme: Identifier
    heading: Text | None = None
    question: Text
    cards: Annotated[tuple[CardId, ...], Field(min_length=1)]


class Assessment(Record):
    """The file assessment.yaml: the questions, how to answer them, how to read the result."""

    purpose: Text
    advice: Text
    when: tuple[Text, ...]
    who: tuple[Text, ...]
    how: tuple[Text, ...]
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]
    reading: tuple[Text, ...]
    next: tuple[Text, ...]
    credit: Text
    items: tuple[Question, ...]


class Section(Record):
    """A part of the regional context: a text and its figures."""

    title: Text
    text: Text
    figures: tuple[Text, ...] = ()
    to_check: Text | None = None


class Context(Record):
    """The file context.yaml: the region in figures."""

    title: Text
    sections: tuple[Section, ...]
    publics: tuple[Text, ...] = ()
    sources: tuple[Address, ...] = ()


class About(Record):
    """The file about.yaml: what this collection is, who published it, how to use it."""

    title: Text
    publisher: Text
    date: Text
    credits: tuple[Text, ...] = ()
    origin: Text
    legend: tuple[Text, ...]
    how_to_use: tuple[Text, ...]
    licence_note: Text


class Area(Record):
    """A historic area such as the Thiérache, or a département; `names` are other ways to say it."""

    name: Text
    names: tuple[Text, ...] = ()
    departments: tuple[Department, ...] = ()
    epcis: tuple[Code, ...] = ()


class OneDepartment(Area):
    """A département, its code alone in `departments`."""

    departments: Annotated[tuple[Department, ...], Field(min_length=1, max_length=1)]


class Nickname(Record):
    """What the inhabitants of a commune are called, or another name of it."""

    commune: Code
    names: tuple[Text, ...]


class Areas(Record):
    """The file areas.yaml."""

    region: Text
    departments: Annotated[tuple[OneDepartment, ...], Field(min_length=1)]
    areas: tuple[Area, ...] = ()
    nicknames: tuple[Nickname, ...] = ()


class Topic(Record):
    """A subject that the collection does not cover; `themes` are those whose guide may help all the same.

    `urgent` says whom to call at once, where lives may be at stake: it is shown whatever else is found.
    """

    id: Identifier
    name: Text
    themes: tuple[Identifier, ...] = ()
    urgent: Text | None = None
    terms: tuple[Text, ...]


class Uncovered(Record):
    """The file uncovered.yaml."""

    topics: tuple[Topic, ...]


class Spelling(Record):
    """The file spelling.yaml: SMS and abbreviated spellings, and what they stand for."""

    short_forms: dict[Text, Text]
