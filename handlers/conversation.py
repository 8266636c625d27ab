"""One message, looked at: who asks, in which language, what they mean, and the plan that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from capture.base import Context
from config.access import AccessPolicy
from config.documents import DEFAULT_DOCUMENTS, DocumentSettings
from handlers import words
from handlers.asking_access import offered
from handlers.base import (
    Answer,
    Ask,
    Command,
    Intent,
    NotForThemError,
    NotMeantError,
    Outcome,
    Pending,
    Plan,
    Slots,
    Subjects,
    View,
)
from handlers.follow_ups import FollowUps, remembering, subjects_in
from handlers.hearing import Hearing, shared_in, taken
from handlers.message import Message
from handlers.newcomers import LANG, is_outsider, welcomed
from handlers.nicknames import with_offer, with_teachers
from handlers.picking import picked
from handlers.route import Matched, NoMatchReason, has_han, nearest, route
from knowledge.access.model import Audience, Why
from knowledge.graph.names.index import NameIndex
from knowledge.people.accounts import KnownAccount, known_account
from knowledge.people.model import Handle, Lang, Person, Role, Room
from knowledge.people.rooms import KnownRoom, Listeners, is_to_be_asked, known_room, listeners, merged
from knowledge.people.view import person_by_handle
from knowledge.store.errors import UserMistake
from knowledge.store.threads import recall
from knowledge.store.unit import Reader

OPERATOR = Handle("operator", "operator")
"""The account of whoever runs commands on this machine without saying as whom; no messenger can claim it."""

_OPERATOR = Person("operator", "本机操作员", Role.ADMIN, name_en="Local operator")

LONGEST_TEXT = 20_000
"""Messages beyond this many characters are answered with a sentence and not read."""

FOR_THE_ROOM = frozenset({Why.OUTSIDERS_LISTEN, Why.MEMBERS_UNKNOWN, Why.NOT_ALL_MAY, Why.ONLY_FOR_THEM})
"""Why a room may not hear what the asker alone may."""

QUESTION_LASTS = timedelta(hours=1)
"""A question of the bot's own waits so long for its answer."""

