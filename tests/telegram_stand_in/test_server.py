"""The server speaks the protocol as the library does.

It refuses wrong tokens, and does wrong on demand.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from tests.telegram_stand_in.faults import (
    BAD_GATEWAY,
    EVERY_KIND,
    LOST,
    RESET,
    SERVER_ERROR,
    SILENT,
    Fault,
    Faults,
    Kind,
)
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

HELLO = {"chat_id": 7, "text": "x"}


@pytest.fixture
def client(telegram: StandIn) -> Iterator[httpx.Client]:
    telegram.say(7, "bonjour")
    with httpx.Client(
        base_url=f"{telegram.api}{telegram.token}/", timeout=5, trust_env=False
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "code", "why"),
    [
        ("{api}{token}/sendEverything", 404, "Not Found: method not found"),
        ("{api}4200000001:AAautreautreautreautreautreautreau/getMe", 401, "Unauthorized"),
        ("{api}jeton/getMe", 404, "Not Found"),
        ("{api}", 404, "Not Found"),
    ],
)
def test_wrong_addresses(telegram: StandIn, address: str, code: int, why: str) -> None:
    answer = httpx.get(address.format(api=telegram.api, token=telegram.token), trust_env=False)
    assert (answer.status_code, answer.json()) == (
        code,
        {"ok": False, "error_code": code, "description": why},
    )


def test_parameters_come_in_many_ways(client: httpx.Client) -> None:
    for way in ({"json": HELLO}, {"data": HELLO}, {"params": HELLO}):
        sent: Any = client.build_request("POST", "sendMessage", **way)  # type: ignore[arg-type]
        assert client.send(sent).json()["result"]["text"] == "x"


def test_errors_on_demand(client: httpx.Client, telegram: StandIn) -> None:
    telegram.faults.next(SERVER_ERROR, "sendMessage")
    telegram.faults.next(BAD_GATEWAY, "sendMessage", chat=7)
    telegram.faults.next(Fault(Kind.TOO_MANY, seconds=7))
    answers = [client.post("sendMessage", json=HELLO) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [500, 502, 429, 200]
    assert answers[1].text.startswith("<html>")
    assert answers[2].json()["parameters"] == {"retry_after": 7}
    assert ([call.done for call in telegram.calls], telegram.refused) == (
        [False, False, False, True],
        [],
    )


def test_a_reset_before_or_after(client: httpx.Client, telegram: StandIn) -> None:
    for fault, written in ((RESET, 0), (LOST, 1)):
        telegram.faults.next(fault)
        with pytest.raises(httpx.NetworkError):
            client.post("sendMessage", json=HELLO)
        assert len(telegram.messages(7)) == written


def test_silence_and_slowness(client: httpx.Client, telegram: StandIn) -> None:
    telegram.faults.next(SILENT)
    telegram.faults.next(Fault(Kind.SLOW, seconds=5))
    for _ in range(2):
        with pytest.raises(httpx.ReadTimeout):
            client.post("sendMessage", json=HELLO, timeout=0.05)
    telegram.wait(lambda: len(telegram.calls) == 2)
    assert len(telegram.messages(7)) == 1


def test_what_the_stand_in_cannot_read_is_refused_not_hidden(
    client: httpx.Client, telegram: StandIn
) -> None:
    answer = client.post("sendMessage", json=HELLO | {"reply_parameters": {"message_id": "x"}})
    assert answer.status_code == 500
    assert telegram.refused[0].description.startswith("Internal Server Error: the stand-in fails")


def test_chance_comes_from_the_seed() -> None:
    def drawn(seed: int) -> list[Fault | None]:
        faults = Faults()
        faults.by_chance(0.02, seed=seed, methods=frozenset({"sendMessage"}))
        assert faults.draw("getUpdates", None) is None
        return [faults.draw("sendMessage", 7) for _ in range(1000)]

    assert drawn(1) == drawn(1) != drawn(2)
    kinds = [fault.kind for fault in drawn(1) if fault]
    assert set(kinds) == {fault.kind for fault in EVERY_KIND}
    assert 90 < len(kinds) < 190


def test_the_library_talks_to_it(telegram: StandIn) -> None:
    async def talk() -> None:
        async with Bot(telegram.token, telegram.api) as bot:
            telegram.say(7, "bonjour")
            [update] = await bot.get_updates(timeout=5)
            assert update.message
            buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Suite", callback_data="s")]])
            await update.message.reply_html("<b>Tambour</b>", reply_markup=buttons)
            press = telegram.press(telegram.messages(7)[0], "Suite")
            await bot.answer_callback_query(press.id)
            await bot.edit_message_text("neuf", 7, 2)
            await bot.send_document(7, b"a;b", filename="dossier é.csv")
            scope = BotCommandScopeAllPrivateChats()
            await bot.set_my_commands([BotCommand("aide", "Aide")], scope, "fr")
            assert (await bot.get_my_commands(scope, "fr"))[0].command == "aide"
            assert (await bot.get_chat(7)).first_name == "Camille"

    asyncio.run(talk())
    assert [message.kind for message in telegram.messages(7)] == ["text", "document"]
    assert telegram.messages(7)[0].text == "neuf"
    assert telegram.messages(7)[1].content["document"]["file_name"] == "dossier é.csv"
    assert telegram.refused == []


def test_stopping_ends_what_waits() -> None:
    with StandIn() as telegram, httpx.Client(trust_env=False) as client:
        telegram.faults.next(SILENT)
        with pytest.raises(httpx.ReadTimeout):
            client.get(f"{telegram.api}{telegram.token}/getMe", timeout=0.05)
        environment = telegram.environment
    assert environment["TAMBOUR_TELEGRAM_API"].endswith("/bot")
    with pytest.raises(httpx.ConnectError):
        httpx.get(environment["TAMBOUR_TELEGRAM_API"], trust_env=False)
