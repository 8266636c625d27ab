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
SECTIONS: dict[str, Any] = {}
for _block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL):
    for _name, _section in tomllib.loads(_block).get("sources", {}).items():
        SECTIONS[f"{_name}{len(SECTIONS)}"] = (_name, _section)
OURS: dict[str, Source] = {one.SOURCE.name: one.SOURCE for one in (crm, csm, drop_folder, market, stock)}


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


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_opens_its_source(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    feed, given = SECTIONS[name]
    section = {key: value for key, value in given.items() if not key.endswith("_file") and key != "kind"}
    secrets = {key.removesuffix("_file"): "secret" for key in given if key.endswith("_file")}
    source = OURS.get(given.get("kind", feed))
    if source is None:
        pytest.skip(f"{feed} is told of elsewhere")
    opened = [
        open_feed({**section, **secrets}, Where(), FeedRoom(tmp_path, ZONE, feed))
        for open_feed in (source.pull, source.hook)
        if open_feed is not None
    ]
    assert any(opened)


def test_the_site_is_taken() -> None:
    block = re.search(r"```toml\n(\[\[tracking.*?)```", PAGE, re.DOTALL)
    assert block is not None
    assert TrackingSettings.model_validate(tomllib.loads(block[1])["tracking"]).sites[0].key == "main-site"
