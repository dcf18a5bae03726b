"""A text read once for all who look at it.

It stands as typed, folded, mended, with its places, its danger and what it asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.conversation.hearing.expressions import expressions, heads_in, whole_words
from matching.need import Facet
from matching.words import fold, fold_word, spelt, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from matching.need import Need
    from matching.parsing import Parser
    from matching.text_reading import Text

_MOST_WORDS = 200
_FEWEST_ASKING = 2  # words that ask something once courtesies are set aside
SUBJECTS = (Facet.AUDIENCE, Facet.CONCEPT, Facet.PARTNER, Facet.ACRONYM, Facet.THEME, Facet.TOPIC)
# How words are read that stand for any of their sort.
PLACE_SLOT, NUMBER_SLOT, ACRONYM_SLOT = "lieu", "n", "sigle"


@dataclass(frozen=True)
class Utterance:
    """What a person typed; everything else is read from it, once, when it is first asked for."""

    typed: str
    parser: Parser

    @cached_property
    def folded(self) -> str:
        """The text without accents or case, on one line, no sign around it."""
        return " ".join(fold(self.typed).split()).strip(" ?!.,;:…")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as typed, folded; of a long text, the first."""
        return tuple(tokens(self.typed)[:_MOST_WORDS])

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """Its words as typed, accents kept."""
        return tuple(spelt(self.typed)[:_MOST_WORDS])

    @cached_property
    def text(self) -> Text:
        """Its words mended, the expressions in it and the danger it tells."""
        return self.parser.read(self.typed)

    @cached_property
    def read(self) -> tuple[str, ...]:
        """Its words as they are understood, folded."""
        return tuple(word for reading in self.text.words for word in reading.read.split())

    @cached_property
    def mended(self) -> tuple[str, ...]:
        """Its words as they are understood, accents kept."""
        return tuple(word for reading in self.text.words for word in reading.shown.split())

    @cached_property
    def slotted(self) -> tuple[str, ...]:
        """Its words as they are understood, as examples have them.

        Places and numbers are slots: "{lieu}", "{n}".
        """
        places = {
            word for unit in self.need.units if unit.about(Facet.PLACE) for word in unit.words
        }
        read = [
            PLACE_SLOT if fold_word(word) in places else word for word in self._without_courtesy
        ]
        once = [
            word for i, word in enumerate(read) if word != PLACE_SLOT or read[i - 1 : i] != [word]
        ]
        return tuple(slotted(once, self.parser.lexicon.acronyms))

    @cached_property
    def _without_courtesy(self) -> tuple[str, ...]:
        """Its mended words without the courtesies around what is asked.

        They are "bonjour" and "merci d'avance"; the words are whole where nothing else is said.
        """
        polite = {
            i
            for each in self.text.found
            if each.meaning.facet is Facet.POLITE
            for i in range(each.start, each.end)
        }
        left = [
            word
            for i, each in enumerate(self.text.words)
            if i not in polite
            for word in each.shown.split()
        ]
        return tuple(left) if len(left) >= _FEWEST_ASKING else self.mended

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words, as typed and as understood."""
        return frozenset(map(stem, (*self.words, *self.read)))

    @cached_property
    def telling(self) -> dict[str, float]:
        """What each of its stems says, 0 for the words of grammar, which are left out."""
        weigh = self.parser.weigh
        return {
            root: weight
            for word in self.read
            for root in (stem(word),)
            if (weight := weigh(word, root)) > 0
        }

    @cached_property
    def meant(self) -> frozenset[str]:
        """The terms of the subjects that it means: "public:jeunes"."""
        return frozenset(
            each.meaning.term for each in self.text.found if each.meaning.facet in SUBJECTS
        )

    @cached_property
    def need(self) -> Need:
        """What it asks, were it a need."""
        return self.parser.parse(self.typed)

    @property
    def is_question(self) -> bool:
        """Tell whether it ends as a question does."""
        return self.typed.rstrip().endswith("?")

    def holds(self, every: tuple[str, ...]) -> str:
        """Return the first of some folded expressions that stands in the text.

        It stands there as whole words, as typed or as mended; "" for none.
        """
        known = expressions(every)
        found = known.first_in(self._heads, self._whole)
        return found or (
            known.first_in(self._mended_heads, self._mended) if self._is_mended else ""
        )

    def holds_but_for(self, every: tuple[str, ...], aside: Container[str]) -> str:
        """Return the first of some folded expressions that stands in the text without some words.

        They are hesitations: "je ne garde finalement que la 2".
        """
        words = [word for word in self.words if word not in aside]
        return expressions(every).first_in(heads_in(words), f" {' '.join(words)} ")

    def begins(self, every: tuple[str, ...]) -> bool:
        """Tell whether the text begins with one of some folded expressions, as whole words."""
        first = self.words[0][:1] if self.words else ""
        alike = expressions(every).by_letter.get(first, ())
        return any(self._whole.startswith(whole_words(each)) for each in alike)

    def ends(self, every: tuple[str, ...]) -> bool:
        """Tell whether the text ends with one of some folded expressions, as whole words."""
        return any(self._whole.endswith(whole_words(each)) for each in every)

    def says(self, expressions: tuple[str, ...], aside: Container[str]) -> bool:
        """Tell whether the text is one of some folded expressions, but for small words `aside`.

        It is so as typed or as mended.
        """

        def telling(words: Iterable[str]) -> list[str]:
            return [word for word in words if word not in aside] or list(words)

        said = (telling(self.words), telling(self.read))
        return any(telling(whole_words(each).split()) in said for each in expressions)

    @cached_property
    def heads(self) -> frozenset[str]:
        """Every head of an expression that may stand in it, as typed or as mended."""
        return self._heads | self._mended_heads if self._is_mended else self._heads

    @cached_property
    def _heads(self) -> frozenset[str]:
        return heads_in(self.words)

    @cached_property
    def _is_mended(self) -> bool:
        return self.read[:_MOST_WORDS] != self.words

    @cached_property
    def _mended_heads(self) -> frozenset[str]:
        return heads_in(self.read)

    @cached_property
    def _mended(self) -> str:
        return f" {' '.join(self.read)} "

    @cached_property
    def _whole(self) -> str:
        return f" {' '.join(self.words)} "


def without(words: Sequence[str], expressions: Iterable[str]) -> tuple[str, ...]:
    """Return folded words without the expressions that stand among them."""
    left = f" {' '.join(words)} "
    for each in sorted(expressions, key=len, reverse=True):
        while (said := whole_words(each)) in left:
            left = left.replace(said, " ", 1)
    return tuple(left.split())


def slotted(words: Sequence[str], acronyms: Container[str]) -> list[str]:
    """Return words with the numbers and the acronyms among them in their slots."""
    slots = (
        (
            word,
            NUMBER_SLOT
            if word.isdecimal()
            else ACRONYM_SLOT
            if fold_word(word) in acronyms
            else "",
        )
        for word in words
    )
    return [slot or word for word, slot in slots]
