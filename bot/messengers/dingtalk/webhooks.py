"""Sending over webhooks, which cost no quota: the answer to one message, and custom robots of groups."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.messengers.base import Dead, Delivered, Json, PathGone, Retry, Sent
from bot.messengers.dingtalk.api import Api
from bot.messengers.dingtalk.bodies import webhook_body
from bot.messengers.dingtalk.fields import Told
from bot.messengers.dingtalk.refusals import Refused, why_dead
from bot.messengers.dingtalk.sessions import Session
from bot.messengers.dingtalk.settings import CustomRobot
from bot.messengers.dingtalk.signing import robot_sign

TOO_FAST = "130101"
BANNED_SECONDS = 600.0
"""A custom robot that sent more than 20 messages a minute is blocked for ten."""

TOO_LONG = "460101"

ROBOT_ADVICE: Mapping[str, str] = {
    "300001": "its access_token is unknown; copy it again from the robot's webhook address",
    "310000": "its security setting says no; check secret, and that no keywords or addresses are demanded",
}


class Webhooks:
    """`robots` by their names."""

    def __init__(self, api: Api, clock: Clock, robots: Mapping[str, CustomRobot]) -> None:
        self._api, self._clock, self.robots = api, clock, robots

    async def answer(self, session: Session, plain: Told) -> Delivered:
        """Answer one message. PathGone where its address is no longer good for that."""
        found = await self._api.webhook(session.url, webhook_body(plain, session.ring))
        if isinstance(found, Retry):
            return found
        return _answered(found) if isinstance(found, Refused) else Sent({"by": "session"})

    async def post(self, name: str, plain: Told) -> Sent | Retry | Dead:
        """Let a custom robot say it in its group."""
        robot = self.robots.get(name)
        if robot is None:
            return Dead(f"no custom robot called {name} in the settings of DingTalk")
        found = await self._posted(robot, webhook_body(plain))
        if isinstance(found, Retry):
            return found
        return _posted(found, name) if isinstance(found, Refused) else Sent({"by": "robot"})

    async def try_out(self, robot: CustomRobot) -> str:
        """Why a robot cannot send, "" where it can: a message without a type is refused only after the rest."""
        found = await self._posted(robot, {})
        if isinstance(found, Retry):
            return found.why
        return ROBOT_ADVICE.get(found.code, "") if isinstance(found, Refused) else ""

    async def _posted(self, robot: CustomRobot, body: Json) -> Json | Refused | Retry:
        query = {"access_token": robot.access_token.get_secret_value()}
        if robot.secret is not None:
            stamp = str(int(self._clock.now().timestamp() * 1000))
            query |= {"timestamp": stamp, "sign": robot_sign(stamp, robot.secret.get_secret_value())}
        return await self._api.webhook("/robot/send", body, query)


def _answered(refused: Refused) -> Retry | Dead | PathGone:
    if refused.code == TOO_FAST:
        return Retry("DingTalk asks to answer more slowly", 60.0)
    if refused.code == TOO_LONG or refused.code.startswith("400"):
        return Dead(why_dead(refused))
    return PathGone(f"the answer's address is no longer taken ({refused.code})")


def _posted(refused: Refused, name: str) -> Retry | Dead:
    if refused.code == TOO_FAST:
        return Retry(f"the custom robot {name} sent more than 20 messages a minute", BANNED_SECONDS)
    advice = ROBOT_ADVICE.get(refused.code)
    return Dead(f"the custom robot {name} cannot send ({refused.code}): {advice}" if advice else why_dead(refused))