ACCOUNT_LASTS = timedelta(hours=1)
"""A messenger is asked about the same unknown account only after so long again."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a message found.

    `plan` is None where nothing was asked of the bot. `private` is the plan for the asker alone, where the room may not
    hear it. `news_of_room` is the room as it should be recorded, where that is new. `ask_user`, `ask_room`: the
    messenger should be asked about the sender or the room. `heard_in` is the room, as it was taken to be until somebody
    from outside spoke in it just now. `lost`: something was said to the bot that nothing here understands. `taken` is
    what the hearings take from the message, asked or not.
    """

    ask: Ask
    plan: Plan | None
    private: Plan | None = None
    news_of_room: Room | None = None
    had_pending: bool = False
    ask_user: bool = False
    ask_room: bool = False
    heard_in: Room | None = None
    lost: bool = False
    taken: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """The intents there are, the names they know, the team's own language and time zone, and what listens along."""

    intents: Mapping[str, Intent]
    names: Callable[[Reader], NameIndex]
    language: Lang
    zone: ZoneInfo
    policy: AccessPolicy = field(default_factory=AccessPolicy)
    hearings: Mapping[str, Hearing] = field(default_factory=dict)
    documents: DocumentSettings = DEFAULT_DOCUMENTS

    def look(self, message: Message, now: datetime, reader: Reader) -> Looked:
        """Understand a message and plan its answer; reads only."""
        asker = _OPERATOR if message.sender == OPERATOR else person_by_handle(reader, message.sender)
        account = known_account(reader, message.sender) if asker is None else None
        known = known_room(reader, message.room.messenger, message.room.room_id)
        taken = merged(message.room, known)
        place = replace(taken, outsiders=True) if is_outsider(account) and not taken.direct else taken
        ask = self._ask(message, message.now or now, asker, place, _audience(message, place, account))
        memory = recall(reader, thread_key(message))
        ask, asked = replace(ask, subjects=subjects_in(memory, now)), pending_of(memory)
        pending = asked if asked and _still_waits(asked, now) else None
        asks_us = (message.to_bot or pending is not None) and not message.edited
        if asks_us and not ask.audience.direct:
            ask = replace(ask, audience=_heard_by(asker, listeners(reader, place, known, now)))
        looked = self._looked(ask, pending, reader) if asks_us else Looked(ask, None)
        looked = self._listened(looked, account, reader)
        looked = replace(looked, had_pending=asked is not None, news_of_room=_news(place, taken, known))
        looked = replace(looked, heard_in=None if place == taken else taken)
        return _to_be_met(_welcomed(looked, account, now), place, account, known, now)

    def _listened(self, looked: Looked, account: KnownAccount | None, reader: Reader) -> Looked:
        """With what the hearings take; where they understood what no intent did, nothing more is said to that."""
        if looked.ask.message.press is not None or not self.hearings:
            return looked
        ask = looked.ask
        context = Context(
            *(reader, lambda: self.names(reader), ask.zone, ask.today, ask.now, ask.lang, ask.subjects.customers),
            documents=self.documents,
        )
        found = taken(shared_in(ask, reader, outsider=is_outsider(account)), context, self.hearings)
        if not (found and looked.lost):
            return replace(looked, taken=found)
        said = Plan(words.noted(ask.lang)) if ask.message.reply.kind == "inline" else None
        return replace(looked, plan=said, lost=False, taken=found)

    def bare(self, message: Message, now: datetime) -> Ask:
        """A message as far as it can be understood without looking anything up."""
        return self._ask(message, now, None, message.room, _audience(message, message.room, None))

    def _looked(self, ask: Ask, pending: Pending | None, reader: Reader) -> Looked:
        try:
            understood = self._understand(ask, pending)
        except _NotUnderstoodError as error:
            return Looked(ask, Plan(error.answer), lost=error.lost)
        if understood is None:
            return Looked(ask, None)
        intent, ask = understood
        try:
            plan = self.planned(intent, ask, reader)
            if pending and _beside_the_point(plan, ask, pending):
                return Looked(ask, Plan(self._lost(ask)), lost=True) if ask.message.to_bot else Looked(ask, None)
            return Looked(ask, plan)
        except NotMeantError:
            return Looked(ask, Plan(self._lost(ask)), lost=True)
        except NotForThemError as error:
            return self.refused(intent, ask, error, reader)

    def _ask(self, message: Message, now: datetime, asker: Person | None, place: Room, audience: Audience) -> Ask:
        zone = ZoneInfo(asker.timezone) if asker and asker.timezone else self.zone
        return Ask(
            message=message,
            person=asker,
            audience=audience,
            lang=self._language(message, asker, place),
            now=now,
            zone=zone,
            today=now.astimezone(zone).date(),
            slots=dict(message.press.args) if message.press else {},
            seen=message.press.version if message.press else 0,
        )

    def _language(self, message: Message, asker: Person | None, place: Room) -> Lang:
        """The command's, else the person's setting, else that of the message, else the room's, else the team's."""
        chosen = message.lang or (asker.language if asker else None)
        if chosen:
            return chosen
        if any(letter.isalpha() for letter in message.text):
            return "zh" if has_han(message.text) else "en"
        return place.language or self.language

    def _understand(self, ask: Ask, pending: Pending | None) -> tuple[Intent, Ask] | None:
        """What is meant; None where people in a room go on talking among themselves."""
        press = ask.message.press
        if press is not None:
            if press.action not in self.intents:
                raise _NotUnderstoodError(words.mistaken("missing", {}, ask.lang))
            return self.intents[press.action], ask
        text = ask.message.text
        if len(text) > LONGEST_TEXT:
            raise _NotUnderstoodError(words.mistaken("too_long", {"limit": f"{LONGEST_TEXT:,}"}, ask.lang))
        answered = self._answered(ask, pending) if pending else None
        if answered is not None or not ask.message.to_bot:
            return answered
        return self._routed(ask, pending)

    def _answered(self, ask: Ask, pending: Pending) -> tuple[Intent, Ask] | None:
        """The answer to the bot's question: an option picked, or in a room the next thing said where there are none."""
        option = picked(ask.message.text, pending.options)
        if option is not None:
            given = {name: value for name, value in option.items() if name != "label"}
        elif not ask.message.to_bot and not pending.options and ask.message.text.strip():
            given = {pending.slot: ask.message.text.strip()}
        else:
            return None
        return self.intents[pending.intent], _answering(ask, pending, given)

    def _routed(self, ask: Ask, pending: Pending | None) -> tuple[Intent, Ask]:
        text = ask.message.text
        waits = pending is not None and pending.asked_at != ask.subjects.at
        found = FollowUps(self.intents, ask.lang, ask.today, ask.subjects).read(text, waits=waits)
        if isinstance(found, Matched):
            if pending and pending.intent == found.intent.name and LANG in pending.slots:
                return found.intent, _answering(ask, pending, found.slots)
            return found.intent, replace(ask, slots=found.slots)
        if pending and found.reason is not NoMatchReason.EMPTY:
            return self.intents[pending.intent], _answering(ask, pending, {pending.slot: text.strip()})
        raise _NotUnderstoodError(self._lost(ask), lost=True)

    def _lost(self, ask: Ask) -> Answer:
        found = route(ask.message.text, self.intents, ask.lang, ask.today)
        like_it = nearest(ask.message.text, self.intents, ask.lang) if isinstance(found, Matched) else found.nearest
        return words.lost(list(like_it), ask.lang)

    def _offered(self, plan: Plan, error: NotForThemError, ask: Ask, reader: Reader) -> Plan:
        """A refusal with the button that asks whoever can give it."""
        return offered(plan, error.verdict, ask, self._view(ask, reader))

    def _view(self, ask: Ask, reader: Reader) -> View:
        view = View(
            reader,
            self.names(reader),
            ask.person,
            ask.audience,
            ask.today,
            self.zone,
            self.help,
            self.policy,
            ask.subjects,
        )
        return replace(view, judged_on=ask.now.astimezone(self.zone).date(), documents=self.documents)

    def planned(self, intent: Intent, ask: Ask, reader: Reader) -> Plan:
        """What an intent plans for an ask, under the rights of whoever asks and listens. Raises NotForThemError, and
        NotMeantError where the sentence says nothing of the intent's kind.
        """
        view = self._view(ask, reader)
        try:
            plan = with_teachers(with_offer(intent.plan(ask, view), ask, view), ask, view)
            return remembering(plan, intent, ask, view)
        except UserMistake as mistake:
            return Plan(words.mistaken(mistake.code, mistake.facts, ask.lang))

    def refused(self, intent: Intent, ask: Ask, error: NotForThemError, reader: Reader) -> Looked:
        """Nothing for the room; the asker alone may hear what only the room may not."""
        if error.verdict.why not in FOR_THE_ROOM:
            return Looked(
                ask, self._offered(Plan(words.refused(error.verdict, ask.audience, ask.lang)), error, ask, reader)
            )
        alone = replace(ask, audience=Audience(direct=True))
        try:
            private = self.planned(intent, alone, reader)
        except NotMeantError:
            private = Plan(self._lost(alone))
        except NotForThemError as theirs:
            refused = Plan(words.refused(theirs.verdict, alone.audience, ask.lang))
            private = self._offered(refused, theirs, alone, reader)
        return Looked(ask, Plan(words.refused_here(error.verdict, ask.lang)), private=private)

    def help(self, lang: Lang) -> str:
        """What there is to ask, one line an intent with an example."""
        shown = sorted((intent for intent in self.intents.values() if intent.place), key=lambda intent: intent.place)
        return words.helping([(intent.title[lang], intent.examples[lang][0]) for intent in shown], lang)


