"""What the outside world hands in: signals and files, and the port of a source."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from config.documents import DEFAULT_DOCUMENTS, DocumentSettings
from config.sections import Where
from config.settings import Settings
from knowledge.graph.names.index import NameIndex
from knowledge.people.model import Handle, Lang, Room
from knowledge.store.unit import Reader, Unit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that a messenger or a feed holds for us. `size` is in bytes, 0 where it is not told.

    `access` is what its messenger needs to fetch it: an address, a key for these very bytes.
    """

    file_id: str
    name: str
    size: int
    media_type: str = "application/octet-stream"
    access: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody shared in a conversation, free of its messenger.

    `sender_id` is a person of the team, "" where nobody is known by that account; `outsider`: known to be from outside.
    `thread` names the conversation in the room. `edited`: this is what an earlier message, `message_id`, says now.
    `handed_by` is the account that handed the bot somebody else's message by quoting or forwarding it; None: it was
    heard itself. `handed_by_id` is that person of the team, `beside` what they said with it.
    `holder` has its files, where that is not the room's messenger.
    """

    message_id: str
    room: Room
    sender: Handle
    said_at: datetime
    text: str
    sender_id: str = ""
    sender_name: str = ""
    outsider: bool = False
    thread: str = ""
    files: tuple[FileRef, ...] = ()
    edited: bool = False
    to_bot: bool = False
    handed_by: Handle | None = None
    handed_by_id: str = ""
    beside: str = ""
    holder: str = ""

    @property
    def files_at(self) -> str:
        """Who has the files: a messenger's or a feed's name."""
        return self.holder or self.room.messenger

    @property
    def author_id(self) -> str:
        """The person of the team whose message it is; where nobody tells, who handed it in stands in for them."""
        return self.sender_id or self.handed_by_id

    @property
    def sharer_id(self) -> str:
        """Who of the team gave it to the bot and is told what came of it: who handed it in, else its author."""
        return self.handed_by_id or self.sender_id


@dataclass(frozen=True, slots=True)
class Overheard:
    """Something said outside of any room of the bot: a mail.

    `person_id` is who of the team sent or got it, and hears of what is taken from it; `customers` are the ids of those
    it was said to or came from.
    """

    heard: Heard
    person_id: str
    customers: tuple[str, ...] = ()


def _nobody_reads(_trouble: str, _subject: str, **_facts: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """What there is to understand something shared by: who is known, by which names, and what was last spoken of.

    `zone` and `today` are the sender's, `lang` is the language to answer in, `customers` are the ids of those that the
    conversation was last about. `look_up` gives the name index; it costs a query, so only who needs it asks.
    `documents`: where documents live, by the settings. `tell_operator` reports trouble by its name (see
    notifiers.operator_words), once for each subject, in the unit at hand.
    """

    reader: Reader
    look_up: Callable[[], NameIndex]
    zone: ZoneInfo
    today: date
    now: datetime
    lang: Lang = "zh"
    customers: tuple[str, ...] = ()
    documents: DocumentSettings = DEFAULT_DOCUMENTS
    tell_operator: Callable[..., None] = _nobody_reads

    @property
    def names(self) -> NameIndex:
        """The index of all names."""
        return self.look_up()


@dataclass(frozen=True, slots=True)
class Task:
    """What a job's child process is given: what was ordered, what the bot knows about it (`brief`), its part of the
    settings, the file where there is one, and a folder that outlives the child: what it writes there is found again
    after a crash.
    """

    args: Mapping[str, Any]
    brief: Mapping[str, Any]
    settings: Mapping[str, Any] = field(repr=False)  # a key may be in them
    file: Path | None
    folder: Path
    data_dir: Path


class BadMaterialError(ValueError):
    """What a job was given cannot be worked on; `code` names why, `say` tells people, in both languages."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code)
        self.code = code
        self.say: Mapping[Lang, str] = {"zh": zh, "en": en}


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: its result, or why it failed (`code`) and the sentence that says so."""

    result: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    say: Mapping[Lang, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether there is no result."""
        return bool(self.code)


