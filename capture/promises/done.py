"""What somebody says is done ("报价发了", "sent the quote"), and which open promise that keeps."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capture.promises.reading import said_itself, sentences

_CUES = (
    "了",
    "已",
    "好啦",
    "sent",
    "done",
    "ship",
    "deliver",
    "finish",
    "complet",
    "is out",
    "paid",
    "sign",
    "upload",
    "updat",
    "forward",
    "submit",
    "fixed",
    "call",
    "receiv",
    "got ",
)
_VERB_ZH = (
    "发|寄|给|送|交付|交|传|提交|签|盖|做|写|改|出|弄|办|更新|整理|准备|安排|联系|回复|答复|回|拜访|演示|部署"
    "|上线|装|修|解决|处理|打|付|汇|转|开|催|查|问|申请|补|报|培训|对接|归档|同步|搞定|完成|收到"
)
_DONE_ZH = re.compile(
    rf"(?:已经?|都|刚刚?|全部?)?(?P<verb>{_VERB_ZH})(?:好|完|妥|到位?|出去?|过去?|上|掉|成)*(?:给?(?:你们?"
    rf"|您|客户|他们?|她|对方|大家|群里|[一-鿿A-Za-z]{{2,8}})?)(?:邮箱|微信|群里)?了"
    rf"|已经?(?P<verb2>{_VERB_ZH})(?:好|完|出去?|到|过去|给\S{{1,8}})?|(?P<bare>搞定|完成|做好|弄好|办好"
    rf"|办妥|done)(?:了|啦)?$"
)
_DONE_EN = re.compile(
    r"\b(?:i|we)(?:'ve|\s+have)?\s+(?:just\s+|already\s+|now\s+)?(?P<verb>sent|shipped|delivered|finished"
    r"|completed|submitted|forwarded|emailed|signed|paid|uploaded|updated|called|shared|wired|fixed|posted"
    r"|booked|received|got|done|set\s+up|sorted)\b"
    r"|^(?:just\s+|already\s+|ok[,\s]+)?(?P<verb2>sent|shipped|delivered|finished|completed|submitted"
    r"|forwarded|emailed|signed|paid|uploaded|updated|called|shared|wired|fixed|received)\b"
    r"|\b(?:is|are|has\s+been|have\s+been|was|were|'s|been)?\s*(?:now\s+|already\s+"
    r"|just\s+)?(?P<verb3>sent|shipped|delivered|finished|completed|submitted|signed|paid|uploaded"
    r"|on\s+its\s+way|out)(?:\s+(?:now|today|already|off|out|over|to\s+\S+))?$"
    r"|^(?P<bare>done|all\s+done|that's\s+done|it's\s+done|sorted)\b",
    re.IGNORECASE,
)
_NOT_ZH = re.compile(
    "[没未不别吗呢？]|(?:明|后)天|下[周个]|就|等|如果|要是|(?:客户|对方|他们?|她|老板"
    "|王总)[^给]{0,4}(?:已|发了|说)|谁|什么|哪|怎么|开始了|麻烦|请|帮我"
)
_NOT_EN = re.compile(
    r"n't\b|\bnot\b|\bnever\b|\bwill\b|'ll\b|\bif\b|\bonce\b|\bwhen\b|\bhe\b|\bshe\b|\bthey\b|\bplease\b"
    r"|\byet\b|\bcan\b|\bcould\b|\bshould\b|\bwho\b|\bwhat\b",
    re.IGNORECASE,
)

_THINGS: Mapping[str, tuple[str, ...]] = {
    "quote": ("报价", "quote", "quotation", "pricing", "price list", "价格表", "offer"),
    "contract": ("合同", "contract", "agreement", "协议", "msa", "nda", "年框"),
    "proposal": ("方案", "proposal", "solution"),
    "deck": ("ppt", "deck", "slides", "幻灯片"),
    "invoice": ("发票", "invoice"),
    "sample": ("样机", "样品", "样件", "sample", "demo unit", "prototype"),
    "report": ("报告", "report"),
    "minutes": ("纪要", "minutes", "notes"),
    "drawing": ("图纸", "drawing"),
    "tender": ("标书", "投标", "tender", "bid"),
    "list": ("清单", "list"),
    "material": ("资料", "材料", "material", "document", "docs"),
    "payment": ("款", "首付", "尾款", "payment", "deposit", "instalment"),
    "data": ("数据", "data", "numbers", "figures"),
    "demo": ("演示", "demo"),
    "case": ("案例", "case", "reference"),
    "order": ("订单", "order", "po"),
    "schedule": ("排期", "计划", "schedule", "plan", "timeline"),
    "test": ("测试", "test"),
    "statement": ("对账单", "statement"),
    "account": ("账号", "account"),
    "call": ("电话", "call"),
    "visit": ("拜访", "上门", "visit"),
    "draft": ("初稿", "草稿", "draft", "redline"),
    "link": ("链接", "link"),
    "sow": ("sow",),
    "discount": ("折扣", "discount"),
    "goods": ("货", "goods", "shipment"),
}
_PATTERNS = {
    name: re.compile("|".join(rf"\b{re.escape(w)}(?:s|es)?\b" if w.isascii() else w for w in words), re.IGNORECASE)
    for name, words in _THINGS.items()
}
_HAN_RUN = re.compile("[㐀-鿿]+")
_WORDS_EN = re.compile(r"[a-z][a-z'-]{2,}")
_EMPTY_EN = frozenset(
    [
        "about",
        "all",
        "already",
        "and",
        "back",
        "been",
        "complete",
        "completed",
        "deliver",
        "delivered",
        "done",
        "finish",
        "finished",
        "for",
        "from",
        "get",
        "got",
        "has",
        "have",
        "her",
        "him",
        "his",
        "into",
        "just",
        "now",
        "off",
        "our",
        "out",
        "over",
        "send",
        "sent",
        "share",
        "shared",
        "ship",
        "shipped",
        "that",
        "the",
        "them",
        "this",
        "today",
        "will",
        "with",
        "you",
        "your",
    ]
)
_EMPTY_ZH = re.compile(
    rf"我们?|咱们|你们?|您|他们?|客户|大家|已经?|刚刚?|都|全部?|了|的|把|将|给|到|去|过去|一下|一份|一版"
    rf"|一个|这个|那个|新|正式|今天|{_VERB_ZH}"
)


@dataclass(frozen=True, slots=True)
class Finished:
    """A stretch of a line that says that something is done. `things` are the words of what; none where it only says
    that it is ("搞定了"). `received`: it came from the other side.
    """

    quote: str
    things: frozenset[str]
    received: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open promise that may be meant: what it is, and whether it was made in this conversation."""

    promise_id: str
    title: str
    here: bool


