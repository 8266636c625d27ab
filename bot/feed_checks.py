"""What doctor says of feeds: whether each can be reached, when it was last read, and what of it was refused."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.clock import Clock
from bot.feeds import Feed, open_feeds
from bot.messengers.base import Check
from capture.base import FeedRoom, FeedTrouble, Source
from config.settings import Settings
from knowledge.people.model import Lang
from knowledge.store.feeds import feed_state, refusals_since
from knowledge.store.store import Store
from knowledge.store.unit import Reader
from notifiers.filling import filled
from notifiers.formats import ClockFace

RECENT = timedelta(days=7)

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "called": {"zh": "等对方调用 /hooks/{name}", "en": "waits for calls at /hooks/{name}"},
    "never": {"zh": "能连上，还没有读过", "en": "can be reached, was never read"},
    "read": {"zh": "能连上，上次读到 {at}", "en": "can be reached, last read {at}"},
    "refused": {
        "zh": "{told}；七天内有 {count} 条没有收，最近一条：{item}，{why}",
        "en": "{told}; refused in seven days: {count}, the latest {item}: {why}",
    },
}


async def check_feeds(
    settings: Settings, sources: Mapping[str, Source], clock: Clock, store: Store | None
) -> list[Check]:
    """One finding for each feed of the settings; without a store, whether it can be reached. Raises SettingsError."""
    feeds = open_feeds(settings, sources, FeedRoom(settings.data_dir, settings.zone))
    return [await _checked(feed, settings, clock, store) for feed in feeds]


async def _checked(feed: Feed, settings: Settings, clock: Clock, store: Store | None) -> Check:
    name = f"feed {feed.name}"
    if feed.pull is not None:
        try:
            await asyncio.to_thread(feed.pull.check)
        except FeedTrouble as trouble:
            return Check(name, ok=False, advice={"zh": trouble.say["zh"], "en": trouble.say["en"]})
    told = await store.read(lambda reader: dict(_told(feed, settings, clock, reader))) if store else {}
    return Check(name, ok=True, advice=told)


def _told(feed: Feed, settings: Settings, clock: Clock, reader: Reader) -> Iterator[tuple[str, str]]:
    """What is known of a feed, in both languages."""
    state, now = feed_state(reader, feed.name), clock.now()
    count, latest = refusals_since(reader, feed.name, now - RECENT)
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        if feed.pull is None:
            said = _say("called", lang, name=feed.name)
        elif state is None:
            said = _say("never", lang)
        else:
            said = _say("read", lang, at=ClockFace(settings.zone, lang, now).tells(state.looked_at))
        if latest:
            first = latest[0]
            said = _say("refused", lang, told=said, count=str(count), item=first.item, why=first.say[lang])
        yield lang, said


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)
