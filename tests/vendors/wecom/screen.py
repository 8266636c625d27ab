"""What people see: the messages of every chat, as they stand now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.vendors.http.calls import Changes
from tests.vendors.wecom.cards import buttons, card_lines

TEXTS = ("text", "markdown", "markdown_v2", "stream")
FILES = ("image", "voice", "video", "file")


@dataclass(slots=True)
class Shown:
    """One message in one chat. `via` is how it came ("app:1000002", "robot:KEY", "aibot:ID") or "person:ID".

    `cut` are the fields WeCom shortened silently, `done` the text that stands where a card's buttons were.
    """

    id: str
    room: str
    via: str
    kind: str
    content: dict[str, Any]
    at: datetime
    mentions: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    done: str = ""
    edits: int = 0
    changes: Changes = field(default_factory=Changes, repr=False, compare=False)

    @property
    def by_person(self) -> bool:
        return self.via.startswith("person:")

    def replace(self, content: Mapping[str, Any], done: str = "") -> None:
        """Another content in its place, as an edit does."""
        self.content, self.done, self.edits = dict(content), done, self.edits + 1
        self.changes.tell()

    def buttons(self) -> dict[str, str]:
        """What can be pressed on it now: label to key."""
        return {} if self.done or self.kind != "template_card" else buttons(self.content)

    def lines(self) -> list[str]:
        """What it looks like, line by line."""
        pinged = [f"@{who}" for who in self.mentions]
        return [*_lines(self.kind, self.content, self.done), *pinged]


def _lines(kind: str, content: Mapping[str, Any], done: str) -> list[str]:
    if kind in TEXTS:
        return [str(content.get("content", ""))]
    if kind == "template_card":
        return card_lines(content, done)
    if kind == "news":
        return [line for article in content["articles"] for line in _texts(article, "title", "description")]
    if kind == "textcard":
        return [*_texts(content, "title", "description"), f"[{content.get('btntxt') or '详情'}]"]
    if kind in FILES:
        return [f"[{kind} {content.get('name', '')}]", *_texts(content, "title", "description")]
    return _texts(content, *content)


def _texts(fields: Mapping[str, Any], *names: str) -> list[str]:
    return [str(fields[name]) for name in names if fields.get(name)]


@dataclass(slots=True)
class Screen:
    """Every chat by its id: a userid for what one person sees alone, a chatid for a group."""

    changes: Changes = field(default_factory=Changes)
    _rooms: defaultdict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))

    def show(self, shown: Shown) -> Shown:
        self._rooms[shown.room].append(shown)
        shown.changes = self.changes
        self.changes.tell()
        return shown

    def messages(self, room: str) -> list[Shown]:
        return list(self._rooms[room])

    def text(self, room: str) -> str:
        return "\n".join(line for shown in self._rooms[room] for line in shown.lines())

    def copies(self, message_id: str) -> list[Shown]:
        """The same message in every chat it went to."""
        return [shown for room in self._rooms.values() for shown in room if shown.id == message_id]

    def take_back(self, message_id: str) -> None:
        for name, room in self._rooms.items():
            self._rooms[name] = [shown for shown in room if shown.id != message_id]
        self.changes.tell()

    def with_button(self, room: str, label: str, via: str) -> tuple[Shown, str]:
        """The latest message of that origin with such a button, and the button's key; AssertionError for none."""
        for shown in reversed(self._rooms[room]):
            if shown.via == via and label in shown.buttons():
                return shown, shown.buttons()[label]
        there: Sequence[str] = [name for shown in self._rooms[room] for name in shown.buttons()]
        raise AssertionError(f"no button {label!r} in {room}; there are {list(there)}")
