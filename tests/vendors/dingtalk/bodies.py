"""What people send, as the bot gets it: msgtype with its body, quotes included, and the fields around them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.vendors.dingtalk.world import Group, Person


@dataclass(frozen=True, slots=True)
class Body:
    """One message's own part: `content` stands under "text" for a text, under "content" for all else.

    `shown` is what people read of it. Only text and rich text can carry a mention, so only they reach a bot in a group.
    """

    msgtype: str
    content: Mapping[str, Any]
    shown: str

    def words(self) -> str:
        """What was typed: of a text (without what it quotes), of rich text; "" for all else."""
        if self.msgtype == "text":
            return str(self.content["content"])
        return "".join(part.get("text", "") for part in self.content.get("richText", []))

    def without(self, mention: str) -> "Body":
        """The same with a mention taken out, as DingTalk takes out the bot's name; the blank after it stays."""
        if self.msgtype == "text":
            told: Mapping[str, Any] = {**self.content, "content": self.words().replace(mention, "", 1)}
        else:
            parts = self.content["richText"]
            told = {"richText": [_without(part, mention) for part in parts]}
        return replace(self, content=told)

    def fields(self) -> dict[str, Any]:
        place = "text" if self.msgtype == "text" else "content"
        return {"msgtype": self.msgtype, place: dict(self.content)}


@dataclass(frozen=True, slots=True)
class Said:
    """A message that somebody sent, kept so that it can be quoted. `by_bot`: the bot itself."""

    id: str
    by: Person | None
    by_name: str
    body: Body = field(compare=False)
    at_ms: int = 0


def text(words: str) -> Body:
    return Body("text", {"content": words}, words)


def picture(code: str) -> Body:
    return Body("picture", {"downloadCode": code, "pictureDownloadCode": code}, "[图片]")


def rich(parts: Sequence[tuple[str, str]]) -> Body:
    """Parts are ("text", words) and ("picture", downloadCode), in order."""
    told = [_part(kind, value) for kind, value in parts]
    return Body("richText", {"richText": told}, "".join(value if kind == "text" else "[图片]" for kind, value in parts))


def audio(code: str, recognition: str, duration_ms: int) -> Body:
    content = {"downloadCode": code, "recognition": recognition, "duration": duration_ms}
    return Body("audio", content, "[语音]")


def video(code: str, seconds: int) -> Body:
    return Body("video", {"duration": str(seconds), "videoType": "mp4", "downloadCode": code}, "[视频]")


def file(code: str, name: str, number: int) -> Body:
    content = {"spaceId": "223000573", "fileId": str(number), "fileName": name, "downloadCode": code}
    return Body("file", content, f"[文件] {name}")


def link(title: str, url: str) -> Body:
    """A card of an address, as apps share it; not documented for robots."""
    return Body("link", {"title": title, "text": "", "messageUrl": url, "picUrl": ""}, f"[链接] {title}")


def chat_record(said: Sequence["Said"]) -> Body:
    """A chat that is forwarded: a list written as JSON text, with what DingTalk does not document and others saw."""
    records = [_record(one) for one in said]
    content = {"title": "聊天记录", "summary": "[聊天记录]", "chatRecord": json.dumps(records, ensure_ascii=False)}
    return Body("chatRecord", content, "[聊天记录]")


def unknown() -> Body:
    content = {"unknownMsgType": "用户发送了一条消息，机器人暂不支持接收。"}
    return Body("unknownMsgType", content, "[消息]")


def quoting(words: str, of: Said) -> Body:
    """A text that quotes a message, with the fields that DingTalk sends and does not document."""
    content: Mapping[str, Any] = of.body.content
    if of.body.msgtype == "text":
        content = {"text": of.body.content["content"]}
    sender = of.by.sender_id if of.by else "$:LWCP_v1:$bot"
    replied: dict[str, Any] = {"msgType": of.body.msgtype, "msgId": of.id, "senderId": sender, "senderNick": of.by_name}
    replied |= {"createdAt": of.at_ms} if of.at_ms else {}
    told = {"content": words, "isReplyMsg": True, "repliedMsg": {**replied, "content": dict(content)}}
    return Body("text", told, f"「{of.body.shown}」\n{words}")


def sender_fields(by: Person) -> dict[str, Any]:
    told = {"senderId": by.sender_id, "senderNick": by.name, "senderCorpId": by.corp_id, "isAdmin": by.admin}
    return told | ({"senderStaffId": by.user_id} if by.user_id else {})


def group_fields(group: Group, bot_user_id: str, words: str) -> dict[str, Any]:
    """The group, and who is mentioned in it: the bot, and members named with an @."""
    named = [one for one in group.members if f"@{one.name}" in words]
    at = [{"dingtalkId": one.sender_id} | ({"staffId": one.user_id} if one.user_id else {}) for one in named]
    told = {"conversationTitle": group.title, "isInAtList": True}
    return {**told, "atUsers": [{"dingtalkId": bot_user_id}, *at]}


def _record(said: "Said") -> dict[str, Any]:
    """One message of a forwarded chat. Files that were not brought along are named and nothing more."""
    told = {"senderNick": said.by_name, "senderId": said.by.sender_id if said.by else "", "createAt": said.at_ms}
    if said.body.msgtype == "text":
        return {**told, "msgType": "text", "content": said.body.words()}
    code = said.body.content.get("downloadCode", "")
    return {**told, "msgType": said.body.msgtype, "downloadCode": code} if code else {"msgType": "unknownMsgType"}


def _without(part: Mapping[str, str], mention: str) -> dict[str, str]:
    return {**part, "text": part["text"].replace(mention, "", 1)} if "text" in part else dict(part)


def _part(kind: str, value: str) -> dict[str, str]:
    if kind == "text":
        return {"text": value}
    return {"type": "picture", "downloadCode": value, "pictureDownloadCode": value}
