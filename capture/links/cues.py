"""The words that say what a document is: a proposal of ours by its kind, or something else that it is not."""

import re
from dataclasses import dataclass, replace

from capture.links.beside import comes_with, is_asked_for, is_checked, is_lacking
from capture.links.otherwise import OF_WHOM, OTHERS, Other
from capture.links.signs import respelt
from knowledge.proposals.lines import PAPERS
from knowledge.proposals.model import Paper

__all__ = ["Cue", "Other", "Paper", "cues_in"]


_FLAGS = re.IGNORECASE | re.ASCII
"""Between a Latin letter and a Chinese one a word ends: "SOW初稿"."""

_CUES = re.compile("|".join(f"(?P<p_{kind.value}>{pattern})" for kind, pattern in PAPERS.items()), _FLAGS)
_NO_CUES = re.compile("|".join(f"(?P<o_{kind.value}>{pattern})" for kind, pattern in OTHERS.items()), _FLAGS)

_ASIDE = re.compile(
    r"(?:根据|按照?|基于|结合|对照|[照对]着|照(?![明片相顾样旧常])|参考|参照|依据|(?<![一那这整全两三几成该每])套用?(?![餐件装间房])|"
    r"(?<![应费使公通实专商适选信占利作家药租])用了?(?![户电水能量品途友工地料药气车餐房热具])|沿用|针对|回应|响应|对标|相比|对比|跟着|除了|不是|不含|(?<!有)没有|"
    r"\bbased\s+on|\bper\b|\baccording\s+to|\bfollowing|\bin\s+line\s+with|\bresponds?\s+to|\bresponding\s+to|"
    r"\banswer(?:s|ing)?\b|\busing|\bfrom\s+the|\bas\s+discussed|\breflect(?:s|ing)|\baddress(?:es|ing)|\bversus|\bvs\.?|"
    r"\bagainst|\bnot\s+(?:the|a)\b|\bwithout|\bbefore|\bafter|\bahead\s+of|\bnext\s+to)[^，。；;,.!！?？:：\n把将]{0,14}$",
    _FLAGS,
)
"""What comes behind these words is not the document itself but what it goes by."""

_MAKES = r"(?:[做写改算出报编拟调排]|更新|修订|整理|调整)(?:好|完|过|写|成|订|出来)?"
_MADE_SO = re.compile(
    rf"针对[^，。；;,.!！?？:：\n]{{1,12}}的$|"
    rf"(?:根据|按照?|基于|结合|[照对]着?|依据)(?!了?[^，。；重\n]{{0,8}}(?:上[次周月]|之前|去年|昨|那|旧|原))"
    rf"[^，。；;,.!！?？:：\n]{{1,12}}(?<![你我他她们方户家])(?<!版)(?:重新?)?{_MAKES}的[\u4e00-\u9fff]{{0,4}}$",
    _FLAGS,
)
"""A proposal made for somebody, or made to suit, is the one itself: "针对衡岳的报价", "按新预算做的报价"."""

_GOES_TO = re.compile(
    r"(?:^|[，。；,;:：、(（\s]|[发送交寄报写做备要是我咱独门另再先接]|[我咱]们)给[^，。；;,.:：\s]{1,8}$", _FLAGS
)
"""What goes to them is not theirs: "给他们丹麦那边的"."""

_PART = re.compile(
    r"(?:加|补|补充|附|换|插|删|并|合)(?:了|上|成|进|一[份个])[^，。；;,.!！?？:：\n]{0,12}$|"
    r"\b(?:add|includ|insert|swap|replac|dropp?|fix(?!ed\s+(?:price|fee))|remov|merg|mov)"
    r"(?:e|ed|s|es|ing|ped|ping)?\s+(?:in\s+)?"
    r"[^，。；;,.!！?？:：\n]{0,24}$|"
    r"\b(?:page|slide|section|tab|chapter|p\.)\s*\d+[^，。；;,.!！?？:：\n]{0,30}$|"
    r"第\s*[\d一二三四五六七八九十]+\s*[页章节部](?:分)?[^，。；;,.!！?？:：\n]{0,12}$",
    _FLAGS,
)
"""What comes behind these words is a part of the document: "added the diagram"."""

_PAGE = re.compile(
    r"那?(?:页|章|节|部分|一段|栏)|\w{0,2}[^，。\s]{0,3}第\s*[\d一二三四五六七八九十]+\s*[条款项点页章节]|"
    r"(?:\s+(?:\w+\s+){0,2}(?:as|on))?\s+(?:page|slide|section|tab|chapter|appendix|annex)s?\b",
    _FLAGS,
)
"""What stands before these words is a part of the document."""

_WRITING = re.compile(r"(?<![在刚我])(?:写|做|编)$")
"""To write proposals is what people do, and says nothing of the document: "写方案前看看"."""

_BRIEFLY = r"^[^，。；;,.!！?？:：\n]{0,3}?"
_LATER = re.compile(
    _BRIEFLY
    + r"(?:之?前(?![的面几言一二两三四五六七八九十\d])|的时候|还在|还没|尚未|正在|在走|走流程|在法务|稍后|随后|"
    r"明天|下周|后面|后补|"
    r"\s(?:is|are|was)\s+(?:with|still|in\b(?!\s+(?:the|this|our|my|here)\b)|being|coming)|"
    r"\s+still\s+(?:with|in|being|pending|waiting|open|missing|outstanding|to\s+come)\b|"
    r"\s+pending|\s+to\s+follow|\s+later|"
    r"\s+tomorrow|\s+comes?\b)",
    _FLAGS,
)
_DONE = re.compile(
    _BRIEFLY + r"(?:已经?(?:改|采纳|处理|过了|通过|签)|改完|改好|不错|很好|挺好|还行|没问题|"
    r"\s(?:is|are|was)\s+(?:done|signed|approved|good|great|positive|fine)|"
    r"\s+(?:swapped|replaced|refreshed|added|removed|corrected|accepted|resolved|closed|incorporated|addressed|included|worked\s+in))",
    _FLAGS,
)
"""What stands before these words is somewhere else; where it is no proposal itself, done with."""

