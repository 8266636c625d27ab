"""A person talks from Slack, a colleague presses the button in WeCom, the card changes in DingTalk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.abroad import EN, ZH, Abroad, Cast, abroad


@pytest.fixture(params=[ZH, EN], ids=["zh", "en"])
def cast(request: pytest.FixtureRequest) -> Cast:
    """Who plays, in Chinese and in English."""
    found = request.param
    assert isinstance(found, Cast)
    return found


@pytest.fixture
async def play(team_url: str, tmp_path: Path, cast: Cast) -> AsyncIterator[Abroad]:
    """The bot with the sample team, in Slack, WeCom and DingTalk at once."""
    async with abroad(team_url, tmp_path, cast) as running:
        yield running


EVERYWHERE = ("slack", "wecom", "dingtalk")


async def test_claimed_in_wecom_while_slack_talks_and_dingtalk_shows(play: Abroad) -> None:
    cast = play.cast
    await play.heats()
    before = {vendor: play.card(vendor) for vendor in EVERYWHERE}
    assert all(cast.claim in card.text for card in before.values())
    answer = await play.asks_in_slack(cast.asker, cast.question)
    assert cast.owner in answer
    assert cast.source in answer
    too_late = play.seen_in_slack(cast.asker, cast.claim)

    await play.presses("wecom", cast.colleague, cast.claim)

    who = play.called(cast.colleague)
    for vendor in EVERYWHERE:
        card = play.card(vendor)
        print(vendor, card.text, sep="\n")
        assert card.id == before[vendor].id
