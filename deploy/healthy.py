"""Tells a container engine whether the bot is well: exit status 0 if it is, 1 if it is not."""

from __future__ import annotations

import os
import sys
import urllib.request

_WITHIN = 4.0  # seconds; the engine gives up at 5


def main() -> int:
    """Ask the health address at the port of a setting.

    One named as argument, else that of the bot, the older ones too.
    """
    named = sys.argv[1:] or ("TAMBOUR_METRICS_PORT", "TAMBOUR_WEBHOOK_PORT", "TAMBOUR_HTTP_PORT")
    port = next(filter(None, map(os.environ.get, named)), "8443")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante", timeout=_WITHIN) as answer:
            return 0 if answer.status == 200 else 1
    except (OSError, ValueError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
