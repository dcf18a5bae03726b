"""What expressions mean: themes, audiences, concepts, partners, acronyms, intents and places, gathered from the collection."""

from __future__ import annotations

from collections import defaultdict
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
_BEFORE_A_PLACE = frozenset(
    [
        "a",
        "au",
        "aux",
        "chez",
        "vers",
        "pres",
        "autour",
        "commune",
        "mairie",
        "maire",
        "village",
        "ville",
        "bourg",
        "sur",
        "de",
        "d",
    ]
)
_JOINING = frozenset(("sur", "en", "les", "lez", "sous", "aux", "au"))
_INHABITANTS = (["habitants"], ["habitant"], ["hab"], ["ames"])  # after a number: how large the asker's place is
_NOT_A_PLACE_AFTER_NUMBER = frozenset(
    [
        "ans",
        "an",
        "habitants",
        "hab",
        "euros",
        "eur",
        "km",
        "kilometres",
        "jours",
        "mois",
        "enfants",
        "familles",
        "personnes",
    ]
)


@dataclass
class Lexicon:
    """Expressions of a collection: those met in singular or plural (`loose`), and those met letter for letter (`exact`)."""

    french: French
    loose: Phrases[Meaning] = field(default_factory=Phrases)
    exact: Phrases[Meaning] = field(default_factory=Phrases)
    postcodes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    departments: frozenset[str] = frozenset()
    towns: dict[str, str] = field(default_factory=dict)  # the first word of "Bray-sur-Somme", where it names no commune alone
    elsewhere: frozenset[str] = frozenset()

    def add(self, expressions: Iterable[str], *meanings: Meaning) -> None:
        """Give meanings to expressions, in singular or plural; to acronyms as they are written."""
        for expression in expressions:
            exact = is_acronym(expression)
            words = tokens(expression) if exact else [word for _, word in _loosened(tokens(expression))]
            for meaning in meanings:
                (self.exact if exact else self.loose).add(words, meaning)

    def add_exact(self, expressions: Iterable[str], *meanings: Meaning) -> None:
        """Give meanings to names, which have no endings: acronyms and places."""
        for expression in expressions:
            for meaning in meanings:
                self.exact.add(tokens(expression), meaning)

    def names_a_place(self, word: str) -> bool:
        """Tell whether a folded word, alone, names a place of the region."""
        return word in self.towns or any(each.meaning.facet is Facet.PLACE for each in self.exact.find([word]))

    def find(
        self, words: list[str], capitals: Container[str] | None = None, names: Container[str] = frozenset()
    ) -> list[Found[Meaning]]:
        """Return every expression met in the folded words of a text; `capitals` are those typed in capitals, None unknown,
        `names` those typed as names of places: "à Guise"."""
        loosened = _loosened(words)
        found = [
            Found(loosened[each.start][0], loosened[each.end - 1][0] + 1, each.meaning)
            for each in self.loose.find([word for _, word in loosened])
        ]
        found += [each for each in self.exact.find(words) if self._is_meant(each, words, capitals, names)]
        for i, word in enumerate(words):
            if word in names and word in self.towns:
                found.append(Found(i, i + 1, Meaning(Facet.PLACE, self.towns[word])))
            if word.isdigit() and words[i + 1 : i + 2] in _INHABITANTS:
                found.append(Found(i, i + 2, Meaning(Facet.POLITE, "size")))
            elif word.isdigit():
                found += [Found(i, i + 1, Meaning(Facet.PLACE, code)) for code in self._numbered(words, i)]
        return found

    def _is_meant(
        self, found: Found[Meaning], words: list[str], capitals: Container[str] | None, names: Container[str]
    ) -> bool:
        """Tell a name from a common word: the commune of Bus needs "à" or "près de" before it, the acronym CA its capitals."""
        name = words[found.start]
        if found.end - found.start > 1 or len(words) == 1 or not self.french.knows(name):
            return True
        if found.meaning.facet is not Facet.PLACE:
            return capitals is not None and name in capitals
        before = words[found.start - 1] if found.start else ""
        if name in names or all(word in TOOLS for i, word in enumerate(words) if i != found.start):
            return True
        return before in _BEFORE_A_PLACE and self.french.frequencies[name] < 400

    def _numbered(self, words: list[str], i: int) -> list[str]:
        following = words[i + 1] if i + 1 < len(words) else ""
        if words[i] in self.postcodes:
            return self.postcodes[words[i]]
        if words[i] in self.departments and following not in _NOT_A_PLACE_AFTER_NUMBER:
            return [words[i]]
        return []


def _loosened(words: list[str]) -> list[tuple[int, str]]:
    """Return the singular of each word with its position, articles left out: people drop them ("aire gens du voyage")."""
    return [(i, singular(word)) for i, word in enumerate(words) if word not in _ARTICLES]


def build_lexicon(collection: Collection, french: French) -> Lexicon:
    """Gather every expression that the collection gives a meaning to."""
    lexicon = Lexicon(
        french,
        departments=frozenset(collection.places.departments),
        elsewhere=frozenset(map(fold, collection.places.elsewhere)),
    )
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
    _add_places(lexicon, collection)
    return lexicon


def is_acronym(name: str) -> bool:
    """Tell whether a name is one word written in capitals, as CAF, PLUi or SCoT."""
    return " " not in name and sum(c.isupper() for c in name) > 1


def _add_places(lexicon: Lexicon, collection: Collection) -> None:
    places = collection.places
    # The largest commune of a postcode stands for it.
    for commune in sorted(places.communes.values(), key=lambda commune: -commune.population):
        meaning = Meaning(Facet.PLACE, commune.insee)
        lexicon.add_exact((commune.name, *places.nicknames.get(commune.insee, ())), meaning)
        for postcode in commune.postcodes:
            lexicon.postcodes[postcode].append(commune.insee)
        first, *rest = tokens(commune.name)
        if len(first) > 2 and rest and rest[0] in _JOINING:
            lexicon.towns.setdefault(first, commune.insee)
    for commune in places.communes.values():
        lexicon.towns.pop(fold(commune.name), None)
    for epci in places.epcis.values():
        lexicon.add_exact(epci_names(epci.name), Meaning(Facet.PLACE, epci.siren))
    for code, department in places.departments.items():
        lexicon.add_exact((department.name, *department.names), Meaning(Facet.PLACE, code))
    for area in places.areas:
        lexicon.add_exact((area.name, *area.names), Meaning(Facet.PLACE, area.name))


def epci_names(name: str) -> set[str]:
    """Return how people say the name of an intercommunality: whole, without its legal form, without what is in parentheses."""
    plain = name.split(" (")[0]
    short = plain
    for form in ("CC ", "CA ", "CU ", "Métropole "):
        short = short.removeprefix(form)
    for article in ("des ", "de la ", "de l'", "du ", "de ", "d'"):
        if short.startswith(article):
            short = short[len(article) :]
            break
    long_form = plain.replace("CC ", "Communauté de communes ", 1).replace("CA ", "Communauté d'agglomération ", 1)
    return {plain, long_form} | ({short} if len(tokens(short)) > 1 else set())
