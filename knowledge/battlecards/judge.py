"""Which lines of the cards answer an objection: by its words, and by the topic that they belong to."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from knowledge.battlecards.model import BattleCard, CardLine, Hit

ENOUGH = 0.4
"""A line that shares less with the question than this part of its weight is no answer."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:['’-][^\W_{_HAN}]+)*")
_SMALL_WORDS = (
    "a an and are as at be but can do does for from has have how if in is it its of on or our say says so that the "
    "their them they this to too us very was we what when with would you your not don't doesn't it's"
)
_EMPTY = frozenset(_SMALL_WORDS.split())
_EMPTY_HAN = frozenset("的了是在和也都就很太吗呢吧啊呀着过我你他她它们这那有说不怎么")
_TOPIC_WEIGHT = 2.5
_TOPICS: Mapping[str, str] = {
    "price": "贵 价格 价钱 价位 便宜 预算 太高 打折 折扣 降价 成本 expensive price prices pricing cost costs budget "
    "cheap cheaper discount afford",
    "security": "安全 泄露 泄漏 保密 隐私 等保 security secure leak leaks privacy breach",
    "existing": "已经有 已有 现有系统 用惯 替换 换系统 already existing replace replaced incumbent",
    "rollout": "上线 实施 周期 部署 roll-out rollout implementation implement deploy deployment months",
    "skills": "不会用 没人会 难用 培训 复杂 学不会 training complicated difficult learn",
    "trust": "没听过 没听说 小公司 规模小 倒闭 案例 unknown small references reference bankrupt",
    "integration": "对接 集成 接口 integrate integration interface api",
    "later": "不急 以后再 再等等 明年再 考虑考虑 later postpone wait",
}
"""Words of both languages that belong to one worry: a question in other words than the card's finds it all the same."""


def answers_to(question: str, cards: Iterable[BattleCard], most: int = 5) -> list[Hit]:
    """The lines that answer an objection, best first; those in the question's script where there are any.

    The heading of a line counts as part of it. Nothing near is nothing.
    """
    lines = [(card, line, _terms(f"{line.section} {line.text}")) for card in cards for line in card.lines]
    asked = _terms(question)
    weights = _weights(asked, [terms for _, _, terms in lines])
    total = sum(weights.values())
    hits = [
        Hit(card, line, sum(weights[term] for term in asked & terms) / total)
        for card, line, terms in lines
        if asked & terms
    ]
    good = [hit for hit in hits if hit.score >= ENOUGH]
    return _best(_in_script(question, good), most)


def _best(hits: Sequence[Hit], most: int) -> list[Hit]:
    """None that is far behind the first; equal ones in the order of their cards."""
    ranked = sorted(hits, key=lambda hit: -hit.score)
    return [hit for hit in ranked if hit.score >= 0.6 * ranked[0].score][:most]


def _in_script(question: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    same = [hit for hit in hits if _is_han(hit.line) == _has_han(question)]
    return same or hits


def _is_han(line: CardLine) -> bool:
    return _has_han(line.text)


def _has_han(text: str) -> bool:
    return re.search(rf"[{_HAN}]", text) is not None


def _weights(asked: Iterable[str], lines: Sequence[frozenset[str]]) -> dict[str, float]:
    """What each term is worth: the rarer the more, topics most; words that no card has count little."""
    seen = Counter(term for terms in lines for term in terms)
    rare = {term: log(1 + len(lines) / seen[term]) if seen[term] else 0.5 for term in asked}
    return {term: weight * (_TOPIC_WEIGHT if term.startswith("#") else 1.0) for term, weight in rare.items()}


def _terms(text: str) -> frozenset[str]:
    """Words, pairs of Chinese characters, and topics (as "#price")."""
    lowered = text.casefold()
    words: set[str] = set()
    for run in _RUNS.findall(lowered):
        words.update(_pairs(run) if _has_han(run) else {_stem(run)} - _EMPTY)
    return frozenset(words | {f"#{topic}" for topic, said in _SAID.items() if _speaks_of(lowered, words, said)})


def _speaks_of(text: str, words: set[str], said: Sequence[str]) -> bool:
    return any(word in text if _has_han(word) else _stem(word) in words for word in said)


def _pairs(run: str) -> set[str]:
    if len(run) == 1:
        return {run} - _EMPTY_HAN
    found = {run[place : place + 2] for place in range(len(run) - 1)}
    return {pair for pair in found if not set(pair) <= _EMPTY_HAN}


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


_SAID = {topic: tuple(words.split()) for topic, words in _TOPICS.items()}
