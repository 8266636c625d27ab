"""docs/conversations.md is true: every conversation on it is played, and Dazi says what stands there, word for word."""

import csv
from pathlib import Path

import pytest

from tests.conversations.page import Player, Scene, blocks, scenes
from tests.conversations.stage import SAMPLE_TEAM, Stage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conversations.md"


def people() -> dict[str, str]:
    """Ids of the sample team by each of their names."""
    with (SAMPLE_TEAM / "people.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row[column]: row["person_id"] for column in ("name_en", "name") for row in rows}


def rooms(stage: Stage) -> dict[str, str]:
    """Rooms by their title."""
    return {room.title: room.room_id for room in stage.runtime.rooms}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scene", scenes(PAGE.read_text(encoding="utf-8")), ids=lambda scene: scene.title)
async def test_it_goes_as_the_page_says(scene: Scene, stage: Stage) -> None:
    assert await Player(stage, people(), rooms(stage)).played(scene) == blocks(scene)
