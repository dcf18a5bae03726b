"""What someone writes beside a question, beside a card of the folder, or over the folder.

"en place, et ajoute que c'est le jeudi", "note sur la 45 : voir en mars", "appelle mon dossier
Conseil de mai". Read as typed: a remark is kept as it was written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation.acts import Heard, Level
from bot.conversation.folder_acts import Annotate, NameFolder
from bot.conversation.hearing.answering import level_of_another, level_said
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.folder_said import kept_meant
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_FARTHEST = 9  # words between what announces a remark and its colon
_MOST_BEFORE = 14  # words before what announces a remark
_SIGNS = " \t,;.:!()«»\"“”'’-–—"
_COLON = ":"


class _Parted(NamedTuple):
    """A remark, what announces it, and what is said before."""

    before: str
    announced: str
    remark: str


def noted(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return the remark, the note or the title that a message writes, None where it writes none."""
    if title := _title(said):
        return Heard(NameFolder(title), "a title for the folder", "folder_title")
    parted = _parted(said.typed)
    if parted is None:
        return None
    if context.sight == Sight.QUESTION:
        return _beside_the_question(parted, said, world)
    return _beside_a_card(parted, said, context, world)


def _beside_the_question(parted: _Parted, said: Utterance, world: World) -> Heard:
    """Return the remark on a question, with the level told in the same message."""
    of, level = level_of_another(
        Utterance(f"{parted.before} {parted.announced}", said.parser), world
    )
    before = Utterance(parted.before, said.parser)
    if not of and before.words:
        level = level_said(before, world)
    return Heard(Level(level, of, parted.remark), "a remark beside the answer", "comment")


def _beside_a_card(
    parted: _Parted, said: Utterance, context: Context, world: World
) -> Heard | None:
    """Return the note on the card that its announcement means, else on the one open."""
    announced = Utterance(f"{parted.before} {parted.announced}", said.parser)
    if not announced.holds(ways().leads["beside_a_card"]):
        return None
    ids = kept_meant(announced, context, world) or tuple(filter(None, (context.card,)))
    cards = [each for each in ids if each in world.collection.cards]
    written = replace(context, listed=(), card="")
    if len(cards) != 1 or (
        kept_meant(Utterance(parted.remark, said.parser), written, world)
        and len(tokens(parted.remark)) < 4
    ):
        return None  # "note : la 45" is no note
    return Heard(Annotate(cards[0], parted.remark), "a note beside a card", "folder_note")


def _parted(text: str) -> _Parted | None:
    """Part a message where it announces a remark: "ajoute que", "remarque :"."""
    leads, words = ways().leads, text.split()
    plain = [fold(word).strip(_SIGNS) for word in words]
    for i, word in enumerate(plain[:-1]):
        if i > _MOST_BEFORE or not {word, *tokens(word)} & {
            *leads["remark_verbs"],
            *leads["remark_nouns"],
        }:
            continue
        if word in leads["remark_verbs"] and (end := _that(words, plain, i + 1)):
            return _made(words, i, *end)
        colon = next(
            (j for j in range(i, min(i + _FARTHEST, len(words))) if words[j].endswith(_COLON)), -1
        )
        if colon >= 0:
            return _made(words, i, colon + 1, " ".join(words[colon + 1 :]))
    return None


def _that(words: Sequence[str], plain: Sequence[str], i: int) -> tuple[int, str] | None:
    """Return where what follows "que" begins, past the words that may stand before it."""
    beside = ways().leads["beside"]
    last = i + _FARTHEST
    while i < min(len(plain) - 1, last) and plain[i] in beside:
        i += 1
    for each in ways().leads["that"]:
        if plain[i] == each and i + 1 < len(words):
            return i + 1, " ".join(words[i + 1 :])
        if fold(words[i]).replace("’", "'").startswith(f"{each}'"):
            return i, " ".join((words[i][len(each) + 1 :], *words[i + 1 :]))
    return None


def _made(words: Sequence[str], start: int, end: int, remark: str) -> _Parted | None:
    """Return a remark with what was said before it, None where nothing is left of it."""
    kept = remark.strip(' ,;:-–—«»"“”')
    if kept.endswith(")") and "(" not in kept:
        kept = kept[:-1].rstrip()
    before = list(words[:start])
    while before and fold(before[-1]).strip(_SIGNS) in ways().leads["joins_a_remark"]:
        before.pop()
    if not kept:
        return None
    return _Parted(" ".join(before).strip(_SIGNS), " ".join(words[start:end]), kept)


def _title(said: Utterance) -> str:
    """Return the title that a message gives the folder: "appelle mon dossier Conseil de mai"."""
    leads, words = ways().leads, said.typed.split()
    plain = [fold(word).strip(_SIGNS) for word in words]
    named = next((i for i, word in enumerate(plain) if word in leads["folder_words"]), -1)
    naming = any(
        word in leads["naming"] or set(tokens(word)) & {*leads["naming"]} for word in plain
    )
    if named < 0 or not naming or said.is_question:
        return ""
    colon = next((i for i, word in enumerate(words) if i and word.endswith(_COLON)), -1)
    begins = colon + 1 if colon >= 0 else named + 1
    while begins < len(words) and plain[begins] in (*leads["naming"], *leads["before_a_title"]):
        begins += 1
    return " ".join(words[begins:]).strip(' ,;:.-–—«»"“”')
