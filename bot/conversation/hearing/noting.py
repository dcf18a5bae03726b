"""What someone writes beside a question, beside a card of the folder, or over the folder.

"en place, et ajoute que c'est le jeudi", "note sur la 45 : voir en mars", "appelle mon dossier
Conseil de mai". Read as typed: a remark is kept as it was written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation import buttons
from bot.conversation.acts import Awaited, Heard, Level, WhichOne
from bot.conversation.folder_acts import Annotate, NameFolder
from bot.conversation.hearing.answering import level_of_another, level_said
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.expressions import expressions
from bot.conversation.hearing.folder_said import kept_meant
from bot.conversation.hearing.moving import tells_place
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of
from matching.words import fold, fold_word, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_FARTHEST = 9  # words between what announces a remark and its colon
_MOST_BEFORE = 14  # words before what announces a remark
_SIGNS = " \t,;.:!()«»\"“”'’-–—"
_COLON = ":"
_MOST_AGAIN = 24  # words of a title or a note written again
_SHORT_HEAD = 4  # words before the colon of a title: "titre : Conseil de mai"
_KEEP = "keep"  # the button that keeps a card
_NOTES = "folder-notes"  # the button of the notes, in sight just after one was written
_TITLED = "folder-export"  # the same of the title
_QUOTED = re.compile(r"(.+?)\s*[\"«“]\s*(.+?)\s*[\"»”]\s*[.!]?", re.DOTALL)


class _Parted(NamedTuple):
    """A remark, what announces it, and what is said before."""

    before: str
    announced: str
    remark: str


def noted(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return the remark, the note or the title that a message writes, None where it writes none."""
    if title := _title(said, context):
        return Heard(NameFolder(title), "a title for the folder", "folder_title")
    if again := _written_again(said, context):
        return again
    parted = _quoted(said.typed) or _parted(said.typed)
    if parted is None:
        return _one_more_note(said, context, world)
    if context.sight == Sight.QUESTION:
        return _beside_the_question(parted, said, world)
    return _beside_a_card(parted, said, context, world) or _one_more_note(said, context, world)


def _written_again(said: Utterance, context: Context) -> Heard | None:
    """Return the title or the note just written, in other words: "non plutôt Santé 2027"."""
    done = context.did in (NameFolder.__name__, Annotate.__name__, Awaited.__name__)
    first = context.doors[0][1] if done and context.doors else ""
    named = first == _TITLED
    if not (named or (first == _NOTES and context.noted)) or said.is_question:
        return None
    words = said.typed.split()
    plain = [fold_word(word).strip(_SIGNS) for word in words]
    begun = expressions(ways().leads["writes_again"]).longest_at(plain)
    written = " ".join(words[begun:]).strip(_SIGNS)
    if not begun or not written or len(said.words) > _MOST_AGAIN:
        return None
    act = NameFolder(written) if named else Annotate(context.noted, written)
    return Heard(act, "what was just written, again", "folder_title" if named else "folder_note")


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
    leads, announced = ways().leads, Utterance(f"{parted.before} {parted.announced}", said.parser)
    if tells_place(Utterance(parted.remark, said.parser)):
        return None  # "garde la 1 et note que je suis à Marle"
    meant = kept_meant(announced, context, world)
    only_announces = {*leads["remark_nouns"], *leads["that"]}
    named = bool(context.card) and only_announces.issuperset(announced.words)
    if not (
        named
        or announced.holds(leads["beside_a_card"])
        or (meant and announced.holds(leads["writes"]))
    ):
        return None
    seen = meant or tuple(filter(None, (context.card,))) or _asked_which(context)
    cards = [each for each in seen if each in world.collection.cards]
    written = replace(context, listed=(), card="")
    if len(cards) != 1 or (
        point(Utterance(parted.remark, said.parser), written, world).ids
        and len(tokens(parted.remark)) < 4
    ):
        return None  # "note : la 45" is no note
    return Heard(Annotate(cards[0], parted.remark), "a note beside a card", "folder_note")


def _asked_which(context: Context) -> tuple[str, ...]:
    """Return the first of the list where it was just asked which one to keep: that is noted on."""
    keeps = [data for _, data in context.doors if buttons.read(data)[0] == _KEEP]
    asked = context.did == WhichOne.__name__ and len(keeps) == len(context.listed)
    return context.listed[:1] if asked else ()


