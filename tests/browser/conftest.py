"""Headless Chromium on the page; skipped where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.server import START, PageServer
from tests.patience import LONG_ENOUGH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")  # not longer: while Playwright has its loop in this thread, no other test can run one
def chromium() -> "Iterator[Browser]":
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield browser
        browser.close()


class Desk:
    """Opens pages as persons, and remembers everything the console complained about."""

    def __init__(self, browser: "Browser", server: PageServer) -> None:
        self._browser, self._server = browser, server
        self.complaints: list[str] = []

    @contextmanager
    def page(self, person: str, *, lang: str = "zh", width: int = 1280, dark: bool = False) -> "Iterator[Page]":
        context = self._browser.new_context(
            viewport={"width": width, "height": 800},
            locale="zh-CN" if lang == "zh" else "en-GB",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            has_touch=width < 640,
        )
        context.set_default_timeout(LONG_ENOUGH * 1000)
        page = context.new_page()
        page.clock.set_fixed_time(START)
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self._server.url}?as={person}&lang={lang}")
        yield page
        context.close()

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PageServer]:
    with PageServer(files=tmp_path / "files") as running:
        yield running


@pytest.fixture
def desk(chromium: "Browser", server: PageServer) -> Desk:
    return Desk(chromium, server)
