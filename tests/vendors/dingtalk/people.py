"""What people on DingTalk do: they write, send files, quote, press buttons; and what they see."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.vendors.dingtalk import bodies
from tests.vendors.dingtalk.bodies import Body, Said
from tests.vendors.dingtalk.cards import Card, Cards
from tests.vendors.dingtalk.courier import BOT, CARD, Courier
from tests.vendors.dingtalk.errors import ApiError
from tests.vendors.dingtalk.files import Files
from tests.vendors.dingtalk.frames import Topic
from tests.vendors.dingtalk.templates import TemplateButton
from tests.vendors.dingtalk.webhook import Webhooks
from tests.vendors.dingtalk.world import Group, Link, Person, Robot, Shown, World, direct_room
from tests.vendors.http.delivery import Answer, Delivery

MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
BOT_USER = "$:LWCP_v1:$bot"


class People:
    """The half of FakeDingTalk that tests speak through; `room` is a conversationId or a userId, "" the 1:1 chat.

    Every action waits until the bot answered once (not while deliveries are held), at most 5 real seconds.
    """

    def __init__(
        self, world: World, files: Files, cards: Cards, webhooks: Webhooks, courier: Courier, robot: Robot
    ) -> None:
        self.world, self.files, self.cards, self.webhooks = world, files, cards, webhooks
        self.courier, self._robot = courier, robot
        self.deliveries: list[Delivery] = []
        self.bad_card_answers: list[str] = []
        self._said: dict[str, Said] = {}
        self._pressed: dict[str, tuple[Card, Person]] = {}
        courier.card_answered = self._card_answered

    def person(self, user_id: str, name: str, *, mobile: str = "", email: str = "", admin: bool = False) -> Person:
        """An employee of the organisation."""
        sender = f"$:LWCP_v1:${user_id}"
        return self.world.add_person(Person(user_id, name, self.world.corp_id, sender, mobile, email, admin))

    def outsider(self, name: str) -> Person:
        """Somebody of another organisation: the bot learns no userId of theirs."""
        return self.world.add_person(Person("", name, "dingothercorp", f"$:LWCP_v1:$ext-{name}"))

    def group(self, title: str, *members: Person, robot_in: bool = True) -> Group:
        """A group; with the robot in it unless told otherwise."""
        return self.world.add_group(Group(self.world.new_id("cid") + "==", title, members, robot_in))

    def direct(self, person: Person) -> str:
        """The conversationId of the 1:1 chat of the robot and this person."""
        return direct_room(person)

    async def say(self, by: Person, words: str, room: str = "", *, times: int = 1) -> Delivery:
        """Write a text. In a group it reaches the bot only where `words` hold "@" and the bot's name."""
        return await self.send(by, bodies.text(words), room, times=times)

    async def quote(self, by: Person, words: str, of: Shown, room: str = "") -> Delivery:
        """Answer to a message by quoting it."""
        return await self.send(by, bodies.quoting(words, self._said.get(of.id) or _of_bot(of)), room)

    async def rich(self, by: Person, parts: Sequence[str | bytes], room: str = "") -> Delivery:
        """Rich text: words and pictures mixed."""
        told = [("text", one) if isinstance(one, str) else ("picture", self.files.sent(one)) for one in parts]
        return await self.send(by, bodies.rich(told), room)

    async def picture(self, by: Person, data: bytes, room: str = "") -> Delivery:
        return await self.send(by, bodies.picture(self.files.sent(data)), room)

    async def audio(self, by: Person, data: bytes, heard: str = "", duration_ms: int = 3000) -> Delivery:
        """A voice message in the 1:1 chat; `heard` is what DingTalk recognised."""
        return await self.send(by, bodies.audio(self.files.sent(data), heard, duration_ms), "")

    async def video(self, by: Person, data: bytes, seconds: int = 5) -> Delivery:
        return await self.send(by, bodies.video(self.files.sent(data), seconds), "")

    async def file(self, by: Person, name: str, data: bytes, room: str = "") -> Delivery:
        """A file; in a group the bot learns of it only when somebody quotes it."""
        code = self.files.sent(data)
        return await self.send(by, bodies.file(code, name, 117_000_000 + len(self._said)), room)

    async def link(self, by: Person, title: str, url: str) -> Delivery:
        """Share an address as a card in the 1:1 chat."""
        return await self.send(by, bodies.link(title, url))

    async def forward(self, by: Person, *said: Shown) -> Delivery:
        """Forward messages of another chat, in one, to the 1:1 chat."""
        return await self.send(by, bodies.chat_record([self._said[one.id] for one in said]))

    async def send(self, by: Person, body: Body, room: str = "", *, times: int = 1) -> Delivery:
        """Any message. What does not reach the bot comes back as a delivery of kind "unheard"."""
        room_id = self.world.room(room) if room else direct_room(by)
        said = Said(self.world.new_id("msg"), by, by.name, body, self.webhooks.now_ms())
        self._said[said.id] = said
        self.world.show(room_id, Shown(said.id, by.name, body.msgtype, body.shown))
        if not self._reaches_bot(body, room_id):
            return Delivery(said.id, "unheard", {})
        return await self._deliver(Delivery(said.id, BOT.topic, self._payload(said, by, room_id)), BOT, times)

    async def press(self, by: Person, label: str, room: str = "", *, times: int = 1) -> Delivery:
        """Press a button of the newest card in the room that shows it. Its answer within 2 s changes the card."""
        room_id = self.world.room(room) if room else direct_room(by)
        card, button = self._button(by, label, room_id)
        assert card.callback, "a card without callbackType calls nobody back"
        delivery = Delivery(self.world.new_id("press"), CARD.topic, self._callback(card, button, by, room_id))
        self._pressed[delivery.id] = (card, by)
        if card.callback == "HTTP":
            await self.courier.post_card(delivery, *self.cards.routes[card.route_key])
            return delivery
        return await self._deliver(delivery, CARD, times)

    async def event(self, kind: str, data: Mapping[str, Any], *, times: int = 1) -> Delivery:
        """An event of the organisation, such as user_add_org, over the stream."""
        delivery = Delivery(self.world.new_id("evt"), kind, data)
        return await self._deliver(delivery, Topic("EVENT", kind), times)

    async def leaves(self, person: Person) -> Delivery:
        """An employee leaves the organisation."""
        del self.world.people[person.sender_id]
        return await self.event("user_leave_org", {"userId": [person.user_id]})

    def hold(self) -> None:
        """Keep deliveries back until `release`; actions no longer wait for an answer."""
        self.courier.held = []

    def release(self, order: Sequence[int] | None = None) -> None:
        """Deliver what was held, in the order of these places (None: as it came)."""
        self.courier.release(order)

    def shown(self, room: str) -> str:
        """What people see there now."""
        return self.world.shown(room)

    def messages(self, room: str) -> list[Shown]:
        return list(self.world.messages(room))

    def links(self, room: str) -> list[Link]:
        """What can be opened there: buttons of action cards, link messages, links in texts."""
        found: list[Link] = []
        for one in self.world.messages(room):
            found += [*one.links, *(Link(label, url) for label, url in MARKDOWN_LINK.findall(one.text))]
        return found

    async def _deliver(self, delivery: Delivery, topic: Topic, times: int) -> Delivery:
        self.deliveries.append(delivery)
        self.courier.put(delivery, topic, times)
        if self.courier.held is None:
            await delivery.tried(times)
        return delivery

    def _reaches_bot(self, body: Body, room_id: str) -> bool:
        group = self.world.groups.get(room_id)
        return group is None or (group.robot_in and f"@{self._robot.name}" in body.words())

    def _payload(self, said: Said, by: Person, room_id: str) -> dict[str, Any]:
        group, body = self.world.groups.get(room_id), said.body
        webhook, until = self.webhooks.mint(room_id)
        fields = {"conversationId": room_id, "conversationType": "2" if group else "1", "msgId": said.id}
        times = {"createAt": self.webhooks.now_ms(), "sessionWebhook": webhook, "sessionWebhookExpiredTime": until}
        bot = {"chatbotCorpId": self.world.corp_id, "chatbotUserId": BOT_USER, "robotCode": self._robot.code}
        about = bodies.group_fields(group, BOT_USER, body.words()) if group else {}
        told = body.without(f"@{self._robot.name}") if group else body
        return {**fields, **times, **bot, **bodies.sender_fields(by), "senderPlatform": "Win", **about, **told.fields()}

    def _button(self, by: Person, label: str, room_id: str) -> tuple[Card, TemplateButton]:
        for one in reversed(self.world.messages(room_id)):
            card = self.cards.cards.get(one.card)
            for button in card.buttons(by.user_id) if card else []:
                if card and button.label == label:
                    return card, button
        raise AssertionError(f"no card shows a button {label!r}; seen:\n{self.shown(room_id)}")

    def _callback(self, card: Card, button: TemplateButton, by: Person, room_id: str) -> dict[str, Any]:
        pressed = {"cardPrivateData": {"actionIds": [button.action], "params": dict(button.params)}}
        content = json.dumps(pressed, ensure_ascii=False)
        in_group = room_id in self.world.groups
        space = ("IM_GROUP", room_id) if in_group else ("IM_ROBOT", by.user_id)
        who = {"corpId": self.world.corp_id, "userId": by.user_id, "userIdType": 1, "extension": "{}"}
        where = {"spaceType": space[0], "spaceId": space[1]}
        what = {"type": "actionCallback", "outTrackId": card.track_id, "content": content, "value": content}
        return {**what, **who, **where}

    def _card_answered(self, delivery: Delivery, answer: Answer) -> None:
        card, by = self._pressed[delivery.id]
        told = answer.json()
        response = told.get("response", told) if answer.ok else None
        if not isinstance(response, dict):
            return
        private = {"privateData": {by.user_id: response["userPrivateData"]}} if "userPrivateData" in response else {}
        try:
            self.cards.change(card, response | private)
        except ApiError as wrong:
            self.bad_card_answers.append(str(wrong))


def _of_bot(shown: Shown) -> Said:
    if shown.kind in ("text", "sampleText"):
        return Said(shown.id, None, shown.by, bodies.text(shown.text))
    kind = "interactiveCard" if shown.card else "markdown"
    return Said(shown.id, None, shown.by, Body(kind, {} if shown.card else {"text": shown.text}, shown.text))
