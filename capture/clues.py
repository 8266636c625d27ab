"""What in a piece of text says which customer it is about: names, and whether a name only stands for a comparison."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.battlecards.naming import PRODUCT
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Candidate, Mention, Resolved, Why

LONGEST = 400
"""So much of a text is read for names."""

_PLAIN = frozenset({Why.EXACT, Why.ALIAS, Why.NICKNAME, Why.SHORT_NAME})
"""How a name is written when it is written as it is known. What only looks or sounds alike needs a second witness."""

_URL = re.compile(r"https?://[^\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+", re.IGNORECASE)
_COMPARED_BEFORE = re.compile(
    r"(?:参考|参照|类似|仿照?|照着?|按照?|套用?|抄|对标|借鉴|像|跟|和|与|沿用|"
    r"\b(?:like|unlike|similar\s+to|based\s+on|modell?ed\s+on|copied\s+from|as\s+(?:we\s+did\s+)?for|same\s+as|"
    r"compared\s+(?:to|with)|reuse[ds]?|reusing|borrowed\s+from|from)(?:\s+(?:the|our)(?:\s+one)?(?:\s+for)?)?)"
    r"\s*(?:之前|上次|我们|去年|前面|给)*\s*$",
    re.IGNORECASE,
)
_COMPARED_AFTER = re.compile(
    r"^(?:那边|那里)?的?(?:那|这)?(?:份|个|版|套|一样|类似|同款|的?模板|的?框架|的?方案|的?报价|的?经验|的?做法)*"
    r"(?:改的|改过来的|做的参考|类似|一样|为模板|做模板|为参考|作参考|做参考|差不多|为例)",
)
_JOINED_BEFORE = re.compile(r"(?:跟|和|与|像|from)\s*$", re.IGNORECASE)
_LIKENESS_AFTER = re.compile(r"^.{0,12}?(?:一样|类似|差不多|同款|相同|相似)")

_NAMED_ZH = re.compile(
    r"(?:发?给|为|致|提供给|报给)(?!的)(?P<name>[\u4e00-\u9fff]{2,10}?)(?:的|那边的?|做的|这边的?|写的|定制的)?"
    r"(?:(?:最?新的?|初步|初版|完整|整体|技术|商务|第.版)*)(?:解决)?(?:方案|建议书|报价|标书|提案|投标|应标)"
)
_NAMED_EN = re.compile(
    r"\b(?i:proposal|quote|quotation|sow|tender|bid|solution|pricing|deck|offer)\s+(?:\w+\s+){0,2}?(?:for|to)\s+"
    r"(?P<name>[A-Z][\w&.'-]+(?:\s+[A-Z][\w&.'-]+){0,3})"
)
_PAPERS = r"(?:解决方案|技术方案|方案|建议书|报价|标书|提案|投标|应标)"
_TITLED = re.compile(
    rf"[《【\[]?(?:(?P<zh>[\u4e00-\u9fff]{{3,10}}?)[\s·—-]+(?:\S*[\s·—-]+)*?\S*{_PAPERS}|"
    r"(?P<en>(?:[A-Z][\w&.']*\s+){1,3}?)(?:technical\s+|commercial\s+)?"
    r"(?i:proposal|quote|quotation|sow|tender|bid|pricing|roi)\b)"
)
_GENERAL = re.compile(
    r"方案|报价|建议|标书|提案|投标|项目|系统|平台|技术|商务|解决|最新|最终|终版|定稿|初稿|修改|更新|正式|"
    r"^(?:new|final|latest|draft|revised|updated|our|the|a|old|full|short|technical|commercial|joint|copy|sales|service|"
    r"project|customer|client|v\d.*|\d.*)\b",
    re.IGNORECASE,
)
"""What a title may begin with that is nobody's name."""

_NOBODY = re.compile(
    r"客户|对方|他们|她们|人家|甲方|我们|你们|咱们|大家|各位|领导|老板|采购|业主|自己|贵司|"
    r"[总哥姐]$|^.{1,2}工$|经理$|主任$|总监$|老师$|部$|院$|同事|团队|那家|这家|另一?家|新(?:来的|线索)|大客|"
    r"^(?:the|them|him|her|us|monday|tuesday|wednesday|thursday|friday|review|legal|finance|tomorrow|today|next|v\d.*|"
    r"q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december)$",
    re.IGNORECASE,
)


class Writing(StrEnum):
    """How a name stands in a text."""

    PLAIN = "plain"
    ALIKE = "alike"
    COMPARED = "compared"


@dataclass(frozen=True, slots=True)
class Named:
    """What one name in a text may mean: ids of one kind ("customer", "contact"), best first, and how it is written."""

    kind: str
    ids: tuple[str, ...]
    writing: Writing


def without_links(text: str) -> str:
    """The text as people wrote it: an address is no sentence."""
    return _URL.sub(" ", text)


def named_in(index: NameIndex, text: str) -> list[Named]:
    """The customers and contacts named in a text; of one that is only compared with, that it is."""
    plain = without_links(text)[:LONGEST]
    if not plain.strip():
        return []
    found = mentions(index, plain, kinds={"customer", "contact"})
    return [_named(plain, one) for one in found]


def names_a_stranger(index: NameIndex, text: str) -> bool:
    """Whether a text says for whom something is, by a name that nobody known has."""
    plain = without_links(text)[:LONGEST]
    for match in (*_NAMED_ZH.finditer(plain), *_NAMED_EN.finditer(plain)):
        name = match["name"]
        if not _NOBODY.search(name) and not mentions(index, name, kinds={"customer", "contact", "person"}):
            return True
    return False


def titles_a_stranger(index: NameIndex, title: str) -> bool:
    """Whether a title begins with a name that nobody known has: "北辰重工 技术方案", "Saltmarsh Boats quote"."""
    found = _TITLED.match(title[:LONGEST])
    name = "" if found is None else (found["zh"] or found["en"]).strip()
    if not name or _NOBODY.search(name) or _GENERAL.search(name):
        return False
    return not mentions(index, name, kinds={"customer", "contact", "person", PRODUCT})


def _named(text: str, mention: Mention) -> Named:
    outcome = mention.outcome
    candidates: Sequence[Candidate] = (
        (outcome.candidate,) if isinstance(outcome, Resolved) else _one_kind(outcome.candidates)
    )
    if _is_compared(text, mention):
        writing = Writing.COMPARED
    elif all(one.why in _PLAIN for one in candidates):
        writing = Writing.PLAIN
    else:
        writing = Writing.ALIKE
    return Named(candidates[0].kind, tuple(one.entity_id for one in candidates), writing)


def _one_kind(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """A name of customers and of contacts is taken for the customers'."""
    customers = [one for one in candidates if one.kind == "customer"]
    return customers or candidates


def _is_compared(text: str, mention: Mention) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if _JOINED_BEFORE.search(before):
        return _LIKENESS_AFTER.match(after) is not None
    return _COMPARED_BEFORE.search(before) is not None or _COMPARED_AFTER.match(after) is not None
