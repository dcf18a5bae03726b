"""Inline mode, `@bot mobilité jeunes` in any conversation.

It gives pages of cards that can be sent there, with contact and partners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.channels.telegram import links, sentences
from bot.channels.telegram.rendering import Call, read
from bot.conversation.replies import LONGEST_TEXT
from bot.conversation.splitting import units
from bot.conversation.texts import first_sentence, say

if TYPE_CHECKING:
    from bot.channels.telegram.todo import LookUp
    from bot.conversation.world import World
    from knowledge.model import Card

_PAGE = 10
_MOST = 50
_REMEMBERED = 300  # seconds that Telegram may give the same answer to all
_NOT_REMEMBERED = 10
_MOST_THEMES = 3


def look_up(world: World, query: LookUp, username: str) -> Call:
    """Return the call that answers an inline query."""
    text = " ".join(query.text.split())
    if not text:
        return _answer(query, [], sentences.INLINE_HINT, "start")
    cards = _cards(world, text)
    if not cards:
        themes = world.nearest_themes(world.matcher.parser.parse(text))[:_MOST_THEMES]
        return _answer(
            query,
            [_theme(world, theme, username) for theme in themes],
            sentences.INLINE_NOTHING,
            "themes",
        )
    start = (
        int(query.offset)
        if query.offset.isdecimal() and query.offset.isascii() and len(query.offset) < 4
        else 0
    )
    page = [_card(world, card, username) for card in cards[start : start + _PAGE]]
    more = str(start + _PAGE) if start + _PAGE < len(cards) else ""
    arguments = {
        "results": page,
        "next_offset": more,
        "cache_time": _REMEMBERED,
        "is_personal": False,
    }
    return Call(
        "answer_inline_query", {"inline_query_id": query.query, **arguments}, can_repeat=True
    )


def _cards(world: World, text: str) -> list[Card]:
    """Return the card whose number is typed, or those that answer the need."""
    named = world.card(text)
    if named:
        return [named]
    return [world.collection.cards[match.id] for match in world.matcher.search(text, _MOST).matches]


def _card(world: World, card: Card, username: str) -> InlineQueryResultArticle:
    place = f"{card.place.name} — " if card.place else ""
    return InlineQueryResultArticle(
        id=f"card-{card.id}",
        title=card.title,
        description=place + first_sentence(card.summary, 120),
        input_message_content=_content(_shared(world, card)),
        reply_markup=_open(username, links.to_card(card.id)),
    )


def _shared(world: World, card: Card) -> str:
    """Return the card as it is sent elsewhere: what, where, whom to call, who can help."""
    text = say("share", card=card, collection=world.collection)
    partners = (
        say("helpers", card=card, partners=card.partners, paid=(), collection=world.collection)
        if card.partners
        else ""
    )
    whole = f"{text}\n\n{partners}" if partners else text
    return whole if units(read(whole)) <= LONGEST_TEXT else text


def _theme(world: World, theme: str, username: str) -> InlineQueryResultArticle:
    found = world.collection.themes[theme]
    address = links.link(username, links.to_theme(theme))
    return InlineQueryResultArticle(
        id=f"theme-{theme}",
        title=found.title,
        description=sentences.THEME_RESULT,
        input_message_content=InputTextMessageContent(
            f"{found.title}\n{address}", link_preview_options=_no_preview()
        ),
        reply_markup=_open(username, links.to_theme(theme)),
    )


def _content(text: str) -> InputTextMessageContent:
    return InputTextMessageContent(
        text, parse_mode=ParseMode.HTML, link_preview_options=_no_preview()
    )


def _no_preview() -> LinkPreviewOptions:
    return LinkPreviewOptions(is_disabled=True)


def _open(username: str, start: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(sentences.OPEN_IN_BOT, url=links.link(username, start))]]
    )


def _answer(query: LookUp, results: list[InlineQueryResultArticle], label: str, start: str) -> Call:
    """Return an answer with a button that opens the bot."""
    button = InlineQueryResultsButton(label, start_parameter=start)
    arguments = {
        "results": results,
        "button": button,
        "cache_time": _NOT_REMEMBERED,
        "is_personal": False,
    }
    return Call(
        "answer_inline_query", {"inline_query_id": query.query, **arguments}, can_repeat=True
    )
