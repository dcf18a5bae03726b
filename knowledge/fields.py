"""The kinds of value a data file may hold.

Each refuses a wrong one with a sentence that says what to write instead.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StringConstraints
from pydantic_core import PydanticCustomError

IDENTIFIER = "^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_TRY = 59  # bytes of a need that a button carries: 64 less those that say it is one
CARD_ID = "^([1-9][0-9]{0,2}|[A-Z]{1,2})$"
_EMAIL = re.compile(r"[a-z0-9_.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_PHONE = re.compile(r"(0|\+33 ?)[0-9 .]+")
_LINK = re.compile(r"(https?://)?[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?([/?#]\S*)?", re.IGNORECASE)
_DEPARTMENT = re.compile(r"[0-9]{2}|2[AB]|97[0-9]")
_CODE = re.compile(_DEPARTMENT.pattern + r"|[0-9]{5}|2[AB][0-9]{3}|[0-9]{9}")


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError(
            "email", "« {v} » n’est pas une adresse e-mail ; écrivez nom@domaine.fr", {"v": value}
        )
    return value


def _phone(value: str) -> str:
    from phonenumbers import NumberParseException, is_valid_number, parse

    try:
        is_phone = bool(_PHONE.fullmatch(value)) and is_valid_number(parse(value, "FR"))
    except NumberParseException:
        is_phone = False
    if not is_phone:
        raise PydanticCustomError(
            "phone",
            '« {v} » n’est pas un numéro de téléphone ; écrivez dix chiffres, "03 22 71 80 80"',
            {"v": value},
        )
    return value


def _link(value: str) -> str:
    if not _LINK.fullmatch(value):
        raise PydanticCustomError(
            "link", "« {v} » n’est pas une adresse web ; écrivez https://site.fr/page", {"v": value}
        )
    return value


def _department(value: str) -> str:
    if not _DEPARTMENT.fullmatch(value):
        raise PydanticCustomError(
            "department",
            '« {v} » n’est pas un code de département ; écrivez par exemple "02"',
            {"v": value},
        )
    return value


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise PydanticCustomError(
            "code",
            (
                '« {v} » n’est pas un code ; écrivez un code INSEE ("02168"), '
                'SIREN ou de département ("02")'
            ),
            {"v": value},
        )
    return value


def _try(value: str) -> str:
    if len(value.encode()) > LONGEST_TRY:
        raise PydanticCustomError(
            "try", "cet exemple est trop long pour un bouton ; écrivez-le en moins de 50 signes"
        )
    return value


def _written(value: str) -> str:
    if not value:
        raise PydanticCustomError(
            "blank", "ce champ est vide ; écrivez sa valeur ou retirez la ligne"
        )
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_written)]
Try = Annotated[Text, AfterValidator(_try)]
Email = Annotated[str, AfterValidator(_email)]
Phone = Annotated[str, AfterValidator(_phone)]
Link = Annotated[str, AfterValidator(_link)]
Department = Annotated[str, AfterValidator(_department)]
Code = Annotated[str, AfterValidator(_code)]
Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER)]
CardId = Annotated[str, StringConstraints(pattern=CARD_ID)]
Count = Annotated[StrictInt, Field(ge=0)]


class DataModel(BaseModel):
    """What every piece of data obeys.

    It never changes once read, and an unknown field is a mistake, not a comment.
    """

    # defer_build: a kept world needs no validation, and building the validators takes a tenth of a
    # second.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
