"""A lead did something: the rules look at it, and a hot one raises an alert."""

from collections.abc import Iterable, Iterator

from config.conditions import Absent, Condition, Happened
from config.rules import HotLeadRule, Rules
from handlers.base import Command
from handlers.reaction import Reaction
from knowledge.leads import model, view
from knowledge.leads.alerting import ExtendHotLead, RaiseHotLead
from knowledge.leads.events import LeadSignalled
from knowledge.people.view import person
from knowledge.rules.judge import evaluate, followed, relevant, should_alert
from knowledge.rules.model import Episode, Event
from knowledge.store.unit import Reader


def react(event: object, reader: Reader, rules: Rules) -> Iterable[Command]:
    """One command for each rule that this signal brings to an alert, or whose episode it makes longer."""
    if not isinstance(event, LeadSignalled):
        return
    lead = view.lead(reader, event.lead_id)
    if lead is None:
        return
    for rule in rules.hot_lead:
        if rule.scope.covers(lead.region, _unit_of(lead, reader)):
            yield from _judge(rule, lead, reader)


def _unit_of(lead: model.Lead, reader: Reader) -> str:
    """The unit of the lead's owner; none while nobody owns it."""
    owner = person(reader, lead.owner_id) if lead.owner_id else None
    return owner.unit if owner else ""


def _judge(rule: HotLeadRule, lead: model.Lead, reader: Reader) -> Iterator[Command]:
    seen = view.signals_of(reader, lead.lead_id, sorted(_kinds(rule.condition)))
    events = {f"{one.source}:{one.event_id}": one for one in seen}
    told = view.latest_alert(reader, lead.lead_id, rule.key)
    episode = Episode(told.opened_at, told.last_event_at) if told else None
    known = [Event(key, one.kind, one.at, one.attributes) for key, one in events.items()]
    match = evaluate(rule.condition, known)
    if match is not None and should_alert(episode, match, rule.quiet).alerts:
        yield RaiseHotLead(lead.lead_id, rule.key, tuple(events[one.event_id] for one in match.evidence))
    elif told is not None and episode is not None:
        yield from _longer(told, episode, rule, known)


def _longer(told: model.HotLead, episode: Episode, rule: HotLeadRule, known: list[Event]) -> Iterator[Command]:
    for event in known:
        if relevant(rule.condition, event):
            episode = followed(episode, event.at, rule.quiet)
    if episode.last_event_at > told.last_event_at:
        yield ExtendHotLead(told.alert_id, episode.last_event_at)


def _kinds(condition: Condition) -> set[str]:
    """The kinds of events that a condition looks at."""
    match condition:
        case Happened():
            return {condition.event}
        case Absent():
            return {condition.absent}
        case _:
            return {kind for part in condition.parts for kind in _kinds(part)}


REACTION = Reaction("watch_leads", (LeadSignalled,), react)
