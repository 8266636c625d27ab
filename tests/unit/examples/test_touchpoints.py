"""The examples of docs/touchpoints.md are taken as they stand: requests by their hooks, sections by their sources."""

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from capture.base import FeedRoom, Source
from capture.sources import crm, csm, drop_folder, market, stock
from capture.tracking.visits import read_visit
from config.sections import Where
from config.tracking import TrackingSettings
from tests.unit.examples.team import EXAMPLES

PAGE = (EXAMPLES.parent / "docs" / "touchpoints.md").read_text(encoding="utf-8")
ZONE = ZoneInfo("Asia/Shanghai")
POSTED = re.findall(r"curl -X POST http://127\.0\.0\.1:8787(/\S+) .*?-d '(.*?)'\n", PAGE, re.DOTALL)
OURS: dict[str, Source] = {one.SOURCE.name: one.SOURCE for one in (crm, csm, drop_folder, market, stock)}
SECTIONS = [
    (feed, section)
    for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    for feed, section in tomllib.loads(block).get("sources", {}).items()
    if section.get("kind", feed) in OURS
]


def test_the_page_has_an_example_of_each() -> None:
    assert [path for path, _ in POSTED][:3] == ["/w/collect", "/hooks/crm", "/hooks/csm"]


@pytest.mark.parametrize(
    ("path", "body"), [one for one in POSTED if one[0] in ("/w/collect", "/hooks/crm", "/hooks/csm")]
)
def test_a_request_is_taken_whole(path: str, body: str) -> None:
    json.loads(body)
    if path == "/w/collect":
        visit = read_visit(body.encode(), datetime(2026, 1, 12, tzinfo=UTC))
        assert (len(visit.signals), visit.rejected) == (1, [])
        return
    read = OURS[path.removeprefix("/hooks/")].read
    assert read is not None
    batches = read(body.encode(), ZONE)
    assert batches
    assert [batch.body["rejected"] for batch in batches] == [[]] * len(batches)


@pytest.mark.parametrize(("feed", "given"), SECTIONS)
def test_a_section_opens_its_source(
    feed: str, given: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    section = {key: value for key, value in given.items() if not key.endswith("_file") and key != "kind"}
    section |= {key.removesuffix("_file"): "secret" for key in given if key.endswith("_file")}
    source = OURS[given.get("kind", feed)]
    ways = [way for way in (source.pull, source.hook) if way is not None]
    assert any(way(section, Where(), FeedRoom(tmp_path, ZONE, feed)) for way in ways)


def test_the_site_is_taken() -> None:
    block = re.search(r"```toml\n(\[\[tracking.*?)```", PAGE, re.DOTALL)
    assert block is not None
    assert TrackingSettings.model_validate(tomllib.loads(block[1])["tracking"]).sites[0].key == "main-site"
