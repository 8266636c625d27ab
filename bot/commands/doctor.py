"""doctor: looks at settings, database, server and messengers, and says what to do."""

import asyncio
import shutil
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.clock import Clock
from bot.command import Command, Surrounds
from bot.errors import PortInUse
from bot.guest.checking import check_llm
from bot.messengers.base import Check
from bot.usage import Parser
from bot.words import store_trouble
from config.settings import DEFAULT_FILE, Settings
from knowledge.people.model import Lang
from knowledge.people.view import everybody, persons_called
from knowledge.store.errors import StoreInUse, StoreTrouble
from knowledge.store.schema import HEAD

LITTLE_SPACE = 500_000_000

_MARKS = {True: "✓", False: "✗"}
_NAMES = {
    "settings": {"zh": "设置", "en": "Settings"},
    "data": {"zh": "数据目录", "en": "Data folder"},
    "database": {"zh": "数据库", "en": "Database"},
    "server": {"zh": "HTTP 端口", "en": "HTTP port"},
    "hooks": {"zh": "网站信号接口", "en": "Web hook"},
    "operator": {"zh": "运维联系人", "en": "Operator"},
    "team": {"zh": "团队名单", "en": "Team"},
    "llm": {"zh": "大模型", "en": "Language model"},
    "hub": {"zh": "本地聊天页", "en": "Local messenger"},
}
_THINGS = {
    "token": {"zh": "凭据", "en": "credentials"},
    "callback": {"zh": "回调地址", "en": "callback address"},
    "address": {"zh": "回调地址", "en": "callback address"},
    "receiving": {"zh": "接收消息", "en": "receiving"},
    "stream": {"zh": "Stream 长连接", "en": "stream"},
    "socket": {"zh": "长连接", "en": "socket"},
    "install": {"zh": "安装地址", "en": "install address"},
    "scopes": {"zh": "权限", "en": "scopes"},
    "sending": {"zh": "发送权限", "en": "sending"},
    "contacts": {"zh": "通讯录权限", "en": "contacts"},
    "cards": {"zh": "卡片权限", "en": "cards"},
    "quota": {"zh": "本月额度", "en": "quota of the month"},
    "clock": {"zh": "时间", "en": "clock"},
    "time": {"zh": "时间", "en": "clock"},
    "rooms": {"zh": "群", "en": "rooms"},
    "app": {"zh": "应用", "en": "app"},
    "trusted ip": {"zh": "可信 IP", "en": "trusted IP"},
    "ai bot": {"zh": "智能机器人", "en": "AI bot"},
    "group robot": {"zh": "群机器人", "en": "group robot"},
    "robot": {"zh": "机器人", "en": "robot"},
}
"""What messengers look at, for their names: "wecom robot east"."""

_ADVICE = {
    "defaults": {"zh": "没有设置文件，全用默认值", "en": "no file, all defaults"},
    "space": {"zh": "剩余空间不足 500 MB，请腾出空间。", "en": "Less than 500 MB are free; make some space."},
    "hooks": {
        "zh": "没有设置 web.hook_key，/hooks/web 不收信号；在 dazi.toml 的 [web] 里加 hook_key。",
        "en": "No web.hook_key is set, so /hooks/web takes nothing; add hook_key under [web] in dazi.toml.",
    },
    "operator": {
        "zh": "没有设置 operator，停放的消息没人知道；在 dazi.toml 里写上一位同事的编号。",
        "en": "No operator is set, so nobody hears of parked messages; name a colleague's id in dazi.toml.",
    },
    "stranger": {
        "zh": "operator 写的人不在团队名单里，请改正或先导入。",
        "en": "The operator is not in the team; correct the name, or import the team first.",
    },
    "team": {
        "zh": "团队名单是空的；先导入：python main.py import 文件夹",
        "en": "The team is empty; import it first: python main.py import FOLDER",
    },
    "running": {
        "zh": "正由运行中的搭子使用（进程 {pid}），没有另开。",
        "en": "In use by the running bot (process {pid}); not opened.",
    },
}
_FEED = {"zh": "来源", "en": "feed"}
_ALL_WELL = {"zh": "没有发现问题。", "en": "Nothing is wrong."}


def _arguments(parser: Parser) -> None:
    """None of its own."""


def _run(given: Namespace, around: Surrounds) -> int:
    checks = list(asyncio.run(_examined(given.config, around)))
    for check in checks:
        print(_line(check, around))
    if all(check.ok for check in checks):
        print(around.say(_ALL_WELL))
        return 0
    return 4 if any(check.name in {"database", "server", "data"} and not check.ok for check in checks) else 2


