"""Zoom's webhook: its challenge, its signature, and the recordings it tells of.

Sources: Zoom's developer documentation, "Using webhooks" (endpoint.url_validation; x-zm-signature is "v0=" and the
HMAC-SHA256, in hex, of "v0:<x-zm-request-timestamp>:<body>" under the secret token) and "Meetings events"
(recording.completed, recording.transcript_completed). A file is fetched with download_token as bearer, for 24 hours.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from capture.base import BadRow, Call, Response
from capture.conferences.genuine import is_recent, is_same
from capture.conferences.model import Recorded, RecordedFile
from capture.conferences.sealing import sealed

TOLD = frozenset({"recording.completed", "recording.transcript_completed"})
_MEDIA = {"M4A": "audio/mp4", "MP4": "video/mp4", "TRANSCRIPT": "text/vtt", "CC": "text/vtt"}


def is_genuine(call: Call, secret: str, tolerance: float) -> bool:
    """Whether Zoom sent it, not long ago. What is too old may be a copy."""
    told = call.headers.get("x-zm-request-timestamp", "")
    if not is_recent(told, call.at, tolerance):
        return False
    expected = f"v0={_signed(secret, f'v0:{told}:'.encode() + call.body)}"
    return is_same(expected, call.headers.get("x-zm-signature", ""))


def challenge_answer(document: Mapping[str, Any], secret: str) -> Response:
    """The answer to endpoint.url_validation. Raises BadRow for a challenge without a token."""
    token = document.get("payload", {}).get("plainToken")
    if not isinstance(token, str) or not token:
        raise BadRow("The challenge has no plainToken.", "校验请求没有 plainToken。")
    answer = {"plainToken": token, "encryptedToken": _signed(secret, token.encode())}
    return Response(json.dumps(answer), content_type="application/json")


def event_of(body: bytes) -> Mapping[str, Any]:
    """The event in a body. Raises BadRow."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRow("The body is not JSON.", "请求体不是 JSON。") from None
    if not isinstance(document, dict) or not all(
        isinstance(document.get(name, kind()), kind) for name, kind in (("payload", dict), ("event", str))
    ):
        raise BadRow("The body is no event of Zoom.", "请求体不是 Zoom 事件。")
    return document


def recorded_in(document: Mapping[str, Any], secret: str) -> Recorded:
    """The meeting of a recording's event, its download token sealed under `secret`. Raises BadRow."""
    try:
        told = document["payload"]["object"]
        token = str(document.get("download_token") or "")
        return Recorded(
            meeting_id=str(told["uuid"]),
            title=str(told.get("topic", "")),
            started_at=_moment(told["start_time"]),
            seconds=float(told.get("duration") or 0) * 60,
            host=str(told.get("host_email", "")).lower(),
            host_name=str(told.get("host_email", "")).partition("@")[0],
            files=tuple(_files(told, sealed(token, secret) if token else "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRow(f"A recording's event lacks {error}.", f"录制事件缺少 {error}。") from error


def _files(told: Mapping[str, Any], token: str) -> Iterator[RecordedFile]:
    """The files that are ready, the one to listen to first: the sound alone, else the smallest picture with sound."""
    ready = [one for one in told.get("recording_files") or [] if one.get("status", "completed") == "completed"]
    for one in sorted(ready, key=lambda one: (_rank(one), int(one.get("file_size") or 0))):
        kind = str(one.get("file_type", "")).upper()
        address = str(one.get("download_url", ""))
        if kind in _MEDIA and address:
            ending = str(one.get("file_extension") or kind).lower()
            name = f"{told.get('topic') or 'Zoom'}.{ending}"
            access = {"url": address, **({"sealed": token} if token else {})}
            size = int(one.get("file_size") or 0)
            yield RecordedFile(str(one.get("id") or address), name, _MEDIA[kind], size, access)


def _rank(one: Mapping[str, Any]) -> int:
    kind = str(one.get("file_type", "")).upper()
    return {"M4A": 0, "MP4": 1}.get(kind, 2)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _signed(secret: str, data: bytes) -> str:
    return hmac.new(secret.encode(), data, sha256).hexdigest()
