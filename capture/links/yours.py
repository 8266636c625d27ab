"""Whether somebody outside speaks of a paper of ours: "your quote", "贵司那版方案", "the proposal you sent us"."""

import re

from capture.links.cues import cues_in

_NOT_TO_COME = "".join(rf"(?<!{word})" for word in "请等盼待要烦供给比跟和与对按照据用像")
_TO_COME_EN = re.compile(
    r"\b(?:need|base|send(?:ing)?|submit|prepare|await(?:ing)?|want|expect|for|to|update|revise|finali[sz]e|match|compare|"
    r"with|against|before|after|than|like|unlike|on)\s+(?:the|your|that|an?)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Who waits for one, or goes by it, speaks of another paper."""

_LAST = r"(?:[这那]一?[份版个套稿轮次]|上(?:一?[次版轮稿]|[周月])|最(?:近|后)一?[次版轮稿]?|最[新终]的?|第.[版稿轮])"
_MADE = r"(?:发来|发|给|做|出|报|提供|过来|昨天|今天|刚刚?)"
_YOUR_ZH = re.compile(
    rf"{_NOT_TO_COME}(?:你们|贵司|贵方|贵公司|您)(?:[这那]边)?(?:[^，。；,;\s]{{0,8}}{_LAST}|{_MADE}*)的?"
    r"(?:(?!尽快|抓紧|重新|尽早|提交|给出|周.前)[^，。；,;.\s请按]){0,6}$",
)
_YOUR_EN = re.compile(r"\byour\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_FROM_YOU = re.compile(
    r"\s*(?:from\s+(?:you|your\s+(?:side|team|end|company|office))\b|"
    r"(?:that\s+)?you\s+(?:(?:guys|folks|all|people)\s+)?(?:(?:have|had|just|last|kindly)\s+)?"
    r"(?:sent|gave|made|shared|prepared|submitted|offered|quoted|put\s+together|did)\b)"
    r"(?:\s+(?:guys|folks|all|us|me|over|with|to|in|on|last|by|\w+day|week|month|(?-i:[A-Z])\w+))*",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(
    r"\s*(?:v\s?\d[\d.]*|rev\.?\s*\w|第.版|最新版)?[\s:：,，、(（《【\"“]*$|\s*(?:吗|吧|么|[没对是]错?吧)?[\s:：?？]*$",
    re.IGNORECASE,
)
_THIS_ONE = re.compile(
    r"(?:^|[，,。.；;\s？?–—-])(?:就|是不是|还)?是?[这那]一?[个份版套](?:版本|文件|链接)?(?:没错)?[对是]?[吧吗么嘛]?[\s:：?？]*$|"
    r"(?:^|[\s,.;?!–—-])(?:is\s+)?(?:this|that|it)(?:\s+(?:is|one|the\s+\w+(?:\s+one)?))*\s*[,?][\s:]*$|"
    r"(?:^|[\s,.;?!–—-])still\s+(?:valid|current|good|the\s+\w+(?:\s+one)?)[\s:?]*$|"
    r"(?:^|[,–—-])\s*(?:right|correct|yes|yeah)[\s:?]*$",
    re.IGNORECASE,
)
"""Right behind the paper comes the link, or the question whether this is it."""


def is_yours(before: str, after: str) -> bool:
    """Whether somebody outside speaks of a paper of ours beside a link, by the words before it, else behind it."""
    said = before if before.strip() else after.partition("\n")[0]
    found = [one for one in cues_in(said) if not one.aside]
    if not found or not found[-1].is_paper:
        return False
    leads, behind = said[: found[-1].start], said[found[-1].end :]
    from_you = _FROM_YOU.match(behind)
    rest = behind[from_you.end() :] if from_you else behind
    ours = from_you or _YOUR_ZH.search(leads) or _YOUR_EN.search(leads)
    return bool(ours and not _TO_COME_EN.search(leads) and (_NOTHING_MORE.match(rest) or _THIS_ONE.search(rest)))
