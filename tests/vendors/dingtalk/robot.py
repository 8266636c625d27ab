"""The robot API: messages to people and groups, recalls, what became of them, and reactions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.vendors.dingtalk.errors import ApiError
from tests.vendors.dingtalk.files import Files
from tests.vendors.dingtalk.gate import Args
from tests.vendors.dingtalk.msgkeys import Looks, looks
from tests.vendors.dingtalk.world import Shown, World, with_reaction

BATCH = 20


class RobotApi:
    """`flow_controlled`: userIds that get nothing at the moment, because they were written to too often."""

    def __init__(self, world: World, files: Files, robot_code: str, bot_name: str) -> None:
        self._world, self._files = world, files
        self._robot_code, self._bot_name = robot_code, bot_name
        self.flow_controlled: set[str] = set()

    def batch_send(self, args: Args) -> dict[str, Any]:
        self._robot(args)
        users = _texts(args, "userIds", BATCH)
        look = self._looks(args)
        invalid = [one for one in users if self._world.employee(one) is None]
        throttled = [one for one in users if one in self.flow_controlled and one not in invalid]
        key = self._world.new_id("pqk")
        for one in users:
            if one not in invalid and one not in throttled:
                self._show(one, look, key)
        lists = {"invalidStaffIdList": invalid, "flowControlledStaffIdList": throttled, "filteredStaffIdList": []}
        return {"processQueryKey": key, **lists}

    def group_send(self, args: Args) -> dict[str, Any]:
        self._robot(args)
        room, key = self._group(args), self._world.new_id("pqk")
        self._show(room, self._looks(args), key)
        return {"processQueryKey": key}

    def group_query(self, args: Args) -> dict[str, Any]:
        self._robot(args)
        room, key = self._group(args), args.get("processQueryKey")
        if not any(one.key == key for one in self._world.messages(room) if key):
            raise ApiError(400, "invalidParameter.processQueryKey.invalid", "processQueryKey 不存在")
        return {"sendStatus": "SUCCESS", "readUserIds": [], "hasMore": False, "nextToken": ""}

    def read_status(self, args: Args) -> dict[str, Any]:
        self._robot(args)
        return {"sendStatus": "SUCCESS", "messageReadInfoList": []}

    def group_recall(self, args: Args) -> dict[str, Any]:
        self._robot(args)
        return self._recall(_texts(args, "processQueryKeys", BATCH), {self._group(args)})

    def oto_recall(self, args: Args) -> dict[str, Any]:
        self._robot(args)
        return self._recall(_texts(args, "processQueryKeys", BATCH), set())

    def react(self, args: Args) -> dict[str, Any]:
        """robot/emotion/reply: the little picture under a person's message."""
        message_id, name = self._reaction(args)
        self._world.change(lambda one: one.id == message_id, lambda one: with_reaction(one, name))
        return {"success": True}

    def unreact(self, args: Args) -> dict[str, Any]:
        message_id, name = self._reaction(args)
        self._world.change(
            lambda one: one.id == message_id,
            lambda one: replace(one, reactions=tuple(each for each in one.reactions if each != f"({name})")),
        )
        return {"success": True}

    def _robot(self, args: Args) -> None:
        if args.get("robotCode") != self._robot_code:
            raise ApiError(400, "invalidParameter.robotCode.invalid", "robotCode 不存在")

    def _group(self, args: Args) -> str:
        group = self._world.groups.get(str(args.get("openConversationId")))
        if group is None:
            raise ApiError(400, "invalidParameter.openConversationId.invalid", "openConversationId 不存在")
        if not group.robot_in:
            raise ApiError(400, "robot.notInGroup", "机器人不在群内")
        return group.room_id

    def _looks(self, args: Args) -> Looks:
        look = looks(args.get("msgKey"), args.get("msgParam"))
        self._files.known(look.media)
        return look

    def _show(self, room: str, look: Looks, key: str) -> None:
        file = look.media[0] if look.media else ""
        message_id = self._world.new_id("msg")
        shown = Shown(message_id, self._bot_name, look.kind, look.text, look.links, key=key, file=file)
        self._world.show(room, shown)

    def _recall(self, keys: Sequence[str], groups: set[str]) -> dict[str, Any]:
        rooms = groups or {room for room in self._world.rooms() if self._world.partner(room)}
        known = {one.key for room in rooms for one in self._world.messages(room) if one.key}
        gone = [key for key in keys if key in known]
        self._world.change(lambda one: one.key in gone, lambda _: None)
        return {"successResult": gone, "failedResult": {key: "messageNotExist" for key in keys if key not in gone}}

    def _reaction(self, args: Args) -> tuple[str, str]:
        self._robot(args)
        message_id, emotion = str(args.get("openMsgId")), args.get("textEmotion")
        found = self._world.find(message_id)
        if found is None or found not in self._world.messages_of(args.get("openConversationId")):
            raise ApiError(400, "invalidParameter.openMsgId.invalid", "openMsgId 不存在")
        if args.get("emotionType") == 2 and not isinstance(emotion, dict):
            raise ApiError(400, "invalidParameter.textEmotion.invalid", "emotionType 2 needs textEmotion")
        return message_id, str(args.get("emotionName") or "")


def _texts(args: Args, name: str, most: int) -> list[str]:
    value = args.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ApiError(400, f"invalidParameter.{name}.invalid", f"{name} must be a list of texts")
    if not 0 < len(value) <= most:
        raise ApiError(400, f"invalidParameter.{name}.tooMany", f"{name} holds 1 to {most}")
    return value
