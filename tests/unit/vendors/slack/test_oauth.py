"""Getting into a second workspace: a code, once, for that workspace's own token."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.unit.vendors.slack.test_web_api import error
from tests.vendors.slack.fake import FakeSlack

# slack_sdk 3.47 still speaks Basic auth through aiohttp's old class.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def test_a_code_is_exchanged_once(slack: FakeSlack) -> None:
    team = slack.workspace("T2", "Beta")
    slack.user("boss", team="T2")
    code, api = slack.oauth_code("T2", "https://dazi.example/back"), AsyncWebClient(base_url=f"{slack.url}/api/")
    exchange = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": code}
    answer = await api.oauth_v2_access(**exchange, redirect_uri="https://dazi.example/back")
    assert (answer["team"]["id"], answer["bot_user_id"]) == ("T2", "UBOTT2")
    assert answer["access_token"] == team.bot_token != "xoxb-1"
    in_t2 = AsyncWebClient(answer["access_token"], base_url=f"{slack.url}/api/")
    assert (await in_t2.auth_test())["team"] == "Beta"
    assert await error(api.oauth_v2_access(**exchange)) == "code_already_used"


async def test_what_oauth_refuses(slack: FakeSlack) -> None:
    api, client_id, secret = AsyncWebClient(base_url=f"{slack.url}/api/"), slack.client_id, slack.client_secret
    code = slack.oauth_code("T1", "https://dazi.example/back")
    asked = api.oauth_v2_access(client_id=client_id, client_secret="wrong", code=code)
    assert await error(asked) == "bad_client_secret"
    assert await error(api.oauth_v2_access(client_id="1", client_secret=secret, code=code)) == "invalid_client_id"
    assert await error(api.oauth_v2_access(client_id=client_id, client_secret=secret, code="no")) == "invalid_code"
    elsewhere = api.oauth_v2_access(
        client_id=client_id, client_secret=secret, code=code, redirect_uri="https://evil.example"
    )
    assert await error(elsewhere) == "bad_redirect_uri"


async def test_rooms_belong_to_their_workspace(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.workspace("T2", token="xoxb-2")
    room = slack.channel("beta", team="T2")
    assert await error(client.chat_postMessage(channel=room.id, text="x")) == "channel_not_found"
