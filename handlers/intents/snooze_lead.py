"""Put a hot lead off until the next working morning."""

from collections.abc import Mapping

from handlers.alert_slots import alert_meant
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.calendar.countries import country_of
from knowledge.calendar.working_time import WorkCalendar
from knowledge.leads.alerting import SnoozeLead
from knowledge.leads.model import AlertState
from knowledge.people.model import Lang
from notifiers.formats import moment

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "好，{when} 再提醒你。", "en": "I'll remind you at {when}."},
    "settled": {
        "zh": "这条线索已经有人处理，不用再提醒。",
        "en": "This lead has been dealt with, so there is nothing to remind of.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Remind on the next working morning, in the asker's own time zone."""
    target = alert_meant(ask, view)
    if target.alert.state in {AlertState.CLAIMED, AlertState.REJECTED}:
        return Plan(Answer(Outcome.REFUSED, _WORDS["settled"][ask.lang]))
    until = WorkCalendar(ask.zone, country_of(ask.zone)).next_working_morning(ask.now)
    when = moment(until, ask.zone, ask.lang, ask.now)
    command = SnoozeLead(target.alert.alert_id, target.alert.version, until)
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang].format(when=when)), (command,))


INTENT = Intent(
    name="snooze_lead",
    title={"zh": "下个工作日早上再提醒", "en": "put it off until the next working morning"},
    examples={"zh": ("L021 明早再说",), "en": ("snooze L021",)},
    patterns=sentences(
        r"(?P<lead>[A-Za-z0-9_.-]+)\s*(?:明早|明天|稍后|晚点)再?(?:说|提醒(?:我)?)",
        r"snooze(?:\s+lead)?\s+(?P<lead>[\w.-]+)",
    ),
    plan=plan,
    place=5,
)
