"""Every sentence that people read: the templates of bot/texts, escaped by default, with French typography."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_FOLDER = Path(__file__).parent.parent / "texts"
_NARROW = "\u202f"
_TAG = re.compile(r"(<[^>]*>)")


def say(template: str, **values: Any) -> str:
    """Render a template of bot/texts (without its ".html") to the HTML subset of replies."""
    text = _environment().get_template(f"{template}.html").render(**values)
    lines = [line.strip() for line in text.strip().splitlines()]
    return typeset(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)))


def typeset(text: str) -> str:
    """Put the narrow no-break spaces that French wants before ; : ! ? % € » and after «, outside tags and addresses."""
    return "".join(part if part.startswith("<") else _typeset(part) for part in _TAG.split(text))


def _typeset(text: str) -> str:
    text = re.sub(r" +([;:!?»%€])", rf"{_NARROW}\1", text)
    text = re.sub(r"« *", f"«{_NARROW}", text)
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", _NARROW, text)
    return re.sub(r"(?<=\w)(?:'|&#39;)(?=\w)", "’", text)


def number(value: float) -> str:
    """Write a number the French way: 54 283, 15,4."""
    whole = f"{value:,.1f}" if value != int(value) else f"{int(value):,}"
    return whole.replace(",", _NARROW).replace(".", ",")


def first_sentence(text: str, longest: int = 160) -> str:
    """Return the first sentence of a text, or what of it holds in `longest` characters, cut between words."""
    sentence = re.split(r"(?<=[.!?…]) ", text, maxsplit=1)[0]
    if len(sentence) <= longest:
        return sentence
    return sentence[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def link(url: str) -> str:
    """Return an address that can be opened, for one printed without its scheme."""
    return url if url.startswith("http") else f"https://{url}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"number": number, "first_sentence": first_sentence, "link": link, "email": _email}
    return environment


def _email(address: str) -> Markup:
    return Markup("<code>{}</code>").format(address)