def _audience(message: Message, place: Room, account: KnownAccount | None) -> Audience:
    """Who hears the answer: what only the sender sees is said to them alone, and they may be from outside."""
    outsiders = True if is_outsider(account) else place.outsiders
    return Audience(direct=place.direct or message.private, outsiders=outsiders)


def _heard_by(asker: Person | None, found: Listeners) -> Audience:
    """Who hears what is said in a room: whoever speaks there sits there."""
    members = found.people
    if members is not None and asker is not None and asker.person_id not in {one.person_id for one in members}:
        members = (*members, asker)
    return Audience(direct=False, outsiders=found.outsiders, members=members)


def _welcomed(looked: Looked, account: KnownAccount | None, now: datetime) -> Looked:
    """With the question to a newcomer, and any question of ours with the time at which it is asked."""
    if looked.plan is None:
        return looked
    private = _stamped(looked.private, now) if looked.private else None
    return replace(looked, plan=_stamped(welcomed(looked.ask, looked.plan, account), now), private=private)


def _news(place: Room, taken: Room, known: KnownRoom | None) -> Room | None:
    """The room as it should be recorded; an outsider heard in it is recorded for itself."""
    return None if place != taken or (known is not None and known.room == place) else place


def _to_be_met(
    looked: Looked, place: Room, account: KnownAccount | None, known: KnownRoom | None, now: datetime
) -> Looked:
    """Whether the messenger should be asked first, about somebody or a room it may know better than we do."""
    message = looked.ask.message
    if looked.plan is None or message.sender.messenger != message.messenger:
        return looked
    new = looked.ask.person is None and (account is None or now - account.checked_at >= ACCOUNT_LASTS)
    vague = not place.direct and not message.room.outsiders and is_to_be_asked(known, now)
    return replace(looked, ask_user=new, ask_room=vague)


