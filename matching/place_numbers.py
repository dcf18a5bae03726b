"""Numbers that tell a place: postcodes, whole or cut, CEDEX, départements.

They are told from those that count something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.french import French
    from matching.place_lexicon import PlaceLexicon
    from matching.place_text import NamedPlace, Word
    from matching.place_words import PlaceWords

_YEARS = range(1900, 2100)
_POSTCODE, _CUT_POSTCODE = 5, 4  # digits, and those of 02100 out of a spreadsheet
_CEDEX = "cedex"


@dataclass(frozen=True)
class NumberReader:
    """Reads the numbers of a text that tell a place."""

    lexicon: PlaceLexicon
    french: French
    around: PlaceWords

    def join(self, words: Sequence[Word], places: Sequence[NamedPlace]) -> list[NamedPlace]:
        """Return places with the numbers beside them taken in, and the words of CEDEX.

        A number that contradicts its place loses.
        """
        joined = []
        for each in places:
            place = each
            if place.end < len(words) and words[place.end].folded == _CEDEX:
                sorting = place.end + 1 < len(words) and words[place.end + 1].folded.isdigit()
                place = place._replace(end=place.end + 1 + sorting)
            for start, end in ((place.start - 1, place.start), (place.end, place.end + 1)):
                if (
                    start >= 0
                    and end <= len(words)
                    and place.codes
                    and self._is_postcode(words[start].folded)
                ):
                    told = self._postcode(words[start].folded)
                    agreed = tuple(code for code in place.codes if code in told)
                    place = place._replace(
                        start=min(start, place.start),
                        end=max(end, place.end),
                        codes=agreed or place.codes,
                    )
            joined.append(place)
        return joined

    def read(self, words: Sequence[Word], i: int) -> tuple[tuple[str, ...], int]:
        """Return the places of the number that begins at a word, and where it ends.

        It ends where it begins if it tells none.
        """
        digits = words[i].folded
        if not digits.isdigit():
            return (), i
        following = words[i + 1].folded if i + 1 < len(words) else ""
        if (
            len(digits) == 2
            and len(following) == 3
            and following.isdigit()
            and words[i + 1].gap == " "
        ):
            counted = i + 2 < len(words) and words[i + 2].folded in self.around.counted
            if not counted and (codes := self._postcode(digits + following)):
                return codes, i + 2
        if following in self.around.counted:
            return (), i
        if len(digits) == _POSTCODE or (
            len(digits) == _CUT_POSTCODE and not following and int(digits) not in _YEARS
        ):
            codes = self._postcode(digits)
            return (codes, i + 1) if codes else ((), i)
        code = digits.zfill(2)
        return (
            ((code,), i + 1)
            if code in self.lexicon.departments and self._is_department(words, i)
            else ((), i)
        )

    def _postcode(self, digits: str) -> tuple[str, ...]:
        return tuple(self.lexicon.postcodes.get(digits.zfill(_POSTCODE), ()))

    def _is_postcode(self, word: str) -> bool:
        return word.isdigit() and (
            len(word) == _POSTCODE or (len(word) == _CUT_POSTCODE and bool(self._postcode(word)))
        )

    def _is_department(self, words: Sequence[Word], i: int) -> bool:
        """Tell whether a number is that of a département.

        It is in "dans le 2" and "Fleury 62"; in "80 chômeurs" it says how many.
        """
        before = words[i - 1].folded if i else ""
        earlier = words[i - 2].folded if i > 1 else ""
        if before in self.around.departments or (before == "le" and earlier in self.around.within):
            return True
        following = words[i + 1].folded if i + 1 < len(words) else ""
        if before.isdigit() or following.isdigit():
            return False
        if len(words[i].folded) != 2 or words[i].folded[0] == "0":
            return words[i].folded[0] == "0"
        last = i + 1 == len(words)
        return (
            before in ("le", "du")
            or words[i].gap.endswith("(")
            or (last and (not before or self.french.weight(before) > 0))
        )
