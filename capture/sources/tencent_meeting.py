"""Tencent Meeting (腾讯会议): /hooks/tencent_meeting, called when a cloud recording is there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from capture.base import Batch, Call, FeedRoom, FileHosts, Response, Source
from capture.conferences.telling import hears, row, take
from capture.conferences.tencent import TAKEN, TOLD, data_of, event_of, is_genuine, opened, recorded_in
from config.conferences import TencentMeetingSettings
from config.sections import Where, validate_section

NAME = "tencent_meeting"


def hook(section: Mapping[str, Any], where: Where, room: FeedRoom) -> Callable[[Call], Response]:
    """What answers Tencent Meeting. Raises SettingsError."""
    settings = validate_section(TencentMeetingSettings, section, where)
    token, feed = settings.token.get_secret_value(), room.name or NAME
    key = settings.encoding_aes_key.get_secret_value() if settings.encoding_aes_key else ""

    def answer(call: Call) -> Response:
        data = data_of(call)
        if not is_genuine(call, data, token, settings.tolerance):
            return Response("signature missing, wrong or too old", status=401)
        raw = opened(data, key)
        if call.method == "GET":
            return Response(raw.decode(errors="replace"))
        event = event_of(raw)
        if event.get("event") not in TOLD:
            return Response(TAKEN)
        told = event.get("trace_id") or event.get("unique_sequence") or ""
        batches = [
            Batch(f"{event['event']}:{told}:{one.meeting_id}", f"{feed}:meetings", row(one, feed, settings.person))
            for one in (found if settings.fetches else replace(found, files=()) for found in recorded_in(event))
        ]
        return Response(TAKEN, batches=batches)

    return answer


def files(section: Mapping[str, Any], where: Where) -> FileHosts | None:
    """Where recordings are asked for and fetched from; None where the settings hold no key. Raises SettingsError."""
    settings = validate_section(TencentMeetingSettings, section, where)
    if not settings.fetches or settings.secret_key is None:
        return None
    keys = {"app_id": settings.app_id, "sdk_id": settings.sdk_id, "secret_id": settings.secret_id}
    return FileHosts(
        settings.base_url, tuple(settings.hosts), {**keys, "secret_key": settings.secret_key.get_secret_value()}
    )


SOURCE = Source(NAME, take, hook=hook, hears=hears, files=files)
