"""What leaves, and how: by a reply path, as a message, as a file; edits; and whether a send in doubt arrived."""

from datetime import datetime

from bot.messengers.base import CannotTell, Dead, Delivered, Json, NotEditable, Repeatable, Retry, Sent
from bot.messengers.slack.api import Answered, Refusal, WebApi, dead
from bot.messengers.slack.ids import place_of
from bot.messengers.slack.post import UNSHOWABLE, post
from bot.messengers.slack.replies import Replies
from bot.messengers.slack.search import found_again
from bot.messengers.slack.upload import Uploads
from knowledge.store.errors import StoreTrouble
from notifiers.notice import Address, ReplyPath

_NO_LONGER = frozenset(
    {
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "is_archived",
        "message_not_found",
        "not_in_channel",
    }
)


class Sender:
    """Sends, edits and finds again, in all workspaces."""

    def __init__(self, api: WebApi, replies: Replies, uploads: Uploads) -> None:
        self._api, self._replies, self._uploads = api, replies, uploads

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Delivered:
        """By the reply path where it takes this, else as a message or file into the room."""
        by_path = await self._replies.answered(payload, to, path) if path else None
        if by_path is not None:
            return by_path
        place = place_of(to.room_id)
        if "file" in payload:
            return await self._uploads.send(payload, place, to.thread, key)
        return await post(self._api, payload, place, to.thread, key)

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message in its place, or fill a home tab anew."""
        team = str(receipt.get("team") or "")
        if "home" in receipt and "blocks" in payload:
            return await self._replies.publish(payload, team, str(receipt["home"]))
        if "ts" not in receipt or "blocks" not in payload:
            return NotEditable("Slack changes messages; not forms, files, or what only one person saw")
        content = {"text": payload["text"], "blocks": payload["blocks"]}
        where = {"channel": receipt["channel"], "ts": receipt["ts"]}
        found = await self._api.call(team, "chat.update", {**where, **content})
        if isinstance(found, Refusal) and found.code in UNSHOWABLE:
            found = await self._api.call(team, "chat.update", {**where, **content, "blocks": []})
        if isinstance(found, Refusal):
            return NotEditable(dead(found).why) if found.code in _NO_LONGER else dead(found)
        return Sent(receipt) if isinstance(found, Answered) else found

    async def find(self, to: Address, key: str, since: datetime) -> Sent | Repeatable | CannotTell:
        """Whether a send in doubt had arrived."""
        place = place_of(to.room_id)
        try:
            file_id = await self._uploads.begun(key)
        except StoreTrouble:
            return CannotTell("the database does not say what was sent")
        if file_id is not None:
            return await self._uploads.find(file_id, place)
        return await found_again(self._api, place, to.thread, key, since)