def _beside_the_point(plan: Plan, ask: Ask, pending: Pending) -> bool:
    """Whether a text taken as the answer to the bot's question fits nothing at all, so that it was none."""
    taken = ask.slots.get(pending.slot) == ask.message.text.strip()
    return taken and plan.answer.outcome is Outcome.UNKNOWN and not plan.answer.candidates


def _answering(ask: Ask, pending: Pending, given: Slots) -> Ask:
    """The message as the answer to the bot's question; an address or an id is in the language of the question."""
    lang, bare = pending.slots.get(LANG, ""), ask.message.text.strip() in given.values()
    asked_in: Lang = "zh" if lang == "zh" else "en" if lang == "en" else ask.lang
    spoken = ask.lang if has_han(ask.message.text) or not bare else asked_in
    return replace(ask, slots={**pending.slots, **given}, lang=spoken)


class _NotUnderstoodError(Exception):
    def __init__(self, answer: Answer, *, lost: bool = False) -> None:
        super().__init__(answer.outcome)
        self.answer, self.lost = answer, lost


def thread_key(message: Message) -> str:
    """The conversation a message belongs to: a person in a room."""
    return conversation_key(message.room.key, message.sender)


def conversation_key(room_key: str, sender: Handle) -> str:
    """The conversation of one person in one room."""
    return f"{room_key}|{sender.user_id}"


def pending_of(memory: Mapping[str, Any]) -> Pending | None:
    """The question that waits in a conversation's memory."""
    waiting = memory.get("pending")
    return Pending(**{**waiting, "options": tuple(waiting.get("options", ()))}) if waiting else None


def memory_of(plan: Plan, before: Subjects) -> Mapping[str, Any]:
    """What a conversation remembers after `plan`: the question asked, and what it was about, or else was `before`."""
    subjects = plan.subjects or before
    told = {"subjects": _plain(subjects)} if subjects.at else {}
    return {"pending": _plain(plan.pending), **told} if plan.pending else told


def _plain(known: Pending | Subjects) -> dict[str, Any]:
    """Its fields by name; all of them are plain values already (dataclasses.asdict would copy each, at ten times
    the price of the rest).
    """
    return {name: getattr(known, name) for name in known.__slots__}


def _stamped(plan: Plan, now: datetime) -> Plan:
    """The plan, its question and what it told of with the time of it."""
    at = now.isoformat()
    pending = replace(plan.pending, asked_at=at) if plan.pending else None
    return replace(plan, pending=pending, subjects=replace(plan.subjects, at=at) if plan.subjects else None)


def _still_waits(pending: Pending, now: datetime) -> bool:
    return not pending.asked_at or now - datetime.fromisoformat(pending.asked_at) <= QUESTION_LASTS
