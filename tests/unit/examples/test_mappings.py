"""The example mappings name only files and columns that exist: ours always, the export's where we have one."""

import csv
import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.examples.team import EXAMPLES
from tests.unit.examples.test_sample_team import COLUMNS

MAPPINGS = sorted((EXAMPLES / "mappings").glob("*.yaml"))
SHARED = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[4] / "shared")
MAVEN = SHARED / "data" / "opp_maven_crm"


def entries(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_a_mapping_feeds_known_columns_of_known_files(path: Path) -> None:
    for entry in entries(path):
        if "ignore" in entry:
            assert all(isinstance(glob, str) for glob in entry["ignore"])
            continue
        assert entry.keys() == {"from", "to", "keys", "columns"}
        assert entry["keys"] in ("id", "name")
        assert entry["columns"].keys() <= set(COLUMNS[entry["to"]].split(","))


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_a_column_is_a_source_a_constant_or_a_map(path: Path) -> None:
    for entry in entries(path):
        for source in entry.get("columns", {}).values():
            if isinstance(source, dict):
                assert source.keys() in ({"const"}, {"source", "map"}, {"source", "map", "default"})
                assert all(isinstance(value, str) for value in source.get("map", {}).values())
            else:
                assert isinstance(source, str)


@pytest.mark.skipif(not MAVEN.is_dir(), reason="the Maven CRM export is not in ../shared/data")
def test_the_maven_mapping_covers_every_file_of_the_export() -> None:
    globs = [glob for entry in entries(EXAMPLES / "mappings" / "maven.yaml") for glob in globs_of(entry)]
    for file in MAVEN.iterdir():
        assert [glob for glob in globs if fnmatchcase(file.name, glob)], file.name


@pytest.mark.skipif(not MAVEN.is_dir(), reason="the Maven CRM export is not in ../shared/data")
def test_the_maven_mapping_names_columns_of_the_export() -> None:
    for entry in entries(EXAMPLES / "mappings" / "maven.yaml"):
        for file in MAVEN.glob(entry.get("from", "nothing")):
            with file.open(encoding="utf-8", newline="") as lines:
                header = set(next(csv.reader(lines)))
            sources = (s.get("source") if isinstance(s, dict) else s for s in entry["columns"].values())
            assert {source for source in sources if source} <= header


def globs_of(entry: dict[str, Any]) -> list[str]:
    ignored: list[str] = entry.get("ignore", [])
    return ignored or [str(entry["from"])]
