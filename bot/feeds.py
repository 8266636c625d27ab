"""The feeds that the settings ask for: one for each section [sources.<name>]."""

import asyncio
import re
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass, field, replace
from typing import TypeVar

from capture.base import Call, FeedRoom, FeedTrouble, FileHosts, Pull, Response, Source
from config.errors import SettingsError, dotted
from config.sections import Where, unknown_key
from config.settings import Settings
from knowledge.store.errors import StoreTrouble
from knowledge.store.store import Store
from knowledge.store.unit import Reader

T = TypeVar("T")

DATABASE_SECONDS = 30.0
"""How long a feed's thread waits for the database."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Feed:
    """A source opened with one section of the settings. `name` is the section's; several may be of one source."""

    name: str
    source: Source
    pull: Pull | None = None
    hook: Callable[[Call], Response] | None = None
    files: FileHosts | None = None

    def event_id(self, event_id: str) -> str:
        """An id of the feed as one among all rows of its source."""
        return event_id if self.name == self.source.name else f"{self.name}:{event_id}"


@dataclass(slots=True)
class Asking:
    """Lets the threads of feeds read from the store, whose event loop is known once the bot runs."""

    store: Store
    loop: asyncio.AbstractEventLoop | None = field(default=None)

    def __call__(self, work: Callable[[Reader], T], /) -> T:
        """What `work` gives on one snapshot. Raises FeedTrouble where the database does not answer."""
        if self.loop is None:
            raise FeedTrouble("搭子还没有运行。", "Dazi does not run yet.")
        try:
            return asyncio.run_coroutine_threadsafe(self.store.read(work), self.loop).result(DATABASE_SECONDS)
        except (StoreTrouble, TimeoutError, CancelledError, RuntimeError) as error:
            raise FeedTrouble("数据库暂时没有回应。", "The database does not answer right now.") from error


def open_feeds(settings: Settings, sources: Mapping[str, Source], room: FeedRoom) -> list[Feed]:
    """The feeds of the settings, in their order. Raises SettingsError about the first section that is wrong."""
    return [_opened(settings.where("sources", name), name, sources, settings, room) for name in settings.sources]


def _opened(where: Where, name: str, sources: Mapping[str, Source], settings: Settings, room: FeedRoom) -> Feed:
    if not _NAME.fullmatch(name):
        raise _bad_name(where)
    section = dict(settings.sources[name])
    kind = str(section.pop("kind", name))
    source = sources.get(kind)
    if source is None or (source.pull is None and source.hook is None):
        known = [f"sources.{one.name}" for one in sources.values() if one.pull or one.hook]
        raise unknown_key(where if kind == name else where.below("kind"), known)
    own = replace(room, name=name)
    pull = source.pull(section, where, own) if source.pull else None
    hook = source.hook(section, where, own) if source.hook else None
    files = source.files(section, where) if source.files else None
    return Feed(name, source, pull, hook, files)


def _bad_name(where: Where) -> SettingsError:
    key, place = dotted(where.path), where.place
    return SettingsError(
        f"{place.en}: {key}: a feed is named with at most 40 lower-case letters, digits, - and _.",
        f"{place.zh}：{key}：来源名只能用小写字母、数字、- 和 _，最多 40 个字符。",
    )
