"""Whose invitations are accepted.

People of admitted servers, or of the mail domains that Tchap writes in user ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def is_admitted(user_id: str, admitted: Iterable[str]) -> bool:
    """Tell whether someone is of one of these domains, or of one below.

    None admitted means everyone.

    Tchap's "@jean.dupont-aisne.gouv.fr:agent.interieur.tchap.gouv.fr" is of his server and of
    aisne.gouv.fr."""
    domains = [each.lower().lstrip("*.") for each in admitted]
    name, _, server = user_id.lower().lstrip("@").partition(":")
    server = server.partition(":")[0]
    _, _, mail = name.partition("-")
    own = [server] + [mail[place:] for place in _starts(mail)]
    return not domains or any(
        each == domain or each.endswith(f".{domain}") for each in own for domain in domains
    )


def inviter(events: Iterable[Mapping[str, Any]], me: str) -> str:
    """Return who invited the bot, by the events of an invitation; "" where they do not tell."""
    for event in events:
        content = event.get("content") or {}
        is_mine = event.get("type") == "m.room.member" and event.get("state_key") == me
        if is_mine and content.get("membership") == "invite":
            return str(event.get("sender", ""))
    return ""


def _starts(mail: str) -> list[int]:
    """Return where a mail domain may begin: a name may hold hyphens too."""
    return [0] + [place + 1 for place, sign in enumerate(mail) if sign == "-"] if mail else []
