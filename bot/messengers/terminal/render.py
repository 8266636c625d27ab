"""A notice as lines of text: nothing of a card is lost, only folded."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.messengers.base import Json
from bot.wire.attached import attached_text
from notifiers.notice import Attachment, Notice


def render(notice: Notice) -> Json:
    """{"lines", "choices", "version"}; the choices are numbered from 1 in the lines."""
    return {
        "lines": list(_lines(notice)),
        "choices": [{"action": one.action, "args": dict(one.args)} for one in notice.choices],
        "version": notice.version,
        "kind": notice.kind,
        "subject": notice.subject,
    }


def _lines(notice: Notice) -> Iterator[str]:
    if notice.rings:
        yield " ".join(ring.called for ring in notice.rings)
    if notice.title:
        yield f"[{notice.badge}] {notice.title}" if notice.badge else notice.title
    if notice.text:
        yield from notice.text.split("\n")
    yield from (f"  {fact.label}: {fact.value}" for fact in notice.facts)
    for why in notice.why:
        when = f"{why.at.astimezone(ZoneInfo(notice.zone)):%Y-%m-%d %H:%M} " if why.at else ""
        yield f"  - {when}{why.text}" + (f" ({why.source})" if why.source else "")
    if notice.settled:
        yield f"  = {notice.settled}"
    if notice.choices:
        yield "  " + "  ".join(f"[{number}] {one.label}" for number, one in enumerate(notice.choices, 1))
    if notice.foot:
        yield f"  {notice.foot}"
    if notice.attachment:
        yield from _attached(notice.attachment)


def _attached(file: Attachment) -> Iterator[str]:
    """A text file's name and its lines; of any other file the name, for a terminal shows text only."""
    yield f"  + {file.name}"
    yield from (f"    {line}" for line in attached_text(file).split("\n") if line)
