"""What doctor asks DingTalk; nothing that is asked here changes anything or reaches anybody."""

import asyncio
import re
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.messengers.base import Check, Dead, Retry
from bot.messengers.dingtalk.advice import check
from bot.messengers.dingtalk.api import Api, Found
from bot.messengers.dingtalk.directory import USER_PATH
from bot.messengers.dingtalk.fields import text_in
from bot.messengers.dingtalk.refusals import Refused, why_dead
from bot.messengers.dingtalk.settings import CustomRobot, DingTalkSettings
from bot.messengers.dingtalk.stream import Stream, is_refused
from bot.messengers.dingtalk.webhooks import Webhooks
from bot.wire.http import NoAnswer
from bot.wire.tokens import Token

CALLBACK_PATH = "/messengers/dingtalk/callback"

MOST_SKEW_SECONDS = 300.0
NEARLY = 90
"""At this percentage of the month's calls doctor says so."""

_ROBOT_CODE = re.compile(r"[A-Za-z0-9_-]{6,64}")
_NOBODY = "dazi-doctor"


@dataclass(frozen=True, slots=True)
class Doctor:
    """What is looked at."""

    settings: DingTalkSettings
    api: Api
    stream: Stream
    webhooks: Webhooks
    clock: Clock
    public_url: str

    async def findings(self) -> Sequence[Check]:
        """One for each thing. Permissions are only asked for where there is a token."""
        token = await self.api.token()
        found = [self._receiving(), self._robot_code(), *self._quota(), _token(token)]
        asked: list[Awaitable[Check]] = [self._time(), *map(self._robot, self.settings.robots)]
        asked += [self._opened()] if self.settings.stream else []
        asked += [self._sending(), self._contacts()] if isinstance(token, Token) else []
        asked += [self._cards()] if isinstance(token, Token) and self.settings.card_template_id else []
        return [*found, *await asyncio.gather(*asked)]

    def _receiving(self) -> Check:
        if not self.settings.callback:
            return check("receiving", ok=self.settings.stream)
        why = "" if self.public_url.startswith("https://") else "public_url is not an https address"
        return check("callback", ok=not why, why=why, url=f"{self.public_url.rstrip('/')}{CALLBACK_PATH}")

    def _robot_code(self) -> Check:
        robot = self.settings.robot
        return check("robot", ok=bool(_ROBOT_CODE.fullmatch(robot)), why=robot[:80])

    def _quota(self) -> list[Check]:
        used, most = self.api.quota.used, self.settings.monthly_calls
        if used is None or not most:
            return []
        return [check("quota", ok=used * 100 < NEARLY * most, why=f"{used} / {most}")]

    async def _opened(self) -> Check:
        """A ticket that nobody uses is void after 90 seconds."""
        answer = await self.stream.open()
        if isinstance(answer, NoAnswer):
            return check("stream", ok=False, why=answer.why)
        why = "client_id or client_secret is wrong" if is_refused(answer) else f"status {answer.status}"
        return check("stream", ok=bool(text_in(answer.json or {}, "ticket")), why=why)

    async def _sending(self) -> Check:
        query = {"robotCode": self.settings.robot, "processQueryKey": _NOBODY}
        return _permitted("sending", await self.api.call("GET", "/v1.0/robot/oToMessages/readStatus", query=query))

    async def _contacts(self) -> Check:
        return _permitted("contacts", await self.api.oapi(USER_PATH, {"userid": _NOBODY}))

    async def _cards(self) -> Check:
        """Changing a card that does not exist changes nothing."""
        body = {
            "outTrackId": _NOBODY,
            "cardData": {"cardParamMap": {}},
            "cardUpdateOptions": {"updateCardDataByKey": True},
        }
        return _permitted("cards", await self.api.call("PUT", "/v1.0/card/instances", body))

    async def _time(self) -> Check:
        theirs = await self.api.platform_time()
        skew = abs((theirs - self.clock.now()).total_seconds()) if theirs is not None else 0.0
        return check("time", ok=skew <= MOST_SKEW_SECONDS, why=f"{skew:.0f}")

    async def _robot(self, robot: CustomRobot) -> Check:
        why = await self.webhooks.try_out(robot)
        return check("group robot", ok=not why, about=robot.name, name=robot.name, why=why)


def _token(token: Token | Retry | Dead) -> Check:
    if isinstance(token, Retry):
        return check("network", ok=False, why=token.why)
    return check("token", ok=isinstance(token, Token), why=token.why if isinstance(token, Dead) else "")


def _permitted(what: str, found: Found) -> Check:
    """DingTalk may say no to a thing that is not there; only a missing permission, or no answer, is a finding."""
    if isinstance(found, Refused):
        return check(what, ok=not found.not_granted, why=why_dead(found))
    return check(what, ok=not isinstance(found, Retry | Dead), why=found.why if isinstance(found, Retry | Dead) else "")
