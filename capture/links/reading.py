"""A message read for documents: what each is, and whose."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial

from capture.base import Context, Heard
from capture.clues import named_in, without_links
from capture.links.address import book_of
from capture.links.found import Shared, is_worth_a_look, shared_in
from capture.links.judging import Setting, Sorted, sorted_out
from capture.whose import Clue, Whose, customer_of
from config.documents import DocumentSettings
from knowledge.battlecards.naming import PRODUCT, RIVAL
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Resolved, Unknown, Why
from knowledge.graph.names.resolve import resolve

_FOR = re.compile(
    r"发?给(?!大家|我|你|各位)|致|客户|对外|呈|请\S{0,6}(?:查收|过目|审阅)|\b(?:[Ff]or|[Tt]o)\s+(?:the\s+)?(?:[A-Z]|customer|client)|"
    r"\b[Ss]ent\b|\b[Pp]lease\s+find\b",
    re.ASCII,
)


_OWNS = re.compile(
    r"\s*(?:那边|他们)?(?:的|给|家|报|出|发|做)|['’]s\b|\s+(?:gave|sent|quoted|offered|proposed|proposal|quote|quotation|pricing|deck)\b",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"\S{0,4}?(?:给|发|提供|传|甩|寄)(?:来|过来|我|我们|咱们|回来)?的|"
    r"\s*(?:has\s+|have\s+|just\s+)*(?:sent|shared|gave|provided|forwarded|e-?mailed)\b(?!\s+(?:back\s+)?our\b)",
    re.IGNORECASE,
)
_COME_BY = re.compile(
    r"(?:搞|弄|挖)到(?:了)?(?!\d|凌晨|半夜|晚上|深夜|现在|[一二三四五六七八九十两几]点)|(?:被|让)(?:我们|咱们|我)?拿到|流(?:传)?出来|泄露|"
    r"\bgot(?:ten)?\s+(?:hold\s+of|(?:my|our)\s+hands\s+on)\b|\bleaked\b",
    re.IGNORECASE,
)
"""What one comes by is rarely what one wrote."""

_GIVER_EN = re.compile(
    r"\b(?P<who>[A-Z][\w&-]{2,}(?:\s+[A-Z][\w&-]+){0,2})['’]s\s+(?:\w+\s+){0,2}?"
    r"(?:proposal|quote|quotation|offer|bid|pricing|tender|deck)\b"
)
_GIVER_ZH = re.compile(
    r"(?:^|[，。；,;\s]|份|下|到|是)(?P<who>[\u4e00-\u9fff]{1,6}(?:云|科技|软件|数科|智能|信息|网络|集团|公司|股份))"
    r"(?:那边|他们|家)?(?:这次|上次|刚刚?)?(?:发给|报给|提供给|给)"
)
_NO_NAME = re.compile(
    r"我|咱|本公司|^(?:Here|There|That|What|Today|Tomorrow|Yesterday|\w+day|\w*[Ww]eek|It|He|She|Who)$"
)
_SEVERAL = re.compile(
    r"[两二三四几2-9]\s*(?:个|份|版|套|种)|\b(?:both|two|three|four|[2-4])\s+(?:\w+\s+)?"
    r"(?:quot|proposal|version|option|file|doc|offer|draft|bid|price)",
    re.IGNORECASE,
)
"""What announces more than one document."""

_LABEL, _COLONS = re.compile(r"[，。；、,;:：/\n]|\s+"), " :：-–—>→=("
"""A list names each customer right before their document."""

_PLAIN = frozenset({Why.EXACT, Why.ALIAS, Why.NICKNAME})
_KNOWN = {"customer", "contact", "person", PRODUCT, RIVAL}


class Outcome(StrEnum):
    """What becomes of a document."""

    ATTACH = "attach"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record about a document: whose it is, or that it is no proposal."""

    customer_id: str = ""
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A shared document, what it is taken to be, whose, and what becomes of it."""

    shared: Shared
    sorted: Sorted
    whose: Whose
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Told:
    """A message and what there is to understand it by; `whole` is whose it is by all its words, for a title."""

    heard: Heard
    context: Context
    settings: DocumentSettings
    earlier: Sequence[str]
    whole: Callable[[str], Whose]


def documents_in(
    heard: Heard,
    context: Context,
    settings: DocumentSettings,
    *,
    earlier: Sequence[str] = (),
    known: Mapping[str, Known] | None = None,
    titles: Mapping[str, str] | None = None,
) -> list[Finding]:
    """The documents of a message. `earlier`: what was said before in its thread; `known`: what is on record, by key;
    `titles`: what files call themselves inside, by their names.
    """
    if not is_worth_a_look(heard.text, heard.files):
        return []
    read = titles or {}
    shared = shared_in(heard.text, heard.files, book_of(settings))
    found = [replace(one, title=read.get(one.raw, one.title)) for one in shared]
    told = _Told(heard, context, settings, earlier, cache(partial(_whose_is_all, heard, context, earlier)))
    return [_finding(one, told, (known or {}).get(one.key)) for one in found]


def _whose_is_all(heard: Heard, context: Context, earlier: Sequence[str], title: str) -> Whose:
    """By all of the message."""
    return customer_of(without_links(heard.text), context, heard, title=title, earlier=earlier)


def _finding(shared: Shared, told: _Told, known: Known | None) -> Finding:
    if known is not None and known.dismissed:
        return Finding(shared, Sorted(0.0, why=("known",)), Whose("", 0.0), Outcome.NONE)
    of_record = known.customer_id if known else ""
    heard, settings = told.heard, told.settings
    likeliest = Setting(
        _is_from_outside(heard), told.earlier, named=True, placed=True, settled=True, numbered=True, meant_for=True
    )
    best = sorted_out(shared, likeliest)
    if not of_record and best.confidence < settings.ask:
        return Finding(shared, best, Whose("", 0.0), Outcome.NONE)
    whose = _whose(shared, told, of_record)
    if of_record:
        taken = sorted_out(shared, Setting())
        sure = Sorted(0.99, taken.paper, ("known",), None, taken.version)
        return Finding(shared, sure, whose, Outcome.ATTACH if whose.sure else Outcome.ASK)
    taken = sorted_out(shared, _setting(shared, told, whose))
    return Finding(shared, taken, whose, _outcome(taken, whose, settings))


def _whose(shared: Shared, told: _Told, known: str) -> Whose:
    """Of several by the name right before it; else by the document's own words; where they name nobody, by all of the
    message.
    """
    heard, context, earlier = told.heard, told.context, told.earlier
    label = "" if shared.alone or known else _LABEL.split(shared.before.rstrip(_COLONS))[-1]
    labelled = customer_of(label, context, heard) if label else Whose("", 0.0)
    if labelled.sure and labelled.why[0] is Clue.SENTENCE:
        return labelled
    found = customer_of(shared.words, context, heard, title=shared.title, earlier=earlier, known=known)
    if shared.alone or known or _named(found):
        return found
    whole = told.whole(shared.title)
    return whole if _named(whole) else found


def _is_settled(whose: Whose, heard: Heard) -> bool:
    """Whether more than whose customers the sender has tells whose it is; told to the bot alone, that will do."""
    return bool(whose.customer_id) and (heard.room.direct or whose.why[0] is not Clue.SENDER)


def _named(whose: Whose) -> bool:
    return any(clue in (Clue.SENTENCE, Clue.TITLE) for clue in whose.why)


def _setting(shared: Shared, told: _Told, whose: Whose) -> Setting:
    heard, context = told.heard, told.context
    said = without_links(shared.words)
    strange, come_by = _is_of_stranger(said, context), _COME_BY.search(said) is not None
    return Setting(
        outsider=_is_from_outside(heard),
        earlier=told.earlier,
        named=_named(whose),
        placed=bool(whose.customer_id),
        settled=_is_settled(whose, heard),
        numbered=bool(shared.lead)
        and (bool(named_in(context.names, said)) or _SEVERAL.search(shared.lead) is not None),
        meant_for=_FOR.search(said) is not None,
        of_rival=_is_of_rival(f"{said} {shared.title}", context) or (strange and come_by),
        of_stranger=strange or come_by,
        of_customer=_is_given(said, context),
    )


def _is_of_rival(words: str, context: Context) -> bool:
    """Whether a competitor on record is named as the one whose it is: "Servotrack's quote", "维析云给的报价"."""
    found = mentions(context.names, words, kinds={RIVAL}) if words.strip() else ()
    named = [one for one in found if isinstance(one.outcome, Resolved) and one.outcome.candidate.why in _PLAIN]
    return any(_OWNS.match(words[one.end :]) for one in named)


def _is_given(words: str, context: Context) -> bool:
    """Whether a customer, or somebody there, is named as the one who gave it: "Acme sent this", "星垣厂务给的"."""
    found = mentions(context.names, words, kinds={"customer", "contact"}) if words.strip() else ()
    return any(_GAVE.match(words[one.end :]) for one in found)


def _is_of_stranger(words: str, context: Context) -> bool:
    """Whether somebody nobody knows is named as the one who gave it: maybe a competitor that is not on record."""
    givers = [match for pattern in (_GIVER_EN, _GIVER_ZH) for match in pattern.finditer(words)]
    known = mentions(context.names, words, kinds=_KNOWN) if givers else ()
    return any(
        not _NO_NAME.search(one["who"])
        and not any(name.start < one.end("who") and one.start("who") < name.end for name in known)
        and isinstance(resolve(context.names, one["who"], kinds=_KNOWN), Unknown)
        for one in givers
    )


def _is_from_outside(heard: Heard) -> bool:
    """Whether it comes from somebody outside, or from nobody known where people from outside sit."""
    stranger = not heard.sender_id and heard.handed_by is None
    return heard.outsider or (stranger and (heard.room.direct or heard.room.outsiders is True))


def _outcome(taken: Sorted, whose: Whose, settings: DocumentSettings) -> Outcome:
    if taken.confidence < settings.ask:
        return Outcome.NONE
    return Outcome.ATTACH if taken.confidence >= settings.attach and whose.sure else Outcome.ASK
