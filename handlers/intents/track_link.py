"""Hand out a tracked link: it leads the customer on to the document, and the bot tells when they opened it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View
from handlers.finding import Found, find_customer, name_of
from handlers.link_reading import (
    TRACK,
    Target,
    callable_address,
    captured,
    contact_named,
    links_of,
    said_in,
    target_of,
    whose,
)
from knowledge.access.model import Audience, Kind
from knowledge.graph.view import some_contacts
from knowledge.people.model import Lang
from knowledge.proposals.opens.commands import TakeLink
from knowledge.proposals.opens.gate import Gate, gate_of
from knowledge.proposals.opens.model import Taken
from notifiers.filling import filled
from notifiers.notice import Choice

NAME, MOST = "track_link", 5

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "one": {"zh": "给{who}的追踪链接：", "en": "The tracked link for {who}:"},
    "several": {"zh": "给{who}的 {count} 个追踪链接：", "en": "{count} tracked links for {who}:"},
    "line": {"zh": "{link}", "en": "{link}"},
    "titled": {"zh": "{title}：{link}", "en": "{title}: {link}"},
    "of": {"zh": "{customer}的{contact}", "en": "{contact} at {customer}"},
    "use": {
        "zh": "把它发给客户，有人打开我就告诉你；聊天软件的预览不算。{days} 天内有效。",
        "en": "Send it to the customer, and I'll tell you when somebody opens it; previews don't count. "
        "It works for {days} days.",
    },
    "inside": {
        "zh": "注意：这个地址只有本机打得开。请管理员设置 web.public_url，客户才能用。",
        "en": "Mind: only this machine can open that address. An admin has to set web.public_url first.",
    },
    "nothing": {
        "zh": "没找到链接。说“给我一个追踪链接 https://…”，或者回复带链接的那条消息说“追踪这个链接”。",
        "en": "I found no link. Say “track this link https://…”, or reply “track this” to a message that has one.",
    },
    "already": {
        "zh": "这已经是我给的追踪链接了，直接发给客户就行。",
        "en": "That is a tracked link of mine already; just send it to the customer.",
    },
    "bad": {"zh": "这个网址不能用来做追踪链接，请换一个。", "en": "I can't make a tracked link of that address."},
    "closed": {
        "zh": "追踪链接要在机器人的服务运行时才有，请管理员先启动它。",
        "en": "There are tracked links only where the bot's server runs; please ask your admin to start it.",
    },
    "which": {"zh": "这个链接要发给哪家客户：{names}？", "en": "Which customer is it for: {names}?"},
    "which_any": {"zh": "这个链接要发给哪家客户？说一下名字。", "en": "Which customer is it for? Tell me the name."},
    "comma": {"zh": "、", "en": ", "},
}


def plan(ask: Ask, view: View) -> Plan:
    """The link, once it is clear what it leads to and for whom."""
    replace(view, audience=Audience(direct=True)).need(Kind.OWNERSHIP)
    gate = gate_of(view.reader)
    if gate is None or not gate.base_url:
        return Plan(Answer(Outcome.REFUSED, _say("closed", ask.lang)))
    urls = ask.slots["urls"].split("\n") if ask.slots.get("urls") else links_of(ask)
    fresh = [url for url in urls if not gate.token_in(url)]
    if not fresh:
        return Plan(Answer(Outcome.UNKNOWN, _say("already" if urls else "nothing", ask.lang)))
    called = [callable_address(url) for url in fresh[:MOST]]
    if not all(called):
        return Plan(Answer(Outcome.REFUSED, _say("bad", ask.lang)))
    text = ask.slots.get("text") or said_in(ask)
    kept = replace(ask, slots={**_named(ask), "urls": "\n".join(called), "text": text[:400]})
    return _Taking(kept, view, gate, [target_of(view, url) for url in called]).plan()


def _named(ask: Ask) -> Mapping[str, str]:
    return {name: ask.slots[name] for name in ("customer", "customer_id") if ask.slots.get(name)}


class _Taking:
    """One request: its links, and whom they are for."""

    def __init__(self, ask: Ask, view: View, gate: Gate, targets: Sequence[Target]) -> None:
        self._ask, self._view, self._gate, self._targets = ask, view, gate, targets

    def plan(self) -> Plan:
        """The links, or the question for whom they are."""
        if _named(self._ask):
            found = find_customer(self._ask, self._view, NAME, self._ask.slots.get("customer", ""))
            return self._taken(found.customer_id) if isinstance(found, Found) else found
        meant = whose(self._ask, self._view, self._targets[0])
        return self._taken(meant.customer_id) if meant.sure else self._asked(meant.candidates)

    def _taken(self, customer_id: str) -> Plan:
        ask, view = self._ask, self._view
        view.need(Kind.PROPOSAL, customer_id)
        view.speaks_of("customer", customer_id)
        contact_id = contact_named(view, ask.slots["text"], customer_id)
        me = ask.person.person_id if ask.person else ""
        made = [self._made(one, customer_id, contact_id, me) for one in self._targets]
        taken = tuple(TakeLink(one, self._gate.lasting) for one in made)
        kept = tuple(captured(ask, view, self._targets, customer_id))
        return Plan(Answer(Outcome.DONE, self._told(made, customer_id, contact_id)), (*taken, *kept))

    def _made(self, target: Target, customer_id: str, contact_id: str, me: str) -> Taken:
        token = self._gate.token(target.url, customer_id, contact_id, me)
        return Taken(token, target.url, customer_id, me, contact_id, target.document_id, target.title)

    def _told(self, made: Sequence[Taken], customer_id: str, contact_id: str) -> str:
        lang = self._ask.lang
        customer = name_of(self._view, customer_id, lang)
        contact = some_contacts(self._view.reader, [contact_id]).get(contact_id) if contact_id else None
        who = _say("of", lang, customer=customer, contact=contact.name) if contact else customer
        lines = [_say("one" if len(made) == 1 else "several", lang, who=who, count=str(len(made)))]
        for one in made:
            words = "titled" if one.title and len(made) > 1 else "line"
            lines.append(_say(words, lang, title=one.title, link=self._gate.link(one)))
        lines.append(_say("use", lang, days=str(self._gate.lasting.days)))
        return "\n".join([*lines, *([] if self._gate.public else [_say("inside", lang)])])

    def _asked(self, candidates: Sequence[str]) -> Plan:
        """Which customer; only those are named that everybody who listens may know to be spoken of."""
        ask, view = self._ask, self._view
        known = [one for one in candidates if view.rights.verdict(ask.person, Kind.PROPOSAL, one, ask.audience).allowed]
        names = {one: name_of(view, one, ask.lang) for one in known}
        words = "which" if names else "which_any"
        said = _say(words, ask.lang, names=_say("comma", ask.lang).join(names.values()))
        options = tuple({**ask.slots, "customer_id": one, "label": name} for one, name in names.items())
        choices = tuple(Choice(name, NAME, {**ask.slots, "customer_id": one}) for one, name in names.items())
        pending = Pending(NAME, "customer", dict(ask.slots), said, options)
        return Plan(Answer(Outcome.AMBIGUOUS, said, choices=choices), pending=pending)


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


INTENT = Intent(
    name=NAME,
    title={
        "zh": "给客户用的追踪链接，打开了就告诉你",
        "en": "a tracked link for a customer: you hear when it is opened",
    },
    examples={
        "zh": ("给我一个追踪链接 https://docs.qq.com/doc/D1", "追踪这个链接"),
        "en": ("track this link https://docs.google.com/document/d/1", "track this"),
    },
    patterns=TRACK,
    plan=plan,
    place=10,
)
