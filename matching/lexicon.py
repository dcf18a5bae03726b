"""What expressions mean.

They are gathered from the themes, audiences, concepts, partners, acronyms and intents of the
collection.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matching.ages import ages_said
from matching.entries import people_of
from matching.need import Facet, Meaning
from matching.phrases import Found, Phrases
from matching.words import fold, singular, spelt, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from knowledge.collection import Collection
    from matching.french import French

_ARTICLES = frozenset(["le", "la", "les", "l", "un", "une", "des", "du", "de", "d"])
TOOLS = _ARTICLES | frozenset(
    ["a", "au", "aux", "en", "et", "dans", "pour", "chez", "vers", "pres", "par", "mais"]
)
# What says whose something is stands where an article would: "conduire nos aînés".
_OWNERS = frozenset(
    ["mon", "ma", "mes", "ton", "ta", "tes", "son", "sa", "ses", "notre", "nos", "votre", "vos",
     "leur", "leurs"]
)  # fmt: skip
_OWNERS_LOOSE = frozenset(map(singular, _OWNERS))
# Of these each word counts: "c'est pour ma commune" is a formula, "pas pour la commune" none.
_FORMULAS = (Facet.POLITE, Facet.INTENT)
# The articles that may stand for one another before a name that is a common word too: "la poste",
# not "un poste".
_SAME_ARTICLES = {
    "la": frozenset(["la"]),
    "le": frozenset(["le", "du", "au"]),
    "l": frozenset(["l"]),
    "un": frozenset(["un"]),
    "une": frozenset(["une"]),
    "des": frozenset(["les", "des", "de", "d", "aux", "deux", "trois", "quatre"]),
    "les": frozenset(["les", "des", "aux"]),
}
_COMMON = 400  # how frequent a word is to be common: its name needs its article
# After a number: how large the asker's place is.
_INHABITANTS = (["habitants"], ["habitant"], ["hab"], ["ames"])


@dataclass
class Lexicon:
    """The expressions of a collection.

    Some are met in singular or plural (`loose`), some letter for letter only (`exact`).
    """

    french: French
    loose: Phrases[Meaning] = field(default_factory=Phrases)
    exact: Phrases[Meaning] = field(default_factory=Phrases)
    # Expressions of one word, accents kept.
    spelt: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # Those that need an article, and which.
    articled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    acronyms: frozenset[str] = frozenset()

    def add(self, expressions: Iterable[str], *meanings: Meaning) -> None:
        """Give meanings to expressions, in singular or plural; to acronyms as they are written."""
        for expression in expressions:
            words = tokens(expression)
            exact = len(loosened(words)) == 1 and self._has_no_plural(expression.split()[-1])
            if not exact:
                words = self._loose(expression, words)
            elif len(words) > 1:
                words = words[-1:]
            bare = [word for word in words if word not in _OWNERS_LOOSE]
            for meaning in meanings:
                (self.exact if exact else self.loose).add(words, meaning)
                if not exact and len(bare) > 1 and meaning.facet not in _FORMULAS:
                    self.loose.add(bare, meaning)

    def _has_no_plural(self, word: str) -> bool:
        """Tell whether a word is an acronym, even in small letters, as "pac".

        The PACS is not several of it.
        """
        return is_acronym(word) or (
            len(word) < 4 and word.isalpha() and not self.french.knows(fold(word))
        )

    def _loose(self, expression: str, words: list[str]) -> list[str]:
        """Return the words of an expression in singular.

        Of an expression of a single word, it notes how it is spelt and whether it needs "la".
        """
        loose = loosened(words)
        if len(loose) == 1:
            (at, word), *_ = loose
            self.spelt[word].add(spelt(expression)[at])
            needs = (
                0 < at == len(words) - 1 and self.french.frequencies.get(words[at], 0) >= _COMMON
            )
            self.articled[word].update(_SAME_ARTICLES.get(words[at - 1], ()) if needs else [""])
        return [word for _, word in loose]

    def _has_article(self, found: Found[Meaning], words: list[str]) -> bool:
        """Tell whether an expression of one word has the article it needs before it.

        A word that is the whole text needs none.
        """
        needed = self.articled.get(singular(words[found.start]))
        if found.end - found.start > 1 or len(words) == 1 or not needed or "" in needed:
            return True
        return found.start > 0 and words[found.start - 1] in needed

    def add_exact(self, expressions: Iterable[str], *meanings: Meaning) -> None:
        """Give meanings to names, which have no endings: acronyms and persons."""
        for expression in expressions:
            for meaning in meanings:
                self.exact.add(tokens(expression), meaning)

    def find(
        self, words: list[str], capitals: Container[str] | None = None
    ) -> list[Found[Meaning]]:
        """Return every expression met in the folded words of a text.

        `capitals` are the words typed in capitals, None where that is not known.
        """
        loose = loosened(words)
        found = self._found(loose)
        if any(word in _OWNERS for word in words):
            bare = self._found([each for each in loose if words[each[0]] not in _OWNERS])
            known = set(found)
            found += [each for each in bare if each.end - each.start > 1 and each not in known]
        found = [each for each in found if self._has_article(each, words)]
        found += [each for each in self.exact.find(words) if self._is_meant(each, words, capitals)]
        for i, word in enumerate(words):
            if word.isdigit() and words[i + 1 : i + 2] in _INHABITANTS:
                found.append(Found(i, i + 2, Meaning(Facet.POLITE, "size")))
        return found

    def _found(self, loose: list[tuple[int, str]]) -> list[Found[Meaning]]:
        """Return the expressions met in words in singular, each with its position in the text."""
        return [
            Found(loose[each.start][0], loose[each.end - 1][0] + 1, each.meaning)
            for each in self.loose.find([word for _, word in loose])
        ]

    def _is_meant(
        self, found: Found[Meaning], words: list[str], capitals: Container[str] | None
    ) -> bool:
        """Tell a name from a common word: the acronym CA needs its capitals."""
        name = words[found.start]
        if found.end - found.start > 1 or len(words) == 1 or not self.french.knows(name):
            return True
        return capitals is not None and name in capitals


def loosened(words: list[str]) -> list[tuple[int, str]]:
    """Return the singular of each word with its position, articles left out.

    People drop them ("aire gens du voyage").
    """
    return [(i, singular(word)) for i, word in enumerate(words) if word not in _ARTICLES]


def build_lexicon(collection: Collection, french: French) -> Lexicon:
    """Gather every expression that the collection gives a meaning to."""
    names = (name for each in collection.acronyms for name in (each.acronym, *each.variants))
    lexicon = Lexicon(french, acronyms=frozenset(map(fold, names)))
    for theme in collection.themes.values():
        lexicon.add((theme.title, theme.short, *theme.words), Meaning(Facet.THEME, theme.id))
    for audience in collection.audiences.values():
        lexicon.add((audience.name, *audience.words), Meaning(Facet.AUDIENCE, audience.id))
    ages = {each.id: each.ages for each in collection.audiences.values() if each.ages}
    for said, audience_id in ages_said(ages):
        lexicon.add([said], Meaning(Facet.AUDIENCE, audience_id))
    for concept in collection.concepts:
        meanings = [
            Meaning(Facet.CONCEPT, concept.id),
            *(Meaning(Facet.THEME, theme) for theme in concept.themes),
        ]
        lexicon.add((concept.name, *concept.terms), *meanings)
    for topic in collection.topics:
        lexicon.add(topic.terms, Meaning(Facet.TOPIC, topic.id))
    for partner in collection.partners.values():
        lexicon.add(
            (partner.name, partner.full_name, *partner.aliases), Meaning(Facet.PARTNER, partner.id)
        )
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
