"""Calls of tracked links, as the web server judged them: opens become sittings, all others are counted by reason."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from capture.base import Source
from capture.opens.judge import Reason
from capture.opens.sittings import Place, place
from knowledge.proposals.opens import commands
from knowledge.proposals.opens.model import Opening
from knowledge.proposals.opens.view import is_ours, tracked_link
from knowledge.store.unit import Unit


def take(unit: Unit, body: Mapping[str, Any]) -> Mapping[str, object]:
    """Record one call; {"counted", "why"}. A reason of its own: the browser is one of the team's."""
    reason, at = Reason(body["reason"]), datetime.fromisoformat(body["at"])
    link = tracked_link(unit, body["link"])
    if link is None:
        return {"counted": False, "why": "no_link"}
    opening = Opening(link.link_id, at, body["visitor"], body["trace"], bool(body["known"]), body["device"])
    gap = timedelta(seconds=body["gap"])
    known = commands.latest_sitting(unit, opening, gap) if reason is Reason.PERSON else None
    if reason is Reason.PERSON and (is_ours(unit, opening.visitor) or (known is not None and known.ours)):
        reason = Reason.OURS
    if reason is not Reason.PERSON:
        commands.count_not(unit, link.link_id, reason.value, body["who"], at)
        return {"counted": False, "why": reason.value}
    where = place(known.last_at if known else None, at, gap)
    if known is None or where is Place.NEW:
        commands.begin_sitting(unit, link, opening)
    elif where is Place.FURTHER:
        commands.open_further(unit, link, known, opening)
    else:
        commands.same_open(unit, known, opening)
    return {"counted": where is not Place.SAME, "why": reason.value}


SOURCE = Source("opens", take)
