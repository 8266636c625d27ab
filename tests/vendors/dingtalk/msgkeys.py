"""msgKey and msgParam of messages that go by the robot API: what each key demands, and what people then see."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tests.vendors.dingtalk.errors import ApiError
from tests.vendors.dingtalk.world import Link

PARAM_BYTES = 15_000


def _action_card(buttons: int) -> tuple[str, ...]:
    numbered = [name for n in range(1, buttons + 1) for name in (f"actionTitle{n}", f"actionURL{n}")]
    return ("title", "text", *numbered)


REQUIRED: dict[str, tuple[str, ...]] = {
    "sampleText": ("content",),
    "sampleMarkdown": ("title", "text"),
    "sampleImageMsg": ("photoURL",),
    "sampleLink": ("title", "text", "messageUrl", "picUrl"),
    "sampleActionCard": ("title", "text", "singleTitle", "singleURL"),
    **{f"sampleActionCard{n}": _action_card(n) for n in range(2, 6)},
    "sampleActionCard6": ("title", "text", "buttonTitle1", "buttonUrl1", "buttonTitle2", "buttonUrl2"),
    "sampleAudio": ("mediaId", "duration"),
    "sampleFile": ("mediaId", "fileName", "fileType"),
    "sampleVideo": ("duration", "videoMediaId", "videoType", "picMediaId"),
}
MAY_BE_EMPTY = ("picUrl",)
MEDIA = ("mediaId", "videoMediaId", "picMediaId")


@dataclass(frozen=True, slots=True)
class Looks:
    """What a message looks like: its text, what may be opened, and the media ids that it shows."""

    kind: str
    text: str
    links: tuple[Link, ...] = ()
    media: tuple[str, ...] = ()


def looks(msg_key: object, msg_param: object) -> Looks:
    """Check a message as the API does. Raises ApiError invalidParameter.* for what it would refuse."""
    if not isinstance(msg_key, str) or msg_key not in REQUIRED:
        raise ApiError(400, "invalidParameter.msgKey.invalid", f"unknown msgKey {msg_key!r}")
    param = _decoded(msg_param)
    for name in REQUIRED[msg_key]:
        value = param.get(name)
        if not isinstance(value, str) or not (value or name in MAY_BE_EMPTY):
            raise ApiError(400, "invalidParameter.msgParam.invalid", f"{msg_key} needs {name} as text")
    return _drawn(msg_key, {key: str(value) for key, value in param.items()})


def _decoded(msg_param: object) -> Mapping[str, object]:
    if not isinstance(msg_param, str):
        raise ApiError(400, "invalidParameter.msgParam.invalid", "msgParam must be a JSON string")
    if len(msg_param.encode()) > PARAM_BYTES:
        raise ApiError(400, "invalidParameter.msgParam.tooLong", f"msgParam is over {PARAM_BYTES} bytes")
    try:
        param = json.loads(msg_param)
    except ValueError as wrong:
        raise ApiError(400, "invalidParameter.msgParam.invalid", "msgParam is no JSON") from wrong
    if not isinstance(param, dict):
        raise ApiError(400, "invalidParameter.msgParam.invalid", "msgParam must be a JSON object")
    return param


def _drawn(msg_key: str, param: Mapping[str, str]) -> Looks:
    title, text = param.get("title", ""), param.get("text", param.get("content", ""))
    shown = "\n".join(part for part in (title, text, param.get("fileName", "")) if part)
    media = tuple(param[name] for name in MEDIA if name in param)
    media += tuple(value[1:] for key, value in param.items() if key == "photoURL" and value.startswith("@"))
    return Looks(msg_key, shown or f"[{msg_key}]", _links(param), media)


def _links(param: Mapping[str, str]) -> tuple[Link, ...]:
    pairs = [("singleTitle", "singleURL"), ("title", "messageUrl")]
    pairs += [(f"actionTitle{n}", f"actionURL{n}") for n in range(1, 6)]
    pairs += [(f"buttonTitle{n}", f"buttonUrl{n}") for n in range(1, 3)]
    return tuple(Link(param[label], param[url]) for label, url in pairs if label in param and url in param)
