from collections.abc import Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import cast

import pytest

from tests.architecture.plugins import FOLDERS, INTENTS, Folder, missing_examples

KIND = "class Kind:\n    def __init__(self, name: str) -> None:\n        self.name = name\n"


@pytest.mark.parametrize("folder", FOLDERS, ids=attrgetter("package"))
def test_every_plugin_defines_its_constant(folder: Folder) -> None:
    assert len(folder.plugins()) == len(folder.modules())


def test_every_intent_shows_how_to_say_it_in_both_languages() -> None:
    spoken = {name: examples_of(intent) for name, intent in INTENTS.plugins().items()}
    assert {name: missing for name, said in spoken.items() if (missing := missing_examples(said))} == {}


def examples_of(intent: object) -> Mapping[str, Sequence[str]]:
    return cast("Mapping[str, Sequence[str]]", getattr(intent, "examples", {}))


@pytest.mark.parametrize(
    ("examples", "missing"),
    [
        ({"zh": ("谁负责 Acme?",), "en": ("who owns 华东光伏?",)}, []),
        ({"zh": ("谁负责 Acme?",)}, ["en"]),
        ({"zh": (), "en": ("help",)}, ["zh"]),
        ({"zh": ("帮助", "help"), "en": ("help",)}, ["zh"]),
        ({}, ["zh", "en"]),
    ],
)
def test_missing_examples_are_found(examples: dict[str, tuple[str, ...]], missing: list[str]) -> None:
    assert missing_examples(examples) == missing


def made_up_folder(root: Path, name: str, modules: Mapping[str, str]) -> Folder:
    (root / name).mkdir()
    for module, text in {"__init__": KIND, **modules}.items():
        (root / name / f"{module}.py").write_text(text, encoding="utf-8")
    return Folder(name, "THING", f"{name}:Kind")


def test_a_complete_folder_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    good = "from complete_plugins import Kind\n\nTHING = Kind('a')\n"
    assert list(made_up_folder(tmp_path, "complete_plugins", {"a": good}).plugins()) == ["a"]


@pytest.mark.parametrize(("name", "text"), [("bare_plugins", ""), ("odd_plugins", "THING = 7\n")])
def test_an_incomplete_plugin_is_found(name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    folder = made_up_folder(tmp_path, name, {"a": text})
    with pytest.raises(TypeError, match="must define THING: Kind"):
        folder.plugins()
