"""What sentences of a sales talk are about, as cue patterns: objections by reason, decisions, next steps, evasions."""

import re
from collections.abc import Mapping


def _both(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{zh}|\b(?:{en})\b", re.IGNORECASE)


OBJECTIONS: Mapping[str, re.Pattern[str]] = {
    "price": _both(
        "(?<!不)(?:太|有点|偏|确实|还是)(?:贵|高)(?!兴)|贵了|高了不少|超(?:出|了)?(?:我们)?(?:的)?预算|预算(?:不够"
        "|没有|封顶|有限|只有)|涨这么多|"
        "(?:比|跟)你们[^，。]{0,6}(?:低|便宜)|(?:只要|才报|才)[一二三四五六七八九十两\\d]+[万千百块]|降一?点|太重了"
        "|没有?诚意|报[一二三四五六七八九十两\\d千百万]+[^，。]{0,4}(?:低|便宜)|才[一二三四五六七八九十两\\d]+万",
        "too (?:expensive|pricey|high|steep)|that['’]?s too much|too much (?:money|for us)|(?:sounds|is|pretty|a bit"
        "|quite) steep|expensive|over (?:what we "
        "|our )?budget(?:ed)?|not at that price|can['’]?t afford|"
        "a lot for us|hard for us|cheaper|discount|came in at|is at \\w+|won['’]?t cut it|knock off",
    ),
    "time": _both(
        "太(?:久|晚|长|赶)|有点(?:悬|紧|赶)|来不及|赶不上|这么晚|等不了|拖[了得]|两周太久",
        "too (?:late|long|slow)|tight (?:deadline|timeline|schedule)|we can['’]?t wait|clashes|not in time"
        "|takes too long|still waiting|missing",
    ),
    "product": _both(
        "(?:不太|不|没那么)(?:稳定|准|好用|行(?=[。，,了！!]|$)|支持)|太(?:慢|差|复杂|吵|死)|老(?:出错|掉线|死机)"
        "|出错|掉线|异响|油耗[^，。]{0,6}高|缺了|缺少|不能?满足|bug|问题(?:多|比较多)|还是?要?二?十?[^，。]{0,4}秒",
        "too (?:slow|loud|big|complicated)|way too \\w+|doesn['’]?t (?:work|fit|support)|offline|drifts?|broken"
        "|outage|downtime|bugs?|not reliable|still took|not acceptable|fifteen years old|would revolt"
        "|we don['’]?t need (?!to)",
    ),
    "trust": _both(
        "不放心|担心|顾虑|质疑|concern|不靠谱|没人来|没用过|案例(?:少|不多)|上次(?:你)?也是这么说|更?倾向(?!于?二)"
        "|换来换去|意见很?大|影响我|没法[^，。]{0,4}交代|交代不了|做不了主|不让上",
        "concern(?:s|ed)?|worried|worries|not convinced|unhappy|skeptical|sceptical|risky|reluctant"
        "|haven['’]?t seen any|never (?:buy|arrived)|don['’]?t want surprises|can['’]?t do overtime"
        "|hasn['’]?t replied",
    ),
    "terms": _both(
        "接受不了|不能接受|不(?:可能|要捆绑|认可|同意|划算)|(?:千分之|五五|三三)[^，。]{0,6}不行|账期[^，。]{0,8}天"
        "|(?:这样|这个|这)不行|不行(?=[，。]|$)",
        "liability|can['’]?t (?:accept|sign|agree)|not acceptable|won['’]?t sign",
    ),
}

DECISIONS = _both(
    "(?:就|这么|这样|时间|已经)?定(?:了(?!吗)|在[^，。]{2,}|好了|下来了)|我们决定|决定了|拍板|敲定|说定了"
    "|不能?变(?=[。，]|$)|^(?:行|好)?[，,]?(?:那)?(?:我们)?(?:就)?(?:先)?(?:按|用|选|上|签)[^，。吗呢]{1,12}(?:吧"
    "|来就行|就行)|"
    "(?:写到|写进)合同里|^那(?:我们)?(?:就)?(?:按|用|选)[^，。]{1,10}吧|先[定上签][二三四五六七八九十百两\\d]+[个台套]",
    "let['’]?s (?:go with|agree on|do the|take)|we(?:['’]?ve| have)? (?:decided|agreed)|we['’]?ll take (?:it|the"
    "|\\w+ units?)|agreed to go|going with|it is then|(?:quarterly|monthly|annual) \\w+ it is|"
    "(?:that['’]?s|it['’]?s) (?:decided|settled|agreed)|consider it settled|we['’]?re going ahead|signed off",
)
UNDECIDED = _both(
    "还没|没有?定|不一定|要不要|如果|考虑",
    "not (?:yet )?(?:decided|agreed)|haven['’]?t|have to decide|to decide|if|whether",
)

NEXT_STEPS = _both(
    "下一?步|接下来|下次|再(?:碰|约|聊|过来|来找|对一[次下]|开会|开一次)|评审|上会|董事会|招标|投标"
    "|走[^，。]{0,3}(?:审批|流程|法务)|立项|启动|试点|踏勘|验收|签约|签合同|开工|上线|见面|复盘|会议邀请",
    "next steps?|follow[- ]?up (?:call|meeting)|reconvene|sync again|meet again|next (?:meeting|call)|kick[- ]?off"
    "|workshop|board (?:meeting|approval)|tender comes? out|go live|cut ?over|make a decision|"
    "works? for (?:me|us)|is fine|sign (?:on|by)|review|talk (?:to you|again|on)|see you",
)
STEP_ALONE = _both(
    "下一?步|下次(?!升级)|再(?:碰|约|聊)", "next steps?|sync again|meet again|reconvene|next (?:meeting|call)"
)

AGENDA = _both("今天主要|这次主要|今天先", "go through|talk about next|they (?:said|say|could)|said they|to start with")

EVADES = _both(
    "不(?:太)?(?:确定|清楚|知道|好说)|说不准|(?:问|查|看|核实|确认)(?:一下|下|过|完)[^，。]{0,8}?(?:再|答复|回复"
    "|告诉)|我(?:再)?(?:问|查|看)(?:一下|问|查|看)|回头|没(?:有)?消息|还没(?:定|批|有)|做不了主|要请示|得请示|再说",
    "not sure|don['’]?t know|no idea|can['’]?t (?:say|tell|answer)|i['’]?ll (?:have to |need to )?(?:check|ask"
    "|find out|look into|get back|come back)|let me (?:check|ask|find out)|get back to you|"
    "hard to say|have to ask|need to check|hopefully",
)
CHAT = _both(
    "听得到|贵姓|吃(?:饭|了)|听得见|早上好|过年好|最近怎么样|好久不见|能看到(?:我)?(?:的)?屏幕",
    "how are you|can you hear|see my screen|good to see you|how was your (?:weekend|holiday)|does that make sense"
    "|right\\?$|okay\\?$",
)
STRESSED = _both(
    "主要是?|关键|最重要|重点|核心|必须|一定要|目标|要求是|底线|需求|痛点|一共|总共",
    "main(?:ly)?|biggest|key|important|critical|must|need(?:s)? to|require[sd]?|requirements?|goal|deadline|priority"
    "|bottom line|in total|everything",
)
