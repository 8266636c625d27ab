"""Builds everything from settings; the only place that connects parts."""

import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

import bot.messengers
import capture.sources
import handlers.intents
import handlers.reactions
import handlers.steps
import notifiers.alerts
import notifiers.digests
from bot.clock import Clock, new_secret
from bot.discover import discover
from bot.dispatcher import Dispatcher
from bot.errors import PortInUse
from bot.guest.opening import open_guest
from bot.handling import Handling, unaided
from bot.host import Backstage
from bot.inbox import Inbox
from bot.messengers.base import Addressing, Messenger, MessengerKind, Surroundings
from bot.names import Names, names_folder
from bot.relay import Relay
from bot.runtime import Runtime
from bot.scheduler import Scheduler
from bot.telling import Telling
from bot.web.server import Doors, web_app
from bot.web.shown import ShortLinks, shown_routes
from capture.base import Source
from config.rules import Rules, load_rules
from config.sections import unknown_key
from config.settings import Settings
from handlers.base import Intent
from handlers.consequences import Consequences
from handlers.conversation import Conversation
from handlers.reaction import Reaction, Step
from knowledge.people.model import Lang, Room
from knowledge.store.lock import FileLock
from knowledge.store.opening import open_store, sqlite_file
from knowledge.store.store import Store
from notifiers.alert import Alert, RuleWords
from notifiers.digest import Digest

ALONE_POLL, REPLICA_POLL = 30.0, 1.0
"""Seconds between looks at the database where nobody rang: alone on it, or beside other processes."""

LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True, slots=True)
class Plugins:
    """Everything found by looking into folders."""

    intents: Mapping[str, Intent]
    reactions: Mapping[str, Reaction]
    steps: Mapping[str, Step]
    sources: Mapping[str, Source]
    alerts: Mapping[str, Alert]
    digests: Mapping[str, Digest]
    messengers: Mapping[str, MessengerKind]


@lru_cache(maxsize=1)
def plugins() -> Plugins:
    """All plug-ins there are. Raises PluginError for a folder with a stranger in it."""
    return Plugins(
        discover(handlers.intents, "INTENT", Intent),
        discover(handlers.reactions, "REACTION", Reaction),
        discover(handlers.steps, "STEP", Step),
        discover(capture.sources, "SOURCE", Source),
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
        runtime = _assembled(settings, clock, rules, store, web_socket, lock)
        until_built.pop_all()
    return runtime


def _assembled(
    settings: Settings,
    clock: Clock,
    rules: Rules,
    store: Store,
    web_socket: socket.socket | None,
    lock: FileLock | None,
) -> Runtime:
    found, me = plugins(), clock.new_id()
    address = web_socket.getsockname() if web_socket else (settings.web.host, settings.web.port)
    host = f"[{address[0]}]" if ":" in address[0] else address[0]
    around = surroundings(settings, clock, f"http://{host}:{address[1]}")
    messengers = open_messengers(settings, around, serve=web_socket is not None)
    poll = REPLICA_POLL if store.replicated else ALONE_POLL
    links = ShortLinks(around.public_url or around.base_url if web_socket else "", new_secret)
    relay = Relay(store, clock, messengers, lambda: telling, me, poll, links.of)
    telling = _telling(settings, rules, relay)
    names = Names(names_folder(settings))
    conversation = Conversation(found.intents, names.current, settings.language, settings.zone, settings.access)
    consequences = Consequences(tuple(found.reactions.values()), found.alerts, rules)
    guest = open_guest(settings.llm, store, clock, conversation, telling)
    handling = Handling(
        *(store, clock, me, messengers, conversation, found.sources, found.steps, found.digests, consequences, telling),
        thought=guest.thought if guest else unaided,
    )
    dispatcher = Dispatcher(store, clock, handling, me, poll)
    inbox = Inbox(store, clock, dispatcher.wake.set, telling.tell_operator)
    scheduler = Scheduler(store, clock, found.digests, settings.zone, dispatcher.wake.set)
    key = settings.web.hook_key.get_secret_value() if settings.web.hook_key else ""
    pages = shown_routes(store, clock.now)
    doors = Doors(inbox, messengers, found.sources, key, settings.zone, store.well, dispatcher.outcome_within, pages)
    app = web_app(doors, settings.web.max_body_bytes) if web_socket else None
    return Runtime(
        settings=settings,
        clock=clock,
        store=store,
        messengers=messengers,
        inbox=inbox,
        dispatcher=dispatcher,
        relay=relay,
        scheduler=scheduler,
        hosts={name: Backstage(name, me, store, inbox, dispatcher, telling) for name in messengers},
        rooms=tuple(described_rooms(settings)),
        base_url=around.base_url,
        app=app,
        web_socket=web_socket,
        lock=lock,
        closers=(guest.client.close,) if guest else (),
        warm=names.current,
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
