import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messengers.wecom.crypto import Envelope, NotGenuine, Unreadable
from bot.messengers.wecom.fetch import unseal
from tests.clocks import START
from tests.contract.messengers.rigs.wecom import AES_KEY, CORP, TOKEN, sealed
from tests.vendors.wecom.crypto import Envelope as TheirEnvelope

OURS, THEIRS = Envelope(TOKEN, AES_KEY, CORP), TheirEnvelope(TOKEN, AES_KEY, CORP)
SHARED = Path(os.environ.get("DAZI_SHARED", str(Path(__file__).resolve().parents[5].parent / "shared")))
VECTORS = SHARED / "vectors" / "vectors_wecom_dingtalk.json"


def opened(inner: bytes, **how: str) -> object:
    raw = sealed(inner, START, **how)
    return OURS.opened(raw.query, raw.body)


def test_the_fields_of_a_message_come_out() -> None:
    assert opened("<xml><MsgType>text</MsgType><Content><![CDATA[谁负责 <北禾>？]]></Content></xml>".encode()) == {
        "MsgType": "text",
        "Content": "谁负责 <北禾>？",
    }


@given(st.text(max_size=300))
def test_whatever_they_seal_we_open(text: str) -> None:
    encrypted = THEIRS.seal(text)
    signature = THEIRS.sign("1768179600", "n", encrypted)
    query = {"msg_signature": signature, "timestamp": "1768179600", "nonce": "n", "echostr": encrypted}
    assert OURS.echo(query) == text


@pytest.mark.parametrize("how", [{"token": "another"}, {"corp": "ww0"}])
def test_what_is_not_for_us_is_not_genuine(how: dict[str, str]) -> None:
    with pytest.raises(NotGenuine):
        opened(b"<xml><MsgType>text</MsgType></xml>", **how)


@pytest.mark.parametrize(
    "inner",
    [
        b"",
        b"no xml",
        b"<xml></xml>",
        b"<other><MsgType>text</MsgType></other>",
        b"\xff\xfe\xfd",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><MsgType>&a;</MsgType></xml>',
        b"[1, 2]",
    ],
)
def test_what_is_no_message_is_unreadable(inner: bytes) -> None:
    with pytest.raises(Unreadable):
        opened(inner)


def signed(encrypted: str) -> tuple[dict[str, str], bytes]:
    """A body with this cipher text, properly signed."""
    query = {"msg_signature": THEIRS.sign("1768179600", "n", encrypted), "timestamp": "1768179600", "nonce": "n"}
    return query, f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()


@pytest.mark.parametrize(
    "encrypted",
    ["AAAA", "A", "====", base64.b64encode(bytes(16)).decode(), base64.b64encode(bytes(17)).decode()],
    ids=["three bytes", "no base64", "only padding", "one block", "no whole blocks"],
)
def test_a_signed_cipher_that_is_broken_is_unreadable(encrypted: str) -> None:
    with pytest.raises(Unreadable):
        OURS.opened(*signed(encrypted))


@settings(max_examples=300)
@given(st.binary(max_size=100), st.sampled_from([1, 16]))
def test_nothing_else_is_ever_raised(junk: bytes, block: int) -> None:
    body = junk + bytes(-len(junk) % block)
    with pytest.raises((NotGenuine, Unreadable)):
        OURS.opened(*signed(base64.b64encode(body).decode()))


def test_neither_key_nor_token_is_printed() -> None:
    assert TOKEN not in repr(OURS)
    assert AES_KEY not in repr(OURS)


def vectors(kind: str) -> list[dict[str, Any]]:
    """The public test vectors of one kind."""
    if not VECTORS.is_file():
        pytest.skip(f"{VECTORS} is not here")
    found: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]
    return [one for one in found if one["kind"] == kind]


def test_the_public_vectors_for_verifying_a_url_pass() -> None:
    for one in vectors("wecom_app_get"):
        envelope = Envelope(one["token"], one["encoding_aes_key"], one["receive_id"])
        assert envelope.echo(one["query"]) == one["expect_plain"], one["id"]


def test_the_public_vectors_of_messages_pass() -> None:
    found = vectors("wecom_app_post")
    assert found != []
    for one in found:
        envelope = Envelope(one["token"], one["encoding_aes_key"], one["receive_id"])
        fields = envelope.opened(one["query"], one["body"].encode())
        assert [value for value in fields.values() if value not in one["expect_plain"]] == [], one["id"]


def test_the_public_vector_of_a_file_passes(tmp_path: Path) -> None:
    for one in vectors("wecom_aibot_file"):
        sealed_file = tmp_path / "sealed"
        sealed_file.write_bytes(base64.b64decode(one["ciphertext_b64"]))
        unseal(sealed_file, tmp_path / "plain", one["aeskey_b64_nopad"])
        assert (tmp_path / "plain").read_text() == one["expect_utf8"]
