"""Persons of the team, the handles by which messengers know them, and the rooms they sit in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


class Role(StrEnum):
    """What a person does in the team; decides what they may see by default."""

    REP = "rep"
    PRESALES = "presales"
    MANAGER = "manager"
    CSM = "csm"
    DELIVERY = "delivery"
    LEGAL = "legal"
    FINANCE = "finance"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Handle:
    """One account in one messenger: ("slack", "U012AB3CD")."""

    messenger: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account as its messenger describes it. `outsider`: a guest or somebody of another company; None: not known.

    `active` is False once the account was closed there. `bot`: it is an app's own; such count as nobody.
    """

    handle: Handle
    name: str = ""
    email: str = ""
    mobile: str = ""
    language: Lang | None = None
    timezone: str = ""
    outsider: bool | None = None
    active: bool = True
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the team, as imported or met."""

    person_id: str
    name: str
    role: Role
    name_en: str = ""
    email: str = ""
    mobile: str = ""
    unit: str = ""
    region: str = ""
    manager_id: str = ""
    language: Lang | None = None
    timezone: str = ""
    left_on: date | None = None

    def name_in(self, lang: Lang) -> str:
        """The name to show to a reader of `lang`."""
        return self.name_en if lang == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Room:
    """A conversation in a messenger. `outsiders` is None where membership is unknown.

    `people` are ids of people of the team, where the settings describe the room; empty: whoever the messenger lets in.
    `accounts` are the user ids of all who sit there, where the messenger just told; None: it did not tell.
    """

    messenger: str
    room_id: str
    direct: bool
    title: str = ""
    region: str = ""
    unit: str = ""
    outsiders: bool | None = None
    language: Lang | None = None
    people: tuple[str, ...] = ()
    accounts: tuple[str, ...] | None = None

    @property
    def key(self) -> str:
        """The room as one string, unique over all messengers."""
        return f"{self.messenger}:{self.room_id}"
