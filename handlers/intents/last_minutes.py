"""What came out of the last meeting with a customer: its minutes, with the day and where they are from."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, SourceLine, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for
from knowledge.access.model import Kind
from knowledge.meetings.model import Meeting
from knowledge.meetings.view import meetings_of_customer, minutes
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.minutes_text import clock, minutes_lines

NAME = "last_minutes"
MOST = 10

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {
        "zh": "{customer}最近一次会：{when}，{length}。",
        "en": "The last recorded meeting with {customer}: {when}, {length}.",
    },
    "source": {"zh": "来源：{who}分享的录音“{title}”。", "en": "From the recording “{title}” that {who} shared."},
    "none": {
        "zh": "没有{customer}的会议录音。把录音发到群里，我就能整理纪要。",
        "en": "No meeting with {customer} is recorded. Share a recording and I write the minutes.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """The newest meeting whose recording was shared."""
    customer_id = customer_for(ask, view, NAME, Kind.DEAL)
    if isinstance(customer_id, Plan):
        return customer_id
    view.need(Kind.DEAL, customer_id)
    name = name_of(view, customer_id, ask.lang)
    found = [one for one in meetings_of_customer(view.reader, customer_id) if one.held_at <= ask.now]
    if not found:
        return Plan(Answer(Outcome.ANSWER, filled(_WORDS["none"][ask.lang], ask.lang, customer=name)))
    return _told(ask, view, found[0], name)


def _told(ask: Ask, view: View, held: Meeting, name: str) -> Plan:
    lang, today = ask.lang, held.held_at.astimezone(ask.zone).date()
    when = ClockFace(ask.zone, lang, ask.now).tells(held.held_at)
    sharer = person(view.reader, held.recorded_by)
    who = sharer.name_in(lang) if sharer else held.recorded_by
    lines = [
        filled(_WORDS["title"][lang], lang, customer=name, when=when, length=clock(held.seconds)),
        *minutes_lines(minutes(view.reader, held.meeting_id), lang, today, MOST),
        filled(_WORDS["source"][lang], lang, who=who, title=held.title),
    ]
    source = SourceLine("meeting", held.meeting_id, today.isoformat())
    return Plan(Answer(Outcome.ANSWER, "\n".join(lines), sources=(source,)))


_X = r"(?P<customer>.+?)"

INTENT = Intent(
    name=NAME,
    title={"zh": "最近一次会议的纪要", "en": "the minutes of the last meeting"},
    examples={
        "zh": ("华东光伏上次会议纪要", "上次和华东光伏开会说了什么？"),
        "en": ("minutes of the last meeting with Hollowell", "what came out of the last meeting with Hollowell?"),
    },
    patterns=sentences(
        rf"{_X}(?:的)?(?:上次|最近一次|最近|最后一次|上一次)的?(?:会议|会|开会)的?(?:纪要|记录|内容|结论)",
        rf"{_X}的?会议纪要",
        rf"(?:上次|最近一次|上一次)(?:和|跟|与){_X}(?:开会|的会|会议|的会议)(?:都)?(?:说|谈|聊|定)了?(?:什么|些什么|啥|哪些)",
        rf"(?:the\s+)?minutes\s+(?:of|from)\s+(?:the\s+)?(?:last|latest)\s+(?:meeting|call)\s+with\s+{_X}",
        rf"what\s+(?:came\s+out\s+of|was\s+said\s+in|happened\s+in)\s+(?:the\s+)?last\s+(?:meeting|call)\s+with\s+{_X}",
    ),
    plan=plan,
    place=35,
    asks={"customer": CUSTOMER},
)
