"""What a request for a tracked link says: addresses as they are led to, and links of the message or the quoted one."""

from dataclasses import replace

import pytest

from config.documents import DocumentSettings
from handlers.link_reading import asks_to_track, callable_address, links_of, said_in, target_of
from handlers.message import Quoted
from handlers.route import Matched
from knowledge.people.model import Lang
from tests.unit.handlers.asking import asked, viewed
from tests.unit.handlers.routing import routed

PLAN, OTHER = "https://docs.example.com/d/plan", "https://docs.example.com/d/other"


@pytest.mark.parametrize(
    ("url", "called"),
    [
        ("https://docs.qq.com/doc/D1?pwd=x1%2By", "https://docs.qq.com/doc/D1?pwd=x1%2By"),
        ("HTTPS://Docs.Example.com/A", "https://docs.example.com/A"),
        ("https://x.example:8443/a%20b?c='d'&e=f@g", "https://x.example:8443/a%20b?c='d'&e=f@g"),
        ("https://例子.中国/方案?q=一#二", "https://xn--fsqu00a.xn--fiqs8s/%E6%96%B9%E6%A1%88?q=%E4%B8%80#%E4%BA%8C"),
        ("https://x.example", "https://x.example"),
    ],
)
def test_an_address_is_led_to_as_it_is(url: str, called: str) -> None:
    assert callable_address(url) == called


@pytest.mark.parametrize(
    "url",
    [
        "https://user@x.example/",
        "https://user:pw@x.example/",
        "javascript:alert(1)",
        "ftp://x.example/",
        "https://x.example/a\r\nSet-Cookie: a=b",
        "https://x.example:99999/",
        f"https://{'a' * 70}.example/",
        f"https://x.example/{'a' * 4_000}",
        "https://",
        "",
    ],
)
def test_nobody_is_led_there(url: str) -> None:
    assert callable_address(url) == ""


def test_links_of_ones_own_message_before_those_of_the_quoted_one() -> None:
    ask = asked({}, f"追踪这个链接 {PLAN}")
    quoted = Quoted(f"新版方案 {OTHER}", "韩梅", "m3")
    both = replace(ask, message=replace(ask.message, quoted=quoted))
    bare = replace(ask, message=replace(ask.message, text="追踪这个链接", quoted=quoted))
    assert (links_of(ask), links_of(both), links_of(bare)) == ([PLAN], [PLAN], [OTHER])
    assert said_in(bare) == f"追踪这个链接\n新版方案 {OTHER}"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (f"给我一个追踪链接 {PLAN} 给华东光伏的方案", "zh"),
        (f"给我一个追踪链接 {PLAN} 是给华东光伏的合同", "zh"),
        (f"请帮我追踪这个链接 {PLAN}，给华东光伏报价用", "zh"),
        (f"track this link {PLAN} it's the proposal for Hollowell", "en"),
        (f"could you track {PLAN} for Hollowell please", "en"),
    ],
)
def test_a_request_is_one_whatever_it_says_of_the_document(text: str, lang: Lang) -> None:
    found = routed(text, lang)
    assert isinstance(found, Matched)
    assert found.intent.name == "track_link"
    assert asks_to_track(text)


@pytest.mark.parametrize(
    "text",
    [f"华东光伏的方案 {PLAN}", f"Hollowell proposal {PLAN}", f"项目跟踪表 {PLAN}", f"keeping track of bids {PLAN}"],
)
def test_what_is_shared_is_no_request(text: str) -> None:
    assert not asks_to_track(text)


def test_where_documents_live_is_for_the_settings_to_say() -> None:
    own = DocumentSettings(own_hosts=("plans.dazi.example",))
    url = "https://plans.dazi.example/out/plan"
    assert target_of(viewed(), url).document_id == ""
    assert target_of(replace(viewed(), documents=own), url).document_id.startswith("doc-")
