import html
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.wire.escaping import markdown, markdown_link, mrkdwn, mrkdwn_link, plain

NASTY = "<>@!#*_~`[]()&;-+=|\\ \n\r\u2028ab1中/:.\u202e\t"
values = st.text(max_size=80) | st.text(st.sampled_from(NASTY), max_size=40)
BARE_EMAIL = re.compile(r"[\w.%+-]+@[\w-]+\.[\w.-]+", re.ASCII)


@given(values)
@example("<!channel> & <@U1> <https://evil.cn|Acme>")
def test_slack_text_has_no_angle_left_and_reads_as_it_was(value: str) -> None:
    safe = mrkdwn(value)
    assert not set("<>") & set(safe)
    assert not re.search(r"&(?!(amp|lt|gt);)", safe)
    assert html.unescape(safe) == mrkdwn_read(value)


def mrkdwn_read(value: str) -> str:
    """What is meant to be read: line ends unified, controls dropped."""
    lines = re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", value)
    return "".join(
        one
        for one in lines
        if one in "\n\t"
        or (
            unicodedata.category(one) != "Cc"
            and one not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
        )
    )


@given(values)
def test_slack_links_hold_one_label_and_one_address(value: str) -> None:
    link = mrkdwn_link(value, "https://acme.cn/?a=1&b=<x|y>")
    assert re.fullmatch(r"<[^<>|]+\|[^<>|\n]*>", link)


@given(values)
@example("[点我](https://evil.cn)")
@example("![x](https://evil.cn/a.png)")
@example("<@zhang> @all <font color='warning'>")
@example("# big\n  > quoted\n- item\n+ item\n---\n===")
@example("a|b\n-|-\n1|2")
@example("&lt;@all&gt;")
def test_markdown_text_does_nothing(value: str) -> None:
    for written in (markdown(value), "客户：" + markdown(value) + "。", markdown(value) + "(x)", "[" + markdown(value)):
        assert not re.search(r"<[A-Za-z/!@?]", written)
        assert not re.search(r"\][(\[:]", written)
        assert not set("*`]") & set(written)
        assert not re.search(r"^\s*[#>]", written, re.MULTILINE)
        assert not re.search(r"^\s*[-+](\s|$)", written, re.MULTILINE)
        assert not re.search(r"^[ \t|:]*[-=]+[-=|: \t]*$", written, re.MULTILINE)
        assert not re.search(r"&#?\w+;", written)
        assert "@" not in BARE_EMAIL.sub("", written)


@given(values)
def test_markdown_text_reads_as_it_was(value: str) -> None:
    """Only full-width forms differ, which are the same character to a reader (and to NFKC)."""
    assert unicodedata.normalize("NFKC", markdown(value)) == unicodedata.normalize("NFKC", mrkdwn_read(value))


@given(values)
def test_plain_text_calls_nobody_and_links_nowhere(value: str) -> None:
    safe = plain(value)
    assert not re.search(r"<[A-Za-z/!@?]", safe)
    assert "@" not in BARE_EMAIL.sub("", safe)
    assert unicodedata.normalize("NFKC", safe) == unicodedata.normalize("NFKC", mrkdwn_read(value))


@pytest.mark.parametrize(
    "value",
    [
        "华东光伏（上海）",
        "Acme & Sons, Ltd.",
        "li.wei@acme.cn",
        "金额 < 30 万，毛利 > 12.4 %，a >= b",
        "<30 天",
        "file_name_v2.pdf",
        "https://docs.acme.cn/a_b?x=1&y=2",
        "A-12 - B",
        "-12.4 %",
        "C:\\offers\\acme",
        "C# and A|B",
    ],
)
def test_what_is_harmless_stays_as_it_is(value: str) -> None:
    assert markdown(value) == value
    assert plain(value) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<@all>", "＜＠all>"),
        ("@all", "＠all"),
        ("me@all", "me＠all"),
        ("[x](https://evil.cn)", "［x］(https://evil.cn)"),
        ("# 1\n> 2\n- 3", "＃ 1\n＞ 2\n－ 3"),
        ("**x** `y` _z_ ~~w~~", "＊＊x＊＊ ｀y｀ ＿z＿ ～～w～～"),
        ("&lt;b&gt;", "＆lt;b＆gt;"),
        ("1. # a\n2) > b", "1. ＃ a\n2) ＞ b"),
        ("x\n---", "x\n－－－"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("label\\", "label＼"),
    ],
)
def test_what_would_do_something_is_shown_full_width(value: str, shown: str) -> None:
    assert markdown(value) == shown


def test_a_link_leads_where_it_says() -> None:
    assert markdown_link("[报价](x)", "https://acme.cn/") == "[［报价］(x)](https://acme.cn/)"
    assert markdown_link("报价", "https://acme.cn/a(1)?b=%20&c=2") == "[报价](https://acme.cn/a%281%29?b=%20&c=2)"
    assert mrkdwn_link("A & B | C", "https://acme.cn/?a=1&b=2") == "<https://acme.cn/?a=1&amp;b=2|A &amp; B ｜ C>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "https://", "file:///etc/passwd", "https://a b", "tel:1"])
def test_what_is_no_web_address_becomes_its_label(url: str) -> None:
    assert markdown_link("报价", url) == "报价"
    assert mrkdwn_link("报价", url) == "报价"


@pytest.mark.parametrize(
    "value", [" " * 100_000 + "x", "-=|: " * 20_000 + "x", "1. " * 30_000, "a.b@" * 20_000, "_" * 90_000]
)
def test_long_nonsense_takes_no_long_time(value: str) -> None:
    """A pattern that went back and forth over these would take minutes."""
    assert len(markdown(value)) == len(value)
