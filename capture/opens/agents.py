"""Who calls, by what a program says of itself (its User-Agent): a person's browser, or one of many machines.

The names are those that these programs send, as their makers' pages and public lists of agents give them (2026).
Messengers' own browsers (MicroMessenger, wxwork, DingTalk, Lark) are a person's; their previews have other names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.people.model import Lang


class Caller(StrEnum):
    """What kind of program calls."""

    BROWSER = "browser"
    PREVIEW = "preview"
    SCANNER = "scanner"
    CRAWLER = "crawler"
    PROGRAM = "program"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Agent:
    """What a User-Agent tells: the kind of program, and the name by which it was known ("" for browsers)."""

    caller: Caller
    name: str = ""


def _any(*names: str) -> re.Pattern[str]:
    return re.compile("|".join(names), re.IGNORECASE)


_PREVIEWS = _any(
    r"slackbot[\w-]*",
    r"slack-imgproxy",
    r"dingtalkbot[\w-]*",
    r"lark(?:url2png|bot)",
    r"(?:feishu|lark|dingtalk|wechat|weixin|wecom|wxwork|micromessenger)[\w-]*(?:bot|preview|spider|crawl\w*|link\w*)\b",
    r"mpcrawler",
    r"skypeuripreview",
    r"microsoftpreview",
    r"bingpreview",
    r"whatsapp/",
    r"telegrambot",
    r"discordbot",
    r"facebookexternalhit",
    r"facebot",
    r"meta-externalfetcher",
    r"twitterbot",
    r"linkedinbot",
    r"pinterestbot",
    r"redditbot",
    r"iframely",
    r"embedly",
    r"snap url preview",
    r"kakaotalk-scrap",
    r"^viber/",
    r"google-pagerenderer",
    r"google web preview",
    r"googleimageproxy",
    r"yahoo link preview",
    r"chatwork linkpreview",
    r"evernoterichlinkbot",
    r"[\w-]*(?:link|url)[\s_-]?(?:preview|expand\w*|unfurl\w*)\w*",
    r"unfurl\w*",
    r"\bvkshare",
)
"""Messengers and mail programs that draw a card of what is behind a link."""

_SCANNERS = _any(
    r"barracuda\w*",
    r"proofpoint\w*",
    r"urldefense",
    r"mimecast[\w-]*",
    r"safelinks[\w-]*",
    r"ciscosecure\w*",
    r"ironport",
    r"trend\s?micro",
    r"\btmes\b",
    r"fortiguard[\w-]*",
    r"fortimail",
    r"sophos\w*",
    r"symantec\w*",
    r"messagelabs",
    r"forcepoint",
    r"zscaler",
    r"check\s?point",
    r"palo alto networks",
    r"netcraft\w*",
    r"phishtank",
    r"virustotal",
    r"urlscan",
    r"censysinspect",
    r"zgrab",
    r"masscan",
    r"nmap",
    r"qualys\w*",
)
"""Programs that look for something bad behind a link before, or while, a person opens it."""

_CRAWLERS = _any(
    r"[\w-]*(?<!cu)bots?\b(?![\w-]*phone)",
    r"[\w-]*spider[\w-]*",
    r"[\w-]*crawl[\w-]*",
    r"slurp",
    r"ia_archiver",
    r"archiver",
    r"scrapy",
    r"feedfetcher",
    r"apis-google",
    r"mediapartners",
    r"google-(?:inspectiontool|safety|read-aloud|extended)",
    r"lighthouse",
    r"pagespeed",
    r"pingdom",
    r"uptime\w*",
    r"monitor(?:ing)?\b",
    r"validator",
)
"""Search engines and the like. "CUBOT" is a maker of phones."""

_PROGRAMS = _any(
    r"headless\w*",
    r"phantomjs",
    r"selenium",
    r"puppeteer",
    r"playwright",
    r"ms-?office\w*",
    r"microsoft office",
    r"curl/",
    r"wget",
    r"python",
    r"aiohttp",
    r"go-http-client",
    r"okhttp",
    r"java/",
    r"apache-httpclient",
    r"node-fetch",
    r"axios",
    r"libwww",
    r"cfnetwork",
    r"dart:io",
)
"""Libraries, browsers without a screen, and Office, which calls a link itself before it hands it to the browser."""

_KINDS = (
    (Caller.PREVIEW, _PREVIEWS),
    (Caller.SCANNER, _SCANNERS),
    (Caller.PROGRAM, _PROGRAMS),
    (Caller.CRAWLER, _CRAWLERS),
)
_ENGINE = re.compile(r"^Mozilla/5\.0 .*(?:AppleWebKit/|Gecko[/)]|Trident/|like Gecko|ArkWeb/)|^Opera/")
"""Every browser names its engine; what only says "Mozilla/5.0" is none."""


def agent_of(user_agent: str) -> Agent:
    """What a User-Agent tells."""
    text = user_agent.strip()[:1_000]
    if not text:
        return Agent(Caller.NOBODY)
    for caller, names in _KINDS:
        if found := names.search(text):
            return Agent(caller, found[0].strip(" /"))
    return Agent(Caller.BROWSER) if _ENGINE.match(text) else Agent(Caller.PROGRAM, text.split("/")[0][:40])


_APPS = (
    ("wxwork/", "企业微信", "WeCom"),
    ("MicroMessenger", "微信", "WeChat"),
    ("DingTalk", "钉钉", "DingTalk"),
    ("ChannelName/Feishu", "飞书", "Feishu"),
    ("LarkLocale/zh", "飞书", "Feishu"),
    ("Lark/", "Lark", "Lark"),
    (" QQ/", "QQ", "QQ"),
    ("AlipayClient", "支付宝", "Alipay"),
    ("Teams/", "Teams", "Teams"),
    ("LinkedInApp", "领英", "LinkedIn"),
    ("FBAN/", "Facebook", "Facebook"),
    ("Line/", "LINE", "LINE"),
    ("Edg/", "Edge", "Edge"),
    ("QQBrowser", "QQ 浏览器", "QQ Browser"),
    ("HuaweiBrowser", "华为浏览器", "Huawei Browser"),
    ("MiuiBrowser", "小米浏览器", "Mi Browser"),
    ("SamsungBrowser", "三星浏览器", "Samsung Internet"),
    ("OPR/", "Opera", "Opera"),
    ("Firefox/", "Firefox", "Firefox"),
    ("CriOS/", "Chrome", "Chrome"),
    ("Chrome/", "Chrome", "Chrome"),
    ("Safari/", "Safari", "Safari"),
)
"""What each app's or browser's agent has in it, and what it is called in Chinese and in English."""

_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> Mapping[Lang, str]:
    """The browser or app, and the kind of machine, in a few words: "微信 · iPhone". Nothing where it does not say."""
    zh, en = next(((zh, en) for mark, zh, en in _APPS if mark in user_agent), ("", ""))
    system = next((name for mark, name in _SYSTEMS if mark in user_agent.replace("OpenHarmony", "HarmonyOS")), "")
    return {"zh": _joined(zh, system), "en": _joined(en, system)}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
