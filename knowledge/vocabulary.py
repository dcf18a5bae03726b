"""The shape of what cards are told apart by and read with.

It is that of themes, guides, partners, audiences, words and dangers.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.expressions import Expression, Words
from knowledge.fields import Code, Count, DataModel, Identifier, Link, Text, Try
from knowledge.model import Address, Role


class Challenge(DataModel):
    """One of the five *enjeux*; `folder` holds the cards of its themes."""

    number: Count
    title: Text
    folder: Text
    introduction: Text


class Theme(DataModel):
    """A *thématique* of a challenge; `words` are how people name it."""

    id: Identifier
    title: Text
    short: Text
    challenge: Count
    page: Count
    words: tuple[Text, ...]
    to_check: Text | None = None


class Themes(DataModel):
    """The file themes.yaml."""

    challenges: tuple[Challenge, ...]
    themes: tuple[Theme, ...]


class Told(DataModel):
    """A fact that people may ask for, with ways of asking for it.

    `absent`: the collection does not tell it, and `says` so.
    """

    says: Text
    asked: Annotated[tuple[Text, ...], Field(min_length=4)]
    absent: bool = False


class Guide(DataModel):
    """What the collection says of a theme: why it matters, the levers, the money, the addresses."""

    theme: Identifier
    why: Text
    levers: tuple[Text, ...]
    funding: tuple[Text, ...] = ()
    addresses: tuple[Address, ...] = ()
    videos: tuple[Address, ...] = ()
    to_check: tuple[Text, ...] = ()
    answers: tuple[Told, ...] = ()


class Partner(DataModel):
    """A body that helps.

    `roles` is what it usually does, `what` says it in a line, `does` what it can do for a commune.
    `many`: each place has its own, so that a question with a place is about that place.
    `service_of` is the body that it is a service of: where it helps, that one does.
    """

    id: Identifier
    name: Text
    full_name: Text
    aliases: tuple[Text, ...] = ()
    many: bool = False
    service_of: Identifier | None = None
    roles: tuple[Role, ...]
    what: Text
    does: Text | None = None
    links: tuple[Link, ...] = ()


class Partners(DataModel):
    """The file partners.yaml."""

    partners: tuple[Partner, ...]


class Audience(DataModel):
    """People concerned; `words` are how they are called in everyday French.

    `ages` are the first and the last, for those whom their age tells.
    """

    id: Identifier
    name: Text
    words: tuple[Text, ...]
    ages: tuple[Count, Count] | None = None
    related: tuple[Identifier, ...] = ()


class Audiences(DataModel):
    """The file audiences.yaml."""

    audiences: tuple[Audience, ...]


class Acronym(DataModel):
    """An acronym, what it stands for, and a sentence for who asks what it is."""

    acronym: Text
    expansion: Text
    explanation: Text
    variants: tuple[Text, ...] = ()
    theme: Identifier | None = None
    partner: Identifier | None = None


class Acronyms(DataModel):
    """The file acronyms.yaml."""

    acronyms: tuple[Acronym, ...]


class Concept(DataModel):
    """A group of words that mean the same thing to the people who ask, whatever card they meet.

    `guide` is the theme whose guide answers them, where no card is about them."""

    id: Identifier
    name: Text
    themes: tuple[Identifier, ...] = ()
    guide: Identifier = ""
    terms: tuple[Text, ...]


class Thesaurus(DataModel):
    """The file thesaurus.yaml."""

    concepts: tuple[Concept, ...]


class Intent(DataModel):
    """What one wants of the cards: who pays, whom to call, how to start, an example, what it is."""

    id: Text
    name: Text
    patterns: tuple[Text, ...]


class Intents(DataModel):
    """The file intents.yaml; `polite` are formulas of asking that carry no meaning."""

    intents: tuple[Intent, ...]
    polite: tuple[Text, ...]


class Section(DataModel):
    """A part of the regional context: a text and its figures."""

    title: Text
    text: Text
    figures: tuple[Text, ...] = ()
    to_check: Text | None = None


class RegionContext(DataModel):
    """The file context.yaml: the region in figures."""

    title: Text
    sections: tuple[Section, ...]
    publics: tuple[Text, ...] = ()
    answers: tuple[Told, ...] = ()
    sources: tuple[Address, ...] = ()


class GivenExamples(DataModel):
    """What people are shown to write.

    It is needs that the cards answer, and a commune by its INSEE code.
    """

    needs: Annotated[tuple[Try, ...], Field(min_length=1, max_length=3)]
    commune: Code


class About(DataModel):
    """The file about.yaml: what this collection is, who published it, how to use it.

    Without `examples`, some are chosen.
    """

    title: Text
    publisher: Text
    date: Text
    credits: tuple[Text, ...] = ()
    origin: Text
    legend: tuple[Text, ...]
    how_to_use: tuple[Text, ...]
    licence_note: Text
    examples: GivenExamples | None = None


class Topic(DataModel):
    """A subject that the collection does not cover.

    `themes` are those whose guide may help all the same.
    """

    id: Identifier
    name: Text
    themes: tuple[Identifier, ...] = ()
    terms: tuple[Text, ...]


class Uncovered(DataModel):
    """The file uncovered.yaml."""

    topics: tuple[Topic, ...]


class Emergency(DataModel):
    """A danger to people, and whom to `call` at once.

    It is met by one of its `terms`, or by an act near one of its `people`. `subjects` only name it:
    they tell no danger in a text that plans something. One that is `grave` is about a person, and
    is remembered over what they say next. `concepts` are those of the thesaurus that say it too,
    and whose cards may stand beside the call.
    """

    id: Identifier
    name: Text
    call: Text
    grave: bool = False
    terms: tuple[Expression, ...]
    subjects: tuple[Expression, ...] = ()
    people: tuple[Expression, ...] = ()
    acts: tuple[Expression, ...] = ()
    concepts: tuple[Identifier, ...] = ()


class Group(DataModel):
    """Words that stand for each other in expressions, which name them by `<id>`."""

    id: Identifier
    words: tuple[Words, ...]


class Emergencies(DataModel):
    """The file emergencies.yaml.

    `harmless` are expressions that hold the words of a danger and are none.

    `planned` say that a project is spoken of; `passed_over` are the words that no expression needs
    and that part none.
    """

    emergencies: tuple[Emergency, ...]
    groups: tuple[Group, ...] = ()
    passed_over: tuple[Text, ...] = ()
    planned: tuple[Expression, ...] = ()
    harmless: tuple[Expression, ...] = ()


class Spelling(DataModel):
    """The file spelling.yaml: SMS and abbreviated spellings, and what they stand for.

    `by_ear` are words of their own that stand for others in a text written by ear or in Picard:
    "o", "fer", "pus". `prefixes` are beginnings that people part from the rest of a word:
    "co-voiturage", "mini bus". `before_verbs` are words that stand for others before one of these
    `verbs`: "sa existe".
    """

    short_forms: dict[Text, Text]
    by_ear: dict[Text, Text] = Field(default_factory=dict)
    before_verbs: dict[Text, Text] = Field(default_factory=dict)
    verbs: tuple[Text, ...] = ()
    prefixes: tuple[Text, ...] = ()
