"""What sentences of a sales talk are about, as cue patterns: decisions, next steps, evasions."""

import re


def _both(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{zh}|\b(?:{en})\b", re.IGNORECASE)


DECISIONS = _both(
    "(?:就|这么|这样|时间|已经)?定(?:了(?!吗|再|以后|之后|就|告)|在[^，。]{2,}|好了|下来了?|死)|我们决定|决定了"
    "|拍(?:个|了)?板|敲定|说定|(?<![敢能好])说死"
    "|一言为定|不能?变(?=[，。]|$)|就(?:这么|这样|按这个|照这个)(?:定|办|来|做|走|执行)|就定(?!不|个|期|位|一下"
    "|金)[^，。]{2,}"
    "|不(?:比|改|考虑|搞|招|纠结)了(?=[，,。！!\\s]|$)|^(?:行|好)?[，,]?(?:那)?(?:我们)?(?:就)?(?:先)?(?:按|用|选|上"
    "|签)[^，。吗呢]{1,12}(?:吧|来就行|就行)"
    "|那[^，。你您他]{0,6}就(?:用|选|走|上|签|按|照)[^，。吗呢信话邮]{2,}|就(?:按|照)[^，。吗呢]{1,12}(?:来|定|办|做"
    "|执行)(?=[，。吧]|$)"
    "|^就[选要用买订][^，。吗呢]+(?:方案|版|款|号|的|吧)$|"
    "^那?就(?:[一二三四五六七八九十月\\d]{1,5}[号日]|(?:这|下下?)?(?:周|礼拜|星期)[一二三四五六日天]"
    "|[这那它][个款家版套]?(?=[了吧]))[了吧]?$|"
    "(?:写到|写进)合同里|^那(?:我们)?(?:就)?(?:按|用|选)[^，。]{1,10}吧|先[定上签][二三四五六七八九十百两\\d]+[个台套]",
    "let['’]?s (?:go with|agree on|do the|take|lock(?: it)? in|lock|make it|settle on|stick with)"
    "|(?:i|we)(?:['’]ve| have)? (?:now |just |all )?(?:decided|agreed|settled on)|(?:i['’]m|we['’]re) deciding"
    "|we['’]?ll take (?:it|the|\\w+ units?)|we (?:can )?decide (?:it |that |this )?(?:today|now|here)|agreed to go"
    "|^going with|(?:i['’]m|we['’]re|we are|just) going with|(?:i|we)(?:['’]ll| will) (?:go (?:with|for)|stick with)"
    "|^(?:\\w+ )?go ahead with|it is then|(?:quarterly|monthly|annual) \\w+ it is|"
    "(?:that['’]s|it['’]s) (?:decided|settled|agreed|final)|^final$|no more changes?|done deal|consider it settled"
    "|we['’]re going ahead|signed off",
)
SETTLES = re.compile(r"(?:^|就是|还有|[，,那先来]|我们|咱们?)定一下[，,：:](?![我你您])")
"""What follows in the sentence is settled: 定一下，糖化换你们的方法."""

SETTLED_BY_THEM = _both(
    "(?<![您你们])先不[用上换买搞做加要动装租](?=了?[，,。！!\\s]|了?$|今年|这次)",
    r"^(?:sold|deal|settled|decided|(?:and )?that['’]?s that)$|^(?:put|book|sign|write) (?:it|us|me|that|them) (?:in"
    r"|up|down)(?: for .*)?$"
    r"|^(?:book|order) (?:it|that|them)$|let['’]?s do (?!lunch|dinner|coffee|drinks|that again|an? |our |the (?:math"
    r"|rest)|.*\b(?:first|later)$)\w+",
)
"""From the customer it is an order, or its refusal; from us it is neither."""

UNDECIDED = _both(
    "还没|没有?定|不一定|要不要|(?<!不)考虑|等[^，。]{0,8}定|定不|一般|平时|他们[^，。]{0,4}说",
    "not (?:yet )?(?:decided|agreed)|haven['’]?t|have to decide|to decide|whether|but (?:i|we) (?:agreed|decided)|ago"
    "|early on|back then",
)
"""Beside a decision's words in one clause these say that it is none."""

SUPPOSED = _both("如果|要是|假如|万一|(?<!没)的话", "if|unless|suppose")
"""In a sentence with a condition nothing is settled."""

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
    "不(?:太)?(?:确定|清楚|知道|好说)|[说讲]不[准好死]|难说|两说|才知道|走着看|再看看|再说|回头|打听"
    "|(?:问|查|看|核实|确认)(?:一下|下|过|完)[^，。]{0,8}?(?:再|答复|回复|告诉)|我再?[问查看](?:一下|问|查|看)"
    "|[问查搞弄](?:清楚|明白)|(?:争取|尽量)(?:吧|看)|没有?消息|还没[定批有]|做不了主|[报答定说给讲算复]不了"
    "|(?:得|(?<!不)要|需要)先?(?:问|查|测|实测|等|请[示教])|要[^，。]{1,5}(?:批|点头|拍板)(?!的)|没法(?:回?答|说|讲)"
    "|我们?[还真倒也]{0,3}没(?:留意|注意|关注|统计|量|测|试|算|研究|了解|查)|我们?也(?:在等|没)|头一[回次]碰"
    "|没(?:碰到|遇到|碰上|见)过|没有?(?:这个|那个)?(?:数|底|把握|印象)(?!字)|(?:手上|手头|身边)[^，。]{0,4}没"
    "|不[敢好能](?:乱|瞎|随便)?(?:说|讲|答|拍|打包票|保证|承诺|肯定|下结论)",
    "(?:not|n['’]t) sure|don['’]?t know|nobody knows|no (?:idea|clue)|(?:ca|could)n['’]?t (?:say|tell|answer)"
    "|(?:i['’]?(?:ll|d)|let me|(?:have|need|got) to) (?:check|ask|find out|look|get back|come back|test)"
    "|(?:have|need|got) to (?:talk (?:to|with)|speak (?:to|with)|run (?:it|that) (?:by|past))|get back to you"
    "|hard to say|(?:i|we)(?:['’]ve| have) never (?!had)\\w+ed|hopefully|park (?:that|it|this)|go either way|could be"
    "|we['’]ll see|(?:don['’]?t|not) want(?:ing)? to (?:guess|say|promise|mislead|commit)|not off the top"
    "|haven['’]?t (?:got|checked|tested|looked|heard|seen|tried|come across)|didn['’]?t (?:see|check|look|bring)",
)
DEPENDS = _both("(?:得|要)看|看情况", "depends?|it varies")
"""Puts a question off where no rule follows: "depends on the model", but not "depends, usually two days"."""

RULE_FOLLOWS = _both(
    "[一二三四五六七八九十百千万两\\d]{1,}(?:[个台天周月年小人套块元]|百|千|万)|一般|通常|基本|大多",
    "\\d+|usually|normally|typically|mostly|as a rule|one|two|three|four|five|six|ten|twenty|thirty",
)
CHAT = _both(
    "听得到|贵姓|吃(?:饭|了)|听得见|早上好|过年好|最近怎么样|好久不见|能看到(?:我)?(?:的)?屏幕",
    "how are you|can you hear|see my screen|good to see you|how was your (?:weekend|holiday)|does that make sense"
    "|right\\?$|okay\\?$|mics?|on mute|camera",
)
STRESSED = _both(
    "主要是?|关键|最重要|重点|核心|必须|一定要|目标|要求是|底线|需求|痛点|一共|总共",
    "main(?:ly)?|biggest|key|important|critical|must|need(?:s)? to|require[sd]?|requirements?|goal|deadline|priority"
    "|bottom line|in total|everything",
)
