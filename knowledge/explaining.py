"""What pydantic says of a wrong value, in the words of a curator.

They say what is wrong, and what to write instead.
"""

from __future__ import annotations

import typing

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process, utils

from knowledge.fields import CARD_ID, IDENTIFIER

if typing.TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from knowledge.problems import Location

_EMPTY = "ce champ est vide ; écrivez sa valeur ou retirez la ligne"
_MESSAGES = {
    "missing": "champ manquant ; ajoutez-le",
    "string_type": 'il faut un texte ; mettez-le entre guillemets droits : "{value}"',
    "string_unicode": "valeur illisible ; mettez-la entre guillemets droits",
    "int_type": (
        "« {value} » n’est pas un nombre entier ; écrivez-le en chiffres, "
        "sans guillemets ni espace, comme 54283"
    ),
    "float_type": (
        "« {value} » n’est pas un nombre ; écrivez-le en chiffres avec un point, "
        "sans guillemets ni %, comme 15.4"
    ),
    "tuple_type": "il faut une liste ; écrivez un élément par ligne, précédé de « - »",
    "dict_type": "il faut des champs ; écrivez « nom: valeur », un par ligne, en retrait",
    "model_type": "il faut des champs ; écrivez « nom: valeur », un par ligne, en retrait",
    "too_short": "il y en a {actual_length}, {min_length} au moins ; ajoutez-en",
    "too_long": "il y en a {actual_length}, {max_length} au plus ; regroupez-en",
    "greater_than_equal": "« {value} » est trop petit ; écrivez un nombre d’au moins {ge}",
    "less_than_equal": "« {value} » est trop grand ; écrivez un nombre d’au plus {le}",
    "literal_error": "« {value} » n’est pas admis ; écrivez {expected}",
    "string_pattern_mismatch": "« {value} » a une forme inconnue ; écrivez {form}",
}
_NOT_TEXT: dict[type, str] = {  # what stands where a text should, and how it got there
    dict: "deux-points au milieu d’un texte ; mettez tout le texte entre guillemets droits",
    tuple: "il faut un seul texte, pas une liste ; retirez le « - » ou les crochets",
}
_FORMS = {  # what to write, for each pattern of knowledge.fields
    IDENTIFIER: "des minuscules sans accent, des chiffres et des tirets, comme « parents-solos »",
    CARD_ID: 'un numéro ("45") ou une lettre majuscule ("S")',
}
_ADDED = (("float",), ("int",), ("[key]",))
_LISTED = 8  # more known words than these would hide the message


def explain(
    error: ValidationError, model: type[BaseModel], written: typing.Callable[[Location], str | None]
) -> list[tuple[Location, str]]:
    """Return (location, French message) for each error pydantic found.

    `written` tells how the file writes a value.
    """
    found: dict[Location, str] = {}
    for detail in error.errors():
        if not _echoes(detail):
            location = _location(detail)
            found.setdefault(location, _message(detail, model, written(location)))
    return list(found.items())


def nearest(word: str, known: typing.Iterable[str], otherwise: str = "") -> str:
    """Return " ; vouliez-vous « x » ?" for the closest known word.

    Where none is close, `otherwise` or some that are known.
    """
    known = sorted(known)
    found = process.extractOne(
        word, known, scorer=fuzz.token_ratio, processor=utils.default_process, score_cutoff=75
    )
    if found:
        return f" ; vouliez-vous « {found[0]} » ?"
    listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    return f" ; {otherwise or f'écrivez l’un de : {listed}'}"


def _location(detail: ErrorDetails) -> Location:
    """Return where an error stands, without what pydantic adds.

    It adds the members of a union and the mark of a key.
    """
    location = detail["loc"]
    return (
        location[:-1]
        if detail["type"] != "extra_forbidden" and location[-1:] in _ADDED
        else location
    )


def _echoes(detail: ErrorDetails) -> bool:
    """Return whether a list is called too short only because its wrong items did not count.

    Those are reported on their own.
    """
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _message(detail: ErrorDetails, model: type[BaseModel], written: str | None) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return "champ inconnu" + nearest(
            str(detail["loc"][-1]), _fields_at(model, detail["loc"][:-1])
        )
    if kind not in _MESSAGES:
        return detail["msg"]
    if value is None:
        return _EMPTY
    if kind == "string_type" and type(value) in _NOT_TEXT:
        return _NOT_TEXT[type(value)]
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", " ou ")
    form = _FORMS.get(str(context.get("pattern")), "")
    return _MESSAGES[kind].format(
        **{**context, "value": _shown(value, written), "expected": expected, "form": form}
    )


def _shown(value: object, written: str | None) -> str:
    """Return a value as its file writes it, cut where it is long."""
    if written is None:
        return "liste" if isinstance(value, tuple) else "champs"
    return written if len(written) <= 60 else f"{written[:59]}…"


def _fields_at(model: type[BaseModel], path: Location) -> list[str]:
    """Return the field names of the record at `path` inside `model`."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _record_in(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _record_in(annotation: object) -> type[BaseModel] | None:
    """Return the record class inside an annotation.

    Such are `tuple[Contact, ...]` and `Place | None`.
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in typing.get_args(annotation) if (found := _record_in(arg))), None)
