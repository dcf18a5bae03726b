"""The README tells the truth.

Its commands run, its folders exist, the example card is a card.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.channels.telegram.links import read_start
from bot.conversation.events import Commanded
from bot.settings import read_telegram_settings
from knowledge.model import Card
from tests.inherited import inherited

if TYPE_CHECKING:
    from bot.conversation.world import World

PROJECT = Path(__file__).parents[3]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\| `(tambour [^`]+)` \|", README, re.MULTILINE)
TARGETS = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))


@pytest.mark.process
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "tambour", *shlex.split(command)[1:]],
        cwd=PROJECT,
        env=inherited() | {"TAMBOUR_DATABASE": str(tmp_path / "tambour.db")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert {"chat", "test", "check", "bench", "setup"} <= TARGETS
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in TARGETS)


def test_every_folder_of_the_readme_exists() -> None:
    folders = re.findall(r"^\| `([a-z]+/)` \|", README, re.MULTILINE)
    assert folders
    assert all((PROJECT / folder).is_dir() for folder in folders)


def test_the_five_steps_to_a_running_bot_hold(world: World) -> None:
    section = README.partition("## From BotFather")[2].partition("\n## ")[0]
    assert re.findall(r"^(\d)\. ", section, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    settings = dict(re.findall(r"'(TAMBOUR_[A-Z_]+)=(\S+)'", section))
    assert settings.keys() == {"TAMBOUR_TELEGRAM_TOKEN"}
    settings["TAMBOUR_TELEGRAM_TOKEN"] = settings["TAMBOUR_TELEGRAM_TOKEN"].replace("...", "x" * 33)
    assert read_telegram_settings(settings, Path("none")).webhook is None
    (start,) = re.findall(r"https://t\.me/your_bot\?start=(\w+)", section)
    opened = read_start(start)
    assert isinstance(opened, Commanded)
    assert (opened.name, world.card(opened.argument) is not None) == ("fiche", True)


def test_the_curator_s_example_is_a_card() -> None:
    guide = (PROJECT / "knowledge" / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert example
    Card.model_validate(yaml.safe_load(example[1]))
