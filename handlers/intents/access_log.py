"""Who let whom see what of a customer, when, and how it ended; for those who decide about it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.finding import find_customer, name_of
from handlers.granting import Shown, for_asker_alone
from handlers.papers import cut
from handlers.seers import decides_about
from knowledge.access.granted import extensions_of, grants_about, requests_about
from knowledge.access.model import Asked, Ended, Grant, Kind
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import moment
from notifiers.grant_words import kinds_words

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{customer}的权限记录，新的在前：", "en": "Access log of {customer}, newest first:"},
    "none": {"zh": "{customer}没有权限记录。", "en": "There is no record of access to {customer} being shared."},
    "given": {
        "zh": "· {when} {by}让{who}看{what}，{until}{because}",
        "en": "· {when} {by} let {who} see {what} {until}{because}",
    },
    "extended": {
        "zh": "· {when} {by}把{who}看{what}的期限从 {before} 改到 {after}",
        "en": "· {when} {by} changed the end of {who} seeing {what} from {before} to {after}",
    },
    "taken_back": {"zh": "· {when} {by}撤回了{who}看{what}的权限", "en": "· {when} {by} took back {who} seeing {what}"},
    "given_up": {"zh": "· {when} {who}不再需要看{what}", "en": "· {when} {who} gave up seeing {what}"},
    "time": {"zh": "· {when} {who}看{what}到期", "en": "· {when} {who} seeing {what} ran out"},
    "deal_closed": {
        "zh": "· {when} 商机结束，{who}看{what}随之结束",
        "en": "· {when} the deal closed, so {who} seeing {what} ended",
    },
    "left_room": {
        "zh": "· {when} {who}离开群，看{what}随之结束",
        "en": "· {when} {who} left the room, so seeing {what} ended",
    },
    "left_team": {
        "zh": "· {when} 有人离职，{who}看{what}随之结束",
        "en": "· {when} somebody left the team, so {who} seeing {what} ended",
    },
    "asked": {"zh": "· {when} {who}向{by}申请看{what}", "en": "· {when} {who} asked {by} for {what}"},
    "declined": {"zh": "· {when} {by}没有同意{who}看{what}", "en": "· {when} {by} declined {who} seeing {what}"},
    "not_yours": {
        "zh": "{customer}的权限记录只给负责人、其上级和管理员看。",
        "en": "The access log of {customer} is for its owner, their superiors and admins.",
    },
}

_Line = tuple[datetime, str, dict[str, str]]


def plan(ask: Ask, view: View) -> Plan:
    """Everything that happened, newest first."""
    view.need(Kind.OWNERSHIP)
    found = find_customer(ask, view, "access_log", ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    view.need(Kind.OWNERSHIP, found.customer_id)
    for_asker_alone(view)
    customer = name_of(view, found.customer_id, ask.lang)
    if not decides_about(view, found.customer_id, view.person):
        return Plan(Answer(Outcome.REFUSED, _say(ask, "not_yours", customer=customer)))
    happened = sorted(_happened(ask, view, found.customer_id), key=lambda one: one[0], reverse=True)
    if not happened:
        return Plan(Answer(Outcome.ANSWER, _say(ask, "none", customer=customer)))
    lines = [_say(ask, words, when=moment(at, ask.zone, ask.lang, ask.now), **facts) for at, words, facts in happened]
    return Plan(Answer(Outcome.ANSWER, "\n".join([_say(ask, "title", customer=customer), *cut(lines, ask.lang)])))


def _happened(ask: Ask, view: View, customer_id: str) -> Iterator[_Line]:
    owners = {one.person_id for one in ownerships(view.reader, customer_id)}
    for one in grants_about(view.reader, customer_id, owners):
        yield from _of_grant(ask, view, one)
    shown = Shown(ask, view)
    for asked in requests_about(view.reader, customer_id):
        facts = {"who": shown.name(asked.asker_id), "what": kinds_words([asked.kind], ask.lang)}
        yield asked.asked_at, "asked", {**facts, "by": shown.name(asked.asked_of)}
        if asked.state is Asked.DECLINED and asked.settled_at:
            yield asked.settled_at, "declined", {**facts, "by": shown.name(asked.settled_by)}


def _of_grant(ask: Ask, view: View, one: Grant) -> Iterator[_Line]:
    shown = Shown(ask, view)
    facts = {"who": shown.name(one.grantee_id), "what": shown.what(one), "by": shown.name(one.giver_id)}
    if one.given_at:
        yield one.given_at, "given", {**facts, "until": shown.until(one), "because": shown.because(one)}
    for by, at, before, after in extensions_of(view.reader, one.key):
        yield at, "extended", {**facts, "by": shown.name(by), "before": before, "after": after}
    if one.ended_at:
        yield one.ended_at, Ended(one.ended_why).value, {**facts, "by": shown.name(one.ended_by)}


def _say(ask: Ask, words: str, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)


_X = r"(?P<customer>[^,，。；;]+?)"

INTENT = Intent(
    name="access_log",
    title={"zh": "客户的权限记录：谁在什么时候给了谁什么", "en": "who let whom see what of a customer, and when"},
    examples={"zh": ("权限记录 华东光伏",), "en": ("access log of Northwyck",)},
    patterns=sentences(
        rf"(?:权限|授权|开放)记录[\s:：,，]*{_X}",
        rf"{_X}的?(?:权限|授权|开放)(?:历史)?记录",
        rf"谁(?:把)?{_X}的?(?:权限|资料)?(?:开放|授权)给(?:过|了)谁",
        rf"access\s+(?:log|history)\s+(?:of|for|on)\s+{_X}",
        rf"{_X}(?:['’]s)?\s+access\s+(?:log|history)",
        rf"who\s+(?:gave|granted)\s+(?:whom|who)\s+access\s+to\s+{_X}",
    ),
    plan=plan,
    place=44,
)
