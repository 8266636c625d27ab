"""Mail, calendars and meeting systems through the whole bot: what the chat then knows, and what people are told."""

import asyncio
import hmac
import json
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.store.feeds import feed_state
from knowledge.store.tables import files, inbox, jobs
from tests.conversations.conftest import Teams
from tests.conversations.stage import SHANGHAI, Stage, playing

SECRET = "a secret of Zoom"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VEVENT
UID:w1
SUMMARY:方案评审
DTSTART;TZID=China Standard Time:20260114T140000
DTEND;TZID=China Standard Time:20260114T150000
LOCATION:滨江 3F
ORGANIZER:mailto:li.lei@dazi-team.example
ATTENDEE:mailto:tao.ran@huadong-pv.example
END:VEVENT
BEGIN:VEVENT
UID:w2
SUMMARY:周一例会
DTSTART;TZID=China Standard Time:20260112T083000
DTEND;TZID=China Standard Time:20260112T085000
ATTENDEE:mailto:li.lei@dazi-team.example
ATTENDEE:mailto:shao.yu@huadong-pv.example
END:VEVENT
BEGIN:VEVENT
UID:p1
SUMMARY:看牙
DTSTART;TZID=China Standard Time:20260113T100000
END:VEVENT
END:VCALENDAR
"""
MAIL = """From: 李雷 <li.lei@dazi-team.example>
To: 陶然 <tao.ran@huadong-pv.example>
Subject: 华东光伏项目
Message-ID: <m1@dazi-team.example>
Date: Mon, 12 Jan 2026 08:50:00 +0800
Content-Type: text/plain; charset=gb2312
Content-Transfer-Encoding: 8bit

陶总您好，
我周三前把报价发给您。

谢谢
李雷
"""


async def looked(stage: Stage, feed: str) -> None:
    """Until the bot has looked at a feed for the first time."""
    for _ in range(1000):
        if await stage.runtime.store.read(lambda reader: feed_state(reader, feed)) is not None:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"nobody looked at {feed}")


@pytest.fixture
def team(teams: Teams, tmp_path: Path) -> str:
    """The sample team on SQLite."""
    shutil.copy(teams.of("sqlite"), tmp_path / "team.db")
    return f"sqlite:///{tmp_path / 'team.db'}"


@pytest.fixture
async def fed(team: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The sample team with a mail folder, a calendar and Zoom."""
    drop = tmp_path / "mail-in"
    drop.mkdir()
    (drop / "m1.eml").write_bytes(MAIL.encode("gb18030"))
    (drop / "x.eml").write_bytes(MAIL.replace("tao.ran@huadong-pv", "mum@home").encode("gb18030"))
    (tmp_path / "team.ics").write_text(CALENDAR, encoding="utf-8")
    sources = {
        "mail": {"drop": str(drop), "every": 5},
        "calendar": {"path": str(tmp_path / "team.ics"), "person": "li.lei"},
        "zoom": {"secret_token": SECRET},
    }
    async with playing(team, tmp_path, sources=sources) as stage:
        for name in ("mail", "calendar"):
            await looked(stage, name)
        await stage.quiet()
        yield stage


async def test_mail_and_calendar_answer_when_we_met_and_when_we_meet(fed: Stage) -> None:
    said = await fed.told("li.lei", "上次联系华东光伏是什么时候？")
    assert said.splitlines()[0] == "今天就和华东光伏有往来：李雷去信《华东光伏项目》。"
    assert "· 2026-01-12：开会《周一例会》，李雷参加" in said
    assert "日历 2026-01-12" in said
    said = await fed.told("li.lei", "下次和华东光伏开会是什么时候？")
    assert said.splitlines()[0] == (
        "和华东光伏的下一次会：2026-01-14（周三） 14:00《方案评审》，李雷、陶然参加，地点：滨江 3F。"
    )
    said = await fed.told("olivia.brandt", "when is the next meeting with 华东光伏?")
    assert "方案评审" not in said, "whoever may not know the customer's people is not told of their meetings"


