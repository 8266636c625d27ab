"""What people do in conversations: say, edit, delete, share files, come and go."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import PurePath

from tests.vendors.http.delivery import Delivery
from tests.vendors.slack import events
from tests.vendors.slack.core import Core
from tests.vendors.slack.model import Channel, File, Json, Workspace
from tests.vendors.slack.typed import as_blocks, as_text, links_in
from tests.vendors.slack.uploads import TYPES


@dataclass(frozen=True, slots=True)
class Said:
    """A message that a person left, and what of it went to the bot."""

    ts: str
    deliveries: list[Delivery] = field(default_factory=list)

    @property
    def delivery(self) -> Delivery:
        """The message event itself, not its app_mention or file_shared."""
        return next(one for one in self.deliveries if one.payload["event"]["type"] == "message")


class Talking(Core):
    """Each act changes what people see first, then tells the bot, where Slack would."""

    async def says(
        self, user_id: str, room_id: str, typed: str, *, thread: str = "", files: Sequence[File] = (), times: int = 1
    ) -> Said:
        """A person writes in a conversation, maybe in a thread, maybe with files; each event goes out `times` times."""
        team, channel = self.place(room_id)
        assert user_id in channel.members, f"{user_id} is not in {room_id}"
        message = self._message(team, user_id, typed, files)
        if thread:
            message |= {"thread_ts": thread, "parent_user_id": self.message(channel.id, thread).get("user", "")}
            self.message(channel.id, thread).setdefault("thread_ts", thread)
        channel.messages.append(message)
        said = Said(message["ts"])
        if team.bot_user_id in channel.members:
            for event in self._fan_out(team, channel, message, typed, files):
                said.deliveries.append(await self.outbound.event(team, event, times))
        return said

    async def shares(self, user_id: str, room_id: str, typed: str, of: Json, from_room: str) -> Said:
        """A person shares a message of another conversation, with or without words of their own."""
        team, channel = self.place(room_id)
        author = self.person(of["user"])
        shared = {"is_share": True, "is_msg_unfurl": True, "ts": of["ts"], "text": of["text"], "channel_id": from_room}
        shared |= {"author_id": author.id, "author_name": author.real_name, "files": of.get("files", [])}
        message = self._message(team, user_id, typed, ()) | {"attachments": [shared]}
        channel.messages.append(message)
        events = self._fan_out(team, channel, message, typed, ())
        return Said(message["ts"], [await self.outbound.event(team, event, 1) for event in events])

    async def edits(self, user_id: str, room_id: str, ts: str, typed: str) -> Said:
        """The person changes their own message."""
        team, channel = self.place(room_id)
        message = self.message(channel.id, ts)
        assert message.get("user") == user_id, "people edit only what they wrote"
        before, stamp = deepcopy(message), team.next_ts(self.clock.now())
        message |= {"text": as_text(typed), "blocks": as_blocks(typed), "edited": {"user": user_id, "ts": stamp}}
        return Said(ts, await self._tell(team, channel, events.changed(channel, message, before)))

    async def deletes(self, user_id: str, room_id: str, ts: str) -> Said:
        """The person takes their own message back."""
        team, channel = self.place(room_id)
        message = self.message(channel.id, ts)
        assert message.get("user") == user_id, "people delete only what they wrote"
        channel.messages.remove(message)
        return Said(ts, await self._tell(team, channel, events.changed(channel, None, message)))

    async def drafts(self, user_id: str, room_id: str, typed: str) -> Delivery | None:
        """A link of a registered domain in the composer, not sent yet; None where it has none."""
        team, _ = self.place(room_id)
        if not (links := list(links_in(typed, self.unfurl_domains))):
            return None
        where = {"channel": "COMPOSER", "message_ts": self.new_id("draft-"), "source": "composer"}
        where |= {"unfurl_id": self.new_id("C."), "event_ts": team.next_ts(self.clock.now())}
        return await self.outbound.event(team, events.link_shared(user_id, links, where))

    async def joins(self, user_id: str, room_id: str, inviter: str = "") -> Delivery | None:
        """A person, or the bot's user, comes into a channel; the bot hears of it where it is there."""
        team, channel = self.place(room_id)
        channel.members.append(user_id)
        event = events.moved("member_joined_channel", channel, user_id, team.next_ts(self.clock.now()), inviter)
        return next(iter(await self._tell(team, channel, event)), None)

    async def leaves(self, user_id: str, room_id: str) -> Delivery | None:
        """A person, or the bot's user (who still hears that much), goes."""
        team, channel = self.place(room_id)
        event = events.moved("member_left_channel", channel, user_id, team.next_ts(self.clock.now()))
        told = await self._tell(team, channel, event)
        channel.members.remove(user_id)
        return next(iter(told), None)

    async def transcribed(self, file_id: str, text: str) -> Delivery:
        """Slack has finished with a clip's words: file_change brings the id, files.info the preview."""
        file = self.file(file_id)
        file.transcription = {"status": "complete", "locale": "zh-CN", "preview": {"content": text, "has_more": False}}
        team = self.workspaces[file.team_id]
        return await self.outbound.event(team, events.file_changed(file, team.next_ts(self.clock.now())))

    def upload(self, user_id: str, name: str, content: bytes, mimetype: str = "") -> File:
        """A person's file, ready to be shared by `says(..., files=[file])`."""
        team = self.home_of(user_id)
        kind = mimetype or TYPES.get(PurePath(name).suffix, "application/octet-stream")
        file = File(self.new_id("F"), name, team.id, kind, len(content), user_id, content)
        team.files[file.id] = file
        return file

    def clip(self, user_id: str, content: bytes, name: str = "audio_message.m4a") -> File:
        """A voice clip recorded in Slack; its transcription comes later (`transcribed`)."""
        file = self.upload(user_id, name, content, "audio/mp4")
        file.subtype, file.transcription = "slack_audio", {"status": "processing"}
        return file

    def message(self, room_id: str, ts: str) -> Json:
        """A message that is there; AssertionError where it is not."""
        found = self.place(room_id)[1].find(ts)
        assert found is not None, f"no message {ts} in {room_id}"
        return found

    def _message(self, team: Workspace, user_id: str, typed: str, files: Sequence[File]) -> Json:
        message: Json = {"type": "message", "user": user_id, "text": as_text(typed), "client_msg_id": self.new_id("cm")}
        message |= {"ts": team.next_ts(self.clock.now()), "team": self.person(user_id).team_id}
        if typed:
            message["blocks"] = as_blocks(typed)
        if files:
            message |= {"subtype": "file_share", "files": [file.in_message(self.url) for file in files], "upload": True}
        return message

    def _fan_out(
        self, team: Workspace, channel: Channel, message: Json, typed: str, files: Sequence[File]
    ) -> list[Json]:
        for file in files:
            file.shared_in.append(channel.id)
        told = [events.message_event(channel, message)]
        if f"<@{team.bot_user_id}>" in message["text"] and channel.kind != "im":
            told.append(events.mention_event(channel, message))
        told += [events.file_shared(file, message["user"], channel.id, message["ts"]) for file in files]
        if links := list(links_in(typed, self.unfurl_domains)):
            where = {"channel": channel.id, "message_ts": message["ts"], "source": "conversations_history"}
            where |= {"unfurl_id": f"{channel.id}.{message['ts']}", "is_bot_user_member": True}
            where |= {"event_ts": message["ts"]} | {k: message[k] for k in ("thread_ts",) if k in message}
            told.append(events.link_shared(message["user"], links, where))
        return told

    async def _tell(self, team: Workspace, channel: Channel, event: Json) -> list[Delivery]:
        return [await self.outbound.event(team, event)] if team.bot_user_id in channel.members else []
