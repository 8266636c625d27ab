"""What the tracking script reports: a few events of one visitor, read into signals of the web source.

The body is JSON: {"site", "visitor", "sent", "events": [{"id", "kind", "at", …}]}; `sent` and `at` are milliseconds on
the visitor's own clock, which may be wrong: the difference to ours at `sent` corrects them. Anybody can send such a
body, so only what is listed here is kept, and nothing in it can name a lead or a customer.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from capture.base import BadRow, Batch
from knowledge.people.model import Lang

MOST_EVENTS = 50
OLDEST = timedelta(days=7)
"""So long a page may have been without a network."""

LONGEST_DWELL = 86_400.0

_VISITOR = re.compile(r"[A-Za-z0-9_-]{16,60}")
_ID = re.compile(r"[A-Za-z0-9._-]{1,80}")
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_UTM = ("source", "medium", "campaign", "term", "content")
_KINDS: Mapping[str, str] = {"page_view": "page", "dwell": "page", "download": "asset", "form": "form"}
"""The kinds of events, and what each cannot do without."""

_TEXTS: Mapping[str, int] = {
    "title": 200, "referrer": 200, "asset": 200, "file": 200, "form": 120, "company": 200, "name": 120, "region": 60,
}  # fmt: skip


class _Unfit(ValueError):
    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.field, self.zh, self.en = field, zh, en


@dataclass(frozen=True, slots=True)
class Visit:
    """What one request brought: signals in plain JSON, as the web source takes them, and what was not taken."""

    site: str
    visitor_id: str
    signals: Sequence[Mapping[str, Any]]
    rejected: Sequence[Mapping[str, object]]

    @property
    def batch(self) -> Batch:
        """The inbox row; the same events make the same row."""
        ids = "\n".join(str(signal["event_id"]) for signal in self.signals)
        digest = sha256(ids.encode()).hexdigest()[:32]
        return Batch(f"visit-{digest}", f"web:{self.visitor_id}", {"signals": list(self.signals)}, len(self.signals))


def read_visit(raw: bytes, received_at: datetime) -> Visit:
    """A request's body. Raises BadRow where it cannot be read as a whole; an event at fault costs only itself."""
    document = _document(raw)
    site, visitor = str(document.get("site", "")), str(document.get("visitor", ""))
    events = document.get("events")
    if not _VISITOR.fullmatch(visitor):
        raise BadRow("visitor must be 16 to 60 letters and digits.", "visitor 应为 16 到 60 个字母或数字。")
    if not isinstance(events, list) or not 0 < len(events) <= MOST_EVENTS:
        raise BadRow(f"events must be a list of 1 to {MOST_EVENTS}.", f"events 应为 1 到 {MOST_EVENTS} 项的列表。")
    clock = _their_clock(document.get("sent"), received_at)
    signals: list[Mapping[str, Any]] = []
    rejected: list[Mapping[str, object]] = []
    for index, event in enumerate(events):
        try:
            signals.append(_signal(event, visitor, clock))
        except _Unfit as bad:
            rejected.append({"event": index + 1, "field": bad.field, "zh": bad.zh, "en": bad.en})
    return Visit(site, visitor, signals, rejected)


def _document(raw: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadRow("The body is not UTF-8.", "请求体不是 UTF-8。") from None
    except (ValueError, RecursionError):
        raise BadRow("The body is not JSON.", "请求体不是 JSON。") from None
    if not isinstance(document, dict):
        raise BadRow("The body is not a JSON object.", "请求体不是 JSON 对象。")
    return document


def _their_clock(sent: object, received_at: datetime) -> Callable[[object], datetime]:
    """Turns a moment on the visitor's clock into one on ours; a moment after `sent` is `sent`."""
    if not _is_number(sent):
        raise BadRow("sent must be milliseconds since 1970.", "sent 应为 1970 年以来的毫秒数。")
    at_sent = float(str(sent))

    def ours(at: object) -> datetime:
        if not _is_number(at):
            raise _Unfit("at", "应为 1970 年以来的毫秒数", "must be milliseconds since 1970")
        before = max(0.0, at_sent - float(str(at)))
        if before > OLDEST.total_seconds() * 1000:
            raise _Unfit("at", f"早于 {OLDEST.days} 天", f"is older than {OLDEST.days} days")
        return received_at - timedelta(milliseconds=before)

    return ours


def _signal(event: object, visitor: str, clock: Callable[[object], datetime]) -> Mapping[str, Any]:
    if not isinstance(event, dict):
        raise _Unfit("", "不是 JSON 对象", "is not a JSON object")
    key, kind = str(event.get("id", "")), str(event.get("kind", ""))
    if not _ID.fullmatch(key):
        raise _Unfit("id", "应为 1 到 80 个字母或数字", "must be 1 to 80 letters and digits")
    if kind not in _KINDS:
        listed = ", ".join(_KINDS)
        raise _Unfit("kind", f"只能是 {listed} 之一", f"must be one of {listed}")
    attributes = _attributes(event)
    if not attributes.get(_KINDS[kind]):
        raise _Unfit(_KINDS[kind], "不能为空", "must not be empty")
    return {
        "event_id": f"{visitor}-{key}",
        "kind": kind,
        "at": clock(event.get("at")).isoformat(),
        "visitor_id": visitor,
        "lead_id": "",
        "customer_id": "",
        "attributes": attributes,
    }


def _attributes(event: Mapping[str, Any]) -> dict[str, object]:
    """What is kept of an event; empty ones are left out, long ones cut."""
    found: dict[str, object] = {"page": _path(event.get("page"))}
    found |= {name: _text(event.get(name), longest) for name, longest in _TEXTS.items()}
    email = _text(event.get("email"), 200).lower()
    found["email"] = email if _EMAIL.fullmatch(email) else ""
    utm = event.get("utm")
    if isinstance(utm, dict):
        found |= {f"utm_{name}": _text(utm.get(name), 120) for name in _UTM}
    dwell = event.get("dwell_s")
    if _is_number(dwell):
        found["dwell_s"] = round(min(max(float(str(dwell)), 0.0), LONGEST_DWELL), 1)
    return {name: value for name, value in found.items() if value != ""}


def _path(value: object) -> str:
    """The path of a page, without what stands behind ? and #: that may hold names and tokens."""
    path = re.split("[?#]", _text(value, 500), maxsplit=1)[0]
    return path if path.startswith("/") else ""


def _text(value: object, longest: int) -> str:
    """Text on one line that both databases can keep, or nothing."""
    if not isinstance(value, str):
        return ""
    kept = "".join(char if char.isprintable() else " " for char in value[: longest * 4])
    return " ".join(kept.split())[:longest]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


REFUSED: Mapping[str, Mapping[Lang, str]] = {
    "site": {
        "zh": "没有这个网站的键（tracking.sites），没有接收。",
        "en": "No site has this key (tracking.sites); nothing was taken.",
    },
    "origin": {
        "zh": "这个来源不在该网站的 origins 里，没有接收。",
        "en": "This origin is not among the site's origins; nothing was taken.",
    },
    "often": {
        "zh": "事件太多，没有接收，请稍后再发。",
        "en": "Too many events, so this was not taken; send it again later.",
    },
}
"""Why a request is not taken although its body can be read."""
