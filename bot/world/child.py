"""A Python program run beside the answers.

What it needs of memory and of processor is given back when it ends.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO


class GivenUpError(Exception):
    """The bot is being closed: nothing more is begun."""


class Child:
    """Runs one program at a time; `close`, from any thread, ends it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def run(
        self, module: str, *arguments: str, into: BinaryIO | None = None
    ) -> tuple[int, bytes, bytes]:
        """Run a module to its end; return its status and what it wrote on its two outputs.

        What it writes on the first goes to a file where one is given, and is not returned.
        GivenUpError is raised where it is stopped, OSError where it can't be begun.
        """
        command = (sys.executable, "-P", "-m", module, *arguments)
        with subprocess.Popen(  # noqa: S603 - our own modules
            command,
            stdout=into or subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        ) as process:
            self._process = process
            if self._closed:
                process.kill()
            try:
                written, told = process.communicate()
            except BaseException:  # asked to stop meanwhile: it must not be waited for
                process.kill()
                raise
        self._process = None
        if self._closed:
            raise GivenUpError
        return process.returncode, written or b"", told

    def close(self) -> None:
        """End what runs, and begin nothing more."""
        self._closed = True
        if self._process:
            self._process.kill()
