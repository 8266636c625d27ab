"""Who may see what: one pure function, asked when reading, when writing, and for each recipient of a notice."""

from datetime import date

from knowledge.access.model import Audience, Told, Verdict, Why
from knowledge.people.model import Person


def may_see(person: Person | None, fact: Told, audience: Audience, *, today: date) -> Verdict:  # noqa: ARG001
    """Whether `person` may be told `fact` before `audience` on `today`.

    Members of the team see ownership, deals and leads; unknown people, leavers, and rooms with outsiders or unknown
    members see nothing. Every kind of fact is treated alike so far: `fact` is asked for so that callers already say it.
    """
    if person is None:
        return Verdict(allowed=False, why=Why.UNKNOWN_PERSON)
    if person.left_on is not None and person.left_on < today:
        return Verdict(allowed=False, why=Why.LEFT_THE_TEAM)
    if not audience.direct and audience.outsiders:
        return Verdict(allowed=False, why=Why.OUTSIDERS_LISTEN)
    if not audience.direct and audience.outsiders is None:
        return Verdict(allowed=False, why=Why.MEMBERS_UNKNOWN)
    return Verdict(allowed=True, why=Why.TEAM_MEMBER)
