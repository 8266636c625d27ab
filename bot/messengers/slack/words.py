"""What the bot adds to a card at Slack, in both languages, and how it prints a time."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.people.model import Lang

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "why": {"zh": "依据", "en": "Why"},
    "continued": {"zh": "（未完，续下条）", "en": "(continued below)"},
    "say": {"zh": "回复“@搭子 {say}”", "en": "say “@Dazi {say}”"},
    "close": {"zh": "取消", "en": "Cancel"},
    "choose": {"zh": "请选择", "en": "Choose one"},
    "question": {"zh": "还差一点", "en": "One more thing"},
}


def words(name: str, lang: Lang) -> str:
    """A phrase by its name."""
    return _WORDS[name][lang]


def say_line(say: str, lang: Lang) -> str:
    """What to say where nothing can be pressed."""
    return _WORDS["say"][lang].format(say=say)


def in_zone(at: datetime, zone: str) -> str:
    """A time in the reader's zone, with its date: cards are read long after."""
    return f"{at.astimezone(_zone(zone)):%Y-%m-%d %H:%M}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
