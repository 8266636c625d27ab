"""Decide what somebody asked to see: for some days, or not."""

from collections.abc import Mapping
from datetime import timedelta

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.changing import names_of, said_here
from handlers.finding import find_customer, name_of
from handlers.granting import KINDS_EN, KINDS_ZH, kinds_in, team_day, term_of
from handlers.members import find_member
from knowledge.access.commands import SettleRequest
from knowledge.access.granted import request, requests_about
from knowledge.access.judge import last_day, may_give
from knowledge.access.model import AccessRequest, Asked, Kind
from knowledge.people.model import Lang
from knowledge.store.errors import UserMistake
from notifiers.filling import filled
from notifiers.formats import day as day_words
from notifiers.grant_words import kinds_words

NAME = "answer_request"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "given": {
        "zh": "好，{who}可以看{customer}的{kind}，到{day}为止。已经告诉{who}。",
        "en": "Done: {who} may see {customer}'s {kind} until {day}. I've told them.",
    },
    "declined": {
        "zh": "好，没有开放，已经告诉{who}。",
        "en": "Fine, it is not shared. I've told {who}.",
    },
    "already_given": {"zh": "{by}已经同意了。", "en": "{by} has agreed to that already."},
    "already_declined": {"zh": "{by}已经定了：不开放。", "en": "{by} has decided already: not shared."},
    "not_yours": {
        "zh": "这件事由{customer}的负责人、其上级或管理员来定。",
        "en": "The owner of {customer}, their superiors or an admin decide that.",
    },
    "none": {"zh": "没有这样的申请在等答复。", "en": "No such request is waiting."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Give it for the days of the button, or decline; who came later hears who was faster."""
    view.need(Kind.OWNERSHIP)
    asked = _meant(ask, view)
    if isinstance(asked, Plan):
        return asked
    view.need(Kind.OWNERSHIP, asked.customer_id)
    standing, today = view.rights.standing(asked.customer_id), team_day(ask, view)
    if may_give(view.policy, ask.person, {asked.kind}, standing, today=today) is not None:
        return Plan(Answer(Outcome.REFUSED, _say(ask, view, asked, "not_yours")))
    if asked.state is not Asked.OPEN:
        return Plan(Answer(Outcome.DONE, _say(ask, view, asked, f"already_{asked.state}")))
    days = ask.slots.get("days", "")
    if not days:
        command = SettleRequest(asked.key, None, today, view.policy)
        return Plan(Answer(Outcome.DONE, _say(ask, view, asked, "declined")), (command,))
    if not days.isdigit() or len(days) > 4:
        raise UserMistake("missing")
    until = last_day(view.policy, today, today + timedelta(days=int(days)))
    command = SettleRequest(asked.key, term_of(ask, view, until), today, view.policy, said_here(ask))
    said = _say(ask, view, asked, "given", day=day_words(until, ask.lang, ask.today))
    return Plan(Answer(Outcome.DONE, said), (command,))


def _meant(ask: Ask, view: View) -> AccessRequest | Plan:
    """The request of a button, or the one that waits of a person, a customer and a kind."""
    if ask.slots.get("request"):
        found = request(view.reader, ask.slots["request"])
        if found is None:
            raise UserMistake("missing")
        return found
    customer = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
    if isinstance(customer, Plan):
        return customer
    who = find_member(ask, view, NAME, "who")
    if isinstance(who, Plan):
        return who
    kinds = kinds_in(ask.slots.get("kinds", ""))
    theirs = [one for one in requests_about(view.reader, customer.customer_id) if one.asker_id == who.person_id]
    waiting = [one for one in theirs if one.state is Asked.OPEN and (not kinds or one.kind in kinds)]
    return waiting[-1] if waiting else Plan(Answer(Outcome.UNKNOWN, _WORDS["none"][ask.lang]))


def _say(ask: Ask, view: View, asked: AccessRequest, words: str, **facts: str) -> str:
    names = names_of(view, [asked.asker_id, asked.settled_by], ask.lang)
    shown = {
        "who": names[asked.asker_id],
        "by": names.get(asked.settled_by, ""),
        "customer": name_of(view, asked.customer_id, ask.lang),
        "kind": kinds_words([asked.kind], ask.lang),
    }
    return filled(_WORDS[words][ask.lang], ask.lang, **{**shown, **facts})


INTENT = Intent(
    name=NAME,
    title={"zh": "对查看申请做决定", "en": "decide what somebody asked to see"},
    examples={
        "zh": ("不同意孙浩看华东光伏的报价",),
        "en": ("no access for Priya to Northwyck's quotes",),
    },
    patterns=sentences(
        rf"(?:不同意|拒绝|不开放给|不给)(?P<who>[^,，]+?)(?:看|查看)(?P<customer>[^,，]+?)的?(?P<kinds>{KINDS_ZH})",
        rf"(?:no|decline|refuse)\s+access\s+for\s+(?P<who>[^,;]+?)\s+to\s+(?P<customer>[^,;]+?)(?:['’]s?)?\s+(?P<kinds>{KINDS_EN})",
    ),
    plan=plan,
)
