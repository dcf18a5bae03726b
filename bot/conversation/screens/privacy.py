"""What is kept of a person and how long, all of it as a file, and its erasure."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.conversation import buttons
from bot.conversation.days import WEEKDAYS, day_of, is_recent
from bot.conversation.replies import Attachment, Reply
from bot.conversation.retention import RETENTION
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.session import Answered, Session
from bot.conversation.subscription import Subscription
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.world import World

_LABELS = {
    "place": "votre territoire",
    "folder": "votre dossier",
    "assessment": "votre autodiagnostic",
    "previous_assessment": "votre autodiagnostic précédent",
    "question": "question de l’autodiagnostic où vous en êtes",
    "scope": "enjeu auquel se limite l’autodiagnostic",
    "subscription": "votre abonnement et les aides que vous gardez",
    "offered": "dernières fiches proposées",
    "shown": "nombre de fiches vues parmi elles",
    "aids": "votre dernière question portait sur les aides ouvertes",
    "card": "dernière fiche ou aide ouverte",
    "waiting": "ce que votre prochain message complète",
    "sight": "ce que montrait mon dernier message",
    "seen": "dernier message",
    "need": "dernière question (en mémoire, jamais enregistrée avec cette conversation)",
    "added": "ce que vous y avez ajouté (en mémoire)",
    "dropped": "ce que vous en avez retiré (en mémoire)",
}
_OF_ONE_TURN = ("notes", "uses", "given", "erased")


def show(turn: Turn, _: str = "") -> Outcome:
    """Say what is kept, why and how long."""
    doors = (buttons.press("mydata", "Recevoir mes données"), buttons.press("erase", "Effacer mes données"))
    return turn.says(Reply(say("privacy", retention=RETENTION.values()), (doors, (buttons.HELP,))))


def give_all(turn: Turn, _: str = "") -> Outcome:
    """Give all that the session holds as a file, to which the driver adds what is stored besides."""
    doors = (buttons.press("erase", "Effacer mes données"), buttons.press("privacy", "Vie privée"))
    reply = Reply(say("mydata"), (doors,), data_file(turn.world, turn.session))
    return replace(turn.session, given=True), (reply,)


def ask_erase(turn: Turn, _: str = "") -> Outcome:
    """Say what would be erased, and ask once; the button carries its day, so that an old one asks again."""
    yes = buttons.press("erase-yes", "Oui, tout effacer", day_of(turn.now).isoformat())
    rows = ((yes, buttons.press("privacy", "Non, tout garder")), (buttons.press("mydata", "Recevoir d’abord mes données"),))
    return turn.says(Reply(say("erase", going=_going(turn.world, turn.session)), rows))


def erase(turn: Turn, day: str) -> Outcome:
    """Forget everything, and have the driver erase what is stored; ask again where the question is not of these days."""
    if day and not is_recent(day, day_of(turn.now)):
        return ask_erase(turn)
    return Session(erased=True), (Reply(say("erased"), ((buttons.THEMES, buttons.HELP),)),)


def data_file(world: World, session: Session, besides: Mapping[str, Any] | None = None) -> Attachment:
    """Return the file of all that is kept of a chat: its session, and what is stored besides, already in words."""
    content = json.dumps({**everything(world, session), **(besides or {})}, ensure_ascii=False, indent=2, default=str)
    return Attachment("mes-donnees.json", content.encode(), "Tout ce que Tambour garde de vous, en texte")


def everything(world: World, session: Session) -> dict[str, Any]:
    """Return all that is remembered of a chat, in words a person reads."""
    names = [*_LABELS, *(each.name for each in fields(Session) if each.name not in (*_LABELS, *_OF_ONE_TURN))]
    return {_LABELS.get(name, name): _readable(world, name, getattr(session, name)) for name in names}


def _readable(world: World, name: str, value: Any) -> Any:
    if isinstance(value, Answered):
        return _answers(world, value)
    if isinstance(value, Subscription):
        return _followed(world, value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if name == "place" and value:
        return {"code": value, "nom": world.place_name(value)}
    if name in ("folder", "offered"):
        return [_titled(world, card) for card in value]
    if name == "card" and value:
        return _titled(world, value)
    return value


def _titled(world: World, card_id: str) -> dict[str, str]:
    if record := world.live.records.get(card_id):
        return {"aide": card_id, "titre": record.aid.name}
    card = world.collection.cards.get(card_id)
    return {"fiche": card_id, "titre": card.title if card else ""}


def _followed(world: World, subscription: Subscription) -> dict[str, Any]:
    collection = world.collection
    return {
        "abonné": subscription.active,
        "en pause": subscription.paused,
        "thèmes": [collection.themes[each].title if each in collection.themes else each for each in subscription.themes],
        "publics": [
            collection.audiences[each].name if each in collection.audiences else each for each in subscription.audiences
        ],
        "mots": subscription.words,
        "territoire": {"code": subscription.place, "nom": world.place_name(subscription.place)},
        "types d’aide": [KINDS.get(each, each) for each in subscription.kinds],
        "jour et heure": f"{WEEKDAYS[subscription.day]}, {subscription.hour} h",
        "demandé le": subscription.since,
        "aides gardées": [_titled(world, each) for each in subscription.kept],
    }


def _answers(world: World, answered: Answered) -> dict[str, Any]:
    questions = {item.id: item.question for item in world.collection.assessment.items}
    labels = {level.value: level.label for level in world.collection.assessment.levels}
    answers = [
        {
            "question": questions.get(each, each),
            "niveau": labels.get(answered.levels.get(each, -1), answered.levels.get(each)),
            "commentaire": answered.comments.get(each, ""),
        }
        for each in dict.fromkeys((*answered.levels, *answered.comments))
    ]
    others = {name: value for name, value in asdict(answered).items() if name not in ("levels", "comments", "begun")}
    return {"commencé le": answered.begun, "réponses": answers} | others


def _going(world: World, session: Session) -> list[str]:
    """Return what an erasure takes away, in words."""
    blank, folder = Answered(), len(session.folder)
    answers = f"{len(session.assessment.levels)} réponse{'s' if len(session.assessment.levels) > 1 else ''}"
    place = world.place_name(session.place) or session.place
    kept_aids = len(session.subscription.kept)
    going = {
        f"votre territoire : {place}": place,
        f"votre dossier : {folder} fiche{'s' if folder > 1 else ''}": folder,
        f"votre autodiagnostic : {answers} et vos commentaires": session.assessment != blank,
        "votre autodiagnostic précédent": session.previous_assessment != blank,
        "votre abonnement : je ne vous enverrai plus rien de moi-même": session.subscription.active,
        f"vos aides gardées ({kept_aids}) et leurs rappels": kept_aids,
        "votre dernière question et les dernières fiches vues": session.need or session.offered or session.card,
    }
    return [words for words, kept in going.items() if kept]


DOORS = Doors(
    presses={"privacy": show, "mydata": give_all, "erase": ask_erase, "erase-yes": erase},
    commands={"confidentialite": show, "mesdonnees": give_all, "effacer": ask_erase},
    words=spoken(show, "vie privee", "confidentialite", "rgpd", "donnees personnelles", "que gardez-vous de moi")
    | spoken(give_all, "mes donnees", "mes donnees personnelles", "voir mes donnees", "recevoir mes donnees")
    | spoken(ask_erase, "effacer mes donnees", "efface mes donnees", "effacez mes donnees", "supprimer mes donnees")
    | spoken(ask_erase, "tout effacer", "efface tout", "effacez tout", "oublie-moi", "oubliez-moi", "oubliez moi"),
    wishes={"privacy": show, "erase": ask_erase},
)
