"""A meeting in a few lines, for tests: who says what, and what comes of it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from capture.minutes.extract import minutes_of_turns
from capture.minutes.model import Known, Setting, Turn
from knowledge.meetings.model import Item, ItemKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
KNOWN = Known(
    {"李雷": "li.lei", "Tom Baker": "tom"},
    {"周敏": "c.zhou", "Sarah Cole": "c.sarah"},
    ("拓维", "Brightline"),
    ("Orbit",),
)
WEDNESDAY = Setting(datetime(2026, 3, 4, 14, tzinfo=SHANGHAI), SHANGHAI, KNOWN)
"""4 March 2026, in Shanghai."""


def turns(*said: str) -> list[Turn]:
    """Turns from "us 李雷: …" lines, ten seconds apart."""
    found = []
    for number, line in enumerate(said):
        head, _, text = line.partition(": ")
        side, _, speaker = head.partition(" ")
        found.append(Turn(10.0 * number, speaker, side.replace("?", ""), text))
    return found


def minutes(*said: str, setting: Setting = WEDNESDAY) -> list[Item]:
    """All items."""
    return minutes_of_turns(turns(*said), setting)


def kinds(items: Sequence[Item], kind: ItemKind) -> list[Item]:
    """Those of one kind."""
    return [item for item in items if item.kind is kind]


def promises(*said: str, setting: Setting = WEDNESDAY) -> list[tuple[str, str | None, bool]]:
    """The commitments as (who, day, vague)."""
    found = kinds(minutes(*said, setting=setting), ItemKind.COMMITMENT)
    return [(item.who, item.due_on.isoformat() if item.due_on else None, item.vague) for item in found]
