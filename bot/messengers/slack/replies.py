"""The shorter ways back to whoever asked: a form while the trigger lives, a response URL, the person's home tab."""

from collections.abc import Mapping

from bot.messengers.base import Dead, Delivered, Json, PathGone, Retry, Sent
from bot.messengers.slack.api import Answered, Refusal, WebApi, dead
from bot.messengers.slack.ids import place_of
from bot.messengers.slack.values import form_metadata
from bot.wire.answers import Answer
from bot.wire.http import Http, NoAnswer
from notifiers.notice import Address, ReplyPath

_TRIGGER_GONE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})
_URL_GONE = frozenset({401, 403, 404, 410})


class Replies:
    """Answers by a path; what a path does not take goes to the room."""

    def __init__(self, api: WebApi, http: Http) -> None:
        self._api, self._http = api, http

    async def answered(self, payload: Json, to: Address, path: ReplyPath) -> Delivered | None:
        """How it went; None where the path is not meant for this, so that the room is."""
        if path.kind == "trigger" and "view" in payload:
            return await self._open(payload, to, path.token)
        if path.kind == "response_url" and "blocks" in payload:
            return await self._whisper(payload, path.token)
        if path.kind == "home" and "blocks" in payload:
            if payload["part"]:
                return Sent({"home": path.token, "team": place_of(to.room_id).team})  # all of it came with the first
            return await self.publish(payload, place_of(to.room_id).team, path.token)
        return None

    async def publish(self, payload: Json, team: str, user: str) -> Sent | Retry | Dead:
        """Show a notice on a person's home tab, in place of what stood there."""
        view = {"type": "home", "blocks": payload.get("home") or payload["blocks"]}
        found = await self._api.call(team, "views.publish", {"user_id": user, "view": view})
        if isinstance(found, Refusal):
            return dead(found)
        return Sent({"home": user, "team": team}) if isinstance(found, Answered) else found

    async def _open(self, payload: Json, to: Address, trigger: str) -> Delivered:
        asks, view = payload["asks"], payload["view"]
        if not isinstance(asks, Mapping) or not isinstance(view, Mapping):
            raise TypeError("a form without what it asks")
        metadata = form_metadata(asks, to.room_id, to.thread)
        if metadata is None:
            return PathGone("the form would remember more than Slack keeps")
        args = {"trigger_id": trigger, "view": {**view, "private_metadata": metadata}}
        found = await self._api.call(place_of(to.room_id).team, "views.open", args)
        if isinstance(found, Refusal):
            return PathGone(f"the form did not open ({found.code})") if found.code in _FORMLESS else dead(found)
        return Sent({"form": trigger}) if isinstance(found, Answered) else found

    async def _whisper(self, payload: Json, url: str) -> Delivered:
        """Shown to the asker alone. It cannot be changed later, and Slack does not say which message it became."""
        body = {"response_type": "ephemeral", "replace_original": False}
        found = await self._http.call("POST", url, json={**body, "text": payload["text"], "blocks": payload["blocks"]})
        if isinstance(found, NoAnswer):
            return Retry(found.why, in_doubt=found.in_doubt)
        return _judged(found)


_FORMLESS = _TRIGGER_GONE | {"view_too_large", "invalid_arguments"}


def _judged(answer: Answer) -> Delivered:
    if answer.status < 300:
        return Sent({"ephemeral": "yes"})
    if answer.status == 429:
        return Retry("too much at once for Slack", answer.retry_after)
    if answer.status in _URL_GONE:
        return PathGone(f"the response URL leads nowhere any more (status {answer.status})")
    if answer.status >= 500:
        return Retry(f"Slack has trouble (status {answer.status})", in_doubt=True)
    return PathGone(f"the response URL does not take it (status {answer.status})")
