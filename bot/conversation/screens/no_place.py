"""Whether a text written where a place was asked for names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.words import tokens

if TYPE_CHECKING:
    from bot.conversation.turn import Turn

_MOST_WORDS = 7  # of a message that only says where one is


def names_none(turn: Turn, written: str) -> bool:
    """Tell whether a text asks something else than its place: "encore plus large"."""
    return asks(turn, written) or _is_plain_french(turn, written)


def asks(turn: Turn, written: str) -> bool:
    """Tell whether a text says or asks something, rather than naming a place that is not found."""
    parser = turn.world.matcher.parser
    understood = parser.parse(written)
    meant = (
        any(unit.meanings for unit in understood.subject)
        or understood.intents
        or understood.emergencies
    )
    return bool(meant) or written.rstrip().endswith("?") or len(written.split()) > _MOST_WORDS


def _is_plain_french(turn: Turn, written: str) -> bool:
    """Tell whether several words are all French and none is a name: "encore plus large"."""
    knows, words = turn.world.matcher.parser.lexicon.french.knows, tokens(written)
    plain = len(words) > 1 and all(knows(word) for word in words)
    return plain and not any(map(str.isupper, written[1:]))
