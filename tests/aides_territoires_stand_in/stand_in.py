"""What the stand-in answers.

It has tokens, filters that vanish when unknown, a cache blind to the page size, and troubles on
demand.
"""

from __future__ import annotations

import json
import random
import re
import threading
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.aides_territoires_stand_in.catalogue import AUDIENCES
from tests.aides_territoires_stand_in.server import Answer, Call, Server
from tests.aides_territoires_stand_in.territories import PERIMETERS, SCALES, related

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "cle-secrete-de-l-essai"
_TOKEN_LIFE = 86_400
_MOST_A_PAGE = 100


@dataclass
class Troubles:
    """What goes wrong.

    It is statuses to come first, a share of 401s, pages that are garbage, or records of another
    form.
    """

    next_statuses: list[int] = field(default_factory=list)  # 0 hangs up
    share_of_401: float = 0.0
    down: bool = False
    garbage: Callable[[Call], bool] = lambda call: False  # noqa: ARG005
    wrong_schema: bool = False
    blind_to_places: bool = False  # the parameter of territories has another name
    before_page: Callable[[Call], None] = lambda call: None  # noqa: ARG005


class StandIn:
    """The service, with its `aids`, its `today` and its clock in seconds (`now`).

    It keeps every call it received.
    """

    def __init__(self, aids: list[dict[str, Any]], today: date, seed: int = 1) -> None:
        self.aids = aids
        self.today = today
        self.now = 0.0
        self.calls: list[Call] = []
        self.troubles = Troubles()
        self._tokens: dict[str, float] = {}
        self._cache: dict[tuple[object, ...], bytes] = {}
        self._lock = threading.Lock()
        self._chance = random.Random(seed)
        self._server = Server(self._answer)

    @property
    def api(self) -> str:
        """Return the base address of the API."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/api"

    def stop(self) -> None:
        """Stop listening."""
        self._server.stop()

    def clear_cache(self) -> None:
        """Empty the daily cache, as the service does at night."""
        self._cache.clear()

    def find(self, number: int) -> dict[str, Any]:
        """Return an aid by its number."""
        return next(aid for aid in self.aids if aid["id"] == number)

    def _answer(self, call: Call) -> Answer:
        with self._lock:
            self.calls.append(call)
            if self.troubles.down:
                return _json(503, {"detail": "maintenance"})
            if self.troubles.next_statuses:
                return _json(self.troubles.next_statuses.pop(0), {"detail": "trouble"})
            if not call.path.endswith("/"):
                return (
                    Answer(301, b"", call.path + "/")
                    if call.method == "GET"
                    else _json(404, {"status": 404})
                )
            if call.path == "/api/connexion/" or "x-auth-token" in call.headers:
                return self._log_in(call)
            token = call.headers.get("authorization", "").removeprefix("Bearer ")
            if (
                self._tokens.get(token, -1.0) < self.now
                or self._chance.random() < self.troubles.share_of_401
            ):
                return _json(401, {"code": 401, "message": "Expired JWT Token"})
            return self._data(call)

    def _log_in(self, call: Call) -> Answer:
        if call.headers.get("x-auth-token") != KEY:
            return _json(401, {"message": "Invalid credentials."})
        token = f"jeton-secret-{len(self._tokens)}"
        self._tokens[token] = self.now + _TOKEN_LIFE
        return _json(200, {"token": token})

    def _data(self, call: Call) -> Answer:
        path = call.path.removeprefix("/api")
        if path == "/aids/audiences/":
            results = [{"id": slug, "slug": slug, "name": name} for slug, name in AUDIENCES.items()]
            return _envelope(results, len(results))
        if path == "/perimeters/":
            return self._perimeters(call)
        if found := re.fullmatch(r"/aids/by-id/([0-9]+)/", path):
            same = [aid for aid in self.aids if aid["id"] == int(found[1])]
            missing = {
                "type": "about:blank",
                "title": "Not Found",
                "status": 404,
                "detail": "Cette aide n'existe pas",
            }
            return _json(200, _public(same[0])) if same else _json(404, missing)
        if path == "/aids/":
            return self._list(call)
        return _json(404, {"status": 404})

    def _perimeters(self, call: Call) -> Answer:
        q, scale = ("".join(call.values(name)[-1:]) for name in ("q", "scale"))
        label = SCALES.get(scale)  # an unknown scale is no filter
        found = [
            each
            for each in PERIMETERS.values()
            if q.lower() in each.name.lower() and label in (None, each.scale)
        ]
        return _envelope([each.as_json() for each in found], len(found))

    def _list(self, call: Call) -> Answer:
        self.troubles.before_page(call)
        page, size = (
            int("".join(call.values(name)[-1:]) or default)
            for name, default in (("page", 1), ("itemsPerPage", 50))
        )
        if self.troubles.garbage(call):
            return Answer(200, b'{"count": 12, "results": [{"id": 99')
        filters = tuple(
            sorted(pair for pair in call.query if pair[0] not in ("page", "itemsPerPage"))
        )
        key = (self.today, filters, page)  # not the size: the first to ask that day chooses for all
        if key not in self._cache:
            found = self._filtered(call)
            size = min(size, _MOST_A_PAGE)
            results = [_public(aid) for aid in found[(page - 1) * size : page * size]]
            name = "items" if self.troubles.wrong_schema else "results"
            content = {"count": len(found), "previous": None, "next": None, name: results}
            self._cache[key] = json.dumps(content).encode()
        return Answer(200, self._cache[key])

    def _filtered(self, call: Call) -> list[dict[str, Any]]:
        """Return the aids open today that the filters keep.

        An unknown slug or territory makes its filter vanish.
        """
        wanted = {
            AUDIENCES[slug] for slug in call.values("organization_type_slugs") if slug in AUDIENCES
        }
        number = re.match("[0-9]+", "".join(call.values("perimeter_id")[-1:]))
        is_known = number and int(number[0]) in PERIMETERS and not self.troubles.blind_to_places
        where = related(int(number[0])) if number and is_known else None
        return [
            aid
            for aid in self.aids
            if self._is_listed(aid)
            and (not wanted or wanted.intersection(aid["targeted_audiences"]))
            and (where is None or aid["perimeter_id"] in where)
        ]

    def _is_listed(self, aid: dict[str, Any]) -> bool:
        deadline = aid["submission_deadline"]
        return not aid.get("draft") and (
            deadline is None or not isinstance(deadline, str) or deadline >= str(self.today)
        )


def _public(aid: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in aid.items() if name != "draft"} | (
        {"is_live": False} if aid.get("draft") else {}
    )


def _envelope(results: list[dict[str, Any]], count: int) -> Answer:
    return _json(200, {"count": count, "previous": None, "next": None, "results": results})


def _json(status: int, content: object) -> Answer:
    return Answer(status, json.dumps(content).encode())
