"""Results as calls bring them, made by hand."""

from datetime import date
from zoneinfo import ZoneInfo

from handlers.base import Answer, Ask, Outcome, Plan, SourceLine
from handlers.conversation import Looked
from handlers.guest.results import NOT_ALLOWED, Result
from handlers.message import Message
from knowledge.access.model import Audience
from knowledge.people.model import Handle, Lang, Person, Role, Room
from tests.clocks import START

LI_LEI = Person("li.lei", "李雷", Role.REP, name_en="Li Lei")
ALONE = Audience(direct=True)
SOURCE = SourceLine("CRM 导入 2026-01-03", "ownership.csv line 2", "2026-01-03")


def lost(text: str, lang: Lang = "zh", *, person: Person | None = LI_LEI, audience: Audience = ALONE) -> Looked:
    """A look at a question that nothing understood."""
    room = Room("local", "dm:li.lei", direct=audience.direct)
    message = Message("local", "e1", Handle("local", "li.lei"), "李雷", room, text, to_bot=True, said_at=START)
    zone = ZoneInfo("Asia/Shanghai")
    ask = Ask(message, person, audience, lang, START, zone, date(2026, 1, 12), {})
    return Looked(ask, Plan(Answer(Outcome.UNKNOWN, "lost")), lost=True)


def result(
    text: str,
    number: int = 1,
    *,
    outcome: Outcome = Outcome.ANSWER,
    whole: bool = False,
    round_: int = 1,
    allowed: bool = True,
) -> Result:
    """A result with this text."""
    looked = Looked(lost("q").ask, Plan(Answer(outcome, text, sources=(SOURCE,))))
    return Result(number, "who_owns", round_, whole, looked, allowed, text if allowed else NOT_ALLOWED)
