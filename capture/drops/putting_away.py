"""Where files go once they were dealt with: done/ or rejected/, with the reasons beside them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path

from capture.drops.waiting import Seen, is_as_seen
from capture.exports.rejected import Rejection, write_rejected

DONE, REJECTED = "done", "rejected"


def put_away(folder: Path, file: Seen, rejections: Sequence[Rejection], now: datetime, zone: tzinfo) -> Path | None:
    """Move a file; where it lies now, None where it is gone, or was written anew meanwhile: then it stays, for later.

    One that could not be taken at all goes to rejected/. The reasons are written first, so that no file goes without
    them. Raises OSError.
    """
    if not is_as_seen(file):
        return None
    own = [one for one in rejections if one.file == file.path.name]
    place = folder / (REJECTED if any(one.line == 0 for one in own) or _wrong_header(own) else DONE)
    place.mkdir(exist_ok=True)
    to = free_path(place, f"{now.astimezone(zone):%Y%m%dT%H%M%S}-{file.path.name}")
    if own:
        write_rejected(to.with_name(f"{to.name}.reasons.csv"), own)
    file.path.rename(to)
    return to


def move_away(file: Path, place: Path, why: str) -> None:
    """Move a file into a folder, with the reason beside it where there is one; one that is gone by now stays gone.

    Raises OSError.
    """
    place.mkdir(exist_ok=True)
    target = free_path(place, file.name)
    with suppress(FileNotFoundError):
        file.rename(target)
    if why:
        target.with_suffix(".txt").write_text(why, encoding="utf-8")


def _wrong_header(rejections: Sequence[Rejection]) -> bool:
    """A file whose header does not fit was not read any further."""
    return len(rejections) == 1 and rejections[0].line == 1


def free_path(place: Path, name: str) -> Path:
    """The path of this name in a folder, with a number where it is taken."""
    path, number = place / name, 2
    while path.exists():
        path, number = place / f"{Path(name).stem}-{number}{Path(name).suffix}", number + 1
    return path
