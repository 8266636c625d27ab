"""What becomes of minutes made anew."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from knowledge.meetings.judge import is_open_commitment, numbered, quoted, renewed, touched
from knowledge.meetings.model import Item, ItemKind, ItemState

ITEM = Item(ItemKind.COMMITMENT, "报价", "周五前给您报价", 0, 1.0, "李雷", 0.9, "zh.to_you")
ITEMS = st.lists(
    st.builds(replace, st.just(ITEM), quote=st.sampled_from(["a", "b", "c"]), line=st.integers(0, 2)), max_size=6
)


@given(ITEMS, ITEMS)
def test_every_id_is_its_own_and_the_same_again(first: list[Item], second: list[Item]) -> None:
    stored, fresh = numbered("m1", first), numbered("m1", second)
    assert len({item.item_id for item in stored}) == len(first)
    assert numbered("m1", first) == stored
    change = renewed(stored, fresh)
    assert {one.item_id for one in (*change.added, *change.kept)} == {one.item_id for one in fresh}
    assert {one.item_id for one in (*change.kept, *change.gone)} == {one.item_id for one in stored}


def test_other_meetings_and_kinds_have_other_ids() -> None:
    (one,), (other,) = numbered("m1", [ITEM]), numbered("m2", [ITEM])
    (kind,) = numbered("m1", [replace(ITEM, kind=ItemKind.DECISION)])
    assert len({one.item_id, other.item_id, kind.item_id}) == 3
    assert (one.meeting_id, other.meeting_id) == ("m1", "m2")


def test_what_people_touched_stays() -> None:
    stored = numbered("m1", [ITEM, replace(ITEM, quote="b"), replace(ITEM, quote="c"), replace(ITEM, quote="d")])
    stored = [
        stored[0],
        replace(stored[1], edited_by="li.lei"),
        replace(stored[2], state=ItemState.DROPPED),
        replace(stored[3], state=ItemState.DONE),
    ]
    change = renewed(stored, [])
    assert (change.gone, change.kept) == ((stored[0],), tuple(stored[1:]))
    assert [touched(one) for one in stored] == [False, True, True, True]
    assert [is_open_commitment(one) for one in stored] == [True, True, False, False]


def test_a_quote_stands_in_its_own_line() -> None:
    assert quoted(ITEM, ["周五前给您报价。"])
    assert not quoted(ITEM, ["周五给您报价"])
    assert not quoted(ITEM, [])
    assert not quoted(replace(ITEM, quote=" "), [" "])
    assert not quoted(replace(ITEM, line=-1), ["x", ITEM.quote])


def test_what_nobody_touched_says_what_is_said_now_and_keeps_its_time() -> None:
    stored = numbered("m1", [ITEM, replace(ITEM, quote="b"), replace(ITEM, quote="c")])
    stored = [stored[0], replace(stored[1], edited_by="li.lei"), stored[2]]
    fresh = [replace(one, text="新报价", why="zh.to_you+llm", at=9.0, speaker="?") for one in stored[:2]]
    change = renewed(stored, [*numbered("m1", fresh), stored[2]])
    assert change.changed == (replace(stored[0], text="新报价", why="zh.to_you+llm"),)
    assert change.kept == (stored[1], stored[2])
    assert (change.added, change.gone) == ((), ())
