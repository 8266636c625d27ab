"""What people say about who somebody is, who left, and who sits in a room reaches its intent."""

import pytest

from handlers.route import Matched
from tests.unit.handlers.routing import reached, routed

SAID = {
    "introduce_myself": [
        "我是 zhang.san",
        "我是张三",
        "我叫张三",
        "我的工作邮箱是 zhang.san@example.com",
        "zhang.san@example.com",
        "I'm Zhang San",
        "I am zhang.san",
        "my work e-mail is zhang.san@example.com",
    ],
    "confirm_account": [
        "确认 slack:U012 是 zhang.san",
        "确认wecom:ZhangSan是zhang.san",
        "confirm slack:U012 is zhang.san",
    ],
    "deny_account": ["slack:U012 不是 zhang.san", "slack:U012 isn't zhang.san", "dingtalk:01-2 is not zhang.san"],
    "mark_left": [
        "李雷离职了",
        "李雷已经离职",
        "zhang.san 离职了",
        "把李雷标为离职",
        "Li Lei has left",
        "zhang.san has left the company",
        "Li Lei left the team",
    ],
    "still_here": [
        "李雷还在职",
        "李雷没离职",
        "zhang.san 仍在职",
        "Li Lei is still here",
        "zhang.san has not left",
        "Li Lei still works here",
    ],
    "declare_room": [
        "这个群没有外部人员",
        "本群都是内部同事",
        "群里都是自己人",
        "这里没有外人",
        "群里有外部人员",
        "本群有外部成员",
        "群里有客户",
        "this room is internal",
        "this channel is internal only",
        "there are no outsiders here",
        "everybody here is on the team",
        "there are guests here",
        "this channel has guests",
        "there is an outsider in this room",
        "本群都是华东光伏单元的同事",
        "这个群里的人都是华南制造单元的人",
        "群里只有International的同事",
        "everybody here is from the International unit",
        "everyone in this channel is in East PV",
    ],
}
CASES = [(name, text) for name, texts in SAID.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), CASES, ids=[text for _, text in CASES])
def test_reached(name: str, text: str) -> None:
    assert reached(text) == name


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("李雷已经离职了", "李雷"),
        ("Li Lei has left", "Li Lei"),
        ("li.lei has left", "li.lei"),
        ("li.lei 还在职", "li.lei"),
    ],
)
def test_who_is_meant(text: str, who: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.slots["who"] == who


@pytest.mark.parametrize(
    ("text", "internal"),
    [("本群没有外部成员", True), ("群里有外部成员", False), ("no guests here", True), ("there are guests here", False)],
)
def test_what_is_declared(text: str, internal: bool) -> None:  # noqa: FBT001
    found = routed(text)
    assert isinstance(found, Matched)
    assert ("internal" in found.slots) is internal


@pytest.mark.parametrize("text", ["我是谁", "谁离职没有", "who owns the internal room?"])
def test_not_taken_for_it(text: str) -> None:
    assert reached(text) not in SAID


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("本群都是华东光伏单元的同事", "华东光伏单元"),
        ("这个群的人全都是华南制造单元的人", "华南制造单元"),
        ("everybody here is from the International unit", "the International unit"),
    ],
)
def test_which_unit_is_meant(text: str, unit: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.slots["unit"] == unit


def test_a_team_that_is_all_there_is_no_unit() -> None:
    found = routed("everybody here is on the team")
    assert isinstance(found, Matched)
    assert "unit" not in found.slots
