"""How customers resist: cue patterns by reason, for one clause of theirs from which what is denied has been taken."""

import re
from collections.abc import Mapping

from capture.minutes.sentences import Sentence, has_han


def _both(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{zh}|\b(?:{en})\b", re.IGNORECASE)


_CANNOT = (
    r"(?:can['’]?t|cannot|can not|could(?:n['’]t| not| never)|(?:won['’]t be|not|never) able to|unable to|can never)"
)
_WILL_NOT = (
    r"(?:won['’]t|will (?:not|never)|wouldn['’]t|would never|(?:not|never) gonna|(?:never|not) (?:ever )?going to)"
)
_REFUSING = (
    r"(?:i['’]?m|we['’]?re|i am|we are) (?:\w+ly |just )?not (?:going to |gonna |about to )?(?:pay|sign|buy|clos|tak"
    r"|accept"
    r"|switch|mov|renew|commit|approv|spend|rip|tear|shut|stop|rebuild|replac|chang|giv|agree|doing (?:that|this|it)"
    r"|do (?:that|this|it))\w*"
)
_NOT_US = "(?:不会|肯定不|绝对不|不可能|未必|坚决不)(?:给)?(?:同意|批|认|答应|接受|签|买账|干|放行|让|松口|点头|配合用)"

REFUSAL = _both(
    r"(?<![你您])(?<!你们)(?:不想再|不敢再|不会再)(?!问)|(?:可|是|真|绝对|肯定|反正)不(?:想|敢|愿意|出(?!意外|问题"
    r"|错)|掏|付|签|干|要)"
    r"|不认(?=[，,。！!的了啊]|$)|(?<!能)(?<!不是)不(?:答应|接受|同意|认可|满意)(?!的话)|不可能(?=的?[，。,！!]|的?$"
    r"|再)|不敢(?:找|用|签|下单|要)|"
    rf"{_NOT_US}|不批(?!准)|不让(?:上|用|过|进)"
    "|我们?(?:就|也|都)?不(?:签|付|掏|批|认)(?=[，,。！!的了啊]|$)"
    "|(?:过不[了去]|通不过|批不[了下]|报不上去|签不了|交代不了|交不了差|接受不了|不能接受|受不了|吃不消"
    "|[吃撑扛顶挺架]不住"
    "|[放摆装塞停搁挤]不[下进]|[签等熬耗]不(?:下去|到那|起)|转不开|张不开嘴|开不了口|说不出口|拿不出手)(?![，,]?怎么"
    "|[心来])"
    "|没有?(?:地方|地儿|位置|空间)[放插停摆搁装堆塞]|没有?(?:那个?)?(?:时间|精力|工夫|功夫|人手)[弄搞管学教盯折培伺]"
    "|那(?:就|还是)?算了(?=吧|$)|没法[^，。]{0,6}(?:批|签|交代|接受|过|交差|开口|解释)|换别家|找别家"
    "|换(?:一)?家(?:供应商|做|合作)|不跟你们|(?<!行)不行(?:啊|呀|的|哦|噢)?(?=[，,。！!；…\\s]|$)|免谈|没门|没得谈",
    rf"{_CANNOT} (?:\w+ly |just |ever )*(?:accept|take(?! (?:the|this|a|your|my) (?:call|meeting)|\W*part)|justify"
    rf"|sign|agree|approve"
    r"|afford|live with|go with|sell|defend|swallow|stomach|support|work with|commit|pay|spend|put up with|do overtime"
    r"|have (?:the|my|our|that|this|beds?|any|more|people|\w+s)\b|get (?:\w+ ){1,3}(?:past|through|approved|signed)"
    r"|(?:shut|close|stop) (?:the|our|down))"
    rf"|(?<!you ){_WILL_NOT} (?:\w+ly |just )*(?:accept|agree|approve|sign|buy(?! without)|pay|use|wear|go for|allow"
    r"|like|fly|pass|touch|support|renew|budge|stand for|cut it|do (?:it|that)|take (?:it|that|this|more|less|any))"
    r"|(?:will|would|['’]ll|gonna|going to) (?:\w+ly |just )*(?:reject|refuse|veto|block (?:it|this|that)|kill (?:it"
    r"|this|that|me|us)|push back|say no|balk|revolt)"
    rf"|{_REFUSING}|that['’]?s a (?:hard )?no|no way(?=,| (?:i|we)\b)|absolutely not|(?:not a|no) chance"
    rf"|out of the question|not an option"
    rf"|non[- ]?starter|no deal(?=\W*$)|(?<!n['’]t )forget it(?=\W*$)|boss (?:\w+ )?(?:says? no|kill|scold)"
    rf"|^cannot(?=(?: la\w?| leh)?\W*$)|(?:i|we) {_CANNOT} be \w+ing"
    rf"|{_CANNOT} (?:go|come|take (?:it|that|this)) (?:back )?to (?:my|our|the) (?:board|boss|ceo|cfo|owners?"
    rf"|partners|committee)"
    r"|deal ?breaker|not happening|not interested|not (?:willing|prepared) to|not acceptable|liability"
    r"|(?:do not|don['’]t) (?:love|like) (?!to)|(?:i|we)(?:['’]d| would) rather (?:not|stay|keep|stick)",
)
"""What they will not have, nor those they answer to; it counts in a condition too: "if it slips, we're not paying"."""

OUTRAGE = _both(
    "离谱|抢钱|宰[人我]|狮子大开口|坑[人我]|想得美|凭什么|[还真倒]不如|才[挣赚收卖进][^，。]{0,3}(?:几|多少)",
    r"how (?:am i|are we) supposed to|how (?:do|would|can) i (?:justify|sell) (?:that|this|it)"
    r"|(?:you(?:['’]re| are| must be|['’]ve got to be)|are you) (?:joking|kidding|serious)|rip-?off|daylight robbery"
    r"|outrageous|ridiculous",
)
"""It counts in a question too: it asks for nothing."""

REASONS: Mapping[str, re.Pattern[str]] = {
    "price": _both(
        "(?:太|有点儿?|有些|偏|确实|还是|过于)(?:贵|高)(?!兴)|贵了|高了不少|超(?:出|了)?(?:我们)?(?:的)?预算"
        "|预算(?:不够|没有"
        "|封顶|有限|只有)|预算[^，。]{0,4}(?:完了|没了|冻结|砍)|没有?(?:这[个笔])?(?:预算|额度|经费|钱)(?!的)|涨这么多"
        "|(?:比|跟)你们[^，。]{0,6}(?:低|便宜)|(?:只要|才报|才)[一二三四五六七八九十两\\d]+[万千百块]|降一?点"
        "|太重了(?!要)"
        "|没有?诚意|报[一二三四五六七八九十两\\d千百万]+[^，。]{0,4}(?:低|便宜)|(?:承受|用|买|付|掏|负担|承担)不起"
        "|承受不了|不值(?=[，,。！!当这]|$)|划不来|不划算|犯不着|[又还]得?要?多(?:出去|花|掏|付)|[搭贴]进去"
        "|够我们?[^，。]{0,2}[请雇买发][^，。]{1,10}了|[顶抵赶]得?上?我们?[^，。]{0,6}(?:工资|利润|房租|收入|营业额)",
        r"too (?:expensive|pricey|high|steep|dear|much(?! (?:fun|info|about|of)))|(?:sounds|is|pretty|quite) steep"
        r"|expensive|over (?:what we |(?:our|the|my) (?:\w+ ){0,3})?budget(?:ed)?(?! \w+ing| season| year| line)"
        r"|not at that price|cheaper|(?:no|any|need a|bigger) discount"
        r"|for (?:that|this) (?:money|price|much)[^.]{0,20} could|(?:does|would)n['’]?t leave (?:me|us)"
        r"|leaves? (?:me|us) (?:with )?(?:no (?!questions)|nothing)|killing (?:me|us)|is at (?:about )?(?:\d"
        r"|\w+(?:teen|ty)\b|ten|eleven|twelve)|knock off|a lot for us|hard for us"
        r"|(?:a (?:lot|bit|tad|touch|good deal|fair bit)|quite a bit|way|well) (?:more (?:than|expensive)|over|above"
        r"|beyond|higher"
        r"|steep|much|dear)|no (?:budget|money) (?:for|left|this|until)|not in (?:the|our|this year['’]s) budget"
        r"|(?:budgets?|capex|spending|spend|money)(?:['’]?s| is| are| has been)? (?:all |already |been )*(?:frozen"
        r"|cut|spent|gone|closed"
        r"|used up|tight|maxed)|not this (?:year|quarter|season)|hard to (?:sell|justify|swallow|explain)|tough sell",
    ),
    "time": _both(
        "(?:太|过于)(?:久|晚|长|赶|紧|急)|有[点些]儿?(?:悬|紧|赶|长|久|晚|急)|来不及|赶不上|这么晚|等不[了起]|拖[了得]",
        r"too (?:late|long|soon|early|tight)|tight (?:deadline|timeline|schedule)|can['’]?t wait that|clashes"
        r"|not in time|takes too long"
        r"|still waiting(?! (?:for|on) (?:budget|our|my|approval|the board))|(?:is|are|still) missing|a bit (?:long"
        r"|tight)",
    ),
    "product": _both(
        "(?:不太|不|没那么)(?:稳定|准|好用|支持)"
        "|(?:太|有点儿?|过于)(?:慢|差|复杂|吵|死|少|小(?!心)|重(?!要|视|点)|大(?!家)|薄|厚|硬|软|窄|短|粗|旧|笨|麻烦"
        "|模糊|笼统|苛刻)|老(?:出错|掉线|死机)"
        "|出错|掉线|异响|油耗[^，。]{0,6}高|缺了|缺少|不能?满足|bug|问题(?:多|比较多)|你们?这[^，。]{0,6}(?:全停"
        "|全完|就完)"
        "|(?:客户|病人|家长|住户|业主|工人|司机|员工|老板|领导|院长)[^，。]{0,8}(?:退货|[骂闹]|投诉|跑了|辞职|翻脸"
        "|有意见)|(?:说明|证明|解决)不了|学不会",
        r"too (?:slow|loud|big|small|complicated|heavy|short|thin|wide|narrow|few|many|risky|rigid|vague|noisy|hard"
        r"|good to be true)"
        r"|with yours,? (?:i|we)(?:['’](?:ve|d)| would)? (?:get|got|have|lose)|(?:i|we)(?:['’]ve)? got (?:nothing"
        r"|zero)(?=\W*$)"
        r"|(?:i|we) (?:don['’]?t|do not) have (?:the|any|enough) (?:time(?! zone)|people|staff|space|room|hands"
        r"|money|margin|capacity)"
        r"|way too \w+|doesn['’]t (?:work|fit|support)|drifts?|broken|(?:is|are|was|were) (?:\w+ )?offline|outage"
        r"|downtime|bugs?|not reliable"
        r"|not good enough|fifteen years old|we don['’]?t need (?!to)|complain(?:s|ed|ing)?|even harder"
        r"|(?:does not|doesn['’]t|don['’]t) (?:\w+ly )?(?:prove|help us|solve|add up|make sense|work for (?:us|me)"
        r"|justify|convince)"
        r"|(?:do not|don['’]t|can['’]t) (?:\w+ly )?see (?:what|how|why|the (?:point|value|benefit|need))"
        r"|(?:do not|don['’]t) (?:\w+ly )?(?:think|believe) (?:this|that|it|your \w+) (?:proves?|works?|helps?|fits?"
        r"|solves?|covers?|holds|makes"
        r"|justifies|will|would|can|['’]?s (?:enough|worth|fair|right)|is (?:enough|worth|fair|right))",
    ),
    "trust": _both(
        "不放心|看不出|(?<![不别])嫌(?![疑弃])|担心|顾虑|质疑|concern|不靠谱|没人来|没用过|案例(?:少|不多)"
        "|更?倾向(?!于?二)|换来换去|意见很?大|影响我"
        "|做不了主|不踏实|没底|打鼓|信不过|(?:就|最)怕|我们?(?:真|还是|也|是|主要|有点)?怕(?!什么)"
        "|没(?:什么)?(?:说服力|意义)",
        r"concern(?:s|ed)?|worried|worries|unhappy|skeptical|sceptical|risky|reluctant|haven['’]?t seen any"
        r"|never buy(?!\W+without)"
        r"|that['’]?s (?:my|our) (?:\w+ )?(?:problem|issue|worry|fear|beef)(?=\W*$| (?:with|is|there|here))"
        r"|my (?:\w+ )?(?:worry|fear|problem|issue|beef) (?:is|with)"
        r"|been burn(?:ed|t)|that['’]?s where (?:you lose|it (?:falls|breaks|stops))"
        r"|not (?:convinced|comfortable|happy|impressed|sold on|keen|satisfied)|(?:do not|don['’]t) (?:trust"
        r"|want (?:surprises|another|any))|fed up|sick of|hasn['’]?t replied",
    ),
    "terms": _both(
        "(?:千分之|五五|三三)[^，。]{0,6}不行|账期[^，。]{0,8}天",
        r"lock-?in|penalt(?:y|ies) (?:is|are)|(?:one|two|three|four|five|\d+)[- ]year (?:term|minimum) is",
    ),
}

_DENIED = _both(
    "不(?:用|必|要|再|是)?(?:担心|怕)|别(?:担心|怕|影响)|(?:没有?|无)(?:什么|任何|太多)?(?:顾虑|意见|问题|异议)"
    "|不(?:算|是|会|觉得|嫌)(?:太|很)?[贵高久长慢晚]"
    "|不[贵高久长慢晚]|(?P<verb>[一-鿿])不(?P=verb)(?:接受)?|(?:光|只)[^，。]{1,6}不行|不[^，。行]{1,4}不行",
    r"(?:not|n['’]t|never|hardly) (?:\w+ ){0,3}(?:too \w+|worried|concerned|unhappy|expensive|steep|risky)"
    r"|no (?:concerns?|worries|problems?|issues?|objections?)|no budget (?:issues?|problems?)"
    r"|(?:don['’]t|do not) (?:think|see)[^,.;]*(?:problem|issue|matters?|bad|wrong|difficult)"
    r"|(?:as far as|where) [^,.;]*concerned|you (?:do not|don['’]t) (?:like|trust)|won['’]t (?:take|let) (?:long"
    r"|a (?:minute|second|moment)|you down)|if it['’]s not too \w+",
)
_SUPPOSED = re.compile(
    r"^\W*(?:(?:那|但|而|and|but|so)\s*)?(?:如果|要是|万一|假如|假设|if\b|unless\b|in case\b|suppose\b)", re.IGNORECASE
)
_ELSEWHERE = _both(
    "现在(?:用的|这[套个台]|那[套个台批])|原来(?:的|那|用)|以前(?:的|那|用)|老(?:系统|设备|机)|上一家|之前(?:的|那|用)",
    r"(?:our|the) (?:current|old|existing|last|previous)|what we have now|used to|right now we",
)
"""What is complained of is not ours."""


_LONGEST_HAN, _LONGEST_LATIN = 70, 240
"""What goes on for longer tells of something."""


def reason_against(sentence: Sentence) -> str | None:
    """Why the speaker resists in this sentence; None where they do not. Questions, and mere suppositions, are none."""
    if len(sentence.text) > (_LONGEST_HAN if has_han(sentence.text) else _LONGEST_LATIN):
        return None
    if OUTRAGE.search(sentence.text):
        return "price"
    for clause in sentence.clauses:
        if not clause.asks and (reason := _reason(_DENIED.sub(" ", clause.text), sentence.text)):
            return reason
    return None


def _reason(clause: str, sentence: str) -> str | None:
    if not _SUPPOSED.search(clause):
        for name, cue in REASONS.items():
            if cue.search(clause) and not (name in ("product", "time") and _ELSEWHERE.search(sentence)):
                return name
    return "terms" if REFUSAL.search(clause) else None
