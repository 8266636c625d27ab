"""Which customer a document is about: the companies it names, looked up one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from capture.photos.model import Field, FieldKind, Reading
from knowledge.graph.names.model import Candidate, Resolution, Resolved


@dataclass(frozen=True, slots=True)
class Match:
    """A company that a document names, and what that may be: Resolved, Ambiguous or Unknown."""

    field: Field
    outcome: Resolution


def matched(reading: Reading, resolve: Callable[[str], Resolution]) -> tuple[Match, ...]:
    """Each company of the document with what its name may mean, in the order of its fields. What a seal seems to say
    is not looked up: it is no proof.
    """
    return tuple(Match(field, resolve(field.value)) for field in reading.found(FieldKind.COMPANY))


def customers(matches: Sequence[Match]) -> tuple[Candidate, ...]:
    """The customers that are named without doubt, each once: one of them is what the document is about, or ask."""
    sure = (match.outcome.candidate for match in matches if isinstance(match.outcome, Resolved))
    return tuple({one.entity_id: one for one in sure if one.kind == "customer"}.values())
