"""Short links: what they show, to whom, and that nobody comes by anything by guessing."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.web.server import Doors, web_app
from bot.web.shown import OPEN_FOR, ShortLinks, shown_routes, token
from knowledge.people.model import LANGS, Lang
from knowledge.store.store import Store
from knowledge.store.tables import outbox
from knowledge.store.unit import Unit
from notifiers.alerts.hot_lead import example
from notifiers.notice import Address, Evidence, Notice
from notifiers.outbox import put
from tests.stores import Hand

if TYPE_CHECKING:
    from bot.inbox import Inbox

Browser = TestClient[web.Request, web.Application]
HERE, ELSEWHERE = Address("local", "east"), Address("local", "west")
SECRET, OTHER = "ab" * 32, "cd" * 32
LINKS = ShortLinks("https://dazi.example.org", lambda: SECRET)
EVIL = "<script>alert(1)</script>"


@pytest.fixture
async def browser(any_store: Store, hand: Hand) -> AsyncIterator[Browser]:
    async def nothing_yet(row_id: int, seconds: float) -> None:  # noqa: ARG001
        return None

    nobody, pages = cast("Inbox", None), shown_routes(any_store, hand.now)
    doors = Doors(nobody, {}, {}, "", ZoneInfo("UTC"), any_store.well, nothing_yet, pages)
    async with TestClient(TestServer(web_app(doors, 1_000))) as opened:
        yield opened


async def link_to(store: Store, notice: Notice, to: Address = HERE, links: ShortLinks = LINKS) -> str:
    """Put a notice; where it is shown."""

    def work(unit: Unit) -> str:
        put(unit, notice, to)
        return links.of(unit)(max(row["id"] for row in unit.rows(select(outbox.c.id))))

    return (await store.write(work)).removeprefix(links.base_url)


async def shown(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status == 200
    return await answer.text()


@pytest.mark.parametrize("lang", LANGS)
async def test_a_link_shows_the_whole_notice_in_its_language(
    any_store: Store, browser: Browser, hand: Hand, lang: Lang
) -> None:
    hand.forward(days=7)
    notice = replace(example(lang), zone="Asia/Shanghai")
    page = await shown(browser, await link_to(any_store, notice))
    parts = [notice.title, notice.badge, notice.foot, "2026-01-12 10:00", "Asia/Shanghai"]
    parts += [fact.value for fact in notice.facts] + [why.text for why in notice.why]
    parts += [choice.say for choice in notice.choices]
    assert [part for part in parts if part not in page] == []
    assert f'<html lang="{ {"zh": "zh-CN", "en": "en"}[lang] }">' in page


async def test_a_link_shows_the_newest_version_at_its_own_address(any_store: Store, browser: Browser) -> None:
    path = await link_to(any_store, example("en"))
    await link_to(any_store, replace(example("en"), version=2, settled="Claimed by Li Lei"))
    await link_to(any_store, replace(example("en"), version=3, settled="Claimed by Han Meimei"), ELSEWHERE)
    page = await shown(browser, path)
    assert "Claimed by Li Lei" in page
    assert "Han Meimei" not in page


async def test_all_links_of_a_database_have_one_secret(any_store: Store, browser: Browser) -> None:
    await link_to(any_store, example("en"))
    later = await link_to(any_store, example("en"), ELSEWHERE, replace(LINKS, new_secret=lambda: OTHER))
    assert later == f"/n/{token(2, SECRET)}"
    await shown(browser, later)


async def test_guesses_find_nothing(any_store: Store, browser: Browser) -> None:
    path = await link_to(any_store, example("en"))
    row, tag = path.removeprefix("/n/").split("-")
    await link_to(any_store, example("zh"), ELSEWHERE)
    changed = ("b" if tag[0] == "a" else "a") + tag[1:]
    wrong = [f"{row}-{changed}", f"2-{tag}", f"0{row}-{tag}", f"{row}-{tag.upper()}", f"{row}-{tag}a", row, tag, "x"]
    wrong += [token(int(row), OTHER), token(99, SECRET), f"{row}-", "-", f"１-{tag}", "%00", f"9{'9' * 30}-{tag}"]
    found = {one: (await browser.get(f"/n/{one}")).status for one in wrong}
    assert set(found.values()) == {404}, found


async def test_before_the_first_link_there_is_nothing(browser: Browser) -> None:
    answer = await browser.get(f"/n/{token(1, '')}")
    assert answer.status == 404
    assert "There is nothing here" in await answer.text()


async def test_a_link_ends_in_time(any_store: Store, browser: Browser, hand: Hand) -> None:
    path = await link_to(any_store, example("en"))
    hand.time += OPEN_FOR
    await shown(browser, path)
    hand.time += timedelta(seconds=1)
    assert (await browser.get(path)).status == 404


def test_the_tag_has_eighty_bits_and_hangs_on_row_and_secret() -> None:
    tokens = {token(row, secret) for row in range(1, 200) for secret in (SECRET, OTHER)}
    assert len({one.partition("-")[2] for one in tokens}) == 398
    assert all(re.fullmatch(r"[0-9]+-[a-z2-7]{16}", one) for one in tokens)


def guarded(answer: ClientResponse) -> bool:
    """Whether a page may run nothing, load nothing, and stays out of caches and search engines."""
    policy = answer.headers["Content-Security-Policy"]
    return (
        policy.startswith("default-src 'none'; style-src 'sha256-")
        and "unsafe" not in policy
        and answer.headers["Cache-Control"] == "no-store"
        and "noindex" in answer.headers["X-Robots-Tag"]
        and answer.headers["X-Content-Type-Options"] == "nosniff"
        and answer.headers["Referrer-Policy"] == "no-referrer"
    )


async def test_data_stays_text_and_pages_can_do_nothing(any_store: Store, browser: Browser) -> None:
    why = (Evidence(EVIL, source=EVIL, link=f'https://x.example/"{EVIL}'), Evidence("go", link="javascript:alert(1)"))
    notice = replace(example("en"), title=EVIL, badge=EVIL, foot=EVIL, settled=EVIL, text=EVIL, why=why)
    answer = await browser.get(await link_to(any_store, notice))
    page = await answer.text()
    assert "<script" not in page
    assert page.count("href=") == 1
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    assert guarded(answer)
    assert guarded(await browser.get("/n/nothing"))


async def test_without_a_server_there_are_no_links(any_store: Store) -> None:
    assert await link_to(any_store, example("en"), links=replace(LINKS, base_url="")) == ""
