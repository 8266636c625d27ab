"""What doctor says about WeCom: each thing looked at from here, without sending or connecting anything."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.messengers.base import Check, Dead, Retry
from bot.messengers.wecom.api import AppApi
from bot.messengers.wecom.refusals import Refusal
from bot.messengers.wecom.settings import RobotSettings, WeComSettings

Advice = Mapping[str, str]

CALLBACK = "/messengers/wecom/callback"
MOST_SKEW = 300.0
_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_IP: Advice = {
    "zh": "管理后台 → 应用管理 → 本应用 → 企业可信 IP：加入 {ip}，然后再试。",
    "en": "Admin console → Apps → this app → Trusted IPs (企业可信IP): add {ip}, then try again.",
}
_TOKEN: Advice = {
    "zh": "取不到 access_token：{why}。请核对 corp_id（我的企业 → 企业 ID）、app.secret（应用详情页）和网络。",
    "en": "No access token: {why}. Check corp_id (My Company → Company ID), app.secret (the app's page), api_url and "
    "the network.",
}
_APP: Advice = {
    "zh": "读不到应用信息：{why}。请核对 app.agent_id 与 app.secret 属于同一个应用。",
    "en": "The app cannot be read: {why}. Check that app.agent_id and app.secret are of the same app.",
}
_CLOSED: Advice = {
    "zh": "应用已停用：管理后台 → 应用管理 → 本应用，重新启用。",
    "en": "The app is switched off: Admin console → Apps → this app, switch it on.",
}
_NOBODY: Advice = {
    "zh": "应用的可见范围是空的：管理后台 → 应用管理 → 本应用 → 可见范围，加入要用搭子的成员。",
    "en": "Nobody can see the app: Admin console → Apps → this app → Visible range, add whoever uses Dazi.",
}
_URL: Advice = {
    "zh": "设置 web.public_url 为企业微信能访问的 https 地址，然后在应用的“接收消息”里填 {url}，连同 token 和 "
    "EncodingAESKey 保存。",
    "en": "Set web.public_url to an https address that WeCom can reach; then enter {url} at the app's “Receive "
    "messages”, with token and EncodingAESKey, and save.",
}
_CLOCK: Advice = {
    "zh": "本机时间与企业微信相差 {seconds} 秒，超过 600 秒的回调会被拒绝；请校时（NTP）。",
    "en": "This machine's clock is {seconds} s off WeCom's; callbacks more than 600 s off are refused. Set it by NTP.",
}
_BOT: Advice = {
    "zh": "没有试连：一个机器人只能有一个连接，试连会顶掉正在运行的搭子。凭据不对（853000）时它会通知管理员。",
    "en": "Not tried: a bot may have one connection, and trying would throw out the Dazi that runs. Where the "
    "credentials are wrong, the running Dazi tells the operator (853000).",
}
_ROBOT: Advice = {
    "zh": "机器人 {name} 的 key 不像 webhook 地址里 key= 后面的那一段，请重新复制（没有试发，免得打扰群里的人）。",
    "en": "The key of robot {name} does not look like what follows key= in its webhook address; copy it again. "
    "(Nothing was posted, to leave the group in peace.)",
}


@dataclass(frozen=True, slots=True)
class Looking:
    """What there is to look at; `now` is this machine's time."""

    settings: WeComSettings
    api: AppApi | None
    public_url: str
    now: datetime

    async def checks(self) -> Sequence[Check]:
        """One finding for each thing."""
        found = [*(await self._app()), *_robots(self.settings.robots)]
        if self.settings.ai_bot is not None:
            found.append(Check("wecom ai bot", ok=True, advice=_BOT))
        return found

    async def _app(self) -> Sequence[Check]:
        if self.api is None:
            return []
        url = f"{self.public_url.rstrip('/') or 'https://…'}{CALLBACK}"
        reachable = self.public_url.startswith("https://")
        callback = Check("wecom callback", reachable, {} if reachable else _filled(_URL, url=url))
        skew = _skew(await self.api.server_date(), self.now)
        clock = [] if skew is None else [_clock(skew)]
        trouble = await self.api.token_trouble()
        if trouble is not None:
            return [Check("wecom token", ok=False, advice=_filled(_TOKEN, why=trouble.why)), callback, *clock]
        return [Check("wecom token", ok=True), await self._agent(self.api), callback, *clock]

    async def _agent(self, api: AppApi) -> Check:
        answer = await api.get("/agent/get", agentid=str(api.agent_id))
        if isinstance(answer, Refusal) and answer.errcode == 60020:
            return Check("wecom trusted ip", ok=False, advice=_filled(_IP, ip=answer.ip or "?"))
        if isinstance(answer, Refusal | Retry | Dead):
            return Check("wecom app", ok=False, advice=_filled(_APP, why=answer.why))
        if answer.get("close") == 1:
            return Check("wecom app", ok=False, advice=_CLOSED)
        seen = [answer.get(name) for name in ("allow_userinfos", "allow_partys", "allow_tags")]
        somebody = any(any(part.values()) for part in seen if isinstance(part, dict))
        return Check("wecom app", ok=somebody, advice={} if somebody else _NOBODY)


def _robots(robots: Sequence[RobotSettings]) -> Iterator[Check]:
    for robot in robots:
        well = _KEY.fullmatch(robot.key.get_secret_value()) is not None
        yield Check(f"wecom robot {robot.name}", well, {} if well else _filled(_ROBOT, name=robot.name))


def _clock(skew: float) -> Check:
    well = abs(skew) <= MOST_SKEW
    return Check("wecom clock", well, {} if well else _filled(_CLOCK, seconds=f"{abs(skew):.0f}"))


def _skew(date: str, now: datetime) -> float | None:
    try:
        return (now - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError):
        return None


def _filled(advice: Advice, **facts: str) -> Advice:
    return {lang: text.format(**facts) for lang, text in advice.items()}
