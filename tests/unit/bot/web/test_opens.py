"""The redirect of tracked links on a running server: where it leads, what it counts, and what it never does."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.inbox import Inbox
from bot.web.opens import CALLS_PER_MINUTE, COOKIE, tracked_routes
from bot.web.server import Doors, web_app
from capture.sources.opens import SOURCE
from config.opens import OpensSettings
from knowledge.proposals.documents import opens_of
from knowledge.proposals.opens.commands import SayWhose, TakeLink
from knowledge.proposals.opens.events import DocumentOpened
from knowledge.proposals.opens.gate import Gate, gate_of, open_gate
from knowledge.proposals.opens.model import Sitting, Taken
from knowledge.proposals.opens.view import is_ours, link_called, sittings_of, uncounted_of
from knowledge.proposals.tables import document_opens
from knowledge.store.errors import StoreFull, StoreTrouble
from knowledge.store.inbox import Arrival
from knowledge.store.store import Store
from knowledge.store.tables import inbox
from knowledge.store.unit import Unit
from tests.clocks import FakeClock
from tests.stores import opened

PLAN = "https://docs.example.com/d/plan?pwd=x1%2By"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
PERSON = {"User-Agent": CHROME, "Accept": "text/html", "Accept-Language": "en"}
PREVIEW = {"User-Agent": "DingTalkBot-LinkService/1.0", "Accept": "*/*"}
LASTING = timedelta(days=30)
Browser = TestClient[web.Request, web.Application]


@dataclass
class House:
    """A server with one link that was taken an hour ago."""

    store: Store
    clock: FakeClock
    browser: Browser
    gate: Gate
    taken: Taken
    events: list[object]

    async def call(self, headers: Mapping[str, str] = PERSON, cookie: str = "", **more: object) -> str:
        """Call the link; the cookie that was given, or sent."""
        sent = {**headers, **({"Cookie": f"{COOKIE}={cookie}"} if cookie else {})}
        method = str(more.get("method", "GET"))
        path = f"/t/{self.taken.token}"
        answer = await self.browser.request(method, path, headers=sent, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (302, PLAN)
        await self.store.write(self._take_all)
        given = answer.cookies.get(COOKIE)
        return given.value if given else cookie

    async def sittings(self) -> list[Sitting]:
        link = await self.store.read(lambda reader: link_called(reader, self.taken.token))
        assert link is not None
        return await self.store.read(lambda reader: sittings_of(reader, link.link_id))

    async def uncounted(self) -> dict[str, int]:
        found = await self.store.read(lambda reader: uncounted_of(reader, 1))
        return {one.reason: one.calls for one in found}

    def _take_all(self, unit: Unit) -> None:
        for row in unit.rows(select(inbox).where(inbox.c.state == "new").order_by(inbox.c.id)):
            SOURCE.take(unit, row["body"])
            unit.run(inbox.update().where(inbox.c.id == row["id"]).values(state="done"))
        self.events += unit.events


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    clock = FakeClock()
    async with opened(sqlite_url) as store:
        async for built in _running(cast("Store", _Failing(store)), clock, OpensSettings()):
            yield built


class _Failing:
    """The store, with an inbox that may fail."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.trouble: StoreTrouble | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def admit(self, arrival: Arrival) -> int | None:
        if self.trouble is not None:
            raise self.trouble
        return await self._store.admit(arrival)


async def _running(store: Store, clock: FakeClock, settings: OpensSettings) -> AsyncIterator[House]:
    async def nothing_yet(row_id: int, seconds: float) -> None:  # noqa: ARG001
        return None

    await store.write(lambda unit: open_gate(unit, "https://dazi.example.org", LASTING, lambda: "ab" * 32, public=True))
    gate = await store.read(gate_of)
    assert gate is not None
    token = gate.token(PLAN, "C1", "K1", "li.lei")
    taken = Taken(token, PLAN, "C1", "li.lei", "K1", "doc-1", "Plan")
    await store.write(lambda unit: TakeLink(taken, LASTING).apply(unit, "li.lei"))
    clock.advance(6 * 86_400)
    door = Inbox(store, clock, lambda: None, lambda *_: None)
    doors = Doors(
        door, {}, {}, "", ZoneInfo("UTC"), store.well, nothing_yet, tracked_routes(settings, store, door, clock)
    )
    async with TestClient(TestServer(web_app(doors, 1_000)), cookie_jar=DummyCookieJar()) as browser:
        yield House(store, clock, browser, gate, taken, [])


