"""Links in what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.proposals.links import LONGEST_LINE, MOST, links_in
from knowledge.proposals.model import Link

A = "https://acme.example/a"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (f"看 {A}，不错", [A]),
        (f"看{A}。", [A]),
        (f"（见 {A}）", [A]),
        (f"《{A}》", [A]),
        (f"<{A}> “{A}” `{A}`", [A]),
        (f"{A}看一下", [A]),
        ("https://acme.example看一下", ["https://acme.example"]),
        ("http://例子.测试/路径 后面", ["http://例子.测试/路径"]),
        ("https://a.example/s/报价单_终版.pdf看下", ["https://a.example/s/报价单_终版.pdf"]),
        ("https://a.example/s/方案/衡山.docx，另一份", ["https://a.example/s/方案/衡山.docx"]),
        ("https://a.example/s看下报价单.pdf", ["https://a.example/s"]),
        (f"See {A}, {A}! Is it {A}?", [A]),
        (f"{A};{A}2,{A}3", [A, f"{A}2", f"{A}3"]),
        ("(https://en.wiki.example/Foo_(bar)).", ["https://en.wiki.example/Foo_(bar)"]),
        ("https://a.example/(x)(y))", ["https://a.example/(x)(y)"]),
        (f"[the plan]({A})", [A]),
        (f"**{A}**", [A]),
        (f"{A}?x=1&y=[2]#part.", [f"{A}?x=1&y=[2]#part"]),
        ("https://old.example/2020/https://acme.example/", ["https://old.example/2020/https://acme.example/"]),
        ("http://localhost:8080", ["http://localhost:8080"]),
        ("HTTPS://Acme.Example/", ["HTTPS://Acme.Example/"]),
        (f"{A}\u200b {A}\u3000{A}b", [A, f"{A}b"]),
        ("http:// https://... https://) ftp://a.example acme.example javascript:alert(1)", []),
        ("", []),
    ],
)
def test_what_a_link_is_and_where_it_ends(text: str, urls: list[str]) -> None:
    assert [link.url for link in links_in(text)] == urls


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"新版方案：{A}", "新版方案"),
        (f"方案 v3\n\n{A}\n谢谢", "方案 v3"),
        (f"the plan ({A}), please read", "the plan, please read"),
        (f"[the plan]({A})", "the plan"),
        (A, ""),
        ("字" * 300 + " " + A, "字" * LONGEST_LINE),
    ],
)
def test_the_words_beside_it(text: str, line: str) -> None:
    assert links_in(text) == (Link(A, line),)


def test_no_more_than_most_are_read() -> None:
    assert len(links_in(" ".join(f"{A}{n}" for n in range(MOST + 5)))) == MOST


PIECES = st.sampled_from(
    ["https://", "http://", "a.example", "/x", "(", ")", "，", "。", " ", "\n", "光伏", ".", "?q=", "]"]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_each_stands_in_the_text_once_and_is_a_link_by_itself(text: str) -> None:
    found = links_in(text)
    urls = [link.url for link in found]
    assert len(set(urls)) == len(urls)
    for link in found:
        assert link.url in text
        assert not set(link.url) & set(' \n，。）》"<>')
        assert [one.url for one in links_in(link.url)] == [link.url]
        assert len(link.line) <= LONGEST_LINE


@pytest.mark.parametrize("between", ["和", " 和 ", " and ", " & ", "、", ", "])
def test_a_word_that_only_joins_links_says_nothing_of_them(between: str) -> None:
    found = links_in(f"https://a.example/x{between if between[0] != '和' else ' ' + between}https://b.example/y")
    assert [link.line for link in found] == ["", ""]
