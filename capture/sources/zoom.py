"""Zoom: POST /hooks/zoom, called by Zoom when a recording is there."""

from collections.abc import Callable, Mapping
from typing import Any

from capture.base import Batch, Call, FeedRoom, FileHosts, Response, Source
from capture.conferences.telling import hears, row, take
from capture.conferences.zoom import TOLD, challenge_answer, event_of, is_genuine, recorded_in
from config.conferences import ZoomSettings
from config.sections import Where, validate_section

NAME = "zoom"


def hook(section: Mapping[str, Any], where: Where, room: FeedRoom) -> Callable[[Call], Response]:
    """What answers Zoom. Raises SettingsError."""
    settings = validate_section(ZoomSettings, section, where)
    secret, feed = settings.secret_token.get_secret_value(), room.name or NAME

    def answer(call: Call) -> Response:
        if not is_genuine(call, secret, settings.tolerance):
            return Response("signature missing, wrong or too old", status=401)
        event = event_of(call.body)
        if event.get("event") == "endpoint.url_validation":
            return challenge_answer(event, secret)
        if event.get("event") not in TOLD:
            return Response("ignored")
        recorded = recorded_in(event, secret)
        event_id = f"{event['event']}:{recorded.meeting_id}:{event.get('event_ts', '')}"
        return Response("ok", batches=[Batch(event_id, f"{feed}:meetings", row(recorded, feed, settings.person))])

    return answer


def files(section: Mapping[str, Any], where: Where) -> FileHosts:
    """Where recordings are fetched from. Raises SettingsError."""
    settings = validate_section(ZoomSettings, section, where)
    return FileHosts(settings.base_url, tuple(settings.hosts), {"secret": settings.secret_token.get_secret_value()})


SOURCE = Source(NAME, take, hook=hook, hears=hears, files=files)
