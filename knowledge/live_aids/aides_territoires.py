"""The client of the Aides-territoires API.

It knows of its two tokens, of how patient to be, and of the traps of its filters.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx

from knowledge.live_aids.errors import PageError, RefusedError, SourceError
from knowledge.live_aids.http import http_client
from knowledge.place_names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

    from knowledge.gazetteer import Places

PAGE_SIZE = 50  # its daily cache ignores the size asked for: one size, which is its own default
# Whom the people of Tambour apply for; a CCAS is a public establishment.
AUDIENCES = ("commune", "epci", "public-org")
REGION = "region"
_FRESH = 23 * 3600  # seconds after which the token, good for 24 h, is asked for again
_WAITS = (5.0, 10.0, 20.0)  # seconds before each new attempt
_BETWEEN = 0.15  # seconds between two requests
_TRANSIENT = frozenset((401, 403, 429, 502, 503, 504))
_PATIENCE = 30.0  # seconds that an answer may take
UNEXPECTED = "Aides-territoires ne répond plus dans la forme attendue"


@dataclass(frozen=True)
class Listing:
    """The list of aids of one territory.

    It has its name here ("region" or a département's code) and its id there.
    """

    name: str
    perimeter: str


@dataclass(frozen=True)
class Page:
    """One page of a listing: how many aids the whole listing has, and the raw records."""

    count: int
    records: tuple[dict[str, Any], ...]


@dataclass
class Timing:
    """How time passes: seconds that only go forward, and the way to wait; tests pass their own."""

    now: Callable[[], float] = field(default=time.monotonic)
    wait: Callable[[float], None] = field(default=time.sleep)


class AidesTerritoires:
    """The API behind a key.

    It raises RefusedError, SourceError when it stays down, PageError for one answer without sense.
    """

    def __init__(self, key: str, api: str, timing: Timing | None = None) -> None:
        self._key = key
        self._api = api.rstrip("/")
        self._timing = timing or Timing()
        self._token = ""
        self._token_since = 0.0
        self._http = http_client(_PATIENCE)

    def __enter__(self) -> AidesTerritoires:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def listings(self, places: Places) -> list[Listing]:
        """Return the listings of the region and of its départements.

        Audiences and territories are known to exist by then: a filter that the API does not know
        vanishes, and the whole catalogue answers.
        """
        known = {
            str(each.get("slug") or each.get("id")) for each in self._results("/aids/audiences/")
        }
        absent = sorted(set(AUDIENCES) - known)
        if absent:
            raise RefusedError(f"{UNEXPECTED} : bénéficiaires inconnus ({', '.join(absent)})")
        return [
            Listing(REGION, self._perimeter(places.region, REGION)),
            *(
                Listing(code, self._perimeter(area.name, "department"))
                for code, area in places.departments.items()
            ),
        ]

    def total(self) -> int:
        """Return how many aids the catalogue has for our audiences, wherever they apply."""
        return self._aids([], 1).count

    def page(self, listing: Listing, number: int) -> Page:
        """Return a page of a listing, from 1."""
        return self._aids([("perimeter_id", listing.perimeter)], number)

    def _aids(self, where: list[tuple[str, str | int]], number: int) -> Page:
        audiences = (("organization_type_slugs[]", slug) for slug in AUDIENCES)
        paging = (("order_by", "publication_date"), ("itemsPerPage", PAGE_SIZE), ("page", number))
        return _page(self._get("/aids/", [*where, *audiences, *paging]))

    def by_id(self, number: str) -> dict[str, Any] | None:
        """Return the record of an aid, open or not; None where there is no such aid."""
        found = self._get(f"/aids/by-id/{number}/", absent=True)
        if found is not None and not isinstance(found, dict):
            raise PageError("une fiche illisible")
        return found

    def _perimeter(self, name: str, scale: str) -> str:
        """Return the id of the one territory of exactly this name and size."""
        found = self._results("/perimeters/", [("q", name), ("scale", scale)])
        same = [
            each
            for each in found
            if plain(str(each.get("name") or each.get("text", "").split(" (")[0])) == plain(name)
        ]
        sized = [each for each in same if plain(str(each.get("scale") or scale)) in _SCALES[scale]]
        if len(sized) != 1 or not sized[0].get("id"):
            raise RefusedError(f"{UNEXPECTED} : le territoire « {name} » y est introuvable")
        return str(sized[0]["id"])

    def _results(
        self, path: str, query: Iterable[tuple[str, str | int]] = ()
    ) -> list[dict[str, Any]]:
        return list(_page(self._get(path, query)).records)

    def _get(
        self, path: str, query: Iterable[tuple[str, str | int]] = (), absent: bool = False
    ) -> Any:
        """Return the JSON of an answer; a 404 is None where `absent` allows it."""
        address = f"{self._api}{path}" + (f"?{urlencode(list(query))}" if query else "")
        answer = self._patiently(lambda: self._with_token(address))
        if absent and answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise PageError(f"réponse {answer.status_code}")
        try:
            return answer.json()
        except ValueError as error:
            raise PageError("une réponse qui n’est pas du JSON") from error

    def _with_token(self, address: str) -> httpx.Response:
        """Call with a fresh token.

        Where it is refused all the same, log in once more and call again.
        """
        if not self._token or self._timing.now() - self._token_since > _FRESH:
            self._log_in()
        answer = self._call(address)
        if answer.status_code != 401:
            return answer
        self._log_in()
        return self._call(address)

    def _call(self, address: str) -> httpx.Response:
        return self._http.get(address, headers={"Authorization": f"Bearer {self._token}"})

    def _log_in(self) -> None:
        answer = self._patiently(
            lambda: self._http.post(f"{self._api}/connexion/", headers={"X-AUTH-TOKEN": self._key}),
            {401},
        )
        if answer.status_code == 401:
            raise RefusedError(
                "Aides-territoires refuse la clé ; vérifiez TAMBOUR_AIDES_TERRITOIRES_TOKEN"
            )
        try:
            token = answer.json()["token"] if answer.status_code == 200 else None
        except (ValueError, LookupError, TypeError):
            token = None
        if not token or not isinstance(token, str):
            raise RefusedError(
                f"{UNEXPECTED} : la connexion ne donne pas de jeton (réponse {answer.status_code})"
            )
        self._token, self._token_since = token, self._timing.now()

    def _patiently(
        self, call: Callable[[], httpx.Response], accepted: Iterable[int] = ()
    ) -> httpx.Response:
        """Call until an answer is not a passing trouble, at most four times.

        SourceError is raised with the last trouble.
        """
        trouble = ""
        for wait in (*_WAITS, None):
            self._timing.wait(_BETWEEN)
            try:
                answer = call()
                if answer.status_code not in _TRANSIENT or answer.status_code in accepted:
                    return answer
                trouble = f"réponse {answer.status_code}"
            except httpx.TimeoutException:
                trouble = "pas de réponse à temps"
            except httpx.HTTPError as error:
                trouble = f"connexion impossible, {type(error).__name__}"
            if wait is not None:
                self._timing.wait(wait)
        raise SourceError(
            f"Aides-territoires ne répond pas ({trouble}, après {len(_WAITS) + 1} essais)"
        )


_SCALES = {REGION: ("region",), "department": ("department", "departement")}


def _page(content: Any) -> Page:
    """Return a page of results, in an envelope or bare. Raises PageError."""
    if isinstance(content, list):
        content = {"count": len(content), "results": content}
    if not isinstance(content, dict) or not isinstance(content.get("results"), list):
        raise PageError("une page sans résultats")
    count, results = content.get("count", len(content["results"])), content["results"]
    if (
        isinstance(count, bool)
        or not isinstance(count, int)
        or not all(isinstance(each, dict) for each in results)
    ):
        raise PageError("une page d’une autre forme")
    return Page(count, tuple(results))
