"""Requests over aiohttp.

What they carry arrives, and what may have arrived is told from what surely did not leave.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import NetworkError, TelegramError

from bot.channels.telegram import transport
from bot.channels.telegram.errors import Remedy, decide
from bot.channels.telegram.transport import Transport
from tests.telegram_stand_in.faults import BAD_GATEWAY, LOST, RESET, SERVER_ERROR, SILENT, Fault
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def _call(
    telegram: StandIn, api: str, work: Callable[[Bot], Awaitable[Any]], patience: float = 60.0
) -> Any:
    async def run() -> Any:
        bot = Bot(telegram.token, base_url=api, request=Transport(2, patience))
        async with bot.request:
            return await work(bot)

    return asyncio.run(run())


def test_objects_and_files_arrive(telegram: StandIn) -> None:
    telegram.world.person(7, started=True)

    async def send(bot: Bot) -> None:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Suite", callback_data="s")]])
        await bot.send_message(7, "<b>été</b>", parse_mode="HTML", reply_markup=keyboard)
        file = InputFile(b"a;b", filename="dossier é.csv")
        await bot.send_document(7, file, caption="été", reply_markup=keyboard)

    _call(telegram, telegram.api, send)
    text, file = telegram.messages(7)
    assert (text.text, text.labels) == ("été", ["Suite"])
    assert (file.text, file.labels, file.content["document"]["file_name"]) == (
        "été",
        ["Suite"],
        "dossier é.csv",
    )


@pytest.mark.parametrize(
    ("fault", "act"),
    [
        (SERVER_ERROR, Remedy.RETRY),
        (BAD_GATEWAY, Remedy.RETRY),
        (RESET, Remedy.UNCERTAIN),
        (LOST, Remedy.UNCERTAIN),
        (SILENT, Remedy.UNCERTAIN),
    ],
    ids=str,
)
def test_a_failure_is_read_as_what_it_was(telegram: StandIn, fault: Fault, act: Remedy) -> None:
    telegram.faults.next(fault)
    with pytest.raises(NetworkError) as raised:
        _call(
            telegram,
            telegram.api,
            lambda bot: bot.get_me(),
            patience=0.3 if fault is SILENT else 60.0,
        )
    assert decide(raised.value).act is act


@pytest.mark.parametrize("answer", [b"[" * 200_000, b'{"result":' * 200_000, b"{", b"\xff"])
def test_an_answer_that_is_no_json_is_a_failure_like_any_other(answer: bytes) -> None:
    with pytest.raises(TelegramError):
        Transport.parse_json_payload(answer)


def test_what_found_no_server_did_not_leave(telegram: StandIn) -> None:
    with StandIn() as closed:
        nowhere = closed.api
    with pytest.raises(NetworkError) as raised:
        _call(telegram, nowhere, lambda bot: bot.get_me())
    assert decide(raised.value).act is Remedy.RETRY


def test_the_proxy_of_the_environment_is_taken_but_where_it_is_said_not_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1,interne.test")
    found = [
        transport._proxy.__wrapped__("https", host)
        for host in ("api.telegram.org", "interne.test", "127.0.0.1:8081")
    ]
    assert found == ["http://proxy.test:3128", None, None]


def test_requests_go_through_the_proxy(telegram: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", telegram.api.removesuffix("/bot"))
    monkeypatch.setenv("no_proxy", "")
    assert _call(telegram, "http://ailleurs.test/bot", lambda bot: bot.get_me()).is_bot
