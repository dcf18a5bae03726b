"""Every sentence that people read.

They are the templates of bot/texts, escaped by default, with French typography.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.conversation.days import duration, in_words
from knowledge.plain_values import cut

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

_FOLDER = Path(__file__).parent.parent / "texts"
_NARROW = "\u202f"
# A tag, a space before a sign or inside a number, an opening quote, an apostrophe (escaped or not):
# one pass over the text.
_TYPOGRAPHY = re.compile(r"<[^>]*>| +[;:!?»%€]|«[ \u202f]*|(?<=\d) (?=\d{3}\b)|(?<=\w)(?:'|&#39;)")


def say(template: str, **values: Any) -> str:
    """Render a template of bot/texts (without its ".html") to the HTML subset of replies."""
    text = _environment().get_template(f"{template}.html").render(**values)
    lines = [line.strip() for line in text.strip().splitlines()]
    return typeset(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)))


def keep_compiled(templates: BytecodeCache) -> None:
    """Have compiled templates kept, and read where they are kept."""
    _environment().bytecode_cache = templates


def typeset(text: str) -> str:
    """Put the narrow no-break spaces that French wants.

    They go before : ! ? % € » and after «, outside tags and addresses.
    """
    return _TYPOGRAPHY.sub(_set, text)


def _set(found: re.Match[str]) -> str:
    """Return what is printed for one thing that typography looks at; a tag stays as it is."""
    met = found.group()
    if met[0] == "<":
        return met
    if met[0] == "«":
        return f"«{_NARROW}"
    if met[0] == " ":
        return _NARROW + met.strip()
    return "’"


def number(value: float) -> str:
    """Write a number the French way: 54 283, 15,4."""
    whole = f"{value:,.1f}" if value != int(value) else f"{int(value):,}"
    return whole.replace(",", _NARROW).replace(".", ",")


def first_sentence(text: str, longest: int = 160) -> str:
    """Return the first sentence of a text, or what of it holds in `longest` characters.

    It is cut between words.
    """
    return cut(re.split(r"(?<=[.!?…]) ", text, maxsplit=1)[0], longest)


def shortened(text: str, longest: int) -> str:
    """Return a text, or what of it holds in `longest` characters.

    It is cut between words and without empty lines.
    """
    return cut(re.sub(r"\n\s*\n", "\n", text.strip()), longest)


def link(url: str) -> str:
    """Return an address that can be opened, for one printed without its scheme."""
    return url if url.startswith("http") else f"https://{url}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number,
        "first_sentence": first_sentence,
        "shortened": shortened,
        "link": link,
    }
    environment.filters |= {
        "email": _email,
        "in_words": in_words,
        "duration": duration,
        "capital": _capital,
    }
    return environment


def _capital(text: str) -> str:
    """Return a text whose first letter is a capital, be it within a tag."""
    tags = re.match(r"(?:<[^>]*>)*", text)
    first = tags.end() if tags else 0
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


def _email(address: str) -> Markup:
    return Markup("<code>{}</code>").format(address)
