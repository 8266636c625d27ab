"""A whole bot among three vendors at once: fake Slack, WeCom and DingTalk on real sockets, one clock for all.

    async with abroad(url, folder, ZH) as play:
        await play.heats()
        await play.presses("wecom", play.cast.colleague, play.cast.claim)
        assert "韩梅" in play.card("dingtalk").text

Acts return once all that followed has arrived. The sample team's people have their accounts everywhere.
"""

import asyncio
import csv
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from bot.messengers.slack.messenger import EVENTS
from bot.messengers.wecom.check import CALLBACK
from bot.wiring import build
from config.settings import RoomSettings, Settings
from knowledge.people.model import Lang
from tests.clocks import FakeClock
from tests.contract.messengers.rigs import dingtalk as dingtalk_rig
from tests.contract.messengers.rigs import slack as slack_rig
from tests.contract.messengers.rigs import wecom as wecom_rig
from tests.conversations.stage import MONDAY, SAMPLE_TEAM, Json, SetClock, Stage, hot_visit, settings_for
from tests.patience import LONG_ENOUGH
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.world import Group, Person
from tests.vendors.http.delivery import Delivery
from tests.vendors.slack import forms, shown
from tests.vendors.slack.fake import FakeSlack
from tests.vendors.slack.model import Channel
from tests.vendors.wecom.bot_chat import BotChat
from tests.vendors.wecom.fake import FakeWeCom

CHAT = "wrEastGroupOfTheTests"
"""A call of the bot's may take so long: more than on the rigs, because six servers share one loop here."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in one language, by person id, and what they say and read there. `own` is a lead of the asker's."""

    lang: Lang
    region: str
    email: str
    """Of a lead of that region that nobody owns, of `company`."""
    company: str
    asker: str
    colleague: str
    other: str
    manager: str
    question: str
    owner: str
    source: str
    claim: str
    unclaim: str
    reject: str
    hello: str
    held: str
    own: str


ZH = Cast(
    "zh",
    "华东",
    "ge.yang@yuanju.example",
    "霁川远矩仪表有限公司",
    "li.lei",
    "han.mei",
    "sun.hao",
    "zhou.min",
    "谁负责华东光伏？",
    "李雷",
    "CRM 导入 2026-01-03",
    "我来跟进",
    "撤回认领",
    "不是线索",
    "帮助",
    "这条线索韩梅已在",
    "L006",
)
EN = Cast(
    "en",
    "International",
    "rory.penhale@thistledown.example",
    "Thistledown Components Ltd",
    "emma.thorne",
    "diego.fuentes",
    "priya.nair",
    "olivia.brandt",
    "who owns Acme?",
    "Emma Thorne",
    "2026-01-03",
    "Claim",
    "Undo claim",
    "Not a lead",
    "help",
    "Diego Fuentes has this lead",
    "L010",
)


