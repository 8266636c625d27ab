"""Cursors and refusals of feeds, on both databases."""

from datetime import timedelta

import pytest

from knowledge.store.errors import StaleWrite
from knowledge.store.feeds import Progress, Refusal, advance, feed_state, refusals_since, refuse
from knowledge.store.inbox import Arrival
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.stores import START, Hand

BAD = Refusal("x.eml", {"zh": "坏的", "en": "broken"})


def arrival(event_id: str) -> Arrival:
    return Arrival("mail", event_id, "signalled", "mail", {"n": 1}, START)


async def test_a_cursor_goes_on_only_from_where_it_stands(any_store: Store, hand: Hand) -> None:
    def first(unit: Unit) -> int:
        return advance(unit, Progress("box", "", "1", START), [arrival("a"), arrival("a"), arrival("b")], [BAD])

    assert await any_store.write(first) == 2
    hand.forward(minutes=1)
    with pytest.raises(StaleWrite):
        await any_store.write(lambda unit: advance(unit, Progress("box", "", "9"), [arrival("c")], []))
    assert await any_store.write(lambda unit: advance(unit, Progress("box", "1", "2"), [arrival("b")], [])) == 0
    state = await any_store.read(lambda reader: feed_state(reader, "box"))
    assert state is not None
    assert (state.cursor, state.looked_at, state.newest) == ("2", START + timedelta(minutes=1), START)
    assert await any_store.read(lambda reader: feed_state(reader, "other")) is None


async def test_a_refusal_may_quote_what_no_database_holds(any_store: Store) -> None:
    bad = Refusal("a\0b \udcff", {"zh": "坏\0", "en": "broken \ud800"})
    await any_store.write(lambda unit: refuse(unit, "box", [bad, bad]))
    _, (found,) = await any_store.read(lambda reader: refusals_since(reader, "box", START))
    assert (found.item, found.say["en"]) == ("a\ufffdb \ufffd", "broken \ufffd")


async def test_refusals_are_counted_newest_first_and_kept_once(any_store: Store, hand: Hand) -> None:
    async def say(*refused: Refusal) -> None:
        await any_store.write(lambda unit: refuse(unit, "box", refused))

    await say(BAD, Refusal("y.eml", {"zh": "太大", "en": "too large"}))
    await say(BAD)
    later = hand.forward(days=2)
    await say(Refusal("z.eml", {"zh": "太大", "en": "too large"}))
    count, found = await any_store.read(lambda reader: refusals_since(reader, "box", START))
    assert (count, [one.item for one in found]) == (3, ["z.eml", "y.eml", "x.eml"])
    assert (await any_store.read(lambda reader: refusals_since(reader, "box", later)))[0] == 1
    assert (await any_store.read(lambda reader: refusals_since(reader, "other", START)))[0] == 0
