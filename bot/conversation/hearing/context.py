"""What a message is heard in: what is in sight, which card is open, what is awaited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation.session import Session
    from bot.conversation.world import World


class Sight(StrEnum):
    """What was shown last; nothing wipes it but something else shown."""

    NOTHING = ""
    CARDS = "cards"
    CARD = "card"
    AIDS = "aids"
    AID = "aid"
    FOLDER = "folder"
    KEPT_AIDS = "kept_aids"
    NEAR = "near"
    THEMES = "themes"
    GUIDE = "guide"
    SUBSCRIPTION = "subscription"
    ASSESSMENT = "assessment"
    QUESTION = "question"
    ERASING = "erasing"
    STOPPING = "stopping"
    CLEARING = "clearing"
    RESTARTING = "restarting"
    OFFERING_PLACE = "offering_place"
    PLACE = "place"
    EXPORT = "export"
    WHICH_ERROR = "which_error"
    WHICH_PLACE = "which_place"


PAGE_OF_CARDS, _PAGE_OF_AIDS = 3, 4
NONE_OPEN = "none_open"  # asked last: open aids, of which there was none to show
SIZE = "size"  # asked last: places of like size
# What was just told of, by the verb of the first button under it.
_TOLD_OF = {
    "privacy": "privacy",
    "mydata": "privacy",
    "erase": "privacy",
    "context": "region",
    "subscription": "following",
    "subchange": "following",
    "subscribe": "following",
    "about": "collection",
    "folder-export": "folder",
    "place": "place",
    "nearby": "place",
}
_REPORTS = ("error", "remark")  # what was asked last where something is told to the curator
_OF_ITSELF = "AskTambour"  # the act that was answered by what the bot says of itself


@dataclass(frozen=True)
class Context:
    """What is known when a message is heard.

    `listed` are the ids of the list in sight, as far as it is seen, the first of them numbered
    `first`, and `offered` all of them; `card` is the card or aid that is open, `trail` those opened
    before, the latest last;
    `former`: something was asked before the last need;
    `asked` is what was asked last of a card ("contact"...), or aids of which none was open;
    `sent_at` is the day (0 Monday) and the hour of the weekly message, `resting` that it is paused,
    `follows_all` that it is of every subject, `noted` the card of the folder that a note was
    written on last, `did` the kind of act that was answered last, `answered` that
    the self-assessment has an answer.
    """

    sight: str
    card: str
    listed: tuple[str, ...]
    first: int
    offered: tuple[str, ...]
    trail: tuple[str, ...]
    awaited: str
    asked: str
    need: str
    needs: tuple[str, ...]
    former: bool
    shared: str
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    of_aids: bool
    question: str
    place: str
    alarmed: tuple[str, ...]
    doors: tuple[tuple[str, str], ...]
    folder: tuple[str, ...]
    noted: str
    kept_aids: tuple[str, ...]
    following: bool
    resting: bool
    follows_all: bool
    sent_at: tuple[int, int]
    did: str = ""
    answered: bool = False

    @property
    def seen(self) -> tuple[str, ...]:
        """The cards or aids that a message may be about: the open one, else those listed.

        The one that answers each of two needs comes first.
        """
        if self.card:
            return (self.card,)
        if self.shared not in self.listed:
            return self.listed
        return (self.shared, *(each for each in self.listed if each != self.shared))

    @property
    def told(self) -> str:
        """The topic that was just told of, whatever stays in sight: "privacy", "region"..."""
        data = self.doors[0][1] if self.doors else ""
        told = _TOLD_OF.get(data.partition(":")[0], "")
        of_itself = self.did == _OF_ITSELF
        if self.asked in _REPORTS and (of_itself or not told):
            return "report"
        return told or ("itself" if of_itself else "")

    @property
    def of_a_place(self) -> bool:
        """Tell whether what is in sight is what was done at a place, and no need was asked."""
        return bool(self.listed and not self.need) and any(
            _TOLD_OF.get(data.partition(":")[0]) == "place" for _, data in self.doors
        )


def context_of(world: World, session: Session) -> Context:
    """Return what a message is heard in."""
    offered, shown = session.offered, session.shown
    of_aids = bool(offered) and offered[0] in world.live.records
    first = max(shown - (_PAGE_OF_AIDS if of_aids else PAGE_OF_CARDS), 0)
    return Context(
        sight=session.sight,
        card=session.card,
        listed=offered[first:shown] if shown else offered,
        first=first + 1 if of_aids else 1,
        offered=offered,
        trail=session.trail,
        awaited=session.waiting.partition(":")[0],
        asked=session.asked,
        need=session.need,
        needs=session.needs,
        former=session.former is not None,
        shared=session.shared,
        dropped=session.dropped,
        added=session.added,
        of_aids=session.aids,
        question=session.question,
        place=session.place,
        alarmed=session.alarmed,
        doors=session.doors,
        folder=session.folder,
        noted=next(reversed(session.folder_notes), ""),
        kept_aids=session.subscription.kept,
        following=session.subscription.active,
        resting=session.subscription.paused,
        follows_all=session.subscription.follows_all,
        sent_at=(session.subscription.day, session.subscription.hour),
        did=session.act,
        answered=bool(session.assessment.levels),
    )
