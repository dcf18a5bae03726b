"""The library's client, with what it gets wrong of a server's failures set right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nio import AsyncClient, Response, ShareGroupSessionError

if TYPE_CHECKING:
    from aiohttp import ClientResponse

_FIRST_FAILURE = 400  # the lowest HTTP status of one


class Client(AsyncClient):  # type: ignore[misc] # the library says no types
    """Takes a failure for one, whatever page a proxy in front of the server says it with.

    The library looks at the object alone: {} answers that a key was carried, and a page is read
    as {}. Nor does it take a key that was refused for the end of the login.
    """

    async def parse_body(self, transport_response: ClientResponse) -> dict[Any, Any]:
        """Return the object that is answered, with Matrix's fields of a failure where it is one."""
        body: dict[Any, Any] = await super().parse_body(transport_response)
        if transport_response.status < _FIRST_FAILURE or "errcode" in body:
            return body
        return {"errcode": "", "error": f"status {transport_response.status}"}

    async def receive_response(self, response: Response) -> None:
        """Note what an answer changes."""
        if isinstance(response, ShareGroupSessionError):
            # The library fills these two with the room and the devices, one field too early.
            response.retry_after_ms, response.soft_logout = None, False
        await super().receive_response(response)
