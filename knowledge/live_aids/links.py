"""The links that sources give.

They are made whole, with spaces encoded, and told apart from mere other ways to write the same
page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE = re.compile(
    r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:fr|org|com|net|eu|info)(?:/|$))", re.IGNORECASE
)
_SLIPPED = re.compile(r"^(https?)(?::/?|:?//|:///)(?=[\w-]+\.)", re.IGNORECASE)  # "https:/"
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"
# What is added to a link to count who follows it: by mailing tools, social networks, AT Internet
# (xtor, at_), and sites that name each visit.
_COUNTING = re.compile(
    r"utm_\w+|at_\w+|pk_\w+|mtm_\w+|mc_[ce]id|xtor|xts|fbclid|gclid|msclkid|igshid|_ga|phpsessid|jsessionid",
    re.IGNORECASE,
)
_VISIT = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)
_COUNTING_FRAGMENT = re.compile(rf"(?:{_COUNTING.pattern})=.*", re.IGNORECASE)


def whole_link(written: str, base: str) -> str:
    """Return a link as a browser opens it, relative to where it was read.

    It is empty for what is no web page.
    """
    link = "".join(written.split("\n")).replace("\t", "").strip().replace("\\", "/")
    if not link:
        return ""
    link = _SLIPPED.sub(r"\1://", link)
    if _BARE.match(link):
        link = f"https://{link}"
    try:
        scheme, _, rest = urljoin(base, link).partition("://")
    except ValueError:
        return ""
    host, slash, path = rest.partition("/")
    whole = f"{scheme.lower()}://{host}{slash}{quote(path, safe=_KEPT)}"
    return whole if _ADDRESS.fullmatch(whole) else ""


@lru_cache(4_096)
def page_of(link: str) -> str:
    """Return what two ways to write the link of one page share.

    It has no http(s), www, counter, nor last slash. It is empty for a link that leads to no page of
    its own, such as the home of a site.
    """
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _COUNTING.fullmatch(name)
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    fragment = (
        ""
        if _COUNTING_FRAGMENT.fullmatch(parts.fragment) or not parts.fragment
        else f"#{parts.fragment}"
    )
    path = unquote(_VISIT.sub("", parts.path)).rstrip("/")
    return f"{host}{port}{path}{query}{fragment}" if host and (path or query) else ""
