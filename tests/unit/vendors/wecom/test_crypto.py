import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vendors.wecom.crypto import BadCipher, Envelope, decrypt_bytes, encrypt_bytes, new_key, raw_key
from tests.vendors.wecom.wire_xml import read, write

SHARED = Path(os.environ.get("DAZI_SHARED", Path(__file__).resolve().parents[5] / "shared"))
VECTORS = SHARED / "vectors" / "vectors_wecom_dingtalk.json"
KEY = new_key()


def published(*kinds: str) -> list[dict[str, Any]]:
    if not VECTORS.exists():
        pytest.skip("the public vectors are not here")
    found = [vector for vector in json.loads(VECTORS.read_text())["vectors"] if vector["kind"] in kinds]
    assert found
    return found


def envelope(vector: dict[str, Any]) -> Envelope:
    return Envelope(vector["token"], vector["encoding_aes_key"], vector["receive_id"])


def encrypted(vector: dict[str, Any]) -> str:
    if "echostr" in vector["query"]:
        return str(vector["query"]["echostr"])
    body = vector["body"]
    return str(json.loads(body)["encrypt"] if body.startswith("{") else read(body)["Encrypt"])


def test_public_vectors_decrypt_and_their_signatures_hold() -> None:
    for vector in published("wecom_app_get", "wecom_app_post", "wecom_aibot_post"):
        query, text, sealed = vector["query"], encrypted(vector), envelope(vector)
        assert sealed.signed(query["msg_signature"], query["timestamp"], query["nonce"], text), vector["id"]
        assert sealed.unseal(text).strip() == vector["expect_plain"].strip(), vector["id"]


def test_public_vector_encrypts_to_the_letter() -> None:
    for vector in published("wecom_encrypt"):
        sealed = envelope(vector)
        text = sealed.seal(vector["plain"], vector["random16"].encode())
        assert text == vector["expect_encrypt"]
        assert sealed.sign(vector["timestamp"], vector["nonce"], text) == vector["expect_msg_signature"]


def test_file_vector_decrypts() -> None:
    for vector in published("wecom_aibot_file"):
        data = base64.b64decode(vector["ciphertext_b64"])
        assert decrypt_bytes(data, raw_key(vector["aeskey_b64_nopad"])).decode() == vector["expect_utf8"]


@given(st.text(), st.text(max_size=20))
def test_what_is_sealed_unseals(text: str, receiver: str) -> None:
    sealed = Envelope("token", KEY, receiver)
    assert sealed.unseal(sealed.seal(text)) == text


@given(st.binary(max_size=200))
def test_bytes_come_back_and_fill_whole_blocks_of_32(data: bytes) -> None:
    whole = encrypt_bytes(data, raw_key(KEY))
    assert len(whole) % 32 == 0
    assert decrypt_bytes(whole, raw_key(KEY)) == data


@given(st.binary(max_size=100))
def test_garbage_is_a_bad_cipher(data: bytes) -> None:
    with pytest.raises(BadCipher):
        Envelope("token", KEY, "corp").unseal(base64.b64encode(data).decode())


def test_somebody_elses_message_is_a_bad_cipher() -> None:
    with pytest.raises(BadCipher, match="meant for"):
        Envelope("token", KEY, "corp").unseal(Envelope("token", KEY, "other").seal("hello"))


def test_another_signature_does_not_hold() -> None:
    sealed = Envelope("token", KEY, "corp")
    assert sealed.signed(sealed.sign("1", "n", "text"), "1", "n", "text")
    assert not sealed.signed(sealed.sign("1", "n", "text"), "2", "n", "text")


def test_xml_keeps_what_ends_a_cdata_section() -> None:
    fields = {"Content": "a]]>b <&>", "MsgId": 7, "Items": {"Item": ["x", "y"]}}
    assert read(write(fields)) == {"Content": "a]]>b <&>", "MsgId": "7", "Items": {"Item": ["x", "y"]}}


@pytest.mark.parametrize("text", ["", "hello", "<xml>", "<html><a>1</a></html>"])
def test_what_is_no_wecom_xml_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"XML|root"):
        read(text)
