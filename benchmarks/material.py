"""What is asked and sent: the sample team, its customers' names, and events as the page's server posts them."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import count, cycle
from pathlib import Path
from typing import Any

from bot.messengers.local.hub.signature import sign

ROOT = Path(__file__).resolve().parents[1]
SAMPLE_TEAM = ROOT / "examples" / "sample_team"
ASKERS = ("li.lei", "han.mei", "wang.qiang", "emma.thorne")
Json = dict[str, Any]
REGION = "华东"


def rooms(number: int) -> list[str]:
    """Ids of group rooms; the first belongs to REGION."""
    return [f"bench-{index}" for index in range(number)]


def questions() -> Iterator[str]:
    """Who owns each customer of the sample team, in Chinese and English, again and again."""
    with (SAMPLE_TEAM / "customers.csv").open(encoding="utf-8", newline="") as file:
        customers = list(csv.DictReader(file))
    asked = [f"谁负责{one['name']}？" for one in customers]
    asked += [f"who owns {one['name_en']}?" for one in customers if one["name_en"]]
    return cycle(asked)


def said_events(run: str, room_ids: list[str], at: datetime) -> Iterator[Json]:
    """Questions to the bot, one after the other over all rooms, with ids that start with `run`."""
    for number, text in zip(count(), questions(), strict=False):
        yield {
            "event_id": f"{run}-{number}",
            "kind": "said",
            "at": at.isoformat(),
            "room": {"id": room_ids[number % len(room_ids)], "direct": False, "outsiders": False},
            "sender": {"id": ASKERS[number % len(ASKERS)], "name": ""},
            "text": f"@搭子 {text}",
            "mentions_bot": True,
            "message_id": f"m-{run}-{number}",
        }


def signed(event: Json, secret: str, at: datetime) -> tuple[bytes, dict[str, str]]:
    """Body and headers of an event, signed at `at`."""
    body, stamp = json.dumps(event, ensure_ascii=False).encode(), str(int(at.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "X-Dazi-Timestamp": stamp,
        "X-Dazi-Signature": sign(secret.encode(), stamp, body),
    }
    return body, headers
