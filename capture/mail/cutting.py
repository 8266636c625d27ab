"""What somebody wrote themselves in a mail, and the mails copied below it: quoted in a reply, or forwarded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_LABELS = {
    "from": "from|发件人|發件人|寄件者|寄件人|发自",
    "date": "sent|date|发送时间|发送日期|发件时间|日期|时间|發送時間|寄件日期|傳送時間",
    "to": "to|收件人|收件者",
    "cc": "cc|抄送|抄送人|副本|副本抄送",
    "subject": "subject|主题|主題|主旨|标题",
}
_LABEL = re.compile(
    r"^[>\s*|]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s*\**\s*[:：]\**\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^[>\s]*(?:[-=_*]{2,}\s*)?(?:forwarded message|begin forwarded message|forwarded by .{1,80}|"
    r"转发的?(?:邮件|消息|信息|原文)(?:信息)?|轉寄郵件|以下是转发的邮件|开始转发的邮件)\s*[:：]?\s*(?:[-=_*]{2,})?\s*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^[>\s]*[-=_*]{2,}\s*(?:original message|original appointment|reply message|原始邮件|原邮件|原始郵件|原文|"
    r"回复的原?邮件|回复的信息)\s*[-=_*]{2,}.*$",
    re.IGNORECASE,
)
_WROTE_END = re.compile(r"(?:\bwrote|\bschrieb|写道|寫道|编写|寫)\s*[:：]\s*$")
_WROTE_BEGIN = re.compile(
    r"^\s*(?:on\s.{0,120}\d|am\s.{0,60}\d|在\s?.{0,40}\d|于\s?.{0,40}\d|.{0,120}<[^<>\s]+@[^<>\s]+>|.{0,80}\d{4}\s?[-/年])",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*[_]{10,}\s*$")
_SENT_FROM = re.compile(
    r"^\s*(?:发自我的.{1,30}|从我的.{1,20}发送|来自我的.{1,20}|sent from my .{1,40}|get outlook for .{1,20}|"
    r"sent from .{0,20}(?:outlook|mail) .{0,30}|获取 ?outlook.{0,20}|发送自.{1,30})\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\s*(?:(?:best|kind|warm)(?:\s+(?:regards|wishes))?|regards|sincerely(?:\s+yours)?|yours\s+\w+|cheers|"
    r"many\s+thanks|thanks(?:\s+(?:and|&)\s+(?:best\s+)?regards)?|thank\s+you|br|"
    r"此致|敬礼|顺颂商祺|顺祝商祺|祝商祺|商祺|祝好|谢谢|多谢|感谢|祝您?工作顺利|致敬|以上)\s*[,，.。!！~]*\s*$",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"^\s*-- ?$")

LONGEST_SIGNATURE = 10
"""Lines. A farewell with more than these below it ends no mail."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A mail copied into another's text: what its head says, by name of the field, and the text below the head."""

    fields: dict[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A mail's text without what it repeats; `below` is the mail copied below it, `forwarded`: to be passed on."""

    text: str
    below: Copied | None = None
    forwarded: bool = False


def cut(text: str) -> Cut:
    """Part what was written from what was copied below it, and take the signature off."""
    lines = text.split("\n")
    at = _end_of_own(lines)
    own = _own(lines, at)
    if at == len(lines):
        return Cut(own)
    forwarded = _FORWARDED.match(lines[at]) is not None
    below = _copied(lines[at:])
    return Cut(own, below, forwarded)


def _own(lines: Sequence[str], end: int) -> str:
    """What stands above the copied mail, without what is quoted and without the signature."""
    return _unsigned(_unquoted(lines[:end]))


def _end_of_own(lines: Sequence[str]) -> int:
    """The line at which the copied mail begins; the number of lines where there is none."""
    for number, line in enumerate(lines):
        if _FORWARDED.match(line) or _ORIGINAL.match(line) or _introduces(lines, number) or _head(lines, number):
            return number
        if _RULE.match(line) and any(_head(lines, later) for later in range(number + 1, min(number + 3, len(lines)))):
            return number
    return len(lines)


def _introduces(lines: Sequence[str], number: int) -> bool:
    """Whether "On Monday Ann <ann@a.example> wrote:" begins here; it may run over three lines."""
    if not _WROTE_BEGIN.match(lines[number]):
        return False
    for more in range(3):
        joined = " ".join(line.strip() for line in lines[number : number + more + 1])
        if _WROTE_END.search(joined):
            return len(joined) <= 400
    return False


def _head(lines: Sequence[str], number: int) -> int:
    """How many lines from here on are the head of a copied mail; 0 where none begins here."""
    first = _LABEL.match(lines[number])
    if first is None or not first["from"]:
        return 0
    names, last = {"from"}, number
    for later in range(number + 1, min(number + 12, len(lines))):
        label = _LABEL.match(lines[later])
        if label is not None:
            names.add(str(label.lastgroup if label.lastgroup != "value" else _name(label)))
            last = later
        elif not lines[later].strip("> *") and len(names) >= 3:
            break
    return last - number + 1 if len(names) >= 3 and names & {"date", "subject"} else 0


def _copied(lines: Sequence[str]) -> Copied:
    """The copied mail whose introduction or head begins with the first of these lines."""
    for number in range(min(12, len(lines))):
        size = _head(lines, number)
        if size:
            labels = [label for label in map(_LABEL.match, lines[number : number + size]) if label]
            fields = {_name(label): label["value"].strip(" *") for label in labels}
            body = _without_marks(lines[number + size :])
            return Copied(fields, _own(body, _end_of_own(body)))
    return Copied()


def _name(label: re.Match[str]) -> str:
    return next(name for name in _LABELS if label[name])


def _without_marks(lines: Sequence[str]) -> list[str]:
    """The lines without "> ", where every one of them has it: a forwarded mail may be set off like a quoted one."""
    filled = [line for line in lines if line.strip()]
    if not filled or not all(line.lstrip().startswith(">") for line in filled):
        return list(lines)
    return [re.sub(r"^\s*> ?", "", line) for line in lines]


def _unquoted(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not line.lstrip().startswith(">")]


def _unsigned(lines: Sequence[str]) -> str:
    """The text without its signature."""
    kept = [line for line in lines if not _SENT_FROM.match(line)]
    for number, line in enumerate(kept):
        if _DELIMITER.match(line):
            kept = kept[:number]
            break
    below = 0
    for number in range(len(kept) - 1, 0, -1):
        if _SIGNED.match(kept[number]):
            kept, below = kept[:number], 0
        elif kept[number].strip():
            below += 1
        if below > LONGEST_SIGNATURE:
            break
    return "\n".join(kept).strip()
