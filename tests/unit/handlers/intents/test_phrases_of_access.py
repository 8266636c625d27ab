"""How people share, take back, ask and ask why: each sentence reaches its intent with what it names."""

import pytest

from handlers.granting import kinds_in
from handlers.route import Matched
from knowledge.access.model import Kind
from tests.unit.handlers.routing import routed

GIVEN = [
    ("把华东光伏的报价开放给孙浩，到1月底，因为一起投标", "华东光伏", "孙浩", "到1月底，因为一起投标"),
    ("让孙浩看我所有客户的合同，看两周", "我所有客户", "孙浩", "看两周"),
    ("给孙浩开放华东光伏的报价权限，直到这个商机结束", "华东光伏", "孙浩", "直到这个商机结束"),
    ("把蓝屿组件的报价和合同开放给王强，在本群期间", "蓝屿组件", "王强", "在本群期间"),
    ("授权孙浩查看华东光伏的全部资料", "华东光伏", "孙浩", ""),
    ("把我的客户的报价都开放给孙浩10天", "我的客户", "孙浩", "10天"),
    (
        "share Northwyck's quotes with Priya until Friday because of the tender",
        "Northwyck",
        "Priya",
        "until Friday because of the tender",
    ),
    ("give Priya access to all my customers' contracts for 10 days", "all my customers", "Priya", "for 10 days"),
    (
        "share everything about Northwyck with Priya while they are in this room",
        "Northwyck",
        "Priya",
        "while they are in this room",
    ),
    ("let Priya Nair see Northwyck's quotes for a month", "Northwyck", "Priya Nair", "for a month"),
    ("share the quote history of Northwyck with Priya", "Northwyck", "Priya", ""),
    ("share Acme with Diego for 2 weeks", "Acme", "Diego", "for 2 weeks"),
]
OTHERS = {
    "end_access": [
        "撤回孙浩看华东光伏报价的权限",
        "收回孙浩的查看权限",
        "别让孙浩看华东光伏的报价了",
        "不要再把华东光伏的报价开放给孙浩",
        "stop sharing Northwyck with Priya",
        "stop sharing Northwyck's quotes with Priya",
        "revoke Priya's access",
        "revoke Priya's access to Northwyck's quotes",
    ],
    "extend_access": [
        "延长到2月底",
        "再延长30天",
        "把孙浩看华东光伏的权限延长到2月底",
        "把孙浩的权限延长两周",
        "extend it to the end of February",
        "extend Priya's access to Northwyck until 31 March",
        "extend Priya's access by 2 weeks",
    ],
    "shared_access": ["我开放了哪些权限", "我共享了什么", "what have I shared", "what is shared with me"],
    "my_access": ["华东光伏我能看什么", "我能看华东光伏的哪些资料", "what can I see of Northwyck?"],
    "access_why": [
        "谁能看华东光伏的报价？",
        "谁能看华东光伏的报价，为什么？",
        "孙浩为什么能看华东光伏的报价？",
        "为什么孙浩能看华东光伏的报价",
        "上周孙浩能看华东光伏的报价吗",
        "who can see the quotes of Northwyck",
        "who has access to Northwyck's quotes?",
        "why can Priya see Northwyck's quotes?",
        "could Priya see Northwyck's quotes last week?",
        "who can see Northwyck's contracts and why?",
    ],
    "access_log": [
        "权限记录 华东光伏",
        "华东光伏的权限记录",
        "access log of Northwyck",
        "who gave whom access to Northwyck",
    ],
    "ask_access": [
        "申请看华东光伏的报价",
        "我想申请看一下华东光伏的合同",
        "向李雷申请看华东光伏的报价",
        "给我开放华东光伏的报价",
        "ask Li Lei for access to Northwyck's quotes",
        "I need access to Northwyck's contracts",
        "ask Emma to share Northwyck's quotes with me",
    ],
    "answer_request": ["不同意孙浩看华东光伏的报价", "no access for Priya to Northwyck's quotes"],
    "let_grant_end": ["孙浩看华东光伏的报价的权限到期就结束", "let Priya's access to Northwyck's quotes end"],
    "quotes": ["华东光伏的报价", "华东光伏上次报多少", "what was the last quote for Acme?", "让我看华东光伏的报价"],
    "undo_change": ["撤回", "撤销"],
}


@pytest.mark.parametrize(("text", "customer", "who", "rest"), GIVEN, ids=[one[0] for one in GIVEN])
def test_giving(text: str, customer: str, who: str, rest: str) -> None:
    found = routed(text, "en" if text.isascii() else "zh")
    assert isinstance(found, Matched)
    assert found.intent.name == "give_access"
    named = (found.slots["customer"], found.slots["who"], found.slots.get("rest", ""))
    assert named == (customer, who, rest)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in OTHERS.items() for text in texts])
def test_all_that_is_said_of_it(name: str, text: str) -> None:
    found = routed(text, "en" if text.isascii() else "zh")
    assert isinstance(found, Matched)
    assert found.intent.name == name


def test_kinds_are_told_apart() -> None:
    assert kinds_in("报价和合同") == {Kind.QUOTE, Kind.CONTRACT}
    assert kinds_in("quotes, contacts and deals") == {Kind.QUOTE, Kind.CONTACT, Kind.DEAL}
    assert kinds_in("历史报价单") == kinds_in("all quotes") == {Kind.QUOTE}
    assert kinds_in("全部资料") == kinds_in("everything") == frozenset(Kind)
    assert kinds_in("") == frozenset()
