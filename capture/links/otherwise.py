"""What a shared document may be that is no proposal, and the words that say so."""

from collections.abc import Mapping
from enum import StrEnum


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

_PEOPLE = (
    r"(?:cfo|ceo|cto|cio|coo|vp|board|team|side|end|people|guys|lawyers?|legal|procurement|purchasing|finance|buyers?|boss|"
    r"head|director|manager|office|deadline|budget|call|meeting|name|logo|ask)\b"
)
"""Whoever or whatever of theirs is spoken of is no paper: "their CFO wants it"."""


def _not_after(*words: str) -> str:
    """Not right behind any of these words."""
    return "".join(rf"(?<!{word})" for word in words)


_FORM = _not_after(*(rf"{word}\s" for word in ("final", "draft", "pdf", "word", "any", "short", "long"))) + (
    r"\bforms?\b(?!\s+(?:of|a|the|part)\b)|承诺[函书]|声明[函书]|回执|申请[表书]|备案表|信息表"
)
_OPINION = _not_after("没", "有", "无", "提", "提下", "提提", "给", "给点", "给个", "求") + "意见"

OTHERS: Mapping[Other, str] = {
    Other.TEMPLATE: (
        r"模板|模版|范本|样板|样稿|套版|(?<=表)格式|(?:固定|统一|规定|他们的?|客户的?)格式|"
        r"\bto\s+be\s+(?:completed|filled)\b|待填|空白表|\b(?:\w+\s+)?(?:breakdown|pricing|price|quote|quotation|offer|response|bid|tender|proposal|application|request)\s+"
        rf"(?:form|format)s?\b|{_FORM}|"
        r"\btemplates?\b|\bexamples?\b|\bboilerplate\b|\bskeleton\b|\bsample\b"
    ),
    Other.WHITE_PAPER: (
        r"白皮书|产品(?:手册|介绍|资料|说明)|宣传(?:册|页|资料)|彩页|公司介绍|公司简介|案例(?:集|库|分享|研究)?|"
        r"折页|单页|\bwhite\s?papers?\b|\bbrochures?\b|\bdata\s?sheets?\b|\bone[- ]pager\b|"
        r"\bcase\s+stud(?:y|ies)\b|\be-?books?\b|\b(?:intro|company|corporate)\s+deck\b|"
        r"\b(?:success|customer)\s+stor(?:y|ies)\b|\bproduct\s+(?:overview|sheet|catalog(?:ue)?)\b|"
        r"\bcompany\s+(?:profile|deck|overview)\b|\bfact\s?sheet\b"
    ),
    Other.CONTRACT: (
        r"合同|协议|保密|\bnda\b|盖章|用印|签字|签署|签约|\bcontracts?\b|\bagreements?\b|\bmsa\b|\bdpa\b|\bdeclarations?\s+of\b|"
        r"\be-?sign\w*|\bdocusign\b|\bsignatures?\b|\bcounter-?sign\w*|(?<!下)订单|\bpurchase\s+order\b|"
        r"\bpo\b(?=\s+(?:from|for|attached|came|is|in)\b)|\blicen[cs]e\s+agreement\b|"
        r"\bpo\s+(?:#|no\.?|number)?\s*\d|\bred-?lines?\b|\border\s+form\b|\bterms\s+(?:and|&)\s+conditions\b"
    ),
    Other.INVOICE: (
        r"发票|对账单?|付款(?:单|凭证|通知)|水单|回单|账单|结算单|回款(?:单|表|计划)|\binvoices?\b|\breceipts?\b|"
        r"\bremittance\b|\bstatement\s+of\s+account\b|\bbilling\b"
    ),
    Other.NOTICE: (
        r"招标(?:公告|文件|书|要求|信息|通知|网|平台)?|采购(?:公告|需求公示|意向|文件)|"
        r"中标(?:公告|公示|结果|通知)|比选(?:公告|文件)|询价(?:函|公告|文件)|磋商文件|谈判文件|公示|"
        r"评(?:标|分)(?:办法|标准|表|细则)|澄清(?:函|公告|通知)|"
        r"\btender\s+(?:notice|documents?|announcement|portal|pack)\b|\binvitation\s+to\s+(?:bid|tender)\b|"
        r"\bcall\s+for\s+tenders?\b|\b(?:rfp|rfq|rfi|itt)\b|\baward\s+notice\b|\bpublic\s+tender\b"
    ),
    Other.THEIRS: (
        r"(?<![给为替帮对])(?<![给为替帮对].)(?:客户|对方|甲方|他们|业主|采购|[总工]那?边?)(?:那边|这边|刚刚?|昨天|今天|上午|下午|又|自己)*(?:发来|"
        r"发过来|给过来|传来|提供|发我|给我们|给的|发的|出的|写的)的?|"
        r"(?:他们|客户|对方|甲方|业主)(?:[（(][^（）()]{1,12}[)）])?[^，。；\s]{0,5}(?:[院所部方司]|自己)(?:出|做|写|编|画|拟)的|"
        r"(?:那边|那儿)的(?!方案|报价|标书|建议书|投标|ROI|SOW|价)|"
        r"客户(?:的|方|侧)?(?:需求|资料|图纸|现状|组织|制度|规范|标准)|"
        r"(?<!哪[个家位])(?:他们|对方|甲方|客户)的(?!方案|报价|标书|建议书|ROI|SOW)|"
        r"需求(?:文档|说明书?|清单|规格书?|书|规格|调研|表)|技术(?:要求|规范书|规格书)|"
        r"\b(?:from|by)\s+(?:the\s+|their\s+)?(?:customer|client|buyer|procurement|purchasing)\b|"
        r"\b(?:they|he|she|customer|client)(?:['’]ve)?\s+(?:just\s+)?(?:sent|shared|gave|provided|wrote|drew|made|"
        r"prepared|use)\b|"
        rf"\btheir\s+(?!proposal|quote|quotation|sow|copy|version|offer|deck|{_PEOPLE})|"
        r"\b(?:customer|client)['’]s\s+(?!proposal|quote|copy)|"
        r"\brequirements?(?:\s+(?:doc(?:ument)?|spec\w*|list|sheet))?\b|\bspecifications?\b"
    ),
    Other.INTERNAL: (
        r"内部(?!先|评审|审|看|过一|确认|讨论|版)|培训|课件|心得|周报|周计划|拜访(?:记录|计划|表)|客户画像|"
        r"组织架构|审批(?:进度|表|单|记录)|简历|月报|季报|日报|年报|复盘|\bokrs?\b|\bkpis?\b|"
        r"(?:例会|晨会|早会)(?!上?(?:说|讲|提|定|聊|讨论|过))|战报|排班|值班|预算表|考核|报销|通讯录|路线图|团建|"
        r"年会|装修|旅游|出游|婚礼|健身|聚餐|搬家|活动|激励|薪酬|招聘|提成|述职|话术|打法|作战|客户清单|客户名单|"
        r"商机清单|漏斗|名单|大赛|获奖|\binternal(?:ly)?\b(?!\s+(?:review|draft|version|copy)\b)|"
        r"\bjob\s+(?:offer|description)\b|\boffer\s+letter\b|(?<!need\s)(?<!needs\s)(?<!pending\s)(?<!for\s)\b(?:discount|pricing|price|quote)\s+approvals?\b|\btraining\b|"
        r"\bonboarding\b|\benablement\b|\bweekly\b|\bmonthly\b|\bquarterly\b|\bretro(?:spective)?s?\b|"
        r"\bwin[\s/-]+loss\b|\bpost-?mortem\b|\blessons\s+learn(?:ed|t)\b|\blearnings\b|\btake-?aways\b|"
        r"经验(?:教训|总结|分享)|\ball[- ]hands\b|\bqbr\b|\b(?:account|business|deal|portfolio)\s+reviews?\b|"
        r"\bstakeholder\s+map\b|\bplaybook\b|\bbattle\s?cards?\b|\bforecast\b|\bpipeline\b|\borg\s+chart\b|"
        r"\bheadcount\b|\bexpenses?\b|\bcommission\b|\broad\s?map\b|\bstand-?up\b|"
        r"\bteam\s+(?:notes|plan|offsite)\b|\btravel\s+policy\b|\bkick-?off\s+deck\b"
    ),
    Other.GENERAL: (
        r"各(?:家|单|客户|区|大区|项目)的?(?=方案|报价|标书)|标准(?:版)?(?:报价|方案|价格|折扣)(?:单|表|体系)?|"
        r"通用(?:版)?(?:方案|报价)|行业(?:通用)?(?:解决)?方案|价目表|目录价|价格体系|资质(?:文件|证书|材料|证明)|"
        r"营业执照|授权书|(?:网上|百度|知乎|文库)(?:找|搜|看|下|里|上)?|\bprice\s*(?:list|book)\b|\brate\s+card\b|"
        r"\blist\s+prices?\b|"
        r"\b(?:pricing|price)\s+(?:change|increase|update|polic|guide|calculator|tool|model\s+change)\w*|"
        r"\bstandard\s+(?:pricing|proposal|quote|offer)\b|\bgeneric\b|\bre-?usable\b|"
        r"\bfor\s+any\s+(?:proposal|quote|bid|deal|customer)|\bindustry\s+solution\b|\bcertificates?\b|"
        r"\b(?:vendor|supplier)\s+(?:form|registration|onboarding)\b|"
        r"(?:怎么|怎样|如何)(?:写|做|编)(?=[^，。；\s]{0,4}(?:方案|报价|标书|ROI))|"
        r"(?<=方案|报价|标书)该?(?:怎么|怎样|如何)(?:写|做|编)|"
        r"\bhow\s+(?:we|to|you|i|do\s+(?:we|you|i))\s+(?:\w+\s+)?(?:do|write|price|build|make|run|handle|quote)\b|"
        r"\b(?:found|saw|got|downloaded|pulled)\s+(?:\w+\s+){0,3}?(?:(?:on|off|from)\s+the\s+(?:web|internet)|"
        r"online)\b"
    ),
    Other.WIKI: (
        r"\bwiki\b|知识库|\bfaqs?\b|(?:操作|使用|用户|部署|安装|管理员|运维)(?:手册|说明|指南|文档)|"
        r"帮助(?:文档|中心)|接口文档|(?<!走)(?<!走完)流程(?:说明|图|文档)?|规范(?!书|化)|制度|指南|攻略|"
        r"\brunbook\b|\btips\b|\bhow-?to\b|\bguides?\b|\bmanuals?\b|\bhandbook\b|\bdocumentation\b|"
        r"\bdocs\s+(?:page|site)\b|\bapi\s+docs?\b|\bprocess\b|\bpolicy\b|\bchecklist\b|\bsetup\b|\btutorials?\b"
    ),
    Other.COMPETITOR: (
        r"(?:另外?一?|其[他它]|别的?|几|多|两|三)(?:家|个)?的?(?:供应商|厂商|厂家|服务商|集成商|投标人|投标方|竞标方)|"
        r"\b(?:an)?other\s+(?:supplier|vendor|bidder|provider|contractor|integrator)s?\b(?:['’]s)?|竞品|友商|竞争对手|对手|竞对|同行|别家|别人家|(?:看看?|学学?|参考|借鉴)(?:一?下)?(?:人家|别人)|"
        r"\bcompetitors?\b|\bcompetition\b|\brivals?\b"
    ),
    Other.RECORDING: (
        r"录音|录屏|录像|录制|回放|视频|妙记|\brecord(?:ing|ed)s?\b|\breplay\b|\bvideos?\b|\bwebinars?\b|"
        r"\bdemo\s+clip\b"
    ),
    Other.MINUTES: (
        r"纪要|会议记录|会议笔记|议程|逐字稿|"
        r"(?<!\d\s)(?<!few\s)(?<!\bin\s)\bminutes\b(?!\s+(?:ago|before|after|late|later|early|left|away|long)\b)|"
        r"\b(?:meeting|call|discovery)\s+notes\b|(?<!speaker\s)\bnotes\b|\bagenda\b|\btranscripts?\b|\brecap\b"
    ),
    Other.COMMENTS: (
        rf"(?:评审|修改|反馈|客户)?{_OPINION}|反馈|批注(?!了)|"
        r"\b(?:comments?|feedback)\b|"
        r"\b(?:response|reply|answer)s?\s+to\s+(?:\S+\s+){0,3}?(?:complaint|ticket|e-?mail|letter|claim|incident|audit)s?\b|"
        r"\bremarks\b|\breview\s+notes\b"
    ),
    Other.READING: (
        r"新闻|文章|(?<!可研)(?<!可行性)(?<!可行性研究)(?<!可行性分析)报告(?![人会])|公众号|推文|报道|研报|财报|"
        r"政策|通知|公告|博客|行情|价格?(?:走势|指数)|\bprice\s+(?:index|trends?)\b|"
        r"\barticles?\b|\bblog\b|\bnews\b|\bpress\b|\bpost\b|\bpapers?\b|\breports?\b|"
        r"\bearnings\b|\bthread\b|\bissues?\b|\bpull\s+request\b|\bbug\b|\bticket\b"
    ),
    Other.PLAN: (
        r"(?:测试|验收|应急|迁移|上线|交付|切换|回滚|演练|施工)方案|问卷|图纸|验收(?:单|表)?|"
        r"项目(?:计划|进度|排期|台账)|启动会|(?<=方案|报价|标书|投标)(?:评审|讨论|宣讲|交流|沟通|碰头)会|分工|倒排|议题|(?:评|打)分|登记|汇总|统计|收集|认领|"
        r"填(?:一下|写|到|进|报|好|完|这)|排期|甘特图|进度表|签到|报名|统计表|登记表|跟进表|台账|清册|看板|调查|"
        r"海报|照片|截图|地址|定位|行程|交付计划|实施计划|架构图|演示环境|试用账号|\bsurvey\b|\bquestionnaire\b|"
        r"\bdrawings?\b|\bproject\s+(?:plan|tracker)\b|"
        r"\b(?:proposal|quote|bid|tender|pricing|sow|offer)s?\s+(?:review|scor\w+|workshop|session|calendar|"
        r"deadlines?|guidelines?|library|archive|log|index|queue|tool|generator|team|status|rehearsal|dry[- ]run|"
        r"walk-?through|debrief|discussion|meeting|call|kick-?off)\b(?!\s+v\d)|\bscripts?\b|"
        r"\bfill\s+(?:it\s+|this\s+)?(?:in|out)\b|"
        r"\b(?:add|put)\s+(?:yours\b|your\s+(?:names?|numbers?|deals?|updates?)\b)|"
        r"\bwho\s+(?:owns|has|is\s+on)\s+(?:which|what)\b|\bquestions\b|"
        r"\b(?:account|clos(?:e|ing)|action|success|roll-?out|migration|delivery|test|marketing|territory|"
        r"capacity)\s+plans?\b|\btimeline\b|\bgantt\b|\btracker\b|\bdashboard\b|\bsign-?up\b|\bspreadsheet\s+of\b|"
        r"\bscreenshots?\b|\bphotos?\b|\bcalendar\b|\binvite\b|\bsandbox\b|\btrial\s+account\b|\bdiagram\b|"
        r"\bgo-?live\s+plan\b"
    ),
}
