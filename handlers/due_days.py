"""The day to which something due is moved, as people say it: "周五", "next Wednesday", 2026-03-20."""

from datetime import date

from capture.promises.due import dues_in
from capture.promises.moment import moment
from handlers.base import Ask


def day_said(text: str, ask: Ask) -> date | None:
    """The last day that the words name, seen from where and when they are said; None where they name none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        found = [due.day for due in dues_in(text, moment(ask.now, ask.zone)) if due.day is not None]
        return found[-1] if found else None
