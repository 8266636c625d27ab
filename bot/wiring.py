"""Builds everything from settings; the only place that connects parts."""

import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from aiohttp import web

import bot.messengers
import capture.jobs
import capture.sources
import handlers.hearings
import handlers.intents
import handlers.reactions
import handlers.steps
import notifiers.alerts
import notifiers.digests
from bot.clock import Clock, new_secret
from bot.discover import discover
from bot.dispatcher import Dispatcher
from bot.downloads import Downloads
from bot.errors import PortInUse
from bot.feeds import Asking, Feed, open_feeds
from bot.guest.opening import open_guest
from bot.handling import Handling, unaided
from bot.holders import Holders
from bot.host import Backstage
from bot.inbox import Inbox
from bot.jobs import JobRunner
from bot.messengers.base import Addressing, Messenger, MessengerKind, Surroundings
from bot.names import Names, names_folder
from bot.pulling import Pulling
from bot.relay import Relay
from bot.runtime import Runtime
from bot.scheduler import Scheduler
from bot.telling import Telling
from bot.web.hooks import feed_hooks
from bot.web.opens import tracked_routes
from bot.web.server import Doors, web_app
from bot.web.shown import ShortLinks, shown_routes
from bot.web.tracking import tracking_routes
from capture.base import FeedRoom, Job, Source
from config.rules import Rules, load_rules
from config.sections import unknown_key
from config.settings import Settings
from handlers.base import Intent
from handlers.consequences import Consequences
from handlers.conversation import Conversation
from handlers.hearing import Hearing
from handlers.reaction import Reaction, Step
from knowledge.meetings.refining import Refiner, appoint_refiner
from knowledge.people.model import Lang, Room
from knowledge.proposals.opens.gate import open_gate
from knowledge.store.lock import FileLock
from knowledge.store.opening import open_store, sqlite_file
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from notifiers.alert import Alert, RuleWords
from notifiers.digest import Digest

ALONE_POLL, REPLICA_POLL = 30.0, 1.0
"""Seconds between looks at the database where nobody rang: alone on it, or beside other processes."""

LONGEST_SOCKET_PATH = 100


if TYPE_CHECKING:
    from bot.guest.thinking import Guest


@dataclass(frozen=True, slots=True)
class Plugins:
    """Everything found by looking into folders."""

    intents: Mapping[str, Intent]
    hearings: Mapping[str, Hearing]
    reactions: Mapping[str, Reaction]
    steps: Mapping[str, Step]
    sources: Mapping[str, Source]
    jobs: Mapping[str, Job]
    alerts: Mapping[str, Alert]
    digests: Mapping[str, Digest]
    messengers: Mapping[str, MessengerKind]


@lru_cache(maxsize=1)
def plugins() -> Plugins:
    """All plug-ins there are. Raises PluginError for a folder with a stranger in it."""
    return Plugins(
        discover(handlers.intents, "INTENT", Intent),
        discover(handlers.hearings, "HEARING", Hearing),
        discover(handlers.reactions, "REACTION", Reaction),
        discover(handlers.steps, "STEP", Step),
        discover(capture.sources, "SOURCE", Source),
        discover(capture.jobs, "JOB", Job),
        discover(notifiers.alerts, "ALERT", Alert),
        discover(notifiers.digests, "DIGEST", Digest),
        discover(bot.messengers, "MESSENGER", MessengerKind),
    )


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket bound to host and port (0: any free one). Raises PortInUse."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise PortInUse(host, port, str(error)) from error
    return found


def door_of(settings: Settings) -> Path | None:
    """Where the bot that runs on this SQLite file listens for commands; None for another database."""
    file = sqlite_file(settings.database.url)
    if file is None:
        return None
    beside = Path(f"{file.absolute()}.sock")
    if len(str(beside)) <= LONGEST_SOCKET_PATH:
        return beside
    return Path(gettempdir()) / f"dazi-{sha256(str(beside).encode()).hexdigest()[:16]}.sock"


def build(settings: Settings, clock: Clock, *, serve: bool) -> Runtime:
    """A bot ready to start; with `serve`, it has its port already.

    Raises ConfigError, StoreTrouble, PortInUse, and Missing where the settings need what is not installed.
    """
    rules = load_rules([settings.rules_dir] if settings.rules_dir else [])
    file = sqlite_file(settings.database.url)
    lock = FileLock(file) if file else None
    if lock is not None:
        lock.take(str(door_of(settings)))
    with ExitStack() as until_built:
        if lock is not None:
            until_built.callback(lock.release)
        web_socket = listening_socket(settings.web.host, settings.web.port) if serve else None
        if web_socket is not None:
            until_built.callback(web_socket.close)
        store = open_store(settings.database.url, clock.now, clock.monotonic)
        runtime = _Parts(settings, clock, rules, store, web_socket).runtime(lock)
        until_built.pop_all()
    return runtime


