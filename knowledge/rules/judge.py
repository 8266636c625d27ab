"""Whether a condition holds over events, and whether that is worth a new alert. Pure; no clock.

A condition is looked at from the time of each relevant event, back over its own windows. The answer depends on
the set of events alone: not on the order in which they arrive, not on repeats, not on events it does not ask for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from config.conditions import Absent, AllOf, AnyOf, Condition, Happened, Span
from knowledge.rules.model import Episode, Event, Match, Reason

Evidence = tuple[Event, ...]


def evaluate(condition: Condition, events: Iterable[Event]) -> Match | None:
    """The latest moment at which `condition` held, with its evidence, or None.

    A window of 30 days includes an event exactly 30 days old. Events of one event_id count once.
    """
    found = sorted(_unique(event for event in events if relevant(condition, event)), key=_order)
    series = _series(condition, found)
    moments = sorted({event.at for event in found})
    for moment in reversed(moments):
        evidence = series.holds_at(moment)
        if evidence is not None:
            newest_first = tuple(sorted(_unique(evidence), key=_order, reverse=True))
            started = newest_first[-1].at if newest_first else moment
            return Match(started, moment, newest_first, tuple(moments))
    return None


def relevant(condition: Condition, event: Event) -> bool:
    """Whether `event` is one that `condition` asks for, or asks not to have happened."""
    if isinstance(condition, Happened):
        return event.kind == condition.event and _fits(condition.where, event)
    if isinstance(condition, Absent):
        return event.kind == condition.absent and _fits(condition.where, event)
    return any(relevant(part, event) for part in condition.parts)


def should_alert(episode: Episode | None, match: Match, quiet: timedelta) -> Reason:
    """Whether people are told of `match`, given what they were told before about the same lead and rule.

    A new episode begins after `quiet` without a relevant event, however many events came before or since.
    """
    if episode is None:
        return Reason.FIRST
    since = episode.last_event_at
    later = {match.completed_at, *match.moments, *(event.at for event in match.evidence)}
    for moment in sorted(moment for moment in later if since < moment <= match.completed_at):
        if moment - since >= quiet:
            return Reason.AGAIN_AFTER_QUIET
        since = moment
    return Reason.SAME_EPISODE


def followed(episode: Episode, at: datetime, quiet: timedelta) -> Episode:
    """The episode after one more relevant event at `at`; an event after the quiet time does not belong to it."""
    if episode.last_event_at < at < episode.last_event_at + quiet:
        return replace(episode, last_event_at=at)
    return episode


def _order(event: Event) -> tuple[datetime, str]:
    return event.at, event.event_id


def _unique(events: Iterable[Event]) -> list[Event]:
    """One event per event_id; where two differ, the same one whatever came first."""
    kept: dict[str, Event] = {}
    for event in events:
        known = kept.setdefault(event.event_id, event)
        if known is not event and _identity(event) < _identity(known):
            kept[event.event_id] = event
    return list(kept.values())


def _identity(event: Event) -> tuple[datetime, str, str]:
    return event.at, event.kind, repr(sorted(event.attributes.items(), key=lambda item: item[0]))


def _fits(where: Mapping[str, object], event: Event) -> bool:
    return all(_attribute_fits(wanted, event.attributes.get(name)) for name, wanted in where.items())


def _attribute_fits(wanted: object, found: object) -> bool:
    """A list fits where one of its items does; a missing attribute fits nothing."""
    if isinstance(found, list | tuple):
        return any(_attribute_fits(wanted, item) for item in found)
    if found is None:
        return False
    if isinstance(wanted, Span):
        return _within(wanted, _number(found))
    if isinstance(wanted, bool) or isinstance(found, bool):
        return str(wanted).lower() == str(found).lower()
    if isinstance(wanted, str):
        return _glob(wanted).fullmatch(str(found)) is not None
    return wanted == _number(found)


def _within(span: Span, number: float | None) -> bool:
    if number is None:
        return False
    return (span.at_least is None or number >= span.at_least) and (span.below is None or number < span.below)


def _number(found: object) -> float | None:
    """A number also where a feed wrote it as text."""
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        return float(found)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    """Only * is special: pages and file names are full of question marks and brackets."""
    return re.compile(".*".join(re.escape(part) for part in pattern.split("*")), re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A condition on one kind of event, with the events that fit it in order of time."""

    condition: Happened | Absent
    events: list[Event]
    times: list[datetime]

    def holds_at(self, moment: datetime) -> Evidence | None:
        """The events because of which it holds at `moment`, or None where it does not hold."""
        until = bisect_right(self.times, moment)
        if isinstance(self.condition, Absent):
            since = bisect_right(self.times, moment - self.condition.lasting)
            return () if since == until else None
        since = bisect_left(self.times, moment - self.condition.within)
        wanted = self.condition.at_least
        return tuple(self.events[until - wanted : until]) if until - since >= wanted else None


@dataclass(frozen=True, slots=True)
class _Branch:
    """Conditions that must hold at once: all of them, or at least one."""

    condition: AllOf | AnyOf
    parts: "tuple[_Leaf | _Branch, ...]"

    def holds_at(self, moment: datetime) -> Evidence | None:
        """The evidence of every part that holds, or None where too few do."""
        held = [evidence for part in self.parts if (evidence := part.holds_at(moment)) is not None]
        needed = len(self.parts) if isinstance(self.condition, AllOf) else 1
        return tuple(event for evidence in held for event in evidence) if len(held) >= needed else None


def _series(condition: Condition, events: list[Event]) -> _Leaf | _Branch:
    """The condition bound to the events each part asks for; `events` are in order of time."""
    if isinstance(condition, AllOf | AnyOf):
        return _Branch(condition, tuple(_series(part, events) for part in condition.parts))
    fitting = [event for event in events if relevant(condition, event)]
    return _Leaf(condition, fitting, [event.at for event in fitting])