async def test_a_promise_in_a_mail_becomes_a_task_of_whoever_made_it(fed: Stage) -> None:
    said = await fed.told("li.lei", "答应华东光伏的还有哪些没做？")
    assert "· 把报价发给您，2026-01-14（周三）到期，李雷负责，原话“我周三前把报价发给您”" in said
    (card,) = await fed.cards("direct", "li.lei")
    assert {"label": "客户", "value": "澄溪华东光伏科技股份有限公司"} in card["payload"]["card"]["facts"]


async def test_what_is_nobodys_business_is_not_in_the_database(fed: Stage) -> None:
    rows = await fed.runtime.store.read(lambda reader: reader.rows(select(inbox.c.source, inbox.c.body)))
    stored = json.dumps([row["body"] for row in rows if row["source"] in ("mail", "calendar")], ensure_ascii=False)
    assert "华东光伏项目" in stored
    assert "mum@home" not in stored
    assert "看牙" not in stored


async def called(stage: Stage, document: object, secret: str = SECRET) -> tuple[int, str]:
    body, at = json.dumps(document).encode(), str(int(stage.clock.now().timestamp()))
    signed = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, sha256).hexdigest()
    headers = {"x-zm-request-timestamp": at, "x-zm-signature": f"v0={signed}"}
    async with stage.session.post(f"{stage.runtime.base_url}/hooks/zoom", data=body, headers=headers) as answer:
        text = await answer.text()
        status = answer.status
    await stage.quiet()
    return status, text


def recording(topic: str) -> dict[str, object]:
    address = "https://recordings.example/a"
    audio = {"id": "f1", "file_type": "M4A", "file_extension": "M4A", "file_size": 9, "download_url": address}
    told = {"uuid": "u==", "topic": topic, "start_time": "2026-01-12T00:30:00Z", "duration": 20}
    told |= {"host_email": "li.lei@dazi-team.example", "recording_files": [audio]}
    return {"event": "recording.completed", "event_ts": 1, "download_token": "t", "payload": {"object": told}}


async def test_zooms_recording_is_ordered_once_for_the_customer_that_the_calendar_names(fed: Stage) -> None:
    assert (await called(fed, recording("周一例会"), secret="wrong"))[0] == 401
    for _ in range(2):
        assert await called(fed, recording("周一例会")) == (200, "ok")
    orders = await fed.runtime.store.read(lambda reader: reader.rows(select(jobs.c.kind, jobs.c.args)))
    (order,) = [one for one in orders if one["kind"] == "recording"]
    assert order["args"]["shared_by"] == "li.lei"
    kept = await fed.runtime.store.read(lambda reader: reader.rows(select(files.c.holder, files.c.why)))
    assert [one["holder"] for one in kept] == ["zoom"]
    said = await fed.told("li.lei", "上次联系华东光伏是什么时候？")
    assert said.count("周一例会") == 1, "the calendar's meeting and its recording are one"


async def test_the_challenge_and_an_unreadable_call_over_http(fed: Stage) -> None:
    status, text = await called(fed, {"event": "endpoint.url_validation", "payload": {"plainToken": "abc"}})
    assert status == 200
    assert json.loads(text)["plainToken"] == "abc"
    status, text = await called(fed, {"event": "recording.completed", "payload": {}})
    assert status == 400
    assert "录制事件缺少" in json.loads(text)["error"]["zh"]


async def test_the_figures_tell_how_the_feeds_are(fed: Stage) -> None:
    async with fed.session.get(f"{fed.runtime.base_url}/metrics") as answer:
        page = await answer.text()
    at = datetime(2026, 1, 12, 9, tzinfo=SHANGHAI).timestamp()
    (line,) = [one for one in page.splitlines() if one.startswith('dazi_feed_last_success_seconds{feed="mail"}')]
    assert abs(float(line.split()[-1]) - at) < 600
    assert 'dazi_feed_passed_over_total{feed="calendar"}' in page
