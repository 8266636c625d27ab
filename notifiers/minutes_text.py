"""Minutes as lines of text: items by what they are, numbered through, each with its time; the transcript as a file."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.meetings.model import Check, Finding, Item, ItemKind, ItemState, Line
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import day

ORDER = (
    ItemKind.COMMITMENT,
    ItemKind.DECISION,
    ItemKind.NEXT_STEP,
    ItemKind.OBJECTION,
    ItemKind.PRICE,
    ItemKind.COMPETITOR,
    ItemKind.QUESTION,
    ItemKind.POINT,
)
MOST = 14
"""So many items stand on the card; all of them in the file."""

_HEADS: Mapping[ItemKind, Mapping[Lang, str]] = {
    ItemKind.COMMITMENT: {"zh": "谁答应了什么", "en": "Who committed to what"},
    ItemKind.DECISION: {"zh": "定下来的事", "en": "Decided"},
    ItemKind.NEXT_STEP: {"zh": "下一步", "en": "Next steps"},
    ItemKind.OBJECTION: {"zh": "客户的顾虑", "en": "Objections"},
    ItemKind.PRICE: {"zh": "价格", "en": "Prices"},
    ItemKind.COMPETITOR: {"zh": "提到的竞品", "en": "Competitors named"},
    ItemKind.QUESTION: {"zh": "还没回答的问题", "en": "Open questions"},
    ItemKind.POINT: {"zh": "要点", "en": "Key points"},
}
_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "item": {"zh": "{number}. {text}（{time}）", "en": "{number}. {text} ({time})"},
    "who": {"zh": "{who}：{text}", "en": "{who}: {text}"},
    "due": {"zh": "{text}，{day}前", "en": "{text}, by {day}"},
    "vague": {"zh": "{text}（说得含糊，没记成任务）", "en": "{text} (vague, so no task)"},
    "done": {"zh": "{text} ✓ 已完成", "en": "{text} ✓ done"},
    "more": {"zh": "……还有 {count} 条，在全文文件里", "en": "… and {count} more in the file"},
    "nothing": {
        "zh": "没有听出承诺、决定或异议。全文在文件里。",
        "en": "I heard no commitments, decisions or objections. The whole text is in the file.",
    },
    "spoken": {"zh": "{time} {who}：{text}", "en": "{time} {who}: {text}"},
    "unnamed": {"zh": "发言人", "en": "Speaker"},
    "transcript": {"zh": "—— 全文 ——", "en": "—— Transcript ——"},
}
_FOUND: Mapping[Finding, Mapping[Lang, str]] = {
    Finding.DONE: {"zh": "上次答应的“{text}”：这次说已完成", "en": "Committed before, “{text}”: said to be done"},
    Finding.STILL_OPEN: {"zh": "上次答应的“{text}”：这次说还没完成", "en": "Committed before, “{text}”: still open"},
    Finding.NOT_MENTIONED: {"zh": "上次答应的“{text}”：这次没提", "en": "Committed before, “{text}”: not mentioned"},
}
_SETTLED: Mapping[Lang, str] = {"zh": "上次答应的“{text}”：已完成", "en": "Committed before, “{text}”: done"}


def ordered(items: Sequence[Item]) -> list[Item]:
    """Items as they are shown and numbered, what matters most first."""
    return sorted(items, key=lambda one: (ORDER.index(one.kind), one.line, one.at))


def minutes_lines(items: Sequence[Item], lang: Lang, today: date, most: int = MOST) -> list[str]:
    """The lines of the card: heads, and under each its items."""
    if not items:
        return [_WORDS["nothing"][lang]]
    shown, lines, head = ordered(items), [], None
    for number, one in enumerate(shown[:most], 1):
        if one.kind is not head:
            head = one.kind
            lines.append(_HEADS[head][lang])
        lines.append(_said("item", lang, number=str(number), text=told(one, lang, today), time=clock(one.at)))
    more = len(shown) - most
    return [*lines, _said("more", lang, count=str(more))] if more > 0 else lines


def told(item: Item, lang: Lang, today: date) -> str:
    """One item in a line: who, what, until when."""
    text = item.text.strip().rstrip("。.,，")
    if item.kind is not ItemKind.COMMITMENT:
        return text
    if item.due_on is not None:
        text = _said("due", lang, text=text, day=day(item.due_on, lang, today))
    if item.vague and not item.edited_by:
        text = _said("vague", lang, text=text)
    if item.state is ItemState.DONE:
        text = _said("done", lang, text=text)
    return _said("who", lang, who=speaker_named(item.who or item.speaker, lang), text=text)


def check_lines(checks: Sequence[Check], items: Mapping[str, Item], lang: Lang) -> list[str]:
    """How the commitments of earlier meetings (`items`, by their ids) stand."""
    return [check_line(one, items[one.item_id], lang) for one in checks if one.item_id in items]


def check_line(check: Check, item: Item, lang: Lang) -> str:
    """What a meeting says of one; what somebody settled is done, whatever it says."""
    words = _SETTLED if item.state is ItemState.DONE else _FOUND[check.finding]
    return filled(words[lang], lang, text=item.text.strip().rstrip("。."))


def transcript_text(items: Sequence[Item], lines: Sequence[Line], lang: Lang, today: date) -> str:
    """All of it as a text: the minutes in full, then what was said."""
    whole = minutes_lines(items, lang, today, most=max(len(items), 1))
    spoken = [
        _said("spoken", lang, time=clock(one.start), who=speaker_named(one.speaker, lang), text=one.text)
        for one in lines
    ]
    return "\n".join([*whole, "", _WORDS["transcript"][lang], *spoken, ""])


def speaker_named(speaker: str, lang: Lang) -> str:
    """A speaker by name; one that is only told apart by number."""
    if speaker and not speaker.isdigit():
        return speaker
    return f"{_WORDS['unnamed'][lang]} {speaker}".strip() if lang == "en" else f"{_WORDS['unnamed'][lang]}{speaker}"


def clock(seconds: float) -> str:
    """A place in a recording: 03:21, 1:03:21."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)