class _Parts:
    """The parts of one bot, each made when another one first asks for it."""

    def __init__(
        self, settings: Settings, clock: Clock, rules: Rules, store: Store, web_socket: socket.socket | None
    ) -> None:
        self.settings, self.clock, self.rules, self.store, self.web_socket = settings, clock, rules, store, web_socket
        self.found, self.me = plugins(), clock.new_id()
        self.poll = REPLICA_POLL if store.replicated else ALONE_POLL

    @cached_property
    def around(self) -> Surroundings:
        web = self.settings.web
        address = self.web_socket.getsockname() if self.web_socket else (web.host, web.port)
        host = f"[{address[0]}]" if ":" in address[0] else address[0]
        return surroundings(self.settings, self.clock, f"http://{host}:{address[1]}")

    @cached_property
    def messengers(self) -> Mapping[str, Messenger]:
        return open_messengers(self.settings, self.around, serve=self.web_socket is not None)

    @cached_property
    def relay(self) -> Relay:
        links = ShortLinks(self.around.public_url or self.around.base_url if self.web_socket else "", new_secret)
        return Relay(self.store, self.clock, self.messengers, lambda: self.telling, self.me, self.poll, links.of)

    def open_gate(self, unit: Unit) -> None:
        """Where tracked links begin from now on."""
        public, lasting = self.around.public_url, self.settings.opens.lasting
        open_gate(unit, public or self.around.base_url, lasting, new_secret, public=bool(public))

    def prepare(self, unit: Unit) -> None:
        """What is to be done at the start: say where tracked links begin, and whether a model reads transcripts."""
        llm = self.settings.llm
        self.open_gate(unit)
        appoint_refiner(unit, Refiner(llm.tokens_per_day if llm and llm.minutes else 0, self.settings.zone))

    @cached_property
    def telling(self) -> Telling:
        return _telling(self.settings, self.rules, self.relay)

    @cached_property
    def names(self) -> Names:
        return Names(names_folder(self.settings))

    @cached_property
    def conversation(self) -> Conversation:
        settings, found = self.settings, self.found
        return Conversation(
            *(found.intents, self.names.current, settings.language, settings.zone, settings.access, found.hearings),
            documents=settings.documents,
        )

    @cached_property
    def guest(self) -> "Guest | None":
        return open_guest(self.settings.llm, self.store, self.clock, self.conversation, self.telling)

    @cached_property
    def handling(self) -> Handling:
        found = self.found
        consequences = Consequences(tuple(found.reactions.values()), found.alerts, self.rules)
        return Handling(
            *(self.store, self.clock, self.me, self.messengers, self.conversation),
            *(found.sources, found.steps, found.digests, consequences, self.telling),
            thought=self.guest.thought if self.guest else unaided,
            jobs=found.jobs,
        )

    @cached_property
    def dispatcher(self) -> Dispatcher:
        return Dispatcher(self.store, self.clock, self.handling, self.me, self.poll)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.store, self.clock, self.dispatcher.wake.set, self.telling.tell_operator)

    @cached_property
    def scheduler(self) -> Scheduler:
        return Scheduler(self.store, self.clock, self.found.digests, self.settings.zone, self.dispatcher.wake.set)

    @cached_property
    def runner(self) -> JobRunner:
        return JobRunner(*(self.store, self.clock, self.found.jobs, self.settings, self.me, self.dispatcher.wake))

    @cached_property
    def downloads(self) -> Downloads:
        """Whoever may hold files that people share, or that feeds point to."""
        fetch = {**self.holders.fetchers, **{name: messenger.fetch for name, messenger in self.messengers.items()}}
        most = self.settings.jobs.most_file_bytes
        return Downloads(self.store, self.clock, fetch, self.settings.data_dir, most, self.me, self.runner.wake.set)

    @cached_property
    def holders(self) -> Holders:
        settings = self.settings
        hosts = settings.documents.recording_hosts
        return Holders(self.feeds, settings.data_dir, self.clock, settings.jobs.most_file_bytes, hosts)

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.store)

    @cached_property
    def feeds(self) -> list[Feed]:
        room = FeedRoom(self.settings.data_dir, self.settings.zone, ask=self.asking, names=self.names.current)
        return open_feeds(self.settings, self.found.sources, room)

    @cached_property
    def pulling(self) -> Pulling:
        wake = self.dispatcher.wake.set
        return Pulling(self.store, self.clock, self.feeds, self.me, wake, self.telling, self.asking)

    @cached_property
    def app(self) -> web.Application | None:
        """What the server shows and takes in; None where there is no server."""
        if self.web_socket is None:
            return None
        settings, key = self.settings, self.settings.web.hook_key
        pages = [
            *shown_routes(self.store, self.clock.now),
            *tracking_routes(settings.tracking, self.inbox, self.clock),
            *tracked_routes(settings.opens, self.store, self.inbox, self.clock),
            *feed_hooks(self.inbox, self.feeds, self.clock.now),
        ]
        doors = Doors(
            *(self.inbox, self.messengers, self.found.sources, key.get_secret_value() if key else "", settings.zone),
            *(self.store.well, self.dispatcher.outcome_within, pages),
        )
        return web_app(doors, settings.web.max_body_bytes)

    def runtime(self, lock: FileLock | None) -> Runtime:
        """All of them, ready to start."""
        return Runtime(
            settings=self.settings,
            clock=self.clock,
            store=self.store,
            messengers=self.messengers,
            inbox=self.inbox,
            dispatcher=self.dispatcher,
            relay=self.relay,
            scheduler=self.scheduler,
            pulling=self.pulling,
            hosts={
                name: Backstage(name, self.me, self.store, self.inbox, self.dispatcher, self.telling)
                for name in self.messengers
            },
            rooms=tuple(described_rooms(self.settings)),
            base_url=self.around.base_url,
            app=self.app,
            web_socket=self.web_socket,
            lock=lock,
            runner=self.runner,
            downloads=self.downloads,
            closers=(self.holders.close, *((self.guest.client.close,) if self.guest else ())),
            warm=self.names.current,
            prepare=self.prepare if self.web_socket else None,
        )


