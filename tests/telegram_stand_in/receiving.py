"""The methods by which the bot receives.

They say who it is, and whether updates are fetched or posted to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.telegram_stand_in.refusals import bad_request
from tests.telegram_stand_in.wire import me

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_stand_in.parameters import Parameters
    from tests.telegram_stand_in.updates import Updates

PORTS = (443, 80, 88, 8443)
_LOOPBACK = ("127.0.0.1", "localhost")


def get_me(_updates: Updates, _parameters: Parameters) -> Any:
    """Show the bot."""
    return me()


def set_webhook(updates: Updates, parameters: Parameters) -> Any:
    """Post the updates to an address from now on.

    It is https and a port of Telegram's, or anything on loopback.
    """
    url = parameters.text("url")
    if not url:
        return delete_webhook(updates, parameters)
    secret = parameters.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    address = urlsplit(url)
    if address.hostname not in _LOOPBACK:
        if address.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (address.port or 443) not in PORTS:
            raise bad_request(
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
    updates.allow(parameters)
    if parameters.boolean("drop_pending_updates"):
        updates.forget()
    connections = min(max(parameters.integer("max_connections", 40), 1), 100)
    updates.webhook = {"url": url, "secret": secret, "max_connections": connections}
    updates.world.changed.notify_all()
    return True


def delete_webhook(updates: Updates, parameters: Parameters) -> Any:
    """Post no more."""
    if parameters.boolean("drop_pending_updates"):
        updates.forget()
    updates.webhook = None
    updates.world.changed.notify_all()
    return True


def get_webhook_info(updates: Updates, _parameters: Parameters) -> Any:
    """Show where the updates are posted."""
    webhook = updates.webhook or {"url": ""}
    shown = {
        "url": webhook["url"],
        "has_custom_certificate": False,
        "pending_update_count": len(updates.fresh()),
    }
    if webhook["url"]:
        shown |= {
            "max_connections": webhook["max_connections"],
            "allowed_updates": sorted(updates.allowed),
        }
        if updates.last_error:
            shown |= {
                "last_error_date": int(updates.last_error[0]),
                "last_error_message": updates.last_error[1],
            }
    return shown


METHODS: dict[str, Callable[[Updates, Parameters], Any]] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
