"""How people ask for phone numbers, open promises, similar customers, and who knows somebody there."""

import pytest

from handlers.route import Matched
from tests.unit.handlers.routing import reached, routed

REACH = {
    "陶然的电话": {"person": "陶然"},
    "陶然电话多少": {"person": "陶然"},
    "刘工的手机号": {"person": "刘工"},
    "把陶然的电话给我": {"person": "陶然"},
    "华东光伏的邵经理的电话是多少？": {"person": "邵经理", "customer": "华东光伏"},
    "华东光伏的邵经理怎么联系？": {"person": "邵经理", "customer": "华东光伏"},
    "怎么联系陶然": {"person": "陶然"},
    "陶然的邮箱": {"person": "陶然", "mail": ""},
    "陶然的联系方式": {"person": "陶然"},
    "李雷的手机号码是多少": {"person": "李雷", "phone": ""},
    "Anneke Vos's phone number": {"person": "Anneke Vos", "phone": ""},
    "what is Anneke Vos's email?": {"person": "Anneke Vos", "mail": ""},
    "how do I reach Anna Weber at Northwyck?": {"person": "Anna Weber", "customer": "Northwyck"},
    "how can we get in touch with Anna Weber?": {"person": "Anna Weber"},
    "phone number of Anna Weber at Northwyck": {"person": "Anna Weber", "customer": "Northwyck"},
    "contact details for Anna Weber": {"person": "Anna Weber"},
}
ABOUT = {
    "promises": (
        "答应同屹轨道的还有哪些没做？",
        "我们答应同屹轨道的事还有哪些没做完",
        "还有哪些答应同屹轨道的没做",
        "我们答应过同屹轨道什么",
        "我们还欠同屹轨道什么？",
        "还欠同屹轨道哪些事",
        "同屹轨道还有什么没做完",
        "同屹轨道的待办",
        "同屹轨道有哪些待办事项",
        "what do we still owe 同屹轨道?",
        "what did we promise 同屹轨道?",
        "what is still open for 同屹轨道?",
        "open tasks for 同屹轨道",
        "outstanding promises to 同屹轨道",
        "which promises to 同屹轨道 are still open?",
        "同屹轨道's open tasks",
    ),
    "similar": (
        "有没有类似同屹轨道的成功案例？",
        "类似同屹轨道的客户",
        "和同屹轨道类似的客户有哪些",
        "跟同屹轨道差不多的成功案例有吗",
        "像同屹轨道这样的客户案例",
        "同屹轨道有没有类似的案例",
        "和同屹轨道相似的客户，我们赢过哪些",
        "similar customers to 同屹轨道 that we won",
        "customers similar to 同屹轨道 we have won",
        "similar customers we won for 同屹轨道",
        "have we won anyone like 同屹轨道?",
        "success stories like 同屹轨道",
        "references for 同屹轨道",
        "are there any reference customers like 同屹轨道?",
    ),
    "who_knows": (
        "谁认识同屹轨道的人？",
        "我们谁认识同屹轨道那边的人",
        "有没有同事认识同屹轨道的人",
        "哪位同事认识同屹轨道的人",
        "同屹轨道那边有谁认识",
        "我们在同屹轨道认识谁",
        "我们认识同屹轨道的谁",
        "who do we know at 同屹轨道?",
        "who knows somebody at 同屹轨道?",
        "who of us knows anyone at 同屹轨道?",
        "do we know anyone at 同屹轨道?",
        "which colleague knows somebody at 同屹轨道?",
        "who can introduce us to somebody at 同屹轨道?",
    ),
}
MINE = (
    "我还欠哪些？",
    "我还欠什么没做",
    "我还有哪些没做完",
    "我答应的还有哪些没做",
    "我的任务清单",
    "what do I still owe?",
    "my open tasks",
    "what are my open promises?",
)
ELSEWHERE = {
    "contacts": ("同屹轨道的联系人电话", "同屹轨道的联系人"),
    "who_owns": ("同屹轨道我要联系谁", "谁是同屹轨道的负责人"),
    "ask_path": ("李雷怎么联系到陶然",),
    "my_customers": ("我有哪些客户",),
}


@pytest.mark.parametrize("text", REACH)
def test_how_to_reach_somebody(text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.intent.name == "reach"
    assert {**found.slots, **REACH[text]} == dict(found.slots)


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in ABOUT.items() for text in texts])
def test_a_question_about_a_customer(intent: str, text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert (found.intent.name, found.slots["customer"]) == (intent, "同屹轨道")


@pytest.mark.parametrize("text", MINE)
def test_what_the_asker_has_to_do(text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.intent.name == "promises"
    assert "mine" in found.slots


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in ELSEWHERE.items() for text in texts])
def test_what_is_none_of_these(intent: str, text: str) -> None:
    assert reached(text) == intent
