"""Opened from the bot's menu button.

One has one's own folder and place where Telegram vouches, and is an ordinary visitor elsewhere.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.conversation_thread import ConversationThread
from bot.channels.keeper import Keeper
from bot.channels.web.miniapp import chat_of
from bot.channels.web.site import SiteParts
from bot.channels.web.tokens import ExpiredError, ForgedError
from bot.conversation.session import Session
from bot.storage.store import Store
from tests.bot.channels.web.visiting import (
    BOT_TOKEN,
    ENDLESS,
    SETTINGS,
    STARTS,
    Visitor,
    served,
    signed_init,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World

OWN = Session(place="80", folder=("44",), seen=STARTS)
GOOD = signed_init(42, STARTS)


@contextmanager
def kept(world: World, path: Path, token: str = BOT_TOKEN) -> Iterator[str]:
    """Serve the page over a store in which person 42 has a folder."""
    store = Store(path / "tambour.db")
    store.save_session("telegram:42", OWN)
    store.close()
    conversation = ConversationThread(Keeper(world, store), store)
    parts = SiteParts(conversation, True, lambda: STARTS, pace=ENDLESS)
    with served(replace(SETTINGS, token=token), parts) as address:
        yield address
    conversation._thread.submit(store.close).result()
    conversation._thread.shutdown()


def test_who_telegram_vouches_for_is_known() -> None:
    assert chat_of(GOOD, BOT_TOKEN, STARTS) == "telegram:42"
    assert (
        chat_of(signed_init(42, STARTS, signature="x", start_param=""), BOT_TOKEN, STARTS)
        == "telegram:42"
    )


def _changed(**fields: str) -> str:
    return urlencode(dict(parse_qsl(GOOD)) | fields)


@pytest.mark.parametrize(
    ("init", "token"),
    [
        ("", BOT_TOKEN),
        ("hash=", BOT_TOKEN),
        (GOOD, ""),
        (GOOD, "4200000001:AAanotherAnotherAnotherAnotherAnoth"),
        (_changed(user='{"id": 43}'), BOT_TOKEN),
        (_changed(auth_date="1"), BOT_TOKEN),
        (_changed(hash="é"), BOT_TOKEN),
        (_changed(more="1"), BOT_TOKEN),
        (f"{GOOD}&user=%7B%22id%22%3A43%7D", BOT_TOKEN),
        (signed_init(42, STARTS, user="43"), BOT_TOKEN),
        (signed_init(42, STARTS, user='{"id": true}'), BOT_TOKEN),
        (signed_init(42, STARTS, auth_date="demain"), BOT_TOKEN),
        (signed_init(42, STARTS + timedelta(minutes=5)), BOT_TOKEN),
        (signed_init(42, STARTS, more="x" * 5000), BOT_TOKEN),
    ],
)
def test_what_telegram_did_not_sign_for_this_bot_is_not_believed(init: str, token: str) -> None:
    with pytest.raises(ForgedError):
        chat_of(init, token, STARTS)


def test_what_it_signed_long_ago_is_not_believed() -> None:
    with pytest.raises(ExpiredError):
        chat_of(GOOD, BOT_TOKEN, STARTS + timedelta(hours=1, seconds=1))


@given(some.text(max_size=200))
def test_any_text_is_refused_without_falling(init: str) -> None:
    with pytest.raises(ForgedError):
        chat_of(init, BOT_TOKEN, STARTS)


def test_what_is_kept_in_telegram_is_theirs_on_the_page_and_back(
    world: World, tmp_path: Path
) -> None:
    with kept(world, tmp_path) as address:
        visitor = Visitor(address)
        visitor.send(token="", init=GOOD)
        assert "Vous venez de Telegram" in visitor.page.html
        visitor.say("mon dossier")
        assert "fiche 44" in visitor.answer
        visitor.press("keep:45")
        visitor.say("abonne-moi aux aides pour les jeunes")
        assert visitor.page.text_of(role="note") == "", "the weekly message is theirs"
        visitor.close()
    stored = Store(tmp_path / "tambour.db")
    session = stored.load_session("telegram:42")
    stored.close()
    assert session.folder == ("44", "45")
    assert session.subscription.active


@pytest.mark.parametrize(
    "init", [_changed(user='{"id": 43}'), signed_init(42, STARTS - timedelta(hours=2))]
)
def test_who_is_not_believed_is_an_ordinary_visitor(
    world: World, tmp_path: Path, init: str
) -> None:
    with kept(world, tmp_path) as address:
        visitor = Visitor(address)
        visitor.send(token="", init=init)
        assert "Telegram n’a pas pu me dire qui vous êtes" in visitor.page.html
        visitor.say("mon dossier")
        assert "Votre dossier est vide" in visitor.answer
        visitor.close()


def test_without_a_bot_everyone_is_an_ordinary_visitor(world: World, tmp_path: Path) -> None:
    with kept(world, tmp_path, token="") as address:
        visitor = Visitor(address)
        visitor.send(token="", init=GOOD)
        assert "Bonjour, ici Tambour" in visitor.answer
        assert "Vous venez de Telegram" not in visitor.page.html
        visitor.close()


def test_a_token_of_the_page_can_not_be_made_into_that_of_a_chat(
    world: World, tmp_path: Path
) -> None:
    with kept(world, tmp_path) as address:
        visitor = Visitor(address)
        visitor.say("telegram:42")
        visitor.send(token=visitor.token + "x", said="mon dossier")
        assert "Je n’ai pas pu reprendre" in visitor.page.html
        visitor.close()
