"""Who may know what in that world, written down by hand, person by person; nothing here asks the code under test."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tests.contract.access.world import DURING, MARKS, PEOPLE, STRANGER

COLLEAGUE = "ownership lead card"
WORKING = COLLEAGUE + " deal proposal contact task"
MONEY = COLLEAGUE + " deal quote contract"
ALL = WORKING + " quote contract"

_OF_C1: Mapping[str, str] = {
    **dict.fromkeys(("li", "zhou", "boss", "gao"), ALL),
    **dict.fromkeys(("sun", "han"), WORKING),
    **dict.fromkeys(("xu", "dee"), WORKING + " contract"),
    "fin": MONEY,
    "law": MONEY + " proposal",
}
SEES: Mapping[str, Mapping[str, str]] = {
    "C1": _OF_C1,
    "C4": _OF_C1,
    "C2": {**dict.fromkeys(("wang", "ma", "gao"), ALL), "qin": WORKING, "fin": MONEY, "law": MONEY + " proposal"},
    "C3": {
        **dict.fromkeys(PEOPLE, WORKING),
        **dict.fromkeys(("zhou", "boss", "ma", "gao"), ALL),
        **dict.fromkeys(("fin", "law"), WORKING + " quote contract"),
    },
    "C5": {
        **dict.fromkeys(("zhou", "boss", "gao"), ALL),
        **dict.fromkeys(("li", "han"), WORKING),
        "fin": MONEY,
        "law": MONEY + " proposal",
    },
}
"""Whoever is not named sees what every colleague does."""

GRANTED: Mapping[tuple[str, str], str] = {
    ("gil", "C1"): " quote",
    ("gil", "C4"): " quote",
    ("gia", "C1"): " contract contact",
    ("gia", "C4"): " contract contact",
}
NOBODYS_BUSINESS = ("zhao", STRANGER)
"""Whoever left, and whoever is not of the team."""


def may_know(person: str, kind: str, customer: str, at: datetime) -> bool:
    """Whether somebody may know one kind of facts of a customer ("": of none in particular)."""
    if person in NOBODYS_BUSINESS:
        return False
    seen = SEES.get(customer, {}).get(person, COLLEAGUE)
    return kind in (seen + (GRANTED.get((person, customer), "") if at == DURING else "")).split()


def may_all_know(people: Iterable[str], kind: str, customer: str, at: datetime) -> bool:
    """Whether every one of them may."""
    return all(may_know(one, kind, customer, at) for one in people)


def marks_in(text: str) -> list[tuple[str, str]]:
    """The kinds and customers that a text tells of."""
    return [(kind.value, customer) for (kind, customer), marks in MARKS.items() if any(mark in text for mark in marks)]
