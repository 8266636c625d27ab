"""How people ask for quotes, proposals, deals, contracts, contacts and battle cards; and what is none of these."""

import pytest

from handlers.route import Matched
from tests.unit.handlers.routing import reached, routed

ABOUT = {
    "quotes": (
        "同屹轨道的报价历史",
        "同屹轨道报价",
        "同屹轨道的历史报价",
        "同屹轨道上次报价",
        "帮我看看同屹轨道上次报价",
        "同屹轨道上次报价多少？",
        "上次给同屹轨道报了多少",
        "给同屹轨道最近一次报价是多少",
        "同屹轨道最新报价",
        "我们给同屹轨道报过几次价",
        "给同屹轨道报过什么价",
        "同屹轨道都报过哪些价格",
        "同屹轨道的报价单有几个版本",
        "同屹轨道的报价有哪些",
        "报价历史：同屹轨道",
        "去年给同屹轨道的报价",
        "2025年10月同屹轨道的报价",
        "quote history of 同屹轨道",
        "what was the last quote for 同屹轨道?",
        "last quote we gave to 同屹轨道",
        "what did we quote 同屹轨道?",
        "how much did we quote 同屹轨道 last time",
        "what did we last quote 同屹轨道",
        "quotes for 同屹轨道",
        "all quotes we sent to 同屹轨道",
        "同屹轨道's quotes",
        "同屹轨道 quote history",
        "同屹轨道's latest quote",
        "quotes for 同屹轨道 in October 2025",
    ),
    "proposals": (
        "同屹轨道的方案",
        "同屹轨道的方案有哪些版本？",
        "同屹轨道最新的方案",
        "同屹轨道的最新方案是哪一版",
        "给同屹轨道发过哪些方案",
        "发给同屹轨道的方案",
        "同屹轨道的建议书",
        "proposals for 同屹轨道",
        "latest proposal for 同屹轨道",
        "which proposals did we send to 同屹轨道?",
        "同屹轨道's proposals",
        "proposal history for 同屹轨道",
    ),
    "open_deals": (
        "同屹轨道有哪些商机？",
        "同屹轨道的商机",
        "同屹轨道现在有什么单子",
        "同屹轨道在谈的商机有哪些",
        "同屹轨道的商机到哪一步了",
        "同屹轨道谈到哪一步了",
        "跟同屹轨道谈到什么程度了",
        "同屹轨道在哪个阶段",
        "同屹轨道的商机进展如何",
        "同屹轨道的单子怎么样了",
        "open deals with 同屹轨道",
        "what open deals do we have with 同屹轨道?",
        "deals at 同屹轨道",
        "同屹轨道's open deals",
        "同屹轨道 pipeline",
        "what stage is 同屹轨道 at?",
        "where do we stand with 同屹轨道?",
        "what's the stage of the 同屹轨道 deal?",
    ),
    "contracts": (
        "同屹轨道的合同",
        "同屹轨道有哪些合同",
        "同屹轨道的合同什么时候到期？",
        "同屹轨道什么时候续约",
        "同屹轨道的SLA",
        "同屹轨道的 SLA 是什么？",
        "同屹轨道的服务等级是什么",
        "同屹轨道的合同金额是多少",
        "我们跟同屹轨道签了哪些合同",
        "合同：同屹轨道",
        "contracts with 同屹轨道",
        "what contracts do we have with 同屹轨道?",
        "同屹轨道's contract",
        "what is 同屹轨道's SLA?",
        "what SLA does 同屹轨道 have?",
        "SLA for 同屹轨道",
        "when does the contract with 同屹轨道 end?",
        "when does 同屹轨道's contract expire?",
        "when is 同屹轨道 up for renewal?",
    ),
    "contacts": (
        "同屹轨道的联系人",
        "同屹轨道的关键联系人",
        "同屹轨道的关键联系人有哪些？",
        "同屹轨道那边谁拍板",
        "同屹轨道谁说了算",
        "同屹轨道的决策人是谁",
        "谁是同屹轨道的决策人",
        "同屹轨道的汇报关系",
        "同屹轨道的决策链",
        "同屹轨道的组织架构",
        "同屹轨道里面谁支持我们",
        "同屹轨道的把关人是谁",
        "key contacts at 同屹轨道",
        "contacts at 同屹轨道",
        "who are the key contacts at 同屹轨道?",
        "同屹轨道's contacts",
        "who is the decision maker at 同屹轨道?",
        "who decides at 同屹轨道?",
        "who signs off at 同屹轨道",
        "who is our champion at 同屹轨道?",
        "reporting lines at 同屹轨道",
        "buying roles at 同屹轨道",
        "org chart of 同屹轨道",
    ),
    "compare_versions": (
        "对比同屹轨道的报价版本",
        "对比一下同屹轨道的报价的两版",
        "对比同屹轨道的两版报价",
        "比较同屹轨道的方案",
        "同屹轨道的报价 V1.0 和 V2.0 有什么不同？",
        "同屹轨道报价V1和V2的区别",
        "同屹轨道的方案改了什么",
        "同屹轨道的报价变了多少",
        "同屹轨道的报价有什么变化",
        "对比同屹轨道的报价 V1 和 V3",
        "compare the quotes for 同屹轨道",
        "compare 同屹轨道's quotes",
        "compare 同屹轨道 proposals",
        "compare V1.0 and V2.0 of the quote for 同屹轨道",
        "what changed between V1.0 and V2.0 of the quote for 同屹轨道?",
        "what changed in the last proposal for 同屹轨道?",
        "what's different between v1 and v3 for 同屹轨道",
    ),
    "who_else": (
        "还有谁在跟同屹轨道？",
        "同屹轨道还有谁在跟",
        "同屹轨道还有哪些同事",
        "同屹轨道的项目组有谁？",
        "同屹轨道的客户团队",
        "除了李雷，还有谁在跟同屹轨道",
        "who else is on 同屹轨道?",
        "who else works on 同屹轨道",
        "who else is working on 同屹轨道",
        "account team of 同屹轨道",
        "who is on the account team for 同屹轨道?",
    ),
    "last_contact": (
        "上次联系同屹轨道是什么时候？",
        "最近一次跟同屹轨道沟通是什么时候",
        "同屹轨道最近一次跟进",
        "同屹轨道上次联系是哪天",
        "多久没联系同屹轨道了",
        "我们多久没跟进同屹轨道了",
        "同屹轨道多久没联系了",
        "when was the last contact with 同屹轨道?",
        "last contact with 同屹轨道",
        "when did we last talk to 同屹轨道?",
        "last activity with 同屹轨道",
    ),
}
CARDS = {
    "Maintiva 的竞品卡": ("rival", "Maintiva"),
    "Maintiva竞品卡": ("rival", "Maintiva"),
    "竞品卡：Maintiva": ("rival", "Maintiva"),
    "打单卡 Maintiva": ("rival", "Maintiva"),
    "怎么应对Maintiva": ("rival", "Maintiva"),
    "我们怎么打败 Maintiva？": ("rival", "Maintiva"),
    "遇到Maintiva怎么办": ("rival", "Maintiva"),
    "和Maintiva比有什么优势": ("rival", "Maintiva"),
    "跟 Maintiva 相比，我们的优势": ("rival", "Maintiva"),
    "客户说太贵了怎么回？": ("objection", "太贵了"),
    "客户觉得太贵了，怎么办": ("objection", "太贵了"),
    "客户嫌贵": ("objection", "贵"),
    "对方担心数据安全该怎么答": ("objection", "数据安全"),
    "异议：太贵了": ("objection", "太贵了"),
    "太贵了这个异议怎么处理": ("objection", "太贵了"),
    "battle card for Maintiva": ("rival", "Maintiva"),
    "Maintiva battlecard": ("rival", "Maintiva"),
    "the battle card against Maintiva": ("rival", "Maintiva"),
    "how do we beat Maintiva?": ("rival", "Maintiva"),
    "how can we compete with Maintiva": ("rival", "Maintiva"),
    "how are we better than Maintiva?": ("rival", "Maintiva"),
    "what do we say when they say it is too expensive?": ("objection", "it is too expensive"),
    "the customer says it is too expensive, what do I say?": ("objection", "it is too expensive"),
    "objection: too expensive": ("objection", "too expensive"),
    "how do I handle the price objection": ("objection", "price"),
    "how to answer “too expensive”": ("objection", "too expensive"),
}
MINE = ("我的商机", "我有哪些商机", "我手上的单子", "我的商机到哪一步了", "我在跟的单子有哪些", "my deals",
        "my open deals", "my pipeline", "which deals do I have?", "what deals am I working on?")  # fmt: skip
