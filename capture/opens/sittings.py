"""Opens of one visitor that belong together: a sitting. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

SAME_OPEN = timedelta(minutes=1)
"""A second call within a minute is the same open: a reload, or an app that hands the link on to the browser."""


class Place(StrEnum):
    """Where an open belongs: to a new sitting, to the present one as a further open, or to its last open."""

    NEW = "new"
    FURTHER = "further"
    SAME = "same"


def place(last_at: datetime | None, at: datetime, gap: timedelta) -> Place:
    """Where an open at `at` belongs, given the visitor's last one; a sitting is over after `gap` without any."""
    if last_at is None or at - last_at > gap:
        return Place.NEW
    return Place.SAME if at - last_at < SAME_OPEN else Place.FURTHER