class VendorClock(FakeClock):
    """The bot's clock as the vendors read it. Who sleeps on it wakes when the bot's is set that far ahead."""

    def __init__(self, of: SetClock) -> None:
        super().__init__(of.now())
        self._of, self._began = of, of.now()

    def now(self) -> datetime:
        return self._of.now()

    def monotonic(self) -> float:
        return (self._of.now() - self._began).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.catch_up()
        await super().sleep(seconds)

    def catch_up(self) -> None:
        """Wake whose time has come."""
        self.advance(self.monotonic() - self._monotonic)


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the lead as people see it in one place: its id there, everything on it, how often it was changed."""

    id: str
    text: str


@dataclass
class Abroad:
    """The bot's stage, and the three vendors around it with one room of the region each."""

    stage: Stage
    cast: Cast
    clock: VendorClock
    slack: FakeSlack
    wecom: FakeWeCom
    dingtalk: FakeDingTalk
    channel: Channel
    group: Group
    team: Mapping[str, Json] = field(default_factory=dict)

    # ------------------------------------------------------------------------------------------------ who and where

    def slack_id(self, person: str) -> str:
        return str(self.team[person]["slack_id"])

    def chat(self, person: str) -> BotChat:
        """That person in the WeCom group, with the AI bot."""
        return self.wecom.bot_chat(str(self.team[person]["wecom_id"]), CHAT)

    def employee(self, person: str) -> Person:
        """That person on DingTalk."""
        found = self.dingtalk.world.employee(str(self.team[person]["dingtalk_id"]))
        assert found is not None
        return found

    def called(self, person: str) -> str:
        """A person's name in the language that is played."""
        return str(self.team[person]["name" if self.cast.lang == "zh" else "name_en"])

    # ------------------------------------------------------------------------------------------------ what people do

    async def heats(self) -> None:
        """A visitor of the website turns hot, whose lead nobody owns."""
        await self.stage.signal(*hot_visit("v-hot", email=self.cast.email))

    async def asks_in_slack(self, person: str, text: str) -> str:
        """Somebody mentions the bot in the channel; what it answered in the thread."""
        return await self.asks_in_slack_as(self.slack_id(person), text)

    async def asks_in_slack_as(self, user: str, text: str) -> str:
        """The same for any account of Slack's."""
        said = await self.slack.says(user, self.channel.id, f"{self.slack.mention} {text}")
        await self.quiet()
        return self.thread(said.ts)

    async def says_in_wecom(self, person: str, text: str) -> str:
        """Somebody mentions the AI bot in the group; what it streamed back."""
        return await (await self.chat(person).say(text)).finished()

    async def says_in_dingtalk(self, person: str, text: str, times: int = 1) -> Delivery:
        """Somebody mentions the robot in the group; it was acknowledged."""
        words = f"@{self.dingtalk.bot_name} {text}"
        return await self.dingtalk.say(self.employee(person), words, self.group.room_id, times=times)

    async def presses(self, vendor: str, person: str, label: str) -> None:
        """Press a button of the card there."""
        if vendor == "slack":
            await self.slack.press(self.slack_id(person), self.channel.id, label)
        elif vendor == "wecom":
            await (await self.chat(person).press(label)).answered()
        else:
            await self.dingtalk.press(self.employee(person), label, self.group.room_id)
        await self.quiet()

    def seen_in_slack(self, person: str, label: str) -> Callable[[], Awaitable[Delivery]]:
        """A press on the Slack card as it stands now, for when it has changed: somebody's screen is late."""
        slack, user, message = self.slack, self.slack_id(person), deepcopy(self._in_slack()[0])
        found = forms.button(message["blocks"], label)
        assert found is not None
        team = slack.workspaces["T1"]
        return lambda: slack._acted(team, user, found, slack._on_message(self.channel, user, message))

    async def later(self, **by: float) -> None:
        """So much later for the bot and all vendors; what waited for that goes on. A send under way ends before."""
        runtime = self.stage.runtime
        async with asyncio.timeout(LONG_ENOUGH):
            while runtime.relay.busy:
                await runtime.at_rest()
        self.stage.clock.set(self.stage.clock.now() + timedelta(**by))
        self.clock.catch_up()
        runtime.relay.wake.set()
        runtime.dispatcher.wake.set()

    async def hold_back(self) -> None:
        """From now on what comes in is stored, and nobody works on it."""
        await self.stage.runtime.dispatcher._taking.acquire()

    async def arrived(self) -> None:
        """Until something that was held back is stored."""
        async with asyncio.timeout(LONG_ENOUGH):
            while await self.stage.runtime.at_rest():
                continue

    async def let_go(self) -> None:
        """Work is done again, and everything that waited is done."""
        self.stage.runtime.dispatcher._taking.release()
        await self.quiet()

    async def quiet(self) -> None:
        """Until everything that followed has arrived."""
        await self.stage.quiet()

    # -------------------------------------------------------------------------------------------------- what is seen

    def card(self, vendor: str) -> Card:
        """The one card of the lead there."""
        found = self.cards(vendor)
        assert len(found) == 1, [one.text for one in found]
        return found[0]

    def cards(self, vendor: str) -> list[Card]:
        """All cards of the lead there."""
        if vendor == "slack":
            return [Card(message["ts"], self.read(message)) for message in self._in_slack()]
        if vendor == "wecom":
            told = [
                (one.id, "\n".join(one.lines())) for one in self.wecom.messages(CHAT) if one.kind == "template_card"
            ]
        else:
            told = [(one.card, one.as_text()) for one in self.dingtalk.messages(self.group.room_id) if one.card]
        return [Card(name, text) for name, text in told if self.cast.company in text]

    def thread(self, ts: str) -> str:
        """What the bot said in a Slack thread; AssertionError where that is not one message."""
        found = [one for one in self.slack.messages(self.channel.id) if one.get("thread_ts") == ts and one["ts"] != ts]
        assert len(found) == 1, [self.read(one) for one in found]
        return self.read(found[0])

    def alone_in_slack(self, person: str) -> str:
        """What a person and the bot see alone."""
        return self.slack.shown(self.slack_id(person))

    def _in_slack(self) -> list[Json]:
        messages = self.slack.messages(self.channel.id)
        return [one for one in messages if one.get("bot_id") and self.cast.company in self.read(one)]

    def read(self, message: Json) -> str:
        """What a Slack message says."""
        return "\n".join(shown.message_lines(self.slack.workspaces["T1"], message))


