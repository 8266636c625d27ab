"""Files of a message as references: what Slack tells of them, and what is needed to fetch them."""

from collections.abc import Iterator, Mapping
from typing import Any

from capture.base import FileRef

GONE = frozenset({"tombstone", "hidden_by_limit"})
NOT_FILES = frozenset({"external", "quip", "canvas", "space"})
"""Kept by another service, or a canvas: there is an address to open, and nothing to fetch."""

CLIPS = frozenset({"slack_audio", "slack_video"})
CHECK = "check_file_info"


def files_of(message: Mapping[str, Any], team: str) -> tuple[FileRef, ...]:
    """The files that came with a message; those that were deleted since are left out."""
    return tuple(_files(message, team))


def _files(message: Mapping[str, Any], team: str) -> Iterator[FileRef]:
    for file in message.get("files") or ():
        if file.get("mode") not in GONE:
            yield file_ref(file, team)


def file_ref(file: Mapping[str, Any], team: str) -> FileRef:
    """One file object of Slack's. In shared channels it holds nothing but an id: the rest is asked for on fetching."""
    return FileRef(
        file_id=str(file["id"]),
        name=str(file.get("name") or ""),
        size=int(file.get("size") or 0),
        media_type=str(file.get("mimetype") or "application/octet-stream"),
        access={name: value for name, value in _access(file, team).items() if value},
    )


def _access(file: Mapping[str, Any], team: str) -> Mapping[str, str]:
    """`elsewhere`: where to open what cannot be fetched. `clip`: recorded in Slack itself."""
    if file.get("file_access") == CHECK:
        return {"team": team}
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    opens = str(file.get("external_url") or file.get("permalink") or address)
    outside = bool(file.get("is_external")) or file.get("mode") in NOT_FILES
    subtype, words = str(file.get("subtype") or ""), file.get("transcription") or {}
    return {
        "team": team,
        "url": "" if outside else address,
        "elsewhere": opens if outside else "",
        "clip": subtype if subtype in CLIPS else "",
        "transcription": str(words.get("status") or ""),
    }
