"""On a network: no persona switch, a personal link that works once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.server import START, PageServer
from tests.patience import LONG_ENOUGH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def closed() -> Iterator[PageServer]:
    with PageServer(demo=False) as running:
        yield running


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    context = chromium.new_context(locale="zh-CN")
    context.set_default_timeout(LONG_ENOUGH * 1000)
    page = context.new_page()
    page.clock.set_fixed_time(START)
    yield page
    context.close()


def test_without_a_session_the_page_says_how_to_get_a_link(closed: PageServer, page: "Page") -> None:
    page.goto(closed.url)
    page.locator("h1", has_text="需要一个个人链接").wait_for()
    assert page.locator("#app").is_hidden()


def test_a_link_lets_its_person_in_once(closed: PageServer, page: "Page") -> None:
    link = closed.url.removesuffix("/local/") + closed.call(lambda: closed.hub.invite("han-meimei"))
    page.goto(link)
    page.get_by_role("button", name="进入").click()
    page.locator("#persona", has_text="韩梅梅").wait_for()
    page.click("#persona")
    assert page.get_by_role("menuitemradio").count() == 0
    page.goto(link)
    page.get_by_role("button", name="进入").click()
    page.locator(".gate-note", has_text="已经用过").wait_for()


def test_signing_out_closes_the_door(closed: PageServer, page: "Page") -> None:
    page.goto(closed.url.removesuffix("/local/") + closed.call(lambda: closed.hub.invite("tom")))
    page.get_by_role("button", name="进入").click()
    page.click("#persona")
    page.get_by_role("menuitem", name="退出登录").click()
    page.locator("h1", has_text="需要一个个人链接").wait_for()
