"""What a few words change in the subscription in sight: "le vendredi", "ajoute la mobilité", "seulement à Guise"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.conversation.days import WEEKDAYS
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.screens.subscription import MOST_WORDS, SIGHT, changed, named_in, subscribe_to
from bot.conversation.screens.subscription_choices import show_time
from bot.conversation.turn import Doors, Outcome, Turn
from matching.words import fold, singular, tokens

_LONGEST = 10  # words
_WHEN = re.compile(
    rf"(?:.*\b)?(?P<day>{'|'.join(WEEKDAYS)})s?(?: (?:matin|soir|midi))?(?: (?:a|vers) (?P<hour>\d{{1,2}}) ?h(?:eures?)?)?"
)
_AT = re.compile(r"(?:(?:plutot|et|le matin|le soir) )*(?:a|vers) (?P<hour>\d{1,2}) ?h(?:eures?)?")
_ANOTHER_TIME = re.compile(r"(?:change[rz]?|modifie[rz]?|un autre|une autre) (?:de |d'|le |l')?(?:jour|heure|horaire)")
_BEFORE_A_DAY = re.compile(r"(?:(?:le|les|plutot|chaque|tous|mais|non|ok|ecris|envoie|moi|je|veux|prefere|voudrais)\b[ ,-]*)*")
_ADDS = re.compile(
    r"(?:et |alors |ok )?(?:r?ajoute[rz]?|suivre)(?: aussi)? (?P<rest>.+)"
    r"|(?:et|(?:je|on) (?:veux|veut|voudrais) aussi)(?: aussi)?(?: pour)? (?P<also>.+)"
)
_ONLY = re.compile(
    r"(?:mais |non )?(?:seulement|uniquement|juste|rien que|que(?= pour| sur| dans| a))(?: sur| pour)? (?P<rest>.+)"
)
_DROPS = re.compile(r"(?:enleve|retire|supprime)[rz]? (?P<rest>.+)|(?:plus|pas) (?:de |d'|le |la |les |l')?(?P<not>.+)")


def adjust(turn: Turn, text: str) -> Outcome | None:
    """Change the day and the hour, or what is followed; leave what says anything else."""
    words = " ".join(fold(text).split()).strip(" ?!.,")
    if len(words.split()) > _LONGEST:
        return None
    if found := _WHEN.fullmatch(words) or _AT.fullmatch(words):
        return _when(turn, words, found)
    if _ANOTHER_TIME.fullmatch(words):
        return show_time(turn)
    if found := _ADDS.fullmatch(words):
        return _add(turn, found["rest"]) if found["rest"] else _add_what_is_known(turn, found["also"])
    if found := _ONLY.fullmatch(words):
        return _only(turn, found["rest"])
    if found := _DROPS.fullmatch(words):
        return _drop(turn, found["rest"] or found["not"])
    return None


def _when(turn: Turn, words: str, found: re.Match[str]) -> Outcome | None:
    """Set the day, the hour or both, where the words before them say nothing else."""
    said, subscription = found.groupdict(), turn.session.subscription
    day = WEEKDAYS.index(said["day"]) if said.get("day") else subscription.day
    hour = int(said["hour"]) if said["hour"] else subscription.hour
    before = words[: found.start("day")] if said.get("day") else ""
    if hour > 23 or not _BEFORE_A_DAY.fullmatch(before):
        return None
    return changed(turn, replace(subscription, day=day, hour=hour))


def _add(turn: Turn, written: str) -> Outcome:
    """Follow one thing more; before any subscription, it is only chosen."""
    subscription = turn.session.subscription
    if subscription.active:
        return subscribe_to(turn, written)
    named = named_in(turn, written)
    chosen = replace(
        subscription,
        themes=tuple(dict.fromkeys((*subscription.themes, *named.themes))),
        audiences=tuple(dict.fromkeys((*subscription.audiences, *named.audiences))),
        words=tuple(dict.fromkeys((*subscription.words, *named.words)))[:MOST_WORDS],
        place=named.place or subscription.place,
    )
    return changed(turn, chosen)


def _add_what_is_known(turn: Turn, written: str) -> Outcome | None:
    """Follow one thing more, where it is a theme, an audience or a place: "et les jeunes"."""
    named = named_in(turn, written)
    return _add(turn, written) if not named.words and (named.themes or named.audiences or named.place) else None


def _only(turn: Turn, written: str) -> Outcome | None:
    """Follow nothing else: of places, where one is named; of what is followed, where something is."""
    named, subscription = named_in(turn, written), turn.session.subscription
    kinds = tuple(kind for kind, name in KINDS.items() if fold(name) in map(singular, tokens(written)))
    if kinds:
        return changed(turn, replace(subscription, kinds=kinds))
    if not (named.themes or named.audiences or named.place):
        return None
    if named.themes or named.audiences:
        subscription = replace(subscription, themes=named.themes, audiences=named.audiences, words=named.words)
    return changed(turn, replace(subscription, place=named.place or subscription.place))


def _drop(turn: Turn, written: str) -> Outcome | None:
    """No longer follow what is named, where it is followed."""
    named, subscription = named_in(turn, written), turn.session.subscription
    left = replace(
        subscription,
        themes=tuple(each for each in subscription.themes if each not in named.themes),
        audiences=tuple(each for each in subscription.audiences if each not in named.audiences),
        words=tuple(each for each in subscription.words if fold(each) not in map(fold, named.words)),
        place="" if named.place and named.place == subscription.place else subscription.place,
    )
    return changed(turn, left) if left != subscription else None


DOORS = Doors(in_sight={SIGHT: adjust})