@asynccontextmanager
async def abroad(url: str, folder: Path, cast: Cast) -> AsyncIterator[Abroad]:
    """A bot on a database that has its team, connected to all three; the WeCom group has talked to it before."""
    clock = SetClock(MONDAY)
    vendors, team = VendorClock(clock), _team()
    corp = wecom_rig.fake_corp(vendors)
    secrets = {"signing_secret": slack_rig.SECRET, "bot_token": slack_rig.TOKEN}
    async with (
        FakeSlack(vendors, **secrets) as slack,
        corp as wecom,
        FakeDingTalk(vendors, app_secret=dingtalk_rig.SECRET) as dingtalk,
    ):
        channel, group = _peopled(team, slack, wecom, dingtalk)
        settings = _settings(settings_for(url, folder), cast, slack, wecom, dingtalk, channel, group)
        runtime = build(settings, clock, serve=True)
        await runtime.start()
        try:
            slack.deliver_to(runtime.base_url + EVENTS)
            wecom.deliver_to(runtime.base_url + CALLBACK)
            await wecom.sockets.first().connected()
            await dingtalk.connected()
            async with aiohttp.ClientSession() as session:
                stage = Stage(runtime, clock, session)
                play = Abroad(stage, cast, vendors, slack, wecom, dingtalk, channel, group, team)
                await play.says_in_wecom(cast.asker, cast.hello)
                await play.quiet()
                yield play
        finally:
            await runtime.stop()


def _team() -> dict[str, Json]:
    with (SAMPLE_TEAM / "people.csv").open(encoding="utf-8", newline="") as file:
        return {row["person_id"]: dict(row) for row in csv.DictReader(file) if row["slack_id"]}


def _peopled(
    team: Mapping[str, Json], slack: FakeSlack, wecom: FakeWeCom, dingtalk: FakeDingTalk
) -> tuple[Channel, Group]:
    """Everybody of the team on all three, in one channel and one group."""
    users, people = [], []
    for person, row in team.items():
        told = {"email": row["email"], "mobile": row["mobile"]}
        locale = "zh-CN" if row["language"] == "zh" else "en-GB"
        users.append(slack.user(person, id=row["slack_id"], email=row["email"], locale=locale))
        wecom.add_member(row["wecom_id"], row["name"], **told)
        people.append(dingtalk.person(row["dingtalk_id"], row["name"], **told))
    dingtalk.template(dingtalk_rig.TEMPLATE)
    return slack.channel("region", users), dingtalk.group("Region", *people)


def _settings(
    base: Settings,
    cast: Cast,
    slack: FakeSlack,
    wecom: FakeWeCom,
    dingtalk: FakeDingTalk,
    channel: Channel,
    group: Group,
) -> Settings:
    rooms = [
        RoomSettings(id=room, messenger=vendor, region=cast.region, language=cast.lang, outsiders=False)
        for vendor, room in (("slack", channel.id), ("wecom", f"chat:{CHAT}"), ("dingtalk", group.room_id))
    ]
    sections = {
        **base.messengers,
        "slack": slack_rig.settings(slack),
        "wecom": wecom_rig.section(wecom),
        "dingtalk": {**dingtalk_rig.settings(dingtalk), "events": True},
    }
    return base.model_copy(update={"rooms": [*base.rooms, *rooms], "messengers": sections})
