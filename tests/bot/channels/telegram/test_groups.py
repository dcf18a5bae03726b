"""The real bot in groups.

It answers what is addressed to it, in its topic, and follows the group wherever it goes.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram import sentences
from tests.telegram_stand_in.world import BOT_NAME

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn
    from tests.telegram_stand_in.world import Message

_GROUPS = count(-1003001, -1)


@pytest.fixture
def group(street: StandIn) -> int:
    return street.group(next(_GROUPS), administrators=[600]).id


def _last(street: StandIn, group: int, number: int) -> Message:
    return street.wait_for_messages(group, number)[-1]


def test_a_mention_is_answered_under_the_question(street: StandIn, group: int) -> None:
    asked = street.say(group, f"@{BOT_NAME} mobilité jeunes")
    answer = _last(street, group, 1)
    assert "(fiche 45)" in answer.text
    assert answer.reply_to == asked.id


def test_only_what_is_addressed_to_the_bot_is_answered(street: StandIn, group: int) -> None:
    street.privacy = False
    street.say(group, "mobilité jeunes")
    street.say(group, "/aide@autre_bot")
    street.send(group, "voice")
    street.privacy = True
    street.command(group, "fiche", "45", to_bot=True)
    assert "Fiche 45" in _last(street, group, 1).text
    assert len(street.messages(group)) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [("/aide", "Comment faire"), ("/fiche 45", "Fiche 45"), ("/fiche45", "Fiche 45")],
)
def test_a_command_without_the_name_is_answered_once_the_bot_spoke(
    street: StandIn, group: int, words: str, answer: str
) -> None:
    street.privacy = False
    street.say(group, words)
    street.command(group, "themes", to_bot=True)
    _last(street, group, 1)
    street.privacy = True
    street.say(group, words)
    assert answer in _last(street, group, 2).text
    assert len(street.messages(group)) == 2


def test_captions_voices_and_pictures_for_the_bot_are_answered(street: StandIn, group: int) -> None:
    street.send(group, "photo", caption=f"@{BOT_NAME} mobilité jeunes")
    answer = _last(street, group, 1)
    assert "(fiche 45)" in answer.text
    street.send(group, "voice", reply_to=answer)
    assert _last(street, group, 2).text == sentences.UNSUPPORTED["voice"]
    street.send(group, "photo", reply_to=answer)
    assert _last(street, group, 3).text == sentences.UNSUPPORTED["photo"]


def test_an_album_in_a_group_gets_one_answer(street: StandIn, group: int) -> None:
    street.album(group, "", f"@{BOT_NAME} mobilité jeunes", "")
    answer = _last(street, group, 1)
    street.album(group, "", "", reply_to=answer)
    street.wait(lambda: not street.updates.waiting)
    assert [each.text == sentences.UNSUPPORTED["photo"] for each in street.messages(group)] == [
        False,
        True,
    ]


def test_the_answer_is_in_the_topic_of_the_question(street: StandIn) -> None:
    group = street.group(next(_GROUPS), topics=[5, 6]).id
    street.command(group, "aide", to_bot=True, thread=6)
    assert _last(street, group, 1).thread == 6


def test_a_topic_that_was_deleted_is_answered_in_the_group_itself(street: StandIn) -> None:
    group = street.group(next(_GROUPS), topics=[5, 6]).id
    street.command(group, "aide", to_bot=True, thread=6)
    answer = _last(street, group, 1)
    street.delete_topic(group, 6)
    street.press_data(answer, "themes")
    street.wait(lambda: street.messages(group))
    assert [each.thread for each in street.messages(group)] == [None]


def test_administrators_only_change_settings(street: StandIn, group: int) -> None:
    street.command(group, "territoire", "Guise", to_bot=True, sender=601)
    assert _last(street, group, 1).text == sentences.ADMINS_ONLY
    street.command(group, "territoire", "Guise", to_bot=True, sender=600)
    assert "Guise" in _last(street, group, 2).text


@pytest.mark.parametrize(
    ("words", "sets"),
    [
        ("oublie ma commune", True),
        ("abonne-moi aux aides pour les jeunes", True),
        ("mobilité jeunes", False),
    ],
)
def test_settings_changed_in_plain_words_are_for_administrators_too(
    street: StandIn, group: int, words: str, sets: bool
) -> None:
    street.command(group, "territoire", "Guise", to_bot=True, sender=600)
    _last(street, group, 1)
    street.say(group, f"@{BOT_NAME} {words}", sender=601)
    assert (_last(street, group, 2).text == sentences.ADMINS_ONLY) is sets
    street.say(group, f"@{BOT_NAME} {words}", sender=600)
    assert _last(street, group, 3).text != sentences.ADMINS_ONLY


def test_an_anonymous_administrator_changes_settings_and_who_writes_as_a_channel_does_not(
    street: StandIn, group: int
) -> None:
    street.command(group, "territoire", "Guise", to_bot=True, in_name_of=group)
    assert "Guise" in _last(street, group, 1).text
    channel = street.group(next(_GROUPS), kind="channel").id
    street.command(group, "territoire", "Amiens", to_bot=True, in_name_of=channel)
    assert _last(street, group, 2).text == sentences.ADMINS_ONLY
    assert not [
        call
        for call in street.called("getChatMember")
        if str(call.parameters["user_id"]).startswith("-")
    ]


def test_anonymous_administrators_of_thirty_groups_are_answered_at_once(street: StandIn) -> None:
    groups = [street.group(next(_GROUPS)).id for _ in range(30)]
    for group in groups:
        street.command(group, "aide", to_bot=True, in_name_of=group)
    for group in groups:
        assert _last(street, group, 1).text != sentences.SLOW_DOWN


def _keeps_place(street: StandIn, group: int, to: int, told: bool) -> None:
    street.group(group, kind="group", administrators=[600])
    street.command(group, "territoire", "Guise", to_bot=True, sender=600)
    _last(street, group, 1)
    street.migrate(group, to, told=told)
    if not told:
        street.command(to, "aide", to_bot=True, sender=600)
    street.wait(lambda: not street.updates.waiting)


def test_a_group_that_becomes_a_supergroup_keeps_what_it_set(street: StandIn) -> None:
    _keeps_place(street, -4001, -1004001, told=True)
    street.command(-1004001, "territoire", to_bot=True, sender=600)
    street.expect(-1004001, "Guise")
