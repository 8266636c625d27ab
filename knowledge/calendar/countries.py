"""The country whose holidays a time zone keeps, from the tz database's own table."""

from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

FALLBACK = "CN"


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Zone to ISO 3166 code (zone.tab: tab-separated code, coordinates, zone)."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(zone: ZoneInfo) -> str:
    """ISO 3166 code of the country a zone lies in; China for a zone that lies in none (UTC)."""
    return _countries().get(zone.key, FALLBACK)