async def _examined(file: Path | None, around: Surrounds) -> Iterable[Check]:
    settings = around.settings
    database = await _database(settings, around.clock)
    return [
        _settings(file),
        _folder(settings),
        *database,
        _server(settings, running=database[0].ok and all(check.name != "team" for check in database)),
        _hooks(settings),
        *await check_llm(settings.llm),
        *await _messengers(settings, around.clock),
    ]


def _settings(file: Path | None) -> Check:
    used = file or (DEFAULT_FILE if DEFAULT_FILE.exists() else None)
    shown = str(used) if used else ""
    return Check(
        "settings", ok=True, advice={"zh": shown or "没有文件，全用默认值", "en": shown or "no file, defaults"}
    )


def _hooks(settings: Settings) -> Check:
    there = settings.web.hook_key is not None
    return Check("hooks", ok=there, advice=_same("POST /hooks/web") if there else _ADVICE["hooks"])


def _folder(settings: Settings) -> Check:
    folder = settings.data_dir
    while not folder.exists():
        folder = folder.absolute().parent
    free = shutil.disk_usage(folder).free
    return Check(
        "data", ok=free > LITTLE_SPACE, advice=_ADVICE["space"] if free <= LITTLE_SPACE else _same(str(folder))
    )


async def _database(settings: Settings, clock: Clock) -> list[Check]:
    from bot.feed_checks import check_feeds
    from bot.wiring import build, plugins

    shown = _same(f"{settings.database.shown} ({HEAD})")
    try:
        runtime = build(settings, clock, serve=False)
    except StoreInUse as busy:
        words = {lang: text.format(pid=busy.pid) for lang, text in _ADVICE["running"].items()}
        return [Check("database", ok=True, advice=words), *await check_feeds(settings, plugins().sources, clock, None)]
    except StoreTrouble as trouble:
        return [Check("database", ok=False, advice=_both(store_trouble(trouble)))]
    name = settings.operator or ""
    found = await runtime.store.read(lambda reader: len(persons_called(reader, name)) if name else 0)
    team = await runtime.store.read(lambda reader: len(everybody(reader)))
    feeds = await check_feeds(settings, plugins().sources, clock, runtime.store)
    await runtime.stop()
    return [Check("database", ok=True, advice=shown), _team(team), _operator(settings, found), *feeds]


def _team(size: int) -> Check:
    return Check("team", ok=size > 0, advice=_same(str(size)) if size else _ADVICE["team"])


def _operator(settings: Settings, found: int) -> Check:
    if settings.operator_address:
        return Check("operator", ok=True, advice=_same(settings.operator_address))
    if not settings.operator:
        return Check("operator", ok=False, advice=_ADVICE["operator"])
    return Check("operator", ok=found > 0, advice=_same(settings.operator) if found else _ADVICE["stranger"])


def _server(settings: Settings, *, running: bool) -> Check:
    """The port must be free, unless the running bot is what holds it."""
    from bot.wiring import listening_socket

    shown = _same(f"{settings.web.host}:{settings.web.port}")
    try:
        listening_socket(settings.web.host, settings.web.port).close()
    except PortInUse as taken:
        return Check("server", ok=running, advice=shown if running else _both(taken.say))
    return Check("server", ok=True, advice=shown)


async def _messengers(settings: Settings, clock: Clock) -> Iterator[Check]:
    from bot.wiring import described_rooms, open_messengers, surroundings

    around = surroundings(settings, clock, f"http://{settings.web.host}:{settings.web.port}")
    found: list[Check] = []
    for messenger in open_messengers(settings, around, serve=True).values():
        await messenger.meet([], described_rooms(settings))
        found += await messenger.check()
        await messenger.close()
    return iter(found)


def _both(say: Mapping[Lang, str]) -> dict[str, str]:
    return {"zh": say["zh"], "en": say["en"]}


def _same(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _line(check: Check, around: Surrounds) -> str:
    name = around.say(_NAMES[check.name]) if check.name in _NAMES else _called(check.name, around)
    advice = around.say(check.advice) if check.advice else ""
    return f"{_MARKS[check.ok]} {name}" + (f": {advice}" if advice else "")


def _called(name: str, around: Surrounds) -> str:
    """The name of a messenger's finding, "wecom robot east", as its reader calls it: "企业微信 机器人 east"."""
    from bot.wiring import plugins

    kind, _, thing = name.partition(" ")
    if kind == "feed":
        return f"{around.say(_FEED)} {thing}"
    title = plugins().messengers[kind].title if kind in plugins().messengers else {}
    known = next((key for key in _THINGS if thing == key or thing.startswith(f"{key} ")), None)
    told = around.say(_THINGS[known]) + thing[len(known) :] if known else thing
    return f"{around.say(title) if title else kind} {told}".strip()


_HELP: Mapping[Lang, str] = {"zh": "检查设置、数据库和平台，说该怎么办", "en": "check everything and say what to do"}
COMMAND = Command("doctor", _HELP, _arguments, _run)
