"""What a text names beside a paper that is not what is shared: remarks asked for, what comes with it, what it lacks."""

import re

_FLAGS = re.IGNORECASE | re.ASCII
_ON = r"[^，。；;,.!！?？:：\n]"
"""Any character within a clause."""

_ASKING_ZH = (
    r"(?:[请帮求等有晚]|帮忙|麻烦|欢迎|大家|各位|你们?|您|随时|可以|直接|尽快|抓紧|及时|按时|(?<![之以])前|[天日时周]内|@\S+\s+)"
    r"[再先都也来去给帮请]?(?:意见|反馈|批注)$"
)
_ASKING_EN = (
    r"\b(?:please|pls|plz|to|can|could|kindly|everyone|you|must|should)\s+comment$|"
    r"\b(?:any|add|drop|for|leave|need|want|await(?:ing)?)\s+(?:your\s+|any\s+)?(?:comments?|feedback)$|"
    r"\b(?:give|send|share|put)\s+(?:me\s+|us\s+)?(?:your|any)\s+(?:comments?|feedback)$"
)
_ASKING = re.compile(f"{_ASKING_ZH}|{_ASKING_EN}", _FLAGS)
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)\w*|noon|night|lunch|eod|eow|cob|end|to\w+|tmrw?|\d)"
_ASKED = re.compile(
    rf"\s*(?:一?下|完(?!的)|好再|别|不要|(?:(?:[今明后下周]|\d)\S{{0,4}})?(?:[发交回]?给我|[发回]我|私我|到群)(?!了)|回来|在(?:文档|文件|里|评论))|"
    rf"\s+(?:(?:by|before|b4|till?|until)\s+(?:\w+\s+)?{_DAY}|please|pls|plz|welcome|appreciated|to\s+me|inline|directly|straight|asap|"
    r"in\s+the\s+(?:doc|file|margin)\w*)\b",
    _FLAGS,
)

_VERSION = r"(?:\s+(?:v\s?\d+|rev\s?\w|draft|(?:of|for|to)\s+(?:the\s+)?[\w&]+))*"
_WITH = re.compile(
    rf"{_VERSION}\s+(?:with|incl(?:uding|\.)?)\s+{_ON}{{0,24}}$|的?{_ON}{{0,3}}(?:带|含|附(?!件))[着有上了]?{_ON}{{0,6}}$",
    _FLAGS,
)
_LACKING = re.compile(
    rf"(?:(?:还在?|在|正|先|就|[，；,;\s])等着?|还?[差缺欠漏](?:了|着)?|(?<!有)没[写做放列讲提附]){_ON}{{0,8}}$|"
    r"\b(?:(?:wait(?:s|ing)?|hold(?:s|ing)?)\s+(?:on|for)|awaiting|pending|missing|lack(?:s|ing)|minus|"
    rf"(?<!we\s)(?<!i\s)needs?|except(?:\s+for)?|chasing|left\s+out|leaves\s+out|forgot|(?:was|is|had|has|were|are|with)\s+no)\s+{_ON}{{0,24}}$",
    _FLAGS,
)

_CLAUSE = re.compile(r"[，。；;,.!！?？:：–—|]|\s[-/]\s")
_CHECKING = re.compile(
    rf"(?:核|看|对|确认|检查)一?下{_ON}{{0,4}}$|"
    r"\b(?:(?:double-?\s?|cross-?)?check|confirm|verify|review|validate|look\s+(?:at|over)|mind)\s+(?:\w+\s+){0,2}$",
    _FLAGS,
)
_CHECKED = re.compile(
    rf"{_ON}{{0,2}}(?:请|麻烦|你|您|大家|各位|@|还要|还得|再){_ON}{{0,8}}(?:[核看对查审补定盯改]|确认)|"
    r"\s+(?:still\s+)?(?:needs?|to\s+be|unchanged|tb[cd])\b",
    _FLAGS,
)


def is_asked_for(said: str, behind: str) -> bool:
    """Whether comments at the end of `said` are still to be written: "各位周三前批注", "please comment inline"."""
    return _ASKING.search(said) is not None or _ASKED.match(behind) is not None


def comes_with(between: str) -> bool:
    """Whether a paper comes with what stands behind it: "the proposal with your margin notes"."""
    return _WITH.match(between) is not None


def is_lacking(between: str) -> bool:
    """Whether a paper only lacks what is named behind it: "quote v2, waiting on drawings"."""
    return _LACKING.search(between) is not None


def is_checked(between: str, behind: str) -> bool:
    """Whether people are asked to look at something of a paper again: "SOW写好了，排期你再核下"."""
    checked = _CHECKING.search(between) or _CHECKED.match(behind)
    return checked is not None and _CLAUSE.search(between) is not None
