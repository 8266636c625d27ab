"""One member with an AI bot, alone or in a group: what they do goes over the bot's open connection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.vendors.wecom.aibot import GROUP, SINGLE, AiBot, Asked
from tests.vendors.wecom.callbacks import Gate
from tests.vendors.wecom.files import Files
from tests.vendors.wecom.screen import FILES, Shown
from tests.vendors.wecom.world import World

MESSAGE, EVENT = "aibot_msg_callback", "aibot_event_callback"


@dataclass(frozen=True, slots=True)
class BotChat:
    """A member's place in a chat with the bot; without a `chatid` the two are alone.

    In a group the bot hears only what mentions it, and only text, mixed and quotes: the rest is shown and that is all.
    """

    world: World
    bot: AiBot
    userid: str
    chatid: str
    files: Files
    gate: Gate

    @property
    def room(self) -> str:
        return self.chatid or self.userid

    async def say(self, text: str, quote: Shown | None = None, times: int = 1) -> Asked:
        """Say something to the bot; in a group that mentions it. `quote` is a message replied to."""
        said = f"@{self.bot.name} {text}" if self.chatid else text
        self.drop("text", {"content": said})
        quoted = {"quote": self._quoted(quote)} if quote is not None else {}
        return await self._message("text", {"content": said}, quoted, times)

    def mutter(self, text: str) -> Shown:
        """Say something in the group without mentioning the bot: it never hears of it."""
        assert self.chatid, "alone with the bot everything reaches it"
        return self.drop("text", {"content": text})

    def drop_file(self, name: str, data: bytes, kind: str = "file") -> Shown:
        """Put a file into the group; the bot hears of it only where somebody quotes it."""
        assert self.chatid, "alone with the bot everything reaches it"
        return self.drop(kind, {"name": name, "data": data})

    async def send_mixed(self, text: str, *images: bytes, times: int = 1) -> Asked:
        said = f"@{self.bot.name} {text}" if self.chatid else text
        self.drop("text", {"content": said})
        pictures = [{"msgtype": "image", "image": self._put("image.png", one)} for one in images]
        items = [{"msgtype": "text", "text": {"content": said}}, *pictures]
        return await self._message("mixed", {"msg_item": items}, {}, times)

    async def send_image(self, data: bytes, times: int = 1) -> Asked:
        return await self._alone("image", "image.png", self._put("image.png", data), times)

    async def send_file(self, name: str, data: bytes, times: int = 1) -> Asked:
        return await self._alone("file", name, self._put(name, data), times)

    async def send_video(self, name: str, data: bytes, times: int = 1) -> Asked:
        return await self._alone("video", name, self._put(name, data), times)

    async def send_voice(self, transcript: str, times: int = 1) -> Asked:
        """Speak: the bot gets WeCom's own transcript, never the sound."""
        return await self._alone("voice", transcript, {"content": transcript}, times)

    async def enter(self, times: int = 1) -> Asked:
        """Open the chat with the bot for the first time today."""
        assert not self.chatid, "enter_chat is of single chats"
        return await self._event("enter_chat", {}, None, times)

    async def press(self, label: str, selected: Mapping[str, Sequence[str]] | None = None, times: int = 1) -> Asked:
        """Press that button on the latest card that shows it."""
        shown, key = self.world.screen.with_button(self.room, label, self.bot.via)
        chosen = [
            {"question_key": name, "option_ids": {"option_id": list(ids)}} for name, ids in (selected or {}).items()
        ]
        about = {"card_type": shown.content["card_type"], "event_key": key, "task_id": shown.content.get("task_id", "")}
        items = {"selected_items": {"selected_item": chosen}} if chosen else {}
        return await self._event("template_card_event", {**about, **items}, shown, times)

    async def rate(self, feedback_id: str, kind: int = 1, content: str = "", times: int = 1) -> Asked:
        """Press thumbs up (1), thumbs down (2) or take it back (3) below an answer."""
        about = {"id": feedback_id, "type": kind, "content": content, "inaccurate_reason_list": []}
        return await self._event("feedback_event", about, None, times)

    def drop(self, kind: str, content: dict[str, Any]) -> Shown:
        number = self.world.fresh("said-")
        shown = Shown(number, self.room, f"person:{self.userid}", kind, content, self.world.clock.now())
        return self.world.screen.show(shown)

    async def _alone(self, kind: str, name: str, content: dict[str, Any], times: int) -> Asked:
        assert not self.chatid, f"a {kind} in a group never reaches the bot; drop_file, then quote it"
        self.drop(kind, {"name": name})
        return await self._message(kind, content, {}, times)

    async def _message(self, kind: str, content: Mapping[str, Any], more: Mapping[str, Any], times: int) -> Asked:
        self.bot.chats[self.room] = GROUP if self.chatid else SINGLE
        return await self._push(MESSAGE, "message", {"msgtype": kind, kind: content, **more}, None, times)

    async def _event(self, event: str, about: Mapping[str, Any], shown: Shown | None, times: int) -> Asked:
        self.bot.chats[self.room] = GROUP if self.chatid else SINGLE
        inner = {"eventtype": event, **({event: dict(about)} if about else {})}
        return await self._push(EVENT, event, {"msgtype": "event", "event": inner}, shown, times)

    async def _push(self, cmd: str, kind: str, fields: Mapping[str, Any], shown: Shown | None, times: int) -> Asked:
        where = {"chatid": self.chatid, "chattype": "group"} if self.chatid else {"chattype": "single"}
        body = self.bot.body({**where, "from": {"userid": self.userid}, **fields})
        at = self.world.clock.monotonic()
        every = [Asked(kind, self.room, body, at, self.world.fresh("req-"), shown=shown) for _ in range(times)]

        async def all_times() -> None:
            for asked in every:
                await self.bot.push(cmd, asked)

        await self.gate.passing(all_times)
        return every[-1]

    def _put(self, name: str, data: bytes) -> dict[str, Any]:
        """Where the bot finds a file. In callback mode the key is the one the URL was registered with, and not told."""
        if self.bot.aes_key:
            return {"url": self.files.put(name, data, self.bot.aes_key)["url"]}
        return {**self.files.put(name, data)}

    def _quoted(self, shown: Shown) -> dict[str, Any]:
        if shown.kind in FILES and shown.kind != "voice":
            return {"msgtype": shown.kind, shown.kind: self._put(shown.content["name"], shown.content["data"])}
        if shown.kind == "voice":
            return {"msgtype": "voice", "voice": {"content": shown.content["name"]}}
        return {"msgtype": "text", "text": {"content": "\n".join(shown.lines())}}
