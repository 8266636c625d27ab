"""Say that a hot lead is none, and why: one of five reasons, or in one's own words."""

import re
from collections.abc import Mapping

from handlers.alert_slots import Target, alert_meant
from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View
from knowledge.leads.alerting import RejectLead
from knowledge.leads.model import AlertState, RejectReason
from knowledge.people.model import Lang
from notifiers.alerts.hot_lead import REASONS
from notifiers.notice import Choice

LONGEST_REASON = 300

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "why": {
        "zh": "为什么不是线索？选一个，或点“其他”用一句话说。",
        "en": "Why is it not a lead? Pick one, or “Other” to say it.",
    },
    "other": {"zh": "其他", "en": "Other"},
    "say": {"zh": "用一句话说说原因，我记下来。", "en": "Tell me in a sentence and I'll keep it."},
    "done": {"zh": "记下了：不是线索（{reason}）。", "en": "Noted: not a lead ({reason})."},
    "already": {
        "zh": "这条线索已标为不是线索（{reason}）。",
        "en": "This one is already marked as no lead ({reason}).",
    },
    "held": {"zh": "{who}正在跟进这条线索，先问问对方。", "en": "{who} is working on this lead; ask them first."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Ask why, then ask for words where none of the reasons fits, then settle it."""
    target = alert_meant(ask, view)
    if target.alert.state is AlertState.REJECTED:
        return Plan(Answer(Outcome.DONE, _said("already", ask.lang, reason=_reason(target.alert.reason, ask.lang))))
    if target.held_by:
        return Plan(Answer(Outcome.REFUSED, _said("held", ask.lang, who=target.held_by)))
    reason = ask.slots.get("reason", "")
    if not reason:
        return Plan(_question(ask.lang, target))
    if reason == RejectReason.OTHER:
        kept = {name: value for name, value in ask.slots.items() if name != "reason"}
        said = _said("say", ask.lang)
        return Plan(Answer(Outcome.AMBIGUOUS, said), pending=Pending("reject_lead", "reason", kept, said))
    command = RejectLead(target.alert.alert_id, target.alert.version, reason[:LONGEST_REASON])
    return Plan(Answer(Outcome.DONE, _said("done", ask.lang, reason=_reason(reason, ask.lang))), (command,))


def _question(lang: Lang, target: Target) -> Answer:
    args = {"alert": str(target.alert.alert_id)}
    picks = [Choice(words[lang], "reject_lead", {**args, "reason": code}) for code, words in REASONS.items()]
    picks.append(Choice(_said("other", lang), "reject_lead", {**args, "reason": RejectReason.OTHER}))
    return Answer(Outcome.AMBIGUOUS, _said("why", lang), choices=tuple(picks))


def _reason(reason: str, lang: Lang) -> str:
    return REASONS[reason][lang] if reason in REASONS else reason


def _said(words: str, lang: Lang, **facts: str) -> str:
    return _WORDS[words][lang].format(**facts)


INTENT = Intent(
    name="reject_lead",
    title={"zh": "标记不是线索", "en": "Mark as no lead"},
    examples={"zh": ("L021 不是线索",), "en": ("L021 is not a lead",)},
    patterns=tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (r"(?P<lead>[\w.-]+?)\s*不是线索", r"(?P<lead>[\w.-]+) is (?:not a|no) lead")
    ),
    plan=plan,
)
