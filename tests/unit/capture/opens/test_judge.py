"""People told from machines, on labelled calls and by each reason."""

import sys
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.opens.agents import Caller, agent_of, device_of
from capture.opens.judge import Hit, Reason, judge
from tests.unit.capture.opens.labelled import HABITS, TAKEN, calls

LATER = TAKEN + timedelta(hours=1)
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
PERSON = Hit(LATER, agent=CHROME, language="zh-CN,zh;q=0.9", accept="text/html,*/*;q=0.8")


@pytest.mark.parametrize("half", ["development", "held_out"])
def test_people_and_machines_of_the_labelled_calls(half: str) -> None:
    found = [(call, call.judged()) for call in calls(half)]
    wrong = [(call.hit.agent, verdict.reason) for call, verdict in found if verdict.counts is not call.person]
    other = sum(bool(call.why) and call.why != verdict.reason for call, verdict in found)
    sys.stdout.write(f"{half}: {len(found)} calls, {len(wrong)} wrong, {other} by another reason\n")
    assert len(found) >= 60
    assert wrong == []
    assert other <= 0.05 * len(found)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, Reason.PERSON),
        ({"mode": "navigate", "dest": "document"}, Reason.PERSON),
        ({"method": "HEAD"}, Reason.HEAD),
        ({"agent": ""}, Reason.NO_AGENT),
        ({"purpose": "prefetch"}, Reason.PREFETCH),
        ({"purpose": "prefetch;prerender"}, Reason.PREFETCH),
        ({"mode": "no-cors", "dest": "image"}, Reason.EMBEDDED),
        ({"dest": "iframe"}, Reason.EMBEDDED),
        ({"accept": "*/*"}, Reason.NOT_FOR_A_PAGE),
        ({"language": " "}, Reason.NO_LANGUAGE),
        ({"address": ip_address("104.47.11.202")}, Reason.SCANNER),
        ({"address": ip_address("104.48.0.1")}, Reason.PERSON),
        ({"at": TAKEN + timedelta(seconds=9)}, Reason.TOO_SOON),
        ({"at": TAKEN + timedelta(seconds=10)}, Reason.PERSON),
    ],
)
def test_each_reason(changes: dict[str, object], reason: Reason) -> None:
    hit = replace(PERSON, **changes)  # type: ignore[arg-type]  # fields by name
    assert judge(hit, TAKEN, HABITS).reason is reason


def test_the_program_is_named_where_it_has_a_name() -> None:
    verdict = judge(replace(PERSON, agent="Slackbot-LinkExpanding 1.0"), TAKEN, HABITS)
    assert (verdict.reason, verdict.who, verdict.counts) == (Reason.PREVIEW, "Slackbot-LinkExpanding", False)


@given(st.text(max_size=300), st.text(max_size=30), st.sampled_from(["GET", "HEAD"]))
def test_any_headers_get_a_verdict(agent: str, language: str, method: str) -> None:
    verdict = judge(Hit(LATER, method, agent, language, "text/html"), TAKEN, HABITS)
    assert verdict.reason in Reason
    assert not (verdict.counts and method == "HEAD")
    assert set(device_of(agent)) == {"zh", "en"}


@pytest.mark.parametrize(
    ("agent", "caller"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; CUBOT X) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
            Caller.BROWSER,
        ),
        ("Mozilla/5.0", Caller.PROGRAM),
        ("Mozilla/4.0", Caller.PROGRAM),
        ("SomethingNew/2.0", Caller.PROGRAM),
        ("SomethingBot/2.0", Caller.CRAWLER),
        ("Mozilla/5.0 (compatible; Acme Link Preview)", Caller.PREVIEW),
    ],
)
def test_agents(agent: str, caller: Caller) -> None:
    assert agent_of(agent).caller is caller


@pytest.mark.parametrize(
    ("agent", "zh", "en"),
    [
        (CHROME, "Chrome · Windows", "Chrome · Windows"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605 MicroMessenger/8.0", "微信 · iPhone", "WeChat · iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit wxwork/4.1 MicroMessenger/7.0",
            "企业微信 · Android",
            "WeCom · Android",
        ),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit ArkWeb/4", "HarmonyOS", "HarmonyOS"),
        ("something", "", ""),
    ],
)
def test_devices_in_words(agent: str, zh: str, en: str) -> None:
    assert device_of(agent) == {"zh": zh, "en": en}
