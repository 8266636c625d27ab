"""Many notices as one: how many of what, a line for each, and a file with everything where the lines are too many."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from knowledge.people.model import Lang
from notifiers.formats import ClockFace, moment
from notifiers.notice import MOST_RINGS, Attachment, Evidence, InDoubt, Notice, Ring, Stripe, Urgency

FOLDED = "folded"
"""The kind of a notice that tells others."""

MOST_LINES, MOST_BYTES = 20, 3_000
"""What a message of lines holds; with more of them, the whole list goes as a file."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{count} 条提醒，合并成一条", "en": "{count} alerts, folded into one"},
    "of_kind": {"zh": "{badge} {count} 条", "en": "{badge} × {count}"},
    "others": {"zh": "其他", "en": "other"},
    "more": {
        "zh": "另有 {count} 条，全部 {all} 条都在附件 {file} 里{also}。",
        "en": "And {count} more; all {all} are in the attached file {file}{also}.",
    },
    "also": {"zh": "，也可以打开 {link} 看", "en": ", and at {link} as well"},
    "act": {
        "zh": "想处理哪一条，直接对我说，例如“{say}”。",
        "en": "To act on one of them, tell me, for example “{say}”.",
    },
    "said": {"zh": "{label}：对我说“{say}”", "en": "{label}: tell me “{say}”"},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice of a list: when it was put (UTC), and where all of it is shown ("": nowhere)."""

    notice: Notice
    put_at: datetime
    link: str = ""


def folded_notice(entries: Sequence[Entry], subject: str, now: datetime, link: str = "") -> Notice:
    """One notice for all of `entries` (at least one), in their order; `link` is where it is shown itself.

    Its language and its time zone are those of the first. In doubt it is sent again, also to a room: a list told twice
    is a nuisance, a list that is not told hides all that is in it.
    """
    first = entries[0].notice
    face = ClockFace(ZoneInfo(first.zone), first.lang, now)
    lines = list(_fitting(f"· {_line(entry, face)}" for entry in entries))
    whole = None if len(lines) == len(entries) else _whole_list(entries, face)
    more = _more(len(entries), len(lines), whole.name, link, first.lang) if whole else ""
    parts = [_counts(entries, first.lang), *lines, more, _how_to_act(entries, first.lang)]
    return Notice(
        kind=FOLDED,
        subject=subject,
        version=1,
        lang=first.lang,
        zone=first.zone,
        title=_title(entries, first.lang),
        text="\n".join(part for part in parts if part),
        stripe=Stripe.INFO,
        attachment=whole,
        urgency=max(entry.notice.urgency for entry in entries),
        in_doubt=InDoubt.RESEND,
        rings=_rings(entries),
    )


def _rings(entries: Sequence[Entry]) -> tuple[Ring, ...]:
    """Whom the urgent ones ring, each account once, in their order."""
    urgent = (entry.notice for entry in entries if entry.notice.urgency is Urgency.HIGH)
    by_account: dict[str, Ring] = {}
    for ring in (ring for notice in urgent for ring in notice.ringing):
        by_account.setdefault(ring.account, ring)
    return tuple(by_account.values())[:MOST_RINGS]


def _title(entries: Sequence[Entry], lang: Lang) -> str:
    return _WORDS["title"][lang].format(count=len(entries))


def _counts(entries: Sequence[Entry], lang: Lang) -> str:
    """How many of which badge, the most urgent kind first; nothing where no notice has one."""
    counted = Counter(entry.notice.badge for entry in entries)
    others = counted.pop("", 0)
    if not counted:
        return ""
    parts = [*counted.items(), *([(_WORDS["others"][lang], others)] if others else [])]
    return " · ".join(_WORDS["of_kind"][lang].format(badge=badge, count=count) for badge, count in parts)


def _fitting(lines: Iterator[str]) -> Iterator[str]:
    """The first lines, as many as one message holds."""
    left = MOST_BYTES
    for _, line in zip(range(MOST_LINES), lines, strict=False):
        left -= len(line.encode()) + 1
        if left < 0:
            return
        yield line


def _more(count: int, shown: int, file: str, link: str, lang: Lang) -> str:
    """Where those are that the message has no line for."""
    also = _WORDS["also"][lang].format(link=link) if link else ""
    return _WORDS["more"][lang].format(count=count - shown, all=count, file=file, also=also)


def _how_to_act(entries: Sequence[Entry], lang: Lang) -> str:
    say = next((choice.say for entry in entries for choice in entry.notice.choices if choice.say), "")
    return _WORDS["act"][lang].format(say=say) if say else ""


def _line(entry: Entry, face: ClockFace) -> str:
    """Badge, who, why or how it was settled, when, where to look."""
    notice = entry.notice
    head = f"{notice.badge} {_who(notice)}".strip()
    if notice.settled:
        return " ".join(part for part in (f"{head} — {_flat(notice.settled)}", entry.link) if part)
    cause = f" — {_flat(notice.why[0].text)}" if notice.why else ""
    at = (notice.why[0].at if notice.why else None) or entry.put_at
    when = moment(at, face.zone, face.lang, face.now)
    return " ".join(part for part in (f"{head}{cause} · {when}", entry.link) if part)


def _who(notice: Notice) -> str:
    return _flat(notice.title or notice.text.partition("\n")[0])


def _whole_list(entries: Sequence[Entry], face: ClockFace) -> Attachment:
    """All of every notice, a line each.

    With a byte order mark and CRLF: older Windows Notepads, and previews that guess, take Chinese in plain UTF-8 for
    GBK, and show one endless line.
    """
    head = f"{_title(entries, face.lang)}, {replace(face, named=True).tells(face.now)}"
    told = [f"{number}. {' | '.join(_everything(entry, face))}" for number, entry in enumerate(entries, 1)]
    content = "\r\n".join([head, _counts(entries, face.lang), "", *told, ""])
    name = f"alerts-{face.now.astimezone(face.zone):%Y-%m-%d-%H%M}.txt"
    return Attachment(name, "text/plain", content.encode("utf-8-sig"))


def _everything(entry: Entry, face: ClockFace) -> Iterator[str]:
    notice = entry.notice
    parts = [f"{notice.badge} {_flat(notice.title)}".strip(), _flat(notice.text)]
    parts += [f"{fact.label}: {_flat(fact.value)}" for fact in notice.facts]
    parts += [_told(evidence, face) for evidence in notice.why]
    parts += [_flat(notice.settled), _flat(notice.foot)]
    said = _WORDS["said"][notice.lang]
    parts += [said.format(label=choice.label, say=choice.say) for choice in notice.choices if choice.say]
    return (part for part in (*parts, entry.link) if part)


def _told(evidence: Evidence, face: ClockFace) -> str:
    when = f"{face.tells(evidence.at)} " if evidence.at else ""
    source = f" ({evidence.source})" if evidence.source else ""
    return f"{when}{_flat(evidence.text)}{source}" + (f" {evidence.link}" if evidence.link else "")


def _flat(text: str) -> str:
    """A text as one line."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())
