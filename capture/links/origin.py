"""From whom a shared document comes, by the words beside it: a competitor, a customer, or somebody else."""

import re

from capture.base import Context
from capture.links.cues import cues_in
from knowledge.battlecards.naming import RIVAL
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Resolved, Why

_OWNS = re.compile(
    r"\s*(?:那边|他们)?(?:的|给|家|报|出|发|做)|['’]s\b|\s+(?:gave|sent|quoted|offered|proposed|proposal|quote|quotation|pricing|deck)\b",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"\S{0,4}?(?:给|发|提供|传|甩|寄)(?:来|过来|我|我们|咱们|回来)?的|"
    r"\s*(?:has\s+|have\s+|just\s+)*(?:sent|shared|gave|provided|forwarded|e-?mailed)\b(?!\s+(?:back\s+)?our\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"[)）]?\s?(?:他们|那边|这边)?自己(?:人|内部)?(?:先|又|也)?(?:[写做出编拟画提]|整理)(?:了?[一两]?[个份版套]|的)|['’]s\s+own\b",
    re.IGNORECASE,
)
_SAME_CLAUSE = re.compile(r"[^，。；;,.!！?？:：\n]{0,24}")
"""So far from its author's name a paper is still that one's own: "Acme's own draft of the proposal"."""

_COME_BY = re.compile(
    r"(?:搞|弄|挖)到(?:了)?(?!\d|凌晨|半夜|晚上|深夜|现在|[一二三四五六七八九十两几]点)|(?:被|让)(?:我们|咱们|我)?拿到|[流漏](?:传|了)?出来|泄露|"
    r"(?:偷偷|私下)(?:里|地)?(?:发|塞|转|漏|透露|给的)|"
    r"\bcame\s+(?:(?:my|our)\s+way|to\s+(?:me|us)\s+(?:through|via))\b|"
    r"\bgot(?:ten)?\s+(?:hold\s+of|(?:my|our)\s+hands\s+on)\b|\bleaked\b",
    re.IGNORECASE,
)
"""What one comes by is rarely what one wrote."""

_PASSED_ON = re.compile(
    r"转(?:给|发)?(?:了|给)?(?:我|咱|看)|(?:[别有]人|朋友|客户|对方|他们|内线|熟人)\S{0,3}[发转甩传](?:给|来)(?:了)?(?:我|咱)|"
    r"竞品|对手|友商|\bcompetit|\brivals?\b|\bintel\b|"
    r"\b(?:forwarded|passed|slipped|showed|handed)\s+(?:\w+\s+)?(?:to\s+)?(?:me|us)\b",
    re.IGNORECASE,
)
"""What somebody else passed on, or is told of a competitor."""

_WHOSE_IS_IT = re.compile(
    r"给(?:谁|哪家|哪位|哪个客户)|哪(?:个|家|位)客户|谁家的|(?:是|属于)谁的|"
    r"(?:不知道|不清楚|不记得|忘了?)(?:这?是|给)?(?:谁|哪)|谁(?:认得|认识|记得)这|"
    r"\bwho(?:['’]s|\s+is|\s+was)\s+(?:this|it|that)\b.{0,20}?\bfor\b|\bwhose\b.{0,20}?\b(?:is|was)\s+(?:this|it|that)\b|"
    r"\b(?:which|what)\s+(?:customer|client|account)\b|\b(?:can(?:no|['’])t|not|n['’]t)\s+(?:\w+\s+)?place\b|"
    r"\bno\s+idea\s+(?:who|which|whose)\b|\bwho\s+owns\s+(?:this|it)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:新|别的|其他|其它|另一个|某个?|潜在|老)客户|同事|供应商|给我们(?:公司)?的|参考|借鉴|学习|写得|做得|"
    r"\b(?:proposal|quote|quotation|offer|bid)s?\s+from\b|"
    r"\b(?:new|another|other|different|some|that|a)\s+(?:[\w-]+\s+){0,2}(?:customer|client|prospect|lead|account|company|chain|firm|"
    r"group|bank|hotel|plant|school|startup)s?\b|\bexamples?\b|\breference\b|\binspiration\b",
    re.IGNORECASE,
)
"""What is shared for another customer, or to learn from it."""

_SELLER = (
    r"(?!(?:custom|buy|own|manag|engine|partn|found|us|memb|lead|deal|oth|direct|design)(?:er|or)\b)"
    r"(?:\w{3,}(?:er|or|ist)|company|agency|landlord|venue|hotel|firm|shop|studio|garage|airline|bank)"
)
_TRADE = r"(?:builder|caterer|printer|cleaner|mover|decorator|plumber|photographer|florist|agency|landlord|venue)"
"""Of "the retailer's quote" nobody can say whether it is theirs or for them; of these trades one can."""

