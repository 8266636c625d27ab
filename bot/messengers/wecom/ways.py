"""The ways in and out that the settings open, put together."""

from dataclasses import dataclass

from bot.messengers.base import Host, Surroundings
from bot.messengers.wecom.api import AppApi
from bot.messengers.wecom.app_send import AppWay
from bot.messengers.wecom.bot_send import BotWay
from bot.messengers.wecom.crypto import Envelope
from bot.messengers.wecom.directory import Directory
from bot.messengers.wecom.fetch import Fetching
from bot.messengers.wecom.render import Way
from bot.messengers.wecom.robot_send import RobotWay
from bot.messengers.wecom.settings import WeComSettings
from bot.messengers.wecom.socket import Socket
from bot.messengers.wecom.uploads import Uploads
from bot.wire.http import Http

ACK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Ways:
    """What is there; None for what the settings leave out."""

    http: Http
    line: Http
    uploads: Uploads
    fetching: Fetching
    robots: RobotWay
    envelope: Envelope | None = None
    api: AppApi | None = None
    app: AppWay | None = None
    directory: Directory | None = None
    socket: Socket | None = None
    bot: BotWay | None = None

    def of(self, room_id: str) -> Way:
        """How a room is written to: a member's own room by the app where there is one."""
        if room_id.startswith("robot:"):
            return Way.ROBOT
        return Way.APP if room_id.startswith("user:") and self.app is not None else Way.CHAT

    def start(self, host: Host) -> None:
        """Use this host; open the socket."""
        self.uploads.start(host)
        if self.api is not None:
            self.api.start(host)
        if self.socket is not None:
            self.socket.start(host)

    async def close(self) -> None:
        """Let go of all connections."""
        if self.socket is not None:
            await self.socket.stop()
        if self.api is not None:
            await self.api.close()
        await self.http.close()
        await self.line.close()


def open_ways(settings: WeComSettings, around: Surroundings) -> Ways:
    """Everything that the settings ask for; nothing is connected yet."""
    seconds, clock = settings.timeout, around.clock
    http = Http(settings.api_url, settings.file_hosts, seconds=seconds, connect_seconds=min(5.0, seconds))
    line = Http(settings.socket_url, seconds=seconds, connect_seconds=min(5.0, seconds))
    uploads = Uploads()
    app, ai_bot = settings.app, settings.ai_bot
    api = AppApi(app, settings.corp_id, http, clock) if app else None
    socket = Socket(ai_bot, settings.socket_url, line, clock, min(ACK_SECONDS, seconds)) if ai_bot else None
    return Ways(
        http=http,
        line=line,
        uploads=uploads,
        fetching=Fetching(api, http, around.most_upload_bytes),
        robots=RobotWay({robot.name: robot.key for robot in settings.robots}, http, uploads),
        envelope=_envelope(settings),
        api=api,
        app=AppWay(api, uploads, clock.now) if api else None,
        directory=Directory(api, clock.monotonic) if api else None,
        socket=socket,
        bot=BotWay(socket, uploads, clock) if socket else None,
    )


def _envelope(settings: WeComSettings) -> Envelope | None:
    app = settings.app
    if app is None:
        return None
    return Envelope(app.token.get_secret_value(), app.aes_key.get_secret_value(), settings.corp_id)
