"""The region in figures and what the collection is: everything the data holds is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.session import Session
from bot.conversation.texts import typeset

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _reply(world: World, event: Event) -> Reply:
    (reply,) = respond(world, Session(), event, NOW)[1]
    return reply


@pytest.mark.parametrize(
    "event",
    [Pressed("context"), Commanded("region"), Said("la région en chiffres"), Pressed("context:99")],
)
def test_the_first_page_gives_publics_sources_and_a_door_to_each_section(
    world: World, event: Event
) -> None:
    reply, context = _reply(world, event), world.collection.context
    assert all(typeset(public) in reply.text for public in context.publics)
    assert all(
        typeset(source.to_check) in reply.text for source in context.sources if source.to_check
    )
    doors = [button.data for button in reply.buttons]
    assert [f"context:{i}" for i in range(1, len(context.sections) + 1)] == [
        data for data in doors if data.startswith("context:")
    ]


@pytest.mark.parametrize(
    "event", [Pressed("context"), Commanded("region"), Said("la région en chiffres")]
)
def test_the_first_page_opens_with_figures_and_ends_with_what_is_lost(
    world: World, event: Event
) -> None:
    lines, context = _reply(world, event).text.splitlines(), world.collection.context
    figures = [each for section in context.sections for each in section.figures]
    assert lines[1].endswith(typeset(figures[0]))
    last = max(i for i, line in enumerate(lines) if typeset(figures[-1]) in line)
    lost = [
        i
        for i, line in enumerate(lines)
        for source in context.sources
        if source.to_check and typeset(source.to_check) in line
    ]
    assert 0 < last < min(lost)


def test_each_section_gives_its_text_figures_and_doubts(world: World) -> None:
    for number, section in enumerate(world.collection.context.sections, 1):
        text = _reply(world, Pressed(f"context:{number}")).text
        for written in (
            section.title,
            section.text,
            *section.figures,
            *filter(None, (section.to_check,)),
        ):
            assert typeset(written) in text


@pytest.mark.parametrize("event", [Pressed("about"), Commanded("apropos"), Said("à propos")])
def test_about_says_what_the_collection_is_how_to_use_it_and_its_licence(
    world: World, event: Event
) -> None:
    text, about = _reply(world, event).text, world.collection.about
    for written in (
        about.title,
        about.publisher,
        about.origin,
        *about.how_to_use,
        about.licence_note,
    ):
        assert typeset(written) in text
