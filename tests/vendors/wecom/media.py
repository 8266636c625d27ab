"""Temporary media: uploaded by the bot or a person, there for three days."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.vendors.wecom.refusal import Refused, need
from tests.vendors.wecom.world import World

MEGABYTE = 1024 * 1024
LIFE = 3 * 24 * 3600
SIZES = {"image": (10, 40009), "voice": (2, 40010), "video": (10, 40011), "file": (20, 40006)}
"""By type: the most megabytes, and the errcode beyond."""


def is_image(data: bytes) -> bool:
    """Whether it begins as a JPG or a PNG does."""
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


LOOKS: Mapping[str, Callable[[bytes], bool]] = {
    "image": is_image,
    "voice": lambda data: data.startswith((b"#!AMR", b"\x02#!SILK")),
    "video": lambda data: data[4:8] == b"ftyp",
    "file": lambda _: True,
}


@dataclass(frozen=True, slots=True)
class Media:
    """One file on WeCom's side; `until` on the clock's own seconds."""

    id: str
    kind: str
    name: str
    data: bytes = field(repr=False)
    until: float


@dataclass(frozen=True, slots=True)
class Upload:
    """What came in the multipart field `media`: the file name exactly as it was on the wire."""

    name: str
    data: bytes = field(repr=False)


def wire_name(disposition: str) -> str:
    """The `filename="…"` of a part, not decoded in any way: a percent-encoded name is shown percent-encoded."""
    found = re.search(r';\s*filename="([^"]*)"', disposition)
    return found[1] if found else ""


@dataclass(slots=True)
class MediaStore:
    """What was uploaded."""

    world: World
    _kept: dict[str, Media] = field(default_factory=dict)

    def upload(self, kind: str, upload: Upload | None) -> dict[str, Any]:
        """The answer of an upload. Refused for a type, size or content WeCom does not take."""
        need(kind in SIZES, 40005, repr(kind))
        if upload is None:
            raise Refused(44001)
        need(upload.name, 44001, "no filename")
        self.check(kind, upload.data)
        kept = self.keep(kind, upload.name, upload.data)
        created = str(self.world.stamp())
        return {"errcode": 0, "errmsg": "ok", "type": kind, "media_id": kept.id, "created_at": created}

    def check(self, kind: str, data: bytes) -> None:
        most, too_big = SIZES[kind]
        need(len(data) > 5, 40006, "5 bytes or less")
        need(len(data) <= most * MEGABYTE, too_big)
        need(LOOKS[kind](data), 40004, f"not a {kind}")

    def keep(self, kind: str, name: str, data: bytes) -> Media:
        kept = Media(self.world.fresh("media-"), kind, name, data, self.world.clock.monotonic() + LIFE)
        self._kept[kept.id] = kept
        return kept

    def get(self, media_id: str, kind: str = "") -> Media:
        """Refused 40007 where it is unknown, gone, or of another type."""
        kept = self._kept.get(media_id)
        if kept is None or kept.until <= self.world.clock.monotonic() or kind not in ("", kept.kind):
            raise Refused(40007)
        return kept
