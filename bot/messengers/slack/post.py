"""Posting one message, with the remedies for refusals that have one: nothing was posted then, so it may go again."""

from typing import Any

from bot.messengers.base import Dead, Json, Retry, Sent
from bot.messengers.slack.api import Answered, Refusal, WebApi, dead
from bot.messengers.slack.ids import Place

EVENT_TYPE = "dazi_notice"

UNSHOWABLE = frozenset({"msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"})
"""Slack does not show these blocks, though they are within all limits that it tells of."""


async def post(api: WebApi, payload: Json, place: Place, thread: str, key: str) -> Sent | Retry | Dead:
    """Post a message; `key` goes with it as metadata, by which it is found again."""
    attempt = _Attempt(api, place, _arguments(payload, place, thread, key))
    found = await attempt.made()
    while isinstance(found, Refusal) and await attempt.remedied(found.code):
        found = await attempt.made()
    if isinstance(found, Refusal):
        return dead(found)
    return _sent(found, place, attempt.lost) if isinstance(found, Answered) else found


class _Attempt:
    """One message and what was tried for it, each remedy once; `lost` is what a remedy cost."""

    def __init__(self, api: WebApi, place: Place, args: dict[str, Any]) -> None:
        self._api, self._place, self._args = api, place, args
        self._tried: set[str] = set()
        self.lost = ""

    async def made(self) -> Answered | Refusal | Retry | Dead:
        return await self._api.call(self._place.team, "chat.postMessage", self._args)

    async def remedied(self, code: str) -> bool:
        """Whether something can be done about a refusal, and was done."""
        if code in self._tried:
            return False
        self._tried.add(code)
        if code == "not_in_channel":
            return await self._joined()
        if code == "thread_not_found":
            return self._args.pop("thread_ts", None) is not None
        if code in UNSHOWABLE and "blocks" in self._args:
            del self._args["blocks"]
            self.lost = f"Slack did not show its layout and buttons, so it went as plain text ({code})"
            return True
        return False

    async def _joined(self) -> bool:
        """Public channels can be joined; into others the bot has to be invited."""
        found = await self._api.call(self._place.team, "conversations.join", {"channel": self._place.target})
        return isinstance(found, Answered)


def _arguments(payload: Json, place: Place, thread: str, key: str) -> dict[str, Any]:
    return {
        "channel": place.target,
        "text": payload["text"],
        "blocks": payload["blocks"],
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
        **({"thread_ts": thread} if thread else {}),
    }


def _sent(answer: Answered, place: Place, lost: str) -> Sent | Retry:
    """The receipt names the channel that Slack chose: for a person that is their conversation with the bot."""
    if not answer.data.get("ts"):
        return Retry("Slack did not say which message it became", in_doubt=True)
    return Sent({"team": place.team, "channel": answer.data["channel"], "ts": answer.data["ts"]}, lost)
