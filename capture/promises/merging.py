"""Clauses of one sentence that say one promise in steps ("I check, then I answer by Friday") are one promise."""

from collections.abc import Sequence
from dataclasses import replace

from capture.promises.model import Promised

_LONGEST = 40


def merged(found: Sequence[Promised], told: str) -> list[Promised]:
    """The promises of one sentence; neighbours of the same person are one unless each names a day of its own."""
    kept: list[Promised] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is None or (before.due and one.due) or before.who != one.who:
            kept.append(one)
        else:
            kept[-1] = _both(before, one, told)
    return kept


def _both(first: Promised, second: Promised, told: str) -> Promised:
    span = (first.span[0], second.span[1])
    return replace(
        second if second.due or not first.due else first,
        span=span,
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
