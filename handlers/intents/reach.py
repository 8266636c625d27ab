"""How to reach somebody: phone and mail of a contact or a colleague."""

from collections.abc import Iterable, Mapping

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import Found, name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import cut, sourced
from handlers.persons import Someone, find_person, label
from knowledge.access.model import Kind
from knowledge.deals.buyers import contacts_of, contacts_with
from knowledge.people.model import Lang, Person
from knowledge.people.source import source_of_person
from knowledge.store.recording import Source
from notifiers.filling import filled

NAME = "reach"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "line": {"zh": "{who}：{ways}。", "en": "{who}: {ways}."},
    "phone": {"zh": "电话 {value}", "en": "phone {value}"},
    "mail": {"zh": "邮箱 {value}", "en": "e-mail {value}"},
    "no_phone": {"zh": "没有记录电话", "en": "no phone on record"},
    "no_mail": {"zh": "没有记录邮箱", "en": "no e-mail on record"},
    "nothing": {"zh": "没有记录联系方式", "en": "no way to reach them is on record"},
    "left": {"zh": "{who}已于 {day} 离职。", "en": "{who} left the team on {day}."},
    "title": {"zh": "{customer}那边有 {count} 位联系人：", "en": "{count} contacts at {customer}:"},
    "title_one": {"zh": "{customer}那边有 1 位联系人：", "en": "1 contact at {customer}:"},
    "none": {"zh": "没有记录{customer}的联系人。", "en": "No contact at {customer} is recorded."},
    "item": {"zh": "· {who}：{ways}", "en": "· {who}: {ways}"},
    "and": {"zh": "，", "en": ", "},
}


def plan(ask: Ask, view: View) -> Plan:
    """Their phone and mail, what was asked for first; of everybody there, where only a customer is named."""
    found = find_person(ask, view, NAME)
    if isinstance(found, Plan):
        return found
    if isinstance(found, Found):
        return _everybody(ask, view, found.customer_id)
    shown, ways = label(found, view, ask.lang), _ways(ask, found)
    lines = [_say("line", ask.lang, who=shown, ways=ways)]
    known = found.known
    if isinstance(known, Person) and known.left_on is not None and known.left_on < ask.today:
        lines.append(_say("left", ask.lang, who=known.name_in(ask.lang), day=known.left_on.isoformat()))
    return Plan(sourced(ask, view, lines, _sources(view, found)))


def _everybody(ask: Ask, view: View, customer_id: str) -> Plan:
    view.need(Kind.CONTACT, customer_id)
    found = contacts_of(view.reader, customer_id)
    view.speaks_of("contact", *(one.value.contact_id for one in found))
    words = "none" if not found else "title" if len(found) > 1 else "title_one"
    title = _say(words, ask.lang, customer=name_of(view, customer_id, ask.lang), count=str(len(found)))
    told = [Someone(one.value) for one in found]
    lines = [_say("item", ask.lang, who=label(one, view, ask.lang), ways=_ways(ask, one)) for one in told]
    return Plan(sourced(ask, view, [title, *cut(lines, ask.lang)], [one.source for one in found]))


def _ways(ask: Ask, one: Someone) -> str:
    """Phone and mail; what was asked for stands first, also where it is missing."""
    known = one.known
    values = {"phone": known.mobile if isinstance(known, Person) else known.phone, "mail": known.email}
    asked = [way for way in values if way in ask.slots]
    if not any(values.values()):
        return _say("nothing", ask.lang)
    order = [*asked, *(way for way in values if way not in asked and values[way])]
    said = [_say(way, ask.lang, value=values[way]) if values[way] else _say(f"no_{way}", ask.lang) for way in order]
    return _say("and", ask.lang).join(said)


