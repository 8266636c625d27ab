"""Whose account it is, by what its messenger says of it: an e-mail address first, then a mobile number."""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from sqlalchemy import bindparam, func, or_, select

from knowledge.people.model import Account
from knowledge.people.tables import persons
from knowledge.store.unit import Reader

SHORTEST_MOBILE = 7
"""Fewer digits are an extension, or half a number."""

_CHINA = re.compile(r"86(1\d{10})")
_STAYS = or_(persons.c.left_on.is_(None), persons.c.left_on >= bindparam("today"))
_BY_EMAIL = select(persons.c.person_id).where(func.lower(persons.c.email) == bindparam("email"), _STAYS)
_WITH_MOBILE = select(persons.c.person_id, persons.c.mobile).where(persons.c.mobile != bindparam("nothing"), _STAYS)


@dataclass(frozen=True, slots=True)
class Match:
    """The one person whom an account fits, and by what: "email" or "mobile"."""

    person_id: str
    how: str


def normal_mobile(text: str) -> str:
    """The digits of a number without the prefix of China; "" for what is no number: "+86 138-0000-0000"."""
    digits = re.sub(r"\D", "", normalize("NFKC", text)).removeprefix("00")
    if len(digits) < SHORTEST_MOBILE:
        return ""
    chinese = _CHINA.fullmatch(digits)
    return chinese[1] if chinese else digits


def matched(reader: Reader, account: Account, today: date) -> Match | None:
    """Who of the team has this e-mail address, else this mobile number; None for nobody, and where several have it."""
    email = account.email.strip().lower()
    if email:
        found = [row["person_id"] for row in reader.rows(_BY_EMAIL, email=email, today=today)]
        if found:
            return _only(found, "email")
    return _only(_with_mobile(reader, normal_mobile(account.mobile), today), "mobile")


def _with_mobile(reader: Reader, mobile: str, today: date) -> list[str]:
    if not mobile:
        return []
    rows = reader.rows(_WITH_MOBILE, nothing="", today=today)
    return [row["person_id"] for row in rows if normal_mobile(row["mobile"]) == mobile]


def _only(found: list[str], how: str) -> Match | None:
    return Match(found[0], how) if len(found) == 1 else None
