"""What people took as evidence that a deal got somewhere, as lines of an answer."""

from collections.abc import Mapping

from handlers.base import Ask, View
from handlers.papers import team_names
from knowledge.deals.photos import evidence_at
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import day
from notifiers.photo_words import KINDS, MILESTONES

_LINE: Mapping[Lang, str] = {
    "zh": "  证据（{milestone}）：{kind}“{name}”，{who}记于 {day}",
    "en": "  evidence that it is {milestone}: {kind} “{name}”, taken by {who} on {day}",
}


def evidence_lines(ask: Ask, view: View, customer_id: str) -> dict[str, list[str]]:
    """By deal ("": of the customer in general), newest first: what shows which milestone, and who said so when."""
    taken = evidence_at(view.reader, customer_id)
    names = team_names(view, [one.taken_by for one in taken], ask.lang)
    found: dict[str, list[str]] = {}
    for one in taken:
        at = one.taken_at.astimezone(view.zone).date() if one.taken_at else ask.today
        said = filled(
            _LINE[ask.lang],
            ask.lang,
            milestone=MILESTONES[one.milestone][ask.lang],
            kind=KINDS[one.kind][ask.lang] if ask.lang == "zh" else KINDS[one.kind][ask.lang].lower(),
            name=one.name,
            who=names.get(one.taken_by, one.taken_by),
            day=day(at, ask.lang, ask.today),
        )
        found.setdefault(one.deal_id, []).append(said)
    return found
