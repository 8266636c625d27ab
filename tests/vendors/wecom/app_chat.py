"""One member in the conversation with an app: what they say, send and press reaches the bot's callback URL."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.vendors.wecom.callbacks import Callbacks, Told
from tests.vendors.wecom.media import MediaStore
from tests.vendors.wecom.screen import Shown
from tests.vendors.wecom.sending import Sending, apply_update
from tests.vendors.wecom.world import App, World

LISTS = ("horizontal_content_list", "jump_list", "vertical_content_list", "button_list", "select_list", "option_list")


@dataclass(frozen=True, slots=True)
class AppChat:
    """A member's own chat with the app; each action returns what the bot answered."""

    world: World
    app: App
    userid: str
    callbacks: Callbacks
    media: MediaStore
    sending: Sending

    async def say(self, text: str, times: int = 1) -> Told:
        return await self._message("text", {"content": text}, {"Content": text}, times)

    async def send_image(self, data: bytes, times: int = 1) -> Told:
        kept = self.media.keep("image", "image.jpg", data)
        fields = {"PicUrl": f"https://wework.qpic.example/{kept.id}/0", "MediaId": kept.id}
        return await self._message("image", {"name": kept.name}, fields, times)

    async def send_voice(self, data: bytes, times: int = 1) -> Told:
        kept = self.media.keep("voice", "voice.amr", data)
        return await self._message("voice", {"name": kept.name}, {"MediaId": kept.id, "Format": "amr"}, times)

    async def send_video(self, data: bytes, times: int = 1) -> Told:
        kept = self.media.keep("video", "video.mp4", data)
        thumb = self.media.keep("image", "thumb.jpg", data)
        fields = {"MediaId": kept.id, "ThumbMediaId": thumb.id}
        return await self._message("video", {"name": kept.name}, fields, times)

    async def send_file(self, name: str, data: bytes, times: int = 1) -> Told:
        """As seen from the real one, though its pages leave the type `file` out."""
        kept = self.media.keep("file", name, data)
        return await self._message("file", {"name": name}, {"MediaId": kept.id, "FileName": name}, times)

    async def share_location(self, latitude: float, longitude: float, label: str, times: int = 1) -> Told:
        fields = {"Location_X": latitude, "Location_Y": longitude, "Scale": 15, "Label": label, "AppType": "wxwork"}
        return await self._message("location", {"label": label}, fields, times)

    async def share_link(self, title: str, url: str, description: str = "", times: int = 1) -> Told:
        fields = {"Title": title, "Description": description, "Url": url, "PicUrl": ""}
        return await self._message("link", {"title": title, "url": url}, fields, times)

    async def subscribe(self, times: int = 1) -> Told:
        return await self._event("subscribe", {"EventKey": ""}, times)

    async def unsubscribe(self, times: int = 1) -> Told:
        return await self._event("unsubscribe", {"EventKey": ""}, times)

    async def enter(self, times: int = 1) -> Told:
        """Open the conversation."""
        return await self._event("enter_agent", {"EventKey": ""}, times)

    async def click(self, key: str, times: int = 1) -> Told:
        """Press an entry of the app's menu."""
        return await self._event("click", {"EventKey": key}, times)

    async def press(self, label: str, selected: Mapping[str, Sequence[str]] | None = None, times: int = 1) -> Told:
        """Press that button on the latest card that shows it. AssertionError where none does."""
        shown, key = self.world.screen.with_button(self.userid, label, f"app:{self.app.agent_id}")
        chosen = [{"QuestionKey": name, "OptionIds": {"OptionId": list(ids)}} for name, ids in (selected or {}).items()]
        fields: dict[str, object] = {
            "EventKey": key,
            "TaskId": str(shown.content.get("task_id") or ""),
            "CardType": str(shown.content["card_type"]),
            "ResponseCode": self.sending.fresh_code(self.app, shown.id),
            **({"SelectedItems": {"SelectedItem": chosen}} if chosen else {}),
        }
        return await self._event("template_card_event", fields, times, shown)

    async def _message(self, kind: str, content: dict[str, Any], fields: Mapping[str, object], times: int) -> Told:
        number, now = self.world.number(), self.world.clock.now()
        self.world.screen.show(Shown(str(number), self.userid, f"person:{self.userid}", kind, content, now))
        return await self._deliver({"MsgType": kind, **fields, "MsgId": number}, times)

    async def _event(self, event: str, fields: Mapping[str, object], times: int, shown: Shown | None = None) -> Told:
        return await self._deliver({"MsgType": "event", "Event": event, **fields}, times, shown)

    async def _deliver(self, fields: Mapping[str, object], times: int, shown: Shown | None = None) -> Told:
        start: dict[str, object] = {"ToUserName": self.world.corp_id, "FromUserName": self.userid}
        start["CreateTime"] = self.world.stamp()
        whole = {**start, **fields, "AgentID": self.app.agent_id}
        return await self.callbacks.deliver(self.app, whole, lambda reply: self._replied(reply, shown), times)

    def _replied(self, reply: Mapping[str, Any], shown: Shown | None) -> None:
        """Show a passive reply; `shown` is the card that was pressed."""
        kind = str(reply.get("MsgType", ""))
        assert kind in ("", "text", "image", "voice", "video", "news", "update_button", "update_template_card"), kind
        if kind == "text":
            number, via = str(self.world.number()), f"app:{self.app.agent_id}"
            content = {"content": str(reply["Content"])}
            self.world.screen.show(Shown(number, self.userid, via, kind, content, self.world.clock.now()))
        if kind.startswith("update_"):
            assert shown is not None, f"{kind} where no card was pressed"
            _update_by(reply, shown)


def _update_by(reply: Mapping[str, Any], shown: Shown) -> None:
    if reply.get("MsgType") == "update_button":
        apply_update(shown, {}, str(reply["Button"]["ReplaceName"]))
    if reply.get("MsgType") == "update_template_card":
        apply_update(shown, snake(reply["TemplateCard"]), "")


def snake(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A card from a passive reply, with the names and lists that the JSON form has."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        key = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        items = value if isinstance(value, list) else [value]
        read = [snake(item) if isinstance(item, Mapping) else item for item in items]
        found[key] = read if key in LISTS or isinstance(value, list) else read[0]
    for button in found.get("button_list", []):
        button["type"] = int(button.get("type", 0))
    return found