ELSEWHERE = {
    "who_owns": ("同屹轨道的报价找谁", "谁是同屹轨道的负责人", "同屹轨道的对接人", "who is our sales contact at Acme?"),
    "my_customers": ("我的客户", "my accounts"),
    "save_links": ("存一下 新版方案 https://a.example/x 明天要用",),
}


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in ABOUT.items() for text in texts])
def test_a_question_about_a_customer(intent: str, text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert (found.intent.name, found.slots["customer"]) == (intent, "同屹轨道")


@pytest.mark.parametrize("text", CARDS)
def test_a_battle_card(text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    slot, value = CARDS[text]
    assert (found.intent.name, found.slots.get(slot)) == ("battle_card", value)


@pytest.mark.parametrize("text", MINE)
def test_ones_own_deals(text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.intent.name == "open_deals"
    assert "mine" in found.slots


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in ELSEWHERE.items() for text in texts])
def test_what_is_none_of_these(intent: str, text: str) -> None:
    assert reached(text) == intent


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("同屹轨道的报价 V1.0 和 V2.0 有什么不同？", {"one": "V1.0", "other": "V2.0", "paper": "报价"}),
        ("compare v1 and v3 of the proposal for Acme", {"one": "v1", "other": "v3", "paper": "proposal"}),
        ("同屹轨道上次报价", {"newest": ""}),
        ("去年给同屹轨道的报价", {"first": "2025-01-01", "last": "2025-12-31"}),
        ("谁是同屹轨道的决策人", {"decides": ""}),
        ("who is our champion at Acme?", {"supports": ""}),
    ],
)
def test_what_else_a_sentence_says(text: str, slots: dict[str, str]) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert slots.items() <= found.slots.items()
