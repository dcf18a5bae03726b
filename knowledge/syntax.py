"""The complaints of the YAML parser in plain French.

They say on which line the slip is, and what to write instead.
"""

from __future__ import annotations

import yaml

_QUOTE = "mettez tout le texte entre guillemets droits"
_SIGN = f"ce signe ne peut pas commencer un texte ; {_QUOTE}"
_UNCLOSED = "guillemet ouvert ici et mal refermé ; refermez-le à la fin du texte"
_SLIPS = {  # what the parser says, and what to answer
    "found unexpected end of stream": _UNCLOSED,
    "could not find expected ':'": "deux-points manquant ; écrivez « champ: valeur »",
    "mapping values are not allowed in this context": (
        f"deux-points inattendu ; {_QUOTE}, ou vérifiez le retrait et les deux-points de cette "
        "ligne et de la précédente"
    ),
    "found unexpected ':'": f"deux-points inattendu ; {_QUOTE}",
    "did not find expected key": (
        "ligne mal alignée ou texte coupé par un guillemet ; alignez-la avec ses voisines, "
        f"ou {_QUOTE} (’ pour apostrophe)"
    ),
    "did not find expected '-' indicator": (
        "ligne mal alignée ; commencez-la par « - », ou alignez ce champ avec les autres"
    ),
    "did not find expected ',' or ']'": "crochet ouvert ici et mal refermé ; écrivez [un, deux]",
    "did not find expected ',' or '}'": f"accolade ouverte ici et mal refermée ; {_QUOTE}",
    "block sequence entries are not allowed in this context": (
        "« - » mal placé ; commencez la liste à la ligne, en retrait"
    ),
    "but found another document": (
        "« --- » au milieu du fichier ; retirez cette ligne, ou faites deux fichiers"
    ),
    "did not find expected <document start>": "texte après la fin « ... » ; retirez cette ligne",
    "found a tab character that violates indentation": (
        "tabulation mal placée ; mettez des espaces ordinaires"
    ),
    "found unknown escape character": "barre oblique inversée entre guillemets ; doublez-la",
    "found character that cannot start any token": _SIGN,
    "did not find expected alphabetic or numeric character": _SIGN,
    "did not find expected comment or line break": _SIGN,
    "did not find expected node content": _SIGN,
    "did not find expected whitespace or line break": _SIGN,
    "mapping keys are not allowed in this context": _SIGN,
    "found undefined alias": _SIGN,
    "control characters are not allowed": (
        "caractère invisible interdit ; effacez-le et retapez le texte autour"
    ),
}
_WHERE_IT_OPENS = (
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while parsing a flow",
)


def explain_slip(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Return the line (from 1) of a parser's error in a text, and its French message."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    slip = _SLIPS.get(
        said,
        (
            f"écriture YAML illisible ({said}) ; vérifiez le retrait, les deux-points et les "
            "guillemets"
        ),
    )
    line = _line(error, text)
    opened = _opened_above(text, line)
    return (opened, _UNCLOSED) if opened else (line, slip)


def _opened_above(text: str, line: int) -> int | None:
    """Return the line of a quote left open further up, or None.

    It ends on `line` only because another text opens its own there.
    """
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            start, end = token.start_mark.line + 1, token.end_mark.line + 1
            if (
                isinstance(token, yaml.ScalarToken)
                and token.style in ("'", '"')
                and start < end == line
            ):
                return int(start)
    except yaml.YAMLError:
        return None
    return None


def _line(error: yaml.YAMLError, text: str) -> int:
    opened = str(getattr(error, "context", None) or "").startswith(_WHERE_IT_OPENS)
    mark = getattr(error, "context_mark" if opened else "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", 0)  # of an unreadable character, in bytes
    return text.encode()[:position].count(b"\n") + 1
