from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment

from bot.world.compiled import CompiledTemplates
from bot.world.kept import kept_file

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_TEXT = "Bonjour {{ name }}"


def _said(text: str) -> str:
    templates = Environment(
        loader=DictLoader({"hello.html": text}), autoescape=True, bytecode_cache=CompiledTemplates()
    )
    return templates.get_template("hello.html").render(name="Marie")


def _kept() -> list[Path]:
    return sorted(kept_file("").glob("template-*"))


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert _said(_TEXT) == "Bonjour Marie"
    assert len(_kept()) == 1
    monkeypatch.setattr(Environment, "compile", None)
    assert _said(_TEXT) == "Bonjour Marie"


def test_a_text_that_changes_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    _said(_TEXT)
    assert _said("Au revoir {{ name }}") == "Au revoir Marie"
    assert len(_kept()) == 2


def test_what_is_kept_broken_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    _said(_TEXT)
    (kept,) = _kept()
    for broken in (b"", kept.read_bytes()[:40], b"anything"):
        kept.write_bytes(broken)
        assert _said(_TEXT) == "Bonjour Marie"


def test_a_disk_that_refuses_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert _said(_TEXT) == "Bonjour Marie"