_SOLD_TO_US = re.compile(
    r"(?:公司|[厂店商行社馆队]|酒店|房东|物业|中介|代理|机构)(?:那边|他们)?"
    r"(?:发给|报给|给)(?:我们|咱们?|我司|我方)(?:公司|部门?|团队|这边)?[报开出发]?(?:过来|来)?的[^，。；;,.\s]{0,4}价|"
    rf"(?-i:\b(?:{_TRADE}['’]s\s+(?:\w+\s+)?(?:quote|quotation|pricing|offer|estimate)\b|"
    rf"{_SELLER}['’]s\s+(?:\w+\s+)?(?:quote|quotation|pricing|offer|estimate)\s+for\s+our\b)|"
    rf"\b(?:quote|quotation|pricing|offer|estimate)\s+(?:we\s+got\s+)?from\s+(?:the|our|an?)\s+(?:[\w-]+\s+){{0,2}}{_SELLER}\b)",
    re.IGNORECASE,
)
"""What other firms charge us for."""

_QUOTED = re.compile(r"^\s*[>＞]", re.MULTILINE)
_ATTACHED = re.compile(
    r"^\s*[>＞].*?(?:(?:\b(?:our|my)\b|我方|我司|我们)[^.。\n]{0,60}(?:attached|enclosed|附件|附上|附后)|"
    r"(?:\b(?:please\s+find|attached|enclosed|here(?:['’]s|\s+(?:is|are)))\b|附上|附件[是为])[^.。\n]{0,16}(?:\b(?:our|my)\b|我方|我司|我们))",
    re.MULTILINE | re.IGNORECASE,
)
_THEIR_MAIL = re.compile(
    r"(?i:\b(?P<who>\w+)['’]s\s+(?:e-?mail|mail|message|note|reply)|\b(?:client|customer)\s+(?:e-?mail|mail|message))\b|"
    r"^[>＞\s]*(?:(?:From|发件人)\s*[:：]|(?:Fwd?|Forwarded)\s+from\b|转发?自)(?P<author>.+)$|"
    r"(?P<whose>\S{1,8})的?(?:邮件|来信|原话|原文|回复)",
    re.MULTILINE,
)

_PLAIN = frozenset({Why.EXACT, Why.ALIAS, Why.NICKNAME})


def is_of_rival(words: str, context: Context) -> bool:
    """Whether a competitor on record is named as the one whose it is: "Servotrack's quote", "维析云给的报价"."""
    found = mentions(context.names, words, kinds={RIVAL}) if words.strip() else ()
    named = [one for one in found if isinstance(one.outcome, Resolved) and one.outcome.candidate.why in _PLAIN]
    return any(_OWNS.match(words[one.end :]) for one in named)


def is_given(words: str, context: Context) -> bool:
    """Whether a customer, or somebody there, is named as the one who gave it: "Acme sent this", "星垣厂务给的"."""
    found = mentions(context.names, words, kinds={"customer", "contact"}) if words.strip() else ()
    return any(_GAVE.match(words[one.end :]) for one in found)


def is_their_own(words: str, context: Context) -> bool:
    """Whether a customer is named as the one who wrote the paper: "江桥自己写的方案", "Acme's own proposal"."""
    found = mentions(context.names, words, kinds={"customer", "contact"}) if _OWN.search(words) else ()
    return any(_is_paper_next(words[own.end() :]) for one in found if (own := _OWN.match(words, one.end)))


def _is_paper_next(words: str) -> bool:
    """Whether the next thing that is named is a paper, in the same clause."""
    first = next(iter(cues_in(words)), None)
    return first is not None and first.is_paper and _SAME_CLAUSE.fullmatch(words, 0, first.start) is not None


def is_sold_to_us(words: str) -> bool:
    """Whether it is what some other firm charges us: "展台公司给咱们的报价", "the caterer's quote"."""
    return _SOLD_TO_US.search(words) is not None


def is_passed_on(words: str) -> bool:
    """Whether somebody passed it on, or it is told of a competitor."""
    return _PASSED_ON.search(words) is not None


def is_come_by(words: str) -> bool:
    """Whether it was come by, as papers of others are."""
    return _COME_BY.search(words) is not None


def nobody_knows_whose(words: str) -> bool:
    """Whether people ask whose it is: "这个报价是给谁做的", "who is this for?"."""
    return _WHOSE_IS_IT.search(words) is not None


def is_elsewhere(words: str, context: Context) -> bool:
    """Whether it may be another customer's than the sender's own: a colleague is named, or another customer."""
    return _ELSEWHERE.search(words) is not None or bool(mentions(context.names, words, kinds={"person"}))


def quotes_a_customer(text: str, context: Context) -> bool:
    """Whether a customer's own mail is quoted: what is attached there is theirs."""
    if not _QUOTED.search(text):
        return False
    authors = ["".join(part or "" for part in one.groups()) for one in _THEIR_MAIL.finditer(text)]
    return any(not mentions(context.names, author, kinds={"person"}) for author in authors)


def attaches_theirs(text: str, context: Context) -> bool:
    """Whether a customer's quoted mail says that what is attached is their own."""
    return _ATTACHED.search(text) is not None and quotes_a_customer(text, context)
