"""DingTalk over its fake platform, with and without a card template, as the unit tests need it."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.messengers.base import Delivered, Surroundings
from bot.messengers.dingtalk.messenger import DingTalkMessenger, open_dingtalk
from bot.messengers.dingtalk.rooms import own_room
from config.sections import Where
from handlers.message import Message
from notifiers.notice import Address, Choice, Notice, ReplyPath
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rigs.dingtalk import TEMPLATE, settings
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.world import Group, Person

CLAIM = Choice("Claim", "claim_lead", {"alert": "1"}, primary=True, say="claim L021")
REJECT = Choice("Not a lead", "reject_lead", {"alert": "1"}, say="L021 is not a lead")
TEXT = Notice("reply", "s1", 1, "en", text="Li Lei owns it.")
CARD = Notice("hot_lead", "1", 1, "en", title="Acme", badge="Hot lead", text="New.", choices=(CLAIM, REJECT))


@dataclass(frozen=True, slots=True)
class Stage:
    """The fake, the messenger started on it, and who is there: Li Lei, alone with the bot and in a group."""

    fake: FakeDingTalk
    messenger: DingTalkMessenger
    host: FakeHost
    clock: FakeClock
    li: Person
    east: Group

    @property
    def group(self) -> Address:
        return Address("dingtalk", self.east.room_id)

    @property
    def alone(self) -> Address:
        return Address("dingtalk", own_room(self.li.user_id))

    async def send(
        self, notice: Notice, to: Address, key: str = "outbox-1", path: ReplyPath | None = None
    ) -> Delivered:
        """Send the first message of a notice."""
        return await self.messenger.send(self.messenger.render(notice, to.room_id)[0], to, key, path)

    async def heard(self, count: int = 1) -> Message:
        """The latest of so many messages that came in."""
        taken = await self.host.arrived(count)
        message = self.messenger.decode(taken[count - 1].body)
        assert isinstance(message, Message)
        return message


Robots = Callable[[str], Sequence[Mapping[str, str]]]
"""Settings of custom robots, by the token of the one that is in the group; its secret is ROBOT_SECRET."""

ROBOT_SECRET = "SECofTheRobotOfTheTests"


def one_robot(token: str) -> Sequence[Mapping[str, str]]:
    """The robot of the group, called east."""
    return [{"name": "east", "access_token": token, "secret": ROBOT_SECRET}]


@asynccontextmanager
async def staged(
    folder: Path, *, start: bool = True, robots: Robots | None = None, **changes: object
) -> AsyncIterator[Stage]:
    """A stage whose settings have these changes; without `start` the messenger is open only."""
    clock = FakeClock()
    async with FakeDingTalk(clock) as fake:
        fake.template(TEMPLATE)
        li = fake.person("li.lei", "Li Lei", mobile="13800000000", email="li.lei@example.com")
        east = fake.group("East", li)
        around = Surroundings(clock, folder, "http://127.0.0.1:9", "en", ZoneInfo("UTC"), 1_000_000)
        known = robots(fake.custom_robot(east.room_id, secret=ROBOT_SECRET).token) if robots else []
        section: Mapping[str, object] = {**settings(fake), "robots": known, **changes}
        messenger, host = open_dingtalk(section, Where(), around), FakeHost(clock)
        if start:
            await messenger.start(host)
            await fake.connected()
        try:
            yield Stage(fake, messenger, host, clock, li, east)
        finally:
            await messenger.close()
