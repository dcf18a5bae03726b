"""Keeps secrets and people out of the logs.

A filter masks them in all that is written, talkative libraries are quiet.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING
from urllib.parse import quote

from typing_extensions import override

from bot.watching.logs import TEXT, JsonLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MASK = "[secret]"


class Masking(logging.Filter):
    """Masks secrets in every record of the handler that it is set on.

    It looks in the message, the traceback and the stack. `shapes` are those of secrets that are not
    known beforehand, each with what takes its place.
    """

    def __init__(self, secrets: Iterable[str], shapes: Mapping[re.Pattern[str], str]) -> None:
        super().__init__()
        self._secrets = sorted(
            {form for secret in secrets if secret for form in (secret, quote(secret, "")) if form},
            key=len,
        )
        self._shapes = shapes

    def mask(self, text: str) -> str:
        """Return a text without any secret."""
        for secret in reversed(self._secrets):
            text = text.replace(secret, _MASK)
        for shape, instead in self._shapes.items():
            text = shape.sub(instead, text)
        return text

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, masked."""
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - a log never stops the bot
            message = f"{record.msg} {record.args}"
        record.msg, record.args = self.mask(message), None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = self.mask("\n".join(_frames(record.exc_info[1])))
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = self.mask(record.exc_text)
        if record.stack_info:
            record.stack_info = self.mask(record.stack_info)
        return True


def _frames(error: BaseException) -> Iterator[str]:
    """Yield where an error came from and its kind.

    Its message is left out: what someone typed may stand in it.
    """
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield from _frames(cause)
    yield (
        "Traceback (most recent call last):\n"
        + "".join(traceback.format_tb(error.__traceback__))
        + type(error).__qualname__
    )


def set_up_logging(
    level: str, masking: Masking, discreet: Mapping[str, int], as_json: bool = False
) -> None:
    """Write masked logs to standard error, as text or as lines of JSON.

    `discreet` are the lowest levels of libraries.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if as_json else logging.Formatter(TEXT))
    handler.addFilter(masking)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name, lowest in discreet.items():
        logging.getLogger(name).setLevel(max(lowest, logging.getLogger().level))
