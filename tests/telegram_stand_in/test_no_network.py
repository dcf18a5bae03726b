"""No test of the suite goes out to the network."""

from __future__ import annotations

import asyncio
import socket

import pytest
from telegram import Bot


def test_a_connection_outside_fails_the_test() -> None:
    with socket.socket() as outside, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 443))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"api\.telegram\.org"):
        socket.create_connection(("api.telegram.org", 443))


def test_the_library_cannot_reach_telegram() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"api\.telegram\.org"):
        asyncio.run(Bot("1:A").get_me())