def _no_brief(_reader: Reader, _args: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


def _no_settings(_settings: Settings) -> Mapping[str, Any]:
    return {}


class Pace(StrEnum):
    """How long a job takes. Each pace has places of its own: a photo never waits for a meeting of four hours."""

    QUICK = "quick"
    LONG = "long"
    ASKING = "asking"
    """Somebody else's machine works, and may take its time."""


@dataclass(frozen=True, slots=True)
class Job:
    """Long work, done in a child process of its own.

    `work` runs there: it tells the share done (0 to 1) as it goes on and returns plain JSON; it raises BadMaterialError
    for material that cannot be worked on, and may be started again after a crash with the same task. `brief` gathers
    what it should know before it starts, `settings` is what it is told of the settings. `take` records in the bot what
    came of it, once, in one unit, by what is known then.
    """

    name: str
    work: Callable[[Task, Callable[[float], None]], Mapping[str, Any]]
    take: Callable[[Unit, Mapping[str, Any], Done, Context], None]
    brief: Callable[[Reader, Mapping[str, Any]], Mapping[str, Any]] = _no_brief
    settings: Callable[[Settings], Mapping[str, Any]] = _no_settings
    pace: Pace = Pace.QUICK


@dataclass(frozen=True, slots=True)
class Signal:
    """Something a visitor, lead or customer did, at the time it happened there."""

    source: str
    event_id: str
    kind: str
    at: datetime
    visitor_id: str = ""
    lead_id: str = ""
    customer_id: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """What becomes one inbox row of a feed: unique by `event_id`; rows of one `lane` are handled in order.

    `items` counts what the row holds, as its sender counts it.
    """

    event_id: str
    lane: str
    body: Mapping[str, object]
    items: int = 1


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something of a feed that was not taken: what it was (`where`: a file and line, a message's id) and why."""

    where: str
    say: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one look at a feed brought: rows, the place to go on from, and what had to be refused.

    Rows and cursor are stored together, so a look brings some hundred rows at most and says with `more` that there are
    others: then the next look follows at once. `newest` is the time of the newest thing seen there, None where there
    was none: the lag is measured by it. `passed_over` counts what was left out on purpose, because it is not ours.
    """

    batches: Sequence[Batch]
    cursor: str
    rejected: Sequence[Rejected] = ()
    newest: datetime | None = None
    passed_over: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Pull:
    """A feed opened with its settings. `look` fetches what came since a cursor ("" at first); it may block: it runs in
    a thread. It raises FeedTrouble where the feed cannot be reached. `every` is seconds between looks. `settled` is
    called once what a look brought is stored: files may be moved away then. `check` raises what a look would that finds
    the feed out of reach, and takes nothing.
    """

    every: float
    look: Callable[[str, datetime], Pulled]
    settled: Callable[[Pulled], None] = lambda _pulled: None
    check: Callable[[], None] = lambda: None


class FeedTrouble(Exception):
    """A feed cannot be reached or refuses us; `say` tells the operator, in both languages. It is tried again."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.say: Mapping[Lang, str] = {"zh": zh, "en": en}


class FeedRefused(FeedTrouble):
    """A feed does not take our credentials: the operator hears at once, and it is tried again rarely."""


class Ask(Protocol):
    """Reads from the database and waits for the answer; for a thread that looks at a feed, not for the event loop."""

    def __call__(self, work: Callable[[Reader], T], /) -> T:
        """What `work` gives on one snapshot. Raises FeedTrouble where the database does not answer."""
        ...


def _no_database(_work: Callable[[Reader], T], /) -> T:
    raise FeedTrouble("现在没有数据库。", "There is no database now.")


@dataclass(frozen=True, slots=True)
class FeedRoom:
    """What a feed is given to work in: where it may keep files, the team's time zone, and what the team knows.

    `name` is the feed's own, as the settings call it: several feeds may be of one source. `names` is the index of all
    names, for use within `ask`.
    """

    data_dir: Path
    zone: ZoneInfo
    name: str = ""
    ask: Ask = _no_database
    names: Callable[[Reader], NameIndex] = lambda _reader: NameIndex()


@dataclass(frozen=True, slots=True)
class Call:
    """A request to the hook of a feed: lower-cased header names, the untouched body, the query's fields, its time."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Response:
    """What a hook is answered with once `batches` are stored. A status of 400 or more stores nothing.

    `body` of a refusal is for the log; the caller gets the bot's own sentence.
    """

    body: str = ""
    status: int = 200
    content_type: str = "text/plain"
    batches: Sequence[Batch] = ()


@dataclass(frozen=True, slots=True)
class FileHosts:
    """Where the files that a feed's rows point to are fetched from: `base_url` as configured, and these `hosts` over
    TLS. `keys` are what it takes to ask there.
    """

    base_url: str
    hosts: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A feed.

    `take` writes what one inbox row holds, in the row's own unit, and returns its outcome: plain JSON with counts and
    rejections. `read` turns the body of a request to /hooks/<name> into rows, given the team's time zone; a feed
    without it has no hook. Both raise BadRow, `take` only where the row as a whole cannot be read.

    `hears` gives what a row says to the hearings, read before `take` is done. `files` says, for a section of the
    settings, where the files are fetched from whose holder is the feed.

    `pull` opens a feed that is fetched, `hook` one that is called at /hooks/<feed> and tells genuine calls from others
    by itself. Both are given the raw section [sources.<feed>] of the settings and raise SettingsError; None: this
    section asks for no such thing.
    """

    name: str
    take: Callable[[Unit, Mapping[str, object]], Mapping[str, object]]
    read: Callable[[bytes, tzinfo], Sequence[Batch]] | None = None
    pull: Callable[[Mapping[str, Any], Where, FeedRoom], Pull | None] | None = None
    hook: Callable[[Mapping[str, Any], Where, FeedRoom], Callable[[Call], Response] | None] | None = None
    hears: Callable[[Reader, Mapping[str, object]], Iterable[Overheard]] | None = None
    files: Callable[[Mapping[str, Any], Where], FileHosts | None] | None = None


class BadRow(ValueError):
    """Something handed in that cannot be read; `say` tells the sender what, in both languages."""

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en)
        self.say: Mapping[Lang, str] = {"zh": zh or en, "en": en}
