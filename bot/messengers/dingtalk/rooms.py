"""How rooms and people of DingTalk are named here.

A group is its conversationId, a person's own room "user:<userid>", a custom robot "robot:<name>". Somebody of another
organisation has no userid: they are "ext:<senderId>", and can only be answered, never written to.
"""

NAME = "dingtalk"

_USER, _ROBOT, _OUTSIDER = "user:", "robot:", "ext:"


def own_room(user_id: str) -> str:
    """The room in which the bot and this user are alone."""
    return _USER + user_id


def user_of(room_id: str) -> str | None:
    """The user of such a room; None for a group or a robot."""
    return room_id.removeprefix(_USER) if room_id.startswith(_USER) else None


def robot_of(room_id: str) -> str | None:
    """The name of the custom robot that a room stands for."""
    return room_id.removeprefix(_ROBOT) if room_id.startswith(_ROBOT) else None


def outsider(sender_id: str) -> str:
    """How somebody without a userid is known."""
    return _OUTSIDER + sender_id


def is_outsider(user_id: str) -> bool:
    """Whether `outsider` named them."""
    return user_id.startswith(_OUTSIDER)
