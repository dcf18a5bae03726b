"""What was written as a joke, a trial or code.

It is nobody's need, and no curator is asked to teach it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from knowledge.place_names import plain

_FILE = Path(__file__).parent / "no_needs.yaml"
_CODE = re.compile(
    r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>"  # a tag
    r"|\b(?:select|delete)\b.+\bfrom\b|\bdrop\s+table\b|\binsert\s+into\b|\bunion\s+select\b|'\s*or\s+'?1'?\s*="
    r"|\b(?:def|function|class)\s+\w+\s*[({:]|\b(?:import|from)\s+\w+(?:\.\w+)*\s*(?:;|$|import\b)|#include\b"
    r"|\b(?:console\.log|print|printf|echo|alert|eval|exec|system)\("
    r"|\b(?:sudo|rm\s+-|curl\s|wget\s|chmod\s|git\s+(?:push|commit|clone))"
    r"|==|\$\{|\{\{|\\x[0-9a-f]{2}|\w+\[\d+\]|^\s*(?:const|let|var)\s+\w+\s*=|^\s*\w+\s*=\s*(?:\d|[\"'\[{(])"
    r"|\(\s*\)\s*;|\)\s*\{|<\?(?:php|xml|=)|^\s*[\[{]\s*[\"'][^\"']*[\"']\s*[:,]|\.\./\.\./",
    re.IGNORECASE | re.MULTILINE,
)


def is_no_need(text: str) -> bool:
    """Tell whether a text is code, a joke, a trial of the keyboard, or holds no letter."""
    known, words = _known(), plain(text)
    for seriously in known["seriously"]:
        words = words.replace(seriously, "").strip()
    said = words.split()
    laughs = {re.sub(r"(.)\1+", r"\1", word) for word in said}  # "mdrrr" is "mdr"
    if not any(letter.isalpha() for letter in words) or _CODE.search(text):
        return True
    begins = any(words == joke or words.startswith(f"{joke} ") for joke in known["jokes"])
    repeats = len(said) == 1 and len(set(said[0])) < 3 and len(said[0]) > 3
    return (
        begins
        or repeats
        or not known["laughs"].isdisjoint(laughs.union(said))
        or known["trials"].issuperset(said)
    )


@cache
def _known() -> dict[str, frozenset[str]]:
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(map(str, phrases)) for name, phrases in read.items()}
