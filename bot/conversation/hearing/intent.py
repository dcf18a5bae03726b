"""From a kind of act and what the message points at, to the act itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import (
    AskFact,
    AskNeed,
    Compare,
    Courtesy,
    NotThere,
    OfSeen,
    Show,
    WhichOne,
)
from bot.conversation.hearing.aids_said import aids, calendar, fresh, kept_aids
from bot.conversation.hearing.assess_said import assess, standing
from bot.conversation.hearing.bodies_said import (
    body_alone,
    define,
    overview,
    partner_does,
    partners,
)
from bot.conversation.hearing.comparing import compare
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.facts import asked_in_general
from bot.conversation.hearing.files_said import print_
from bot.conversation.hearing.folder_order import arrange
from bot.conversation.hearing.folder_said import (
    keep_all,
    keep_only,
    named_in_folder,
    note_on,
    remove,
    title_of,
)
from bot.conversation.hearing.following_said import (
    follow,
    follow_change,
    follow_resume,
    follow_when,
)
from bot.conversation.hearing.pause_said import pause_said
from bot.conversation.hearing.place_said import (
    around,
    only_done_there,
    place_change,
    place_forgotten,
    place_set,
    same_size,
)
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import AskRegion, Define

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.forms import Form
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World

# Never of the first of a list.
ONLY_OF_THE_OPEN = frozenset(("keep", "unkeep", "share", "alike", "error", "write"))
# A bare number after them asks the same of its card.
_ASKED_AGAIN = frozenset(("contact", "payment"))
_REGION = "context"  # the button of the region's figures
FACTS = frozenset(
    ("cost", "place", "population", "steps", "figures", "link", "deadline", "amount", "apply",
     "whom", "doubt", "summary")
)  # fmt: skip
COURTESIES = frozenset(
    ("thanks", "bye", "apology", "anger", "weary", "compliment", "insult", "joke", "language",
     "inhabitant", "robot", "human", "outside", "nod", "greet")
)  # fmt: skip


def act_of(
    kind: str, said: Utterance, context: Context, world: World, pointed: Pointed
) -> Act | None:
    """Return the act of a kind, None where nothing in sight can be meant by it."""
    known = ways().kinds.get(kind)
    if known is None:
        return None
    if make := _MAKERS.get(kind):
        return make(said, context, world, pointed)
    if kind in COURTESIES:
        return _courtesy(kind, context, said)
    if known.of_sight:
        return _of_seen(kind, said, context, world, pointed)
    return Show(known.does) if known.does else None


def _courtesy(kind: str, context: Context, said: Utterance) -> Act:
    """Return the answer to a courtesy.

    A first greeting is answered by the welcome, a nod at nothing by the help.
    """
    first = not context.sight
    return (
        Show("welcome")
        if kind == "greet" and first
        else Show("help")
        if kind == "nod" and first
        else Courtesy(kind, said.typed)
    )


def goes_on(form: Form, pointed: Pointed, context: Context, said: Utterance) -> str:
    """Return what was just asked of another card, where a message only points at one more.

    "et la 3 ?" does; for others it is "". Two cards are compared where an "ou"
    stands between them, or "c'est pareil ?" is asked of them.
    """
    asks_only = all(word in ways().words.ignored for word in pointed.rest)
    if (
        (form.kind == "open" or asks_only)
        and len(pointed.ids) == 2
        and (
            not ways().words.either.isdisjoint(said.words)
            or said.holds(ways().leads["same_or_not"])
        )
    ):
        return "compare"
    if form.kind != "open" or not pointed.ids or not asks_only:
        return ""
    if context.asked == "keep" and said.holds(ways().leads["one_more"]):
        return context.asked
    went_on = not ways().words.goes_on.isdisjoint(said.words)
    return (
        context.asked
        if context.asked in _ASKED_AGAIN or (went_on and context.asked in FACTS)
        else ""
    )


def _of_seen(
    kind: str, said: Utterance, context: Context, world: World, pointed: Pointed
) -> Act | None:
    """Return what is asked of the cards pointed at, or of those in sight.

    Where none is pointed at, it is the open one, else the first of the list.
    """
    if pointed.missing and not pointed.ids:
        return NotThere(pointed.missing[0], pointed.explicit, pointed.ranked)
    if pointed.ids:
        ids = pointed.ids
    elif pointed.left_out and kind == "unkeep":
        ids = pointed.left_out
    elif context.card and not (kind == "contact" and body_alone(said, context, world)):
        ids = (context.card,)
    elif kind == "contact" and (body := body_alone(said, context, world)):
        return Define(partners=(body,))
    elif not context.listed and kind == "error":
        ids = ()
    elif not context.listed:
        return NotThere() if kind in ONLY_OF_THE_OPEN or kind in ("open", "contact") else None
    elif kind == "share" and context.sight == Sight.FOLDER:
        return Show(ways().kinds["print"].does)  # "envoie-le moi" of the folder
    elif len(context.listed) > 1 and (
        kind in ONLY_OF_THE_OPEN or (kind in _ASKED_AGAIN and _of_none_named(said, context))
    ):
        return WhichOne(kind)
    else:
        ids = context.seen[:1]
    if kind in FACTS and len(ids) == 1 and (card := world.collection.cards.get(ids[0])):
        return AskFact(said.typed, asked_in_general(kind, said, card, world))
    return OfSeen(kind, ids, said.typed)


def _of_none_named(said: Utterance, context: Context) -> bool:
    """Tell whether "celle-là" is said of cards side by side, of which none was told to be it."""
    return context.did == Compare.__name__ and bool(said.holds(ways().leads["this_one"]))


def _unkeep(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the removal of what is pointed at, else of what is named in the folder."""
    kept = (*context.folder, *context.kept_aids)
    if not (kept or pointed.ids or context.card):
        return None
    aside = ways().words.ignored | set(ways().leads["folder_words"])
    if pointed.ids and all(word in aside for word in pointed.rest):
        return OfSeen("keep", pointed.ids, said.typed)  # "la 1 dossier"
    if kept and not (pointed.ids or pointed.left_out):
        named = named_in_folder(said, context, world)
        if named:
            return OfSeen("unkeep", named, said.typed)
    return _of_seen("unkeep", said, context, world, pointed)


