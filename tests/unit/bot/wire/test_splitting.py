import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wire.graphemes import borders
from bot.wire.splitting import shorten, shorten_characters, split, split_characters, utf8_size

MORE = "（续）…"
FAMILY, FLAG, THUMB, ACCENT = "👨‍👩‍👧", "🇨🇳", "👍🏽", "e\u0301"
WHOLE = (
    "[报价 V2](https://docs.acme.cn/a?b=1&c=(2))",
    "<https://acme.cn/a?x=1&amp;y=2|华东 光伏>",
    "https://docs.acme.cn/offer/2026?v=2",
    "<@zhangwei>",
    "<!subteam^S1>",
    "@王小明",
    "li@acme.cn",
    "&amp;",
    "&lt;",
    FAMILY,
    FLAG,
    THUMB,
    ACCENT,
)
WORDS = (*"客户说下周三前要看到新的报价。！？；，", "price ", "offer. ", "\n", "\n\n", " ", "x", "100 %")

plain_words = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
anything = st.text(max_size=300) | st.lists(st.sampled_from(WORDS + WHOLE), max_size=60).map("".join)


def joined(parts: tuple[str, ...], marker: str) -> str:
    assert all(part.endswith(marker) for part in parts[:-1])
    return "".join(part.removesuffix(marker) for part in parts[:-1]) + parts[-1]


@given(anything, st.integers(20, 200))
def test_parts_fit_the_bytes_and_join_to_the_text(text: str, most: int) -> None:
    parts = split(text, most, MORE)
    assert joined(parts, MORE) == text
    assert all(len(part.encode("utf-8", "surrogatepass")) <= most for part in parts)


@given(anything, st.integers(8, 80))
def test_parts_fit_the_characters_and_join_to_the_text(text: str, most: int) -> None:
    parts = split_characters(text, most, MORE)
    assert joined(parts, MORE) == text
    assert all(len(part) <= most for part in parts)


@given(st.lists(st.sampled_from(WHOLE) | plain_words, max_size=30), st.integers(80, 200))
def test_nothing_that_fits_is_cut_inside(pieces: list[str], most: int) -> None:
    """Each piece stands between spaces, so that it is that piece and not a longer one with its neighbour."""
    text = "".join(f"{piece} " for piece in pieces)
    cuts, at = set(), 0
    for part in split(text, most, MORE)[:-1]:
        at += len(part) - len(MORE)
        cuts.add(at)
    at = 0
    for piece in pieces:
        if piece in WHOLE:
            assert not cuts & set(range(at + 1, at + len(piece)))
        at += len(piece) + 1


@given(st.text(st.sampled_from("ab中\u0301\u200d\ufe0f👨🏽🇨🇳각ᆨक्ष\r\n"), max_size=80), st.integers(40, 90))
def test_cuts_lie_between_graphemes(text: str, most: int) -> None:
    parts = split_characters(text, most, "")
    at, free = 0, borders(text)
    for part in parts[:-1]:
        at += len(part)
        assert free[at] or not any(free[at - len(part) + 1 : at])


@given(anything, st.integers(10, 100))
def test_shortened_text_fits_and_is_a_beginning(text: str, most: int) -> None:
    short = shorten(text, most, "…")
    assert utf8_size(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short.removesuffix("…")))


def test_what_fits_is_left_alone() -> None:
    assert split("", 5, "…") == ("",)
    assert split("中文", 6, "…") == ("中文",)
    assert split_characters("中文", 2, "…") == ("中文",)
    assert shorten("中文", 6, "…") == "中文"


def test_a_paragraph_is_preferred_to_a_line_a_line_to_a_sentence_and_a_sentence_to_a_word() -> None:
    assert split("aaaa bbbb\n\ncc. d\nee ffff", 22, "+")[0] == "aaaa bbbb\n\n+"
    assert split("aaaa bbbb\ncc. dd ee ffff", 20, "+")[0] == "aaaa bbbb\n+"
    assert split("aaaa bbbb. cc dd ee ffff", 20, "+")[0] == "aaaa bbbb. +"
    assert split("aaaa bbbb cc dd ee ffff", 20, "+")[0] == "aaaa bbbb cc dd ee +"


def test_a_chinese_sentence_ends_without_a_space_and_keeps_its_closing_quote() -> None:
    assert split("他说“下周给。”然后就走了没有再回来", 30, "+")[0] == "他说“下周给。”+"


def test_a_part_does_not_begin_with_a_comma() -> None:
    assert split("价格是一百二十万，比去年低一些", 25, "+")[0] == "价格是一百二十+"


def test_a_break_too_early_is_not_taken() -> None:
    assert split("a\n\n" + "word " * 20, 50, "+")[0] == "a\n\n" + "word " * 9 + "+"


def test_numbers_and_addresses_do_not_end_a_sentence() -> None:
    assert split("costs 12.5 million in all, they say so", 20, "+")[0] == "costs 12.5 million +"


def test_a_link_goes_to_the_next_part_whole() -> None:
    link = "[报价单](https://docs.acme.cn/offer)"
    parts = split("请看一下这个" + link + "谢谢你们大家", 52, MORE)
    assert parts == ("请看一下这个" + MORE, link + MORE, "谢谢你们大家")


def test_a_fence_of_code_stays_whole_where_it_fits_and_is_cut_at_a_line_where_not() -> None:
    fence = "```\nline one\nline two\n```"
    assert split("hello there, this is it: " + fence, 40, "+")[1] == fence
    assert split("```\n" + "some line\n" * 20 + "```", 50, "+")[0].endswith("line\n+")


def test_an_address_larger_than_the_limit_is_cut_hard() -> None:
    url = "https://acme.cn/" + "a" * 5000
    parts = split("看 " + url, 2048, MORE)
    assert len(parts) == 4
    assert joined(parts, MORE) == "看 " + url


def test_a_long_link_is_cut_but_not_inside_its_escapes() -> None:
    url = "<https://acme.cn/?" + "a=1&amp;" * 400 + "|x>"
    for part in split(url, 100, "")[:-1]:
        assert not re.search(r"&[a-z]*$", part)


def test_a_grapheme_larger_than_the_limit_is_cut_between_code_points() -> None:
    piled = "a" + "\u0301" * 100
    assert joined(split(piled, 20, "…"), "…") == piled


def test_a_limit_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        split("中文中文", 9, MORE)
    with pytest.raises(ValueError, match="no room"):
        shorten("中文中文", 3, "…")


def test_shortening_ends_at_a_word_and_without_a_space() -> None:
    assert shorten("a quick brown fox jumps", 19, "…") == "a quick brown…"
    assert shorten_characters("华东光伏的新报价，请看", 9, "…") == "华东光伏的新报…"
    assert shorten("x" * 50, 13, "…") == "x" * 10 + "…"


def test_shortening_keeps_a_picture_whole() -> None:
    assert shorten(f"ok {FAMILY}!", 12, "…") == "ok…"


@pytest.mark.parametrize("one", [FAMILY, FLAG, THUMB, ACCENT, "각", "\u1100\u1161\u11a8", "क्षि", "กำ", "\r\n", "1️⃣"])
def test_one_grapheme(one: str) -> None:
    assert [at for at, free in enumerate(borders(one)) if free] == [0, len(one)]


@pytest.mark.parametrize(("text", "cuts"), [("🇨🇳🇺🇸", [0, 2, 4]), ("a\n\u0301b", [0, 1, 2, 3, 4]), ("中文", [0, 1, 2])])
def test_several_graphemes(text: str, cuts: list[int]) -> None:
    assert [at for at, free in enumerate(borders(text)) if free] == cuts
