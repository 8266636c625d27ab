"""The words that say what a document is: a proposal of ours by its kind, or something else that it is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.proposals.lines import PAPERS
from knowledge.proposals.model import Paper

__all__ = ["Cue", "Other", "Paper", "cues_in"]


class Other(StrEnum):
    """What a document may be that is no proposal."""

    TEMPLATE = "template"
    WHITE_PAPER = "white_paper"
    CONTRACT = "contract"
    INVOICE = "invoice"
    NOTICE = "notice"
    THEIRS = "theirs"
    INTERNAL = "internal"
    GENERAL = "general"
    WIKI = "wiki"
    COMPETITOR = "competitor"
    RECORDING = "recording"
    MINUTES = "minutes"
    COMMENTS = "comments"
    READING = "reading"
    PLAN = "plan"


OF_WHOM = frozenset({Other.THEIRS, Other.COMPETITOR, Other.INTERNAL, Other.GENERAL, Other.TEMPLATE})
"""These say whose a paper is, or for whom: standing before "proposal" they make it another one."""

_OTHERS: Mapping[Other, str] = {
    Other.TEMPLATE: r"模板|模版|范本|样板|样稿|套版|\btemplates?\b|\bboilerplate\b|\bskeleton\b|\bsample\b",
    Other.WHITE_PAPER: (
        r"白皮书|产品(?:手册|介绍|资料|说明)|宣传(?:册|页|资料)|彩页|公司介绍|公司简介|案例(?:集|库|分享|研究)?|折页|单页|"
        r"\bwhite\s?papers?\b|\bbrochures?\b|\bdata\s?sheets?\b|\bone[- ]pager\b|\bcase\s+stud(?:y|ies)\b|"
        r"\be-?books?\b|"
        r"\bproduct\s+(?:overview|sheet|catalog(?:ue)?)\b|\bcompany\s+(?:profile|deck|overview)\b|\bfact\s?sheet\b"
    ),
    Other.CONTRACT: (
        r"合同|协议|保密|\bnda\b|盖章|用印|签字|签署|签约|采购订单|框架订单|"
        r"\bcontracts?\b|\bagreements?\b|\bmsa\b|\bdpa\b|\be-?sign\w*|\bdocusign\b|\bsignatures?\b|\bcounter-?sign\w*|"
        r"\bpurchase\s+order\b|\bpo\s+(?:#|no\.?|number)?\s*\d|\bred-?lines?\b|\border\s+form\b|\bterms\s+(?:and|&)\s+conditions\b"
    ),
    Other.INVOICE: (
        r"发票|对账单?|付款(?:单|凭证|通知)|水单|回单|账单|结算单|\binvoices?\b|\breceipts?\b|\bremittance\b|"
        r"\bstatement\s+of\s+account\b|\bbilling\b"
    ),
    Other.NOTICE: (
        r"招标(?:公告|文件|书|要求|信息|通知|网|平台)?|采购(?:公告|需求公示|意向|文件)|中标(?:公告|公示|结果|通知)|比选(?:公告|文件)|询价(?:函|公告|文件)|"
        r"磋商文件|谈判文件|\btender\s+(?:notice|documents?|announcement|portal|pack)\b|\binvitation\s+to\s+(?:bid|tender)\b|"
        r"\bcall\s+for\s+tenders?\b|\b(?:rfp|rfq|rfi|itt)\b|\baward\s+notice\b|\bpublic\s+tender\b"
    ),
    Other.THEIRS: (
        r"(?:客户|对方|甲方|他们|业主|采购|[总工]那?边?)(?:那边|这边|刚刚?|昨天|今天|上午|下午|又|自己)*(?:发来|发过来|给过来|传来|提供|发我|给我们|给的|发的|出的|写的)的?|"
        r"客户(?:的|方|侧)?(?:需求|资料|图纸|现状|组织|制度|规范|标准)|(?:他们|对方|甲方|客户)的(?!方案|报价|标书|建议书|ROI|SOW)|"
        r"需求(?:文档|说明书?|清单|规格书?|书|规格|调研)|技术(?:要求|规范书|规格书)|"
        r"\b(?:from|by)\s+(?:the\s+|their\s+)?(?:customer|client|buyer|procurement|purchasing)\b|\b(?:they|he|she|customer|client)(?:['’]ve)?\s+(?:just\s+)?(?:sent|shared|gave|provided|wrote)\b|"
        r"\btheir\s+(?!proposal|quote|quotation|sow|copy|version|offer|deck)|\b(?:customer|client)['’]s\s+(?!proposal|quote|copy)|"
        r"\brequirements?(?:\s+(?:doc(?:ument)?|spec\w*|list|sheet))?\b|\bspecifications?\b"
    ),
    Other.INTERNAL: (
        r"内部|培训|周报|月报|季报|日报|年报|复盘|\bokrs?\b|\bkpis?\b|例会|晨会|早会|战报|排班|值班|预算表|考核|报销|通讯录|"
        r"路线图|团建|年会|装修|旅游|出游|婚礼|健身|聚餐|搬家|活动|激励|薪酬|招聘|提成|述职|话术|打法|作战|客户清单|客户名单|商机清单|漏斗|"
        r"\binternal(?:ly)?\b|\btraining\b|\bonboarding\b|\benablement\b|\bweekly\b|\bmonthly\b|\bquarterly\b|\bretro(?:spective)?s?\b|"
        r"\ball[- ]hands\b|\bqbr\b|\bplaybook\b|\bbattle\s?cards?\b|\bforecast\b|\bpipeline\b|\borg\s+chart\b|"
        r"\bheadcount\b|\bexpenses?\b|"
        r"\bcommission\b|\broad\s?map\b|\bstand-?up\b|\bteam\s+(?:notes|plan|offsite)\b|\btravel\s+policy\b|\bkick-?off\s+deck\b"
    ),
    Other.GENERAL: (
        r"标准(?:版)?(?:报价|方案|价格|折扣)(?:单|表|体系)?|通用(?:版)?(?:方案|报价)|行业(?:通用)?(?:解决)?方案|价目表|目录价|"
        r"\bprice\s+list\b|\brate\s+card\b|\blist\s+prices?\b|\bstandard\s+(?:pricing|proposal|quote|offer)\b|\bgeneric\b|"
        r"\bindustry\s+solution\b"
    ),
    Other.WIKI: (
        r"\bwiki\b|知识库|\bfaqs?\b|(?:操作|使用|用户|部署|安装|管理员|运维)(?:手册|说明|指南|文档)|帮助(?:文档|中心)|接口文档|(?<!走)(?<!走完)流程(?:说明|图|文档)?|规范文档|制度|"
        r"\brunbook\b|\bhow-?to\b|\bguides?\b|\bmanuals?\b|\bhandbook\b|\bdocumentation\b|\bdocs\s+(?:page|site)\b|\bapi\s+docs?\b|"
        r"\bprocess\b|\bpolicy\b|\bchecklist\b|\bsetup\b|\btutorials?\b"
    ),
    Other.COMPETITOR: r"竞品|友商|竞争对手|对手|竞对|同行|别家|别人家|\bcompetitors?\b|\bcompetition\b|\brivals?\b",
    Other.RECORDING: (
        r"录音|录屏|录像|录制|回放|视频|妙记|\brecord(?:ing|ed)s?\b|\breplay\b|\bvideos?\b|\bwebinars?\b|\bdemo\s+clip\b"
    ),
    Other.MINUTES: (
        r"纪要|会议记录|会议笔记|议程|逐字稿|\bminutes\b|\b(?:meeting|call|discovery)\s+notes\b|\bnotes\s+from\b|\bagenda\b|"
        r"\btranscripts?\b|\brecap\b"
    ),
    Other.COMMENTS: (
        r"(?:评审|修改|反馈|客户)?(?<!没)(?<!没有)(?<!无)意见|反馈|批注|"
        r"\bcomments?\b|\bfeedback\b|\bremarks\b|\breview\s+notes\b"
    ),
    Other.READING: (
        r"新闻|文章|(?:行业|市场|分析|调查|研究)报告|公众号|推文|报道|研报|年度报告|财报|政策|通知|公告|博客|\barticles?\b|\bblog\b|\bnews\b|\bpress\b|\bpost\b|\bpapers?\b|"
        r"\bannual\s+report\b|\bthread\b|\bissues?\b|\bpull\s+request\b|\bbug\b|\bticket\b"
    ),
    Other.PLAN: (
        r"(?:测试|验收|应急|迁移|上线|交付|切换|回滚|演练|施工)方案|问卷|图纸|(?:测试|验收|巡检|调研|检测|评估|体检|诊断|运行|故障|服务|上线)报告|验收(?:单|表)?|项目(?:计划|进度|排期|台账)|排期|甘特图|进度表|"
        r"签到|报名|统计表|登记表|跟进表|台账|清册|看板|调查|海报|照片|截图|地址|定位|行程|交付计划|实施计划|架构图|演示环境|试用账号|"
        r"\bsurvey\b|\bquestionnaire\b|\bdrawings?\b|\b(?:test|acceptance|status|incident|inspection|site)\s+reports?\b|\bproject\s+(?:plan|tracker)\b|"
        r"\btimeline\b|\bgantt\b|\btracker\b|\bdashboard\b|\bsign-?up\b|\bspreadsheet\s+of\b|\bscreenshots?\b|\bphotos?\b|\bcalendar\b|\binvite\b|"
        r"\bsandbox\b|\btrial\s+account\b|\bdiagram\b|\bgo-?live\s+plan\b"
    ),
}

_FLAGS = re.IGNORECASE | re.ASCII
"""Between a Latin letter and a Chinese one a word ends: "SOW初稿"."""

_CUES = re.compile("|".join(f"(?P<p_{kind.value}>{pattern})" for kind, pattern in PAPERS.items()), _FLAGS)
_NO_CUES = re.compile("|".join(f"(?P<o_{kind.value}>{pattern})" for kind, pattern in _OTHERS.items()), _FLAGS)

_ASIDE = re.compile(
    r"(?:根据|按照?|基于|结合|对照|照着?|参考|参照|依据|套用?|用了?|沿用|针对|回应|响应|对标|相比|对比|跟着|除了|不是|不含|没有|"
    r"\bbased\s+on|\bper\b|\baccording\s+to|\bfollowing|\bin\s+line\s+with|\bresponds?\s+to|\bresponding\s+to|"
    r"\banswer(?:s|ing)?\b|\busing|\bfrom\s+the|\bas\s+discussed|\breflect(?:s|ing)|\baddress(?:es|ing)|\bversus|\bvs\.?|"
    r"\bagainst|\bnot\s+(?:the|a)\b|\bwithout|\bbefore|\bafter|\bahead\s+of|\bnext\s+to)[^，。；;,.!！?？:：\n]{0,14}$",
    _FLAGS,
)
"""What comes behind these words is not the document itself but what it goes by."""

_BRIEFLY = r"^[^，。；;,.!！?？:：\n]{0,3}?"
_LATER = re.compile(
    _BRIEFLY + r"(?:还在|还没|尚未|正在|在走|走流程|在法务|稍后|随后|明天|下周|后面|后补|"
    r"\s(?:is|are|was)\s+(?:with|still|in\b|being|coming)|\s+still\b|\s+pending|\s+to\s+follow|\s+later|"
    r"\s+tomorrow|\s+comes?\b)",
    _FLAGS,
)
_DONE = re.compile(
    _BRIEFLY + r"(?:已经?(?:改|采纳|处理|过了|通过|签)|改完|改好|不错|很好|挺好|还行|没问题|"
    r"\s(?:is|are|was)\s+(?:done|signed|approved|good|great|positive|fine)|"
    r"\s+(?:incorporated|addressed|included|worked\s+in))",
    _FLAGS,
)
"""What stands before these words is somewhere else; where it is no proposal itself, done with."""

_OF = re.compile(r"\s+(?:of|for|about|on|from|behind|to|regarding)\s", re.IGNORECASE)
_STOPS = re.compile(
    r"[，。；;,.!！?？:：\n+、和及与写做改出调补套]|\b(?:and|plus|but|is|are|was|with)\b", re.IGNORECASE
)
_LABELS = re.compile(r"\s*[:：]\s*\S")
CLOSE = 12
"""Two cues that stand this near each other, with nothing between that parts them, are one name: 方案模板."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what a document is, and where it stands. `aside`: it speaks of another one."""

    says: Paper | Other
    start: int
    end: int
    aside: bool = False

    @property
    def is_paper(self) -> bool:
        """Whether it says that this is a proposal."""
        return isinstance(self.says, Paper)


