"""What words say that a document is, and which version they state."""

import pytest

from capture.links.cues import Other, Paper, cues_in
from capture.links.stated import stated_version


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("给华东光伏的方案", Paper.PROPOSAL),
        ("SOW初稿", Paper.SOW),
        ("要一份ROI", Paper.ROI),
        ("Our RFP response for Acme", Paper.TENDER),
        ("方案模板", Other.TEMPLATE),
        ("template for the proposal", Other.TEMPLATE),
        ("竞品的方案", Other.COMPETITOR),
        ("内部培训方案", Other.INTERNAL),
        ("报价审批流程 wiki", Other.WIKI),
        ("minutes of the proposal review", Other.MINUTES),
        ("comments on our proposal", Other.COMMENTS),
        ("客户发来的需求文档", Other.THEIRS),
        ("招标文件", Other.NOTICE),
        ("招标公告", Other.NOTICE),
        ("标书", Paper.TENDER),
        ("Their RFP is here", Other.NOTICE),
        ("price list", Other.GENERAL),
        ("测试方案", Other.PLAN),
        ("Meeting notes: proposal walkthrough", Other.MINUTES),
        ("按模板写的方案", Paper.PROPOSAL),
        ("参考了竞品的报价，方案更新了", Paper.PROPOSAL),
        ("As per their RFP, here's the proposal", Paper.PROPOSAL),
        ("报价，合同还在走流程", Paper.QUOTATION),
        ("方案，客户反馈不错", Paper.PROPOSAL),
        ("recording of the Alder & Finch proposal walkthrough", Other.RECORDING),
        ("方案按您提的意见改好了", Paper.PROPOSAL),
        ("the proposal, comments by Friday please", Paper.PROPOSAL),
        ("their CFO wants the quote", Paper.QUOTATION),
        ("SOW, redlines accepted", Paper.SOW),
        ("早会说的那版方案", Paper.PROPOSAL),
        ("proposal review scoring sheet", Other.PLAN),
        ("pushed the quote, added the failover diagram", Paper.QUOTATION),
        ("updated proposal", Paper.PROPOSAL),
        ("renewal offer", Paper.QUOTATION),
        ("how we do proposals", Other.GENERAL),
        ("可行性研究报告", Paper.PROPOSAL),
        ("usage report", Other.READING),
    ],
)
def test_a_name_is_what_it_comes_to(text: str, says: Paper | Other) -> None:
    assert [one.says for one in cues_in(text) if not one.aside] == [says]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("V3", 3),
        ("方案v12", 12),
        ("version 3.0", 3),
        ("第三版", 3),
        ("第 2 版", 2),
        ("第十二版", 12),
        ("第二稿", 2),
        ("初稿", 1),
        ("技术方案 二稿", 2),
        ("第十二稿 终", 12),
        ("proposal-ver.5-final", 5),
        ("Offer Rev. 7", 7),
        ("版本号：6", 6),
        ("TV500 说明", None),
        ("third draft", 3),
        ("version two", 2),
        ("take 3 😅", 3),
        ("draft 2 is up", 2),
        ("take 2 minutes", None),
        ("二版方案，跟一版比便宜", 2),
        ("出了两版", None),
        ("Hollowell-proposal-v2.pptx", 2),
        ("V2改成了V3", 3),
        ("V3，比V2便宜", 3),
        ("replaces v2: quote v3", 3),
        ("V2.1", None),
        ("final", None),
        ("最终版2", None),
        ("比V2便宜", None),
        ("在V2基础上改的", None),
        ("来自百度网盘超级会员v5的分享", None),
        ("V0", None),
        ("HTML5 V8x", None),
    ],
)
def test_the_version_stated(text: str, number: int | None) -> None:
    assert stated_version(text) == number
