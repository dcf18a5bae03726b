"""From a kind of act and what the message points at, to the act itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import (
    Around,
    AskFact,
    AskNeed,
    AskRegion,
    ChooseTheme,
    Compare,
    Courtesy,
    Define,
    NotThere,
    OfSeen,
    OfSize,
    OpenAids,
    Overview,
    Show,
    TellPlace,
    TellStanding,
    WhichOne,
)
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.corrections import names_only
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.facts import fact_of_kind
from bot.conversation.hearing.folder_order import arrange
from bot.conversation.hearing.folder_said import keep_only, named_in_folder, note_on
from bot.conversation.hearing.following_said import follow, follow_change, follow_when, subject_of
from bot.conversation.hearing.naming import bodies_in
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from matching.need import Facet
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.forms import Form
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World
    from matching.need import Unit

# Never of the first of a list.
ONLY_OF_THE_OPEN = frozenset(("keep", "unkeep", "share", "alike", "error", "write"))
# A bare number after them asks the same of its card.
_ASKED_AGAIN = frozenset(("contact", "payment"))
_MOST_WORDS_OF_A_NAME = 4
_MOST_FIGURES = 6  # of the inhabitants of a place
_OF_A_NEED = (Facet.CONCEPT, Facet.AUDIENCE, Facet.THEME)
_SIGNS = "?!.,;:"
FACTS = frozenset(
    (
        "cost",
        "place",
        "population",
        "steps",
        "figures",
        "link",
        "deadline",
        "amount",
        "apply",
        "whom",
        "doubt",
        "summary",
    )
)
COURTESIES = frozenset(
    ("thanks", "bye", "apology", "anger", "compliment", "insult", "joke", "language",
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

    "et la 3 ?" does; for others it is "". Two cards and an "ou" between them are compared.
    """
    if (
        form.kind == "open"
        and len(pointed.ids) == 2
        and not ways().words.either.isdisjoint(said.words)
    ):
        return "compare"
    if (
        form.kind != "open"
        or not pointed.ids
        or any(word not in ways().words.ignored for word in pointed.rest)
    ):
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
    elif context.card and not (kind == "contact" and _body_alone(said, context, world)):
        ids = (context.card,)
    elif kind == "contact" and (body := _body_alone(said, context, world)):
        return Define(partners=(body,))
    elif not context.listed and kind == "error":
        ids = ()
    elif not context.listed:
        return NotThere() if kind in ONLY_OF_THE_OPEN or kind in ("open", "contact") else None
    elif kind in ONLY_OF_THE_OPEN and len(context.listed) > 1:
        return WhichOne(kind)
    else:
        ids = context.listed[:1]
    if kind in FACTS and len(ids) == 1 and (card := world.collection.cards.get(ids[0])):
        return AskFact(said.typed, fact_of_kind(kind, said, card, world))
    return OfSeen(kind, ids, said.typed)


def _body_alone(said: Utterance, context: Context, world: World) -> str:
    """Return the body whose contact is asked, where no card in sight names it.

    "le contact de la CAF" asks one.
    """
    cards = [
        world.collection.cards[each] for each in context.seen if each in world.collection.cards
    ]
    named = [each for each in said.need.partners if each in world.collection.partners]
    return (
        named[0]
        if named and not any(each.id == named[0] for card in cards for each in card.partners)
        else ""
    )


