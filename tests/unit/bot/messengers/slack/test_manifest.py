"""The manifest that people paste, and the page that explains it, against what the code does."""

from typing import Any

import yaml

from bot.messengers.slack.commands import WHO_OWNS
from bot.messengers.slack.events import _READERS
from bot.messengers.slack.interactions import SAVE
from bot.messengers.slack.messenger import EVENTS
from bot.messengers.slack.oauth import REDIRECT
from bot.messengers.slack.scopes import FEATURES, SCOPES
from bot.messengers.slack.settings import SlackSettings
from config.sections import known_keys
from tests.architecture.docs import codes, page
from tests.architecture.tree import ROOT

MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "examples" / "slack_manifest.yaml").read_text(encoding="utf-8"))
KEPT_FOR_ITSELF = {"app_uninstalled", "tokens_revoked"}
"""Events that concern the installation (heed.py)."""


def test_it_asks_for_the_permissions_that_the_bot_uses() -> None:
    assert MANIFEST["oauth_config"]["scopes"]["bot"] == sorted(SCOPES) == list(SCOPES)


def test_every_event_that_is_read_is_subscribed() -> None:
    subscribed = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    said = {f"message.{kind}" for kind in ("channels", "groups", "im", "mpim")}
    read = {name for name in _READERS if name != "message"} | said
    assert subscribed - KEPT_FOR_ITSELF == read


def test_every_address_is_one_of_ours() -> None:
    features, settings = MANIFEST["features"], MANIFEST["settings"]
    urls = [command["url"] for command in features["slash_commands"]]
    urls += [settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"]]
    assert set(urls) == {f"https://bot.example.com{EVENTS}"}
    assert MANIFEST["oauth_config"]["redirect_urls"] == [f"https://bot.example.com{REDIRECT}"]


def test_commands_and_shortcuts_are_those_that_are_understood() -> None:
    assert [one["command"] for one in MANIFEST["features"]["slash_commands"]] == ["/dazi", WHO_OWNS]
    assert [one["callback_id"] for one in MANIFEST["features"]["shortcuts"]] == [SAVE]


def test_the_texts_are_as_short_as_slack_wants() -> None:
    features = MANIFEST["features"]
    assert len(MANIFEST["display_information"]["name"]) <= 35
    assert len(MANIFEST["display_information"]["description"]) <= 140
    assert all(len(one["name"]) <= 24 for one in features["shortcuts"])


def test_the_page_lists_every_setting_and_no_other() -> None:
    listed = [code for cells in page("docs/slack.md").rows("key") for code in codes(cells[0])]
    assert sorted(listed) == sorted(known_keys(SlackSettings))


def test_the_page_says_what_every_permission_is_for() -> None:
    listed = [code for cells in page("docs/slack.md").rows("scope") for code in codes(cells[0])]
    assert sorted(listed) == sorted(FEATURES)


def test_the_settings_shown_are_taken() -> None:
    import tomllib

    sections = [tomllib.loads(block.text) for block in page("docs/slack.md").blocks("toml")]
    shown = [one["messengers"]["slack"] for one in sections if "messengers" in one]
    assert len([SlackSettings.model_validate(one) for one in shown]) == 3
