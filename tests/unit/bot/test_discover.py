"""Plug-ins found by looking into a folder; strangers and doubles are refused."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module, invalidate_caches
from pathlib import Path

import pytest

from bot.discover import PluginError, discover, discover_one


@dataclass(frozen=True)
class Thing:
    name: str


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package `made_up_things` that can be imported."""
    folder = tmp_path / "made_up_things"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "thing.txt").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield folder
    for name in [name for name in sys.modules if name.startswith("made_up_things")]:
        del sys.modules[name]


def put(package: Path, module: str, name: str) -> None:
    text = f"from {__name__} import Thing\nTHING = Thing({name!r})\n"
    (package / f"{module}.py").write_text(text, encoding="utf-8")


def found(package: Path) -> dict[str, Thing]:
    invalidate_caches()
    sys.modules.setdefault(__name__, sys.modules[Thing.__module__])
    return discover(import_module(package.name), "THING", Thing)


def test_finds_all_in_alphabetical_order_and_not_the_port(package: Path) -> None:
    put(package, "zebra", "z")
    put(package, "ant", "a")
    (package / "base.py").write_text("raise RuntimeError\n", encoding="utf-8")
    assert list(found(package)) == ["a", "z"]


def test_an_empty_folder_has_none(package: Path) -> None:
    assert found(package) == {}


def test_two_of_one_name_are_refused(package: Path) -> None:
    put(package, "one", "same")
    put(package, "two", "same")
    with pytest.raises(PluginError, match="two plug-ins are called 'same'"):
        found(package)


@pytest.mark.parametrize("text", ["", "THING = 'a word'\n", "thing = 1\n"])
def test_a_stranger_is_refused_by_name(package: Path, text: str) -> None:
    (package / "stranger.py").write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=r"made_up_things\.stranger must define THING: Thing"):
        found(package)


def test_one_is_found_with_none_of_the_others_loaded(package: Path) -> None:
    put(package, "a", "first")
    (package / "b.py").write_text("raise RuntimeError", encoding="utf-8")
    invalidate_caches()
    sys.modules.setdefault(__name__, sys.modules[Thing.__module__])
    things = import_module("made_up_things")
    assert discover_one(things, "a", "THING", Thing) == Thing("first")
    for stranger in ("c", "base", "", "a.b", "--help"):
        assert discover_one(things, stranger, "THING", Thing) is None


def test_a_package_counts_as_one(package: Path) -> None:
    (package / "big").mkdir()
    put(package / "big", "__init__", "big")
    put(package / "big", "part", "not looked at")
    assert list(found(package)) == ["big"]
