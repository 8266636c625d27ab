"""Clauses of one sentence that say one promise in steps ("I check, then I answer by Friday") are one promise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from capture.promises.model import Promised

_LONGEST = 40
_FOR = {"to_you", "to_somebody"}


def merged(found: Sequence[Promised], told: str) -> list[Promised]:
    """The promises of one sentence; neighbours of the same person are one unless each names a day of its own."""
    kept: list[Promised] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is None or not _same_doer(before, one) or not (_is_step(before, one) or not (before.due and one.due)):
            kept.append(one)
        else:
            kept[-1] = _both(before, one, told)
    return kept


def _same_doer(first: Promised, second: Promised) -> bool:
    """Whether one person does both; a clause without subject goes on with the one before."""
    of_others = (first.by == "other") == (second.by == "other")
    return (first.who == second.who and of_others) or "dropped" in second.signs


def _is_step(first: Promised, second: Promised) -> bool:
    """Whether the first is what the sender does for themselves before the second, which is for the other side."""
    of_first, of_second = set(first.signs), set(second.signs)
    if "hands" in of_first and first.due != second.due:
        return False  # handed over on a day of its own
    return not of_first & _FOR and "to_you" in of_second and (first.due or date.max) <= (second.due or date.min)


def _both(first: Promised, second: Promised, told: str) -> Promised:
    """The two as one: of the one with the day, or the second; who acts is as whichever says it."""
    speaks = first if "dropped" in second.signs else second
    span = (first.span[0], second.span[1])
    return replace(
        second if second.due or not first.due else first,
        span=span,
        by=speaks.by,
        who=speaks.who,
        quote=told[slice(*span)],
        title=_title(first.title, second.title),
        conditional=first.conditional or second.conditional,
        vague=first.vague or second.vague,
        confidence=max(first.confidence, second.confidence),
    )


def _title(first: str, second: str) -> str:
    joint = "，" if any("㐀" <= letter <= "鿿" for letter in first + second) else ", "
    both = f"{first}{joint}{second}"
    return both if len(both) <= _LONGEST else max(first, second, key=len)
