"""Files on both ways: what people send (fetched by downloadCode), and what the bot uploads (media ids)."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.clocks import FakeClock
from tests.vendors.dingtalk.errors import ApiError, OapiError
from tests.vendors.dingtalk.gate import TOKEN_HEADER, Args

LINK_SECONDS = 900.0
MEGABYTE = 1_000_000
MEDIA_BYTES = {"image": 20 * MEGABYTE, "voice": 2 * MEGABYTE, "video": 20 * MEGABYTE, "file": 20 * MEGABYTE}
EXPIRED = '<?xml version="1.0" ?><Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>'


@dataclass(frozen=True, slots=True)
class Media:
    """An uploaded file: `kind` is image, voice, video or file."""

    kind: str
    name: str
    data: bytes


class Files:
    """`url` is set once the server listens. Links live 15 minutes by the clock, and want no token of the API."""

    def __init__(self, clock: FakeClock, robot_code: str) -> None:
        self._clock, self._robot_code, self.url = clock, robot_code, ""
        self._sent: dict[str, bytes] = {}
        self._links: dict[str, tuple[bytes, float]] = {}
        self.media: dict[str, Media] = {}
        self.leaks: list[str] = []

    def sent(self, data: bytes) -> str:
        """A person sent this; the downloadCode that the bot gets."""
        code = f"mIofN681YE3f/+m+{len(self._sent) + 1:08d}=="
        self._sent[code] = data
        return code

    def download(self, args: Args) -> dict[str, Any]:
        """robot/messageFiles/download."""
        if args.get("robotCode") != self._robot_code:
            raise ApiError(400, "invalidParameter.robotCode.invalid", "robotCode 不存在")
        if args.get("downloadCode") not in self._sent:
            raise ApiError(400, "invalidParameter.downloadCode.invalid", "downloadCode 不合法")
        link = f"f{len(self._links) + 1:06d}"
        self._links[link] = (self._sent[args["downloadCode"]], self._clock.monotonic() + LINK_SECONDS)
        return {"downloadUrl": f"{self.url}/oss/{link}?Expires=1&Signature=fake"}

    async def serve(self, request: web.Request) -> web.Response:
        """The link itself: another host in reality, so a token that comes along is a leak."""
        if TOKEN_HEADER in request.headers or "Authorization" in request.headers:
            self.leaks.append(request.path)
            return web.Response(status=400, text="Only one auth mechanism allowed", content_type="application/xml")
        data, until = self._links.get(request.match_info["link"], (b"", 0.0))
        if self._clock.monotonic() >= until:
            return web.Response(status=403, text=EXPIRED, content_type="application/xml")
        return web.Response(body=data, content_type="application/octet-stream")

    def upload(self, args: Args) -> dict[str, Any]:
        """media/upload."""
        kind, data = str(args.get("type")), args.get("media")
        if kind not in MEDIA_BYTES:
            raise OapiError(40004, "不合法的媒体文件类型")
        if not isinstance(data, bytes) or not args.get("media.filename"):
            raise OapiError(41005, "缺少媒体文件数据")
        if not 0 < len(data) <= MEDIA_BYTES[kind]:
            raise OapiError(40006, "不合法的文件大小")
        media_id = f"@lADPDfmVfake{len(self.media) + 1:06d}"
        self.media[media_id] = Media(kind, str(args["media.filename"]), data)
        created = int(self._clock.now().timestamp() * 1000)
        return {"media_id": media_id, "type": kind, "created_at": created}

    def known(self, media_ids: tuple[str, ...]) -> None:
        """Raises ApiError for a media id that was never uploaded."""
        for one in media_ids:
            if one not in self.media and f"@{one}" not in self.media:
                raise ApiError(400, "invalidParameter.mediaId.invalid", f"no such media: {one}")