def _one_more_note(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return the note on one card more, just after another: "et sur la deuxième : un devis"."""
    head, colon, remark = said.typed.partition(_COLON)
    named = Utterance(head, said.parser)
    goes_on = any(data == _NOTES for _, data in context.doors) and context.folder
    if not (goes_on and colon and remark.strip()) or len(named.words) > _FARTHEST:
        return None
    note = remark.strip(_SIGNS)
    leads = ways().leads
    again = (*leads["remark_nouns"], *leads["replacing"], *leads["takes_back"], *leads["slips"])
    pointed = point(named, replace(context, listed=context.folder, first=1), world)
    if not pointed.ids and context.noted and named.holds(again):
        return Heard(Annotate(context.noted, note), "the note just written, again", "folder_note")
    aside = ways().words.ignored | set(ways().leads["beside"])
    if len(pointed.ids) != 1 or any(word not in aside for word in pointed.rest):
        return None
    return Heard(Annotate(pointed.ids[0], note), "a note on one card more", "folder_note")


def _quoted(text: str) -> _Parted | None:
    """Part a message where it quotes a remark: sur la 45 note "budget à vérifier"."""
    found = _QUOTED.fullmatch(text.strip())
    if found is None:
        return None
    announced = {word for each in found[1].split() for word in (fold(each).strip(_SIGNS),)}
    verbs = {*ways().leads["remark_verbs"], *ways().leads["remark_nouns"]}
    return _Parted("", found[1].strip(), found[2].strip()) if announced & verbs else None


def _parted(text: str) -> _Parted | None:
    """Part a message where it announces a remark: "ajoute que", "remarque :"."""
    leads, words = ways().leads, text.split()
    plain = [fold_word(word).strip(_SIGNS) for word in words]
    announcing = {*leads["remark_verbs"], *leads["remark_nouns"]}
    for i, word in enumerate(plain[: min(len(words) - 1, _MOST_BEFORE + 1)]):
        if announcing.isdisjoint((word, *tokens(word))):
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


def _but_for_hesitation(words: Sequence[str]) -> list[str]:
    """Return the words of a message from the first that does not hesitate: "en fait, plutôt"."""
    aside = words_of("hesitates")
    telling = (i for i, word in enumerate(words) if fold(word).strip(_SIGNS) not in aside)
    return list(words[next(telling, 0) :])


def _title(said: Utterance, context: Context) -> str:
    """Return the title that a message gives the folder: "appelle mon dossier Conseil de mai"."""
    leads, words = ways().leads, _but_for_hesitation(said.typed.split())
    plain = [fold_word(word).strip(_SIGNS) for word in words]
    quoted = _QUOTED.fullmatch(said.typed.strip())
    if context.folder and quoted and not {*plain}.isdisjoint(leads["naming"]):
        return quoted[2].strip()
    head, mark, rest = said.typed.partition(_COLON)
    named_so = {*tokens(head)} & {*leads["naming"]}
    if context.folder and mark and named_so and len(tokens(head)) <= _SHORT_HEAD:
        return rest.strip(_SIGNS)
    begun = words[1:] if words and "-" in words[0] else words[2:]
    names = Utterance(" ".join(words), said.parser).begins(leads["names_it"])
    if context.folder and begun and names and fold(begun[0]) not in leads["folder_words"]:
        return " ".join(_but_for_hesitation(begun)).strip(_SIGNS)
    named = next((i for i, word in enumerate(plain) if word in leads["folder_words"]), -1)
    naming = named >= 0 and any(
        word in leads["naming"] or not {*leads["naming"]}.isdisjoint(tokens(word)) for word in plain
    )
    if not naming or said.is_question:
        return ""
    colon = next((i for i, word in enumerate(words) if i and word.endswith(_COLON)), -1)
    begins = colon + 1 if colon >= 0 else named + 1
    while begins < len(words) and plain[begins] in (*leads["naming"], *leads["before_a_title"]):
        begins += 1
    return " ".join(words[begins:]).strip(' ,;:.-–—«»"“”')
