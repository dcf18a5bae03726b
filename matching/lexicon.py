"""What expressions mean: themes, audiences, concepts, partners, acronyms and intents, gathered from the collection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matching.entries import people_of
from matching.need import Facet, Meaning
from matching.phrases import Found, Phrases
from matching.words import fold, singular, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from knowledge.collection import Collection
    from matching.french import French

_ARTICLES = frozenset(["le", "la", "les", "l", "un", "une", "des", "du", "de", "d"])
TOOLS = _ARTICLES | frozenset(["a", "au", "aux", "en", "et", "dans", "pour", "chez", "vers", "pres", "par", "mais"])
_INHABITANTS = (["habitants"], ["habitant"], ["hab"], ["ames"])  # after a number: how large the asker's place is


@dataclass
class Lexicon:
    """Expressions of a collection: those met in singular or plural (`loose`), and those met letter for letter (`exact`)."""

    french: French
    loose: Phrases[Meaning] = field(default_factory=Phrases)
    exact: Phrases[Meaning] = field(default_factory=Phrases)

    def add(self, expressions: Iterable[str], *meanings: Meaning) -> None:
        """Give meanings to expressions, in singular or plural; to acronyms as they are written."""
        for expression in expressions:
            exact = is_acronym(expression)
            words = tokens(expression) if exact else [word for _, word in _loosened(tokens(expression))]
            for meaning in meanings:
                (self.exact if exact else self.loose).add(words, meaning)

    def add_exact(self, expressions: Iterable[str], *meanings: Meaning) -> None:
        """Give meanings to names, which have no endings: acronyms and persons."""
        for expression in expressions:
            for meaning in meanings:
                self.exact.add(tokens(expression), meaning)

    def find(self, words: list[str], capitals: Container[str] | None = None) -> list[Found[Meaning]]:
        """Return every expression met in the folded words of a text; `capitals` are those typed in capitals, None unknown."""
        loosened = _loosened(words)
        found = [
            Found(loosened[each.start][0], loosened[each.end - 1][0] + 1, each.meaning)
            for each in self.loose.find([word for _, word in loosened])
        ]
        found += [each for each in self.exact.find(words) if self._is_meant(each, words, capitals)]
        for i, word in enumerate(words):
            if word.isdigit() and words[i + 1 : i + 2] in _INHABITANTS:
                found.append(Found(i, i + 2, Meaning(Facet.POLITE, "size")))
        return found

    def _is_meant(self, found: Found[Meaning], words: list[str], capitals: Container[str] | None) -> bool:
        """Tell a name from a common word: the acronym CA needs its capitals."""
        name = words[found.start]
        if found.end - found.start > 1 or len(words) == 1 or not self.french.knows(name):
            return True
        return capitals is not None and name in capitals


def _loosened(words: list[str]) -> list[tuple[int, str]]:
    """Return the singular of each word with its position, articles left out: people drop them ("aire gens du voyage")."""
    return [(i, singular(word)) for i, word in enumerate(words) if word not in _ARTICLES]


def build_lexicon(collection: Collection, french: French) -> Lexicon:
    """Gather every expression that the collection gives a meaning to."""
    lexicon = Lexicon(french)
    for theme in collection.themes.values():
        lexicon.add((theme.title, theme.short, *theme.words), Meaning(Facet.THEME, theme.id))
    for audience in collection.audiences.values():
        lexicon.add((audience.name, *audience.words), Meaning(Facet.AUDIENCE, audience.id))
    for concept in collection.concepts:
        meanings = [Meaning(Facet.CONCEPT, concept.id), *(Meaning(Facet.THEME, theme) for theme in concept.themes)]
        lexicon.add((concept.name, *concept.terms), *meanings)
    for topic in collection.topics:
        lexicon.add(topic.terms, Meaning(Facet.TOPIC, topic.id))
    for partner in collection.partners.values():
        lexicon.add((partner.name, partner.full_name, *partner.aliases), Meaning(Facet.PARTNER, partner.id))
    for acronym in collection.acronyms:
        meanings = [Meaning(Facet.ACRONYM, fold(acronym.acronym))]
        meanings += [Meaning(Facet.THEME, acronym.theme)] if acronym.theme else []
        meanings += [Meaning(Facet.PARTNER, acronym.partner)] if acronym.partner else []
        lexicon.add_exact((acronym.acronym, *acronym.variants), *meanings)
        lexicon.add([acronym.expansion], *meanings)
    for card in collection.cards.values():
        for name in people_of(card):
            surname = " ".join(word for word in name.split() if word.isupper() and len(word) > 2)
            lexicon.add_exact((name, surname), Meaning(Facet.PERSON, fold(name)))
    for intent in collection.intents.intents:
        lexicon.add(intent.patterns, Meaning(Facet.INTENT, intent.id))
    lexicon.add(collection.intents.polite, Meaning(Facet.POLITE, "polite"))
    return lexicon


def is_acronym(name: str) -> bool:
    """Tell whether a name is one word written in capitals, as CAF, PLUi or SCoT."""
    return " " not in name and sum(c.isupper() for c in name) > 1
