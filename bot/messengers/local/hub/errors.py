"""What can be wrong with a request to the hub; each with its HTTP status and one sentence per language.

HubError
├── BadRequest (400) · NotSignedIn (401) · Forbidden (403) · TooLarge (413) · NotKept (507)
└── NotThere (404) ── UnknownRoom · UnknownMessage · UnknownPerson · UnknownFile
"""

from collections.abc import Mapping


class HubError(Exception):
    """A request that cannot be done. `words` is what the person reads, by language."""

    status = 500

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words: Mapping[str, str] = {"zh": zh, "en": en}


class BadRequest(HubError):
    """The request itself is malformed."""

    status = 400


class NotSignedIn(HubError):
    """No session, or one that no longer counts."""

    status = 401

    def __init__(self) -> None:
        super().__init__(
            "还没有登录：请向管理员要一个个人链接。", "You are not signed in: ask the operator for a personal link."
        )


class Forbidden(HubError):
    """The request comes from where it must not."""

    status = 403


class NotThere(HubError):
    """What the request names does not exist, or not for this person."""

    status = 404


class UnknownRoom(NotThere):
    """No such room, or the person does not sit in it."""

    def __init__(self, room_id: str) -> None:
        super().__init__("没有这个会话，或者你不在里面。", "There is no such room, or you are not in it.")
        self.room_id = room_id


class UnknownMessage(NotThere):
    """No such message, or it is older than what the hub keeps."""

    def __init__(self, message_id: str) -> None:
        super().__init__("找不到这条消息，可能已经太久。", "That message is not there; it may be too old.")
        self.message_id = message_id


class UnknownPerson(NotThere):
    """Nobody of the team has this id."""

    def __init__(self, person_id: str) -> None:
        super().__init__("团队里没有这个人。", "Nobody in the team has this id.")
        self.person_id = person_id


class UnknownFile(NotThere):
    """No such file, or not in this room."""

    def __init__(self) -> None:
        super().__init__("找不到这个文件。", "That file is not there.")


class TooLarge(HubError):
    """More bytes than allowed. `limit` is in bytes."""

    status = 413

    def __init__(self, limit: int) -> None:
        size = f"{limit / 1_000_000:g} MB" if limit >= 1_000_000 else f"{limit // 1000} kB"
        super().__init__(
            f"内容太大，上限是 {size}。请缩短或拆开再发。", f"Too large: the limit is {size}. Shorten or split it."
        )


class NotKept(HubError):
    """The disk did not take it; nothing was sent."""

    status = 507

    def __init__(self) -> None:
        super().__init__(
            "磁盘写不进去，消息没有发出。请告诉管理员。", "The disk refused it, so nothing was sent. Tell the operator."
        )