def _sources(view: View, one: Someone) -> Iterable[Source]:
    kind, _, name = one.node.partition(":")
    if kind == "contact":
        return [claim.source for claim in contacts_with(view.reader, [name])]
    source = source_of_person(view.reader, name)
    return [source] if source else []


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_P = r"(?P<person>[^的,，'’]{1,30}?)"
_OF = r"(?:(?P<customer>(?!我们|咱们|你们|公司)[^的,，]{2,40}?)(?:那边|这边|公司)?的)?"
_PHONE_ZH = r"(?:(?:手机|联系|办公)?电话(?:号码?)?|手机(?:号码?)?|联系号码|电话和邮箱)"
_MAIL_ZH = r"(?:电子)?(?:邮箱|邮件)(?:地址)?|e-?mail"
_WAY_ZH = r"(?:联系方式|联络方式|微信|微信号)"
_WHAT_ZH = r"(?:是|有)?(?:多少|什么|几号|吗|没有)?"
_END = r"(?:给我|发我|告诉我)?[的呢呀啊吗嘛了]?"
_GIVE = r"(?:(?:把|要|给我|发我|有)(?:一下)?)?"
_P_EN = r"(?P<person>.{1,40}?)"
_AT_EN = r"(?:\s+(?:at|from|of|with)\s+(?P<customer>.+?))?"
_PHONE_EN = r"(?:(?:phone|mobile|cell|telephone)(?:\s+(?:number|no))?|number)"
_MAIL_EN = r"(?:e-?mail(?:\s+address)?)"
_WAY_EN = r"(?:contact\s+(?:details?|info(?:rmation)?|data))"
_IS_EN = r"(?:what(?:['’]?s|\s+is|\s+are)\s+)?(?:the\s+)?"

INTENT = Intent(
    name=NAME,
    title={"zh": "联系人或同事的电话、邮箱", "en": "phone and e-mail of a contact or colleague"},
    examples={
        "zh": ("陶然的电话", "华东光伏的邵经理怎么联系？"),
        "en": ("how do I reach Anneke Vos at Northwyck?", "Emma Thorne's phone number"),
    },
    patterns=sentences(
        rf"{_GIVE}{_OF}{_P}的?{_PHONE_ZH}{_WHAT_ZH}{_END}(?P<phone>)",
        rf"{_GIVE}{_OF}{_P}的?(?:{_MAIL_ZH}){_WHAT_ZH}{_END}(?P<mail>)",
        rf"{_GIVE}{_OF}{_P}的?{_WAY_ZH}{_WHAT_ZH}{_END}",
        rf"(?:我|我们)?(?:怎么|如何|怎样)(?:才能|能|去)?(?:联系|联络|找)(?:到|上)?{_OF}{_P}{_END}",
        rf"{_OF}{_P}(?:要|该)?(?:怎么|如何|怎样)(?:才能|能)?(?:联系|联络)(?:到|上)?{_END}",
        rf"{_IS_EN}{_P_EN}['’]s?\s+{_PHONE_EN}{_AT_EN}(?P<phone>)",
        rf"{_IS_EN}{_P_EN}['’]s?\s+{_MAIL_EN}{_AT_EN}(?P<mail>)",
        rf"{_IS_EN}{_P_EN}['’]s?\s+{_WAY_EN}{_AT_EN}",
        rf"{_IS_EN}{_PHONE_EN}\s+(?:of|for)\s+{_P_EN}{_AT_EN}(?P<phone>)",
        rf"{_IS_EN}{_MAIL_EN}\s+(?:of|for)\s+{_P_EN}{_AT_EN}(?P<mail>)",
        rf"{_IS_EN}{_WAY_EN}\s+(?:of|for)\s+{_P_EN}{_AT_EN}",
        rf"how\s+(?:do|can|could|should)\s+(?:i|we)\s+(?:reach|contact|call|get\s+hold\s+of|get\s+in\s+touch\s+with)\s+{_P_EN}{_AT_EN}",
        rf"how\s+to\s+(?:reach|contact|call)\s+{_P_EN}{_AT_EN}",
    ),
    plan=plan,
    place=30,
    asks={"person": "the person's name", "customer": CUSTOMER, "phone": "the phone first", "mail": "the e-mail first"},
)
