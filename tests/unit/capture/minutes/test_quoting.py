"""Whatever the text, every item's quote stands in its turn; and what has no quote is dropped."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from capture.minutes.extract import minutes_of_turns
from capture.minutes.model import Turn
from capture.minutes.quoting import checked
from capture.minutes.timing import with_ends
from knowledge.meetings.model import Item, ItemKind
from tests.unit.capture.minutes.saying import WEDNESDAY, turns

WORDS = (
    "我/我们/明天/周五前/给您/发/报价/，/。/？/ /好的/没问题/尽量/一百二十万/太贵/拓维/定了/把/了/１２/３月/13月32号"
    "/I'll /send /you /the quote /by Friday/let me /check /. /? /um /we /too expensive/$5k/a /twenty /the fifth /-"
)
ODD = ("\n", "\u3000", "…", "”", "\ud800", "\0", "İ", "ß", "😀")
PIECES = st.sampled_from([*WORDS.split("/"), *ODD])
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)
SAID = st.builds(
    Turn, st.floats(0, 9e5), st.sampled_from(["李雷", "周敏", ""]), st.sampled_from(["us", "them", ""]), TEXTS
)


@settings(max_examples=150)
@given(st.lists(SAID, max_size=6))
def test_every_quote_is_in_its_turn(said: list[Turn]) -> None:
    for item in minutes_of_turns(said, WEDNESDAY):
        assert item.quote
        assert item.quote in said[item.line].text
        assert said[item.line].start - 0.01 <= item.at <= (with_ends(said)[item.line].end or 0) + 0.01
        assert item.speaker == said[item.line].speaker
        assert 0 < item.confidence <= 1
        assert item.why


SPOKEN = with_ends(turns("us 李雷: 好的。好的，明天发您。", "them 周敏: 可以。"))
ITEM = Item(ItemKind.POINT, "随便", "明天发您", 0, 0.0, "", 0.5, "llm")


def test_what_nobody_said_is_dropped() -> None:
    assert checked([replace(ITEM, quote="后天发您")], SPOKEN) == []
    assert checked([replace(ITEM, quote="")], SPOKEN) == []
    assert checked([replace(ITEM, quote="明天 发您")], SPOKEN) == []


def test_a_wrong_turn_is_put_right_where_only_one_holds_the_quote() -> None:
    (item,) = checked([replace(ITEM, line=1)], SPOKEN)
    assert (item.line, item.speaker) == (0, "李雷")
    assert checked([replace(ITEM, line=1)], [*SPOKEN, SPOKEN[0]]) == []
    assert checked([replace(ITEM, line=99)], SPOKEN)[0].line == 0


def test_the_time_is_that_of_the_quote() -> None:
    (item,) = checked([replace(ITEM, at=500.0)], SPOKEN)
    assert 0 < item.at < 10
    first, second = checked([replace(ITEM, quote="好的", at=0.0), replace(ITEM, quote="好的", at=3.0)], SPOKEN)
    assert first.at < second.at
