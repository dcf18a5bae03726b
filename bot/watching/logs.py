"""What is logged: events with numbers, as text or as one JSON object a line.

It never says who, nor what they typed.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from typing_extensions import override

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def tell(log: logging.Logger, event: str, **numbers: float) -> None:
    """Log an event and its numbers."""
    written = "".join(f" {name}={number}" for name, number in numbers.items())
    log.info("%s%s", event, written, extra={"event": event, "numbers": numbers})


class JsonLines(logging.Formatter):
    """Writes a record as one line.

    It has time, level, logger, event, and the numbers of the event or the error's trace.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": getattr(record, "event", None) or record.getMessage(),
        }
        line |= getattr(record, "numbers", {})
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            line["error"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)
