"""Battle cards: front matter, statements with their lines, and what cannot be taken."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from capture.exports.cards import LONGEST_CARD, BadCard, read_card
from tests.unit.capture.exports.samples import SHANGHAI

CARD = """\
---
title: FieldCare 对 Maintiva
competitor: Maintiva; 迈特维
product: FieldCare
owner: sun.hao
verified_on: 2025-11-20
region: 华东
---

# FieldCare 对 Maintiva

## 我们赢在哪

- **离线可用**：没有信号时照样派单，
  联网后补传。
- [ ] 价格见[报价单](https://docs.example/q)

一段话，
写在两行上。

| 项目 | 我们 |
|---|---|
| 告警 | 4 分钟 |

> “太贵了”
<!-- 不要
- 看见这里 -->
1. 最后一条
"""


def read(text: str) -> dict[str, Any]:
    return read_card("maintiva", text, SHANGHAI)


def test_front_matter_and_statements_with_their_lines() -> None:
    card = read(CARD)
    lines = card.pop("lines")
    assert card == {
        "card_id": "maintiva",
        "title": "FieldCare 对 Maintiva",
        "competitors": ["Maintiva", "迈特维"],
        "product": "FieldCare",
        "owner": "sun.hao",
        "verified_on": "2025-11-20",
        "attributes": {"region": "华东"},
    }
    assert lines == [
        [14, "我们赢在哪", "离线可用：没有信号时照样派单，联网后补传。"],
        [16, "我们赢在哪", "价格见报价单 https://docs.example/q"],
        [18, "我们赢在哪", "一段话，写在两行上。"],
        [21, "我们赢在哪", "项目 · 我们"],
        [23, "我们赢在哪", "告警 · 4 分钟"],
        [25, "我们赢在哪", "“太贵了”"],
        [28, "我们赢在哪", "最后一条"],
    ]


def test_all_of_the_front_matter_is_optional() -> None:
    card = read("## Where we win\nfaster\nand cheaper\n")
    assert (card["title"], card["competitors"], card["verified_on"]) == ("Where we win", [], None)
    assert card["lines"] == [[2, "Where we win", "faster and cheaper"]]
    assert read("We win.")["title"] == "maintiva"
    assert read("---\n---\nWe win.")["lines"] == [[3, "", "We win."]]
    assert read("\ufeff---\r\ncompetitor: [A, B]\r\n---\r\nWe win.\r\n")["competitors"] == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "line", "column", "why"),
    [
        ("---\ntitle: A\n\nWe win.", 1, "", "the --- at the top is never closed by another ---"),
        ("---\n- a\n---\nWe win.", 2, "", "between the --- lines there must be key: value"),
        ("---\ntitle: A\nowner: [a\n---\nWe win.", 3, "", "not valid YAML"),
        ("---\ntitle: A\ntitle: B\n---\nWe win.", 3, "", "given twice"),
        ("---\ntitle: A\nverified_on: last May\n---\nWe win.", 3, "verified_on", "not an ISO date"),
        ("---\nverified_on: 2025-02-30\n---\nWe win.", 2, "", "not valid YAML"),
        ("---\nowner: {a: b}\n---\nWe win.", 2, "owner", "not text"),
        ("---\ntitle: A\n---\n\n# Only a heading\n", 5, "text", "says nothing"),
        ("", 1, "text", "says nothing"),
        ("a\nb\0", 2, "", "cannot be decoded"),
        ("x" * (LONGEST_CARD + 1), 1, "", "longer than"),
    ],
)
def test_what_cannot_be_taken_names_the_line(text: str, line: int, column: str, why: str) -> None:
    with pytest.raises(BadCard) as caught:
        read(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert why in caught.value.phrase.en
    assert caught.value.phrase.zh


@pytest.mark.parametrize("name", ["x" * 201, "\udce9"])
def test_a_name_that_cannot_be_kept_is_refused(name: str) -> None:
    with pytest.raises(BadCard):
        read_card(name, CARD, SHANGHAI)


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=20)
FIELDS = st.dictionaries(
    st.sampled_from(["title", "competitor", "product", "owner", "tier"]), WORD | st.lists(WORD, max_size=3), max_size=5
)


def line_at_fault(text: str) -> int | None:
    """None where the text is a card."""
    try:
        read(text)
    except BadCard as bad:
        return bad.line
    return None


@given(st.text(max_size=400))
def test_any_text_is_a_card_or_is_refused_with_a_line_of_its_own(text: str) -> None:
    last, wrong = max(1, len(text.splitlines())), line_at_fault(text)
    if wrong is not None:
        assert 1 <= wrong <= last
        return
    card = read(text)
    assert json.loads(json.dumps(card)) == card
    numbers = [number for number, _, _ in card["lines"]]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= last and said for number, _, said in card["lines"])


@given(FIELDS, st.lists(st.sampled_from(["- one", "two", "", "# Three", "> four", "| five |"]), min_size=1, max_size=8))
def test_what_yaml_writes_is_read_back(fields: dict[str, Any], body: list[str]) -> None:
    text = f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n" + "\n".join([*body, "end"])
    card = read(text)
    assert card["owner"] == said(fields.get("owner", ""), "; ")
    assert set(card["attributes"]) == fields.keys() & {"tier"}
    assert card["lines"][-1][2].endswith("end")


def said(value: str | list[str], joint: str) -> str:
    parts = value if isinstance(value, list) else [value]
    return joint.join(dict.fromkeys(part for one in parts if (part := " ".join(one.split()))))