def _telling(settings: Settings, rules: Rules, relay: Relay) -> Telling:
    """How people are reached, and the operator."""
    said = {rule.key: RuleWords({"zh": rule.name.zh, "en": rule.name.en}, rule.quiet_days) for rule in rules.hot_lead}
    operator = settings.operator_address or settings.operator or ""
    unasked = frozenset(name for name, kind in plugins().messengers.items() if kind.unasked)
    return Telling(
        _addressing(settings),
        settings.zone,
        settings.language,
        operator,
        said,
        relay.wake.set,
        unasked,
        settings.access,
    )


def surroundings(settings: Settings, clock: Clock, base_url: str) -> Surroundings:
    """What messengers are given to work in."""
    return Surroundings(
        clock=clock,
        data_dir=settings.data_dir,
        base_url=base_url,
        language=settings.language,
        zone=settings.zone,
        team_name=settings.team_name,
        most_upload_bytes=settings.web.max_upload_bytes,
        public_url=(settings.web.public_url or "").rstrip("/"),
    )


def open_messengers(settings: Settings, around: Surroundings, *, serve: bool) -> dict[str, Messenger]:
    """The messengers that the settings ask for; without a server only the terminal. Raises SettingsError."""
    opened = {
        name: kind.open(settings.messengers.get(name, {}), settings.where("messengers", name), around)
        for name, kind in wanted_kinds(settings).items()
        if serve or name == "terminal"
    }
    return {name: messenger for name, messenger in opened.items() if messenger is not None}


def wanted_kinds(settings: Settings) -> dict[str, MessengerKind]:
    """The messengers that the settings ask for, or that are there unasked. Raises SettingsError."""
    kinds = plugins().messengers
    for name in settings.messengers:
        if name not in kinds:
            raise unknown_key(settings.where("messengers", name), [f"messengers.{kind}" for kind in kinds])
    return {name: kind for name, kind in kinds.items() if name in settings.messengers or kind.unasked}


def _addressing(settings: Settings) -> Mapping[str, Addressing]:
    return {name: kind.addressing for name, kind in wanted_kinds(settings).items()}


def described_rooms(settings: Settings) -> list[Room]:
    """The rooms that the operator describes."""
    return [
        Room(
            messenger=room.messenger,
            room_id=room.id,
            direct=False,
            title=room.title,
            region=room.region,
            unit=room.unit,
            outsiders=room.outsiders,
            language=_language(room.language),
            people=tuple(room.members),
        )
        for room in settings.rooms
    ]


def _language(text: str | None) -> Lang | None:
    return "zh" if text == "zh" else "en" if text == "en" else None
