"""What one corp on WeCom consists of: its members, apps, chats and media, on one clock."""

from dataclasses import dataclass, field
from itertools import count

from tests.clocks import FakeClock
from tests.vendors.wecom.crypto import Envelope
from tests.vendors.wecom.screen import Screen

FIRST_NUMBER = 7_205_759_403_792_793_601
"""Above 2**53 on purpose: a MsgId is an int64, which no float holds."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the corp."""

    userid: str
    name: str
    mobile: str = ""
    email: str = ""
    departments: tuple[int, ...] = (1,)


@dataclass(slots=True)
class App:
    """A self-built app. `visible` are the members it may reach; None for all. `callback_url` is the bot's."""

    agent_id: int
    secret: str = field(repr=False)
    envelope: Envelope
    name: str = "搭子"
    visible: set[str] | None = None
    callback_url: str = ""
    resigns: bool = False
    """Whether a retry carries a fresh signature; not known of the real one, so a bot must take both."""

    def reaches(self, userid: str) -> bool:
        return self.visible is None or userid in self.visible


@dataclass(slots=True)
class World:
    """State that several parts share."""

    clock: FakeClock
    corp_id: str
    screen: Screen
    members: dict[str, Member] = field(default_factory=dict)
    apps: dict[int, App] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(FIRST_NUMBER))

    def number(self) -> int:
        return next(self.numbers)

    def stamp(self) -> int:
        """Now, in whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def fresh(self, prefix: str, length: int = 0) -> str:
        """An id nobody had before, filled up to `length` characters."""
        return f"{prefix}{self.clock.new_id()}".ljust(length, "x")
