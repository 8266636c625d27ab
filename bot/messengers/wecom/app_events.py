"""What reaches a self-built app's callback, as Messages and News."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.messengers.base import Ignored, Json
from bot.messengers.wecom.keys import pressed
from capture.base import FileRef
from handlers.message import Message, News, Press
from knowledge.people.model import Account, Handle, Room

WAY = "app"
CODE_LIFE = timedelta(hours=72)
"""How long a press lets us change its card."""

_GREETS = frozenset({"subscribe", "enter_agent"})
_PICTURE, _FILM, _ANYTHING = "image/jpeg", "video/mp4", "application/octet-stream"

Fields = Mapping[str, Any]


def stored(fields: Fields) -> Json:
    """The inner message as plain JSON: its texts, and selections with single items as lists too."""
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    selected = _selected(fields.get("SelectedItems"))
    return {"way": WAY, **texts, **({"SelectedItems": selected} if selected else {})}


def read(body: Fields) -> Message | News | Ignored:
    """A stored body. Raises KeyError or ValueError where it is none."""
    kind = str(body["MsgType"])
    if kind == "event":
        return _event(body)
    content = _CONTENTS.get(kind)
    if content is None:
        return Ignored(f"a message of type {kind[:40]}")
    text, files = content(body)
    return _message(body, f"msg-{body['MsgId']}", text, files=files)


def _event(body: Fields) -> Message | News | Ignored:
    event = str(body["Event"])
    if event in _GREETS:
        return News("wecom", _event_id(body), accounts=(Account(Handle("wecom", _sender(body))),))
    if event.lower() == "click" and body.get("EventKey"):
        return _message(body, _event_id(body), str(body["EventKey"]))
    if event == "template_card_event":
        found = pressed(str(body.get("EventKey", "")))
        return _message(body, _event_id(body), "", _with_picks(found, body)) if found else Ignored("no button of ours")
    return Ignored(f"an event of type {event[:40]}")


def _message(
    body: Fields, event_id: str, text: str, press: Press | None = None, files: Sequence[FileRef] = ()
) -> Message:
    sender = _sender(body)
    return Message(
        messenger="wecom",
        event_id=event_id,
        sender=Handle("wecom", sender),
        sender_name="",
        room=Room("wecom", f"user:{sender}", direct=True, outsiders=False),
        text=text.strip(),
        to_bot=True,
        said_at=_at(body),
        message_id=str(body.get("MsgId", "")),
        press=press,
        files=tuple(files),
    )


def _with_picks(press: Press, body: Fields) -> Press:
    """The press with what was picked on the card, and the code that may change that very card."""
    picks: Mapping[str, Sequence[str]] = body.get("SelectedItems", {})
    args = {**press.args, **{name: ",".join(options) for name, options in picks.items()}}
    code = str(body.get("ResponseCode", ""))
    until = (_at(body) + CODE_LIFE).isoformat()
    pressed = {"pressed": str(body.get("TaskId", "")), "pressed_code": code, "pressed_until": until}
    receipt = {"user": _sender(body), **pressed} if code else {}
    return Press(press.action, args, press.version, press.kind, press.subject, receipt)


def _sender(body: Fields) -> str:
    sender = str(body["FromUserName"])
    if not sender:
        raise ValueError("from nobody")
    return sender


def _at(body: Fields) -> datetime:
    return datetime.fromtimestamp(int(body["CreateTime"]), UTC)


def _event_id(body: Fields) -> str:
    """Events have no id of their own; a retry repeats all of these."""
    names = ("FromUserName", "CreateTime", "Event", "EventKey", "TaskId")
    whole = "\x00".join(str(body.get(name, "")) for name in names)
    return f"event-{sha256(whole.encode(errors='replace')).hexdigest()[:40]}"


Content = tuple[str, Sequence[FileRef]]


def _text(body: Fields) -> Content:
    return str(body.get("Content", "")), ()


def _image(body: Fields) -> Content:
    return "", (_file(body, "image.jpg", _PICTURE),)


def _voice(body: Fields) -> Content:
    """Words, where the app has WeCom write down what is said; else the sound, which is transcribed here."""
    if words := str(body.get("Recognition", "")).strip():
        return words, ()
    form = "".join(one for one in str(body.get("Format", "amr")).lower() if one.isalnum())[:8] or "amr"
    return "", (_file(body, f"voice.{form}", f"audio/{form}"),)


def _video(body: Fields) -> Content:
    return "", (_file(body, "video.mp4", _FILM),)


def _any_file(body: Fields) -> Content:
    """Undocumented for apps, and seen all the same; its name does not always come with it."""
    return "", (_file(body, str(body.get("FileName") or body.get("Title") or ""), _ANYTHING),)


def _link(body: Fields) -> Content:
    return "\n".join(str(body[name]) for name in ("Title", "Url") if body.get(name)), ()


def _location(body: Fields) -> Content:
    where = ", ".join(str(body[name]) for name in ("Location_X", "Location_Y") if body.get(name))
    label = str(body.get("Label", ""))
    return f"{label} ({where})" if label and where else label or where, ()


_CONTENTS: Mapping[str, Callable[[Fields], Content]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "file": _any_file,
    "link": _link,
    "location": _location,
}


def _file(body: Fields, name: str, media_type: str) -> FileRef:
    return FileRef(str(body["MediaId"]), name, 0, media_type, {"way": WAY})


def _selected(items: object) -> Mapping[str, Sequence[str]]:
    """Question to options; one of either comes as itself, several as a list."""
    found: dict[str, Sequence[str]] = {}
    for item in _all(items.get("SelectedItem") if isinstance(items, dict) else None):
        options = item.get("OptionIds") if isinstance(item, dict) else None
        if isinstance(item, dict) and isinstance(options, dict):
            picked = [one for one in _all(options.get("OptionId")) if isinstance(one, str)]
            found[str(item.get("QuestionKey"))] = picked
    return found


def _all(value: object) -> Sequence[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)
