"""Let a colleague see something of a customer, or of all of one's customers, for some time."""

from dataclasses import replace

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import find_customer
from handlers.giving import NAME, Giving
from handlers.granting import ALL_MINE, KINDS_EN, KINDS_ZH
from handlers.members import find_member
from knowledge.access.model import Kind


def plan(ask: Ask, view: View) -> Plan:
    """Who, of whom, which kinds, until when: whatever is unclear is asked, then it is given."""
    view.need(Kind.OWNERSHIP)
    slots = dict(ask.slots)
    if ALL_MINE.fullmatch(slots.get("customer", "")):
        slots["all"] = slots.pop("customer")
    ask = replace(ask, slots=slots)
    if "all" not in slots:
        customer = find_customer(ask, view, NAME, slots.get("customer", ""))
        if isinstance(customer, Plan):
            return customer
        view.need(Kind.OWNERSHIP, customer.customer_id)
        kept = {name: value for name, value in slots.items() if name != "customer"}
        ask = replace(ask, slots={**kept, "customer_id": customer.customer_id})
    who = find_member(ask, view, NAME, "who")
    return who if isinstance(who, Plan) else Giving(ask, view, who).plan()


_X, _X_EN = r"(?P<customer>[^,，。；;]+?)", r"(?P<customer>[^,;]+?)"
_KINDS, _KINDS_EN = rf"(?P<kinds>{KINDS_ZH})", rf"(?P<kinds>{KINDS_EN})"
_WHO, _WHO_EN = r"(?P<who>(?!我(?!们)|你|大家)[^，,。；;\d的]+?)", r"(?P<who>(?!me\b|us\b)[^,;]+?)"
_REST = (
    r"(?P<rest>(?:[，,；;。\s]|(?=一?直到|到|至|截止|为期|看|先看|有效|半|\d|[一两二三四五六七八九十]+(?:个|天|周|年)"
    r"|因为|由于|用于|在本群|在这个群)).*)?"
)
_REST_EN = (
    r"(?P<rest>(?:[,;]|\s+(?:until|till|til|through|up\s+to|for|by|because|due|while|as\s+long|so\s+that|in\s+order)\b)"
    r".*)?"
)
_GIVE = r"(?:都|也)?(?:开放|共享|分享|授权|放开|开通)"
_SEE = r"(?:能|可以|也能|也可以)?(?:看到|看一下|看|查看|访问|查)"

INTENT = Intent(
    name=NAME,
    title={
        "zh": "把客户的报价、合同等开放给同事看一段时间",
        "en": "let a colleague see quotes, contracts … for some time",
    },
    examples={
        "zh": ("把华东光伏的报价开放给孙浩，到1月底，因为一起投标", "让孙浩看我所有客户的合同，看两周"),
        "en": (
            "share Northwyck's quotes with Priya until Friday because of the tender",
            "give Priya access to all my customers' contracts for 10 days",
        ),
    },
    patterns=sentences(
        rf"(?:把|将)?{_X}的?{_KINDS}{_GIVE}(?:给|与){_WHO}{_REST}",
        rf"(?:给|向|对){_WHO}{_GIVE}(?:一下)?{_X}的?{_KINDS}的?(?:查看|访问)?(?:权限)?{_REST}",
        rf"(?:让|允许|准许|授权|同意){_WHO}{_SEE}{_X}的?{_KINDS}{_REST}",
        rf"(?:把|将){_X}{_GIVE}(?:给|与){_WHO}{_REST}",
        rf"(?:share|open\s+up|open)\s+{_X_EN}(?:['’]s?)?\s+{_KINDS_EN}\s+(?:with|to)\s+{_WHO_EN}{_REST_EN}",
        rf"(?:share|open\s+up|open)\s+{_KINDS_EN}\s+(?:of|for|about|on|from)\s+{_X_EN}\s+(?:with|to)\s+{_WHO_EN}{_REST_EN}",
        rf"(?:give|grant|allow)\s+{_WHO_EN}\s+(?:read\s+)?access\s+to\s+{_X_EN}(?:['’]s?)?\s+{_KINDS_EN}{_REST_EN}",
        rf"(?:give|grant|allow)\s+{_WHO_EN}\s+(?:read\s+)?access\s+to\s+{_KINDS_EN}\s+(?:of|for|about|on)\s+{_X_EN}{_REST_EN}",
        rf"(?:let|allow)\s+{_WHO_EN}\s+(?:to\s+)?(?:see|view|read|look\s+at)\s+{_X_EN}(?:['’]s?)?\s+{_KINDS_EN}{_REST_EN}",
        rf"(?:let|allow)\s+{_WHO_EN}\s+(?:to\s+)?(?:see|view|read)\s+{_KINDS_EN}\s+(?:of|for|about|on)\s+{_X_EN}{_REST_EN}",
        rf"share\s+{_X_EN}\s+with\s+{_WHO_EN}{_REST_EN}",
        rf"(?:give|grant)\s+{_WHO_EN}\s+(?:read\s+)?access\s+to\s+{_X_EN}{_REST_EN}",
    ),
    plan=plan,
    place=40,
)
