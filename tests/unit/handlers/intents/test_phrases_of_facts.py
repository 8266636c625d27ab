"""How people change facts and ask about them: each sentence reaches its intent, with its parts."""

import pytest

from handlers.route import Matched
from tests.unit.handlers.routing import reached, routed

CORRECTIONS = [
    ("华东光伏不是李雷负责，是韩梅负责", "华东光伏", "韩梅"),
    ("不是李雷，是韩梅负责华东光伏", "华东光伏", "韩梅"),
    ("不对，华东光伏是韩梅在跟", "华东光伏", "韩梅"),
    ("华东光伏现在归韩梅了", "华东光伏", "韩梅"),
    ("华东光伏改由韩梅负责", "华东光伏", "韩梅"),
    ("把华东光伏转给韩梅", "华东光伏", "韩梅"),
    ("不对，华东光伏从周一起归韩梅", "华东光伏", "韩梅"),
    ("不是李雷，是韩梅负责", None, "韩梅"),
    ("不对，是我负责", None, "我"),
    ("no, Han Mei owns Acme, since Monday", "Acme", "Han Mei"),
    ("Han Mei owns Acme now", "Acme", "Han Mei"),
    ("Acme belongs to Han Mei", "Acme", "Han Mei"),
    ("no, I own Acme", "Acme", "I"),
    ("it's Han Mei, not Li Lei", None, "Han Mei"),
    ("not Li Lei, Han Mei", None, "Han Mei"),
    ("no, it's Han Mei", None, "Han Mei"),
]
OTHERS = [
    ("谁负责华东光伏？", "who_owns"),
    ("华东光伏归谁管", "who_owns"),
    ("华东光伏归属人？", "who_owns"),
    ("哪些客户归我管", "my_customers"),
    ("who owns Acme?", "who_owns"),
    ("Acme belongs to whom", "who_owns"),
    ("我们 1 月 1 日时以为谁负责华东光伏？", "believed_owner"),
    ("who did we think owned Acme on 1 January?", "believed_owner"),
    ("华东光伏以韩梅为准", "settle_conflict"),
    ("Han Mei is right about Acme", "settle_conflict"),
    ("把北禾食品合并到北禾电子", "merge_customers"),
    ("北禾食品和北禾电子是同一家公司", "merge_customers"),
    ("merge Beihe Foods into Beihe Electronics", "merge_customers"),
    ("李雷的客户怎么交接", "hand_over"),
    ("把李雷的客户全部交给韩梅", "hand_over"),
    ("全部交给韩梅", "hand_over"),
    ("hand over Li Lei's customers", "hand_over"),
    ("hand Li Lei's customers over to Han Mei", "hand_over"),
    ("all to Han Mei", "hand_over"),
    ("李雷和蓝屿组件什么关系？", "ask_path"),
    ("how are Li Lei and Acme related?", "ask_path"),
    ("what's the relationship between Li Lei and Acme?", "ask_path"),
    ("撤销", "undo_change"),
    ("undo that", "undo_change"),
]


@pytest.mark.parametrize(("text", "customer", "who"), CORRECTIONS, ids=[text for text, _, _ in CORRECTIONS])
def test_corrections(text: str, customer: str | None, who: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.intent.name == "correct_owner"
    assert (found.slots.get("customer"), found.slots["who"]) == (customer, who)


@pytest.mark.parametrize(("text", "intent"), OTHERS, ids=[text for text, _ in OTHERS])
def test_the_others(text: str, intent: str) -> None:
    assert reached(text) == intent