def may_be_done(text: str) -> bool:
    """Whether any word stands in it that says something is done."""
    plain = text.lower()
    return any(cue in plain for cue in _CUES)


def finished_in(line: str) -> tuple[Finished, ...]:
    """What a line says is done; nothing for questions, denials and what others did."""
    if not may_be_done(line):
        return ()
    found = []
    for sentence in sentences(said_itself(line)):
        if sentence.asks:
            continue
        pattern, denied = (_DONE_ZH, _NOT_ZH) if sentence.is_chinese else (_DONE_EN, _NOT_EN)
        match = pattern.search(sentence.text)
        if match is None or denied.search(sentence.text):
            continue
        verb = (match.groupdict().get("verb") or match.groupdict().get("verb2") or "").lower()
        things = frozenset() if match["bare"] and match[0] == sentence.text else things_in(sentence.text)
        found.append(Finished(sentence.text, things, received=verb in ("收到", "received", "got")))
    return tuple(found)


def things_in(text: str) -> frozenset[str]:
    """The words by which a thing is known again: kinds of papers and deeds in either language, else its own words."""
    kinds = frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))
    if kinds:
        return kinds
    words = frozenset(word for word in _WORDS_EN.findall(text.lower()) if word not in _EMPTY_EN)
    runs = _HAN_RUN.findall(_EMPTY_ZH.sub(" ", text))
    return words | frozenset(run[place : place + 2] for run in runs for place in range(len(run) - 1))


def kept_by(finished: Finished, candidates: Iterable[Candidate]) -> Sequence[str]:
    """Ids of the promises that `finished` may be about: one where it is clear, several where they have to be asked.

    What is named by a thing must share it; "done" alone means what was promised in this conversation. Where several
    share it, those of this conversation go before the rest.
    """
    every = list(candidates)
    if not finished.things:
        fit = [one for one in every if one.here]
    else:
        fit = [one for one in every if finished.things & things_in(one.title)]
        fit = [one for one in fit if one.here] or fit
    return [one.promise_id for one in fit]
