"""No secret reaches a log.

None does in a message, its arguments, a traceback, nor an address where it is quoted.
"""

from __future__ import annotations

import io
import logging

import pytest

from bot.channels.telegram.masking import TelegramMasking

TOKEN = "4200000001:AAsecretSecretSecretSecretSecretSec"


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(written: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(written)
    handler.addFilter(TelegramMasking([TOKEN, "secret-du-webhook"]))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger


def test_no_form_of_a_secret_is_written(log: logging.Logger, written: io.StringIO) -> None:
    log.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info(
        f"quoted {TOKEN.replace(':', '%3A')}, "
        "other 123456789:AAotherOtherOtherOtherOtherOtherOth, secret-du-webhook"
    )
    log.info("wrong %d arguments", TOKEN)
    try:
        raise ValueError(f"in {TOKEN}")
    except ValueError:
        log.exception("failed", stack_info=True)
    text = written.getvalue()
    assert "AAsecret" not in text
    assert "AAother" not in text
    assert "secret-du-webhook" not in text
    assert "ValueError" in text


def test_the_rest_is_written_as_it_is(log: logging.Logger, written: io.StringIO) -> None:
    log.info("chat %s at %s", 42, "12:30")
    assert written.getvalue() == "chat 42 at 12:30\n"
