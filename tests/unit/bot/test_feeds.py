"""Feeds of the settings: which source each is of, and what is said where a section is wrong; doctor's findings."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.feed_checks import check_feeds
from bot.feeds import open_feeds
from bot.wiring import plugins
from capture.base import FeedRoom
from config.errors import SettingsError
from config.settings import Settings, load_settings
from knowledge.store.feeds import Progress, Refusal, advance
from tests.clocks import START, FakeClock
from tests.unit.bot.house import House

ROOM = FeedRoom(Path("data"), ZoneInfo("Asia/Shanghai"))


def settings(folder: Path, text: str) -> Settings:
    (folder / "dazi.toml").write_text(text, encoding="utf-8")
    return load_settings(folder / "dazi.toml", {})


def test_a_section_is_of_the_source_it_names(tmp_path: Path) -> None:
    given = settings(tmp_path, '[sources.mail]\ndrop = "a"\n[sources.letters]\nkind = "mail"\ndrop = "b"\n')
    found = open_feeds(given, plugins().sources, ROOM)
    assert [(one.name, one.source.name, one.pull is not None, one.hook) for one in found] == [
        ("mail", "mail", True, None),
        ("letters", "mail", True, None),
    ]
    assert [one.event_id("e1") for one in found] == ["e1", "letters:e1"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[sources.mial]\nhost = 'x'", 'line 1: unknown key "sources.mial"; the nearest valid key is "sources.mail".'),
        ("[sources.x]\nkind = 'exprot'", 'line 2: unknown key "sources.x.kind"'),
        ("[sources.export]\n", 'unknown key "sources.export"'),
        ("[sources.Mail]\ndrop = 'a'", "sources.Mail: a feed is named with at most 40 lower-case letters"),
        ("[sources.mail]\nhost = 'x'\nusername = 'u'", "sources.mail.username must be given, with password"),
        ("[sources.zoom]\n", "sources.zoom.secret_token is missing"),
        ("[sources]\nmail = 5", "sources.mail must be a section"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as bad:
        open_feeds(settings(tmp_path, text), plugins().sources, ROOM)
    assert sentence in str(bad.value)
    assert bad.value.say["zh"]


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    given = settings(tmp_path, "[sources.zoom]\nsecret_token = 'hidden-one'\n")
    assert "hidden-one" not in repr(given)
    assert "hidden-one" not in repr(open_feeds(given, plugins().sources, ROOM))


async def test_doctor_says_how_each_feed_is(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    text = (
        f"[sources.mail]\ndrop = '{tmp_path}/in'\n[sources.other]\nkind = 'mail'\ndrop = '{tmp_path}/file'\n"
        "[sources.zoom]\nsecret_token = 's'\n"
    )
    given, clock = settings(tmp_path, text), FakeClock(START)

    async def told(**more: Any) -> dict[str, tuple[bool, str]]:  # noqa: ANN401  a store or none
        found = await check_feeds(given, plugins().sources, clock, more.get("store", house.store))
        return {one.name: (one.ok, one.advice.get("en", "")) for one in found}

    first = await told()
    assert first["feed mail"] == (True, "can be reached, was never read")
    assert first["feed zoom"] == (True, "waits for calls at /hooks/zoom")
    assert first["feed other"][0] is False
    assert "cannot be used" in first["feed other"][1]
    refused = Refusal("x.eml", {"zh": "坏的", "en": "broken"})
    await house.store.write(lambda unit: advance(unit, Progress("mail", "", "1"), [], [refused]))
    assert (await told())["feed mail"] == (
        True,
        "can be reached, last read 2026-01-12 09:00; refused in seven days: 1, the latest x.eml: broken",
    )
    assert (await told(store=None))["feed mail"] == (True, "")
