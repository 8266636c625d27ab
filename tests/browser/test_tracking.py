"""A website's pages in a real browser, the script on them, and a whole bot behind it: from a visit to a hot lead."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from aiohttp import web
from sqlalchemy import select

from config.tracking import SiteSettings, TrackingSettings
from knowledge.leads.tables import signals, visitors
from tests.browser.conftest import ARGS, CHROMIUM
from tests.conversations.stage import Stage, import_team, playing, text_of
from tests.patience import LONG_ENOUGH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

T = TypeVar("T")
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
POSTED = "**/w/collect"
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><link rel="icon" href="data:,">
<script async src="{bot}/w/dazi.js" data-site="main"{more}></script></head><body>
<a href="/compare/b?name=secret">next</a> <a href="/files/service-whitepaper.pdf" download>paper</a>
<a href="/terms">terms</a>
<form name="maintenance" action="/thanks"><input name="mail" data-dazi="email"><input name="phone" value="138 0000">
<input name="password" type="password" autocomplete="off" value="hunter2"><button>Send</button></form></body></html>"""


class Site:
    """The website and the bot on 127.0.0.1, at two ports, in a thread of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._stack = folder, AsyncExitStack()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.more, self.url = "", ""

    def __enter__(self) -> "Site":
        self._thread.start()
        self.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(LONG_ENOUGH)

    def dwells(self, before: int, last: float) -> list[float]:
        """The dwell times kept since then, once the last is among them: a beacon has no answer to wait for."""
        found: list[float] = []
        for _ in range(3_000):
            found = [one["attributes"]["dwell_s"] for one in self.kept()[before:] if one["kind"] == "dwell"]
            if last in found:
                break
            threading.Event().wait(0.02)
        return sorted(found)

    def kept(self) -> list[dict[str, Any]]:
        """All signals, once the bot is done, oldest first."""
        return self.run(self._kept())

    def card(self) -> str:
        """The one card in the room of the east."""
        return text_of(self.run(self.stage.card("east-pv")))

    def ties(self) -> dict[str, str]:
        """Which lead each visitor is."""
        rows = self.run(self.stage.runtime.store.read(lambda reader: reader.rows(select(visitors))))
        return {row["visitor_id"]: row["lead_id"] for row in rows}

    async def _open(self) -> None:
        url = f"sqlite:///{self._folder / 'team.db'}"
        await import_team(url, self._folder)
        self.url = await self._listen()
        tracking = TrackingSettings(sites=(SiteSettings(key="main", origins=(self.url,)),))
        self.stage: Stage = await self._stack.enter_async_context(playing(url, self._folder, tracking=tracking))

    async def _listen(self) -> str:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._page)
        runner = web.AppRunner(app)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def _page(self, request: web.Request) -> web.Response:
        if request.path.endswith(".pdf"):
            return web.Response(body=b"%PDF-", content_type="application/pdf")
        html = PAGE.format(title=request.path, bot=self.stage.runtime.base_url, more=self.more)
        return web.Response(text=html, content_type="text/html")

    async def _kept(self) -> list[dict[str, Any]]:
        await self.stage.quiet()
        found = await self.stage.runtime.store.read(lambda reader: reader.rows(select(signals).order_by(signals.c.id)))
        return [dict(row) for row in found if not str(row["event_id"]).startswith("sample")]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def site(bot: Site) -> Site:
    bot.more = ""
    return bot


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A browser that does not say that a program drives it: the script would keep quiet."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        args = [*ARGS, "--disable-blink-features=AutomationControlled"]
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args)
        yield opened
        opened.close()


class Visitor:
    """Somebody with a browser of their own; `complaints` is what its console said."""

    def __init__(self, browser: "Browser", **more: Any) -> None:  # noqa: ANN401
        self.context: BrowserContext = browser.new_context(**({"user_agent": AGENT} | more))
        self.context.set_default_timeout(LONG_ENOUGH * 1000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def reads(self, url: str) -> None:
        """Open a page and wait until its view arrived."""
        with self.page.expect_response(POSTED) as answer:
            self.page.goto(url)
        assert answer.value.status == 200, answer.value.text()


def kinds(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["kind"], one["attributes"].get(_MAIN[one["kind"]], "")) for one in found]


_MAIN = {"page_view": "page", "dwell": "page", "download": "asset", "form": "form"}


def test_from_a_visit_to_a_hot_lead(browser: "Browser", site: Site) -> None:
    before = len(site.kept())
    visitor = Visitor(browser)
    page = visitor.page
    visitor.reads(f"{site.url}/compare/a?utm_source=baidu&utm_campaign=q1&token=secret")
    with page.expect_response(POSTED):
        page.get_by_text("next").click()
    visitor.reads(f"{site.url}/compare/c")
    with page.expect_download(), page.expect_response(POSTED):
        page.get_by_text("paper").click()
    page.locator("[data-dazi=email]").fill("ge.yang@yuanju.example")
    with page.expect_response(POSTED):
        page.get_by_text("Send").click()
    page.wait_for_url("**/thanks*")
    found = site.kept()[before:]
    done = [one for one in kinds(found) if one[0] != "dwell"]
    assert done[:5] == [
        ("page_view", "/compare/a"),
        ("page_view", "/compare/b"),
        ("page_view", "/compare/c"),
        ("download", "service-whitepaper"),
        ("form", "maintenance"),
    ]
    assert len({one["visitor_id"] for one in found}) == 1
    assert {one["attributes"].get("utm_source") for one in found} == {"baidu"}
    form = next(one for one in found if one["kind"] == "form")
    assert form["attributes"]["email"] == "ge.yang@yuanju.example"
    kept = str(found)
    assert [word for word in ("secret", "hunter2", "138 0000") if word in kept] == []
    assert site.ties()[found[0]["visitor_id"]] == "L011"
    card = site.card()
    assert "🔥" in card
    assert "下载 service-whitepaper" in card
    assert [said for said in visitor.complaints if "[DOM]" not in said] == []


def test_how_long_a_page_is_looked_at_counts_only_while_it_is_seen(browser: "Browser", site: Site) -> None:
    before = len(site.kept())
    visitor = Visitor(browser)
    clock = visitor.page.clock
    clock.install()
    clock.pause_at(visitor.page.evaluate("Date.now() / 1000") + 60)
    visitor.page.goto(f"{site.url}/pricing")
    for seconds in (1, 30, 150):
        with visitor.page.expect_response(POSTED):
            clock.run_for(seconds * 1000)
    hidden = "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true});"
    told = "document.dispatchEvent(new Event('visibilitychange'))"
    visitor.page.evaluate(hidden % "hidden" + told)
    clock.run_for(3_600_000)
    visitor.page.evaluate(hidden % "visible" + told)
    clock.run_for(10_000)
    visitor.page.evaluate(hidden % "hidden" + told)
    assert site.dwells(before, last=191) == [30, 60, 180, 181, 191]


@pytest.mark.parametrize("kind", ["dnt", "gpc", "crawler", "driven", "waits"])
def test_who_is_not_tracked(browser: "Browser", site: Site, kind: str) -> None:
    before = len(site.kept())
    if kind == "waits":
        site.more = " data-wait"
    visitor = Visitor(browser, user_agent=AGENT + " Googlebot/2.1" if kind == "crawler" else AGENT)
    says = {"dnt": ("doNotTrack", "'1'"), "gpc": ("globalPrivacyControl", "true"), "driven": ("webdriver", "true")}
    if kind in says:
        name, value = says[kind]
        visitor.context.add_init_script(f"Object.defineProperty(Navigator.prototype, '{name}', {{get: () => {value}}})")
    if kind == "crawler":
        with visitor.page.expect_response(POSTED) as answer:
            visitor.page.goto(f"{site.url}/compare/a")
        assert answer.value.status == 204
    else:
        visitor.page.goto(f"{site.url}/compare/a")
        visitor.page.wait_for_function("window.dazi")
        assert visitor.page.evaluate("localStorage.length") == 0
    if kind == "waits":
        with visitor.page.expect_response(POSTED):
            visitor.page.evaluate("dazi.start()")
        visitor.page.evaluate("dazi.stop()")
        assert visitor.page.evaluate("localStorage.length") == 0
    assert len(site.kept()) - before == (1 if kind == "waits" else 0)


def test_a_page_that_changes_its_address_by_itself_is_another_page(browser: "Browser", site: Site) -> None:
    before = len(site.kept())
    visitor = Visitor(browser)
    visitor.reads(f"{site.url}/app")
    with visitor.page.expect_response(POSTED):
        visitor.page.evaluate("history.pushState({}, '', '/app/compare')")
    views = [one for one in kinds(site.kept()[before:]) if one[0] == "page_view"]
    assert views == [("page_view", "/app"), ("page_view", "/app/compare")]


def test_what_could_not_be_sent_is_sent_again(browser: "Browser", site: Site) -> None:
    before = len(site.kept())
    visitor = Visitor(browser)
    visitor.page.clock.install()
    visitor.context.route(POSTED, lambda route: route.abort())
    with visitor.page.expect_event("requestfailed"):
        visitor.page.goto(f"{site.url}/compare/a")
        visitor.page.clock.run_for(300)
    visitor.context.unroute(POSTED)
    with visitor.page.expect_response(POSTED):
        visitor.page.clock.run_for(21_000)
    assert kinds(site.kept()[before:])[0] == ("page_view", "/compare/a")