def _back(said: Utterance, context: Context, __: World, pointed: Pointed) -> Act:
    """Return the way back to the last list, or to the subject that is named.

    Where none was listed and cards are kept, the list is theirs.
    """
    if context.folder and not (context.need or context.listed):
        return Show(ways().kinds["folder"].does)
    named = not pointed.ids and any(unit.meanings for unit in said.need.subject)
    labels = (unit.label for unit in said.need.units if unit.meanings)
    return AskNeed((" ".join(labels),)) if named else Show(ways().kinds["back"].does)


def _alike(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the cards like the one meant; of a list, the next ones; of two, how alike they are."""
    if len(pointed.ids) > 1:
        return compare(said, context, world, pointed)
    if not pointed.ids and not context.card and context.listed:
        return Show("next")
    return _of_seen("alike", said, context, world, pointed)


def _privacy(said: Utterance, *_: object) -> Act:
    asked = next((each for each in ("who_reads", "how_long") if said.holds(ways().leads[each])), "")
    return Show("privacy", asked)


def _error(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the error told of a card.

    Where the message says what is wrong, it is kept as it is.
    """
    act = _of_seen("error", said, context, world, pointed)
    if context.sight == Sight.QUESTION and not pointed.ids:
        return Show(ways().kinds["remark"].does)  # of the question in sight
    if isinstance(act, OfSeen) and not act.ids:
        act = OfSeen("error", only_done_there(said, world), said.typed)
    if isinstance(act, OfSeen) and act.ids and not said.holds(ways().leads["wrong_part"]):
        return OfSeen("error", act.ids)
    return act


def _doubt(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the doubt of a card; of a list of aids, how fresh it is."""
    if not (context.card or pointed.ids) and any(
        each in world.live.records for each in context.listed
    ):
        return Show(ways().kinds["aids_fresh"].does)
    return _of_seen("doubt", said, context, world, pointed)


_MAKERS: dict[str, Callable[[Utterance, Context, World, Pointed], Act | None]] = {
    "compare": compare,
    "kept_aids": kept_aids,
    "calendar": calendar,
    "alike": _alike,
    "back": _back,
    "around": around,
    "same_size": same_size,
    "keep_all": keep_all,
    "remove": remove,
    "define": define,
    "partner_does": partner_does,
    "partners": partners,
    "overview": overview,
    "aids": aids,
    "follow": follow,
    "follow_status": lambda said, *_: Show(
        "subscription", "" if said.folded in ways().kinds["follow_status"].whole else "status"
    ),
    "print": print_,
    "folder_order": arrange,
    "unkeep": _unkeep,
    "keep_only": keep_only,
    "folder_note": note_on,
    "folder_title": title_of,
    "assess_standing": standing,
    "assess": assess,
    "privacy": _privacy,
    "kept_now": lambda *_: Show("privacy", "now"),
    "error": _error,
    "doubt": _doubt,
    "aids_fresh": fresh,
    "place_show": lambda *_: Show("place", "known"),
    "follow_resume": follow_resume,
    "follow_change": follow_change,
    "follow_pause": pause_said,
    "follow_when": follow_when,
    "place_set": place_set,
    "place_change": place_change,
    "place_forget": place_forgotten,
    "near_me": lambda _, context, *__: (
        Show("nearme") if context.need and context.place else Show("nearby")
    ),
    "region": lambda said, *_: (
        Show("context") if said.folded in ways().kinds["region"].whole else AskRegion(said.typed)
    ),
    "assess_resume": lambda *_: Show("assess", "resume"),
    "stop": lambda *_: Show("stop"),
}
