"""The templates of bot/texts compiled, kept by their very text.

Jinja compiles one in some 4 ms when it is first shown, which is as long as a whole answer takes.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from typing_extensions import override

from bot.world.kept import keep, kept_file, read_kept

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket

_KEPT = 400  # of some 10 kB each; there are 194 templates


class CompiledTemplates(BytecodeCache):
    """Has compiled templates read from the disk, and kept there."""

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            bucket.bytecode_from_string(read_kept(_path(bucket)))
        except Exception:  # noqa: BLE001 - only a copy
            bucket.reset()

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(_path(bucket), bucket.write_bytecode, _KEPT)


def _path(bucket: Bucket) -> Path:
    named = f"{_jinja()} {bucket.key} {bucket.checksum}"
    return kept_file(f"template-{hashlib.sha256(named.encode()).hexdigest()[:16]}.code")


@cache
def _jinja() -> str:
    return version("jinja2")
