"""Writes the sample team's month of signals. The same seed gives the same file, byte for byte.

Run it in the checkout: python -m examples.make_signals
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from examples.journeys import HOT, NEARLY, NOT_QUITE, Journey

TEAM = Path(__file__).parent / "sample_team"
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY = datetime(2025, 12, 12, tzinfo=SHANGHAI)
LAST_MOMENT = datetime(2026, 1, 11, 21, 30, tzinfo=SHANGHAI)
DAYS = 31
SEED = 7
VISITORS = 125

PAGES = (
    "/",
    "/pricing",
    "/products/sunwatch",
    "/products/fieldcare",
    "/products/linesight",
    "/products/coldtrack",
    "/cases/huadong-pv",
    "/cases/ruizhu",
    "/cases/acme-harbour",
    "/cases/lakemere",
    "/compare/fieldcare-vs-maintiva",
    "/compare/sunwatch-vs-gridhand",
    "/blog/winter-inverter-checks",
    "/blog/five-downtime-causes",
    "/docs/api",
    "/about",
)
ASSETS = ("service-whitepaper", "sunwatch-datasheet", "linesight-datasheet", "roi-calculator", "cold-chain-checklist")
# Nobody drawn by chance fills the maintenance form: who is hot is decided in journeys.py alone.
FORMS = ("newsletter", "webinar", "contact", "demo")
UTM_SOURCES = ("baidu", "baidu", "wechat", "wechat", "google", "linkedin", "newsletter", "exhibition", "")
MAILS = ("winter-maintenance", "service-week", "year-end", "release-2025-12")
MAIL_KINDS = ("email_open", "email_open", "email_open", "email_click", "attachment_open")

Event = Mapping[str, object]


def main() -> None:
    """Write sample_team/signals.jsonl anew."""
    lines = [json.dumps(event, ensure_ascii=False) for event in month(Random(SEED))]
    (TEAM / "signals.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def month(rng: Random) -> list[Event]:
    """All signals from 2025-12-12 to the evening of 2026-01-11, in time order."""
    events = [event for journey in HOT + NEARLY + NOT_QUITE for event in told(journey)]
    for _ in range(VISITORS):
        events += passer_by(rng)
    events += mails(rng, "lead_id", known_since("leads.csv", "created_at"), 90)
    events += mails(rng, "customer_id", known_since("customers.csv"), 90)
    return sorted(events, key=lambda event: str(event["at"]))


def told(journey: Journey) -> Iterator[Event]:
    """The events of a journey that is written down."""
    for number, step in enumerate(journey.steps):
        day, clock, kind, value, *dwell = step.split()
        year = 2025 if day.startswith("12") else 2026
        at = datetime.fromisoformat(f"{year}-{day}T{clock}").replace(tzinfo=SHANGHAI)
        tie = {"lead_id": journey.lead_id, "email": journey.email} if kind == "form" else {}
        extra = {"utm_source": journey.utm_source} if number == 0 else {}
        yield happened(at, kind, journey.visitor_id, value, int(dwell[0]) if dwell else 0) | tie_of(tie | extra)


def tie_of(fields: Mapping[str, str]) -> dict[str, object]:
    """Only the fields that say something."""
    return {name: value for name, value in fields.items() if value}


def happened(at: datetime, kind: str, visitor_id: str, value: str, dwell_s: int) -> dict[str, object]:
    """One web event as a line of signals.jsonl; dwell in seconds."""
    name = {"page_view": "page", "download": "asset", "form": "form"}[kind]
    event: dict[str, object] = {"at": at.isoformat(), "kind": kind, "visitor_id": visitor_id, name: value}
    return event | ({"dwell_s": dwell_s} if kind == "page_view" else {})


def passer_by(rng: Random) -> list[Event]:
    """A visitor drawn by chance: one to three visits, perhaps a download, rarely a form."""
    visitor_id = f"v-{rng.getrandbits(24):06x}"
    utm = tie_of({"utm_source": rng.choice(UTM_SOURCES)})
    events: list[Event] = []
    for start in sorted(moment(rng) for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))):
        events += visit(rng, visitor_id, start)
    events[0] = {**events[0], **utm}
    if rng.random() < 0.08:
        last = datetime.fromisoformat(str(events[-1]["at"])) + timedelta(seconds=rng.randint(20, 90))
        email = {"email": f"visitor{rng.randint(100, 999)}@mailbox.example"}
        events.append(happened(last, "form", visitor_id, rng.choice(FORMS), 0) | email)
    return [event for event in events if str(event["at"]) <= LAST_MOMENT.isoformat()]


def visit(rng: Random, visitor_id: str, start: datetime) -> Iterator[Event]:
    """One to six pages in a row, sometimes ended by a download."""
    at = start
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4, 6))):
        dwell_s = min(600, 4 + int(rng.expovariate(1 / 55)))
        yield happened(at, "page_view", visitor_id, rng.choice(PAGES), dwell_s)
        at += timedelta(seconds=dwell_s + rng.randint(1, 5))
    if rng.random() < 0.15:
        yield happened(at, "download", visitor_id, rng.choice(ASSETS), 0)


def moment(rng: Random) -> datetime:
    """A time in the month: mostly office hours, fewer at weekends, some at night (the other side of the world)."""
    day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    if day.weekday() >= 5 and rng.random() < 0.6:
        day -= timedelta(days=2)
    hour = rng.choice((8, 9, 9, 10, 10, 11, 13, 14, 14, 15, 16, 17, 19, 20, 21, 22, 23))
    return max(FIRST_DAY, day) + timedelta(hours=hour, seconds=rng.randrange(3600))


def mails(rng: Random, who: str, since: Mapping[str, str], count: int) -> Iterator[Event]:
    """What known leads or customers did with the mails they were sent; nobody reads mail before they are known."""
    for _ in range(count):
        at = min(moment(rng), LAST_MOMENT - timedelta(seconds=rng.randrange(3600))).isoformat()
        kind, mail, someone = rng.choice(MAIL_KINDS), rng.choice(MAILS), rng.choice(list(since))
        if since[someone] <= at:
            yield {"at": at, "kind": kind, who: someone, "campaign": mail}


def known_since(file: str, column: str = "") -> dict[str, str]:
    """The ids of a file of the sample team, each with the time in `column`, or "" where there is none."""
    with (TEAM / file).open(encoding="utf-8", newline="") as lines:
        return {next(iter(row.values())): row.get(column, "") for row in csv.DictReader(lines)}


if __name__ == "__main__":
    main()
