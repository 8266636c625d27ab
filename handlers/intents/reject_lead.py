"""Say that a hot lead is none, and why: one of five reasons, or in one's own words."""

from collections.abc import Mapping

from handlers.alert_slots import Target, alert_meant
from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from knowledge.leads.alerting import RejectLead
from knowledge.leads.model import AlertState, RejectReason
from knowledge.people.model import Lang
from notifiers.alerts.hot_lead import REASONS
from notifiers.filling import filled
from notifiers.notice import Choice, Field, Form

LONGEST_REASON = 300

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "why": {
        "zh": "为什么不是线索？选一个，或直接用一句话告诉我。",
        "en": "Why is it not a lead? Pick one, or tell me in a sentence.",
    },
    "other": {"zh": "其他", "en": "Other"},
    "say": {"zh": "用一句话说说原因，我记下来。", "en": "Tell me in a sentence and I'll keep it."},
    "done": {"zh": "记下了：不是线索（{reason}）。", "en": "Noted: not a lead ({reason})."},
    "already": {
        "zh": "这条线索已标为不是线索（{reason}）。",
        "en": "This one is already marked as no lead ({reason}).",
    },
    "title": {"zh": "为什么不是线索", "en": "Why is it not a lead?"},
    "reason": {"zh": "原因", "en": "Reason"},
    "words": {"zh": "或用一句话说明", "en": "Or in your own words"},
    "submit": {"zh": "记下", "en": "Save"},
    "held": {"zh": "这条线索{who}正在跟进，先和对方确认。", "en": "{who} is working on this lead; ask them first."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Ask why, then ask for words where none of the reasons fits, then settle it."""
    target = alert_meant(ask, view)
    if target.alert.state is AlertState.REJECTED:
        return Plan(Answer(Outcome.DONE, _said("already", ask.lang, reason=_reason(target.alert.reason, ask.lang))))
    if target.held_by:
        return Plan(Answer(Outcome.REFUSED, _said("held", ask.lang, who=target.held_by)))
    reason = ask.slots.get("words", "").strip() or ask.slots.get("reason", "")
    if not reason:
        return _question(ask, target)
    if reason == RejectReason.OTHER:
        kept = {name: value for name, value in ask.slots.items() if name not in ("reason", "words")}
        said = _said("say", ask.lang)
        return Plan(Answer(Outcome.AMBIGUOUS, said), pending=Pending("reject_lead", "reason", kept, said))
    command = RejectLead(target.alert.alert_id, target.alert.version, reason[:LONGEST_REASON])
    return Plan(Answer(Outcome.DONE, _said("done", ask.lang, reason=_reason(reason, ask.lang))), (command,))


def _question(ask: Ask, target: Target) -> Plan:
    said, alert = _said("why", ask.lang), {"alert": str(target.alert.alert_id)}
    reasons = {code: words[ask.lang] for code, words in REASONS.items()}
    reasons[RejectReason.OTHER] = _said("other", ask.lang)
    picks = [Choice(label, "reject_lead", {**alert, "reason": code}) for code, label in reasons.items()]
    options = tuple({**choice.args, "label": choice.label} for choice in picks)
    pending = Pending("reject_lead", "reason", alert, said, options)
    form = _form(alert, reasons, ask.lang)
    return Plan(Answer(Outcome.AMBIGUOUS, said, choices=tuple(picks), form=form), pending=pending)


def _form(alert: Mapping[str, str], reasons: Mapping[str, str], lang: Lang) -> Form:
    """The same question to fill in; words say more than a reason and win."""
    fields = (
        Field("reason", _said("reason", lang), tuple(reasons.items())),
        Field("words", _said("words", lang), required=False, most=LONGEST_REASON),
    )
    return Form(_said("title", lang), "reject_lead", alert, fields, _said("submit", lang))


def _reason(reason: str, lang: Lang) -> str:
    return REASONS[reason][lang] if reason in REASONS else reason


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


INTENT = Intent(
    name="reject_lead",
    title={"zh": "标记为不是线索，并说原因", "en": "mark it as no lead, with a reason"},
    examples={"zh": ("L021 不是线索",), "en": ("L021 is not a lead",)},
    patterns=sentences(
        r"(?:线索)?(?P<lead>[A-Za-z0-9_.-]+)\s*不是线索",
        r"(?:lead\s+)?(?P<lead>[\w.-]+)\s+is(?:n['’]t|\s+not)?\s+(?:a|no)\s+lead",
    ),
    plan=plan,
    place=4,
)
