"""The vendor's own Node packages against the fake: neither is our opinion of the protocol."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.patience import LONG_ENOUGH
from tests.vendors.wecom.crypto import Envelope, encrypt_bytes, new_key, raw_key
from tests.vendors.wecom.fake import FakeWeCom

PACKAGES = ("@wecom/crypto@1.0.1", "@wecom/aibot-node-sdk@1.0.7")
TEXTS = ["", "a", "你好，世界", "x" * 31, "长" * 500, '{"msgtype":"text"}']
pytestmark = pytest.mark.slow

CRYPTO = """
const { getSignature, encrypt, decrypt } = require('@wecom/crypto');
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const opened = asked.sealed.map((text) => decrypt(asked.key, text));
console.log(JSON.stringify({
  opened: opened.map((one) => [one.message, one.id]),
  sealed: asked.texts.map((text) => encrypt(asked.key, text, asked.id)),
  signature: getSignature('token', '1768179600', 'nonce', asked.sealed[0]),
}));
"""

TALKING = """
const { WSClient, generateReqId } = require('@wecom/aibot-node-sdk');
const [url, botId, secret] = process.argv.slice(2);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const client = new WSClient({ botId, secret, wsUrl: url, logger: quiet });
client.on('message.text', async (frame) => {
  const id = generateReqId('stream');
  await client.replyStream(frame, id, 'thinking', false);
  await client.replyStream(frame, id, 'you said ' + frame.body.text.content, true);
});
client.on('message.file', async (frame) => {
  const { buffer, filename } = await client.downloadFile(frame.body.file.url, frame.body.file.aeskey);
  const kept = await client.uploadMedia(buffer, { type: 'file', filename: 'back-' + filename });
  await client.sendMediaMessage(frame.body.from.userid, 'file', kept.media_id);
});
client.on('event.enter_chat', (frame) => client.replyWelcome(frame, { msgtype: 'text', text: { content: 'welcome' } }));
client.on('event.disconnected_event', () => { console.log('kicked'); process.exit(0); });
client.connect();
"""


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages installed; skips where that cannot be."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node or npm is not here")
    folder = tmp_path_factory.mktemp("wecom-node")
    quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--prefix", str(folder)]
    try:
        subprocess.run(["npm", "install", *quiet, *PACKAGES], check=True, capture_output=True, timeout=180)
    except (subprocess.SubprocessError, OSError) as failed:
        pytest.skip(f"npm could not install {PACKAGES}: {type(failed).__name__}")
    return folder


def run_node(folder: Path, script: str, asked: dict[str, Any]) -> dict[str, Any]:
    (folder / "ask.js").write_text(script)
    run = ["node", "ask.js"]
    done = subprocess.run(
        run, cwd=folder, input=json.dumps(asked).encode(), capture_output=True, timeout=60, check=True
    )
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("receive_id", ["ww1f2a3b4c5d6e7f80", ""])
def test_wecom_crypto_reads_us_and_we_read_it(node_folder: Path, receive_id: str) -> None:
    ours = Envelope("token", new_key(), receive_id)
    sealed = [ours.seal(text) for text in TEXTS]
    asked = {"key": ours.aes_key, "id": receive_id, "texts": TEXTS, "sealed": sealed}
    answer = run_node(node_folder, CRYPTO, asked)
    assert answer["opened"] == [[text, receive_id] for text in TEXTS]
    assert [ours.unseal(text) for text in answer["sealed"]] == TEXTS
    assert answer["signature"] == ours.sign("1768179600", "nonce", sealed[0])


def test_the_sdk_decrypts_our_files(node_folder: Path) -> None:
    script = """
        const { decryptFile } = require('@wecom/aibot-node-sdk');
        const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const plain = decryptFile(Buffer.from(asked.data, 'hex'), asked.key);
        console.log(JSON.stringify({ plain: plain.toString('hex') }));
    """
    key, data = new_key(), "会议纪要".encode() * 11
    asked = {"key": key, "data": encrypt_bytes(data, raw_key(key)).hex()}
    assert bytes.fromhex(run_node(node_folder, script, asked)["plain"]) == data


async def test_the_sdk_talks_to_the_fake(node_folder: Path, fake: FakeWeCom) -> None:
    (node_folder / "talk.js").write_text(TALKING)
    run = ["node", "talk.js", fake.ws_url, "aib-1", "bot-secret"]
    peer = await asyncio.create_subprocess_exec(*run, cwd=node_folder, stdout=subprocess.PIPE)
    bot = fake.sockets.first()
    try:
        await bot.connected()
        asked = await fake.bot_chat("li.na").say("你好")
        assert await asked.finished() == "you said 你好"
        welcomed = await fake.bot_chat("wang.wei").enter()
        await welcomed.answered()
        await fake.bot_chat("li.na").send_file("纪要.txt", b"promised: Friday")
        assert await fake.seen("li.na", "back-") == "你好\nyou said 你好\n[file 纪要.txt]\n[file back-纪要.txt]"
        assert fake.shown("wang.wei") == "welcome"
        await bot.kick()
        assert (await asyncio.wait_for(peer.communicate(), LONG_ENOUGH))[0] == b"kicked\n"
    finally:
        if peer.returncode is None:
            peer.kill()
            await peer.wait()
