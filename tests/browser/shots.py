"""Screenshots of the page with the sample team: `python -m tests.browser.shots FOLDER`."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bot.messengers.local.hub.model import Said
from tests.browser import sample
from tests.browser.conftest import ARGS, CHROMIUM, Desk
from tests.browser.server import START, PageServer


def play(server: PageServer) -> None:
    """A morning of the team."""
    hub, bot = server.hub, server.bot

    def say(person: str, room: str, text: str, thread: str = "") -> str:
        return hub.people.say(person, room, Said(f"c{text}", text, thread)).message_id

    def yesterday() -> None:
        server.clock.set(START - timedelta(hours=18))
        say("wang-fang", "east-solar", "明早 9 点过一遍晶科和北辰，谁负责的谁先看一下数据。")
        say("han-meimei", "east-solar", "收到 👌")
        say("zhao-qiang", "east-solar", "方案 V2.1 今晚发：https://docs.example.com/p/jinko-v2.1 ，有问题 @韩梅梅 找我")
        say("omar", "overseas", "صباح الخير، العرض جاهز. Offer for Betasoloin is ready.")
        bot.post("acme-joint", sample.card(sample.BLOCKED_ZH, "zh"))
        bot.post("all-hands", sample.card(sample.DONE_ZH, "zh"))

    def today() -> None:
        server.clock.set(START - timedelta(minutes=40))
        question = say("li-lei", "east-solar", "@搭子 谁负责华东光伏?")
        answer = "华东光伏由李雷负责（自 2026-01-01，CRM 导入 2026-01-03）。"
        bot.post("east-solar", sample.plain(answer), question)
        server.clock.set(START - timedelta(minutes=4))
        bot.post_card("east-solar", "zh")
        say("tom", "overseas", "Morning. @Dazi who owns Betasoloin?")
        bot.post_card("overseas", "en")
        bot.post("dm:li-lei", sample.card(sample.BLOCKED_ZH, "zh"))

    server.call(yesterday)
    server.call(today)


def shoot(desk: Desk, folder: Path) -> None:
    """Rooms and languages, wide and narrow, light and dark."""
    for lang, width, dark in (("zh", 1280, False), ("en", 1280, True), ("zh", 360, True), ("en", 360, False)):
        room = "east-solar" if lang == "zh" else "overseas"
        name = f"{lang}-{width}-{'dark' if dark else 'light'}"
        with desk.page("li-lei", lang=lang, width=width, dark=dark) as page:
            open_room(page, room)
            page.screenshot(path=folder / f"{name}.png")
            page.locator("#scroll").evaluate("node => { node.scrollTop = 0; }")
            page.screenshot(path=folder / f"{name}-top.png")
    with desk.page("li-lei", width=360) as page:
        page.click("#open-rooms")
        page.locator(".rooms.drawer-open").wait_for()
        page.wait_for_timeout(300)
        page.screenshot(path=folder / "zh-360-drawer.png")
    with desk.page("wang-fang", width=800, lang="en") as page:
        page.click("#persona")
        page.screenshot(path=folder / "en-800-personas.png")
    shoot_settled(desk, folder)


def shoot_settled(desk: Desk, folder: Path) -> None:
    """The life of a card: menu, claimed; the composer with mentions; the direct chat."""
    with desk.page("han-meimei") as page:
        open_room(page, "east-solar")
        page.get_by_role("button", name="更多", exact=True).click()
        page.screenshot(path=folder / "zh-more.png")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="认领").click()
        page.locator(".settled").wait_for()
        page.wait_for_timeout(300)
        page.screenshot(path=folder / "zh-claimed.png")
        page.fill("#text", "@")
        page.screenshot(path=folder / "zh-mentions.png")
    with desk.page("li-lei") as page:
        page.set_input_files(
            "#picker", {"name": "会议纪要 0312.pdf", "mimeType": "application/pdf", "buffer": b"x" * 48_000}
        )
        page.locator(".chip").get_by_text("48 kB").wait_for()
        page.fill("#text", "昨天的纪要\n第二行 wait")
        page.screenshot(path=folder / "zh-chip.png")
        page.click("#send")
        page.locator(".file").wait_for()
        page.locator(".typing-on").wait_for()
        page.wait_for_timeout(300)
        page.screenshot(path=folder / "zh-direct.png")


def open_room(page: Page, room: str) -> None:
    """Go to a room, through the drawer where there is one."""
    page.locator("#text").wait_for()
    if page.locator("#open-rooms").is_visible():
        page.click("#open-rooms")
    page.locator(f"[data-room='{room}']").click()
    page.locator("#log .message").first.wait_for()
    page.wait_for_timeout(350)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as files,
        PageServer(files=Path(files)) as server,
        sync_playwright() as playwright,
    ):
        play(server)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        desk = Desk(browser, server)
        shoot(desk, folder)
        browser.close()
        sys.stdout.write("\n".join(desk.complaints) + "\n")


if __name__ == "__main__":
    main()
