"""Greetings, thanks and what is none of the bot's business: one short sentence, with something useful to go on."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.people.model import Lang

_FINE = r"(?:好[的吧嘞]?|行吧?|ok(?:ay)?|fine|great|perfect|cool|all\s?right)"
_SAID: Mapping[str, Mapping[Lang, str]] = {
    "thanks": {"zh": "不客气，随时叫我。", "en": "You're welcome; I'm around."},
    "never_mind": {"zh": "好。", "en": "All right."},
    "bye": {
        "zh": "回头见。明早可以先问我“我今天有什么事”。",
        "en": "See you. In the morning you can start with “what's on today?”.",
    },
    "well": {
        "zh": "我很好，谢谢。手上有客户的事就直接问，例如“某某的报价历史”“我的商机”。",
        "en": "Fine, thank you. Ask me about a customer whenever you like, “quote history of …” or “my deals”.",
    },
    "who": {
        "zh": "我是搭子，团队的销售助手：客户归谁、报价、合同、联系人、竞品，都可以问我，答案带出处。说“帮助”看全部。",
        "en": "I'm Dazi, your team's sales sidekick: ask me who owns a customer, for quotes, contracts, contacts or a "
        "battle card, and I answer with the source. “help” lists it all.",
    },
    "praise": {
        "zh": "谢谢夸奖。哪里答得不对，直接告诉我，例如“不是李雷，是韩梅负责”。",
        "en": "Thank you. Where I'm wrong just tell me, for example “no, Han Mei owns it”.",
    },
    "elsewhere": {
        "zh": "这个我帮不上，我只管客户和单子的事。可以问我“谁负责某某客户”“某某的合同什么时候到期”。",
        "en": "I can't help with that; I only know customers and deals. Ask me “who owns …” or "
        "“when does the contract with … end?”.",
    },
    "hello": {
        "zh": "在。可以问我“谁负责某某客户”，或说“帮助”看我会什么。",
        "en": "I'm here. Ask me “who owns …”, or say “help” to see what I can do.",
    },
}


def plan(ask: Ask, view: View) -> Plan:  # noqa: ARG001  nothing to look up
    """A greeting back, thanks taken, or what to ask instead."""
    topic = next((topic for topic in _SAID if topic in ask.slots), "hello")
    return Plan(Answer(Outcome.SMALLTALK, _SAID[topic][ask.lang]))


_YOU = r"[你您](?:们)?"
_END = r"[的呢呀啊吗嘛了吧哦哈]*"
_NOW = r"(?:今天|明天|后天|外面|现在|最近|这两天|周末|晚上|中午)*"
_IS = r"(?:['’]?s|\s+is|\s+are)"
_TOPICS: Mapping[str, tuple[str, ...]] = {
    "thanks": (
        rf"(?:{_FINE}[，,!！\s]*)?(?:非常|十分|太)?(?:多谢|谢谢|感谢|谢)(?:[你您啦了]|搭子)*|辛苦了?",
        rf"(?:{_FINE}[,!\s]*)?(?:thanks?(?:\s+you)?(?:\s+a\s+lot|\s+so\s+much|\s+dazi)?|thx|cheers)",
    ),
    "never_mind": (
        rf"{_FINE}|知道了|收到|明白了?|了解|嗯+|算了|不用了|取消|没事了?|没什么",
        r"got\s+it|never\s?mind|cancel|forget\s+it|no\s+problem",
    ),
    "bye": (
        rf"(?:再见|拜拜?|回头见|明天见|下周见|回见|晚安|下班|我?先?[走撤]){_END}",
        r"(?:good\s?)?bye(?:\s+bye)?|see\s+you(?:\s+\w+)?|cya|good\s?night|take\s+care",
        r"have\s+a\s+(?:good|nice|great)\s+\w+",
    ),
    "well": (
        rf"(?:{_YOU})?{_NOW}(?:还好|好|怎么样|过得怎么样|累不累|忙不忙|忙|累)[吗嘛呢呀]",
        rf"{_YOU}{_NOW}(?:过得)?怎么样|最近怎么样|{_YOU}{_NOW}在?干(?:嘛|什么|啥){_END}",
        rf"(?:{_YOU})?(?:吃饭?|睡)了(?:没有?|吗|嘛)",
        rf"how{_IS}\s+(?:you|it\s+going|things|life|your\s+day)(?:\s+(?:doing|today|going))*",
        r"what['’]?s\s+up|how\s+do\s+you\s+do",
    ),
    "who": (
        rf"{_YOU}(?:到底)?(?:是|叫)(?:谁|什么(?:名字|东西)?|哪位|啥|机器人|真人|人){_END}",
        rf"{_YOU}的?名字(?:是什么)?|自我介绍(?:一?下)?|介绍一?下?{_YOU}自己",
        rf"(?:who|what)\s+are\s+you|what{_IS}\s+your\s+name|introduce\s+yourself|tell\s+me\s+about\s+yourself",
        r"are\s+you\s+(?:an?\s+)?(?:bot|robot|human|real|ai|machine|person)",
    ),
    "praise": (
        rf"(?:{_YOU})?(?:真|太|好|很|非常|挺)(?:棒|厉害|聪明|赞|牛|好用|给力|可爱|强|不错){_END}",
        rf"干得(?:好|漂亮){_END}|赞|厉害{_END}|不错{_END}|棒{_END}|牛",
        r"(?:good|nice|great)\s+(?:job|work|bot|one)|well\s+done|awesome|brilliant",
        r"you(?:['’]re|\s+are)\s+(?:great|awesome|amazing|smart|helpful|the\s+best|so\s+\w+)",
    ),
    "elsewhere": (
        rf"{_NOW}(?:[一-龥]{{2,3}})?的?天气(?:预报|情况)?(?:怎么样|如何|好不好|好|是什么)?{_END}",
        rf"{_NOW}(?:会不会|会)?(?:下雨|下雪|冷不冷|热不热|多少度|几度){_END}",
        rf"(?:给我|跟我|再)?[讲说来唱](?:一?[个段首点])?(?:冷?笑话|故事|段子|歌|相声)(?:听听)?{_END}",
        rf"{_NOW}吃(?:什么|啥){_END}|(?:陪我)?聊(?:聊|会儿?)?天{_END}|我爱你|你爱我吗|(?:好)?无聊{_END}",
        rf"{_NOW}的?(?:股票|股市|大盘|比特币|彩票|球赛|世界杯|电影|头条|热搜)(?:怎么样|如何|行情|推荐)?{_END}",
        rf"(?:what|how){_IS}\s+the\s+weather(?:\s+.{{1,40}})?|weather(?:\s+\w+)?",
        r"(?:will|is)\s+it\s+(?:going\s+to\s+)?(?:rain|raining|snow|cold|hot)(?:\s+.{1,20})?",
        r"(?:(?:tell|sing|give)\s+(?:me|us)\s+)?(?:an?(?:other)?|one)\s+(?:joke|story|song|poem)|make\s+me\s+laugh",
        r"what\s+(?:should|can)\s+(?:i|we)\s+(?:eat|cook|have\s+for\s+(?:lunch|dinner))",
        rf"i\s+love\s+you|what{_IS}\s+the\s+meaning\s+of\s+life",
        r"(?:who|which\s+team)\s+won\s+the\s+(?:game|match|world\s+cup)(?:\s+.{1,20})?",
    ),
}

INTENT = Intent(
    name="small_talk",
    title={"zh": "打个招呼", "en": "Say hello"},
    examples={"zh": ("你好", "谢谢"), "en": ("hello", "thanks")},
    patterns=sentences(
        *(f"(?P<{topic}>{said})" for topic, phrases in _TOPICS.items() for said in phrases),
        r"[你您]好[呀啊]?|大家好|(?:早上|上午|中午|下午|晚上)好|早[安啊呀上]?|在(?:吗|不在|不)?|嗨|哈喽|搭子",
        r"(?:hi|hello|hey)(?:\s+there|\s+dazi)?|(?:good\s+)?(?:morning|afternoon|evening)|dazi|are\s+you\s+there",
    ),
    plan=plan,
)
