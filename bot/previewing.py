"""What would be picked up from chat lines and transcripts: nothing is stored, nothing is sent."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from capture.base import BadMaterialError, Context, FileRef, Heard
from capture.links.capturing import on_record
from capture.links.reading import Finding, Known, Outcome, documents_in
from capture.links.talk import is_talk, leans_on_talk
from capture.links.tracked import led_on, taken_for
from capture.minutes.plain import minutes_of
from capture.promises.recognise import promises_in
from knowledge.graph.view import customer
from knowledge.people.model import Handle, Lang, Room
from knowledge.people.rooms import known_room
from knowledge.people.view import persons_called
from knowledge.proposals.documents import line_of
from knowledge.proposals.lines import Numbered, next_number
from knowledge.proposals.model import Paper
from knowledge.proposals.talk import LASTS

Json = dict[str, Any]
DIRECT = ("dm", "direct")

_BAD: Mapping[str, Mapping[Lang, str]] = {
    "not_json": {"zh": "这一行不是 JSON。", "en": "This line is not JSON."},
    "not_an_object": {"zh": "这一行要是一个 JSON 对象。", "en": "This line must be a JSON object."},
    "no_text": {
        "zh": "缺 text（聊天）或 turns（会议）。",
        "en": "There is neither text (a chat line) nor turns (a meeting).",
    },
    "bad_text": {"zh": "text 要是文字。", "en": "text must be a string."},
    "bad_at": {"zh": "at 要是 ISO 8601 的时间。", "en": "at must be a time in ISO 8601."},
    "bad_files": {"zh": "files 要是文件名的列表。", "en": "files must be a list of file names."},
}


class BadLine(Exception):
    """A line that cannot be read; `code` names why, `say` tells people."""

    def __init__(self, code: str, say: Mapping[Lang, str] | None = None) -> None:
        super().__init__(code)
        self.code, self.say = code, say or _BAD[code]


@dataclass(slots=True)
class Preview:
    """Reads lines one after the other; what an earlier one shared counts for the later ones, as it would in earnest."""

    context: Context
    lang: Lang
    texts: dict[str, list[str]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    talk: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[Numbered]] = field(default_factory=dict)

    def of(self, lines: Iterable[str]) -> Iterator[Json]:
        """One document for each line that holds anything; a bad one says why it was refused."""
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield {"line": number, **self._read(_parsed(line))}
                except BadLine as bad:
                    yield {"line": number, "rejected": bad.code, "say": bad.say[self.lang]}

    def _read(self, given: Json) -> Json:
        if "turns" in given and "text" not in given:
            return self._meeting(given)
        if "text" not in given:
            raise BadLine("no_text")
        heard = self._heard(given)
        found = self._documents(heard, given)
        zone = self.context.zone
        promises = promises_in(heard.text, heard.said_at, zone.key)
        picked = [self._link(one) for one in found if one.outcome is not Outcome.NONE]
        passed = [_passed(one) for one in found if one.outcome is Outcome.NONE]
        return {"id": given.get("id"), "links": picked, "ignored": passed, "promises": promises, "minutes": None}

    def _meeting(self, given: Json) -> Json:
        try:
            found = minutes_of(given, self.context.zone)
        except BadMaterialError as bad:
            raise BadLine(bad.code, bad.say) from bad
        minutes, promises = found["minutes"], found["promises"]
        return {"id": given.get("id"), "links": [], "ignored": [], "promises": promises, "minutes": minutes}

    def _heard(self, given: Json) -> Heard:
        text = given["text"]
        if not isinstance(text, str):
            raise BadLine("bad_text")
        sender = str(given.get("sender") or "")
        team = persons_called(self.context.reader, sender) if sender else []
        return Heard(
            message_id=str(given.get("id") or ""),
            room=self._room(given.get("room")),
            sender=Handle("preview", sender),
            said_at=_instant(given.get("at"), self.context.zone, self.context.now),
            text=text,
            sender_id=team[0].person_id if len(team) == 1 else "",
            sender_name=sender,
            thread=self._thread(given),
            files=_files(given.get("files")),
        )

    def _room(self, given: object) -> Room:
        """A room that is recorded by its key ("local:east"), else one of that name."""
        name = str(given or "")
        messenger, _, room_id = name.partition(":")
        known = known_room(self.context.reader, messenger, room_id) if room_id else None
        direct = messenger in DIRECT
        return known.room if known else Room("preview", name or "preview", direct, "" if direct else name)

    def _thread(self, given: Json) -> str:
        """The first message of the thread, however far up the one that is answered stands."""
        answered = str(given.get("thread_of") or "")
        root = self.roots.get(answered, answered)
        if given.get("id") and root:
            self.roots[str(given["id"])] = root
        return root

    def _documents(self, heard: Heard, given: Json) -> list[Finding]:
        led = led_on(heard, self.context)
        known = {**on_record(led.heard, self.context), **self.known}
        earlier = self._earlier(heard) if leans_on_talk(heard.text, heard.thread) else ()
        read = documents_in(led.heard, self.context, self.context.documents, earlier=earlier, known=known)
        found = taken_for(read, led, self.context)
        for one in found:
            if one.outcome is Outcome.ATTACH:
                self.known[one.shared.key] = Known(one.whose.customer_id)
        self.texts.setdefault(heard.thread or str(given.get("id") or ""), []).append(heard.text)
        if is_talk(heard.text) and not found:
            self.talk[heard.room.key] = (heard.text, heard.said_at)
        return found

    def _earlier(self, heard: Heard) -> tuple[str, ...]:
        if heard.thread:
            return tuple(self.texts.get(heard.thread, ()))
        text, at = self.talk.get(heard.room.key, ("", heard.said_at))
        return (text,) if text and timedelta() <= heard.said_at - at <= LASTS else ()

    def _link(self, one: Finding) -> Json:
        whose = one.whose
        attached = one.outcome is Outcome.ATTACH
        offered = [] if attached else [key for key in dict.fromkeys((whose.customer_id, *whose.candidates)) if key]
        return {
            **_place(one),
            "outcome": one.outcome.value,
            "kind": (one.sorted.paper or Paper.PROPOSAL).value,
            "confidence": one.sorted.confidence,
            "customer": self._named(whose.customer_id) if attached else None,
            "customer_confidence": whose.confidence,
            "candidates": [self._named(key) for key in offered],
            "version": self._version(one) if attached else None,
            "why": [*one.sorted.why, *(f"by_{clue.value}" for clue in whose.why)],
            "doubt": None if attached or whose.doubt is None else whose.doubt.value,
        }

    def _named(self, customer_id: str) -> Json:
        known = customer(self.context.reader, customer_id)
        return {"id": customer_id, "name": known.name_in(self.lang) if known else customer_id}

    def _version(self, one: Finding) -> str:
        """The number it would get; the same document keeps its own."""
        if one.shared.key not in self.versions:
            self.versions[one.shared.key] = self._numbered(one)
        return self.versions[one.shared.key]

    def _numbered(self, one: Finding) -> str:
        sent = line_of(self.context.reader, one.whose.customer_id)
        recorded = [known.version for known in sent if known.key == one.shared.key or known.url in _links(one)]
        if recorded:
            return recorded[0]
        line = self.lines.setdefault(
            one.whose.customer_id, [Numbered(known.paper, known.product, known.number) for known in sent]
        )
        paper = one.sorted.paper or Paper.PROPOSAL
        number = next_number(line, paper, "", one.sorted.version)
        line.append(Numbered(paper, "", number))
        return f"V{number}"


def _links(one: Finding) -> set[str]:
    return {one.shared.url, one.shared.raw} - {""}


def _place(one: Finding) -> Json:
    """Where the document is, and what tells it from others."""
    shared = one.shared
    where = {"file": shared.raw, "url": None} if shared.file else {"file": None, "url": shared.raw}
    return {**where, "canonical": shared.url or None, "document": shared.key, "title": shared.title or None}


def _passed(one: Finding) -> Json:
    otherwise = one.sorted.otherwise
    return {**_place(one), "because": str(otherwise) if otherwise else "nothing_says_so"}


def _parsed(line: str) -> Json:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("not_json") from None
    if not isinstance(given, dict):
        raise BadLine("not_an_object")
    return given


def _instant(given: object, zone: ZoneInfo, now: datetime) -> datetime:
    """A time; without an offset it is the team's. None: now."""
    if given in (None, ""):
        return now
    try:
        at = datetime.fromisoformat(str(given))
    except ValueError:
        raise BadLine("bad_at") from None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _files(given: object) -> tuple[FileRef, ...]:
    """Files by name, or as objects with a name."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadLine("bad_files")
    return tuple(_file(one, number) for number, one in enumerate(given))


def _file(given: object, number: int) -> FileRef:
    name, size = (given.get("name"), given.get("size")) if isinstance(given, dict) else (given, 0)
    if not isinstance(name, str):
        raise BadLine("bad_files")
    return FileRef(f"{number}:{name}", name, size if isinstance(size, int) else 0)
