"""The parameters of one call, whichever way they were sent.

They come by a query, a form, a form with files, or JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.telegram_stand_in.refusals import bad_request

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_DISPOSITION = re.compile(rb'\b(name|filename)="([^"]*)"')


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Parameters:
    """What was sent, read as the Bot API reads it.

    Everything may be a string, objects may be JSON in a string.
    """

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a string, empty where absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a number, or the default where absent or not one."""
        text = self.text(name).strip()
        return int(text) if _INTEGER.fullmatch(text) else default

    def boolean(self, name: str) -> bool:
        """Return a yes or no, sent as true, True, 1 or yes."""
        return self.text(name).lower() in ("true", "1", "yes", "t", "y")

    def decoded(self, name: str, what: str) -> Any:
        """Return an object or a list, None where absent; refuse what is not JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"Can't parse {what} JSON object") from None

    def readable(self) -> dict[str, Any]:
        """Return the parameters as a test likes to read them.

        JSON is decoded, and files stand by their names.
        """
        return {name: _tried(value) for name, value in self.values.items()} | {
            name: file.name for name, file in self.files.items()
        }


def read_parameters(query: str, content_type: str, body: bytes) -> Parameters:
    """Read the query of the address and the body. Raises RefusalError."""
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    files: dict[str, Upload] = {}
    if not body:
        return Parameters(values)
    if content_type.startswith("application/json"):
        try:
            sent = json.loads(body)
        except ValueError:
            raise bad_request("Can't parse request JSON object") from None
        if not isinstance(sent, dict):
            raise bad_request("Object expected as request")
        values |= sent
    elif content_type.startswith("multipart/form-data"):
        _read_parts(
            content_type.partition("boundary=")[2].strip('" ').encode(), body, values, files
        )
    else:
        values |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return Parameters(values, files)


def _read_parts(
    boundary: bytes, body: bytes, values: dict[str, Any], files: dict[str, Upload]
) -> None:
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        names = {key.decode(): value.decode() for key, value in _DISPOSITION.findall(head)}
        content = content.removesuffix(b"\r\n")
        if "filename" in names:
            files[names["name"]] = Upload(names["filename"], content)
        else:
            values[names["name"]] = content.decode()


def _tried(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
