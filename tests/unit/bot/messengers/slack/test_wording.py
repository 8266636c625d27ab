"""Text for Block Kit: both forms say the same, and nothing in them does anything by itself."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.slack.cache import MOST, Cache
from bot.messengers.slack.wording import bold, joined, linked, readable, said
from tests.clocks import FakeClock
from tests.vendors.slack.fake import FakeSlack
from tests.vendors.slack.shown import plain

TEAM = FakeSlack(FakeClock()).workspaces["T1"]
PIECES = [
    "<@U1>",
    "<!here>",
    "&amp;",
    "https://x.example/a?b=1&c=_d_",
    "*",
    "_",
    "`",
    "~",
    " ",
    "\n",
    "字",
    "a",
    "|",
    ">",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)


@given(texts)
def test_markup_reads_as_it_was_written(text: str) -> None:
    wording = said(text)
    assert wording.plain == readable(text)
    assert plain(TEAM, wording.marked) == wording.plain


@given(texts, texts)
def test_what_is_put_together_is_literal_where_a_part_is(one: str, other: str) -> None:
    both = joined([said(one), said(other)], " · ")
    assert both.literal == (said(one).literal or said(other).literal) or not (said(one).plain and said(other).plain)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Why", "*Why*"),
        (" Why ", "*Why*"),
        ("a*b", "a*b"),
        ("see https://x.example", "see <https://x.example>"),
        ("", ""),
    ],
)
def test_bold_only_where_it_changes_nothing(text: str, marked: str) -> None:
    assert bold(text).marked == marked


def test_a_link_that_is_none_is_its_label() -> None:
    assert linked("website", "javascript:alert(1)").marked == "website"
    assert (
        linked("<web|site>", "https://w.example/?a=1&b=2").marked
        == "<https://w.example/?a=1&amp;b=2|&lt;web｜site&gt;>"
    )


def test_a_full_cache_lets_go_of_the_oldest() -> None:
    cache: Cache[int] = Cache(FakeClock(), 10.0)
    for number in range(MOST + 1):
        cache.put(str(number), number)
    assert (cache.get("0"), cache.get(str(MOST))) == (None, MOST)


def test_the_package_stays_light() -> None:
    code = "import sys, bot.messengers.slack; sys.exit('slack_sdk' in sys.modules or 'aiohttp.web' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
