"""Tencent Meeting's webhook: its check of the address, its signature and encryption, and the recordings it tells of.

Sources: cloud.tencent.com, product 1095: 51612 (signature: SHA-1, in hex, of token, timestamp, nonce and data, sorted
as text and joined; they stand in headers), 51611 and meeting.tencent.com/support/topic/588 (GET ?check_str=…, POST
{"data": base64}, the answer to either), 53230 (recording.completed), 121282 (smart.transcripts). With an
EncodingAESKey the data is AES-256-CBC with PKCS#7, the key its base64 and the IV the key's first 16 bytes, with no
frame around the text, as public clients of it do; the page on encryption itself was out of reach.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha1
from typing import Any
from urllib.parse import unquote

from capture.base import BadRow, Call
from capture.conferences.genuine import is_recent, is_same, seconds
from capture.conferences.model import Recorded, RecordedFile

TOLD = frozenset({"recording.completed"})
TAKEN = "successfully received callback"
"""What a call is answered with, word for word; another answer has it sent again."""


def is_genuine(call: Call, data: str, token: str, tolerance: float) -> bool:
    """Whether Tencent Meeting sent it, not long ago."""
    told = call.headers.get("timestamp", "")
    if not is_recent(told, call.at, tolerance):
        return False
    parts = sorted([token, told, call.headers.get("nonce", ""), data])
    expected = sha1("".join(parts).encode(errors="replace")).hexdigest()  # noqa: S324  theirs to choose
    return is_same(expected, call.headers.get("signature", "").lower())


def data_of(call: Call) -> str:
    """What is signed: the check's string as it was sent, or the data of an event. Raises BadRow."""
    if call.method == "GET":
        return unquote(call.query.get("check_str", ""))
    try:
        return str(json.loads(call.body)["data"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadRow("The body has no data.", "请求体里没有 data。") from None


def opened(data: str, encoding_aes_key: str) -> bytes:
    """The plain bytes of the data; without a key it is only base64. Raises BadRow."""
    try:
        raw = base64.b64decode(data, validate=True)
        return _decrypted(raw, base64.b64decode(f"{encoding_aes_key}=")) if encoding_aes_key else raw
    except (binascii.Error, ValueError) as error:
        raise BadRow(
            "The data cannot be decoded; check encoding_aes_key.", "data 解不开，请核对 EncodingAESKey。"
        ) from error


def event_of(raw: bytes) -> Mapping[str, Any]:
    """The event. Raises BadRow."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadRow(
            "The data is not JSON; check encoding_aes_key.", "data 不是 JSON，请核对 EncodingAESKey。"
        ) from None
    if not isinstance(document, dict) or not isinstance(document.get("event", ""), str):
        raise BadRow("The data is no event.", "data 不是事件。")
    return document


def recorded_in(document: Mapping[str, Any]) -> Sequence[Recorded]:
    """The meetings of a recording's event. Raises BadRow."""
    try:
        told = document["payload"]
        return [_recorded(one) for one in (told if isinstance(told, list) else [told])]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise BadRow(f"A recording's event lacks {error}.", f"录制事件缺少 {error}。") from error


def _recorded(told: Mapping[str, Any]) -> Recorded:
    meeting = told["meeting_info"]
    creator = meeting.get("creator") or {}
    started = datetime.fromtimestamp(seconds(int(meeting["start_time"])), UTC)
    ended = datetime.fromtimestamp(seconds(int(meeting.get("end_time") or meeting["start_time"])), UTC)
    return Recorded(
        meeting_id=f"{meeting['meeting_id']}{meeting.get('sub_meeting_id', '')}",
        title=str(meeting.get("subject", "")),
        started_at=started,
        seconds=max(0.0, (ended - started).total_seconds()),
        host=str(creator.get("userid", "")),
        host_name=_name(str(creator.get("user_name", ""))),
        files=tuple(_files(told, meeting, str(creator.get("userid", "")))),
    )


def _files(told: Mapping[str, Any], meeting: Mapping[str, Any], user: str) -> Iterator[RecordedFile]:
    for one in told.get("recording_files") or []:
        name = f"{meeting.get('subject') or '腾讯会议'}.m4a"
        yield RecordedFile(str(one["record_file_id"]), name, "audio/mp4", 0, {"user": user})


def _name(text: str) -> str:
    """Names come as base64 in some editions, plain in others."""
    try:
        found = base64.b64decode(text, validate=True).decode()
        return found if found.isprintable() and not found.isascii() else text
    except (binascii.Error, ValueError):
        return text


def _decrypted(raw: bytes, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    opening = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    padded = opening.update(raw) + opening.finalize()
    filling = PKCS7(128).unpadder()
    return filling.update(padded) + filling.finalize()
