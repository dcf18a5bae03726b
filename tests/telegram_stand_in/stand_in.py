"""The stand-in for the Bot API.

It is a server on loopback that answers as Telegram would, and a world that a test directs.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from typing_extensions import override

from tests.telegram_stand_in import chats, editing, profile, queries, receiving, sending
from tests.telegram_stand_in.calls import Call
from tests.telegram_stand_in.faults import Fault, Faults, Kind
from tests.telegram_stand_in.groups import Groups
from tests.telegram_stand_in.oddities import Oddities
from tests.telegram_stand_in.parameters import Parameters, read_parameters
from tests.telegram_stand_in.rates import Limits, Rates
from tests.telegram_stand_in.refusals import RefusalError, bad_request, titled, too_many
from tests.telegram_stand_in.server import Server
from tests.telegram_stand_in.webhook import Poster
from tests.telegram_stand_in.world import BOT_ID, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_stand_in.server import Request

TOKEN = f"{BOT_ID}:AAEssaiEssaiEssaiEssaiEssaiEssaiEss"
_METHODS = sending.METHODS | editing.METHODS | queries.METHODS | chats.METHODS | profile.METHODS
_LOOK_AGAIN = 0.5
# Seconds that a test waits for what must come: on a busy machine it is late, never absent.
PATIENCE = 60.0
_COUNTED = re.compile("send(?!ChatAction)|editMessage")


@dataclass
class StandIn(Groups, Oddities):
    """A Bot API of one bot.

    In `with StandIn() as telegram`, the bot finds it at `telegram.api` with `telegram.token`.
    """

    limits: Limits | None = field(default_factory=Limits)
    token: str = TOKEN
    calls: list[Call] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(init=False)
    proxied_to: int | None = None
    """The port on loopback to which updates are posted, as a reverse proxy would.

    It is used whatever the webhook's address says.
    """
    _server: Server | None = None
    _poster: Poster | None = None

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.rates = Rates(self.world.clock, self.limits)

    def start(self) -> Self:
        """Listen on a free port."""
        self._server = Server(self.answer)
        self._poster = Poster(self.updates, lambda: self.proxied_to)
        return self

    def stop(self) -> None:
        """Answer no more, end every connection."""
        with self.world.changed:
            self.world.closing = True
            self.world.changed.notify_all()
        if self._server:
            self._server.stop()
        if self._poster:
            self._poster.stop()
        self._server = self._poster = None

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def api(self) -> str:
        """The base address, as TAMBOUR_TELEGRAM_API wants it."""
        assert self._server, "the stand-in is not started"
        return f"http://127.0.0.1:{self._server.server_address[1]}/bot"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a bot process that talks to the stand-in.

        They name a proxy that is not there for all else.
        """
        nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
        here = {
            "NO_PROXY": "127.0.0.1,localhost",
            "TAMBOUR_TELEGRAM_TOKEN": self.token,
            "TAMBOUR_TELEGRAM_API": self.api,
        }
        return nowhere | here

    @property
    def refused(self) -> list[Call]:
        """The calls answered with an error that no test asked for."""
        return [call for call in self.calls if call.refused]

    def called(self, method: str, chat: int | None = None) -> list[Call]:
        """Return the calls of a method, to a chat where given."""
        return [call for call in self.calls if call.method == method and chat in (None, call.chat)]

    def messages(self, chat: int) -> list[Message]:
        """Return what the bot wrote in a chat and has not deleted, in order."""
        with self.world.changed:
            found = self.world.chats.get(chat)
            return [
                message
                for message in (found.messages.values() if found else ())
                if not (message.sender or message.deleted)
            ]

    def wait(self, until: Callable[[], Any], within: float = PATIENCE) -> Any:
        """Wait until it is so, and return what it said.

        It is looked at after every call, and now and then. AssertionError is raised where it is
        never so.
        """
        deadline = time.monotonic() + within
        with self.world.changed:
            while not (found := until()):
                left = deadline - time.monotonic()
                assert left > 0, (
                    f"not so within {within} s; last calls: "
                    f"{[str(call) for call in self.calls[-5:]]}"
                )
                self.world.changed.wait(min(left, _LOOK_AGAIN))
            return found

    def expect(self, chat: int, words: str, within: float = PATIENCE) -> Message:
        """Assert that the bot writes a message with some words in a chat, and return the last."""

        def found() -> Message | None:
            return next((each for each in self.messages(chat)[::-1] if words in each.text), None)

        message: Message = self.wait(found, within)
        return message

    def wait_for_messages(
        self, chat: int, number: int = 1, within: float = PATIENCE
    ) -> list[Message]:
        """Wait until the bot has written that many messages in a chat; returns all of them."""
        self.wait(lambda: len(self.messages(chat)) >= number, within)
        return self.messages(chat)

    def answer(self, request: Request) -> tuple[dict[str, Any], Fault | None]:
        """Answer one call, and say what is to go wrong with it."""
        method = request.method
        parameters, came, fault = Parameters(), self.world.clock.now(), None
        with self.world.changed:
            try:
                self._check_token(request.token, method)
                parameters = read_parameters(request.query, request.content_type, request.body)
                fault = self.faults.draw(method, parameters.integer("chat_id") or None)
                if fault and not (fault.done or fault.kind is Kind.SLOW):
                    raise _error(fault)
                answer = {"ok": True, "result": self._result(method, parameters, request.gone)}
            except RefusalError as refusal:
                answer = refusal.answer()
            except Exception as error:  # noqa: BLE001 - answered as Telegram would
                answer = RefusalError(
                    500, f"Internal Server Error: the stand-in fails: {error!r}"
                ).answer()
            self.calls.append(Call(came, method, parameters.readable(), answer, fault))
            self.world.changed.notify_all()
        if fault and fault.kind in (Kind.ERROR, Kind.TOO_MANY, Kind.REFUSED):
            answer = _error(fault).answer()
        return answer, fault

    def _result(self, method: str, parameters: Parameters, gone: Callable[[], bool]) -> Any:
        if method == "getUpdates":
            return self.updates.poll(parameters, gone)
        if method in receiving.METHODS:
            return receiving.METHODS[method](self.updates, parameters)
        chat, edit = parameters.integer("chat_id"), method.startswith("edit")
        if not chat or not _COUNTED.match(method):
            return _METHODS[method](self.world, parameters)
        self.rates.check(chat, edit=edit)
        result = _METHODS[method](self.world, parameters)
        self.rates.count(chat, edit=edit)
        return result

    def _check_token(self, token: str, method: str) -> None:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]{30,}", token):
            raise titled(404)
        if token != self.token:
            raise titled(401)
        if method not in {"getUpdates", *_METHODS, *receiving.METHODS}:
            raise RefusalError(404, "Not Found: method not found")


def _error(fault: Fault) -> RefusalError:
    """Return what a fault answers, where it answers."""
    if fault.kind is Kind.TOO_MANY:
        return too_many(max(int(fault.seconds), 1))
    if fault.kind is Kind.REFUSED:
        return bad_request(fault.why)
    return RefusalError(500, "Internal Server Error")
