"""What people say around a question: "麻烦问下…", "could you tell me …, please". Cut off before patterns look."""

import re

_OPENINGS = re.compile(
    r"(?:(?:搭子|dazi)[，,、：:\s]+"
    r"|(?:你好|您好|嗨|哈喽|hi|hello|hey)(?:\s+(?:dazi|there|all|team))?[，,！!。\s]+"
    r"|请问(?:一下|下(?!次|周|个|月|季|半|午|星期|礼拜))?[，,]?|麻烦(?:你|您)?(?:帮忙)?(?:问|查|看)?(?:一下|下)?[，,]?|劳驾[，,]?|求问[，,]?|求助[，,：:]?"
    r"|(?:想|我想|想要|我要|我想要)(?:问|知道|了解|确认|查)(?:一下|下)?[，,]?|(?:跟你)?(?:问|打听|确认)(?:一下|下|个)[，,]?"
    r"|(?:能|可以|能不能|可不可以)?(?:帮我|帮忙|给我|替我)?(?:查|看|找|说|列|告诉我)(?:一下|下|一查|看看|看|查|出来?)[，,]?"
    r"|帮(?:我|忙)(?:查|看|找|问|列)?|告诉我|谁知道|(?:你|有人|大家)(?:知道|清楚)(?:吗|不)?[，,]?|对了[，,]?|那(?:么)?[，,]"
    r"|(?:please|pls|ok|okay|so|and|quick question|one question|just checking|remind me|sorry)[\s,:-]+"
    r"|(?:can|could|would|will)\s+(?:you|someone|anyone|somebody|anybody)\s+(?:please\s+)?"
    r"(?:tell|show|remind|let|give)\s+(?:me|us)\s+(?:know\s+)?"
    r"|(?:can|could)\s+you\s+(?:please\s+)?(?:check|look up|find out|find)\s+"
    r"|(?:do|does)\s+(?:you|anyone|anybody|someone)\s+(?:happen to\s+)?know\s+"
    r"|(?:i'd like|i would like|i want|i need|trying)\s+to\s+(?:know|find out|see|check)\s+"
    r"|(?:tell|show|remind|give)\s+(?:me|us)\s+|(?:any idea|i wonder|wondering|let me know|look up|check|find out)\s+)",
    re.IGNORECASE,
)
_CLOSINGS = re.compile(
    r"(?:[，,。！!\s]*(?:谢谢|多谢|谢啦|谢了|感谢)(?:你|您|大家|啦|了)?|[，,。！!\s]+(?:急|在线等|拜托)(?:了|啦)?"
    r"|[\s,.!-]+(?:please|pls|thanks|thank you|thx|cheers)"
    r"|[\s,]+(?:right now|now|currently|at the moment|at present|these days|nowadays|again|by the way|btw)"
    r"|[?？!！.。,，;；~～…\s]+)$",
    re.IGNORECASE,
)
MOST = 4
"""Courtesies are cut this often at each end; nobody is more polite."""


def without_courtesy(sentence: str) -> str:
    """The sentence alone. What is nothing but courtesy ("谢谢", "hello") stays as it is."""
    bare = sentence
    for pattern, cut in ((_OPENINGS, _cut_front), (_CLOSINGS, _cut_back)):
        for _ in range(MOST):
            shorter = cut(pattern, bare)
            if shorter == bare or not shorter.strip():
                break
            bare = shorter
    return bare


def _cut_front(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return text[found.end() :].lstrip() if found else text


def _cut_back(pattern: re.Pattern[str], text: str) -> str:
    # Only the end is looked at: a long text would be searched from each of its letters.
    head, tail = text[:-40], text[-40:]
    found = pattern.search(tail)
    return (head + tail[: found.start()]).rstrip() if found else text