_OF = re.compile(
    r"(?:\s+(?:page|doc|document|file|link|deck|sheet|board))?(?:\s+by\s+\w+)?\s+(?:of|for|about|on|from|behind|to|regarding)\s",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"[，。；;,.!！?？:：\n+、和及与写做改出调补套按把将是]|一[个份]|根据|\b(?:and|plus|but|is|are|was|with)\b",
    re.IGNORECASE,
)
_LABELS = re.compile(r"(?:\s\w+)?\s*[:：]\s*\S")
_OF_PAPERS = frozenset({Other.PLAN, Other.COMMENTS})
"""What a proposal has itself: a timeline, drawings, remarks."""

CLOSE, OF_CLOSE = 12, 40
"""Two cues that stand this near each other, with nothing between that parts them, are one name: 方案模板; with "of" and
the like between them there may be a customer's name too: "recording of the Acme proposal".
"""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what a document is, and where it stands. `aside`: it speaks of another one; `parts`: what each
    word of its name says ("a competitor's quote").
    """

    says: Paper | Other
    start: int
    end: int
    aside: bool = False
    parts: tuple[Paper | Other, ...] = ()

    @property
    def is_paper(self) -> bool:
        """Whether it says that this is a proposal."""
        return isinstance(self.says, Paper)


def cues_in(text: str) -> list[Cue]:
    """The words of a text that say what a document is, in order; of two in one name only what the name comes to."""
    text = respelt(text.replace("_", " "))
    papers = [_cue(match, Paper) for match in _CUES.finditer(text)]
    others = [_cue(match, Other) for match in _NO_CUES.finditer(text) if not _is_still_to_come(text, match)]
    found = sorted([*papers, *others], key=lambda one: (one.start, -one.end))
    named = _named_once(text, _widest(found))
    ends = [0, *(one.end for one in named)]
    marked = [replace(one, aside=_is_aside(text, end, one)) for one, end in zip(named, ends, strict=False)]
    return _under_label(text, _beside_paper(text, marked))


def without_papers(text: str) -> str:
    """A text without the words that say that it is a proposal."""
    return _CUES.sub(" ", respelt(text.replace("_", " ")))


def _under_label(text: str, found: list[Cue]) -> list[Cue]:
    """What stands behind a label ("Meeting notes: …", on the same line) only describes it."""
    labels = [one for one in found if not one.aside and _LABELS.match(text[one.end :])]
    if not labels:
        return found
    line_end = text.find("\n", labels[-1].end) if "\n" in text[labels[-1].end :] else len(text)
    return [replace(one, aside=one.aside or labels[-1].end <= one.start < line_end) for one in found]


def _is_still_to_come(text: str, match: re.Match[str]) -> bool:
    """Whether these are comments that somebody is asked for."""
    if match.lastgroup != f"o_{Other.COMMENTS.value}":
        return False
    return is_asked_for(text[: match.end()], text[match.end() :])


def _beside_paper(text: str, found: list[Cue]) -> list[Cue]:
    """What a paper that is named before on the line comes with, or lacks, is not what is shared."""
    kept: list[Cue] = []
    for one in found:
        paper = next((cue for cue in reversed(kept) if cue.is_paper and not cue.aside), None)
        between = text[paper.end : one.start] if paper is not None else "\n"
        beside = not one.is_paper and "\n" not in between and _is_beside(between, one, text[one.end :])
        kept.append(replace(one, aside=one.aside or beside))
    return kept


def _is_beside(between: str, cue: Cue, behind: str) -> bool:
    if comes_with(between) or is_lacking(between):
        return True
    return cue.says in _OF_PAPERS and is_checked(between, behind)


def _is_aside(text: str, since: int, cue: Cue) -> bool:
    behind = text[cue.end :]
    later = _LATER.match(behind) or (None if cue.is_paper else _DONE.match(behind) or _PAGE.match(behind))
    before = text[since : cue.start]
    part = (_WRITING if cue.is_paper else _PART).search(before) is not None
    goes_by = _ASIDE.search(before) is not None and not (cue.is_paper and _MADE_SO.search(before))
    goes_out = cue.says is Other.THEIRS and _GOES_TO.search(before) is not None
    return part or later is not None or goes_by or goes_out


def _cue(match: re.Match[str], kinds: type[Paper] | type[Other]) -> Cue:
    says = kinds((match.lastgroup or "")[2:])
    return Cue(says, match.start(), match.end(), parts=(says,))


def _widest(found: list[Cue]) -> list[Cue]:
    """Of cues that overlap the longer one."""
    kept: list[Cue] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _named_once(text: str, found: list[Cue]) -> list[Cue]:
    """A name is what its last word says, unless an earlier one says that it is not ours."""
    kept: list[Cue] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is not None and _together(text[before.end : one.start]):
            says = _of_both(before, one, text[before.end : one.start])
            kept[-1] = Cue(says, before.start, one.end, parts=(*before.parts, *one.parts))
        else:
            kept.append(one)
    return kept


def _of_both(before: Cue, after: Cue, between: str) -> Paper | Other:
    """What a name of two parts comes to: its first in "template for the proposal", else its last."""
    if _OF.match(between) or (before.says in OF_WHOM and after.is_paper):
        return before.says
    return after.says


def _together(between: str) -> bool:
    reach = OF_CLOSE if _OF.match(between) else CLOSE
    return len(between) <= reach and _STOPS.search(between) is None
