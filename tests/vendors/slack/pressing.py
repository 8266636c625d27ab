"""What people do with the app's surfaces: press, choose, command, shortcut, fill in and close forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.vendors.http.delivery import Answer, Delivery
from tests.vendors.slack import events, forms
from tests.vendors.slack.chat import checked_content, put, whisper
from tests.vendors.slack.core import Core
from tests.vendors.slack.modals import push_on, replace_view
from tests.vendors.slack.model import Channel, Json, Refused, Workspace
from tests.vendors.slack.views import check_view


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of a form: the bot's answer, errors by block, and the view now before the person (None: closed)."""

    answer: Answer
    errors: Mapping[str, str]
    view: Json | None


class Pressing(Core):
    """Every act carries a fresh trigger id, and a response URL where Slack gives one."""

    async def press(self, user_id: str, room_id: str, label: str, ts: str = "") -> Delivery:
        """Press the button with that label: on the newest message that shows it, or on the one of that `ts`."""
        team, channel = self.place(room_id)
        for message in reversed(self._before(channel, user_id)):
            found = forms.button(message.get("blocks") or (), label)
            if found and ts in ("", message["ts"]):
                return await self._acted(team, user_id, found, self._on_message(channel, user_id, message))
        raise AssertionError(f"nobody sees a button {label!r} in {room_id}")

    async def choose(self, user_id: str, room_id: str, action_id: str, value: str | list[str]) -> Delivery:
        """Choose in the newest select under that action id; `value` is a label, a value or an id."""
        team, channel = self.place(room_id)
        for message in reversed(self._before(channel, user_id)):
            if found := forms.chooser(message.get("blocks") or (), action_id):
                more = self._on_message(channel, user_id, message)
                return await self._acted(team, user_id, (found[0], found[1] | forms.chosen(found[1], value)), more)
        raise AssertionError(f"nobody sees {action_id} in {room_id}")

    async def press_home(self, user_id: str, label: str) -> Delivery:
        """Press a button on the person's home tab."""
        team = self.home_of(user_id)
        return await self._press_in(team, user_id, team.homes[user_id], label)

    async def press_view(self, user_id: str, label: str) -> Delivery:
        """Press a button in the modal before the person."""
        return await self._press_in(self.home_of(user_id), user_id, self.modal(user_id), label)

    async def command(self, user_id: str, room_id: str, command: str, text: str = "") -> Delivery:
        """Type a slash command. What the bot answers shows at once; its failure shows as Slack words it."""
        team, channel = self.place(room_id)
        payload = {"token": "verification-token", "team_id": team.id, "team_domain": team.name.lower()}
        payload |= {"channel_id": channel.id, "channel_name": _public_name(channel), "user_id": user_id}
        payload |= {"user_name": self.person(user_id).name, "command": command, "text": text, "api_app_id": self.app_id}
        payload |= {"is_enterprise_install": "false", "response_url": self._response_url(channel.id, user_id)}
        payload["trigger_id"] = self.triggers.mint(user_id)
        delivery = await self.outbound.interaction("slash_commands", payload)
        self._show_answer(team, channel, user_id, command, delivery.answer)
        return delivery

    async def message_shortcut(self, user_id: str, room_id: str, ts: str, callback_id: str) -> Delivery:
        """The menu of a message: a shortcut of the app."""
        team, channel = self.place(room_id)
        message = channel.find(ts)
        assert message is not None, f"no message {ts}"
        payload = self._payload(team, user_id, "message_action") | {"callback_id": callback_id, "message": message}
        payload |= {"message_ts": ts, "channel": {"id": channel.id, "name": _public_name(channel)}}
        payload |= {"action_ts": self._stamp(), "response_url": self._response_url(channel.id, user_id, ts)}
        return await self.outbound.interaction("interactive", payload)

    async def global_shortcut(self, user_id: str, callback_id: str) -> Delivery:
        """A shortcut from the lightning menu: no channel, no response URL."""
        payload = self._payload(self.home_of(user_id), user_id, "shortcut")
        payload |= {"callback_id": callback_id, "action_ts": self._stamp()}
        return await self.outbound.interaction("interactive", payload)

    async def submit(self, user_id: str, values: Mapping[str, Any] | None = None) -> Submitted:
        """Fill in (by action id or block id) and send the form on top; AssertionError where Slack would not send it."""
        team, view = self.home_of(user_id), self.modal(user_id)
        state = forms.filled(view, values or {})
        empty = forms.empty_required(view, state)
        assert not empty, f"Slack asks for {empty} first"
        view["state"] = state
        payload = self._payload(team, user_id, "view_submission") | {"view": view, "response_urls": []}
        delivery = await self.outbound.interaction("interactive", payload)
        errors = self._follow(team, user_id, view, delivery.answer)
        return Submitted(delivery.answer, errors, self.top(user_id))

    async def close_view(self, user_id: str) -> Delivery | None:
        """Close the form on top; the bot hears of it only where the view has notify_on_close."""
        team, view = self.home_of(user_id), self.modal(user_id)
        team.stacks[user_id].pop()
        if not view["notify_on_close"]:
            return None
        payload = self._payload(team, user_id, "view_closed") | {"view": view, "is_cleared": False}
        del payload["trigger_id"]
        return await self.outbound.interaction("interactive", payload)

    async def opens_home(self, user_id: str) -> Delivery:
        """Open the app's home tab."""
        team = self.home_of(user_id)
        event = events.home_opened(user_id, self.direct(team, user_id).id, team.homes.get(user_id), self._stamp())
        return await self.outbound.event(team, event)

    def top(self, user_id: str) -> Json | None:
        """The modal before a person, if any."""
        stack = self.home_of(user_id).stacks.get(user_id)
        return stack[-1] if stack else None

    def modal(self, user_id: str) -> Json:
        """The modal before a person; AssertionError where there is none."""
        view = self.top(user_id)
        assert view is not None, f"{user_id} has no form open"
        return view

    async def _press_in(self, team: Workspace, user_id: str, view: Json, label: str) -> Delivery:
        found = forms.button(view["blocks"], label)
        assert found is not None, f"no button {label!r} in the view"
        container = {"type": "view", "view_id": view["id"]}
        return await self._acted(team, user_id, found, {"container": container, "view": view})

    async def _acted(self, team: Workspace, user_id: str, found: forms.Found, more: Json) -> Delivery:
        block, element = found
        unsent = ("confirm", "options", "option_groups", "placeholder", "accessibility_label")
        action = {name: value for name, value in element.items() if name not in unsent}
        action |= {"block_id": block["block_id"], "action_ts": self._stamp()}
        payload = self._payload(team, user_id, "block_actions") | {"actions": [action], **more}
        return await self.outbound.interaction("interactive", payload)

    def _before(self, channel: Channel, user_id: str) -> list[Json]:
        mine = [one for one in channel.ephemerals if one["to"] == user_id]
        return sorted([*channel.messages, *mine], key=lambda one: float(one["ts"]))

    def _on_message(self, channel: Channel, user_id: str, message: Json) -> Json:
        ephemeral = "to" in message
        container = {"type": "message", "message_ts": message["ts"], "channel_id": channel.id}
        container |= {"is_ephemeral": ephemeral} | {k: message[k] for k in ("thread_ts",) if k in message}
        told = {name: value for name, value in message.items() if name not in ("metadata", "to")}
        more: Json = {"container": container, "channel": {"id": channel.id, "name": _public_name(channel)}}
        more |= {"state": {"values": {}}, "response_url": self._response_url(channel.id, user_id, message["ts"])}
        return more | ({} if ephemeral else {"message": told})

    def _payload(self, team: Workspace, user_id: str, kind: str) -> Json:
        user = self.person(user_id)
        who = {"id": user_id, "username": user.name, "name": user.name, "team_id": user.team_id}
        payload: Json = {"type": kind, "user": who, "token": "verification-token"}
        if kind not in ("message_action", "shortcut"):
            payload["api_app_id"] = self.app_id
        payload |= {"team": {"id": team.id, "domain": team.name.lower()}, "enterprise": None}
        return payload | {"is_enterprise_install": False, "trigger_id": self.triggers.mint(user_id)}

    def _response_url(self, room_id: str, user_id: str, ts: str = "") -> str:
        return f"{self.url}/response/{self.responses.mint(room_id, user_id, ts)}"

    def _stamp(self) -> str:
        return f"{self.clock.now().timestamp():.6f}"

    def _show_answer(self, team: Workspace, channel: Channel, user_id: str, command: str, answer: Answer) -> None:
        if not answer.ok:
            why = "operation_timeout" if answer.trouble == "http_timeout" else "dispatch_failed"
            content: Json = {"text": f"{command} failed with the error “{why}”"}
        elif not (body := answer.body.decode().strip()):
            return
        else:
            content = answer.json() if body.startswith("{") else {"text": body}
        kind = content.pop("response_type", "ephemeral")
        if content.get("text") or content.get("blocks"):
            content = checked_content(self, content)
        if kind == "in_channel":
            put(self, team, channel, content)
        elif content:
            whisper(self, team, channel, user_id, content)

    def _follow(self, team: Workspace, user_id: str, view: Json, answer: Answer) -> dict[str, str]:
        if not answer.ok:
            return {"": "We had some trouble connecting. Try again?"}
        body, stack = answer.json(), team.stacks[user_id]
        view.pop("errors", None)
        match body.get("response_action"):
            case None:
                stack.remove(view)
            case "errors":
                view["errors"] = _known_errors(view, body.get("errors"))
            case "clear":
                stack.clear()
            case "update":
                replace_view(self, view, check_view(body.get("view"), "modal"))
            case "push":
                push_on(self, team, stack, check_view(body.get("view"), "modal"))
            case other:
                raise Refused("invalid_response_action", action=other)
        return dict(view.get("errors", {}))


def _known_errors(view: Json, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    assert isinstance(errors, dict), "errors must be an object"
    assert errors, "errors must not be empty"
    assert set(errors) <= inputs, f"errors must name input blocks: {errors}"
    return {str(block): str(text) for block, text in errors.items()}


def _public_name(channel: Channel) -> str:
    return {"channel": channel.name, "im": "directmessage"}.get(channel.kind, "privategroup")