def _kept_aids(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return the aids kept, the folder where only cards are.

    Of an aid in sight, "rappelle-moi avant la date" keeps it.
    """
    ids = tuple(
        each
        for each in (*pointed.ids, *filter(None, (context.card,)))
        if each in world.live.records
    )[:1]
    if ids and ids[0] not in context.kept_aids and said.holds(ways().leads["keep_this"]):
        return OfSeen("keep", ids, said.typed)
    return Show("keptaids" if context.kept_aids or not context.folder else "folder")


def _calendar(_: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return the deadlines for a calendar: of the aid meant, else of all those kept."""
    ids = tuple(
        each
        for each in (*pointed.ids, *filter(None, (context.card,)))
        if each in world.live.records
    )
    return OfSeen("calendar", ids) if ids else Show("keptics")


def _compare(_: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    ids = pointed.ids if len(pointed.ids) > 1 else ()
    if len(pointed.ids) == 1 and context.card and context.card not in pointed.ids:
        ids = (context.card, *pointed.ids)
    if not ids:
        opened = tuple(dict.fromkeys((*context.trail, *filter(None, (context.card,)))))
        ids = opened[-2:] if len(opened) > 1 else context.listed[:2]
    of_cards = tuple(each for each in ids if each in world.collection.cards)
    return Compare(of_cards[:2]) if len(of_cards) > 1 else WhichOne("compare")


def _around(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    if said.need.places:
        return Overview(place=said.need.places[0])
    card = world.collection.cards.get(context.card)
    if card and said.holds(ways().leads["theme_words"]):
        return ChooseTheme(card.theme)
    if any(map(_is_of_a_need, said.need.subject)):
        return AskNeed((said.typed,))
    seen = (*pointed.ids, *context.seen)
    return Around(seen[0]) if seen else None


def _is_of_a_need(unit: Unit) -> bool:
    """Tell whether something named is a subject or an audience, and no body: "leur com com"."""
    return any(map(unit.about, _OF_A_NEED)) and not unit.about(Facet.PARTNER)


def _same_size(said: Utterance, context: Context, _: World, pointed: Pointed) -> Act:
    """Return what was done in places of like size: of so many inhabitants, else of the card's."""
    seen = (*pointed.ids, *filter(None, (context.card,)))
    counted = [int(word) for word in said.words if word.isdecimal() and len(word) <= _MOST_FIGURES]
    told = counted[0] if counted and said.holds(ways().leads["size"]) else 0
    return OfSize(told, "" if told else next(iter(seen), ""))


def _keep_all(said: Utterance, context: Context, _: World, pointed: Pointed) -> Act:
    """Return the keeping of all in sight, but for what is left out: "garde tout sauf la 2"."""
    out = pointed.left_out
    if out and set(context.listed) <= set(context.folder):
        return OfSeen("unkeep", out, said.typed)
    ids = pointed.ids or context.listed or tuple(filter(None, (context.card,)))
    ids = tuple(each for each in ids if each not in out)
    return OfSeen("keep", ids, said.typed) if ids else NotThere()


def _unkeep(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the removal of what is pointed at, else of what is named in the folder."""
    kept = (*context.folder, *context.kept_aids)
    if kept and not any(each in kept for each in (*pointed.ids, *pointed.left_out)):
        named = named_in_folder(said, context, world)
        if named:
            return OfSeen("unkeep", named, said.typed)
    return _of_seen("unkeep", said, context, world, pointed)


def _standing(said: Utterance, _: Context, world: World, __: Pointed) -> Act:
    """Return where the themes that a message names stand."""
    parts, found = [""], []
    for word in said.typed.split():
        if fold(word).strip(_SIGNS) in ways().leads["parts_themes"]:
            parts.append("")
        else:
            parts[-1] += f" {word}"
    for part in parts:
        found += world.nearest_themes(Utterance(part, said.parser).need)[:1]
    return TellStanding(tuple(dict.fromkeys(found)))


def _remove(said: Utterance, context: Context, _: World, pointed: Pointed) -> Act | None:
    """Return the removal of a card that is kept; "enlève la mobilité" is said of a need."""
    ids = pointed.ids or tuple(filter(None, (context.card,)))
    kept = tuple(each for each in ids if each in (*context.folder, *context.kept_aids))
    return OfSeen("unkeep", kept, said.typed) if kept else None


def _define(said: Utterance, _: Context, world: World, __: Pointed) -> Act | None:
    acronyms, partners, unknown = bodies_in(said, world)
    asks = said.is_question or not set(ways().leads["asking_what"]).isdisjoint(said.words)
    if (acronyms or partners) and asks:
        return Define(acronyms, partners)
    return Define(unknown=unknown) if unknown and said.holds(ways().leads["asks_meaning"]) else None


def _partner_does(said: Utterance, _: Context, world: World, __: Pointed) -> Act | None:
    """Return the body that a question is about; an acronym of a body stands for it."""
    acronyms, partners, _unknown = bodies_in(said, world)
    bodies = {each.acronym: each.partner for each in world.collection.acronyms if each.partner}
    named = (*partners, *(bodies[each] for each in acronyms if each in bodies))
    if named:
        return Define(partners=named[:1])
    return Define(acronyms) if acronyms else None


def _overview(said: Utterance, _: Context, world: World, __: Pointed) -> Act | None:
    themes = world.nearest_themes(said.need)
    place = next(iter(said.need.places), "")
    if not said.holds(ways().leads["overview"]):
        return None  # a subject that is only named is a need
    if not themes and not place:
        return Show("themes")
    return Overview(themes[0] if themes else "", place)


def _aids(said: Utterance, context: Context, _: World, pointed: Pointed) -> Act:
    if said.folded in ways().kinds["aids"].whole:
        return OpenAids()
    if said.holds(ways().leads["closing"]):
        return OpenAids(closing=True)
    about = subject_of(said)
    seen = (*pointed.ids, *filter(None, (context.card,)))
    if about and (not seen or not said.holds(ways().leads["seen_things"])):
        return OpenAids(about)
    return OpenAids(seen[0] if seen else "")


def _place_set(said: Utterance, _: Context, __: World, ___: Pointed) -> Act | None:
    """Return the place to note, where the message says nothing else."""
    named = said.need.named or said.need.places
    leads = ways().leads
    aside = {word for each in (*leads["own_place"], *leads["place_told"]) for word in tokens(each)}
    if not named or not names_only(said, Facet.PLACE, aside):
        return None
    sure = bool(said.holds((*leads["own_place"], *leads["place_told"])))
    return TellPlace(said.typed, sure=sure) if sure or said.holds(leads["speaker"]) else None


def place_called(said: Utterance) -> Act | None:
    """Return the place of a name that nobody here knows, where it is said to be one's own.

    "ma commune c'est Trifouillis" says so.
    """
    lead = said.holds(ways().leads["place_is"])
    rest = (
        said.words[said.words.index(tokens(lead)[-1]) + 1 :]
        if lead and not said.need.places
        else ()
    )
    known = not rest or rest[0] in ways().words.ignored or len(rest) > _MOST_WORDS_OF_A_NAME
    return None if known else TellPlace(" ".join(said.typed.split()[-_words_typed(said, rest) :]))


def _words_typed(said: Utterance, rest: Sequence[str]) -> int:
    """Return in how many words, as typed, the last words of a message stand."""
    typed = said.typed.split()
    return next(
        (
            count
            for count in range(1, len(typed) + 1)
            if len(tokens(" ".join(typed[-count:]))) >= len(rest)
        ),
        len(typed),
    )


def _place_change(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return another place to note, where the message names one and says nothing else.

    Else it is asked for.
    """
    if said.need.places:
        return _place_set(said, context, world, pointed)
    return Show("place", "change")


def _alike(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the cards like the one meant; of a list, the next ones."""
    if not pointed.ids and not context.card and context.listed:
        return Show("next")
    return _of_seen("alike", said, context, world, pointed)


def _print(said: Utterance, context: Context, *_: object) -> Act:
    """Return the files of what is in sight.

    They are those of the self-assessment while one is answered, else of the folder.
    """
    if context.sight in (Sight.QUESTION, Sight.ASSESSMENT):
        return Show(ways().kinds["assess_export"].does)
    return Show("export", shape) if (shape := shape_said(said)) else Show("folder-export")


def shape_said(said: Utterance) -> str:
    """Return the sort of file that a message names: "csv", "vcf", "pdf", "html"; "" for none."""
    return next(
        (
            shape
            for shape in ("csv", "vcf", "pdf", "html")
            if said.holds(ways().leads[f"as_{shape}"])
        ),
        "",
    )


def _assess(said: Utterance, _: Context, world: World, __: Pointed) -> Act:
    """Return the self-assessment, of the challenge or the theme that a message names."""
    if said.folded in ways().kinds["assess"].whole:
        return Show("assessment")
    numbers = numbers_in(said.words)
    if said.holds(ways().leads["challenge"]) and len(numbers) == 1 and numbers[0] > 0:
        return Show("assess", str(numbers[0]))
    themes = world.nearest_themes(_after(said, ways().leads["assess_on"]).need)
    return Show("assess", f"theme:{themes[0]}") if themes else Show("assessment")


def _after(said: Utterance, leads: tuple[str, ...]) -> Utterance:
    """Return what follows the last of some words in a message; nothing where none stands in it."""
    starts = [i for i, word in enumerate(said.words) if word in leads]
    rest = (
        [word for word in said.words[starts[-1] + 1 :] if word not in ways().leads["assess"]]
        if starts
        else []
    )
    return Utterance(" ".join(rest), said.parser)


def _privacy(said: Utterance, *_: object) -> Act:
    asked = next((each for each in ("who_reads", "how_long") if said.holds(ways().leads[each])), "")
    return Show("privacy", asked)


def _error(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return the error told of a card.

    Where the message says what is wrong, it is kept as it is.
    """
    act = _of_seen("error", said, context, world, pointed)
    if isinstance(act, OfSeen) and act.ids and not said.holds(ways().leads["wrong_part"]):
        return OfSeen("error", act.ids)
    return act


_MAKERS: dict[str, Callable[[Utterance, Context, World, Pointed], Act | None]] = {
    "compare": _compare,
    "kept_aids": _kept_aids,
    "calendar": _calendar,
    "alike": _alike,
    "around": _around,
    "same_size": _same_size,
    "keep_all": _keep_all,
    "remove": _remove,
    "define": _define,
    "partner_does": _partner_does,
    "overview": _overview,
    "aids": _aids,
    "follow": follow,
    "follow_status": lambda said, *_: Show(
        "subscription", "" if said.folded in ways().kinds["follow_status"].whole else "status"
    ),
    "print": _print,
    "folder_order": arrange,
    "unkeep": _unkeep,
    "keep_only": keep_only,
    "folder_note": lambda said, context, world, _: note_on(said, context, world),
    "assess_standing": _standing,
    "assess": _assess,
    "privacy": _privacy,
    "error": _error,
    "place_show": lambda *_: Show("place", "known"),
    "follow_change": follow_change,
    "follow_when": follow_when,
    "place_set": _place_set,
    "place_change": _place_change,
    "near_me": lambda _, context, *__: (
        Show("nearme") if context.need and context.place else Show("nearby")
    ),
    "region": lambda said, *_: (
        Show("context") if said.folded in ways().kinds["region"].whole else AskRegion(said.typed)
    ),
    "assess_resume": lambda *_: Show("assess", "resume"),
    "stop": lambda *_: Show("stop"),
}
