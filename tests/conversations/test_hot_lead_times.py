"""When a hot lead is told again: the next working morning of whoever put it off, and only after thirty quiet days."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conversations.stage import SHANGHAI, Stage, hot_visit, labels, text_of

CHICAGO = ZoneInfo("America/Chicago")


async def put_off(stage: Stage, person: str, lead: str, at: datetime) -> str:
    """The lead turns hot at `at`, its owner puts it off; what the card says then."""
    stage.clock.set(at)
    await stage.signal(*hot_visit(f"v-{lead}", lead_id=lead))
    card = (await stage.cards("direct", person))[-1]
    await stage.presses(person, card, "明早再说" if person == "li.lei" else "Later")
    return str((await stage.cards("direct", person))[-1]["payload"]["card"]["settled"])


@pytest.mark.parametrize(
    ("at", "again"),
    [
        (datetime(2026, 1, 12, 22, 0, tzinfo=SHANGHAI), datetime(2026, 1, 13, 9, 0, tzinfo=SHANGHAI)),
        (datetime(2026, 1, 16, 22, 0, tzinfo=SHANGHAI), datetime(2026, 1, 19, 9, 0, tzinfo=SHANGHAI)),
        (datetime(2026, 2, 13, 22, 0, tzinfo=SHANGHAI), datetime(2026, 2, 14, 9, 0, tzinfo=SHANGHAI)),
        (datetime(2026, 2, 14, 22, 0, tzinfo=SHANGHAI), datetime(2026, 2, 24, 9, 0, tzinfo=SHANGHAI)),
    ],
    ids=["weekday", "weekend", "a Saturday that is worked", "Spring Festival"],
)
async def test_in_china(stage: Stage, at: datetime, again: datetime) -> None:
    said = await put_off(stage, "li.lei", "L006", at)
    assert again.date().isoformat() in said
    assert "09:00" in said
    await stage.later(again - timedelta(minutes=1))
    assert await stage.everywhere() == ""
    await stage.later(again + timedelta(seconds=1))
    reminder = (await stage.news("direct", "li.lei"))[0]
    assert text_of(reminder).startswith("🔥 到时提醒")
    await stage.presses("li.lei", reminder, "我来跟进")
    for card in await stage.cards("direct", "li.lei"):
        assert "李雷" in card["payload"]["card"]["settled"]


async def test_in_the_pressers_own_time_zone_and_holidays(stage: Stage) -> None:
    said = await put_off(stage, "diego.fuentes", "L016", datetime(2026, 1, 16, 16, 0, tzinfo=CHICAGO))
    assert "2026-01-20" in said  # Monday the 19th is a holiday there
    assert "09:00" in said
    await stage.later(datetime(2026, 1, 20, 9, 0, 1, tzinfo=CHICAGO))
    assert "Reminder" in text_of((await stage.news("direct", "diego.fuentes"))[0])


async def test_put_off_again_it_comes_again_as_a_message_of_its_own(stage: Stage) -> None:
    await put_off(stage, "li.lei", "L006", datetime(2026, 1, 12, 22, 0, tzinfo=SHANGHAI))
    for day in (13, 14, 15):
        await stage.later(datetime(2026, 1, day, 9, 0, 1, tzinfo=SHANGHAI))
        reminder = (await stage.news("direct", "li.lei"))[0]
        assert text_of(reminder).startswith("🔥 到时提醒")
        assert "明早再说" in labels(reminder)
        await stage.presses("li.lei", reminder, "明早再说")
    assert len(await stage.cards("direct", "li.lei")) == 4
    await stage.presses("li.lei", (await stage.cards("direct", "li.lei"))[-1], "我来跟进")
    assert {labels(card)[0] for card in await stage.cards("direct", "li.lei")} == {"撤回认领"}


async def test_no_reminder_where_somebody_acted_in_between(stage: Stage) -> None:
    stage.clock.set(datetime(2026, 1, 12, 22, 0, tzinfo=SHANGHAI))
    await stage.signal(*hot_visit("v-1", lead_id="L006"))
    await stage.presses("li.lei", await stage.card("direct", "li.lei"), "明早再说")
    await stage.presses("li.lei", await stage.card("direct", "li.lei"), "我来跟进")
    await stage.later(datetime(2026, 1, 13, 9, 0, 1, tzinfo=SHANGHAI))
    assert await stage.everywhere() == ""


async def test_one_alert_however_many_events_and_again_only_after_thirty_quiet_days(stage: Stage) -> None:
    start = stage.clock.now()
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    for _ in range(3):
        await stage.signal(*hot_visit("v-1", lead_id="L011"))
    await stage.card("east-pv")
    stage.clock.set(start + timedelta(days=20))
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    await stage.card("east-pv")
    stage.clock.set(start + timedelta(days=45))  # quiet for 25 days only
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    await stage.card("east-pv")
    stage.clock.set(start + timedelta(days=76))
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    assert len(await stage.cards("east-pv")) == 2


async def test_the_same_signal_twice_counts_once(stage: Stage) -> None:
    *_, form = hot_visit("v-1", lead_id="L011")
    page = {"kind": "page_view", "visitor_id": "v-1", "page": "/compare/rival", "event_id": "one"}
    paper = {"kind": "download", "visitor_id": "v-1", "asset": "service-whitepaper"}
    answers = [await stage.signal(page) for _ in range(3)]
    assert [answer["new"] for answer in answers] == [1, 0, 0]
    await stage.signal(paper, form)
    assert await stage.cards("east-pv") == []
