"""Whether somebody nobody knows is named as the one who gave a paper: maybe a competitor that is not on record."""

import re
from collections.abc import Iterator, Sequence

from capture.base import Context
from capture.links.cues import cues_in
from knowledge.battlecards.naming import PRODUCT, RIVAL
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Mention, Unknown
from knowledge.graph.names.resolve import resolve

_PAPER = r"(?:proposal|quote|quotation|offer|bid|pricing|tender|deck)\b"
_WHO = r"(?P<who>[A-Z][\w&-]{2,}(?:\s+[A-Z][\w&-]+){0,2})"
_WHOSE_EN = re.compile(rf"\b{_WHO}['’]s\s+(?:\w+\s+){{0,2}}?{_PAPER}")
_GAVE_ZH = re.compile(
    r"(?:^|[，。；,;\s]|份|下|到|是)(?P<who>[\u4e00-\u9fff]{1,6}(?:云|科技|软件|数科|智能|信息|网络|集团|公司|股份))"
    r"(?:那边|他们|家)?(?:这次|上次|刚刚?)?(?:发给|报给|提供给|给)"
)
"""A name with a company's ending, or as an owner: that is who gave it."""

_NAME_EN = r"(?P<who>[A-Z][a-z]{2,}(?:\s+[A-Z][a-z]+)?)"
_TO_EN = re.compile(rf"\b(?i:the|an?|this|that)\s+{_NAME_EN}\s+{_PAPER}\s+(?P<how>to|for)\s+")
_BY_EN = re.compile(rf"\b{_PAPER}\s+(?:from|by)\s+{_NAME_EN}\b")
_TO_ZH = re.compile(r"(?:^|[，。；,;:：\s]|[份下到是说])(?P<who>[\u4e00-\u9fff]{2,4})(?:那边|他们|家)?给")
"""Any name where a giver may stand: "the Vantrex offer to Pellworth", "驰锐给盛谷报的方案"."""

_OFFERED = re.compile(r"(?:这次|上次|刚刚?)?[报出提投开](?:来|过|了)?的")
"""Who is said to have offered it; what colleagues do is to write it."""

_NO_NAME = re.compile(
    r"我|咱|本公司|^(?:Here|There|That|What|Today|Tomorrow|Yesterday|\w+day|\w*[Ww]eek|It|He|She|Who)$"
)
_WHEN_OR_HOW = (
    r"[今昨明前后当每][天晚日早]|[上中下]午|早上|晚上|夜|周|月|日|刚|[这上下]次|之前|以[前后]|先|再|已|正|准备|打算|需要|可[以能]|会|帮|麻烦|"
    r"按|答应|承诺|单独|分[开别头批]|一[起并同次]|另|同时|顺[便手带]|额外|临时|特[意地]|重新|专门|连|加班|[做写发报出改提送转递补推熬赶]|更新|定制|整理|最|统一|直接|[全都也就才又还请让叫由把将是有为用以份版套]"
)
_COLLEAGUES = (
    r"售前|销售|商务|法务|财务|技术|产品|研发|交付|老板|领导|同事|团队|部|总|公司|院|工$|经理|主管|"
    r"[姐哥师老小阿]|方案|报价"
)
_KIND_OF_PAPER = (
    r"^(?:Revised|Final|New|Updated|Renewal|Latest|First|Second|Original|Full|Draft|Technical|Commercial|Budget|Price|"
    r"Sales|Service|Project|Annual|Legal|Finance|Product|Short|Long|Phase|Pilot)\b"
)
_NO_GIVER = re.compile(f"{_NO_NAME.pattern}|{_WHEN_OR_HOW}|{_COLLEAGUES}|{_KIND_OF_PAPER}")

_KNOWN = {"customer", "contact", "person", PRODUCT, RIVAL}


def is_of_stranger(words: str, context: Context) -> bool:
    """Whether somebody nobody knows is named as the one who gave it."""
    return any(
        one.re in (_WHOSE_EN, _GAVE_ZH) or (one.re is _TO_EN and one["how"] == "to") or _OFFERED.match(after)
        for one, after in _strangers(words, context)
    )


def may_be_of_stranger(words: str, context: Context) -> bool:
    """Whether a name that nobody has stands where a giver may stand: alone it says little."""
    return any(True for _ in _strangers(words, context))


def _strangers(words: str, context: Context) -> Iterator[tuple[re.Match[str], str]]:
    """Where each stands, and what stands behind their customer's name."""
    found = [match for pattern in (_WHOSE_EN, _GAVE_ZH, _TO_EN, _BY_EN, _TO_ZH) for match in pattern.finditer(words)]
    known = mentions(context.names, words, kinds=_KNOWN) if found else ()
    for one in found:
        if not _is_unknown(one, known, context):
            continue
        customer = next((name for name in known if name.start == one.end()), None)
        if one.re not in (_TO_EN, _TO_ZH):
            yield one, ""
        elif customer is not None and (one.re is _TO_EN or any(cue.is_paper for cue in cues_in(words[customer.end :]))):
            yield one, words[customer.end :]


def _is_unknown(one: re.Match[str], known: Sequence[Mention], context: Context) -> bool:
    nobody = _NO_NAME if one.re in (_WHOSE_EN, _GAVE_ZH) else _NO_GIVER
    return (
        not nobody.search(one["who"])
        and not any(name.start < one.end("who") and one.start("who") < name.end for name in known)
        and isinstance(resolve(context.names, one["who"], kinds=_KNOWN), Unknown)
    )
