"""The shape of areas.yaml: what is around communes, beside the tables of places."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.fields import Code, DataModel, Department, Text


class Area(DataModel):
    """A historic area such as the Thiérache, or a département; `names` are other ways to say it."""

    name: Text
    names: tuple[Text, ...] = ()
    departments: tuple[Department, ...] = ()
    epcis: tuple[Code, ...] = ()


class OneDepartment(Area):
    """A département, its code alone in `departments`."""

    departments: Annotated[tuple[Department, ...], Field(min_length=1, max_length=1)]


class Nickname(DataModel):
    """What the inhabitants of a commune are called, or another name of it."""

    commune: Code
    names: tuple[Text, ...]


class Basin(DataModel):
    """A water agency, and the départements of the region that it is in charge of.

    It may be in charge of a part of one only.
    """

    name: Text
    departments: Annotated[tuple[Department, ...], Field(min_length=1)]


class Areas(DataModel):
    """The file areas.yaml.

    `basins` are where the water agencies pay, `elsewhere` towns of other regions that anyone knows.

    `proper` are communes whose names are no words though French has some that are spelt alike.
    """

    region: Text
    departments: Annotated[tuple[OneDepartment, ...], Field(min_length=1)]
    areas: tuple[Area, ...] = ()
    basins: tuple[Basin, ...] = ()
    nicknames: tuple[Nickname, ...] = ()
    elsewhere: tuple[Text, ...] = ()
    proper: tuple[Text, ...] = ()
