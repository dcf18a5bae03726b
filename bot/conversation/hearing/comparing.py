"""Which cards are to be compared, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import Compare, OfSeen, Show, WhichOne
from bot.conversation.hearing.ways import ways
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_REGION = "context"  # the button of the region's figures
_MOST = 3  # cards side by side
_BY = ("cost", "means", "results", "size", "urgency")
_FEW_WORDS = 5  # of "la moins chère", which asks no more


def compare(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act | None:
    """Return what is to be compared.

    They are the cards pointed at, all those listed where it is asked which of them is the
    cheapest, else the last two opened, or the first two listed.
    """
    if not context.seen and not pointed.ids and said.holds(ways().leads["last_time"]):
        return Show(ways().kinds["assess_progress"].does)
    of_region = any(buttons.read(data)[0] == _REGION for _, data in context.doors)
    if of_region and not (context.seen or pointed.ids):
        return Show(_REGION)  # "et par rapport à la France ?"
    leads = ways().leads
    if said.holds(leads["nearest_of_them"]) and not said.holds(leads["not_nearest"]):
        return Show("nearme") if context.need and context.place else Show("nearby")
    if not pointed.ids and (theirs := _done_by(said, _of_cards(context.listed, world), world)):
        return OfSeen("open", (theirs,), said.typed)
    by = told_apart_by(said)
    if by and not pointed.ids and (listed := _of_cards(context.listed, world)[:_MOST]):
        return Compare(listed, by)
    ids = pointed.ids if len(pointed.ids) > 1 else ()
    if len(pointed.ids) == 1 and context.card and context.card not in pointed.ids:
        ids = (context.card, *pointed.ids)
    if not ids:
        opened = tuple(dict.fromkeys((*context.trail, *filter(None, (context.card,)))))
        ids = opened[-2:] if len(opened) > 1 else context.listed[:2]
    of_cards = _of_cards(ids, world)
    return Compare(of_cards[:2], by) if len(of_cards) > 1 else WhichOne("compare")


def _done_by(said: Utterance, listed: tuple[str, ...], world: World) -> str:
    """Return the first card listed that a body named there did: "laquelle est faite par un CCAS".

    Its place, its contacts or what it tells of who did it name that body; it is "" for none.
    """
    if not said.holds(ways().leads["done_by"]) or not said.need.partners:
        return ""
    bodies = [world.collection.partners[each] for each in said.need.partners]
    names = [set(tokens(name)) for each in bodies for name in (each.name, *each.aliases)]
    return next((each for each in listed if _tells_who(each, names, world)), "")


def _tells_who(card_id: str, names: Iterable[set[str]], world: World) -> bool:
    card = world.collection.cards[card_id]
    who = [answer.says for answer in card.answers if answer.about == "who" and not answer.absent]
    places = [card.place.name] if card.place else []
    told = [set(tokens(each)) for each in (*places, *who)]
    return any(name <= each for name in names for each in told)


def told_apart_by(said: Utterance) -> str:
    """Return by what it is asked which card is best: "cost" of "laquelle est la moins chère"."""
    leads = ways().leads
    if not said.holds(leads["which_of_them"]):
        return ""
    return next((by for by in _BY if said.holds(leads[f"apart_by_{by}"])), "")


def asks_which_of_them(said: Utterance, context: Context, world: World) -> bool:
    """Tell whether it is asked which card of the list is best, by something or by its place."""
    leads = ways().leads
    short = len(said.words) <= _FEW_WORDS and said.begins(leads["most_of_them"])
    asks = short or said.holds(leads["which_alone"])
    near = said.holds(leads["nearest_of_them"]) and not said.holds(leads["not_nearest"])
    listed = _of_cards(context.listed, world)
    return bool(listed and asks and (near or told_apart_by(said)))


def _of_cards(ids: tuple[str, ...], world: World) -> tuple[str, ...]:
    return tuple(each for each in ids if each in world.collection.cards)
