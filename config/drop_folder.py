"""The section of a folder into which files are put: `[sources.drop_folder]`."""

from pathlib import Path

from pydantic import Field

from config.feeds import FeedSection


class DropSettings(FeedSection):
    """A folder that is looked into every `every` seconds. Sizes are bytes; a larger file is put aside."""

    path: Path
    mapping: Path | None = None
    every: float = Field(10.0, ge=0.05, le=86_400)
    most_bytes: int = Field(200_000_000, gt=0)
