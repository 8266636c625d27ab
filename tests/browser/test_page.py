"""The page in a real browser: everything a person does there, and that the console stays silent."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import sample
from tests.browser.conftest import Desk
from tests.browser.server import PageServer

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator, Page

NO_SCROLL = "document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth"


def say(page: "Page", text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def room(page: "Page", room_id: str) -> "Locator":
    return page.locator(f"[data-room='{room_id}']")


def bubble(page: "Page", text: str) -> "Locator":
    return page.locator(".bubble", has_text=text)


def test_a_question_is_delivered_and_answered(desk: Desk) -> None:
    with desk.page("li-lei") as page:
        say(page, "谁负责华东光伏？")
        page.locator(".theirs .bubble", has_text="自 2026-01-01").wait_for()
        page.locator(".mine .delivery-delivered").wait_for()
        assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert desk.complaints == []


def test_in_a_group_the_bot_is_offered_first_and_answers_when_mentioned(desk: Desk, server: PageServer) -> None:
    with desk.page("li-lei") as page:
        room(page, "east-solar").click()
        page.locator("#text").press_sequentially("@")
        assert page.locator(".mention-row .menu-name").first.inner_text() == "搭子"
        page.keyboard.press("Enter")
        assert page.locator("#text").input_value() == "@搭子 "
        page.keyboard.type("谁负责华东光伏")
        page.keyboard.press("Enter")
        page.locator(".theirs .bubble").wait_for()
    assert server.bot.events[0]["mentions_bot"] is True
    assert desk.complaints == []


def test_a_pressed_card_is_edited_in_place_for_everybody(desk: Desk, server: PageServer) -> None:
    server.call(lambda: server.bot.post_card("east-solar", "zh"))
    with desk.page("li-lei") as mine, desk.page("wang-fang") as hers:
        for page in (mine, hers):
            room(page, "east-solar").click()
            page.locator(".card").wait_for()
        mine.get_by_role("button", name="认领").click()
        for page in (mine, hers):
            page.locator(".settled", has_text="李雷 10:02 认领").wait_for()
            assert page.get_by_role("button", name="认领", exact=True).count() == 0
            assert page.locator(".card").count() == 1
        hers.get_by_role("button", name="撤销认领").click()
        mine.get_by_role("button", name="认领", exact=True).wait_for()
    assert desk.complaints == []


def test_buttons_rest_while_a_press_is_under_way(desk: Desk, server: PageServer) -> None:
    server.call(lambda: server.bot.post_card("dm:li-lei", "en"))
    server.bot.status = 503
    with desk.page("li-lei", lang="en") as page:
        page.get_by_role("button", name="Claim").click()
        page.locator(".choice[aria-busy=true]").wait_for()
        assert page.locator(".choice:enabled").count() == 0
        page.locator("#toast", has_text="trying again").wait_for()
        server.bot.status = 200
        page.locator(".settled", has_text="Claimed by 李雷").wait_for()


def test_a_refused_press_says_why_and_frees_the_buttons(desk: Desk, server: PageServer) -> None:
    server.call(lambda: server.bot.post_card("dm:li-lei", "zh"))
    server.bot.status = 403
    with desk.page("li-lei") as page:
        page.get_by_role("button", name="认领").click()
        page.locator("#toast", has_text="机器人正在维护").wait_for()
        assert page.get_by_role("button", name="认领").is_enabled()


def test_a_refused_message_says_why_and_is_sent_again(desk: Desk, server: PageServer) -> None:
    server.bot.status = 400
    with desk.page("li-lei", lang="en") as page:
        say(page, "who owns Betasoloin?")
        page.locator(".delivery-failed", has_text="The bot is under repair.").wait_for()
        server.bot.status = 200
        page.get_by_role("button", name="Retry").click()
        bubble(page, "Li Lei owns Betasoloin").wait_for()
        assert page.locator(".mine .bubble").count() == 1


def test_persona_and_language_switch_without_a_reload(desk: Desk) -> None:
    with desk.page("li-lei") as page:
        page.click("#persona")
        page.get_by_role("menuitemradio", name="Tom Becker").click()
        page.locator("#persona", has_text="Tom Becker").wait_for()
        assert room(page, "east-solar").count() == 0
        page.click("#language")
        page.locator("h2", has_text="Channels").wait_for()
        assert page.locator("html").get_attribute("lang") == "en"
        say(page, "who owns Betasoloin?")
        bubble(page, "Li Lei owns").wait_for()
    assert desk.complaints == []


def test_an_upload_is_kept_and_promises_nothing(desk: Desk, tmp_path: Path) -> None:
    with desk.page("li-lei") as page:
        file: FilePayload = {"name": "签字页.pdf", "mimeType": "application/pdf", "buffer": b"seal" * 1000}
        page.set_input_files("#picker", file)
        page.locator(".chip", has_text="4 kB").wait_for()
        page.click("#send")
        page.locator(".file-note", has_text="已保存").wait_for()
        with page.expect_download() as download:
            page.locator(".file-name").click()
        assert download.value.suggested_filename == "签字页.pdf"
    assert [kept.read_bytes() for kept in (tmp_path / "files").iterdir()] == [b"seal" * 1000]
    assert desk.complaints == []


def test_a_file_over_the_limit_is_refused_before_it_is_sent(desk: Desk) -> None:
    with desk.page("li-lei", lang="en") as page:
        file: FilePayload = {"name": "big.bin", "mimeType": "application/zip", "buffer": b"0" * 1_000_001}
        page.set_input_files("#picker", file)
        page.locator("#toast", has_text="over the limit of 1.0 MB").wait_for()
        assert page.locator(".chip").count() == 0


def test_a_lost_connection_is_said_and_what_was_typed_is_sent_once(desk: Desk, server: PageServer) -> None:
    with desk.page("li-lei") as page:
        say(page, "谁负责华东光伏？")
        page.locator(".theirs .bubble").wait_for()
        server.cut()
        page.locator("#banner", has_text="连接断开").wait_for()
        say(page, "谁负责晶科？")
        page.locator(".delivery-offline").wait_for()
        server.call(lambda: server.bot.post("dm:li-lei", sample.plain("断线时说的话。")))
        server.restore()
        page.locator("#banner").wait_for(state="hidden")
        bubble(page, "断线时说的话").wait_for()
        page.locator(".theirs .bubble").nth(2).wait_for()
        assert page.locator(".mine .bubble").count() == 2
    assert [event["text"] for event in server.bot.events] == ["谁负责华东光伏？", "谁负责晶科？"]


def test_typed_but_unsent_messages_survive_a_reload(desk: Desk, server: PageServer) -> None:
    with desk.page("li-lei") as page:
        page.locator("#text").wait_for()
        page.route(
            "**/messages?as=*", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
        )
        say(page, "谁负责晶科？")
        page.locator(".delivery-offline").wait_for()
        page.unroute_all()
        page.reload()
        page.locator(".theirs .bubble").wait_for()
    assert [event["text"] for event in server.bot.events] == ["谁负责晶科？"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_scrolls_sideways_on_a_phone(desk: Desk, server: PageServer, lang: str) -> None:
    server.call(lambda: server.bot.post_card("dm:li-lei", lang))
    server.call(
        lambda: server.bot.post("dm:li-lei", sample.plain("https://example.com/" + "x" * 300 + " " + "长" * 200))
    )
    with desk.page("li-lei", lang=lang, width=360) as page:
        page.locator(".card").wait_for()
        assert page.evaluate(NO_SCROLL)
        assert page.locator("#scroll").evaluate("node => node.scrollWidth <= node.clientWidth")
        page.click("#open-rooms")
        assert page.evaluate(NO_SCROLL)
        room(page, "overseas").click()
        page.locator(".head-title", has_text="Overseas deals").wait_for()
        assert not page.locator("#rooms").evaluate("node => node.classList.contains('drawer-open')")
    assert desk.complaints == []


def focus_on(page: "Page", css: str) -> None:
    for _ in range(60):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {css}")


def test_everything_is_reached_by_keyboard(desk: Desk, server: PageServer) -> None:
    server.call(lambda: server.bot.post_card("all-hands", "zh"))
    with desk.page("li-lei") as page:
        page.locator("#text").wait_for()
        focus_on(page, ".room[aria-current=true]")
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator(".card").wait_for()
        focus_on(page, ".card [aria-haspopup=menu]")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.textContent") == "转给同事"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.getAttribute('aria-haspopup')") == "menu"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.locator(".settled").wait_for()
        assert page.evaluate("document.activeElement !== document.body")
    assert [event["kind"] for event in server.bot.events] == ["pressed"]
    assert desk.complaints == []


def test_unread_counts_rise_elsewhere_and_fall_when_read(desk: Desk, server: PageServer) -> None:
    with desk.page("li-lei") as page:
        page.locator("#text").wait_for()
        server.call(lambda: server.bot.post("overseas", sample.plain("One.", "en")))
        server.call(lambda: server.bot.post("overseas", sample.plain("Two.", "en")))
        room(page, "overseas").locator(".unread", has_text="2").wait_for()
        assert page.title().startswith("(2)")
        room(page, "overseas").click()
        room(page, "overseas").locator(".unread").wait_for(state="detached")
        page.reload()
        page.locator("#text").wait_for()
        assert page.locator(".unread").count() == 0


def test_typing_shows_between_delivery_and_reply(desk: Desk, server: PageServer) -> None:
    with desk.page("li-lei") as page:
        say(page, "wait")
        page.locator(".typing-on", has_text="搭子 正在输入").wait_for()
        server.call(lambda: server.bot.post("dm:li-lei", sample.plain("好了。")))
        page.locator(".typing-on").wait_for(state="detached")


def test_a_reply_quotes_what_it_answers(desk: Desk, server: PageServer) -> None:
    with desk.page("li-lei") as page:
        say(page, "wait")
        page.locator(".mine .delivery-delivered").wait_for()
        page.locator(".message").hover()
        page.get_by_role("button", name="回复 李雷").click()
        say(page, "wait again")
        page.locator(".quote", has_text="wait").wait_for()
        page.locator(".mine .delivery-delivered").nth(1).wait_for()
    assert server.bot.events[1]["thread"] == server.bot.events[0]["message_id"]


def test_text_from_people_is_never_markup(desk: Desk) -> None:
    with desk.page("li-lei") as page:
        say(page, "<img src=x onerror=alert(1)> wait <b>bold</b> javascript:alert(1)")
        bubble(page, "<b>bold</b>").wait_for()
        assert page.locator(".bubble img, .bubble b, .bubble a").count() == 0
    assert desk.complaints == []


def test_right_to_left_names_and_text_keep_their_direction(desk: Desk) -> None:
    with desk.page("omar", lang="en") as page:
        say(page, "مرحبا wait")
        page.locator(".mine .delivery-delivered").wait_for()
        style = "node => getComputedStyle(node).direction"
        assert bubble(page, "مرحبا").evaluate(style) == "rtl"
        assert page.locator(".me-name").evaluate("node => node.tagName") == "BDI"


def test_older_messages_load_when_asked(desk: Desk, server: PageServer) -> None:
    for number in range(70):
        server.call(lambda number=number: server.bot.post("dm:li-lei", sample.plain(f"第 {number} 条")))  # type: ignore[misc]
    with desk.page("li-lei") as page:
        bubble(page, "第 69 条").wait_for()
        assert bubble(page, "第 0 条").count() == 0
        # A real click would scroll to the button first, and getting near the top loads them as well.
        page.get_by_role("button", name="加载更早的消息").dispatch_event("click")
        bubble(page, "第 0 条").wait_for(state="attached")
        assert page.locator(".message").count() == 70


def test_older_messages_load_on_the_way_up(desk: Desk, server: PageServer) -> None:
    for number in range(70):
        server.call(lambda number=number: server.bot.post("dm:li-lei", sample.plain(f"第 {number} 条")))  # type: ignore[misc]
    with desk.page("li-lei") as page:
        bubble(page, "第 69 条").wait_for()
        page.locator("#scroll").evaluate("node => { node.scrollTop = 0; }")
        bubble(page, "第 0 条").wait_for(state="attached")
        assert page.locator(".message").count() == 70


def test_reduced_motion_is_respected(desk: Desk, server: PageServer) -> None:
    server.call(lambda: server.bot.post_card("dm:li-lei", "zh"))
    with desk.page("li-lei") as page:
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="认领").click()
        page.locator(".just-edited .settled").wait_for()
        assert page.locator(".just-edited .card").evaluate("node => getComputedStyle(node).animationName") == "none"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_file_of_the_bots_opens_where_it_is(desk: Desk, server: PageServer, width: int) -> None:
    said = "\n".join(f"{number}. Customer {number} | https://dazi.example.org/n/{'x' * 200}" for number in range(1, 40))
    payload = {**sample.plain("40 alerts", "en"), "attached": {"name": "alerts-2026-01-12-0900.txt", "text": said}}
    server.call(lambda: server.bot.post("dm:li-lei", payload))
    with desk.page("li-lei", lang="en", width=width) as page:
        page.locator(".attached summary", has_text="alerts-2026-01-12-0900.txt").click()
        page.locator(".attached pre", has_text="39. Customer 39").wait_for()
        assert page.evaluate(NO_SCROLL)
    assert desk.complaints == []
