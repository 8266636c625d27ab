"""A second messenger beside the stage's page: people of "slack", as far as the bot sees it.

away = Elsewhere.beside(stage)
await away.says("U0DZTEAM03", "@搭子 …", room="C1", outsiders=None)
assert "…" in away.text()
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.messengers.base import Admitted, Json, NotEditable, Retry, Sent
from bot.messengers.base import Dead as Never
from handlers.message import Message, News, Press, Seat
from knowledge.people.model import Account, Handle, Room
from notifiers.notice import Address, Notice, ReplyPath
from notifiers.plain import from_plain, to_plain
from tests.conversations.stage import Stage
from tests.unit.bot.fakes import FakeMessenger

NAME = "slack"


@dataclass(slots=True)
class Post:
    """A message of the bot's there, as it stands now."""

    room: str
    notice: Notice

    @property
    def text(self) -> str:
        """Everything it says."""
        one = self.notice
        facts = [f"{fact.label} {fact.value}" for fact in one.facts]
        return "\n".join(part for part in (one.badge, one.title, one.text, *facts, one.settled, one.foot) if part)

    @property
    def labels(self) -> list[str]:
        """What can be pressed."""
        return [choice.label for choice in self.notice.choices]


@dataclass(slots=True)
class Elsewhere(FakeMessenger):
    """Keeps what was posted; describes `accounts` and `rooms` when asked, and counts how often it was."""

    posts: list[Post] = field(default_factory=list)
    told: dict[str, News] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stage: Stage | None = None
    _seen: int = 0
    _count: int = 0

    @classmethod
    def beside(cls, stage: Stage) -> "Elsewhere":
        """Brought into a bot that runs."""
        runtime = stage.runtime
        away = cls(stage.clock.now, name=NAME, stage=stage)
        handling = runtime.dispatcher._handling
        for known in (runtime.messengers, handling.telling.messengers):
            assert isinstance(known, dict)
            known[NAME] = away
        runtime.relay._paces[NAME] = away.pace
        return away

    # ------------------------------------------------------------------------------------------------ what people do

    async def says(
        self, user: str, text: str, *, room: str = "", outsiders: bool | None = None, **more: object
    ) -> None:
        """Somebody says something to the bot, alone with it or in a group; all that followed has arrived then."""
        await self._happens("said", user, room, {"text": text, "outsiders": outsiders, **more})

    async def presses(self, user: str, post: Post, label: str) -> None:
        """Somebody presses a button of a post."""
        (choice,) = [one for one in post.notice.choices if one.label == label]
        notice = post.notice
        press = {"action": choice.action, "args": dict(choice.args), "version": notice.version}
        press |= {"kind": notice.kind, "subject": notice.subject}
        await self._happens("pressed", user, "" if post.room.startswith("dm:") else post.room, {"press": press})

    async def notices(
        self, *accounts: Account, joined: Room | None = None, left: Room | None = None, came: Seat | None = None
    ) -> None:
        """The messenger tells of itself."""
        await self._tells(News(NAME, self._next(), accounts, joined=joined, left=left, came=(came,) if came else ()))

    def seats(self, room: str, *users: str, **more: Any) -> None:  # noqa: ANN401  any field of a room
        """All who sit in a group, as the messenger tells when it is asked."""
        self.rooms[room] = Room(NAME, room, direct=False, accounts=users, **more)

    async def comes(self, user: str, room: str) -> None:
        """Somebody comes into a group; the messenger says so, and would name them."""
        self.seats(room, *(self.rooms[room].accounts or ()), user)
        await self.notices(came=Seat(Room(NAME, room, direct=False), Handle(NAME, user)))

    async def goes(self, user: str, room: str) -> None:
        """Somebody leaves it."""
        self.seats(room, *(one for one in self.rooms[room].accounts or () if one != user))
        seat = Seat(Room(NAME, room, direct=False), Handle(NAME, user))
        await self._tells(News(NAME, self._next(), went=(seat,)))

    async def _tells(self, news: News) -> None:
        event_id = news.event_id
        self.told[event_id] = news
        await self._admitted(Admitted(event_id, "noticed", f"{NAME}:news", {"event_id": event_id}))

    # -------------------------------------------------------------------------------------------- what the bot did

    def news(self, room: str = "") -> list[Post]:
        """What was posted since the last thing done, in one room or in all."""
        return [post for post in self.posts[self._seen :] if room in ("", post.room)]

    def post(self, room: str = "") -> Post:
        """The one post since then."""
        found = self.news(room)
        assert len(found) == 1, [post.text for post in found]
        return found[0]

    def text(self, room: str = "") -> str:
        """Its text."""
        return self.post(room).text

    # ---------------------------------------------------------------------------------------------------- the port

    def decode(self, body: Mapping[str, Any]) -> Message | News:  # type: ignore[override]  # the fake tells no news
        if body["event_id"] in self.told:
            return self.told[body["event_id"]]
        direct, press = bool(body["direct"]), body.get("press")
        return Message(
            messenger=NAME,
            event_id=body["event_id"],
            sender=Handle(NAME, body["user"]),
            sender_name=body.get("name", body["user"]),
            room=Room(NAME, body["room"], direct, outsiders=False if direct else body.get("outsiders")),
            text=body.get("text", ""),
            to_bot=body.get("to_bot", True),
            said_at=self.now(),
            press=Press(**press) if press else None,
        )

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:  # noqa: ARG002
        return [to_plain(notice)]

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Sent:  # noqa: ARG002
        self.posts.append(Post(to.room_id, from_plain(payload)))
        return Sent({"number": len(self.posts) - 1})

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Never | NotEditable:
        self.posts[int(str(receipt["number"]))].notice = from_plain(payload)
        return Sent(receipt)

    async def look_up_user(self, user_id: str) -> Account | None:
        self.asked.append(user_id)
        return self.accounts.get(user_id)

    async def look_up_room(self, room_id: str) -> Room | None:
        self.asked.append(room_id)
        return self.rooms.get(room_id)

    # ------------------------------------------------------------------------------------------------------- inner

    async def _happens(self, kind: str, user: str, room: str, body: Mapping[str, Any]) -> None:
        place = room or f"dm:{user}"
        event = {"event_id": self._next(), "user": user, "room": place, "direct": not room, **body}
        await self._admitted(Admitted(str(event["event_id"]), kind, f"{NAME}:{place}", event))

    async def _admitted(self, row: Admitted) -> None:
        assert self.stage is not None
        self._seen = len(self.posts)
        self.stage._seen = {known: self.stage._newest(known) for known in self.stage._rooms()}
        await self.stage.runtime.inbox.admit(NAME, row)
        await self.stage.quiet()

    def _next(self) -> str:
        self._count += 1
        return f"s{self._count}"
