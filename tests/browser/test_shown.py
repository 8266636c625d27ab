"""The page behind a short link in a real browser: it needs nothing, fits a phone, and follows light and dark."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.web.shown_page import notice_page
from notifiers.alerts.hot_lead import example
from notifiers.notice import Attachment
from tests.browser.server import START

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FILE = Attachment("alerts.txt", "text/plain", f"1. {'x' * 500}\r\n2. 客户".encode("utf-8-sig"))
NO_SCROLL = "document.documentElement.scrollWidth <= innerWidth"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_a_phone_by_day_and_by_night(chromium: "Browser", lang: str) -> None:
    notice = replace(example("zh" if lang == "zh" else "en"), title="T" * 200, attachment=FILE)
    html, policy = notice_page(notice, START)
    headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
    backs, complaints = set[str](), list[str]()
    for dark in (False, True):
        page = chromium.new_page(viewport={"width": 360, "height": 700}, color_scheme="dark" if dark else "light")
        page.on("console", lambda message: complaints.append(message.text))
        page.route("**/n/x", lambda route: route.fulfill(body=html, headers=headers))
        page.goto("http://dazi.example.org/n/x")
        page.get_by_text("2. 客户").wait_for()
        assert page.evaluate(NO_SCROLL)
        backs.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.close()
    assert backs == {"rgb(244, 245, 247)", "rgb(22, 24, 29)"}
    assert complaints == []
