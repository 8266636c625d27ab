"""The page of one notice: plain HTML, no script, nothing from another place; light and dark, from 360 px on."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from html import escape
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.wire.attached import attached_text
from knowledge.people.model import Lang
from notifiers.formats import ClockFace
from notifiers.notice import Choice, Evidence, Fact, Notice

_STYLE = files("bot.web").joinpath("shown.css").read_text(encoding="utf-8")
_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_TAG: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}
_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "why": {"zh": "依据", "en": "Why"},
    "do": {"zh": "要处理，直接对我说", "en": "To act on it, tell me"},
    "said": {"zh": "{label}：“{say}”", "en": "{label}: “{say}”"},
    "times": {"zh": "时间按 {zone}", "en": "Times are in {zone}"},
    "untitled": {"zh": "提醒", "en": "Alert"},
    "nothing": {"zh": "这里什么也没有", "en": "There is nothing here"},
    "gone": {
        "zh": "链接不对，或者已经过期。到聊天里找新的提醒，或直接问我。",
        "en": "The link is wrong, or too old. Look for a newer alert in the chat, or ask me there.",
    },
}


def notice_page(notice: Notice, now: datetime) -> tuple[str, str]:
    """The page as HTML, and the content security policy that it needs."""
    title = notice.title or _WORDS["untitled"][notice.lang]
    return _page(_TAG[notice.lang], title, notice.stripe.value, "".join(_parts(notice, now))), POLICY


def nothing_page() -> tuple[str, str]:
    """What stands where nothing is, in both languages: nobody is known there."""
    return said_page(_WORDS["nothing"], _WORDS["gone"])


def said_page(title: Mapping[Lang, str], text: Mapping[Lang, str]) -> tuple[str, str]:
    """A page that says one thing in both languages, and the content security policy that it needs."""
    said = "".join(
        f'<div lang="{tag}"><h1>{escape(title[lang])}</h1><p>{escape(text[lang])}</p></div>'
        for lang, tag in _TAG.items()
    )
    return _page("zh-CN", title["zh"], "plain", said), POLICY


def _page(lang: str, title: str, stripe: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f'<body><main class="{stripe}">{body}</main></body></html>'
    )


def _parts(notice: Notice, now: datetime) -> Iterator[str]:
    """The anatomy of a card, top to bottom."""
    face = ClockFace(ZoneInfo(notice.zone), notice.lang, now)
    yield _element("p", notice.badge, "badge")
    yield _element("h1", notice.title)
    yield _element("p", notice.text)
    yield _facts(notice.facts)
    yield _why(notice, face)
    yield _element("p", attached_text(notice.attachment))
    yield _element("p", notice.settled, "settled")
    yield _choices(notice.choices, notice.lang)
    yield _element("p", notice.foot, "foot")
    yield _element("p", _WORDS["times"][notice.lang].format(zone=notice.zone), "foot")


def _element(tag: str, text: str, kind: str = "") -> str:
    """The element, or nothing where there is no text."""
    given = f' class="{kind}"' if kind else ""
    return f'<{tag}{given} dir="auto">{escape(text)}</{tag}>' if text else ""


def _facts(facts: tuple[Fact, ...]) -> str:
    rows = "".join(f"{_element('dt', fact.label)}{_element('dd', fact.value or '–')}" for fact in facts)
    return f"<dl>{rows}</dl>" if rows else ""


def _why(notice: Notice, face: ClockFace) -> str:
    items = "".join(f"<li>{_evidence(one, face)}</li>" for one in notice.why)
    return f"<h2>{escape(_WORDS['why'][notice.lang])}</h2><ul>{items}</ul>" if items else ""


def _evidence(one: Evidence, face: ClockFace) -> str:
    source = escape(one.source or one.link)
    if one.link.startswith(("https://", "http://")):
        source = f'<a href="{escape(one.link)}" rel="noreferrer noopener">{source}</a>'
    when = f"<time>{escape(face.tells(one.at))}</time>" if one.at else ""
    known = " · ".join(part for part in (when, source) if part)
    return f'{escape(one.text)} <span class="from">{known}</span>' if known else escape(one.text)


def _choices(choices: tuple[Choice, ...], lang: Lang) -> str:
    said = [_WORDS["said"][lang].format(label=one.label, say=one.say) for one in choices if one.say]
    items = "".join(_element("li", line) for line in said)
    return f"<h2>{escape(_WORDS['do'][lang])}</h2><ul>{items}</ul>" if items else ""
