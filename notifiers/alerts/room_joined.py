"""The bot was added to a room: it says once what it can do there, and what it has to know first."""

from collections.abc import Iterable, Mapping

from knowledge.people.events import RoomJoined
from knowledge.people.model import Lang, Room
from knowledge.people.view import room
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.notice import Address, InDoubt, Notice

KIND = "room_joined"

_TITLE: Mapping[Lang, str] = {"zh": "我是搭子，@我就能用", "en": "I'm Dazi: mention me and I can help"}
_CAN: Mapping[Lang, str] = {
    "zh": "· 问“谁负责某某客户？”，我带着出处回答\n· 热线索来了我提醒，点一下就能认领\n· 说“帮助”，看我还会什么",
    "en": "· “who owns …?”: the owner of a customer, with the source\n"
    "· hot leads come here, to be claimed with one tap\n"
    "· “help” shows what else I do",
}
_OUTSIDERS: Mapping[bool | None, Mapping[Lang, str]] = {
    None: {
        "zh": "我还不知道这个群里有没有外部人员，先不在这里说客户的事。都是同事的话，请主管跟我说“本群都是内部同事”。",
        "en": "I don't know yet whether anybody from outside is here, so I keep customers out of this room. "
        "If it is only your team, a manager can tell me: this room is internal.",
    },
    True: {
        "zh": "这个群里有外部人员，客户的事我只私下回答。",
        "en": "There are people from outside here, so I answer about customers in private only.",
    },
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """One greeting a room."""
    known = room(scene.reader, event.messenger, event.room_id) if isinstance(event, RoomJoined) else None
    if known is not None and not known.direct:
        yield _hello(known, scene.language_of(known), scene.zone.key), Address(known.messenger, known.room_id)


def _hello(known: Room, lang: Lang, zone: str) -> Notice:
    more = _OUTSIDERS.get(known.outsiders, {}).get(lang, "")
    text = "\n".join(part for part in (_CAN[lang], more) if part)
    return Notice(KIND, known.room_id, 1, lang, zone=zone, title=_TITLE[lang], text=text, in_doubt=InDoubt.REPORT)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    return _hello(Room("slack", "C0EXAMPLE1", direct=False), lang, "UTC")


ALERT = Alert("room_joined", (RoomJoined,), compose, example)
