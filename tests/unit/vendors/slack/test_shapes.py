"""The fake's payloads against Slack's own skeletons of every field: nothing is named that Slack does not send."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.unit.vendors.slack.bot import Bot
from tests.vendors.slack.fake import FakeSlack

SHARED = Path(os.environ.get("DAZI_SHARED", Path(__file__).resolve().parents[4].parent / "shared"))
PAYLOADS = SHARED / "data" / "payloads"
LATER = {"context_team_id", "context_enterprise_id", "app_id", "files", "upload", "event_ts"}
"""Fields that Slack documents and the skeletons, which are older, do not have."""

pytestmark = pytest.mark.skipif(not PAYLOADS.exists(), reason="the shared payload skeletons are not here")


def skeleton(name: str) -> dict[str, Any]:
    return dict(json.loads((PAYLOADS / name).read_text(encoding="utf-8")))


async def test_events_and_commands_are_shaped_as_slack_shapes_them(slack: FakeSlack, bot: Bot) -> None:
    slack.unfurl_domains = {"acme.example"}
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    said = await slack.says(lan.id, room.id, f"{slack.mention} https://acme.example", files=[slack.clip(lan.id, b"x")])
    await slack.edits(lan.id, room.id, said.ts, "other")
    await slack.opens_home(lan.id)
    await slack.joins(lan.id, room.id)
    await slack.changes_user(lan.id, tz="Asia/Tokyo")
    names = {"app_mention": "AppMention", "link_shared": "LinkShared", "app_home_opened": "AppHomeOpened"}
    names |= {"message_changed": "MessageChanged", "user_change": "UserChange"}
    names["member_joined_channel"] = "MemberJoinedChannel"
    judged = set()
    for outer in bot.heard:
        kind = outer["event"].get("subtype", outer["event"]["type"])
        if kind in names:
            judged.add(kind)
            known = skeleton(f"slack_events/{names[kind]}Payload.json")
            assert set(outer) - set(known) <= LATER, kind
            assert set(outer["event"]) - set(known["event"]) <= LATER, kind
    assert judged == set(names)


async def test_interactions_are_shaped_as_slack_shapes_them(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    said = await slack.says(lan.id, room.id, "keep")
    await slack.command(lan.id, room.id, "/dazi", "today")
    await slack.message_shortcut(lan.id, room.id, said.ts, "save_to_board")
    assert set(bot.heard[-2]) - set(skeleton("slack_misc/SlashCommandPayload.json")) == set()
    assert set(bot.heard[-1]) - set(skeleton("slack_misc/MessageShortcutPayload.json")) <= {"is_enterprise_install"}
