"""Updates that are no question.

They are voices, pictures, stickers, edits, channel posts, payments, and malformed ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.people import SOMEBODY, People, marks
from tests.telegram_stand_in.wire import chat_object, message_object, user

if TYPE_CHECKING:
    from tests.telegram_stand_in.world import Message

_FILE = {"file_id": "AgACAgQ", "file_unique_id": "AQAD", "file_size": 2048}
_PICTURE = _FILE | {"width": 90, "height": 90}
CONTENTS: dict[str, dict[str, Any]] = {
    "voice": {"voice": _FILE | {"duration": 3, "mime_type": "audio/ogg"}},
    "photo": {"photo": [_PICTURE]},
    "sticker": {
        "sticker": _FILE
        | {
            "width": 512,
            "height": 512,
            "type": "regular",
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
        }
    },
    "video": {"video": _PICTURE | {"duration": 4}},
    "video_note": {"video_note": _FILE | {"length": 240, "duration": 4}},
    "audio": {"audio": _FILE | {"duration": 200, "title": "Discours"}},
    "animation": {"animation": _PICTURE | {"duration": 2}, "document": _FILE},
    "document": {
        "document": _FILE | {"file_name": "délibération.pdf", "mime_type": "application/pdf"}
    },
    "contact": {"contact": {"phone_number": "+33300000000", "first_name": "Claude"}},
    "location": {"location": {"latitude": 50.0, "longitude": 2.9}},
    "venue": {
        "venue": {
            "location": {"latitude": 50.0, "longitude": 2.9},
            "title": "Mairie",
            "address": "1 place",
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "Quand ?",
            "options": [{"text": "Lundi", "voter_count": 0, "persistent_id": "0"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "payment": {
        "successful_payment": {
            "currency": "EUR",
            "total_amount": 100,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "1",
            "provider_payment_charge_id": "2",
        }
    },
    "pinned": {"new_chat_title": "Nouveau titre"},
    "nothing": {},
}
"""What a message may hold besides text, by its kind."""

MALFORMED: dict[str, dict[str, Any]] = {
    "empty": {},
    "unknown kind": {"telepathy": {"id": 1}},
    "unknown field": {"unheard_of": 3, "message": None},
    "message without chat": {"message": {"message_id": 1, "date": 1}},
    "message without date": {"message": {"message_id": 1, "chat": {"id": 9, "type": "private"}}},
    "message of a new chat type": {
        "message": {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "commune"}, "text": "x"}
    },
    "press without message": {
        "callback_query": {
            "id": "1",
            "from": {"id": 9, "is_bot": False, "first_name": "A"},
            "chat_instance": "1",
        }
    },
    "press without data or message": {"callback_query": {"id": "1", "chat_instance": "1"}},
    "number for an object": {"message": 3},
    "list for an object": {"inline_query": []},
    "half a character": {
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 9, "type": "private"},
            "text": "a\ud83d b",
        }
    },
}
"""What Telegram never sends today: a new version of it, or a broken proxy, might."""
NEWER: dict[str, dict[str, Any]] = {
    "an object with less in it": {"poll": {"id": "1"}},
    "text where an object was": {"forward_origin": "somebody"},
    "an object where a list was": {"photo": {"sizes": [1, 2]}},
    "lists for objects": {"entities": [["bold", 0, 3]]},
    "a sender without a name": {"from": {"id": 8, "called": "Camille"}, "sender_chat": None},
}
"""What a message of a newer Bot API might hold, that the library of the bot can't parse."""


class Oddities(People):
    """What else people and Telegram send."""

    def send(
        self,
        chat: int,
        kind: str,
        *,
        caption: str = "",
        sender: int | None = None,
        reply_to: Message | None = None,
        **more: Any,
    ) -> Message:
        """Send in a chat a message of one of CONTENTS, with other fields where given."""
        with self.world.changed:
            where, who = self._place(chat, sender)
            message = self.world.put(
                where,
                who,
                kind=kind,
                text=caption,
                entities=marks(caption),
                content=CONTENTS[kind] | more,
                reply_to=reply_to.id if reply_to else None,
            )
            if self._concerns_bot(message):
                self.updates.add({"message": message_object(self.world, message)})
            return message

    def album(
        self, chat: int, *captions: str, sender: int | None = None, reply_to: Message | None = None
    ) -> list[Message]:
        """Send pictures together, each with its caption or none: an update each."""
        with self.world.changed:
            together = self.world.number()
            return [
                self.send(
                    chat,
                    "photo",
                    caption=each,
                    sender=sender,
                    reply_to=reply_to,
                    media_group_id=together,
                )
                for each in captions
            ]

    def edit(self, message: Message, text: str) -> None:
        """Have the sender edit a message.

        Its text may be the one that it has, as where somebody's reaction changes what the bot can't
        see.
        """
        with self.world.changed:
            message.text, message.edits = text, message.edits + 1
            kind = "edited_channel_post" if message.chat.kind == "channel" else "edited_message"
            self.updates.add({kind: message_object(self.world, message)})

    def post(self, channel: int, text: str) -> Message:
        """Publish in a channel of which the bot is an administrator."""
        with self.world.changed:
            where = self.world.chat(channel)
            where.kind, where.bot = "channel", "administrator"
            message = self.world.put(where, self.world.person(SOMEBODY), text=text)
            self.updates.add({"channel_post": message_object(self.world, message)})
            return message

    def pay(self, person: int) -> None:
        """Have somebody pay, as far as the bot is asked before."""
        who = user(self.world.person(person))
        self.updates.add(
            {
                "pre_checkout_query": {
                    "id": self.world.number(),
                    "from": who,
                    "currency": "EUR",
                    "total_amount": 100,
                    "invoice_payload": "x",
                }
            }
        )

    def react(self, message: Message, emoji: str = "👍", *, sender: int = SOMEBODY) -> None:
        """React to a message; the bot hears of it only where it asked for it."""
        self.updates.add(
            {
                "message_reaction": {
                    "chat": chat_object(self.world, message.chat),
                    "message_id": message.id,
                    "date": int(self.world.clock.now()),
                    "user": user(self.world.person(sender)),
                    "old_reaction": [],
                    "new_reaction": [{"type": "emoji", "emoji": emoji}],
                }
            }
        )

    def malformed(self, kind: str) -> int:
        """Send one of MALFORMED; returns its number.

        Those that can be answered come from the private chat 9.
        """
        self.world.person(self.world.chat(9).id, started=True)
        return self.updates.add(MALFORMED[kind])

    def newer(self, chat: int, text: str, kind: str, **more: Any) -> int:
        """Write a text in a message that holds one of NEWER; returns the number of the update."""
        with self.world.changed:
            where, who = self._place(chat, None)
            message = self.world.put(where, who, text=text, entities=marks(text))
            return self.updates.add(
                {"message": message_object(self.world, message) | NEWER[kind] | more}
            )

    def raw(self, update: dict[str, Any]) -> int:
        """Send any update at all; returns its number."""
        return self.updates.add(update)
