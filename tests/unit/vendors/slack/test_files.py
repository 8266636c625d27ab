"""Files both ways: the bot's uploads in three steps, people's files and clips behind the token."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.unit.vendors.slack.bot import Bot
from tests.unit.vendors.slack.test_web_api import error
from tests.vendors.slack.fake import FakeSlack


async def fetched(url: str, token: str) -> tuple[int, str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
        return response.status, response.content_type, await response.read()


async def test_the_sdks_upload(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    content = b"\x89PNG and \xff more"
    await client.files_upload_v2(channel=room.id, content=content, filename="chart.png", title="March")
    assert slack.shown(room.id) == "[file March]"
    assert "Authorization" not in (await slack.called("upload"))[0].headers
    shared = slack.messages(room.id)[0]["files"][0]
    assert await fetched(shared["url_private"], "xoxb-1") == (200, "image/png", content)


async def test_bytes_that_were_not_announced_are_refused(slack: FakeSlack, client: AsyncWebClient) -> None:
    step = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    async with aiohttp.ClientSession() as session, session.post(step["upload_url"], data=b"four") as response:
        assert response.status == 400
    unfinished = client.files_completeUploadExternal(files=[{"id": step["file_id"], "title": "a"}])
    assert await error(unfinished) == "file_not_found"
    assert slack.file(step["file_id"]).content is None


async def test_a_stranger_gets_the_login_page_with_200(slack: FakeSlack) -> None:
    file = slack.upload(slack.user("lan").id, "offer.pdf", b"%PDF")
    url = file.json(slack.url)["url_private_download"]
    assert await fetched(url, "xoxb-1") == (200, "application/pdf", b"%PDF")
    for token in ("", "xoxb-other"):
        status, kind, body = await fetched(url, token)
        assert (status, kind, b"Sign in" in body) == (200, "text/html", True)


async def test_a_shared_file_comes_twice(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    file = slack.upload(lan.id, "offer.pdf", b"%PDF")
    await slack.says(lan.id, room.id, "the offer", files=[file])
    message, shared = bot.events("message")[0], bot.events("file_shared")[0]
    assert (message["subtype"], message["files"][0]["name"]) == ("file_share", "offer.pdf")
    assert (shared["file_id"], shared["channel_id"], "name" in shared["file"]) == (file.id, room.id, False)
    assert (await client.files_info(file=file.id))["file"]["size"] == 4


async def test_a_clip_gets_its_words_later(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    clip = slack.clip(lan.id, b"sound")
    await slack.says(lan.id, lan.id, "", files=[clip])
    assert bot.events("message")[0]["files"][0]["subtype"] == "slack_audio"
    assert bot.events("message")[0]["files"][0]["transcription"] == {"status": "processing"}
    await slack.transcribed(clip.id, "we sold it")
    assert bot.events("file_change")[0]["file_id"] == clip.id
    told = (await client.files_info(file=clip.id))["file"]["transcription"]
    assert (told["status"], told["preview"]["content"]) == ("complete", "we sold it")


async def test_a_file_of_a_shared_channel_has_to_be_looked_up(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    file = slack.upload(lan.id, "offer.pdf", b"%PDF")
    file.checked_on_use = True
    await slack.says(lan.id, lan.id, "", files=[file])
    assert bot.events("message")[0]["files"][0]["file_access"] == "check_file_info"
    assert "url_private" not in bot.events("message")[0]["files"][0]
