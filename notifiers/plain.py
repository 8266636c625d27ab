"""A Notice as plain JSON and back: what the outbox holds. Empty parts are left out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from notifiers.notice import Choice, Evidence, Fact, InDoubt, Notice, Stripe, Urgency

_SCALARS = ("kind", "subject", "version", "lang", "zone", "text", "title", "badge", "settled", "foot", "foldable")


def to_plain(notice: Notice) -> dict[str, Any]:
    """The notice as JSON can say it."""
    plain: dict[str, Any] = {name: value for name in _SCALARS if (value := getattr(notice, name))}
    plain |= {"stripe": notice.stripe.value, "urgency": int(notice.urgency), "in_doubt": notice.in_doubt.value}
    plain["facts"] = [[fact.label, fact.value] for fact in notice.facts]
    plain["why"] = [[e.text, e.at.isoformat() if e.at else None, e.source, e.link] for e in notice.why]
    plain["choices"] = [[c.label, c.action, dict(c.args), c.primary] for c in notice.choices]
    return {name: value for name, value in plain.items() if value != []}


def from_plain(plain: Mapping[str, Any]) -> Notice:
    """The notice that `to_plain` wrote."""
    return Notice(
        **{name: plain[name] for name in _SCALARS if name in plain},
        stripe=Stripe(plain["stripe"]),
        urgency=Urgency(plain["urgency"]),
        in_doubt=InDoubt(plain["in_doubt"]),
        facts=tuple(Fact(*item) for item in plain.get("facts", ())),
        why=tuple(_evidence(*item) for item in plain.get("why", ())),
        choices=tuple(Choice(*item) for item in plain.get("choices", ())),
    )


def _evidence(text: str, at: str | None, source: str, link: str) -> Evidence:
    return Evidence(text, datetime.fromisoformat(at) if at else None, source, link)