async def test_a_persons_opens_are_one_sitting_with_an_event_each(house: House) -> None:
    cookie = await house.call()
    assert len(cookie) == 32
    house.clock.advance(20)
    await house.call(cookie=cookie)
    house.clock.advance(600)
    await house.call(cookie=cookie)
    (only,) = await house.sittings()
    assert (only.opens, only.version, only.device["zh"]) == (2, 2, "Chrome · Windows")
    opens = [one for one in house.events if isinstance(one, DocumentOpened)]
    assert [(one.customer_id, one.contact_id, one.document_id, one.nth) for one in opens] == [
        ("C1", "K1", "doc-1", 1),
        ("C1", "K1", "doc-1", 2),
    ]
    house.clock.advance(1_801)
    await house.call(cookie=cookie)
    assert [one.opens for one in await house.sittings()] == [2, 1]
    seen = await house.store.read(lambda reader: reader.rows(select(document_opens)))
    assert [(row["document"], row["visitor"]) for row in seen] == [("doc-1", f"sitting:{one}") for one in (1, 1, 2)]


async def test_previews_heads_and_machines_are_led_on_and_not_counted(house: House) -> None:
    assert await house.call(PREVIEW) == "", "no cookie for machines"
    assert await house.call(method="HEAD") == ""
    assert await house.call({**PERSON, "Sec-Purpose": "prefetch"}) == ""
    assert await house.call({**PERSON, "X-Forwarded-For": "40.92.1.2"}) == ""
    assert await house.sittings() == []
    assert await house.uncounted() == {"head": 1, "prefetch": 1, "preview": 1, "scanner": 1}
    assert house.events == []


async def test_a_browser_that_keeps_no_cookies_is_known_by_its_trace(house: House) -> None:
    await house.call()
    house.clock.advance(120)
    await house.call()
    assert [one.opens for one in await house.sittings()] == [2]
    await house.call({**PERSON, "X-Forwarded-For": "9.9.9.9"})
    assert [one.opens for one in await house.sittings()] == [2, 1]


async def test_another_browser_behind_the_same_address_is_another_visitor(house: House) -> None:
    cookie = await house.call()
    house.clock.advance(120)
    await house.call(cookie=cookie)
    house.clock.advance(120)
    await house.call()
    assert [one.opens for one in await house.sittings()] == [2, 1]


async def test_what_is_said_to_be_ours_counts_no_longer_and_can_be_taken_back(house: House) -> None:
    cookie = await house.call()
    (only,) = await house.sittings()
    await house.store.write(lambda unit: SayWhose(only.sitting_id, ours=True).apply(unit, "li.lei"))
    assert await house.store.read(lambda reader: is_ours(reader, cookie))
    assert await house.store.read(lambda reader: opens_of(reader, ["doc-1"])) == []
    house.clock.advance(7_200)
    await house.call(cookie=cookie)
    assert await house.uncounted() == {"ours": 1}
    await house.store.write(lambda unit: SayWhose(only.sitting_id, ours=False).apply(unit, "li.lei"))
    assert len(await house.store.read(lambda reader: opens_of(reader, ["doc-1"]))) == 1
    assert not await house.store.read(lambda reader: is_ours(reader, cookie))


async def test_all_looks_of_a_sitting_go_and_come_back_also_where_its_browser_keeps_no_cookies(house: House) -> None:
    for _ in range(3):
        await house.call()
        house.clock.advance(120)
    (only,) = await house.sittings()
    counted = []
    for ours in (True, False):
        await house.store.write(partial(_settle, only.sitting_id, ours))
        counted.append(len(await house.store.read(lambda reader: opens_of(reader, ["doc-1"]))))
    assert counted == [0, 3]


