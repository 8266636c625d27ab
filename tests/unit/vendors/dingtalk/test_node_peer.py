"""DingTalk's own Node client against the fake: it connects, gets a message, acknowledges it, and answers a ping."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.clocks import FakeClock
from tests.vendors.dingtalk.fake import FakeDingTalk

PACKAGE = "dingtalk-stream@2.1.5"
# The address of the gateway is a constant of the package; requests to it are turned to the fake before they leave.
PEER = """
const axios = require('axios');
axios.interceptors.request.use((request) => {
  request.url = request.url.replace(/https:[/][/](api|oapi)[.]dingtalk[.]com/, process.env.FAKE_URL);
  return request;
});
const { DWClient, TOPIC_ROBOT, EventAck } = require('dingtalk-stream');
const client = new DWClient({ clientId: process.env.KEY, clientSecret: process.env.SECRET });
client.registerCallbackListener(TOPIC_ROBOT, (frame) => {
  const told = JSON.parse(frame.data);
  client.socketCallBackResponse(frame.headers.messageId, { heard: told.text.content, by: told.senderNick });
});
client.registerAllEventListener((event) => ({ status: EventAck.SUCCESS, message: event.headers.eventType }));
client.connect();
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package and our script."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("Node is not on this machine")
    folder = tmp_path_factory.mktemp("dingtalk-node")
    install = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
    if subprocess.run(install, check=False, capture_output=True, timeout=180, cwd=folder).returncode:
        pytest.skip(f"npm could not install {PACKAGE}")
    (folder / "peer.cjs").write_text(PEER)
    return folder


@asynccontextmanager
async def running(peer: Path, fake: FakeDingTalk, secret: str) -> AsyncIterator[None]:
    known = {"FAKE_URL": fake.url, "KEY": fake.app_key, "SECRET": secret, "no_proxy": "*", "NO_PROXY": "*"}
    node = await asyncio.create_subprocess_exec(
        "node", "peer.cjs", cwd=peer, env=os.environ | known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        node.kill()
        await node.wait()


async def test_the_client_hears_and_acknowledges(peer: Path) -> None:
    async with FakeDingTalk(FakeClock()) as fake, running(peer, fake, fake.app_secret):
        await fake.connected()
        sent = await fake.say(fake.person("u1", "李雷"), "你好")
        assert sent.answer.json() == {"response": {"heard": "你好", "by": "李雷"}}
        event = await fake.event("user_add_org", {"userId": ["u1"]})
        assert event.answer.json() == {"status": "SUCCESS", "message": "user_add_org"}
        assert [ack.data for ack in await fake.ping("5d05")] == [{"opaque": "5d05"}]
        assert (fake.gateway.late, fake.gateway.bad_frames) == ([], [])


async def test_the_client_comes_again_after_it_was_told_to_go(peer: Path) -> None:
    clock = FakeClock()
    async with FakeDingTalk(clock) as fake, running(peer, fake, fake.app_secret):
        await fake.connected()
        leaving = asyncio.create_task(fake.disconnect())
        await clock.somebody_sleeps()
        clock.advance(10)
        await leaving
        await fake.gateway.changes.until(lambda: fake.gateway.opened == 2)


async def test_a_wrong_secret_keeps_it_out(peer: Path) -> None:
    async with FakeDingTalk(FakeClock()) as fake, running(peer, fake, "wrong"):
        await fake.called("gateway/connections/open", 2)
        assert fake.gateway.opened == 0