def cues_in(text: str) -> list[Cue]:
    """The words of a text that say what a document is, in order; of two in one name only what the name comes to."""
    papers = [_cue(match, Paper) for match in _CUES.finditer(text)]
    others = [_cue(match, Other) for match in _NO_CUES.finditer(text)]
    found = sorted([*papers, *others], key=lambda one: (one.start, -one.end))
    named = _named_once(text, _widest(found))
    ends = [0, *(one.end for one in named)]
    marked = [replace(one, aside=_is_aside(text, end, one)) for one, end in zip(named, ends, strict=False)]
    return _under_label(text, marked)


def _under_label(text: str, found: list[Cue]) -> list[Cue]:
    """What stands behind a label ("Meeting notes: …", on the same line) only describes it."""
    labels = [one for one in found if not one.aside and _LABELS.match(text[one.end :])]
    if not labels:
        return found
    line_end = text.find("\n", labels[-1].end) if "\n" in text[labels[-1].end :] else len(text)
    return [replace(one, aside=one.aside or labels[-1].end <= one.start < line_end) for one in found]


def _is_aside(text: str, since: int, cue: Cue) -> bool:
    behind = text[cue.end :]
    later = _LATER.match(behind) or (None if cue.is_paper else _DONE.match(behind))
    return later is not None or _ASIDE.search(text[since : cue.start]) is not None


def _cue(match: re.Match[str], kinds: type[Paper] | type[Other]) -> Cue:
    return Cue(kinds((match.lastgroup or "")[2:]), match.start(), match.end())


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
            kept[-1] = Cue(_of_both(before, one, text[before.end : one.start]), before.start, one.end)
        else:
            kept.append(one)
    return kept


def _of_both(before: Cue, after: Cue, between: str) -> Paper | Other:
    """What a name of two parts comes to: its first in "template for the proposal", else its last."""
    if _OF.match(between) or (before.says in OF_WHOM and after.is_paper):
        return before.says
    return after.says


def _together(between: str) -> bool:
    return len(between) <= CLOSE and _STOPS.search(between) is None
