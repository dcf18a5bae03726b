"""What is stored of a chat besides its session, in words a person reads.

It is what it was told and sent, and how the bot stands with it.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from bot.digest.content import OPEN, REOPENED
from bot.digest.deliveries import DeliveryState
from bot.digest.outbox import Outbox

if TYPE_CHECKING:
    from bot.conversation.world import World
    from bot.digest.deliveries import HeldDelivery, KeptOfChat
    from bot.storage.store import ChatStanding, Store

UNREADABLE = {
    "à savoir": (
        "ce qui est enregistré ne peut pas être lu en ce moment : redemandez ce fichier demain"
    )
}
_STATES = {
    DeliveryState.WAITING: "à envoyer",
    DeliveryState.SENDING: "en cours d’envoi",
    DeliveryState.SENT: "envoyé",
    DeliveryState.UNCERTAIN: "peut-être reçu, à renvoyer",
    DeliveryState.DEFERRED: "à envoyer plus tard",
    DeliveryState.REFUSED: "refusé par la messagerie, ou abandonné après plusieurs essais",
    DeliveryState.BLOCKED: "en attente : la conversation est bloquée",
}


def record(store: Store, chat: str, world: World) -> dict[str, Any]:
    """Return what the database of a store keeps of a chat besides its session.

    StoreError is raised where it can't be read.
    """
    with closing(Outbox(store.path)) as outbox:
        return in_words(outbox.held(chat), store.standings().get(chat), world)


def in_words(held: KeptOfChat, standing: ChatStanding | None, world: World) -> dict[str, Any]:
    """Return what is kept of a chat, by what each thing is called; what is empty is told too."""
    return {
        "dernier rendez-vous de la semaine": held.last,
        "ce que je vous ai annoncé": [
            _announced(world, key) | {"le": day} for key, day in held.told
        ],
        "les messages de la semaine": [_message(world, each) for each in held.deliveries],
        "ce que je sais de cette conversation": _standing(standing),
    }


def _announced(world: World, key: str) -> dict[str, Any]:
    """Return what a key tells.

    "at-1#2" is a version of an aid, "closing-7:at-1#2" a reminder, "twin:..." a twin, "card:45" a
    card.
    """
    what, _, name = key.rpartition(":")
    if what == "card":
        return _card(world, name)
    identifier, _, version = name.rpartition("#")
    told = (
        _aid(world, identifier)
        if what != "twin"
        else {"aide annoncée sous un autre nom": identifier}
    )
    if what.startswith("closing-"):
        return told | {"rappel": f"{what.removeprefix('closing-')} jours avant la fin"}
    return told | {"version": version}


def _message(world: World, each: HeldDelivery) -> dict[str, Any]:
    digest = each.digest
    aids = [
        _aid(world, item.aid) | {"annonce": _notice(item.notice), "pourquoi": item.reasons}
        for item in digest.items
    ]
    return {
        "choisi le": digest.day,
        "écrit le": each.written,
        "état": _STATES[each.state],
        "depuis": each.ended,
        "aides": aids,
        "fiches": [_card(world, card) for card in (*digest.cards, digest.practice) if card],
    }


def _notice(notice: str) -> str:
    if notice.startswith("closing-"):
        return f"rappel, {notice.removeprefix('closing-')} jours avant la fin"
    return {REOPENED: "rouverte ou prolongée", OPEN: "ouverte"}.get(notice, "nouvelle")


def _aid(world: World, identifier: str) -> dict[str, Any]:
    known = world.live.records.get(identifier)
    return {"aide": identifier, "titre": known.aid.name if known else ""}


def _card(world: World, identifier: str) -> dict[str, Any]:
    card = world.collection.cards.get(identifier)
    return {"fiche": identifier, "titre": card.title if card else ""}


def _standing(standing: ChatStanding | None) -> list[str]:
    """Return how the bot stands with a chat, a line a thing."""
    if standing is None:
        return []
    became = f"ce groupe a maintenant le numéro {standing.became}" if standing.became else ""
    blocked = "elle m’a bloqué : je n’y écris plus de moi-même" if standing.suspended else ""
    absent = "je lui ai dit que j’étais arrêté" if standing.apologised else ""
    return [line for line in (blocked, absent, became) if line]
