"""The methods that put a message in a chat."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image, UnidentifiedImageError

from tests.telegram_stand_in.access import writable
from tests.telegram_stand_in.links import wrong_link
from tests.telegram_stand_in.markup import read_markup
from tests.telegram_stand_in.refusals import bad_request
from tests.telegram_stand_in.texts import caption_text, message_text
from tests.telegram_stand_in.wire import message_object

if TYPE_CHECKING:
    from tests.telegram_stand_in.parameters import Parameters, Upload
    from tests.telegram_stand_in.world import World

LARGEST_PHOTO = 10_000_000
LARGEST_DOCUMENT = 50_000_000
LONGEST_VCARD = 2048
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(world: World, parameters: Parameters) -> Any:
    """Send a text."""
    options = parameters.decoded("link_preview_options", "link preview options")
    if options is not None and not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    return _put(world, parameters, "text", "text messages", {}, message_text(parameters))


def send_photo(world: World, parameters: Parameters) -> Any:
    """Send a picture: PNG, JPEG, GIF or WebP, 10 MB, sides 10,000 together and at most 20 to 1."""
    upload = _file(world, parameters, "photo")
    width = height = 1
    if upload:
        try:
            with Image.open(io.BytesIO(upload.content)) as image:
                width, height = image.size
        except (UnidentifiedImageError, OSError):
            raise bad_request("IMAGE_PROCESS_FAILED") from None
        if len(upload.content) > LARGEST_PHOTO:
            raise bad_request("file is too big")
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    kept = _kept(world, parameters, "photo", upload) | {"width": width, "height": height}
    return _put(world, parameters, "photo", "photos", {"photo": [kept]}, caption_text(parameters))


def send_document(world: World, parameters: Parameters) -> Any:
    """Send a file, 50 MB at most."""
    upload = _file(world, parameters, "document")
    if upload and len(upload.content) > LARGEST_DOCUMENT:
        raise bad_request("file is too big")
    kept = _kept(world, parameters, "document", upload) | (
        {"file_name": upload.name} if upload else {}
    )
    return _put(
        world, parameters, "document", "documents", {"document": kept}, caption_text(parameters)
    )


def send_contact(world: World, parameters: Parameters) -> Any:
    """Send a contact card."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: parameters.text(name) for name in names if parameters.text(name)}
    if not contact.get("phone_number", "").strip():
        raise bad_request('field "phone_number" must contain a valid phone number')
    if not contact.get("first_name", "").strip():
        raise bad_request('field "first_name" must be non-empty')
    if len(contact.get("vcard", "").encode()) > LONGEST_VCARD:
        raise bad_request("VCARD_TOO_LONG")
    return _put(world, parameters, "contact", "contacts", {"contact": contact}, {})


def send_chat_action(world: World, parameters: Parameters) -> Any:
    """Show that something is being written."""
    if parameters.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    writable(world, parameters)
    return True


def _put(
    world: World,
    parameters: Parameters,
    kind: str,
    right: str,
    content: dict[str, Any],
    text: dict[str, Any],
) -> dict[str, Any]:
    """Check all that sending has in common, and send."""
    chat = writable(world, parameters, right)
    markup = read_markup(parameters)
    reply = parameters.decoded("reply_parameters", "reply parameters") or {}
    if not isinstance(reply, dict):
        raise bad_request("Object expected as reply parameters")
    reply_to = int(reply.get("message_id") or parameters.integer("reply_to_message_id")) or None
    if reply_to and (reply_to not in chat.messages or chat.messages[reply_to].deleted):
        if not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        reply_to = None
    thread = parameters.integer("message_thread_id") or None
    message = world.put(
        chat,
        None,
        kind=kind,
        content=content,
        markup=markup,
        thread=thread,
        reply_to=reply_to,
        **text,
    )
    return message_object(world, message)


def _file(world: World, parameters: Parameters, name: str) -> Upload | None:
    """Return the file sent; None where a known file or an address is named instead."""
    value = parameters.text(name)
    upload = parameters.files.get(
        value.removeprefix("attach://") if value.startswith("attach://") else name
    )
    if upload:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return upload
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if value not in world.files and (wrong_link(value) or "://" not in value):
        raise bad_request("wrong file identifier/HTTP URL specified")
    return None


def _kept(world: World, parameters: Parameters, name: str, upload: Upload | None) -> dict[str, Any]:
    known = parameters.text(name) if upload is None else f"file{world.number()}"
    world.files[known] = name
    return {
        "file_id": known,
        "file_unique_id": f"u{known}",
        "file_size": len(upload.content) if upload else 1,
    }


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