def _settle(sitting_id: int, ours: bool, unit: Unit) -> None:  # noqa: FBT001  what is said
    SayWhose(sitting_id, ours=ours).apply(unit, "li.lei")


async def test_a_link_of_ours_is_known_however_it_was_passed_on(house: House) -> None:
    link = house.gate.link(house.taken)
    for told in (f"{link}/", f"{link}?from=chat", f"{link}#top", link.upper()):
        assert house.gate.token_in(told) == house.taken.token
    assert house.gate.token_in(f"https://elsewhere.example/t/{house.taken.token}") == ""


async def test_the_headers_keep_it_out_of_caches_and_indexes(house: House) -> None:
    answer = await house.browser.get(f"/t/{house.taken.token}", headers=PERSON, allow_redirects=False)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/t/", "Max-Age="))


@pytest.mark.parametrize(
    "path",
    [
        "/t/short",
        f"/t/{'a' * 26}",
        "/t/" + "A" * 26,
        f"/t/{'a' * 27}",
        "/t/%2e%2e%2fetc",
        "/t/aaaa?to=https://evil.example",
    ],
)
async def test_an_unknown_link_is_a_friendly_page_in_both_languages(house: House, path: str) -> None:
    answer = await house.browser.get(path, headers=PERSON, allow_redirects=False)
    page = await answer.text()
    assert answer.status == 404
    assert "这个链接打不开" in page
    assert "This link leads nowhere" in page
    assert "evil" not in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_no_parameter_leads_anywhere_else(house: House) -> None:
    path = f"/t/{house.taken.token}?url=https://evil.example&to=https://evil.example"
    answer = await house.browser.get(path, headers={**PERSON, "Host": "evil.example"}, allow_redirects=False)
    assert answer.headers["Location"] == PLAN


async def test_an_expired_link_says_so(house: House) -> None:
    house.clock.advance(LASTING.total_seconds())
    answer = await house.browser.get(f"/t/{house.taken.token}", headers=PERSON, allow_redirects=False)
    assert answer.status == 410
    assert "这个链接过期了" in await answer.text()


async def test_where_it_cannot_be_recorded_the_customer_still_goes_on(house: House) -> None:
    failing = cast("_Failing", house.store)
    failing.trouble = StoreFull("full")
    await house.call()
    assert await house.sittings() == []


async def test_a_flood_of_calls_is_led_on_but_not_stored(house: House) -> None:
    for _ in range(CALLS_PER_MINUTE + 5):
        await house.browser.get(f"/t/{house.taken.token}", headers=PREVIEW, allow_redirects=False)
    rows = await house.store.read(lambda reader: reader.rows(select(inbox.c.id)))
    assert len(rows) == CALLS_PER_MINUTE


async def test_without_cookies_by_the_days_trace_alone(sqlite_url: str) -> None:
    clock = FakeClock()
    async with opened(sqlite_url) as store:
        async for house in _running(store, clock, OpensSettings(cookie=False)):
            assert await house.call() == ""
            clock.advance(120)
            assert await house.call() == ""
            assert [one.opens for one in await house.sittings()] == [2]


async def test_the_secret_outlives_a_restart_and_tokens_differ(house: House) -> None:
    await house.store.write(
        lambda unit: open_gate(unit, "https://new.example.org", LASTING, lambda: "cd" * 32, public=True)
    )
    gate = await house.store.read(gate_of)
    assert gate is not None
    assert gate.secret == house.gate.secret
    tokens = {
        gate.token(*parts)
        for parts in (
            (PLAN, "C1", "K1", "li.lei"),
            (PLAN, "C1", "", "li.lei"),
            (PLAN, "C2", "K1", "li.lei"),
            (PLAN, "C1", "K1", "wu"),
        )
    }
    assert len(tokens) == 4
    assert house.taken.token in tokens
    assert gate.token_in(gate.link(house.taken)) == house.taken.token
    assert gate.token_in(PLAN) == ""
